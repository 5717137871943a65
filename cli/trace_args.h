/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_args.h - the paths and arguments of programs that processes run. */
#ifndef PFC_CLI_TRACE_ARGS_H
#define PFC_CLI_TRACE_ARGS_H

#include "cli/trace.h"

/* With --args: behind a line, " /usr/bin/curl -s ..."; in JSON "exe" and "args". Nothing of a
 * process that nothing is known of. The first time that a process is seen, /proc is asked.
 */
void add_args(struct trace *t, const struct tcp_who *who);
void json_args(struct trace *t, const struct tcp_who *who);

/* Asks /proc for all that have sockets now: later it has no right to see the paths of programs with
 * more rights.
 */
void args_open(struct trace *t);

/* What the kernel tells when a process runs another program. */
void args_exec(struct trace *t, const struct tcp_exec *x);

void args_close(struct trace *t);

#endif
