/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/gopclntab.h - functions of a program of Go, by the table that its runtime needs
 * itself: it is there also where symbols were taken out.
 *
 * Source: the Go runtime's own description of it, runtime/symtab.go (pcHeader, _func) and
 * "Go 1.2 Runtime Symbol Table".
 */
#ifndef PFC_EBPF_TLS_GOPCLNTAB_H
#define PFC_EBPF_TLS_GOPCLNTAB_H

#include "ebpf/tls/elf.h"

struct go_name {
	const char *name;
	uint64_t addr; /* out: 0: there is none such */
};

/* Looks functions up, and makes all those of the table known to `e`.
 *
 * why     what is wrong with it, in a few words.
 * returns 0; -ENOENT: the program is not of Go; -ENOEXEC: of a version that is not known, or
 *         the table is damaged; -ENOMEM.
 */
int go_functions(struct elf *e, struct go_name *names, size_t count, const char **why);

#endif
