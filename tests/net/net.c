/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/net/net.h"

#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/bytes.h"
#include "tests/test.h"

static bool shell(const char *command)
{
	return system(command) == 0;
}

/* Packets given to an interface before it is really up vanish silently. */
static bool wait_up(const char *name)
{
	char command[200];

	snprintf(command, sizeof(command),
	         "for i in $(seq 200); do ip link show %s | grep -q 'state UP' && exit "
	         "0; "
	         "sleep 0.02; done; exit 1",
	         name);
	return shell(command);
}

static bool make_cable(void)
{
	return shell("ip link add v0 type veth peer name v1") &&
	       shell("echo 1 >/proc/sys/net/ipv6/conf/v0/disable_ipv6") &&
	       shell("echo 1 >/proc/sys/net/ipv6/conf/v1/disable_ipv6") &&
	       shell("ip link set v0 up") && shell("ip link set v1 up") &&
	       wait_up("v0") && wait_up("v1");
}

const char *net_enter(void)
{
	if (unshare(CLONE_NEWNET) < 0)
		return errno == EPERM ? "a network namespace takes root"
		                      : "this kernel has no network namespaces";
	if (!shell("ip link set lo up"))
		return "no 'ip' command of iproute2";
	if (!make_cable())
		return "this kernel has no veth interfaces";
	return NULL;
}

void net_run(const char *fmt, ...)
{
	char command[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(command, sizeof(command), fmt, ap);
	va_end(ap);
	CHECK_MSG(shell(command), "%s", command);
}

void net_wait_up(const char *name)
{
	CHECK(wait_up(name));
}

pid_t net_fork(void)
{
	pid_t parent = getpid();
	pid_t child = fork();

	CHECK(child >= 0);
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
	}
	return child;
}

void net_new_cable(void)
{
	if (if_nametoindex("v0"))
		net_run("ip link del v0");
	CHECK(make_cable());
}

enum {
	IP_AT = ETH_HLEN,
	UDP_AT = IP_AT + 20,
	DATA_AT = UDP_AT + 8,
};

struct frame frame_udp(uint16_t sport, uint16_t dport, uint32_t number, size_t len)
{
	static const uint8_t head[DATA_AT] = {
		2,    0, 0, 0, 0,   2, 2, 0, 0,  0,  0, 1, 8, 0, /* Ethernet */
		0x45, 0, 0, 0, 0,   0, 0, 0, 64, 17, 0, 0,       /* IPv4 */
		192,  0, 2, 1, 192, 0, 2, 2,
	};
	struct frame f = { .len = len };
	uint32_t sum = 0;

	memcpy(f.at, head, sizeof(head));
	put_be16(f.at + IP_AT + 2, (uint16_t)(len - IP_AT));
	for (size_t i = 0; i < 20; i += 2)
		sum += get_be16(f.at + IP_AT + i);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	put_be16(f.at + IP_AT + 10, (uint16_t)~sum);
	put_be16(f.at + UDP_AT, sport);
	put_be16(f.at + UDP_AT + 2, dport);
	put_be16(f.at + UDP_AT + 4, (uint16_t)(len - UDP_AT));
	put_be32(f.at + DATA_AT, number);
	for (size_t i = DATA_AT + 4; i < len; i++)
		f.at[i] = (uint8_t)i;
	return f;
}

uint32_t frame_number(const uint8_t *frame)
{
	return get_be32(frame + DATA_AT);
}

struct frame frame_tagged(const struct frame *f, uint16_t tpid, uint16_t tci)
{
	struct frame t = { .len = f->len + 4 };

	memcpy(t.at, f->at, 12);
	put_be16(t.at + 12, tpid);
	put_be16(t.at + 14, tci);
	memcpy(t.at + 16, f->at + 12, f->len - 12);
	return t;
}

int sender_open(const char *name)
{
	struct sockaddr_ll to;
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

	CHECK(fd >= 0);
	memset(&to, 0, sizeof(to));
	to.sll_family = AF_PACKET;
	to.sll_ifindex = (int)if_nametoindex(name);
	CHECK(to.sll_ifindex > 0);
	CHECK_EQ(bind(fd, (const struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

void sender_send(int fd, const struct frame *f)
{
	ssize_t sent;

	do
		sent = send(fd, f->at, f->len, 0);
	while (sent < 0 && (errno == EINTR || errno == ENOBUFS));
	CHECK_MSG(sent == (ssize_t)f->len, "send: %s", strerror(errno));
}
