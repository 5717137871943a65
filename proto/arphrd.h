/* SPDX-License-Identifier: BSD-2-Clause */
/* proto/arphrd.h - what link header Linux shows on interfaces of a kind.
 *
 * On a raw packet socket of all interfaces a packet starts with the link header of the
 * interface it came from. Only where the ARPHRD_ number settles how long that is can a
 * program in the kernel find the payload.
 */
#ifndef PFC_PROTO_ARPHRD_H
#define PFC_PROTO_ARPHRD_H

#include <stdbool.h>
#include <stdint.h>

/* Of linux/if_arp.h. */
enum {
	HW_ETHERNET = 1,
	HW_LOOPBACK = 772,
	HW_NONE = 0xfffe, /* tun, WireGuard: the packet starts with IP */
};

static inline bool hw_is_ethernet(uint32_t hatype)
{
	return hatype == HW_ETHERNET || hatype == HW_LOOPBACK;
}

#endif
