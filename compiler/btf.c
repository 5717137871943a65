/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/btf.c - BTF by hand: six types at most, and a line for each piece of the filter.
 *
 * Source: Documentation/bpf/btf.rst.
 */
#include "compiler/btf.h"

#include <linux/bpf.h>
#include <linux/btf.h>
#include <string.h>

#include "compiler/program.h"

enum {
	COLUMN_BITS = 10, /* of the number that holds line and column */
	COLUMN_MAX = (1 << COLUMN_BITS) - 1,
	LINE_MAX_LEN = 200, /* bytes of a piece that are kept */
};

struct btf {
	struct str types, strings;
	uint32_t count;
};

static uint32_t add_string(struct btf *b, const char *text, size_t len)
{
	uint32_t at = (uint32_t)b->strings.len;

	str_add(&b->strings, text, len);
	str_add(&b->strings, "", 1);
	return at;
}

static uint32_t named(struct btf *b, const char *name)
{
	return add_string(b, name, strlen(name));
}

/* A type; `more` are the words that follow. returns its number. */
static uint32_t add_type(struct btf *b, uint32_t name, uint32_t kind, uint32_t vlen,
                         uint32_t size_or_type, const uint32_t *more, size_t words)
{
	struct btf_type t = { .name_off = name, .info = kind << 24 | vlen,
		              .size = size_or_type };

	str_add(&b->types, (const char *)&t, sizeof(t));
	str_add(&b->types, (const char *)more, words * sizeof(*more));
	return ++b->count;
}

static uint32_t add_int(struct btf *b, const char *name, uint32_t encoding)
{
	uint32_t bits = encoding << 24 | 32;

	return add_type(b, named(b, name), BTF_KIND_INT, 0, 4, &bits, 1);
}

/* int (const void *buf, unsigned caplen, unsigned wirelen), or int (struct x *ctx) */
static uint32_t add_prototype(struct btf *b, enum pfc_target target)
{
	uint32_t result = add_int(b, "int", BTF_INT_SIGNED), number, pointer;
	const char *context = target == PFC_TARGET_XDP ? "xdp_md" : "__sk_buff";
	uint32_t param[6];

	if (target != PFC_TARGET_BUFFER) {
		pointer = add_type(b, named(b, context), BTF_KIND_FWD, 0, 0, NULL, 0);
		pointer = add_type(b, 0, BTF_KIND_PTR, 0, pointer, NULL, 0);
		param[0] = named(b, "ctx");
		param[1] = pointer;
		return add_type(b, 0, BTF_KIND_FUNC_PROTO, 1, result, param, 2);
	}
	number = add_int(b, "unsigned int", 0);
	pointer = add_type(b, 0, BTF_KIND_CONST, 0, 0, NULL, 0);
	pointer = add_type(b, 0, BTF_KIND_PTR, 0, pointer, NULL, 0);
	param[0] = named(b, "buf");
	param[1] = pointer;
	param[2] = named(b, "caplen");
	param[3] = number;
	param[4] = named(b, "wirelen");
	param[5] = number;
	return add_type(b, 0, BTF_KIND_FUNC_PROTO, 3, result, param, 6);
}

/* ---- lines ---- */

/* Line and column of a byte of the filter, both from 1. */
static uint32_t line_col(const char *text, uint32_t off)
{
	uint32_t line = 1, start = 0;

	for (uint32_t i = 0; i < off; i++) {
		if (text[i] == '\n') {
			line++;
			start = i + 1;
		}
	}
	off = off - start + 1;
	return line << COLUMN_BITS | (off < COLUMN_MAX ? off : COLUMN_MAX);
}

/* A piece of the filter on one line. */
static uint32_t add_piece(struct btf *b, const char *text, struct pfc_span at)
{
	uint32_t len = at.len < LINE_MAX_LEN ? at.len : LINE_MAX_LEN;
	uint32_t off = add_string(b, text + at.off, len);

	for (uint32_t i = 0; i < len && !b->strings.failed; i++) {
		char *c = &b->strings.at[off + i];

		if ((unsigned char)*c < ' ')
			*c = ' ';
	}
	return off;
}

static void add_lines(struct btf *b, struct str *out, const struct pfc_prog *prog)
{
	struct pfc_span last = { 0, 0 }, all = { 0, (uint32_t)strlen(prog->text) };
	uint32_t file = named(b, "filter");

	for (uint32_t i = 0; i < prog->ebpf_count; i++) {
		struct pfc_span at = prog->ebpf_spans[i].len ? prog->ebpf_spans[i] : all;
		struct bpf_line_info info = { .insn_off = i * (uint32_t)sizeof(*prog->ebpf),
			                      .file_name_off = file };
		bool second = i && prog->ebpf[i - 1].code == (BPF_LD | BPF_DW | BPF_IMM);

		if ((i && at.off == last.off && at.len == last.len) || second)
			continue;
		info.line_off = add_piece(b, prog->text, at);
		info.line_col = line_col(prog->text, at.off);
		str_add(out, (const char *)&info, sizeof(info));
		last = at;
	}
}

/* ---- the two sections ---- */

/* What stands in front of the records about the one section there is. */
static void put_section(struct str *out, uint32_t record, uint32_t name, size_t len)
{
	struct btf_ext_section head = { name, (uint32_t)(len / record) };

	str_add(out, (const char *)&record, sizeof(record));
	str_add(out, (const char *)&head, sizeof(head));
}

static void put_ext(struct str *out, uint32_t section, uint32_t function,
                    const struct str *lines)
{
	struct bpf_func_info info = { 0, function };
	struct btf_ext_header h = { .magic = BTF_MAGIC, .version = BTF_VERSION,
		                .hdr_len = sizeof(h) };
	uint32_t head = sizeof(uint32_t) + sizeof(struct btf_ext_section);

	h.func_len = head + sizeof(info);
	h.line_off = h.func_len;
	h.line_len = head + (uint32_t)lines->len;
	str_add(out, (const char *)&h, sizeof(h));
	put_section(out, sizeof(info), section, sizeof(info));
	str_add(out, (const char *)&info, sizeof(info));
	put_section(out, sizeof(struct bpf_line_info), section, lines->len);
	str_add(out, lines->at, lines->len);
}

void btf_make(struct str *types, struct str *ext, const struct pfc_prog *prog,
              const char *section, const char *function)
{
	struct btf b = { .count = 0 };
	struct btf_header h = { .magic = BTF_MAGIC, .version = BTF_VERSION,
		                .hdr_len = sizeof(h) };
	struct str lines = { 0 };
	uint32_t proto, name, place;

	add_string(&b, "", 0);
	proto = add_prototype(&b, prog->target);
	name = named(&b, function);
	place = named(&b, section);
	add_type(&b, name, BTF_KIND_FUNC, BTF_FUNC_GLOBAL, proto, NULL, 0);
	add_lines(&b, &lines, prog);
	h.type_len = (uint32_t)b.types.len;
	h.str_off = h.type_len;
	h.str_len = (uint32_t)b.strings.len;
	str_add(types, (const char *)&h, sizeof(h));
	if (b.types.failed || b.strings.failed || lines.failed) {
		types->failed = true;
	} else {
		str_add(types, b.types.at, b.types.len);
		str_add(types, b.strings.at, b.strings.len);
		put_ext(ext, place, b.count, &lines);
	}
	str_fini(&b.types);
	str_fini(&b.strings);
	str_fini(&lines);
}
