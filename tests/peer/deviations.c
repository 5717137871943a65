/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/peer/deviations.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/str.h"
#include "grammar/ast.h"
#include "proto/link.h"

/* Shapes */

static bool has_guard(const struct expr *e)
{
	if (!e)
		return false;
	if (e->kind == EXPR_LOAD && proto_at(e->proto)->layer != LAYER_LINK &&
	    proto_at(e->proto)->layer != LAYER_RADIO)
		return true;
	return has_guard(e->l) || has_guard(e->r);
}

/* An accessor that implies a test stands right of an operator. */
static bool guard_right(const struct expr *e)
{
	if (!e)
		return false;
	if (e->kind == EXPR_BIN && has_guard(e->r))
		return true;
	return guard_right(e->l) || guard_right(e->r);
}

static bool is_open(const struct expr *e)
{
	return e && (e->kind == EXPR_BIN || e->kind == EXPR_NEG) && !e->parens;
}

/* % or ^ beside another operator, without parentheses that say which goes first. */
static bool precedence(const struct expr *e)
{
	bool loose;

	if (!e)
		return false;
	loose = e->kind == EXPR_BIN && (e->op == EXPR_MOD || e->op == EXPR_XOR);
	if (loose && (is_open(e->l) || is_open(e->r)))
		return true;
	if ((e->kind == EXPR_BIN || e->kind == EXPR_NEG) && !loose) {
		for (int side = 0; side < 2; side++) {
			const struct expr *kid = side ? e->r : e->l;

			if (is_open(kid) && kid->kind == EXPR_BIN &&
			    (kid->op == EXPR_MOD || kid->op == EXPR_XOR))
				return true;
		}
	}
	return precedence(e->l) || precedence(e->r);
}

static bool tree_has(const struct ast *tree, bool (*shape)(const struct expr *))
{
	if (!tree)
		return false;
	if (tree->kind == AST_NOT)
		return tree_has(tree->not, shape);
	if (tree->kind == AST_REL)
		return shape(tree->rel.l) || shape(tree->rel.r);
	if (tree->kind == AST_CHAIN)
		for (uint32_t i = 0; i < tree->chain.count; i++)
			if (tree_has(tree->chain.kid[i], shape))
				return true;
	return false;
}

/* Scratch words, in textual order: those of arithmetic are free again behind a comparison,
 * and what then needs the length of a header gets them.
 */
struct words {
	bool freed;  /* by a comparison */
	bool placed; /* the lengths had theirs before */
	bool shared;
};

static uint32_t count_reads(const struct expr *e, bool *load)
{
	if (!e)
		return 0;
	*load |= e->kind == EXPR_LOAD;
	return (e->kind == EXPR_LOAD || e->kind == EXPR_LEN) + count_reads(e->l, load) +
	       count_reads(e->r, load);
}

static void take_relation(const struct ast *rel, struct words *w)
{
	bool load = false;
	uint32_t reads =
		count_reads(rel->rel.l, &load) + count_reads(rel->rel.r, &load);

	if (w->placed)
		return;
	w->shared |= load && (w->freed || reads > 1);
	w->freed = true;
}

static void take_words(const struct ast *tree, struct words *w)
{
	switch (tree->kind) {
	case AST_CHAIN:
		for (uint32_t i = 0; i < tree->chain.count; i++)
			take_words(tree->chain.kid[i], w);
		break;
	case AST_NOT:
		take_words(tree->not, w);
		break;
	case AST_REL:
		take_relation(tree, w);
		break;
	case AST_PRIM: /* an address or a port lies behind all headers */
		w->shared |= w->freed;
		w->placed |= tree->prim.head->proto != PROTO_LINK;
		break;
	case AST_PROTO:
		w->shared |= w->freed;
		w->placed |= proto_at(tree->proto)->layer != LAYER_TYPE;
		break;
	case AST_WORD:
		w->shared |= w->freed;
		break;
	}
}

static bool arithmetic_first(const struct ast *tree)
{
	struct words w = { false, false, false };

	take_words(tree, &w);
	return w.shared;
}

/* shape NULL: arithmetic_first() */
static bool filter_has(const char *filter, bool (*shape)(const struct expr *))
{
	struct arena arena;
	struct diags diags = { .arena = &arena };
	struct ast *tree = NULL;
	bool found;

	arena_init(&arena, NULL);
	found = ast_parse(&arena, &diags, filter, (uint32_t)strlen(filter), &tree) &&
	        tree && (shape ? tree_has(tree, shape) : arithmetic_first(tree));
	arena_fini(&arena);
	return found;
}

/* An address family: IPv6 by the number of another system, or in the byte order of another
 * machine; libpcap looks for neither.
 */
static bool family(const struct packet *pkt, uint32_t linktype)
{
	uint32_t be = get_be32(pkt->data);
	uint32_t le = get_le32(pkt->data);
	uint32_t af = be < le ? be : le;
	uint32_t host;

	memcpy(&host, pkt->data, sizeof(host));
	if (link_by_number(linktype)->test == LT_AF8)
		host = af = pkt->data[1];
	if (af == 24 || af == 28 || af == 30)
		return true;
	return linktype != LINKTYPE_LOOP && host != af && (af == 2 || af == 10);
}

/* 802.11 data behind a fourth address or HT control, or padded behind a radiotap header whose
 * length is no multiple of 4.
 */
static bool wlan_header(const struct packet *pkt, uint32_t linktype)
{
	enum link_layout layout = link_by_number(linktype)->layout;
	uint64_t l = 0;
	uint8_t f0, f1;

	if (layout == LAYOUT_RADIO || layout == LAYOUT_PPI)
		l = get_le16(pkt->data + 2);
	else if (layout == LAYOUT_AVS || get_be32(pkt->data) >> 12 == 0x80211)
		l = layout == LAYOUT_WLAN ? 0 : get_be32(pkt->data + 4);
	else if (layout == LAYOUT_PRISM)
		l = 144;
	if (l + 1 >= PACKET_ROOM)
		return false;
	f0 = pkt->data[l];
	f1 = pkt->data[l + 1];
	return (f1 & 3) == 3 || (f0 & f1 & 0x80) || (layout == LAYOUT_RADIO && l % 4);
}

/* The version in the first byte is not that of the packet behind the header. */
static bool slip(const struct packet *pkt, uint32_t linktype)
{
	return pkt->data[0] >> 4 != pkt->data[link_by_number(linktype)->payload] >> 4;
}

static bool bytes(const struct deviation *dev, const struct packet *pkt)
{
	uint32_t v = 0;

	for (uint32_t i = 0; i < dev->width; i++)
		v = v << 8 | pkt->data[dev->off + i];
	for (uint32_t i = 0; i < dev->value_count; i++)
		if (dev->values[i] == v)
			return true;
	return false;
}

static bool packet_has(const struct deviation *dev, const struct packet *pkt,
                       uint32_t linktype)
{
	switch (dev->shape) {
	case SHAPE_FAMILY:
		return family(pkt, linktype);
	case SHAPE_WLAN_HEADER:
		return wlan_header(pkt, linktype);
	case SHAPE_SLIP:
		return slip(pkt, linktype);
	case SHAPE_BYTES:
		return bytes(dev, pkt);
	case SHAPE_NONE:
	case SHAPE_GUARD_RIGHT:
	case SHAPE_PRECEDENCE:
	case SHAPE_ARITHMETIC_FIRST:
		break;
	}
	return false;
}

static bool shape_matches(enum deviation_shape shape, const char *filter)
{
	switch (shape) {
	case SHAPE_NONE:
	case SHAPE_FAMILY:
	case SHAPE_WLAN_HEADER:
	case SHAPE_SLIP:
	case SHAPE_BYTES:
		return true;
	case SHAPE_GUARD_RIGHT:
		return filter_has(filter, guard_right);
	case SHAPE_PRECEDENCE:
		return filter_has(filter, precedence);
	case SHAPE_ARITHMETIC_FIRST:
		return filter_has(filter, NULL);
	}
	return false;
}

static bool on_link(const struct deviation *dev, uint32_t linktype)
{
	for (uint32_t i = 0; i < dev->link_count; i++)
		if (dev->links[i] == linktype)
			return true;
	return dev->link_count == 0;
}

static bool names_filter(const struct deviation *dev, const char *filter)
{
	if (dev->has_except && regexec(&dev->except, filter, 0, NULL, 0) == 0)
		return false;
	return !dev->has_match || regexec(&dev->match, filter, 0, NULL, 0) == 0;
}

const struct deviation *deviation_find(const struct deviations *d,
                                       enum deviation_kind kind, const char *filter,
                                       uint32_t linktype, bool live)
{
	for (uint32_t i = 0; i < d->count; i++) {
		const struct deviation *dev = &d->at[i];

		if (dev->kind == kind && on_link(dev, linktype) && dev->live <= live &&
		    names_filter(dev, filter) && shape_matches(dev->shape, filter))
			return dev;
	}
	return NULL;
}

bool deviation_covers_packet(const struct deviations *d, const char *filter,
                             const struct packet *pkt, uint32_t linktype)
{
	for (uint32_t i = 0; i < d->count; i++) {
		const struct deviation *dev = &d->at[i];

		if (dev->kind != DEVIATION_PACKET || !on_link(dev, linktype) ||
		    !names_filter(dev, filter))
			continue;
		if (packet_has(dev, pkt, linktype))
			return true;
	}
	return false;
}

/* Reading */

struct reader {
	struct deviations *d;
	struct deviation *dev; /* the open record, or NULL */
	uint32_t line;
	char *error;
};

static bool fail(struct reader *r, const char *what, const char *text)
{
	struct str s = { 0 };

	str_printf(&s, "line %u: %s '%s'", r->line, what, text);
	r->error = s.at;
	return false;
}

static bool find_name(const char *const *names, const char *name, int *out)
{
	for (int i = 0; names[i]; i++)
		if (!strcmp(names[i], name)) {
			*out = i;
			return true;
		}
	return false;
}

/* The link types of a name, in which * is any letters. */
static bool add_links(struct deviation *dev, const char *name)
{
	uint32_t before = dev->link_count;

	for (size_t i = 0; i < link_count(); i++) {
		if (fnmatch(name, link_at(i)->name, 0) != 0)
			continue;
		if (dev->link_count == LINKS_MAX)
			return false;
		dev->links[dev->link_count++] = link_at(i)->number;
	}
	return dev->link_count > before;
}

static bool read_links(struct reader *r, char *value)
{
	char *rest = NULL;

	for (char *w = strtok_r(value, " ", &rest); w; w = strtok_r(NULL, " ", &rest)) {
		if (!strcmp(w, "any"))
			continue;
		if (!strcmp(w, "live"))
			r->dev->live = true;
		else if (!add_links(r->dev, w))
			return fail(r, "no such link type", w);
	}
	return true;
}

/* "FILTER", on the first link type of the record, or "NAME: FILTER". */
static bool read_witness(struct reader *r, char *value)
{
	struct deviation *dev = r->dev;
	struct witness *w = &dev->witnesses[dev->witness_count];
	char *colon = strstr(value, ": ");
	const struct link *link = NULL;

	if (dev->witness_count == WITNESSES_MAX)
		return fail(r, "too many witnesses", value);
	if (colon && strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
	                     (size_t)(colon - value)) {
		*colon = '\0';
		link = link_by_name(value);
		if (!link)
			return fail(r, "no such link type", value);
		value = colon + 2;
	}
	w->filter = value;
	w->linktype = link              ? link->number
	              : dev->link_count ? dev->links[0]
	                                : LINKTYPE_ETHERNET;
	dev->witness_count++;
	return true;
}

static bool open_record(struct reader *r, const char *tag)
{
	struct deviations *d = r->d;
	struct deviation *at = realloc(d->at, (d->count + 1) * sizeof(*at));

	if (!at)
		return fail(r, "out of memory at", tag);
	d->at = at;
	r->dev = &at[d->count++];
	memset(r->dev, 0, sizeof(*r->dev));
	r->dev->tag = tag;
	r->dev->line = r->line;
	return true;
}

static bool read_regex(struct reader *r, const char *value, regex_t *out, bool *has)
{
	if (regcomp(out, value, REG_EXTENDED | REG_NOSUB) != 0)
		return fail(r, "not a regular expression", value);
	*has = true;
	return true;
}

/* "OFFSET:WIDTH HEX HEX ..." */
static bool read_bytes(struct reader *r, char *value)
{
	struct deviation *dev = r->dev;
	char *rest = NULL;

	if (sscanf(value, "%" SCNu32 ":%" SCNu32, &dev->off, &dev->width) != 2 ||
	    dev->off + dev->width > PACKET_ROOM)
		return fail(r, "no place in a packet", value);
	strtok_r(value, " ", &rest);
	for (char *w = strtok_r(NULL, " ", &rest); w; w = strtok_r(NULL, " ", &rest)) {
		if (dev->value_count == VALUES_MAX)
			return fail(r, "too many values", w);
		dev->values[dev->value_count++] = (uint32_t)strtoul(w, NULL, 16);
	}
	dev->shape = SHAPE_BYTES;
	return true;
}

static bool read_field(struct reader *r, const char *key, char *value)
{
	static const char *const kinds[] = { "meaning", "cut-off", "accepts", "refuses",
		                             "unset",   "packet",  NULL };
	static const char *const shapes[] = { "none",       "guard-right",
		                              "precedence", "arithmetic-first",
		                              "family",     "wlan-header",
		                              "slip",       NULL };
	int i;

	if (!strcmp(key, "deviation"))
		return open_record(r, value);
	if (!r->dev)
		return fail(r, "no 'deviation' in front of", key);
	if (!strcmp(key, "reason")) {
		r->dev->reason = value;
		return true;
	}
	if (!strcmp(key, "link"))
		return read_links(r, value);
	if (!strcmp(key, "witness"))
		return read_witness(r, value);
	if (!strcmp(key, "kind")) {
		if (!find_name(kinds, value, &i))
			return fail(r, "no such kind", value);
		r->dev->kind = (enum deviation_kind)i;
		return true;
	}
	if (!strcmp(key, "shape")) {
		if (!find_name(shapes, value, &i))
			return fail(r, "no such shape", value);
		r->dev->shape = (enum deviation_shape)i;
		return true;
	}
	if (!strcmp(key, "match"))
		return read_regex(r, value, &r->dev->match, &r->dev->has_match);
	if (!strcmp(key, "except"))
		return read_regex(r, value, &r->dev->except, &r->dev->has_except);
	if (!strcmp(key, "bytes"))
		return read_bytes(r, value);
	return fail(r, "no such field", key);
}

static bool read_line(struct reader *r, char *line)
{
	char *value;

	if (line[0] == '#')
		return true;
	if (!line[0]) {
		r->dev = NULL;
		return true;
	}
	value = line + strcspn(line, " \t");
	if (*value)
		*value++ = '\0';
	value += strspn(value, " \t");
	return read_field(r, line, value);
}

static char *read_file(const char *path)
{
	struct str s = { 0 };
	char block[4096];
	FILE *f = fopen(path, "r");
	size_t n;

	if (!f)
		return NULL;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		str_add(&s, block, n);
	fclose(f);
	return s.at;
}

char *deviations_read(struct deviations *d, const char *path)
{
	struct reader r = { .d = d };
	char *line, *end;

	memset(d, 0, sizeof(*d));
	d->text = read_file(path);
	if (!d->text)
		return strdup("cannot be read, or is empty");
	for (line = d->text; line && !r.error; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		r.line++;
		if (!read_line(&r, line))
			break;
	}
	return r.error;
}

void deviations_free(struct deviations *d)
{
	for (uint32_t i = 0; i < d->count; i++) {
		if (d->at[i].has_match)
			regfree(&d->at[i].match);
		if (d->at[i].has_except)
			regfree(&d->at[i].except);
	}
	free(d->at);
	free(d->text);
}
