/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tcp.h - TCP connections of this machine, as they come, work and go.
 *
 * The programs keep an entry for each connection, whichever namespace it is in. The filter is
 * an object file with the function pfc_match(), which is asked once for each connection, with
 * the headers that packets of it have; it is linked in before they are loaded. What is not
 * viewed is not loaded.
 */
#ifndef PFC_EBPF_TCP_H
#define PFC_EBPF_TCP_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ebpf/tcp_layout.h"

struct tcp; /* opaque */

struct tcp_config {
	/* What is told and of whom; what depends on the kernel is filled in. */
	struct tcp_settings want;
	const void *filter; /* NULL: all connections */
	size_t filter_len;
	uint32_t ring_kib;         /* a power of two; 0: 16 MiB */
	uint32_t entries_max;      /* connections; 0: 131072 */
	const char *const *absent; /* tracepoints that are taken for missing */
	unsigned absent_count;
};

enum tcp_need {
	TCP_NEED_BASE = 1 << 0,
	TCP_NEED_RETRANS = 1 << 1,
	TCP_NEED_SYNACK = 1 << 2,
	TCP_NEED_RESET = 1 << 3,
	TCP_NEED_CONG = 1 << 4,
	TCP_NEED_DROP = 1 << 5,
	TCP_NEED_SENDS = 1 << 6,
	TCP_NEED_READS = 1 << 7,
	TCP_NEED_TURNS = 1 << 8,
	TCP_NEED_SEGMENTS = 1 << 9,
	TCP_NEED_COMMAND = 1 << 10,
	TCP_NEED_COPIED = 1 << 11, /* in place of what tells of each receive */
	TCP_NEED_SYN = 1 << 12,
	TCP_NEED_QUEUE = 1 << 13, /* in place of what tells when a send starts */
	TCP_NEED_EXEC = 1 << 14,
};

/* A hook, and what became of it. */
struct tcp_feature {
	const char *hook; /* "tcp:tcp_probe" */
	const char *program;
	unsigned need; /* enum tcp_need, any of them */
	int tier;      /* 1 to 3; 0: as asked for */
	const char *gives;
	const char *without; /* what is less without it; NULL: nothing works */
	const char *since;   /* Linux */
	bool there;
	bool wanted; /* by the view */
	bool used;
	char why[96]; /* it is not there; "" */
};

/* Loads and attaches.
 *
 * msg     of EBPF_MSG_MAX bytes, see ebpf/attach.h.
 * returns 0 or -errno.
 */
int tcp_open(const struct tcp_config *cfg, struct tcp **out, char *msg);
void tcp_close(struct tcp *t);

/* Attaches nothing: says what tcp_open() would use. out: room for tcp_feature_count(). */
size_t tcp_feature_count(void);
enum { TCP_FEATURES_ROOM = 32 };
int tcp_features(const struct tcp_config *cfg, struct tcp_feature *out, char *msg);

/* Whether there is a hook of that name: "tcp_probe". */
bool tcp_is_hook(const char *name);

/* What was used and what not, of an open one. */
const struct tcp_feature *tcp_used(const struct tcp *t);

/* Looks at all open sockets: who has them. With settings.list fn(NULL: not) is told of those that
 * are wanted, those that listen, too; one that several processes hold comes several times. Behind
 * them come those that no process holds, of the own network namespace.
 *
 * returns 0 or -errno.
 */
int tcp_list(struct tcp *t, void (*fn)(void *ctx, const struct tcp_sample *s),
             void *ctx);

/* Whether this process, with the rights that it has, could do that. */
bool tcp_can_list(const struct tcp *t);

/* The next events, at most `max`. fn returns false to get no more now. With TCP_EV_EXEC among the
 * kinds, those are told, too: see their struct.
 *
 * returns how many there were, or -errno.
 */
int tcp_read(struct tcp *t, unsigned max,
             bool (*fn)(void *ctx, const struct tcp_event *e), void *ctx);

/* Waits until there is much to read, at most `ms` milliseconds. returns 0 or -errno. */
int tcp_wait(struct tcp *t, int ms, const sigset_t *mask);

/* Shared with the kernel. */
const struct tcp_totals *tcp_totals(const struct tcp *t);

/* What its programs took until now, of all processors. */
struct tcp_meter tcp_meter(const struct tcp *t);

/* Connections that are known now. */
uint64_t tcp_entries(struct tcp *t);

/* Walks sums and histograms. */
void tcp_sums(struct tcp *t,
              void (*fn)(void *ctx, const struct tcp_group *g, const struct tcp_io *io),
              void *ctx);
void tcp_hists(struct tcp *t,
               void (*fn)(void *ctx, const struct tcp_group *g,
                          const struct tcp_hist *h),
               void *ctx);

/* With settings.answers: what each connection had since the call before.
 *
 * returns 0 or -errno.
 */
int tcp_answers(struct tcp *t,
                void (*fn)(void *ctx, uint64_t cookie, const struct tcp_answers *a),
                void *ctx);

/* Puts all histograms back to nothing. */
void tcp_hists_clear(struct tcp *t);

/* With settings.command: what this process starts from now on, or no more, is traced, and what
 * that starts. Behind the first tcp_list(). returns 0 or -errno.
 */
int tcp_follow_children(struct tcp *t, bool on);

/* Names that this kernel has for the reasons of drops and resets; NULL: none. */
const char *tcp_drop_reason(const struct tcp *t, uint32_t reason);
const char *tcp_reset_reason(const struct tcp *t, uint32_t reason);

#endif
