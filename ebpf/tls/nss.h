/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/nss.h - the functions by which NSS reads and writes. */
#ifndef PFC_EBPF_TLS_NSS_H
#define PFC_EBPF_TLS_NSS_H

#include "ebpf/tls/elf.h"

struct nss_calls {
	uint64_t close, recv, send, read, write; /* addresses */
};

/* NSS has two tables of functions for its sockets, those with TLS and those without it (yet).
 * Nothing without TLS goes through the first one.
 *
 * returns 0, -ENOENT or -ENOMEM.
 */
int nss_find(const struct elf *e, struct nss_calls *out);

#endif
