/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/elf.h - reads an ELF file that nobody vouches for.
 *
 * The bytes are the caller's and stay there. Every offset of the file is checked before it is
 * followed: what points outside is an error or is not there. Addresses are those of the file,
 * before it is moved to where a process has it.
 */
#ifndef PFC_EBPF_TLS_ELF_H
#define PFC_EBPF_TLS_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ebpf/tls/machine.h"

enum { ELF_LOADS_MAX = 16, ELF_ID_MAX = 32 };

struct elf_load {
	uint64_t addr, off, len; /* len: bytes that are in the file */
	bool exec;
};

struct elf_func {
	uint64_t start, end; /* end: behind the last byte */
};

struct elf_table {
	const uint8_t *syms;
	size_t count;
	const char *names;
	size_t names_len;
};

struct elf {
	const uint8_t *at;
	size_t len;
	const struct machine *machine; /* that it is for */
	struct elf_load loads[ELF_LOADS_MAX];
	unsigned load_count;
	struct elf_table tables[2]; /* .symtab and .dynsym; count 0: not there */
	struct elf_func *funcs;     /* of .eh_frame, in order; owned; NULL: it has none */
	size_t func_count;
	uint8_t id[ELF_ID_MAX]; /* build-id */
	unsigned id_len;        /* 0: none */
	uint64_t go_table, go_text; /* addresses of .gopclntab and .text; 0: not there */
	uint64_t go_len;            /* bytes of the table */
	uint64_t rela, rela_len;    /* where its relocations are, and their bytes; 0: none */
};

/* Adds functions that .eh_frame does not have. returns false when memory ended. */
bool elf_add_funcs(struct elf *e, const struct elf_func *funcs, size_t count);

/* why: what is wrong, in a few words. returns 0, -ENOEXEC or -ENOMEM; then nothing is to be
 * freed.
 */
int elf_open(struct elf *e, const void *at, size_t len, const char **why);
void elf_close(struct elf *e);

/* Bytes at an address, `len` of them; NULL: they are not in the file. */
const uint8_t *elf_at(const struct elf *e, uint64_t addr, size_t len);

/* The instruction at an address, in front of `end`. False: it is not whole, or there is none. */
bool elf_insn(const struct elf *e, uint64_t addr, uint64_t end, struct insn *out);

/* Where an address is in the file; UINT64_MAX: nowhere. */
uint64_t elf_offset(const struct elf *e, uint64_t addr);

/* The address of a function by its name, 0: none. size (may be NULL): bytes, 0 unknown. */
uint64_t elf_symbol(const struct elf *e, const char *name, uint64_t *size);

/* The function that begins there; that an address is in. NULL: none. */
const struct elf_func *elf_func_at(const struct elf *e, uint64_t addr);
const struct elf_func *elf_func_around(const struct elf *e, uint64_t addr);

#endif
