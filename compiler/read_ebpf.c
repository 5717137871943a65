/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/read_ebpf.h"

#include <elf.h>
#include <endian.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/printable.h"
#include "compiler/image.h"
#include "compiler/read_ebpf_int.h"

enum {
	MACHINE_BPF = 247, /* EM_BPF */
	NAME_MAX_LEN = 256,
};

struct ebpf_code *ebpf_add_code(struct arena *arena, struct ebpf_codes *out, uint32_t count)
{
	struct ebpf_code *code = vec_push(arena, &out->list);

	code->insns = arena_alloc(arena, (count + 1ul) * sizeof(*code->insns));
	code->count = count;
	return code;
}

/* ---- objects ---- */

struct object {
	const char *at;
	size_t len;
	Elf64_Ehdr header;
	Elf64_Shdr names;
};

bool ebpf_is_object(const char *text, size_t len)
{
	return len >= SELFMAG && !memcmp(text, ELFMAG, SELFMAG);
}

static bool is_inside(const struct object *o, const Elf64_Shdr *section)
{
	return section->sh_offset <= o->len &&
	       section->sh_size <= o->len - section->sh_offset;
}

static void get_section(const struct object *o, uint32_t i, Elf64_Shdr *out)
{
	memcpy(out, o->at + o->header.e_shoff + i * sizeof(*out), sizeof(*out));
}

static const char *read_header(struct object *o)
{
	const unsigned char own =
		BYTE_ORDER == LITTLE_ENDIAN ? ELFDATA2LSB : ELFDATA2MSB;
	const Elf64_Ehdr *h = &o->header;

	if (o->len < sizeof(*h))
		return "the object file is cut off";
	memcpy(&o->header, o->at, sizeof(*h));
	if (h->e_ident[EI_CLASS] != ELFCLASS64 || h->e_machine != MACHINE_BPF)
		return "this object file is not of eBPF";
	if (h->e_ident[EI_DATA] != own)
		return "the object file is for machines of the other byte order";
	if (h->e_shentsize != sizeof(Elf64_Shdr) || h->e_shoff > o->len ||
	    h->e_shnum > (o->len - h->e_shoff) / sizeof(Elf64_Shdr) ||
	    h->e_shstrndx >= h->e_shnum)
		return "the object file is cut off, or has no sections";
	get_section(o, h->e_shstrndx, &o->names);
	return is_inside(o, &o->names) ? NULL : "the object file is cut off";
}

/* A name in a section of names; that section is inside. */
static const char *name_at(const struct object *o, struct arena *arena,
                           const Elf64_Shdr *names, uint32_t at)
{
	const char *name;
	uint64_t room;

	if (at >= names->sh_size)
		return "?";
	name = o->at + names->sh_offset + at;
	room = names->sh_size - at;
	return printable(arena, name,
	                 strnlen(name, room < NAME_MAX_LEN ? room : NAME_MAX_LEN), 0);
}

/* The name of a symbol, or of the section that it stands for. */
static const char *symbol_name(const struct object *o, struct arena *arena,
                               const Elf64_Shdr *symbols, uint64_t i)
{
	Elf64_Shdr names, section;
	Elf64_Sym symbol;

	if (i >= symbols->sh_size / sizeof(symbol) ||
	    symbols->sh_link >= o->header.e_shnum)
		return "?";
	memcpy(&symbol, o->at + symbols->sh_offset + i * sizeof(symbol),
	       sizeof(symbol));
	if (ELF64_ST_TYPE(symbol.st_info) == STT_SECTION &&
	    symbol.st_shndx < o->header.e_shnum) {
		get_section(o, symbol.st_shndx, &section);
		return name_at(o, arena, &o->names, section.sh_name);
	}
	get_section(o, symbols->sh_link, &names);
	return is_inside(o, &names) ? name_at(o, arena, &names, symbol.st_name) : "?";
}

/* Notes what the relocations of a section change; *budget of them at most. */
static void note_names(const struct object *o, struct arena *arena,
                       const Elf64_Shdr *rel, struct ebpf_code *code, uint32_t *budget)
{
	Elf64_Shdr symbols;

	if (rel->sh_link >= o->header.e_shnum || !is_inside(o, rel))
		return;
	get_section(o, rel->sh_link, &symbols);
	if (!is_inside(o, &symbols))
		return;
	for (uint64_t at = 0; at + sizeof(Elf64_Rel) <= rel->sh_size && *budget;
	     at += sizeof(Elf64_Rel), --*budget) {
		Elf64_Rel one;
		uint64_t insn;

		memcpy(&one, o->at + rel->sh_offset + at, sizeof(one));
		insn = one.r_offset / sizeof(struct bpf_insn);
		if (insn < code->count)
			code->notes[insn] = symbol_name(o, arena, &symbols,
			                                ELF64_R_SYM(one.r_info));
	}
}

/* code_of  by section, 1 more than the index of its code. */
static void find_names(const struct object *o, struct arena *arena,
                       const uint32_t *code_of, struct ebpf_codes *codes)
{
	uint32_t budget = READ_INSNS_MAX;

	for (uint32_t i = 0; i < o->header.e_shnum; i++) {
		Elf64_Shdr rel;

		get_section(o, i, &rel);
		if (rel.sh_type == SHT_REL && rel.sh_info < o->header.e_shnum &&
		    code_of[rel.sh_info])
			note_names(o, arena, &rel,
			           &codes->list.at[code_of[rel.sh_info] - 1], &budget);
	}
}

/* The lines of the source, where both sections about them are there. */
static void find_lines(const struct object *o, struct arena *arena, struct ebpf_codes *codes)
{
	Elf64_Shdr btf = { 0 }, ext = { 0 };

	for (uint32_t i = 0; i < o->header.e_shnum; i++) {
		const char *name;
		Elf64_Shdr section;

		get_section(o, i, &section);
		if (!is_inside(o, &section) || section.sh_type != SHT_PROGBITS)
			continue;
		name = name_at(o, arena, &o->names, section.sh_name);
		if (!strcmp(name, ".BTF"))
			btf = section;
		else if (!strcmp(name, ".BTF.ext"))
			ext = section;
	}
	ebpf_read_lines(arena, o->at + btf.sh_offset, btf.sh_size, o->at + ext.sh_offset,
	                ext.sh_size, codes);
}

enum pfc_target ebpf_target_of(const char *section)
{
	static const struct {
		const char *start;
		enum pfc_target target;
	} rows[] = {
		{ "xdp", PFC_TARGET_XDP },        { "tc", PFC_TARGET_TC },
		{ "classifier", PFC_TARGET_TC },  { "action", PFC_TARGET_TC },
		{ "socket", PFC_TARGET_SOCKET },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!strncmp(section, rows[i].start, strlen(rows[i].start)))
			return rows[i].target;
	}
	return PFC_TARGET_CBPF;
}

/* Reads the code of a section; *room is for how many instructions more there is room. */
static const char *read_section(const struct object *o, struct arena *arena,
                                const Elf64_Shdr *section, struct ebpf_codes *out,
                                uint32_t *room)
{
	uint64_t count = section->sh_size / sizeof(struct bpf_insn);
	struct ebpf_code *code;

	if (!is_inside(o, section))
		return "the object file is cut off";
	if (section->sh_size % sizeof(struct bpf_insn))
		return "a section of code in the object file has an impossible size";
	if (count > *room)
		return "there is too much code in the object file";
	*room -= (uint32_t)count;
	code = ebpf_add_code(arena, out, (uint32_t)count);
	code->name = name_at(o, arena, &o->names, section->sh_name);
	code->notes = arena_alloc(arena, count * sizeof(*code->notes));
	code->target = ebpf_target_of(code->name);
	memcpy(code->insns, o->at + section->sh_offset, section->sh_size);
	return NULL;
}

const char *ebpf_read_object(struct arena *arena, const char *text, size_t len,
                             struct ebpf_codes *out)
{
	struct object o = { .at = text, .len = len };
	const char *why = read_header(&o);
	uint32_t *code_of, room = READ_INSNS_MAX;

	if (why)
		return why;
	code_of = arena_alloc(arena, o.header.e_shnum * sizeof(*code_of));
	for (uint32_t i = 0; i < o.header.e_shnum; i++) {
		Elf64_Shdr section;

		get_section(&o, i, &section);
		if (section.sh_type != SHT_PROGBITS || !section.sh_size ||
		    !(section.sh_flags & SHF_EXECINSTR))
			continue;
		why = read_section(&o, arena, &section, out, &room);
		if (why)
			return why;
		code_of[i] = out->list.count;
	}
	if (!out->list.count)
		return "there is no code in the object file";
	find_names(&o, arena, code_of, out);
	find_lines(&o, arena, out);
	return NULL;
}

/* ---- text ---- */

enum form { NONE, DECIMAL, HEX, ARRAY, JSON, LISTING };

/* How many numbers there are before the end of the line or brace. */
static int numbers(const struct reader *r, bool commas)
{
	struct reader look = *r;
	int n = 0;

	for (;;) {
		if (commas)
			(void)reader_take(&look, ",");
		(void)reader_take(&look, "-");
		reader_skip_blanks(&look);
		if (reader_digit(reader_peek(&look)) == 16)
			return n;
		while (reader_is_word(reader_peek(&look)))
			look.at++;
		n++;
	}
}

static enum form form_of(struct reader *r)
{
	static const char format[] = "\"format\": \"ebpf\"";
	struct reader look;

	if (ebpf_is_listing(r))
		return LISTING;
	reader_skip_space(r);
	look = *r;
	if (reader_take(&look, "{")) {
		if (numbers(&look, true) == 5)
			return ARRAY;
		return memmem(r->text, r->len, format, sizeof(format) - 1) ? JSON
		                                                           : NONE;
	}
	if (numbers(&look, false) == 5)
		return HEX;
	if (numbers(&look, false) != 1)
		return NONE;
	while (reader_is_word(reader_peek(&look)))
		look.at++;
	reader_skip_space(&look);
	return numbers(&look, false) == 5 ? DECIMAL : NONE;
}

static void want_blank(struct reader *r, bool commas)
{
	if (commas)
		reader_want(r, ",");
	else
		reader_skip_blanks(r);
}

static int64_t read_signed(struct reader *r, struct span *word)
{
	bool minus;

	reader_skip_blanks(r);
	*word = reader_token(r, r->at);
	minus = reader_take(r, "-");
	return minus ? -(int64_t)reader_number(r, (uint32_t)INT32_MAX + 1)
	             : (int64_t)reader_number(r, INT32_MAX);
}

static void read_decimal(struct reader *r, struct bpf_insn *out, bool commas)
{
	struct span word;
	int64_t off;

	out->code = (uint8_t)reader_number(r, UINT8_MAX);
	want_blank(r, commas);
	out->dst_reg = reader_number(r, 15) & 15;
	want_blank(r, commas);
	out->src_reg = reader_number(r, 15) & 15;
	want_blank(r, commas);
	off = read_signed(r, &word);
	if (off < INT16_MIN || off > INT16_MAX)
		reader_fail(r, word, "an offset is from -32768 to 32767");
	out->off = (int16_t)off;
	want_blank(r, commas);
	out->imm = (int32_t)read_signed(r, &word);
}

static void read_hex(struct reader *r, struct bpf_insn *out)
{
	out->code = (uint8_t)reader_digits(r, 16, UINT8_MAX);
	reader_skip_blanks(r);
	out->dst_reg = reader_digits(r, 16, 15) & 15;
	reader_skip_blanks(r);
	out->src_reg = reader_digits(r, 16, 15) & 15;
	reader_skip_blanks(r);
	out->off = (int16_t)reader_digits(r, 16, UINT16_MAX);
	reader_skip_blanks(r);
	out->imm = (int32_t)reader_digits(r, 16, UINT32_MAX);
}

/* While the JSON is in memory, nothing may be taken from the arena: that could jump. */
static uint32_t json_insns(const json_t *list, struct bpf_insn *out, uint32_t room)
{
	uint32_t i;

	for (i = 0; i < room && i < json_array_size(list); i++) {
		int code, dst, src, off;
		json_int_t imm;

		if (json_unpack(json_array_get(list, i), "{si si si si sI}", "code",
		                &code, "dst", &dst, "src", &src, "off", &off, "imm",
		                &imm) != 0 ||
		    code < 0 || code > UINT8_MAX || dst < 0 || dst > 15 || src < 0 ||
		    src > 15 || off < INT16_MIN || off > INT16_MAX || imm < INT32_MIN ||
		    imm > INT32_MAX)
			break;
		out[i] = (struct bpf_insn){ .code = (uint8_t)code,
			                    .dst_reg = (unsigned)dst & 15,
			                    .src_reg = (unsigned)src & 15,
			                    .off = (int16_t)off,
			                    .imm = (int32_t)imm };
	}
	return i;
}

static enum pfc_target json_target(const json_t *root)
{
	const char *name = json_string_value(json_object_get(root, "target"));

	for (int t = PFC_TARGET_SOCKET; name && t <= PFC_TARGET_BUFFER; t++) {
		if (!strcmp(name, image_targets[t]))
			return (enum pfc_target)t;
	}
	return PFC_TARGET_CBPF;
}

static void read_json(struct reader *r, struct ebpf_code *code)
{
	char what[JSON_ERROR_TEXT_LENGTH] = "";
	struct span at = { r->at, 1 };
	json_error_t error;
	json_t *root = json_loadb(r->text, r->len, 0, &error);
	const json_t *list = json_object_get(root, "instructions");
	uint32_t room = code->count;

	if (!root) {
		at.off = error.position < 0 || (uint32_t)error.position > r->len
		                 ? r->len
		                 : (uint32_t)error.position;
		at.len = 0;
		snprintf(what, sizeof(what), "JSON: %.*s", (int)sizeof(what) - 8,
		         error.text);
	} else {
		code->count = json_insns(list, code->insns, room);
		code->target = json_target(root);
		if (code->count < json_array_size(list))
			snprintf(what, sizeof(what),
			         "instruction %" PRIu32
			         " lacks code, dst, src, off or imm, "
			         "or one is out of range",
			         code->count);
	}
	json_decref(root);
	if (*what)
		reader_fail(r, at, "%s", printable(r->arena, what, strlen(what), 0));
}

/* At most so many instructions can be in the text: each has a line or a brace. */
static uint32_t most(const struct reader *r)
{
	uint32_t n = 1;

	for (uint32_t i = r->at; i < r->len; i++)
		n += r->text[i] == '\n' || r->text[i] == '{';
	return n;
}

static void read_lines(struct reader *r, enum form form, struct ebpf_code *code)
{
	struct span first = reader_token(r, r->at);
	uint32_t room = code->count, said = 0;

	code->count = 0;
	if (form == DECIMAL)
		said = reader_number(r, READ_INSNS_MAX);
	for (reader_skip_space(r); r->at < r->len && !r->failed && code->count < room;
	     reader_skip_space(r)) {
		struct bpf_insn *in = &code->insns[code->count++];

		if (form == HEX) {
			read_hex(r, in);
		} else if (form == DECIMAL) {
			read_decimal(r, in, false);
		} else {
			reader_want(r, "{");
			read_decimal(r, in, true);
			reader_want(r, "}");
			(void)reader_take(r, ",");
		}
		reader_skip_blanks(r);
		if (r->at < r->len && reader_peek(r) != '\n' && reader_peek(r) != '\r')
			reader_expected(r, "the end of the line");
	}
	if (form == DECIMAL && said != code->count)
		reader_fail(r, first,
		            "there are %" PRIu32 " instructions, not as many as it "
		            "says here",
		            code->count);
}

static struct reader start(const char *text, size_t len)
{
	return (struct reader){ .text = text,
		                .len = len > INT32_MAX ? INT32_MAX : (uint32_t)len };
}

bool ebpf_is_text(const char *text, size_t len)
{
	struct reader r = start(text, len);

	return form_of(&r) != NONE;
}

bool ebpf_read_text(struct arena *arena, struct diags *diags, const char *text,
                    size_t len, struct ebpf_codes *out)
{
	struct reader r = start(text, len);
	enum form form = form_of(&r);
	struct ebpf_code *code;

	r.arena = arena;
	r.diags = diags;
	if (form == LISTING) {
		ebpf_read_listing(&r, out);
		return !r.failed;
	}
	code = ebpf_add_code(arena, out, most(&r));
	if (form == JSON)
		read_json(&r, code);
	else
		read_lines(&r, form, code);
	if (!r.failed && !code->count)
		reader_fail(&r, (struct span){ 0, 0 }, "there is no program");
	if (!r.failed)
		code->insns[code->count] = (struct bpf_insn){ 0 };
	return !r.failed;
}
