/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/ring_ebpf.c - filters of a ring that classic BPF cannot hold. */
#include <errno.h>
#include <net/if_arp.h>
#include <stdio.h>

#include "capture/ring_impl.h"
#include "ebpf/socket.h"
#include "proto/arphrd.h"

/* As the tests in front of classic programs in ring_open.c. */
static enum socket_drops drops_of(const struct ring_config *cfg)
{
	switch (cfg->direction) {
	case RING_IN:
		return SOCKET_DROPS_OUT;
	case RING_OUT:
		return SOCKET_DROPS_IN;
	case RING_INOUT:
		break;
	}
	if (cfg->iface->index == 0)
		return SOCKET_DROPS_OUT_LOOPBACK;
	return cfg->iface->hatype == ARPHRD_LOOPBACK ? SOCKET_DROPS_OUT
	                                             : SOCKET_DROPS_NONE;
}

/* Interfaces that appear later are not among these: their packets are filtered here. */
static int list_ethernet(struct socket_front *front, char *msg)
{
	struct iface_list list;
	int err = iface_list_init(&list, msg);

	if (err)
		return err;
	for (uint32_t i = 0; i < list.count; i++) {
		const struct iface *f = &list.at[i];

		if (f->index && hw_is_ethernet(f->hatype) &&
		    front->iface_count < SOCKET_IFACES_MAX)
			front->ifaces[front->iface_count++] = f->index;
	}
	iface_list_fini(&list);
	return 0;
}

bool ring_has_ebpf(void)
{
	return true;
}

int ring_attach_ebpf(int fd, const struct ring_config *cfg, char *msg)
{
	struct socket_front front = {
		.drops = drops_of(cfg),
		.only_ifaces = cfg->iface->cooked,
	};
	int err;

	msg[0] = '\0';
	if (front.only_ifaces) {
		err = list_ethernet(&front, msg);
		if (err)
			return err;
	}
	return socket_filter(fd, cfg->prog, &front, msg);
}
