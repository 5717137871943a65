/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/changes.h - what each pass of the compiler made of a filter, for people.
 *
 * The program after each pass is written test by test, and compared with the one before by
 * what is looked at: which fields are loaded, how often, with how many numbers each is
 * compared, and what comes first. So the numbers are those of listings that can be printed.
 */
#ifndef PFC_TEACH_CHANGES_H
#define PFC_TEACH_CHANGES_H

#include "base/str.h"
#include "pfc/pfc.h"

enum { CHANGES_MAX = 6 };

struct change {
	const char *pass; /* "opt_facts"; "-O" for the filter word for word */
	const char *does; /* in a sentence */
	const char *why;  /* it may */
	uint32_t count;   /* instructions after it */
	bool same;        /* it changed nothing */
	struct str lines; /* what it changed, a line each */
	struct str listing; /* the program after it, in words; none of a very long one */
};

struct changes {
	struct change at[CHANGES_MAX]; /* the filter as written, then pass by pass */
	uint32_t count;  /* 1: no optimization was asked for; 0: it does not compile */
	uint32_t ways;   /* how many ways to write the program were compared */
};

/* Compiles the filter once more, and looks at what the passes do.
 *
 * returns false when memory ended. changes_fini() in every case.
 */
bool changes_find(struct changes *out, const char *text, size_t len,
                  const struct pfc_opts *opts);
void changes_fini(struct changes *c);

#endif
