/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/explain.h - what `pfc explain` found out, and how it is written. */
#ifndef PFC_CLI_EXPLAIN_H
#define PFC_CLI_EXPLAIN_H

#include <jansson.h>

#include "cli/decompile.h"
#include "cli/example.h"
#include "cli/loaded.h"
#include "teach/changes.h"
#include "teach/ebpf_notes.h"

struct explanation {
	const struct args *args;
	struct pfc_opts opts;
	struct loaded loaded;
	struct decompiled found;      /* of a program that was read: its filter */
	struct explained found_words; /* what that is in words */
	struct changes changes; /* of a filter: what the passes did */
	struct notes notes;
	struct ebpf_notes ebpf; /* program.count 0: none is asked for */
	struct example example;
	size_t ebpf_counts[PFC_TARGET_BUFFER +
	                   1]; /* instructions; 0: not for that target */
	struct arena arena;
};

void explain_text(struct str *out, const struct explanation *x);
void explain_json(struct str *out, const struct explanation *x);

/* The same as a value; NULL: memory ended. */
json_t *explain_value(const struct explanation *x);

/* Appends the value, which may be NULL: memory ended. */
void explain_dump(struct str *out, json_t *root);

/* The eBPF of a filter, where one is asked for. */
void explain_ebpf_text(struct str *out, const struct explanation *x);
json_t *explain_ebpf_value(const struct explanation *x);

/* The eBPF of a file, loaded.codes, as text or JSON. */
void explain_codes(struct str *out, struct explanation *x);

/* A page that needs nothing but itself. */
void explain_html(struct str *out, struct explanation *x);

/* "1 instruction", "2 instructions". */
void explain_count(struct str *out, size_t count);

/* How the nearly accepted packet differs: "IPv4 protocol 7 instead of 6". */
void explain_change(struct str *out, const struct explanation *x);

#endif
