/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_btf.c - which line of its source each instruction of an object is of.
 *
 * Source: Documentation/bpf/btf.rst, .BTF.ext.
 */
#include <linux/bpf.h>
#include <linux/btf.h>
#include <stdlib.h>
#include <string.h>

#include "base/printable.h"
#include "compiler/btf.h"
#include "compiler/read_ebpf_int.h"
#include "compiler/reader.h"

enum { LINE_SHOWN = 200 }; /* bytes of a line that are shown */

struct bytes {
	const char *at;
	size_t len;
};

/* A struct from bytes that need not be aligned; false: it is not there whole. */
static bool get(const struct bytes *b, size_t off, void *out, size_t len)
{
	if (off > b->len || len > b->len - off)
		return false;
	memcpy(out, b->at + off, len);
	return true;
}

static bool part(const struct bytes *b, size_t off, size_t len, struct bytes *out)
{
	if (off > b->len || len > b->len - off)
		return false;
	*out = (struct bytes){ b->at + off, len };
	return true;
}

static bool strings_of(const struct bytes *btf, struct bytes *out)
{
	struct btf_header h;

	return get(btf, 0, &h, sizeof(h)) && h.magic == BTF_MAGIC &&
	       part(btf, (size_t)h.hdr_len + h.str_off, h.str_len, out);
}

static bool lines_of(const struct bytes *ext, struct bytes *out)
{
	struct btf_ext_header h;

	return get(ext, 0, &h, sizeof(h)) && h.magic == BTF_MAGIC &&
	       part(ext, (size_t)h.hdr_len + h.line_off, h.line_len, out);
}

/* A string without the blanks around it, printable; "" where there is none. */
static const char *string_at(struct arena *arena, const struct bytes *strings, uint32_t off)
{
	const char *text = strings->at + off;
	size_t len;

	if (off >= strings->len)
		return "";
	len = strnlen(text, strings->len - off);
	while (len && (*text == ' ' || *text == '\t'))
		text++, len--;
	return printable(arena, text, len < LINE_SHOWN ? len : LINE_SHOWN, 0);
}

/* Of one name, the first of the object comes first. */
static int by_name(const void *x, const void *y)
{
	const struct ebpf_code *const *a = x, *const *b = y;
	int order = strcmp((*a)->name, (*b)->name);

	return order ? order : *a < *b ? -1 : *a > *b;
}

/* All of them in the order of their names: an object may have as many as it has room for. */
static struct ebpf_code **sorted_codes(struct arena *arena, struct ebpf_codes *codes)
{
	struct ebpf_code **sorted = arena_alloc(arena, codes->list.count * sizeof(struct ebpf_code *));

	for (uint32_t i = 0; i < codes->list.count; i++)
		sorted[i] = &codes->list.at[i];
	if (codes->list.count)
		qsort(sorted, codes->list.count, sizeof(struct ebpf_code *), by_name);
	return sorted;
}

/* The first of that name; NULL: there is none. */
static struct ebpf_code *code_named(struct ebpf_code *const *sorted, uint32_t count,
                                    const char *name)
{
	uint32_t low = 0, high = count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (strcmp(sorted[mid]->name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < count && !strcmp(sorted[low]->name, name) ? sorted[low] : NULL;
}

struct line_reader {
	struct arena *arena;
	struct bytes lines, strings;
	uint32_t record; /* bytes of one */
	size_t at;
};

static void read_section(struct line_reader *r, struct ebpf_code *code, uint32_t count)
{
	const char *last = "";

	for (uint32_t i = 0; i < count; i++, r->at += r->record) {
		struct bpf_line_info info;
		const char *line;

		if (!get(&r->lines, r->at, &info, sizeof(info)))
			return;
		if (!code || info.insn_off / sizeof(struct bpf_insn) >= code->count)
			continue;
		line = string_at(r->arena, &r->strings, info.line_off);
		if (*line && strcmp(line, last) != 0)
			code->lines[info.insn_off / sizeof(struct bpf_insn)] = line;
		last = line;
	}
}

void ebpf_read_lines(struct arena *arena, const char *btf, size_t btf_len, const char *ext,
                     size_t ext_len, struct ebpf_codes *codes)
{
	struct line_reader r = { .arena = arena };
	const struct bytes all_btf = { btf, btf_len }, all_ext = { ext, ext_len };
	struct btf_ext_section section;
	struct ebpf_code **sorted;

	if (!strings_of(&all_btf, &r.strings) || !lines_of(&all_ext, &r.lines) ||
	    !get(&r.lines, 0, &r.record, sizeof(r.record)) ||
	    r.record < sizeof(struct bpf_line_info) || r.record > 256)
		return;
	r.at = sizeof(r.record);
	sorted = sorted_codes(arena, codes);
	while (get(&r.lines, r.at, &section, sizeof(section))) {
		const char *name = string_at(arena, &r.strings, section.name_off);
		struct ebpf_code *code = code_named(sorted, codes->list.count, name);

		r.at += sizeof(section);
		if (section.count > (r.lines.len - r.at) / r.record)
			return;
		if (code && !code->lines)
			code->lines = arena_alloc(arena, code->count * sizeof(*code->lines));
		read_section(&r, code, section.count);
	}
}
