/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/confine.h - which rights a capture has, and from when on it has fewer.
 *
 * In this order: confine_init(), what takes rights is opened, confine_become(), the first
 * files are opened, confine_enter().
 */
#ifndef PFC_CLI_CONFINE_H
#define PFC_CLI_CONFINE_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/hooks.h"
#include "capture/identity.h"
#include "cli/options.h"

struct confine {
	const struct args *args;
	struct identity who;
	struct identity_output *outputs; /* files that are written */
	uint32_t output_count;
	struct hooks *hooks;           /* NULL: nothing is run for files */
	/* As in struct sandbox_opts. */
	bool traces, child;
	const char *folder;
};

/* Chooses the user, and starts the process that runs the commands for files. `c` is zeroed, but
 * for what is said of sandboxes.
 *
 * files   what is written to, "-" among them does not count; lent.
 * returns an exit status. Free in every case.
 */
int confine_init(struct confine *c, const struct args *args, const char *const *files,
                 uint32_t count);
void confine_fini(struct confine *c);

/* Becomes that user, without capabilities; returns an exit status. */
int confine_become(const struct confine *c);

/* Gives up what is not needed to go on. With -v it says what could not be given up.
 *
 * reads    why files may have to be opened for reading; NULL: there is no reason.
 * threads  whether more of them may be started.
 */
void confine_enter(const struct confine *c, const char *reads, bool threads);

/* For a process that only reads files, looks names up and prints: it writes no file and
 * gains no rights. What cannot be given up is not told.
 */
void confine_reader(const struct args *args);

#endif
