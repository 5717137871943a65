/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/resolve.h - names of addresses, asked for in another process.
 *
 * A name server may take seconds or never answer, so whoever prints never waits for it
 * longer than it was told to: a name that is not known yet is NULL, and known later. The
 * process is there from resolver_open() on, which therefore comes before anything that is
 * not to be inherited or would keep it from the network. What is remembered is bounded.
 */
#ifndef PFC_CAPTURE_RESOLVE_H
#define PFC_CAPTURE_RESOLVE_H

#include <stdbool.h>
#include <stdint.h>

struct resolver_opts {
	bool short_names;  /* up to the first dot */
	bool local_only;   /* of IPv4 only addresses in networks of this host */
	unsigned wait_ms;  /* for an address that is new; 0: never wait */
	unsigned total_ms; /* but no longer than this in all */
};

struct resolver; /* opaque */

/* NULL when there is no memory or no process to be had; errno says which. */
struct resolver *resolver_open(const struct resolver_opts *opts);
void resolver_close(struct resolver *r);

/* The name of an address of 4 or 16 bytes, or NULL. It comes from outside: escape it. Lent
 * until the next call.
 */
const char *resolver_name(struct resolver *r, const uint8_t *addr, unsigned len);

#endif
