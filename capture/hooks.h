/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/hooks.h - commands that are run for finished files, one at a time.
 *
 * No shell is between: a command is a program, found by PATH. They wait in a queue and
 * never hold the capture up.
 */
#ifndef PFC_CAPTURE_HOOKS_H
#define PFC_CAPTURE_HOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HOOKS_MSG_MAX = 512 };

struct hook_file {
	const char *name;
	uint64_t packets;
	uint64_t lost;             /* before or in it, by the kernel */
	uint64_t first_ns, last_ns; /* times of its packets; 0: it has none */
};

struct hooks; /* opaque */

struct identity;

/* Starts the process that runs them, which keeps the rights that this one may give up
 * later.
 *
 * with_name      run with the name of the file as its argument; NULL: none
 * with_variables run with what is known of the file in its environment: PFC_FILE,
 *                PFC_PACKETS, PFC_LOST, PFC_FIRST and PFC_LAST; NULL: none
 * who            they run as; root stays root with all its rights
 *
 * Both are lent. returns NULL with errno.
 */
struct hooks *hooks_open(const char *with_name, const char *with_variables,
                         const struct identity *who);

/* Queues the commands for a file. returns false without memory. */
bool hooks_add(struct hooks *h, const struct hook_file *file);

/* Starts what can be started and sees what has ended; wait: until all have.
 *
 * msg     of HOOKS_MSG_MAX bytes: what went wrong with one of them, or "".
 * returns whether there is something left to do.
 */
bool hooks_step(struct hooks *h, bool wait, char *msg);

/* Frees; what still runs goes on. NULL is fine. */
void hooks_close(struct hooks *h);

#endif
