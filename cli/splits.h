/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/splits.h - the outputs of --split: each takes of the packets those that its own
 * filter matches, and --split-rest what none of them took.
 */
#ifndef PFC_CLI_SPLITS_H
#define PFC_CLI_SPLITS_H

#include "base/str.h"
#include "cli/matcher.h"
#include "cli/output.h"

struct split {
	struct args args; /* those of the command line, but for the file */
	char *path;
	struct matcher matcher;
	struct output out;
	bool opened;
};

struct splits {
	struct split *at;
	uint32_t count;
	const char *main_file; /* of -w, or NULL */
	struct split *rest; /* the last of them, without a filter; NULL: there is none */
};

/* Takes the options apart and the filters in. returns EXIT_DONE, or a status after a
 * message. Free with splits_fini().
 */
int splits_init(struct splits *s, const struct args *args);
void splits_fini(struct splits *s);

/* Compiles for the source and opens the files; hooks as for output_open(). */
int splits_open(struct splits *s, const struct pfc_opts *opts, struct source *src,
                const struct inputs *in, struct hooks *hooks);

/* Takes a packet of which up to snaplen bytes are wanted. */
int splits_packet(struct splits *s, const struct packet *pkt, uint32_t snaplen);

int splits_flush(struct splits *s, bool file);

/* As output_sync(), of all. */
int splits_sync(struct splits *s);

/* As output_idle(), output_deadline() and rotation_tend(), of all. */
int splits_idle(struct splits *s, uint64_t now);
uint64_t splits_deadline(const struct splits *s);
int splits_tend(struct splits *s);

/* Completes the files. *gone: the reader of one went away, which ends the run. */
int splits_close(struct splits *s, bool *gone);

/* A line for each. */
void splits_report(const struct splits *s, struct str *out);

#endif
