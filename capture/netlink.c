/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/netlink.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	DATAGRAM_MAX = 64 * 1024, /* the kernel's dumps use up to 32 KiB */
	BODY_MAX = 64,
};

int netlink_open(struct netlink *n)
{
	*n = (struct netlink){ .fd = -1 };
	n->buf = malloc(DATAGRAM_MAX);
	if (!n->buf)
		return -ENOMEM;
	n->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	return n->fd < 0 ? -errno : 0;
}

void netlink_close(struct netlink *n)
{
	if (n->fd >= 0)
		close(n->fd);
	free(n->buf);
	n->fd = -1;
	n->buf = NULL;
}

static int ask(struct netlink *n, uint16_t type, const void *body, size_t len)
{
	struct {
		struct nlmsghdr head;
		uint8_t body[BODY_MAX];
	} request;

	if (len > sizeof(request.body))
		return -EMSGSIZE;
	memset(&request, 0, sizeof(request));
	request.head.nlmsg_len = (uint32_t)(sizeof(request.head) + len);
	request.head.nlmsg_type = type;
	request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	request.head.nlmsg_seq = ++n->seq;
	memcpy(request.body, body, len);
	return send(n->fd, &request, request.head.nlmsg_len, 0) < 0 ? -errno : 0;
}

/* The messages of one datagram; 1 when the dump has ended. */
static int read_messages(struct netlink *n, const uint8_t *at, size_t len,
                         netlink_fn *take, void *ctx)
{
	struct nlmsghdr head;
	size_t step;
	int err;

	for (; len >= sizeof(head); at += step, len -= step) {
		memcpy(&head, at, sizeof(head));
		if (head.nlmsg_len < sizeof(head) || head.nlmsg_len > len)
			return -EBADMSG;
		step = (head.nlmsg_len + 3u) & ~(size_t)3;
		if (step > len)
			step = len;
		if (head.nlmsg_seq != n->seq)
			continue;
		if (head.nlmsg_flags & NLM_F_DUMP_INTR)
			n->changed = true;
		if (head.nlmsg_type == NLMSG_DONE)
			return 1;
		if (head.nlmsg_type == NLMSG_ERROR) {
			if (head.nlmsg_len < sizeof(head) + sizeof(err))
				return -EBADMSG;
			memcpy(&err, at + sizeof(head), sizeof(err));
			return err < 0 ? err : -EBADMSG;
		}
		err = take(ctx, at + sizeof(head), head.nlmsg_len - sizeof(head));
		if (err)
			return err;
	}
	return 0;
}

int netlink_dump(struct netlink *n, uint16_t type, const void *body, size_t len,
                 netlink_fn *take, void *ctx)
{
	int err = ask(n, type, body, len);

	while (err == 0) {
		ssize_t got = recv(n->fd, n->buf, DATAGRAM_MAX, 0);

		if (got < 0)
			err = errno == EINTR ? 0 : -errno;
		else
			err = read_messages(n, n->buf, (size_t)got, take, ctx);
	}
	return err < 0 ? err : 0;
}

struct attrs attrs_after(const uint8_t *body, size_t len, size_t skip)
{
	skip = (skip + 3u) & ~(size_t)3;
	if (len < skip)
		return (struct attrs){ body, 0 };
	return (struct attrs){ body + skip, len - skip };
}

struct attrs attrs_in(const struct attr *a)
{
	return (struct attrs){ a->value, a->len };
}

bool next_attr(struct attrs *list, struct attr *out)
{
	uint16_t len;
	size_t step;

	if (list->len < 4)
		return false;
	memcpy(&len, list->at, 2);
	memcpy(&out->type, list->at + 2, 2);
	if (len < 4 || len > list->len)
		return false;
	out->type = (uint16_t)(out->type & ~(NLA_F_NESTED | NLA_F_NET_BYTEORDER));
	out->len = (uint16_t)(len - 4);
	out->value = list->at + 4;
	step = (len + 3u) & ~3u;
	if (step > list->len)
		step = list->len;
	list->at += step;
	list->len -= step;
	return true;
}
