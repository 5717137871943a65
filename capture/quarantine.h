/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/quarantine.h - a process that runs code which nobody vouches for.
 *
 * It may compute, and tell the result through one descriptor. It is another user without
 * capabilities, in a network of its own; files it can read are libraries, none can be written; it
 * makes no sockets and no processes, signals nobody, and has a limit of time and of memory. What
 * is missing to confine it is an error: then it must not run that code.
 */
#ifndef PFC_CAPTURE_QUARANTINE_H
#define PFC_CAPTURE_QUARANTINE_H

#include <stdint.h>

struct quarantine {
	int out;          /* what can be written to */
	const int *files; /* that may be read; no other descriptor stays open */
	unsigned count;
	unsigned cpu_s;  /* seconds of the processor, of about which it is ended */
	uint64_t memory; /* bytes of addresses */
};

/* For a child that was just started. Files may still be read, and code mapped.
 *
 * what     set to what could not be done, on errors.
 * returns 0 or -errno.
 */
int quarantine_enter(const struct quarantine *q, const char **what);

/* From here on there are no more files and no more code. returns 0 or -errno. */
int quarantine_close(void);

#endif
