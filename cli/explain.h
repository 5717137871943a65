/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/explain.h - what `pfc explain` found out, and how it is written. */
#ifndef PFC_CLI_EXPLAIN_H
#define PFC_CLI_EXPLAIN_H

#include "cli/example.h"
#include "cli/filter.h"
#include "teach/explain.h"

struct explanation {
	const struct args *args;
	struct pfc_opts opts;
	struct filter filter;       /* text NULL: a program that was read ... */
	const char *path;           /* ... from here */
	struct pfc_prog *prog;      /* of the filter */
	struct explained explained; /* the same */
	const struct sock_filter *insns;
	uint32_t count;
	struct notes notes;
	struct example example;
	size_t ebpf_counts[PFC_TARGET_BUFFER + 1]; /* instructions; 0: not for that target */
	struct arena arena;
};

void explain_text(struct str *out, const struct explanation *x);
void explain_json(struct str *out, const struct explanation *x);

/* How the nearly accepted packet differs: "IPv4 protocol 7 instead of 6". */
void explain_change(struct str *out, const struct explanation *x);

#endif
