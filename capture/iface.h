/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/iface.h - the network interfaces of this machine, as netlink tells them.
 *
 * A list is a snapshot: interfaces come and go, so ring_open() checks again. The
 * numbers of `-D` and of `-i NUMBER` are places in the same order, counted from 1.
 */
#ifndef PFC_CAPTURE_IFACE_H
#define PFC_CAPTURE_IFACE_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* The name of the pseudo interface that stands for all of them. */
#define IFACE_ANY "any"

enum { IFACE_NAME_MAX = 64 }; /* of those that only libpcap knows */

/* The index of what is no interface of the kernel. */
#define IFACE_NO_INDEX UINT32_MAX

struct iface {
	uint32_t index; /* 0: "any" */
	char name[IFACE_NAME_MAX];
	char alias[256];   /* description by the administrator, "" when none */
	uint32_t flags;    /* IFF_* of net/if.h */
	uint32_t hatype;   /* ARPHRD_* */
	uint32_t linktype; /* LINKTYPE_ that a capture on it delivers */
	uint32_t netmask;  /* of the first IPv4 address; or PFC_NETMASK_UNKNOWN */
	bool cooked;       /* LINUX_SLL2 stands in for its link header */
	bool has_carrier;
	bool by_libpcap; /* see capture/pcapdev.h */
};

/* What is likeliest to be wanted comes first: running ones, not loopback. */
struct iface_list {
	struct iface *at;
	uint32_t count;
};

/* All interfaces of the kernel, "any" last.
 *
 * msg     of SOURCE_MSG_MAX bytes; says why when it failed.
 * returns 0 or -errno; free with iface_list_fini().
 */
int iface_list_init(struct iface_list *list, char *msg);
void iface_list_fini(struct iface_list *list);

/* One more, behind the others, of which nothing is known yet. returns NULL without memory. */
struct iface *iface_list_add(struct iface_list *list);

/* The interface with this name, else with this number of `-D`; NULL: there is none. */
const struct iface *iface_by_name(const struct iface_list *list, const char *name);

/* Finds one interface by name, or by its number of `-D`; devices that only libpcap knows
 * are behind all others.
 *
 * returns 0; -ENODEV when there is none (msg names it and the closest one); -errno.
 */
int iface_find(const char *name, struct iface *out, char *msg);

/* The link type of what interfaces of a kind deliver with their own link header;
 * LINUX_SLL2: none that is known.
 */
uint32_t iface_linktype(uint32_t hatype);

struct source_device; /* capture/source.h */

/* What the device behind an interface says of itself, asked through a socket of its network
 * namespace; what it does not say is left zero.
 */
void iface_device(int fd, const char *name, struct source_device *out);

/* Appends the line of `-D`, with newline, for the interface in place `i` (from 0). */
void iface_line(const struct iface_list *list, uint32_t i, struct str *out);

#endif
