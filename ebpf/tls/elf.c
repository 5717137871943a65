/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/elf.h"

#include <elf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

/* Numbers of the file are little endian; structs are read field by field, as nothing in a file
 * has to be aligned.
 */
#define FIELD16(p, type, f) get_le16((p) + offsetof(type, f))
#define FIELD32(p, type, f) get_le32((p) + offsetof(type, f))
#define FIELD64(p, type, f) get_le64((p) + offsetof(type, f))

enum {
	SECTIONS_MAX = 65536,
	FUNCS_MAX = 1 << 22,
	/* Pointers of .eh_frame_hdr: 4 bytes from where the table is. */
	EH_DATAREL_SDATA4 = 0x3b,
	EH_PCREL_SDATA4 = 0x1b,
	EH_UDATA4 = 0x03,
};

/* `len` bytes of the file; NULL: it ends before. */
static const uint8_t *in_file(const struct elf *e, uint64_t off, uint64_t len)
{
	return off <= e->len && len <= e->len - off ? e->at + off : NULL;
}

const uint8_t *elf_at(const struct elf *e, uint64_t addr, size_t len)
{
	for (unsigned i = 0; i < e->load_count; i++) {
		const struct elf_load *l = &e->loads[i];

		if (addr >= l->addr && addr - l->addr <= l->len &&
		    len <= l->len - (addr - l->addr))
			return e->at + l->off + (addr - l->addr);
	}
	return NULL;
}

uint64_t elf_offset(const struct elf *e, uint64_t addr)
{
	const uint8_t *p = elf_at(e, addr, 1);

	return p ? (uint64_t)(p - e->at) : UINT64_MAX;
}

/* --- segments --- */

static void read_note(struct elf *e, const uint8_t *p, uint64_t len)
{
	struct bytes b = { p, len, false };

	while (b.len >= 12 && !b.failed) {
		uint32_t name_len = get_le32(b.at), desc_len = get_le32(b.at + 4);
		uint32_t type = get_le32(b.at + 8);
		const uint8_t *name, *desc;

		bytes_take(&b, 12);
		name = bytes_take(&b, (name_len + UINT64_C(3)) & ~UINT64_C(3));
		desc = bytes_take(&b, desc_len);
		if (!name || !desc)
			return;
		if (type == NT_GNU_BUILD_ID && name_len == 4 &&
		    !memcmp(name, "GNU", 4) && desc_len && desc_len <= ELF_ID_MAX) {
			memcpy(e->id, desc, desc_len);
			e->id_len = desc_len;
		}
		bytes_take(&b, -desc_len & 3);
	}
}

static void read_dynamic(struct elf *e, const uint8_t *p, uint64_t len)
{
	for (uint64_t i = 0; i + sizeof(Elf64_Dyn) <= len; i += sizeof(Elf64_Dyn)) {
		uint64_t value = FIELD64(p + i, Elf64_Dyn, d_un);

		if (FIELD64(p + i, Elf64_Dyn, d_tag) == DT_RELA)
			e->rela = value;
		else if (FIELD64(p + i, Elf64_Dyn, d_tag) == DT_RELASZ)
			e->rela_len = value;
	}
}

static const char *read_load(struct elf *e, const uint8_t *p)
{
	struct elf_load l = {
		.addr = FIELD64(p, Elf64_Phdr, p_vaddr),
		.off = FIELD64(p, Elf64_Phdr, p_offset),
		.len = FIELD64(p, Elf64_Phdr, p_filesz),
		.exec = FIELD32(p, Elf64_Phdr, p_flags) & PF_X,
	};

	if (!in_file(e, l.off, l.len))
		return "a segment goes beyond the end of the file";
	if (l.addr + l.len < l.addr)
		return "a segment goes beyond all addresses";
	if (e->load_count == ELF_LOADS_MAX)
		return "it has more segments than any linker makes";
	e->loads[e->load_count++] = l;
	return NULL;
}

static const char *read_segments(struct elf *e, uint64_t *unwind)
{
	uint64_t off = FIELD64(e->at, Elf64_Ehdr, e_phoff);
	unsigned count = FIELD16(e->at, Elf64_Ehdr, e_phnum);
	const char *why;

	if (FIELD16(e->at, Elf64_Ehdr, e_phentsize) != sizeof(Elf64_Phdr) || !count)
		return "it has no table of segments";
	if (!in_file(e, off, count * sizeof(Elf64_Phdr)))
		return "the table of segments goes beyond the end of the file";
	for (unsigned i = 0; i < count; i++) {
		const uint8_t *p = e->at + off + i * sizeof(Elf64_Phdr);
		uint64_t len = FIELD64(p, Elf64_Phdr, p_filesz);
		const uint8_t *at = in_file(e, FIELD64(p, Elf64_Phdr, p_offset), len);

		switch (FIELD32(p, Elf64_Phdr, p_type)) {
		case PT_LOAD:
			why = read_load(e, p);
			if (why)
				return why;
			break;
		case PT_NOTE:
			if (at)
				read_note(e, at, len);
			break;
		case PT_DYNAMIC:
			if (at)
				read_dynamic(e, at, len);
			break;
		case PT_GNU_EH_FRAME:
			*unwind = FIELD64(p, Elf64_Phdr, p_vaddr);
			break;
		default:
			break;
		}
	}
	return NULL;
}

/* --- symbols --- */

/* The table of symbols that section `p` is, with its names. */
static void read_table(struct elf *e, struct elf_table *t, const uint8_t *sections,
                       unsigned count, const uint8_t *p)
{
	uint64_t len = FIELD64(p, Elf64_Shdr, sh_size), names_len;
	uint32_t link = FIELD32(p, Elf64_Shdr, sh_link);
	const uint8_t *syms = in_file(e, FIELD64(p, Elf64_Shdr, sh_offset), len),
		      *names;

	if (!syms || link >= count)
		return;
	p = sections + link * sizeof(Elf64_Shdr);
	names_len = FIELD64(p, Elf64_Shdr, sh_size);
	names = in_file(e, FIELD64(p, Elf64_Shdr, sh_offset), names_len);
	if (!names || !names_len || names[names_len - 1] != '\0')
		return;
	t->syms = syms;
	t->count = len / sizeof(Elf64_Sym);
	t->names = (const char *)names;
	t->names_len = names_len;
}

/* Whether section p is called so. */
static bool is_called(const uint8_t *p, const struct elf_table *names, const char *name)
{
	uint32_t at = FIELD32(p, Elf64_Shdr, sh_name);
	size_t len = strlen(name) + 1;

	return at < names->names_len && names->names_len - at >= len &&
	       !memcmp(names->names + at, name, len);
}

/* What Go's linker leaves, also where symbols were taken out. */
static void read_go(struct elf *e, const uint8_t *sections, unsigned count)
{
	unsigned index = FIELD16(e->at, Elf64_Ehdr, e_shstrndx);
	const uint8_t *p = sections + (uint64_t)index * sizeof(Elf64_Shdr);
	struct elf_table names = { 0 };

	if (index >= count)
		return;
	names.names_len = FIELD64(p, Elf64_Shdr, sh_size);
	names.names = (const char *)in_file(e, FIELD64(p, Elf64_Shdr, sh_offset),
	                                    names.names_len);
	for (unsigned i = 0; names.names && i < count; i++) {
		p = sections + i * sizeof(Elf64_Shdr);
		if (is_called(p, &names, ".text"))
			e->go_text = FIELD64(p, Elf64_Shdr, sh_addr);
		if (!is_called(p, &names, ".gopclntab") &&
		    !is_called(p, &names, ".data.rel.ro.gopclntab"))
			continue;
		e->go_table = FIELD64(p, Elf64_Shdr, sh_addr);
		e->go_len = FIELD64(p, Elf64_Shdr, sh_size);
	}
}

static void read_sections(struct elf *e)
{
	uint64_t off = FIELD64(e->at, Elf64_Ehdr, e_shoff);
	unsigned count = FIELD16(e->at, Elf64_Ehdr, e_shnum);
	const uint8_t *sections = in_file(e, off, count * sizeof(Elf64_Shdr));

	if (!off || !sections ||
	    FIELD16(e->at, Elf64_Ehdr, e_shentsize) != sizeof(Elf64_Shdr))
		return;
	for (unsigned i = 0; i < count; i++) {
		const uint8_t *p = sections + i * sizeof(Elf64_Shdr);
		uint32_t type = FIELD32(p, Elf64_Shdr, sh_type);

		if (type == SHT_SYMTAB)
			read_table(e, &e->tables[0], sections, count, p);
		else if (type == SHT_DYNSYM)
			read_table(e, &e->tables[1], sections, count, p);
	}
	read_go(e, sections, count);
}

uint64_t elf_symbol(const struct elf *e, const char *name, uint64_t *size)
{
	size_t len = strlen(name) + 1;

	for (int i = 0; i < 2; i++) {
		const struct elf_table *t = &e->tables[i];

		for (size_t k = 0; k < t->count; k++) {
			const uint8_t *p = t->syms + k * sizeof(Elf64_Sym);
			uint32_t at = FIELD32(p, Elf64_Sym, st_name);

			if (at >= t->names_len || t->names_len - at < len ||
			    memcmp(t->names + at, name, len) != 0)
				continue;
			if (ELF64_ST_TYPE(p[offsetof(Elf64_Sym, st_info)]) !=
			            STT_FUNC ||
			    !FIELD16(p, Elf64_Sym, st_shndx))
				continue;
			if (size)
				*size = FIELD64(p, Elf64_Sym, st_size);
			return FIELD64(p, Elf64_Sym, st_value);
		}
	}
	return 0;
}

/* --- functions --- */

/* How long the function of an entry of .eh_frame is; 0: not to be read. Source: LSB Core,
 * "Exception Frames"; entries of compilers for x86-64 have relative addresses of four bytes.
 */
static uint32_t entry_range(const struct elf *e, uint64_t entry, uint64_t start)
{
	const uint8_t *p = elf_at(e, entry, 16);

	if (!p || get_le32(p) < 12 || !get_le32(p + 4))
		return 0;
	if (entry + 8 + (uint64_t)(int64_t)(int32_t)get_le32(p + 8) != start)
		return 0;
	return get_le32(p + 12);
}

static int by_start(const void *a, const void *b)
{
	const struct elf_func *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static int read_functions(struct elf *e, uint64_t hdr, const char **why)
{
	const uint8_t *p = elf_at(e, hdr, 12), *rows;
	uint32_t count;

	*why = NULL;
	if (!hdr)
		return 0; /* as programs of Go alone */
	*why = "the table of its functions (.eh_frame_hdr) is none that is known";
	if (!p || p[0] != 1 || p[1] != EH_PCREL_SDATA4 || p[2] != EH_UDATA4 ||
	    p[3] != EH_DATAREL_SDATA4)
		return -ENOEXEC;
	count = get_le32(p + 8);
	rows = elf_at(e, hdr + 12, (size_t)count * 8);
	*why = "the table of its functions (.eh_frame_hdr) is damaged";
	if (!rows || count > FUNCS_MAX)
		return -ENOEXEC;
	e->funcs = calloc(count ? count : 1, sizeof(*e->funcs));
	*why = "out of memory";
	if (!e->funcs)
		return -ENOMEM;
	for (uint32_t i = 0; i < count; i++) {
		int32_t start = (int32_t)get_le32(rows + 8 * i);
		int32_t entry = (int32_t)get_le32(rows + 8 * i + 4);
		struct elf_func *f = &e->funcs[e->func_count];

		f->start = hdr + (uint64_t)(int64_t)start;
		f->end = f->start +
		         entry_range(e, hdr + (uint64_t)(int64_t)entry, f->start);
		if (f->end > f->start && elf_at(e, f->start, f->end - f->start))
			e->func_count++;
	}
	qsort(e->funcs, e->func_count, sizeof(*e->funcs), by_start);
	*why = NULL;
	return 0;
}

bool elf_add_funcs(struct elf *e, const struct elf_func *funcs, size_t count)
{
	struct elf_func *more =
		realloc(e->funcs, (e->func_count + count + 1) * sizeof(*more));

	if (!more)
		return false;
	e->funcs = more;
	memcpy(e->funcs + e->func_count, funcs, count * sizeof(*more));
	e->func_count += count;
	qsort(e->funcs, e->func_count, sizeof(*e->funcs), by_start);
	return true;
}

const struct elf_func *elf_func_around(const struct elf *e, uint64_t addr)
{
	size_t low = 0, high = e->func_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (e->funcs[mid].end <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	return low < e->func_count && e->funcs[low].start <= addr ? &e->funcs[low]
	                                                          : NULL;
}

const struct elf_func *elf_func_at(const struct elf *e, uint64_t addr)
{
	const struct elf_func *f = elf_func_around(e, addr);

	return f && f->start == addr ? f : NULL;
}

/* --- all of it --- */

static const struct machine *machine_of(uint16_t machine)
{
	static const struct machine *const all[] = { &machine_x86_64 };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (all[i]->elf == machine)
			return all[i];
	}
	return NULL;
}

bool elf_insn(const struct elf *e, uint64_t addr, uint64_t end, struct insn *out)
{
	size_t room = e->machine->most;

	if (addr >= end)
		return false;
	if (room > end - addr)
		room = end - addr;
	while (room && !elf_at(e, addr, room))
		room--;
	return room && e->machine->decode(elf_at(e, addr, room), room, addr, out);
}

int elf_open(struct elf *e, const void *at, size_t len, const char **why)
{
	uint64_t unwind = 0;

	memset(e, 0, sizeof(*e));
	e->at = at;
	e->len = len;
	*why = "it is no ELF file";
	if (len < sizeof(Elf64_Ehdr) || memcmp(at, ELFMAG, SELFMAG) != 0)
		return -ENOEXEC;
	*why = "it is not for x86-64";
	if (e->at[EI_CLASS] != ELFCLASS64 || e->at[EI_DATA] != ELFDATA2LSB)
		return -ENOEXEC;
	e->machine = machine_of(FIELD16(e->at, Elf64_Ehdr, e_machine));
	if (!e->machine)
		return -ENOEXEC;
	*why = read_segments(e, &unwind);
	if (*why)
		return -ENOEXEC;
	read_sections(e);
	return read_functions(e, unwind, why);
}

void elf_close(struct elf *e)
{
	free(e->funcs);
	e->funcs = NULL;
	e->func_count = 0;
}
