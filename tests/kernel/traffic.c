/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/kernel/traffic.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/bytes.h"
#include "proto/link.h"
#include "tests/net/net.h"
#include "tests/peer/frames.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum {
	ETHER_HEADER = 14,
	FRAMES_MAX = 512,
	TCP_BYTES = 3000, /* more than one segment, and one frame over lo */
};

struct sent {
	uint32_t len;
	uint8_t data[256];
};

static struct sent frames[FRAMES_MAX];
static uint32_t frame_total;
static int tun = -1;

/* ---- devices ---- */

/* A tun device whose packets have their protocol number in front. */
static int open_tun(const char *name, int hatype)
{
	struct ifreq req = { .ifr_flags = IFF_TUN };
	int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);

	memcpy(req.ifr_name, name, strlen(name) + 1);
	if (fd < 0)
		return -1;
	if (ioctl(fd, TUNSETIFF, &req) != 0 ||
	    (hatype >= 0 && ioctl(fd, TUNSETLINK, hatype) != 0)) {
		close(fd);
		return -1;
	}
	return fd;
}

static void make_frames(void);

const char *traffic_open(void)
{
	tun = open_tun("t0", -1);
	if (tun < 0)
		return "no tun devices";
	if (open_tun("t1", ARPHRD_PPP) < 0) /* stays open: it lives as long */
		return "no tun device of another type";
	net_run("for i in t0 t1; do "
	        "echo 1 >/proc/sys/net/ipv6/conf/$i/disable_ipv6 && "
	        "ip link set $i up || exit 1; done; "
	        "ip addr add 10.77.0.1/24 dev t0 && ip addr add 10.78.0.1/24 dev v1 && "
	        "ip neigh add 10.78.0.2 lladdr 02:aa:05:00:7f:01 dev v1 && "
	        "ip link set v0 address 02:aa:05:00:7f:01");
	make_frames();
	return NULL;
}

/* ---- frames ---- */

static void add_frame(const struct packet *p, uint32_t len)
{
	static const uint8_t nobody[6];
	struct sent *f = &frames[frame_total];

	if (frame_total == FRAMES_MAX || len > sizeof(f->data))
		return;
	f->len = len;
	memcpy(f->data, p->data, len);
	/* The others are for the address of v0. */
	if (frame_total % 5 == 1)
		memset(f->data, 0xff, 6);
	else if (frame_total % 5 == 2)
		f->data[0] = 0x01;
	else if (frame_total % 5 == 3)
		memcpy(f->data, nobody, 6); /* which lo has */
	frame_total++;
}

static void make_frames(void)
{
	static const uint32_t cuts[] = { 14, 15, 16, 17, 18, 19, 20, 22, 23, 26,
		                         30, 33, 34, 38, 40, 42, 50, 54, 56, 58 };
	struct packet p;

	for (size_t i = 0; i < frame_count(); i++) {
		if (!frame_build(i, LINKTYPE_ETHERNET, i + 1, &p))
			continue;
		add_frame(&p, p.len);
		for (size_t c = i % 7; c < LEN(cuts); c += 7)
			if (cuts[c] < p.len)
				add_frame(&p, cuts[c]);
	}
}

void traffic_frames(const char *iface)
{
	static struct frame f;
	int fd = sender_open(iface);

	for (uint32_t i = 0; i < frame_total; i++) {
		f.len = frames[i].len;
		memcpy(f.at, frames[i].data, f.len);
		sender_send(fd, &f);
	}
	close(fd);
}

/* ---- without link header ---- */

static void empty_tun(void)
{
	uint8_t bytes[4096];

	while (read(tun, bytes, sizeof(bytes)) >= 0)
		;
}

static void send_bare(int fd, const char *iface, uint16_t protocol, const uint8_t *data,
                      size_t len)
{
	struct sockaddr_ll to = { .sll_family = AF_PACKET,
		                  .sll_protocol = htons(protocol),
		                  .sll_ifindex = (int)if_nametoindex(iface) };

	CHECK(sendto(fd, data, len, 0, (struct sockaddr *)&to, sizeof(to)) ==
	              (ssize_t)len ||
	      errno == ENOBUFS);
}

static void receive_bare(uint16_t protocol, const uint8_t *data, size_t len)
{
	struct tun_pi pi = { .proto = htons(protocol) };
	struct iovec iov[] = { { &pi, sizeof(pi) }, { (void *)(uintptr_t)data, len } };

	CHECK_EQ(writev(tun, iov, 2), sizeof(pi) + len);
}

void traffic_bare(void)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

	CHECK(fd >= 0);
	for (uint32_t i = 0; i < frame_total; i++) {
		const struct sent *f = &frames[i];
		uint16_t protocol = get_be16(f->data + ETHER_HEADER - 2);
		const uint8_t *payload = f->data + ETHER_HEADER;
		uint32_t len = f->len - ETHER_HEADER;

		if (!len)
			continue;
		if (protocol < 1500)
			protocol = 4; /* what Linux calls LLC */
		send_bare(fd, "t0", protocol, payload, len);
		receive_bare(protocol, payload, len);
		if (i % 8 == 0)
			send_bare(fd, "t1", protocol, payload, len);
		if (i % 64 == 0)
			empty_tun();
	}
	empty_tun();
	close(fd);
}

void traffic_count_bare(uint32_t out, uint32_t in)
{
	const struct frame f = frame_udp(1000, 9, 1, 100);
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

	CHECK(fd >= 0);
	while (out--)
		send_bare(fd, "t0", 0x0800, f.at + ETHER_HEADER, f.len - ETHER_HEADER);
	while (in--)
		receive_bare(0x0800, f.at + ETHER_HEADER, f.len - ETHER_HEADER);
	empty_tun();
	close(fd);
}

/* ---- what the kernel makes ---- */

static void send_udp(const char *to, uint16_t port)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons(port) };
	bool is_six = inet_pton(AF_INET6, to, &six.sin6_addr) == 1;
	int fd = socket(is_six ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (!is_six)
		CHECK_EQ(inet_pton(AF_INET, to, &four.sin_addr), 1);
	CHECK_EQ(sendto(fd, "what is there?", 14, 0,
	                is_six ? (struct sockaddr *)&six : (struct sockaddr *)&four,
	                is_six ? sizeof(six) : sizeof(four)),
	         14);
	close(fd);
}

/* A connection over lo, from its first packet to its last. */
static void talk_tcp(int family)
{
	struct sockaddr_storage at = { .ss_family = (sa_family_t)family };
	socklen_t len = sizeof(at);
	static uint8_t bytes[TCP_BYTES];
	int listening = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int client = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int server;

	if (family == AF_INET)
		((struct sockaddr_in *)&at)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	else
		((struct sockaddr_in6 *)&at)->sin6_addr = in6addr_loopback;
	CHECK_EQ(bind(listening, (struct sockaddr *)&at, sizeof(at)), 0);
	CHECK_EQ(listen(listening, 1), 0);
	CHECK_EQ(getsockname(listening, (struct sockaddr *)&at, &len), 0);
	CHECK_EQ(connect(client, (struct sockaddr *)&at, len), 0);
	server = accept(listening, NULL, NULL);
	CHECK(server >= 0);
	CHECK_EQ(send(client, bytes, sizeof(bytes), 0), sizeof(bytes));
	CHECK_EQ(recv(server, bytes, sizeof(bytes), MSG_WAITALL), sizeof(bytes));
	close(server);
	CHECK_EQ(recv(client, bytes, 1, 0), 0);
	close(client);
	close(listening);
}

/* An echo request to ourselves, which the kernel answers. */
static void ping(const char *to)
{
	/* type, code, checksum, identifier, number, data */
	static const uint8_t echo[] = { 8, 0,   0x31, 0xce, 0,   1, 0,
		                        1, 'a', 'b',  'c',  'd', 0, 0 };
	struct sockaddr_in at = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP);

	CHECK(fd >= 0);
	CHECK_EQ(inet_pton(AF_INET, to, &at.sin_addr), 1);
	CHECK_EQ(sendto(fd, echo, sizeof(echo), 0, (struct sockaddr *)&at, sizeof(at)),
	         sizeof(echo));
	close(fd);
}

void traffic_real(void)
{
	/* UDP from 10.77.0.2 to a port of ours where nobody listens */
	static const uint8_t question[] = {
		0x45, 0,  0,  30, 0, 0,    0,    0, 64, 17, 0x66, 0x33, 10, 77,  0,
		2,    10, 77, 0,  1, 0x9c, 0x40, 0, 53, 0,  10,   0,    0,  'a', 'b'
	};

	send_udp("127.0.0.1", 53);
	send_udp("::1", 53);
	send_udp("10.77.0.2", 53);
	send_udp("10.78.0.2", 53);
	receive_bare(0x0800, question, sizeof(question));
	ping("127.0.0.1");
	ping("10.77.0.2");
	talk_tcp(AF_INET);
	talk_tcp(AF_INET6);
	empty_tun();
}

void traffic_all(void *ctx)
{
	(void)ctx;
	traffic_frames("v1");
	traffic_frames("lo");
	traffic_bare();
	traffic_real();
}

/* ---- programs ---- */

bool traffic_reads_beyond(const struct sock_filter *insns, size_t count,
                          const uint8_t *data, uint32_t caplen, uint32_t len)
{
	static struct packet pkt;
	static struct trace trace;
	struct code code = { insns, (uint32_t)count };

	memset(&pkt, 0, sizeof(pkt));
	memcpy(pkt.data, data, caplen < PACKET_ROOM ? caplen : PACKET_ROOM);
	pkt.len = caplen;
	pkt.wire = len;
	trace_run(&code, &pkt, &trace, NULL, NULL);
	return trace.ran_out || trace.reach > caplen;
}
