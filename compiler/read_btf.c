/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_btf.c - which line of its source each instruction of an object is of.
 *
 * Source: Documentation/bpf/btf.rst, .BTF.ext.
 */
#include <linux/bpf.h>
#include <linux/btf.h>
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

static struct ebpf_code *code_named(struct ebpf_codes *codes, const char *name)
{
	for (uint32_t i = 0; i < codes->list.count; i++) {
		if (!strcmp(codes->list.at[i].name, name))
			return &codes->list.at[i];
	}
	return NULL;
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

	if (!strings_of(&all_btf, &r.strings) || !lines_of(&all_ext, &r.lines) ||
	    !get(&r.lines, 0, &r.record, sizeof(r.record)) ||
	    r.record < sizeof(struct bpf_line_info) || r.record > 256)
		return;
	r.at = sizeof(r.record);
	while (get(&r.lines, r.at, &section, sizeof(section))) {
		const char *name = string_at(arena, &r.strings, section.name_off);
		struct ebpf_code *code = code_named(codes, name);

		r.at += sizeof(section);
		if (section.count > (r.lines.len - r.at) / r.record)
			return;
		if (code && !code->lines)
			code->lines = arena_alloc(arena, code->count * sizeof(*code->lines));
		read_section(&r, code, section.count);
	}
}
