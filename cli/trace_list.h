/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_list.h - open sockets, each once, and the processes that have one open together. */
#ifndef PFC_CLI_TRACE_LIST_H
#define PFC_CLI_TRACE_LIST_H

#include "cli/trace.h"

/* Looks at all open sockets. fn(NULL: not) is told of each, once, behind the look: of those
 * wanted and, with settings.list, of those that listen.
 *
 * returns 0 or -errno.
 */
int trace_list(struct trace *t, void (*fn)(void *ctx, const struct tcp_sample *s));

/* Who has a socket open, by the kernel's numbers, at the last look: where they are several.
 *
 * returns the first of `count` of them, lent until the next look; count 0: one or none.
 */
const struct holder *trace_holders(const struct trace *t, uint64_t cookie, uint32_t *count);

void trace_list_end(struct trace *t);

#endif
