/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/image_elf.c - an eBPF program as an object file.
 *
 * What libbpf, bpftool, ip and tc load, and what libbpf's linker joins to other objects:
 *
 *	.strtab              names of sections and symbols
 *	xdp, tc, ... .text   the instructions; .text for a function
 *	license              of programs; a function takes that of what it is linked to
 *	.rodata, .relNAME    what the instructions look up, and which of them do
 *	.symtab              one function, hidden when it is to be linked
 *	.BTF, .BTF.ext       its type, and for each instruction the piece of the filter
 *
 * Sources: the ELF and BTF chapters of the kernel's Documentation/bpf, libbpf's linker.c.
 */
#include <elf.h>
#include <endian.h>
#include <linux/bpf.h>
#include <string.h>

#include "compiler/btf.h"
#include "compiler/image.h"
#include "compiler/program.h"

enum {
	MACHINE_BPF = 247,  /* EM_BPF */
	RELOC_ADDRESS = 1,  /* R_BPF_64_64 */
	ALIGN = 16,
	SECTIONS_MAX = 10,
};

enum { SYM_NULL, SYM_DATA, SYM_FUNCTION, SYMBOLS };

static const char license[] = "Dual BSD/GPL";

struct elf {
	struct str *out;
	struct str names;
	Elf64_Shdr sections[SECTIONS_MAX];
	uint16_t count;
};

static uint32_t add_name(struct elf *e, const char *name)
{
	uint32_t at = (uint32_t)e->names.len;

	str_add(&e->names, name, strlen(name) + 1);
	return at;
}

/* Bytes of zero up to a multiple of ALIGN. */
static void pad(struct str *out)
{
	static const char zero[ALIGN];

	str_add(out, zero, (ALIGN - out->len % ALIGN) % ALIGN);
}

/* A section at the end of the file; returns its index. Its name is added to the names, unless
 * it is NULL.
 */
static uint16_t add_section(struct elf *e, const char *name, const Elf64_Shdr *like,
                            const void *bytes, size_t len)
{
	Elf64_Shdr *s = &e->sections[e->count];

	*s = *like;
	pad(e->out);
	s->sh_name = name ? add_name(e, name) : 0;
	s->sh_offset = e->out->len;
	s->sh_size = len;
	if (!s->sh_addralign)
		s->sh_addralign = 1;
	str_add(e->out, bytes, len);
	return e->count++;
}

/* ---- what is in the sections ---- */

struct names {
	const char *section, *function;
};

static struct names names_of(const struct pfc_prog *prog)
{
	bool function = prog->flags & PFC_FUNCTION;

	switch (prog->target) {
	case PFC_TARGET_XDP:
		if (function)
			return (struct names){ ".text", "pfc_match_xdp" };
		return (struct names){ prog->flags & PFC_FRAGS ? "xdp.frags" : "xdp", "pfc_xdp" };
	case PFC_TARGET_TC:
		if (function)
			return (struct names){ ".text", "pfc_match_tc" };
		return (struct names){ "tc", "pfc_tc" };
	case PFC_TARGET_SOCKET:
		return (struct names){ "socket", "pfc_socket" };
	case PFC_TARGET_BUFFER:
	case PFC_TARGET_CBPF:
		break;
	}
	return (struct names){ ".text", "pfc_match" };
}

static bool looks_up(const struct bpf_insn *in)
{
	return in->code == (BPF_LD | BPF_DW | BPF_IMM) && in->src_reg == BPF_PSEUDO_MAP_VALUE;
}

/* In an object the address of data is relocated; how far in it is, the first half says. */
static uint16_t add_code(struct elf *e, const struct pfc_prog *prog, const char *name)
{
	static const Elf64_Shdr like = { .sh_type = SHT_PROGBITS,
		                         .sh_flags = SHF_ALLOC | SHF_EXECINSTR,
		                         .sh_addralign = 8 };
	uint16_t id = add_section(e, name, &like, prog->ebpf, prog->ebpf_count * sizeof(*prog->ebpf));

	for (uint32_t i = 0; i < prog->ebpf_count && !e->out->failed; i++) {
		char *to = e->out->at + e->sections[id].sh_offset + i * sizeof(*prog->ebpf);
		struct bpf_insn pair[2];

		if (!looks_up(&prog->ebpf[i]))
			continue;
		memcpy(pair, to, sizeof(pair));
		pair[0].src_reg = 0;
		pair[0].imm = pair[1].imm;
		pair[1].imm = 0;
		memcpy(to, pair, sizeof(pair));
	}
	return id;
}

static uint16_t add_relocations(struct elf *e, const struct pfc_prog *prog, const char *code,
                                uint16_t code_id)
{
	/* The flags are those of clang: linkers join sections of one name if they agree. */
	Elf64_Shdr like = { .sh_type = SHT_REL, .sh_flags = SHF_INFO_LINK,
		            .sh_info = code_id, .sh_addralign = 8,
		            .sh_entsize = sizeof(Elf64_Rel) };
	struct str rels = { 0 }, name = { 0 };
	uint16_t id = 0;

	str_add(&rels, "", 0);
	for (uint32_t i = 0; i < prog->ebpf_count; i++) {
		Elf64_Rel rel = { i * sizeof(*prog->ebpf), ELF64_R_INFO(SYM_DATA, RELOC_ADDRESS) };

		if (looks_up(&prog->ebpf[i]))
			str_add(&rels, (char *)&rel, sizeof(rel));
	}
	str_printf(&name, ".rel%s", code);
	if (rels.failed || name.failed)
		e->out->failed = true;
	else
		id = add_section(e, name.at, &like, rels.at, rels.len);
	str_fini(&rels);
	str_fini(&name);
	return id;
}

static uint16_t add_symbols(struct elf *e, const struct pfc_prog *prog, const char *function,
                            uint16_t code, uint16_t data)
{
	Elf64_Sym syms[SYMBOLS] = {
		[SYM_DATA] = { .st_info = ELF64_ST_INFO(STB_LOCAL, STT_SECTION),
		               .st_shndx = data },
		[SYM_FUNCTION] = { .st_name = add_name(e, function),
		                   .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC),
		                   .st_other = prog->flags & PFC_FUNCTION ? STV_HIDDEN
		                                                          : STV_DEFAULT,
		                   .st_shndx = code,
		                   .st_size = prog->ebpf_count * sizeof(*prog->ebpf) },
	};
	Elf64_Shdr like = { .sh_type = SHT_SYMTAB, .sh_info = SYM_FUNCTION, .sh_addralign = 8,
		            .sh_entsize = sizeof(Elf64_Sym) };

	if (data)
		return add_section(e, ".symtab", &like, syms, sizeof(syms));
	/* Without data there is no symbol for it. */
	syms[SYM_DATA] = syms[SYM_FUNCTION];
	like.sh_info = SYM_DATA;
	return add_section(e, ".symtab", &like, syms, sizeof(syms) - sizeof(syms[0]));
}

static void add_btf(struct elf *e, const struct pfc_prog *prog, const struct names *names)
{
	static const Elf64_Shdr like = { .sh_type = SHT_PROGBITS, .sh_addralign = 8 };
	struct str types = { 0 }, ext = { 0 };

	btf_make(&types, &ext, prog, names->section, names->function);
	if (types.failed || ext.failed) {
		e->out->failed = true;
	} else {
		add_section(e, ".BTF", &like, types.at, types.len);
		add_section(e, ".BTF.ext", &like, ext.at, ext.len);
	}
	str_fini(&types);
	str_fini(&ext);
}

/* ---- the file ---- */

static void put_header(struct elf *e, uint64_t sections_at, uint16_t strings)
{
	Elf64_Ehdr h = {
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64,
		             BYTE_ORDER == LITTLE_ENDIAN ? ELFDATA2LSB : ELFDATA2MSB,
		             EV_CURRENT },
		.e_type = ET_REL,
		.e_machine = MACHINE_BPF,
		.e_version = EV_CURRENT,
		.e_shoff = sections_at,
		.e_ehsize = sizeof(h),
		.e_shentsize = sizeof(Elf64_Shdr),
		.e_shnum = e->count,
		.e_shstrndx = strings,
	};

	memcpy(e->out->at, &h, sizeof(h));
}

static void put_file(struct elf *e, const struct pfc_prog *prog)
{
	static const Elf64_Shdr bytes = { .sh_type = SHT_PROGBITS, .sh_flags = SHF_ALLOC,
		                          .sh_addralign = 1 };
	static const Elf64_Shdr rodata = { .sh_type = SHT_PROGBITS, .sh_flags = SHF_ALLOC,
		                           .sh_addralign = ALIGN };
	static const Elf64_Shdr strtab = { .sh_type = SHT_STRTAB, .sh_addralign = 1 };
	static const Elf64_Ehdr room;
	struct names names = names_of(prog);
	uint16_t code, data = 0, rel = 0, symbols, strings;
	uint32_t own;

	str_add(e->out, (const char *)&room, sizeof(room));
	add_name(e, "");
	e->count = 1; /* the first section is none */
	code = add_code(e, prog, names.section);
	if (!(prog->flags & PFC_FUNCTION))
		add_section(e, "license", &bytes, license, sizeof(license));
	if (prog->data_len) {
		data = add_section(e, ".rodata", &rodata, prog->data, prog->data_len);
		rel = add_relocations(e, prog, names.section, code);
	}
	symbols = add_symbols(e, prog, names.function, code, data);
	if (!(prog->flags & PFC_NO_BTF))
		add_btf(e, prog, &names);
	own = add_name(e, ".strtab");
	strings = add_section(e, NULL, &strtab, e->names.at, e->names.len);
	e->sections[strings].sh_name = own;
	e->sections[symbols].sh_link = strings;
	if (rel)
		e->sections[rel].sh_link = symbols;
}

bool image_elf(struct str *out, const struct pfc_prog *prog)
{
	struct elf e = { .out = out };
	uint64_t at;
	uint16_t strings;

	put_file(&e, prog);
	strings = (uint16_t)(e.count - 1);
	pad(out);
	at = out->len;
	str_add(out, (const char *)e.sections, e.count * sizeof(e.sections[0]));
	if (!out->failed && !e.names.failed)
		put_header(&e, at, strings);
	out->failed |= e.names.failed;
	str_fini(&e.names);
	return !out->failed;
}
