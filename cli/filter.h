/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/filter.h - the filter of a command line: getting its text, compiling it. */
#ifndef PFC_CLI_FILTER_H
#define PFC_CLI_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/options.h"
#include "pfc/pfc.h"

/* The texts have the same length up to `len`; comments are blanks in the second, so
 * places in it are places in what the user wrote.
 */
struct filter {
	char *shown; /* as the user wrote it */
	size_t shown_len;
	char *text; /* what is compiled */
	size_t len;
	const char *name; /* for messages: the file, or "filter" */
};

/* Takes the text from the words, or from the file of -F.
 *
 * returns EXIT_DONE; else a status after a message. Free with filter_fini().
 */
int filter_init(struct filter *f, const struct args *args, int count, char **words);
void filter_fini(struct filter *f);

/* What the options say; the caller sets what depends on the use of the program. */
void filter_opts(struct pfc_opts *opts, const struct args *args);

/* For a trace: a function that gets the headers of a packet, or, with `connection`, of any
 * packet of one: terms that are not the same for all of them are errors then.
 */
void filter_opts_trace(struct pfc_opts *opts, const struct args *args, bool connection);

/* Compiles and prints the messages.
 *
 * returns EXIT_DONE and a program, or another status and NULL.
 */
int filter_compile(const struct filter *f, const struct args *args,
                   const struct pfc_opts *opts, struct pfc_prog **out);

/* The same for a packet socket of this machine: a classic program, or where that would be
 * longer than the kernel takes, one for PFC_TARGET_SOCKET.
 */
int filter_compile_live(const struct filter *f, const struct args *args,
                        const struct pfc_opts *opts, struct pfc_prog **out);

/* Whether the program comes out the same when no name is looked up and no file read. */
bool filter_stands_alone(const struct filter *f, const struct pfc_opts *opts,
                         const struct pfc_prog *prog);

/* Prints the result of the passes that --dump names to stdout. */
int filter_dump(const struct filter *f, const struct args *args,
                const struct pfc_opts *opts);

#endif
