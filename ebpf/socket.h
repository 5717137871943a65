/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/socket.h - a filter that classic BPF cannot hold, at a packet socket.
 *
 * In front of the program that was compiled stand tests about the socket: which
 * direction it wants, and from which interfaces the filter can be decided in the
 * kernel.
 */
#ifndef PFC_EBPF_SOCKET_H
#define PFC_EBPF_SOCKET_H

#include <stdbool.h>
#include <stdint.h>

#include "ebpf/attach.h"
#include "pfc/pfc.h"

enum socket_drops {
	SOCKET_DROPS_NONE,
	SOCKET_DROPS_IN,           /* all but those that this host sends */
	SOCKET_DROPS_OUT,          /* those */
	SOCKET_DROPS_OUT_LOOPBACK, /* those over loopback, which come in as well */
};

enum { SOCKET_IFACES_MAX = 64 };

struct socket_front {
	enum socket_drops drops;
	/* The filter is asked about packets of these interfaces; others are taken
	 * whole.
	 */
	bool only_ifaces;
	uint32_t ifaces[SOCKET_IFACES_MAX]; /* indexes */
	uint32_t iface_count;
};

/* Loads a program compiled for PFC_TARGET_SOCKET and makes it the filter of the socket.
 *
 * msg     see ebpf/attach.h.
 * returns 0; -EPERM, with the capability that is missing; -ENOMEM when the socket has
 *         no room for it; what load_prog() returns.
 */
int socket_filter(int sock, const struct pfc_prog *prog,
                  const struct socket_front *front, char *msg);

#endif
