/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/sandbox.h - what a process that handles packets of strangers can still do.
 *
 * Once sockets, rings and the first file are open, it needs to read and write them, to
 * make more files beside that one, and to wait; one that traces looks at the maps of its programs. The rest is given up for good:
 * capabilities (identity.h), new privileges, other files (landlock.h), other system calls.
 */
#ifndef PFC_CAPTURE_SANDBOX_H
#define PFC_CAPTURE_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "capture/identity.h"

/* Whether this pfc can do it at all: builds with sanitizers need more system calls and
 * files than a sandbox leaves, and one may be built without libseccomp.
 */
bool sandbox_built(void);
bool sandbox_has_seccomp(void);

/* What is asked for. */
struct sandbox_opts {
	const struct identity_output *outputs;
	uint32_t count;
	bool reads; /* files may still be read; system calls are not restricted then */
	bool threads; /* more of them may be started */
	/* Of one that traces: maps of the kernel are read, and a terminal is given back. */
	bool traces;
	bool child;         /* it has started a process, which it ends */
	const char *folder; /* what can be read in spite of it; NULL: nothing */
};

/* Closes it. What the kernel or this build does not have is left out and told in `notes`,
 * a line each without line ends between; nothing of it is a reason not to capture.
 */
void sandbox_enter(const struct sandbox_opts *opts, struct str *notes);

#endif
