/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls.h - sessions of TLS in the processes of this machine, seen from inside.
 *
 * The programs are loaded once; then files with TLS in them are attached to, one by one, for
 * all processes that have them mapped or will. The filter is as in ebpf/tcp.h: it is asked when
 * the socket of a session is known.
 */
#ifndef PFC_EBPF_TLS_H
#define PFC_EBPF_TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ebpf/tls/layout.h"
#include "ebpf/tls/targets.h"

struct tls; /* opaque */

struct tls_config {
	struct tcp_settings want; /* of whom */
	const void *filter;       /* as in ebpf/tcp.h; NULL: all connections */
	size_t filter_len;
	enum tls_secrets secrets; /* too */
	bool no_calls; /* nor reads and writes: they cost nothing then, and are not counted */
	uint32_t
		data_kib; /* room for bytes that are read and written; 0: not asked for */
};

/* Loads. msg: of EBPF_MSG_MAX bytes, see ebpf/attach.h. returns 0 or -errno. */
int tls_open(const struct tls_config *cfg, struct tls **out, char *msg);
void tls_close(struct tls *t);

/* Attaches to what is in a file.
 *
 * returns how many places are looked at now (0: there are none), or -errno.
 */
int tls_attach(struct tls *t, const struct tls_target *target, char *msg);

/* From then on nothing is looked at in there. */
void tls_detach(struct tls *t, const struct tls_target *target);

/* Who is told; each returns false to get no more now. */
struct tls_reader {
	bool (*event)(void *ctx, const struct tls_event *e);
	bool (*key)(void *ctx, const struct tls_key_event *e);
	bool (*data)(void *ctx, const struct tls_data *d);
	void *ctx;
};

/* What there is to read of all kinds, at most `max`. returns how many, or -errno. */
int tls_read(struct tls *t, unsigned max, const struct tls_reader *to);

/* Readable when there is something to read. */
int tls_fd(const struct tls *t);

/* Connections that are known now. */
void tls_conns(struct tls *t, void (*fn)(void *ctx, const struct tls_conn *c),
               void *ctx);

/* Whether that process was seen to use a socket with these ends, its own end the local one. Only
 * where sessions of it have no socket. returns false: not as far as is known.
 */
bool tls_owner(struct tls *t, const struct tls_owner_key *key, struct tls_owner *out);

/* That one is over: its process is gone. */
void tls_forget(struct tls *t, const struct tls_conn *c);

/* Shared with the kernel. */
const struct tls_totals *tls_totals(const struct tls *t);

#endif
