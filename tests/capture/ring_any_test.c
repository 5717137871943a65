/* SPDX-License-Identifier: BSD-2-Clause */
/* Captures on all interfaces at once: LINUX_SLL2 frames, filtered in user space. */
#include "capture/ring.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/bytes.h"
#include "compiler/program.h"
#include "proto/link.h"
#include "tests/net/net.h"
#include "tests/test.h"

/* Classic BPF on LINUX_SLL2: IPv4 with destination port 9. */
static struct sock_filter port9_insns[] = {
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 0),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x800, 0, 3),
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 42),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 9, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, 262144),
	BPF_STMT(BPF_RET | BPF_K, 0),
};

/* An 802.1Q tag with VLAN 5: in LINUX_SLL2 the protocol is the tag's. */
static struct sock_filter vlan5_insns[] = {
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 0),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x8100, 0, 4),
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 20),
	BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xfff),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 5, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, 262144),
	BPF_STMT(BPF_RET | BPF_K, 0),
};

static struct pfc_prog program(struct sock_filter *insns, uint32_t count)
{
	return (struct pfc_prog){ .insns = insns,
		                  .insn_count = count,
		                  .linktype = LINKTYPE_LINUX_SLL2,
		                  .snaplen = 262144,
		                  .text = "" };
}

static struct ring_config config(struct iface *any)
{
	struct ring_config cfg = { .iface = any,
		                   .snaplen = 262144,
		                   .ring_kib = 4096,
		                   .retire_ms = 20,
		                   .promiscuous = true };
	char msg[SOURCE_MSG_MAX];

	CHECK_MSG(iface_find("any", any, msg) == 0, "%s", msg);
	CHECK_EQ(any->index, 0);
	CHECK_EQ(any->linktype, LINKTYPE_LINUX_SLL2);
	return cfg;
}

static struct source *open_ring(const struct ring_config *cfg)
{
	char msg[SOURCE_MSG_MAX];
	struct source *s = NULL;

	CHECK_MSG(ring_open(cfg, &s, msg) == 0, "%s", msg);
	CHECK_STR(msg, "");
	return s;
}

enum { KEEP = 128 };

/* Packets copied out of their batches. */
struct seen {
	struct packet at[KEEP];
	uint8_t bytes[KEEP][FRAME_MAX];
	uint32_t count;
};

static void drain(struct source *s, struct seen *seen)
{
	struct batch b;
	int n;

	seen->count = 0;
	ring_stop(s);
	while ((n = source_next(s, &b)) != 0) {
		CHECK_MSG(n == 1 || n == -EINTR, "%s", source_message(s));
		for (uint32_t i = 0; i < b.count; i++) {
			struct packet *p = &seen->at[seen->count];

			CHECK(seen->count < KEEP);
			*p = b.packets[i];
			CHECK(p->caplen <= FRAME_MAX);
			memcpy(seen->bytes[seen->count], p->data, p->caplen);
			p->data = seen->bytes[seen->count++];
		}
	}
}

/* The LINUX_SLL2 header and the payload of f, as a capture must show it. */
static void check_cooked(const struct packet *p, const struct frame *f,
                         uint32_t ifindex, uint32_t hatype, uint32_t pkttype)
{
	CHECK_EQ(p->len, 20 + f->len - 14);
	CHECK_EQ(p->caplen, p->len);
	CHECK_EQ(get_be16(p->data), get_be16(f->at + 12));
	CHECK_EQ(get_be16(p->data + 2), 0);
	CHECK_EQ(get_be32(p->data + 4), ifindex);
	CHECK_EQ(get_be16(p->data + 8), hatype);
	CHECK_EQ(p->data[10], pkttype);
	CHECK_EQ(p->data[11], 6);
	CHECK_MEM(p->data + 12, f->at + 6, 6); /* the sender's address */
	CHECK_EQ(get_be16(p->data + 18), 0);
	CHECK_MEM(p->data + 20, f->at + 14, f->len - 14);
	CHECK_EQ(p->meta.ifindex, ifindex);
	CHECK_EQ(p->meta.pkttype, pkttype);
}

static uint32_t index_of(const char *name)
{
	uint32_t index = if_nametoindex(name);

	CHECK(index > 0);
	return index;
}

enum { TO_HOST = 0, TO_OTHER = 3, OUTGOING = 4 };

TEST(cooks_both_ends_of_a_cable)
{
	static struct seen seen;
	const struct source_iface *ifaces;
	struct iface any;
	struct ring_config cfg = config(&any);
	struct frame f = frame_udp(1000, 9, 7, 100);
	struct source *s = open_ring(&cfg);
	uint32_t count, rx, tx;
	int fd = sender_open("v1");

	sender_send(fd, &f);
	drain(s, &seen);
	CHECK_EQ(seen.count, 2);
	tx = seen.at[0].flags & PACKET_OUT ? 0 : 1;
	rx = 1 - tx;
	check_cooked(&seen.at[tx], &f, index_of("v1"), 1, OUTGOING);
	check_cooked(&seen.at[rx], &f, index_of("v0"), 1, TO_OTHER);
	CHECK(seen.at[rx].flags & PACKET_IN);

	ifaces = source_ifaces(s, &count);
	CHECK_EQ(count, 3);
	CHECK_STR(ifaces[0].name, "any");
	CHECK_STR(ifaces[seen.at[tx].iface].name, "v1");
	CHECK_STR(ifaces[seen.at[rx].iface].name, "v0");
	for (uint32_t i = 0; i < count; i++) {
		CHECK_EQ(ifaces[i].linktype, LINKTYPE_LINUX_SLL2);
		CHECK_EQ(ifaces[i].snaplen, 262144);
	}
	source_close(s);
	close(fd);
}

TEST(filters_on_the_cooked_header)
{
	static struct seen seen;
	struct pfc_prog port9 = program(port9_insns, 6);
	struct iface any;
	struct ring_config cfg = config(&any);
	struct capture_stats st;
	struct source *s;
	int fd = sender_open("v1");

	cfg.prog = &port9;
	cfg.snaplen = 30; /* ends before the port: the filter must not mind */
	s = open_ring(&cfg);
	for (uint32_t i = 0; i < 20; i++) {
		struct frame f = frame_udp(1, i % 4 ? 10 : 9, i, 200);

		sender_send(fd, &f);
	}
	drain(s, &seen);
	CHECK_EQ(seen.count, 10);
	for (uint32_t i = 0; i < seen.count; i++) {
		CHECK_EQ(seen.at[i].caplen, 30);
		CHECK_EQ(seen.at[i].len, 206);
	}
	ring_stats(s, &st);
	CHECK_EQ(st.captured, 10);
	CHECK_EQ(st.received, 40);
	CHECK_EQ(st.dropped, 0);
	source_close(s);
	close(fd);
}

TEST(keeps_vlan_tags)
{
	static struct seen seen;
	struct pfc_prog vlan5 = program(vlan5_insns, 7);
	struct iface any;
	struct ring_config cfg = config(&any);
	struct frame plain = frame_udp(1000, 9, 1, 100);
	struct source *s;
	int fd = sender_open("v1");

	cfg.prog = &vlan5;
	s = open_ring(&cfg);
	for (uint16_t vid = 4; vid < 7; vid++) {
		struct frame f = frame_tagged(&plain, 0x8100, (uint16_t)(0x2000 | vid));

		sender_send(fd, &f);
	}
	sender_send(fd, &plain);
	drain(s, &seen);
	/* The tag is still in the frame on the way out and metadata on the way in. */
	CHECK_EQ(seen.count, 2);
	for (uint32_t i = 0; i < 2; i++) {
		struct frame f = frame_tagged(&plain, 0x8100, 0x2005);
		bool out = seen.at[i].flags & PACKET_OUT;

		check_cooked(&seen.at[i], &f, index_of(out ? "v1" : "v0"), 1,
		             out ? OUTGOING : TO_OTHER);
	}
	source_close(s);
	close(fd);
}

TEST(cooks_loopback_once)
{
	static struct seen seen;
	struct iface any;
	struct ring_config cfg = config(&any);
	struct source *s = open_ring(&cfg);
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9999) };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	CHECK_EQ(sendto(fd, "hello", 5, 0, (const struct sockaddr *)&to, sizeof(to)),
	         5);
	drain(s, &seen);
	/* the datagram, and the answer that nobody listens */
	CHECK_EQ(seen.count, 2);
	CHECK_EQ(get_be16(seen.bytes[0]), 0x800);
	CHECK_EQ(get_be16(seen.bytes[0] + 8), 772);
	CHECK_EQ(seen.bytes[0][20 + 9], 17);
	CHECK_MEM(seen.bytes[0] + 20 + 28, "hello", 5);
	CHECK_EQ(seen.bytes[1][20 + 9], 1);
	source_close(s);
	close(fd);
}

/* More of them than the ring has slots to find them by. */
TEST(many_interfaces_keep_their_names)
{
	enum { PAIRS = 40 };
	static struct seen seen;
	const struct source_iface *ifaces;
	struct iface any;
	struct ring_config cfg = config(&any);
	struct frame f = frame_udp(1000, 9, 7, 100);
	struct source *s;
	uint32_t count;
	int fds[PAIRS];

	net_run("echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6; "
	        "for i in $(seq 0 %d); do echo link add x$i type veth peer name y$i; "
	        "echo link set x$i up; echo link set y$i up; done | ip -b -",
	        PAIRS - 1);
	for (int i = 0; i < PAIRS; i++) {
		char name[16];

		snprintf(name, sizeof(name), "y%d", i);
		net_wait_up(name);
		fds[i] = sender_open(name);
	}
	cfg.direction = RING_IN;
	s = open_ring(&cfg);
	for (int i = 0; i < 2 * PAIRS; i++)
		sender_send(fds[i % PAIRS], &f);
	drain(s, &seen);
	CHECK_EQ(seen.count, 2 * PAIRS);
	ifaces = source_ifaces(s, &count);
	CHECK_EQ(count, 1 + PAIRS);
	for (uint32_t i = 0; i < 2 * PAIRS; i++) {
		char want[16];

		snprintf(want, sizeof(want), "x%u", i % PAIRS);
		CHECK_STR(ifaces[seen.at[i].iface].name, want);
		CHECK_EQ(ifaces[seen.at[i].iface].ifindex, index_of(want));
	}
	source_close(s);
	for (int i = 0; i < PAIRS; i++)
		close(fds[i]);
	net_run("for i in $(seq 0 %d); do echo link del x$i; done | ip -b -",
	        PAIRS - 1);
}

TEST_MAIN_UNLESS(net_enter(), CASE(cooks_both_ends_of_a_cable),
                 CASE(filters_on_the_cooked_header), CASE(keeps_vlan_tags),
                 CASE(cooks_loopback_once), CASE(many_interfaces_keep_their_names))
