/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/connection.h - whether a filter can be asked of a TCP connection.
 *
 * A connection has what all its packets have: version, protocol, addresses and ports.
 */
#ifndef PFC_COMPILER_CONNECTION_H
#define PFC_COMPILER_CONNECTION_H

#include "grammar/ast.h"

/* Queues an error for each term that asks for anything else.
 *
 * text    the filter, which messages quote.
 * tree    resolved; NULL is fine.
 * returns whether there is none.
 */
bool connection_answers(struct diags *diags, const char *text, const struct ast *tree);

#endif
