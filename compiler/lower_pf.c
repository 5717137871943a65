/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_pf.c - the header of PF's packet log. Source: OpenBSD net/if_pflog.h. */
#include <string.h>

#include "compiler/lower.h"

enum {
	PF_ACTION = 2,
	PF_REASON = 3,
	PF_IFNAME = 4,
	PF_RULESET = 20,
	PF_RNR = 36,
	PF_SRNR = 40,
	PF_NAME_MAX = 16,
};

/* The name at an offset, with the NUL behind it, so that em1 is not em10. */
static struct ref name_at(struct lower *cx, uint32_t off, const char *name, struct ref yes,
                          struct ref no)
{
	uint32_t len = (uint32_t)strlen(name) + 1, at = 0;
	uint8_t bytes[PF_NAME_MAX] = { 0 };
	struct { uint32_t at, width, value; } pieces[PF_NAME_MAX];
	uint32_t count = 0;

	memcpy(bytes, name, len < PF_NAME_MAX ? len : PF_NAME_MAX);
	while (at < len && at < PF_NAME_MAX) {
		uint32_t left = len - at;
		uint32_t width = left >= 4 ? 4 : left >= 2 ? 2 : 1;
		uint32_t value = 0;

		for (uint32_t i = 0; i < width; i++)
			value = value << 8 | bytes[at + i];
		pieces[count].at = at;
		pieces[count].width = width;
		pieces[count++].value = value;
		at += width;
	}
	while (count-- > 0)
		yes = node_eq(cx->g,
		              val_load(cx->g, (uint8_t)pieces[count].width, VAL_NONE,
		                       off + pieces[count].at),
		              pieces[count].value, yes, no);
	return yes;
}

struct ref lower_pf_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                         struct ref no)
{
	struct graph *g = cx->g;

	switch (word->word) {
	case WORD_PF_IFNAME:
		return name_at(cx, PF_IFNAME, word->name, yes, no);
	case WORD_PF_RULESET:
		return name_at(cx, PF_RULESET, word->name, yes, no);
	case WORD_PF_RNR:
		return node_eq(g, val_load(g, 4, VAL_NONE, PF_RNR), word->num, yes, no);
	case WORD_PF_SRNR:
		return node_eq(g, val_load(g, 4, VAL_NONE, PF_SRNR), word->num, yes, no);
	case WORD_PF_REASON:
		return node_eq(g, val_load(g, 1, VAL_NONE, PF_REASON), word->num, yes, no);
	default:
		return node_eq(g, val_load(g, 1, VAL_NONE, PF_ACTION), word->num, yes, no);
	}
}
