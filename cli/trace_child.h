/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_child.h - the command whose connections are traced. */
#ifndef PFC_CLI_TRACE_CHILD_H
#define PFC_CLI_TRACE_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

struct tcp;

/* A zeroed one: there is no command. */
struct child {
	pid_t pid;
	int go; /* what it waits for */
	bool gone;
};

/* Makes its process, which the kernel knows then, and which waits. returns EXIT_DONE or a status
 * after a message.
 */
int child_start(struct child *c, struct tcp *t, char **command);

/* Lets it begin. returns the same. */
int child_go(struct child *c);

/* Whether there was one, and it has ended. */
bool child_is_gone(struct child *c);

/* Ends it, if it goes on. */
void child_end(struct child *c);

#endif
