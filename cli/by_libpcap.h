/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/by_libpcap.h - a filter compiled by the libpcap that is installed. */
#ifndef PFC_CLI_BY_LIBPCAP_H
#define PFC_CLI_BY_LIBPCAP_H

#include "base/arena.h"
#include "compiler/emit_cbpf.h"
#include "pfc/pfc.h"

enum { BY_LIBPCAP_MSG_MAX = 512 };

/* Link type, snapshot length and netmask are those of opts.
 *
 * err     at least BY_LIBPCAP_MSG_MAX bytes; on failure one line.
 * returns 0; -ENOEXEC libpcap does not compile it; -ENOSYS there is no libpcap.
 */
int compile_by_libpcap(struct arena *arena, const char *text, const struct pfc_opts *opts,
                       bool optimize, struct emitted *out, char *err);

#endif
