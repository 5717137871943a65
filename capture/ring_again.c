/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/ring_again.c - a ring whose interface goes down, comes up, goes away, comes back.
 *
 * The kernel takes a socket off an interface that is removed; socket, ring and filter stay.
 * So when there is an interface of that name again, the socket is bound to it as it is,
 * which takes no capability.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "capture/ring_impl.h"

/* The IFF_ flags of the interface, by its number, as names change; -ENODEV: gone. */
static int read_flags(struct ring *r, uint32_t *flags)
{
	struct ifreq req;

	memset(&req, 0, sizeof(req));
	req.ifr_ifindex = (int)r->ifindex;
	if (ioctl(r->fd, SIOCGIFNAME, &req) < 0 || ioctl(r->fd, SIOCGIFFLAGS, &req) < 0)
		return -errno;
	*flags = (uint32_t)(unsigned short)req.ifr_flags;
	return 0;
}

int ring_bind(struct ring *r)
{
	struct sockaddr_ll to;
	socklen_t len = sizeof(int);
	int err = 0;

	memset(&to, 0, sizeof(to));
	to.sll_family = AF_PACKET;
	to.sll_protocol = htons(ETH_P_ALL);
	to.sll_ifindex = (int)r->ifindex;
	if (bind(r->fd, (const struct sockaddr *)&to, sizeof(to)) < 0)
		return -errno;
	if (getsockopt(r->fd, SOL_SOCKET, SO_ERROR, &err, &len) < 0)
		return -errno;
	return -err;
}

int ring_set_promiscuous(struct ring *r)
{
	struct packet_mreq mr;

	memset(&mr, 0, sizeof(mr));
	mr.mr_ifindex = (int)r->ifindex;
	mr.mr_type = PACKET_MR_PROMISC;
	return setsockopt(r->fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &mr, sizeof(mr)) < 0
	               ? -errno
	               : 0;
}

/* Whether there is an interface of that name, and of which kind. */
static bool find_again(const struct ring *r, uint32_t *ifindex, uint32_t *hatype)
{
	struct ifreq req;

	memset(&req, 0, sizeof(req));
	memcpy(req.ifr_name, r->name, sizeof(req.ifr_name));
	if (ioctl(r->fd, SIOCGIFINDEX, &req) < 0)
		return false;
	*ifindex = (uint32_t)req.ifr_ifindex;
	if (ioctl(r->fd, SIOCGIFHWADDR, &req) < 0)
		return false;
	*hatype = req.ifr_hwaddr.sa_family;
	return true;
}

/* While the interface is away. returns -EINTR when there is something to say. */
static int look_for_it(struct ring *r)
{
	uint32_t ifindex, hatype;
	int err;

	if (!r->away) {
		r->away = true;
		source_say(&r->source,
		           "interface '%s' is gone: waiting for it to come back", r->name);
		return -EINTR;
	}
	if (!find_again(r, &ifindex, &hatype)) {
		r->said_other = false;
		return 0;
	}
	if (hatype != r->hatype) {
		if (r->said_other)
			return 0;
		r->said_other = true;
		source_say(&r->source,
		           "there is an interface '%s' again, of another kind: waiting for "
		           "one of the kind it was",
		           r->name);
		return -EINTR;
	}
	r->ifindex = ifindex;
	err = ring_bind(r);
	if (err && err != -ENETDOWN)
		return 0; /* it went away again */
	if (r->promiscuous)
		ring_set_promiscuous(r);
	missed_follow(&r->missed, ifindex);
	r->away = r->said_other = false;
	r->down = r->said_down = err == -ENETDOWN;
	source_say(&r->source, "interface '%s' is back%s", r->name,
	           r->down ? ", and down" : "");
	return -EINTR;
}

int ring_check_down(struct ring *r)
{
	uint32_t flags = 0;
	int err = r->away ? -ENODEV : read_flags(r, &flags);

	if (err && r->waits)
		return look_for_it(r);
	if (err) {
		ring_drain(r, err);
		return 0;
	}
	if (flags & IFF_UP) {
		r->down = false;
		if (!r->said_down)
			return 0;
		r->said_down = false;
		source_say(&r->source, "interface '%s' is up again", r->name);
		return -EINTR;
	}
	if (r->said_down)
		return 0;
	r->said_down = true;
	source_say(&r->source,
	           "interface '%s' went down; the capture goes on when it comes up",
	           r->name);
	return -EINTR;
}
