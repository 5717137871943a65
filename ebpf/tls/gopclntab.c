/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/gopclntab.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

enum {
	FUNCS_MAX = 1 << 22,
	/* First bytes of the table, by the version of Go that made it so first. */
	GO_1_18 = 0xf0, /* behind it 0xffffff */
	GO_1_20 = 0xf1,
	POINTER = 8,
	/* The header, in pointers behind its first 8 bytes. */
	COUNT = 0,
	TEXT = 2,
	NAMES = 3,
	FUNCS = 7,
	HEADER_LEN = 8 + 8 * POINTER,
	ROW = 8, /* of the table of functions: where one begins, and more about it */
	NAME_AT = 4,
};

struct table {
	const uint8_t *at;
	uint64_t len;
	uint64_t text; /* address that rows count from */
	uint64_t names, funcs, count;
};

/* `len` bytes of the table; NULL: it ends before. */
static const uint8_t *in_table(const struct table *t, uint64_t off, uint64_t len)
{
	return off <= t->len && len <= t->len - off ? t->at + off : NULL;
}

static int read_header(const struct elf *e, struct table *t, const char **why)
{
	const uint8_t *p;

	t->len = e->go_len;
	t->at = elf_at(e, e->go_table, (size_t)e->go_len);
	p = t->at && t->len >= HEADER_LEN ? t->at : NULL;
	*why = "the table of its functions (.gopclntab) is damaged";
	if (!p)
		return -ENOEXEC;
	*why = "it was made by Go before 1.18, or one of which nothing is known yet";
	if (p[1] != 0xff || p[2] != 0xff || p[3] != 0xff ||
	    (p[0] != GO_1_18 && p[0] != GO_1_20) || p[4] || p[5] || p[7] != POINTER)
		return -ENOEXEC;
	*why = "the table of its functions (.gopclntab) is damaged";
	p += 8;
	t->count = get_le64(p + POINTER * COUNT);
	t->text = get_le64(p + POINTER * TEXT);
	t->names = get_le64(p + POINTER * NAMES);
	t->funcs = get_le64(p + POINTER * FUNCS);
	if (!t->text)
		t->text = e->go_text; /* the loader would put it in */
	if (t->count > FUNCS_MAX || t->names > t->len ||
	    !in_table(t, t->funcs, (t->count + 1) * ROW))
		return -ENOEXEC;
	return 0;
}

/* The name of function i; NULL: it is not to be read. */
static const char *name_of(const struct table *t, uint64_t i, size_t *room)
{
	uint64_t more = get_le32(t->at + t->funcs + i * ROW + 4), at;
	const uint8_t *func = in_table(t, t->funcs + more, NAME_AT + 4);

	if (!func)
		return NULL;
	at = t->names + get_le32(func + NAME_AT);
	if (at >= t->len)
		return NULL;
	*room = (size_t)(t->len - at);
	return (const char *)t->at + at;
}

static void look_up(const struct table *t, uint64_t i, uint64_t addr, struct go_name *names,
                    size_t count)
{
	size_t room;
	const char *name = name_of(t, i, &room);

	for (size_t k = 0; name && k < count; k++) {
		size_t len = strlen(names[k].name) + 1;

		if (len <= room && !memcmp(name, names[k].name, len))
			names[k].addr = addr;
	}
}

int go_functions(struct elf *e, struct go_name *names, size_t count, const char **why)
{
	struct table t;
	struct elf_func *funcs;
	size_t found = 0;
	int err;

	if (!e->go_table)
		return -ENOENT;
	err = read_header(e, &t, why);
	if (err)
		return err;
	funcs = calloc((size_t)t.count + 1, sizeof(*funcs));
	if (!funcs)
		return -ENOMEM;
	for (uint64_t i = 0; i < t.count; i++) {
		const uint8_t *row = t.at + t.funcs + i * ROW;
		struct elf_func *f = &funcs[found];

		f->start = t.text + get_le32(row);
		f->end = t.text + get_le32(row + ROW);
		if (f->end <= f->start ||
		    !elf_at(e, f->start, (size_t)(f->end - f->start)))
			continue;
		found++;
		look_up(&t, i, f->start, names, count);
	}
	err = elf_add_funcs(e, funcs, found) ? 0 : -ENOMEM;
	free(funcs);
	return err;
}
