/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_rights.h - which rights a trace has, and from when on it has fewer.
 *
 * In this order: rights_choose(), what takes rights is opened, rights_become(), a file that is
 * written is opened, rights_enter().
 */
#ifndef PFC_CLI_TRACE_RIGHTS_H
#define PFC_CLI_TRACE_RIGHTS_H

#include "cli/trace.h"

/* Chooses the user to go on as. returns an exit status. Free in every case. */
int rights_choose(struct trace *t);
void rights_free(struct trace *t);

/* Becomes that user, without capabilities; the second time nothing is left to do. Where the kernel
 * asks for a capability whenever a map is read, all are kept, which is told. returns an exit
 * status.
 */
int rights_become(struct trace *t);

/* Gives up what is not needed to go on: other files, other system calls. */
void rights_enter(struct trace *t);

#endif
