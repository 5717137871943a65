/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/netlink.h - lists that the kernel gives over rtnetlink.
 *
 * Every length in an answer is checked against the bytes that came.
 */
#ifndef PFC_CAPTURE_NETLINK_H
#define PFC_CAPTURE_NETLINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct netlink {
	int fd;
	uint32_t seq;
	bool changed; /* what was listed changed while it was read */
	uint8_t *buf;
};

/* returns 0 or -errno; close it in both cases. */
int netlink_open(struct netlink *n);
void netlink_close(struct netlink *n);

/* Takes the body of a message; returns 0, or -errno to end with. */
typedef int netlink_fn(void *ctx, const uint8_t *body, size_t len);

/* Asks for all of a kind (RTM_GET...), with a body, and hands each to take(). */
int netlink_dump(struct netlink *n, uint16_t type, const void *body, size_t len,
                 netlink_fn *take, void *ctx);

/* Attributes in netlink's layout: 16 bits length, 16 bits type, value, padding. */
struct attrs {
	const uint8_t *at;
	size_t len;
};

struct attr {
	uint16_t type; /* without the flags in it */
	uint16_t len;  /* bytes of the value */
	const uint8_t *value;
};

/* Those behind a header of `skip` bytes, which must be there. */
struct attrs attrs_after(const uint8_t *body, size_t len, size_t skip);

/* Those in the value of one. */
struct attrs attrs_in(const struct attr *a);

bool next_attr(struct attrs *list, struct attr *out);

#endif
