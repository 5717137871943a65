/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/missed.h"

#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The second column, in hex, of each processor's line. */
static uint64_t read_softnet(int fd)
{
	char text[64 * 1024];
	ssize_t got = fd < 0 ? -1 : pread(fd, text, sizeof(text) - 1, 0);
	uint64_t sum = 0;

	if (got <= 0)
		return 0;
	text[got] = '\0';
	for (const char *line = text; line && *line;) {
		unsigned dropped;

		if (sscanf(line, "%*x %x", &dropped) == 1)
			sum += dropped;
		line = strchr(line, '\n');
		line += line != NULL;
	}
	return sum;
}

static bool ask(int fd, uint32_t ifindex)
{
	struct {
		struct nlmsghdr head;
		struct ifinfomsg body;
	} request;

	memset(&request, 0, sizeof(request));
	request.head.nlmsg_len = sizeof(request);
	request.head.nlmsg_type = RTM_GETLINK;
	request.head.nlmsg_flags = NLM_F_REQUEST;
	request.body.ifi_index = (int)ifindex;
	return send(fd, &request, sizeof(request), 0) == (ssize_t)sizeof(request);
}

/* Receive ring full, or the interface's own memory. */
static uint64_t missed_of(const uint8_t *value, size_t len)
{
	struct rtnl_link_stats64 stats;

	memset(&stats, 0, sizeof(stats));
	memcpy(&stats, value, len < sizeof(stats) ? len : sizeof(stats));
	return stats.rx_missed_errors + stats.rx_fifo_errors;
}

static uint64_t read_link(int fd, uint32_t ifindex)
{
	_Alignas(struct nlmsghdr) uint8_t answer[32 * 1024];
	size_t at = sizeof(struct nlmsghdr) + NLMSG_ALIGN(sizeof(struct ifinfomsg));
	struct nlmsghdr head;
	ssize_t got;

	if (fd < 0 || !ifindex || !ask(fd, ifindex))
		return 0;
	got = recv(fd, answer, sizeof(answer), 0);
	if (got < (ssize_t)at)
		return 0;
	memcpy(&head, answer, sizeof(head));
	if (head.nlmsg_type != RTM_NEWLINK || head.nlmsg_len > (size_t)got)
		return 0;
	while (at + sizeof(struct rtattr) <= head.nlmsg_len) {
		struct rtattr a;

		memcpy(&a, answer + at, sizeof(a));
		if (a.rta_len < sizeof(a) || a.rta_len > head.nlmsg_len - at)
			return 0;
		if (a.rta_type == IFLA_STATS64)
			return missed_of(answer + at + sizeof(a),
			                 a.rta_len - sizeof(a));
		at += RTA_ALIGN(a.rta_len);
	}
	return 0;
}

void missed_open(struct missed *m, uint32_t ifindex)
{
	m->ifindex = ifindex;
	m->link_fd = ifindex ? socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE)
	                     : -1;
	m->softnet_fd = open("/proc/net/softnet_stat", O_RDONLY | O_CLOEXEC);
	m->iface = read_link(m->link_fd, ifindex);
	m->kernel = read_softnet(m->softnet_fd);
}

void missed_close(struct missed *m)
{
	if (m->link_fd >= 0)
		close(m->link_fd);
	if (m->softnet_fd >= 0)
		close(m->softnet_fd);
	m->link_fd = m->softnet_fd = -1;
}

void missed_follow(struct missed *m, uint32_t ifindex)
{
	m->ifindex = ifindex;
	m->iface = read_link(m->link_fd, ifindex);
}

static uint64_t since(uint64_t now, uint64_t before)
{
	return now > before ? now - before : 0;
}

void missed_read(const struct missed *m, uint64_t *iface, uint64_t *kernel)
{
	*iface = since(read_link(m->link_fd, m->ifindex), m->iface);
	*kernel = since(read_softnet(m->softnet_fd), m->kernel);
}
