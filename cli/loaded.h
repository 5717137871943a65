/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/loaded.h - a filter that was compiled, or a program that was read. */
#ifndef PFC_CLI_LOADED_H
#define PFC_CLI_LOADED_H

#include "cli/filter.h"
#include "compiler/read_ebpf.h"
#include "teach/explain.h"

struct loaded {
	struct filter filter;            /* text NULL: a program that was read ... */
	const char *path;                /* ... from here */
	struct pfc_prog *prog;           /* of the filter */
	struct explained explained;      /* the same */
	const struct sock_filter *insns; /* check_cbpf() accepted them */
	uint32_t count;
	struct ebpf_codes *codes; /* in: takes the eBPF of a file; NULL: that is refused */
};

/* Takes words: a filter, or one that is @FILE. Messages about them are printed.
 *
 * arena   for the program of a file.
 * returns EXIT_DONE, or a status after a message. Free in every case.
 */
int loaded_open(struct loaded *l, struct arena *arena, const struct args *args,
                const struct pfc_opts *opts, int count, char **words);
void loaded_fini(struct loaded *l);

/* The text that instruction i came from; of no length where there is none. */
struct span loaded_piece(const struct loaded *l, uint32_t i);

#endif
