/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/analyse.h - where to look into a program or library that has TLS in it.
 *
 * Looks at the bytes of the file alone: no table of versions, nothing of it is run. What is
 * found are places of the file; a wrong one could only be a place where nothing is seen, as the
 * programs look at what they get there.
 */
#ifndef PFC_EBPF_TLS_ANALYSE_H
#define PFC_EBPF_TLS_ANALYSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ebpf/tls/layout.h"

enum tls_kind {
	TLS_NONE, /* nothing of TLS in it */
	TLS_OPENSSL,
	TLS_BORINGSSL,
	TLS_GNUTLS,
	TLS_NSPR,
	TLS_NSS,
	TLS_GO,
	TLS_STRIPPED, /* it has the names of secrets, and no others */
};

/* What a hit costs: the kernel does what some instructions do by itself, and has to step
 * through all others.
 */
enum tls_cost { TLS_FAST, TLS_SLOW };

struct tls_probe {
	uint64_t offset; /* in the file */
	uint64_t addr;
	enum tls_call call; /* what is called there */
	enum tls_cost cost;
	bool at_return; /* to be looked at when it returns, too */
	bool returns;   /* this is where it returns, to be looked at alone */
	char name[40];  /* "SSL_read", "internal of SSL_read", "secrets" */
};

enum { TLS_PROBES_MAX = 128, TLS_WHY_MAX = 96 };

struct tls_lib {
	enum tls_kind kind;
	uint8_t id[32]; /* build-id */
	unsigned id_len;
	struct tls_probe probes[TLS_PROBES_MAX];
	unsigned probe_count;
	uint64_t funnel; /* address of what all secrets go through; 0: not found */
	uint64_t inner;  /* of what it calls with the client's random; 0: not found */
	char why_no_keys[TLS_WHY_MAX];  /* ""; why keys cannot be had */
	char why_no_calls[TLS_WHY_MAX]; /* "": reads and writes can be seen */
};

/* at      a whole file, anything at all.
 * returns 0 (also when there is no TLS in it: TLS_NONE), -ENOEXEC with a reason in
 *         why_no_keys, or -ENOMEM.
 */
int tls_analyse(const void *at, size_t len, struct tls_lib *out);

const char *tls_kind_name(enum tls_kind kind);

#endif
