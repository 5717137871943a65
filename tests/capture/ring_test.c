/* SPDX-License-Identifier: BSD-2-Clause */
/* Captures on virtual cables, where every packet sent is known. */
#include "capture/ring.h"

#include <errno.h>
#include <linux/filter.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/bytes.h"
#include "capture/ring_impl.h"
#include "compiler/program.h"
#include "tests/net/net.h"
#include "tests/test.h"

/* Classic BPF for `udp dst port 9` on Ethernet and IPv4 without options. */
static struct sock_filter port9_insns[] = {
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x800, 0, 5),
	BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 23),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 17, 0, 3),
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 36),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 9, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, 262144),
	BPF_STMT(BPF_RET | BPF_K, 0),
};

static const struct pfc_prog port9 = {
	.insns = port9_insns,
	.insn_count = sizeof(port9_insns) / sizeof(port9_insns[0]),
	.linktype = 1,
	.snaplen = 262144,
	.text = "udp dst port 9",
};

/* What the tests change: the rest of the configuration is that of most captures. */
static struct ring_config config(struct iface *iface, const char *name)
{
	struct ring_config cfg = {
		.iface = iface, .snaplen = 262144, .ring_kib = 4096, .retire_ms = 20
	};
	char msg[SOURCE_MSG_MAX];

	CHECK_MSG(iface_find(name, iface, msg) == 0, "%s", msg);
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

typedef void look_fn(const struct packet *p, uint32_t i, void *ctx);

/* Stops, reads to the end, and gives the number of packets; look sees each. */
static uint32_t drain(struct source *s, look_fn *look, void *ctx)
{
	struct batch b;
	uint32_t count = 0;
	int n;

	ring_stop(s);
	while ((n = source_next(s, &b)) != 0) {
		CHECK_MSG(n == 1 || n == -EINTR, "%s", source_message(s));
		for (uint32_t i = 0; i < b.count; i++, count++)
			if (look)
				look(&b.packets[i], count, ctx);
	}
	CHECK_EQ(source_next(s, &b), 0); /* the end stays the end */
	return count;
}

static void check_stats(struct source *s, uint64_t captured, uint64_t received,
                        uint64_t dropped)
{
	struct capture_stats st;

	ring_stats(s, &st);
	CHECK_EQ(st.captured, captured);
	CHECK_EQ(st.received, received);
	CHECK_EQ(st.dropped, dropped);
}

static uint64_t realtime_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

struct expect {
	uint64_t from_ns, to_ns;
	uint32_t numbers; /* packet i has number i * numbers */
	size_t len;
};

static void look_at_numbers(const struct packet *p, uint32_t i, void *ctx)
{
	const struct expect *e = ctx;
	struct frame want = frame_udp(1000, 9, i * e->numbers, e->len);

	CHECK_EQ(p->len, want.len);
	CHECK_EQ(p->caplen, want.len);
	CHECK_MEM(p->data, want.at, want.len);
	CHECK_EQ(p->iface, 0);
	CHECK_EQ(p->flags, PACKET_HAS_META | PACKET_HAS_TIME | PACKET_IN);
	CHECK_EQ(p->meta.protocol, 0x800);
	CHECK_EQ(p->meta.hatype, 1);
	CHECK_EQ(p->meta.vlan_present, 0);
	CHECK_MSG(p->ns >= e->from_ns && p->ns <= e->to_ns, "time %ju not in %ju..%ju",
	          (uintmax_t)p->ns, (uintmax_t)e->from_ns, (uintmax_t)e->to_ns);
}

TEST(takes_what_the_filter_accepts)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct expect e = { .numbers = 2, .len = 200 };
	struct source *s;
	int fd = sender_open("v1");

	cfg.prog = &port9;
	s = open_ring(&cfg);
	e.from_ns = realtime_ns();
	for (uint32_t i = 0; i < 2000; i++) {
		struct frame f = frame_udp(1000, i % 2 ? 10 : 9, i, 200);

		sender_send(fd, &f);
	}
	e.to_ns = realtime_ns();
	CHECK_EQ(drain(s, look_at_numbers, &e), 1000);
	check_stats(s, 1000, 1000, 0);
	source_close(s);
	close(fd);
}

TEST(tells_its_interface)
{
	const struct source_iface *ifaces;
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct source *s = open_ring(&cfg);
	uint32_t count;

	ifaces = source_ifaces(s, &count);
	CHECK_EQ(count, 1);
	CHECK_STR(ifaces[0].name, "v0");
	CHECK_EQ(ifaces[0].linktype, 1);
	CHECK_EQ(ifaces[0].snaplen, 262144);
	CHECK_EQ(ifaces[0].tsresol, 1000000000);
	CHECK_EQ(ifaces[0].ifindex, v0.index);
	CHECK_EQ(drain(s, NULL, NULL), 0);
	source_close(s);
}

static void look_at_snapshot(const struct packet *p, uint32_t i, void *ctx)
{
	const uint32_t *snaplen = ctx;
	struct frame want = frame_udp(1000, 9, i, 500);

	CHECK_EQ(p->len, 500);
	CHECK_EQ(p->caplen, *snaplen);
	CHECK_MEM(p->data, want.at, *snaplen);
}

TEST(cuts_at_the_snapshot_length)
{
	static const uint32_t lens[] = { 1, 14, 96, 499 };
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	int fd = sender_open("v1");

	for (size_t k = 0; k < sizeof(lens) / sizeof(lens[0]); k++) {
		struct source *s;

		cfg.snaplen = lens[k];
		s = open_ring(&cfg);
		for (uint32_t i = 0; i < 10; i++) {
			struct frame f = frame_udp(1000, 9, i, 500);

			sender_send(fd, &f);
		}
		CHECK_EQ(drain(s, look_at_snapshot, &cfg.snaplen), 10);
		source_close(s);
	}
	close(fd);
}

struct tag {
	uint16_t tpid, tci;
	uint32_t snaplen;
};

static void look_at_tag(const struct packet *p, uint32_t i, void *ctx)
{
	const struct tag *t = ctx;
	struct frame plain = frame_udp(1000, 9, i, 100);
	struct frame want = frame_tagged(&plain, t->tpid, t->tci);

	CHECK_EQ(p->len, want.len);
	CHECK_EQ(p->caplen, t->snaplen < want.len ? t->snaplen : want.len);
	CHECK_MEM(p->data, want.at, p->caplen);
	CHECK_EQ(p->meta.vlan_present, 1);
	CHECK_EQ(p->meta.vlan_tci, t->tci);
	CHECK_EQ(p->meta.vlan_tpid, t->tpid);
	CHECK_EQ(p->meta.protocol, 0x800);
}

/* veth hands tags over in the frame; the kernel moves them to metadata on receipt. */
TEST(puts_vlan_tags_back)
{
	static const struct tag tags[] = {
		{ 0x8100, 5, 262144 },      { 0x8100, 0xefff, 262144 },
		{ 0x88a8, 0x1001, 262144 }, { 0x8100, 0, 262144 },
		{ 0x8100, 5, 14 },          { 0x8100, 5, 60 },
	};
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	int fd = sender_open("v1");

	for (size_t k = 0; k < sizeof(tags) / sizeof(tags[0]); k++) {
		struct tag t = tags[k];
		struct source *s;

		cfg.snaplen = t.snaplen;
		s = open_ring(&cfg);
		for (uint32_t i = 0; i < 3; i++) {
			struct frame plain = frame_udp(1000, 9, i, 100);
			struct frame f = frame_tagged(&plain, t.tpid, t.tci);

			sender_send(fd, &f);
		}
		CHECK_EQ(drain(s, look_at_tag, &t), 3);
		source_close(s);
	}
	close(fd);
}

static void look_at_direction(const struct packet *p, uint32_t i, void *ctx)
{
	uint32_t *seen = ctx; /* packets in, packets out */
	bool out = p->flags & PACKET_OUT;

	(void)i;
	CHECK_EQ(!(p->flags & PACKET_IN), out);
	CHECK_EQ(p->meta.pkttype == 4, out);
	CHECK_EQ(frame_number(p->data), out);
	seen[out]++;
}

static void look_at_sent_tag(const struct packet *p, uint32_t i, void *ctx)
{
	struct frame plain = frame_udp(1000, 9, i, 100);
	struct frame want = frame_tagged(&plain, 0x8100, 5);

	(void)ctx;
	CHECK_EQ(p->caplen, want.len);
	CHECK_MEM(p->data, want.at, want.len);
}

/* On the way out nothing took the tag away, so nothing may put it back. */
TEST(leaves_tags_of_sent_frames)
{
	struct iface v1;
	struct ring_config cfg = config(&v1, "v1");
	struct source *s = open_ring(&cfg);
	int fd = sender_open("v1");

	for (uint32_t i = 0; i < 3; i++) {
		struct frame plain = frame_udp(1000, 9, i, 100);
		struct frame f = frame_tagged(&plain, 0x8100, 5);

		sender_send(fd, &f);
	}
	CHECK_EQ(drain(s, look_at_sent_tag, NULL), 3);
	source_close(s);
	close(fd);
}

TEST(knows_directions)
{
	static const struct {
		enum ring_direction direction;
		uint32_t in, out;
	} rows[] = { { RING_INOUT, 7, 3 }, { RING_IN, 7, 0 }, { RING_OUT, 0, 3 } };
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct frame in = frame_udp(1, 9, 0, 64);
	struct frame out = frame_udp(1, 9, 1, 64);
	int there = sender_open("v1");
	int here = sender_open("v0");

	for (size_t k = 0; k < sizeof(rows) / sizeof(rows[0]); k++) {
		/* with and without a filter behind the test of the direction */
		for (int filtered = 0; filtered < 2; filtered++) {
			uint32_t seen[2] = { 0, 0 };
			struct source *s;

			cfg.direction = rows[k].direction;
			cfg.prog = filtered ? &port9 : NULL;
			s = open_ring(&cfg);
			for (int i = 0; i < 7; i++)
				sender_send(there, &in);
			for (int i = 0; i < 3; i++)
				sender_send(here, &out);
			drain(s, look_at_direction, seen);
			CHECK_EQ(seen[0], rows[k].in);
			CHECK_EQ(seen[1], rows[k].out);
			check_stats(s, rows[k].in + rows[k].out,
			            rows[k].in + rows[k].out, 0);
			source_close(s);
		}
	}
	close(there);
	close(here);
}

/* The test of the direction in front leaves A as a program may expect it: 0. */
TEST(programs_start_clean)
{
	static struct sock_filter insns[] = {
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 262144),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	static const struct pfc_prog a_is_0 = { .insns = insns,
		                                .insn_count = 3,
		                                .linktype = 1 };
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct frame f = frame_udp(1, 9, 0, 64);
	int fd = sender_open("v1");

	cfg.prog = &a_is_0;
	for (int d = RING_INOUT; d <= RING_IN; d++) {
		struct source *s;

		cfg.direction = (enum ring_direction)d;
		s = open_ring(&cfg);
		sender_send(fd, &f);
		CHECK_EQ(drain(s, NULL, NULL), 1);
		source_close(s);
	}
	close(fd);
}

TEST(shows_loopback_packets_once)
{
	static const struct {
		const char *name;
		enum ring_direction direction;
	} rows[] = {
		{ "lo", RING_INOUT },  { "lo", RING_IN },  { "lo", RING_OUT },
		{ "any", RING_INOUT }, { "any", RING_IN }, { "any", RING_OUT },
	};
	struct frame f = frame_udp(1, 9, 0, 64);
	int fd = sender_open("lo");

	for (size_t k = 0; k < sizeof(rows) / sizeof(rows[0]); k++) {
		struct iface iface;
		struct ring_config cfg = config(&iface, rows[k].name);
		struct source *s;

		cfg.direction = rows[k].direction;
		s = open_ring(&cfg);
		for (int i = 0; i < 5; i++)
			sender_send(fd, &f);
		CHECK_EQ(drain(s, NULL, NULL), 5);
		check_stats(s, 5, 5, 0);
		source_close(s);
	}
	close(fd);
}

static void look_at_port(const struct packet *p, uint32_t i, void *ctx)
{
	(void)i;
	(void)ctx;
	CHECK_EQ(get_be16(p->data + 36), 9);
	CHECK_EQ(p->meta.ifindex, *(const uint32_t *)ctx);
}

/* A child floods two cables with what the filter rejects while rings are opened. */
TEST(nothing_slips_in_before_the_filter)
{
	struct frame bad = frame_udp(1, 10, 0, 64);
	struct frame good = frame_udp(1, 9, 0, 64);
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	pid_t child;
	int fd, other;

	net_run("ip link add w0 type veth peer name w1; ip link set w0 up; "
	        "ip link set w1 up");
	net_wait_up("w0");
	net_wait_up("w1");
	fd = sender_open("v1");
	other = sender_open("w1");
	child = net_fork();
	while (child == 0) {
		sender_send(fd, &bad);
		sender_send(other, &good);
	}
	cfg.prog = &port9;
	for (int i = 0; i < 40; i++) {
		struct source *s = open_ring(&cfg);

		sender_send(fd, &good);
		CHECK_EQ(drain(s, look_at_port, &v0.index), 1);
		check_stats(s, 1, 1, 0);
		source_close(s);
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	net_run("ip link del w0");
	close(fd);
	close(other);
}

TEST(stopping_loses_nothing)
{
	static const uint32_t retire[] = { 1, 20, 60, 300 };
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	int fd = sender_open("v1");

	cfg.prog = &port9;
	for (size_t k = 0; k < sizeof(retire) / sizeof(retire[0]); k++) {
		struct expect e = { .numbers = 1, .len = 100 };
		struct source *s;

		cfg.retire_ms = retire[k];
		s = open_ring(&cfg);
		e.from_ns = realtime_ns();
		for (uint32_t i = 0; i < 10; i++) {
			struct frame f = frame_udp(1000, 9, i, 100);

			sender_send(fd, &f);
		}
		e.to_ns = realtime_ns();
		CHECK_EQ(drain(s, look_at_numbers, &e), 10);
		check_stats(s, 10, 10, 0);
		source_close(s);
	}
	close(fd);
}

TEST(nothing_arrives_after_stopping)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct source *s = open_ring(&cfg);
	struct frame f = frame_udp(1, 9, 0, 100);
	int fd = sender_open("v1");

	sender_send(fd, &f);
	ring_stop(s);
	ring_stop(s);
	for (int i = 0; i < 100; i++)
		sender_send(fd, &f);
	CHECK_EQ(drain(s, NULL, NULL), 1);
	check_stats(s, 1, 1, 0);
	source_close(s);
	close(fd);
}

TEST(counts_what_still_waits)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct frame f = frame_udp(1, 9, 0, 100);
	struct source *s;
	int fd = sender_open("v1");

	cfg.retire_ms = 5000;
	s = open_ring(&cfg);
	for (int i = 0; i < 5; i++)
		sender_send(fd, &f);
	check_stats(s, 0, 5, 0);
	source_close(s);
	close(fd);
}

TEST(counters_add_up_when_the_ring_overflows)
{
	enum { SENT = 20000 };
	static const uint32_t sizes[] = { 1, 256, 1024 };
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct frame f = frame_udp(1, 9, 0, 200);
	int fd = sender_open("v1");

	cfg.prog = &port9;
	for (size_t k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
		struct capture_stats st;
		struct source *s;
		uint32_t got;

		cfg.ring_kib = sizes[k];
		s = open_ring(&cfg);
		for (int i = 0; i < SENT; i++)
			sender_send(fd, &f);
		got = drain(s, NULL, NULL);
		ring_stats(s, &st);
		CHECK_EQ(st.captured, got);
		CHECK_EQ(st.received, SENT);
		CHECK_EQ(st.captured + st.dropped, SENT);
		CHECK(st.dropped > 0);
		/* at least the ring less its block heads and one open block */
		CHECK(got * 320u > (sizes[k] < 256 ? 256 : sizes[k]) * 1024u * 4 / 10);
		source_close(s);
	}
	close(fd);
}

TEST(reads_while_packets_come)
{
	enum { SENT = 300000 };
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct capture_stats st;
	struct source *s;
	struct batch b;
	uint32_t got = 0, next = 0;
	pid_t child;
	int fd = sender_open("v1");
	int status;

	cfg.prog = &port9;
	cfg.ring_kib = 2048;
	s = open_ring(&cfg);
	child = net_fork();
	if (child == 0) {
		for (uint32_t i = 0; i < SENT; i++) {
			struct frame f = frame_udp(1000, 9, i, 64);

			sender_send(fd, &f);
		}
		_exit(0);
	}
	while (waitpid(child, &status, WNOHANG) == 0) {
		int n = source_next(s, &b);

		CHECK(n == 1);
		for (uint32_t i = 0; i < b.count; i++, got++) {
			uint32_t number = frame_number(b.packets[i].data);

			CHECK(number >= next); /* in order, none twice */
			next = number + 1;
		}
		if (next == SENT)
			break;
	}
	got += drain(s, NULL, NULL);
	ring_stats(s, &st);
	CHECK_EQ(st.captured, got);
	CHECK_EQ(st.received, SENT);
	CHECK_EQ(st.captured + st.dropped, SENT);
	source_close(s);
	close(fd);
}

TEST(immediate_mode_does_not_wait)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct frame f = frame_udp(1, 9, 0, 64);
	struct source *s;
	struct batch b;
	uint64_t sent;
	int fd = sender_open("v1");

	cfg.retire_ms = 20000;
	cfg.immediate = true;
	s = open_ring(&cfg);
	sent = realtime_ns();
	sender_send(fd, &f);
	CHECK_EQ(source_next(s, &b), 1);
	CHECK_EQ(b.count, 1);
	CHECK(realtime_ns() - sent < UINT64_C(5000000000));
	source_close(s);
	close(fd);
}

TEST(divides_rings_into_blocks)
{
	static const uint64_t gib = 1 << 30;
	static const struct {
		uint32_t kib;
		bool immediate;
		uint64_t memory;
		int result;
		uint32_t block_kib, count;
	} rows[] = {
		{ 0, false, 16 * gib, 0, 1024, 64 },
		{ 0, false, gib / 4, 0, 512, 32 }, /* a sixteenth of it */
		{ 0, true, 16 * gib, 0, 128, 512 },
		{ 32 * 1024, false, 16 * gib, 0, 1024, 32 },
		{ 16 * 1024, false, 16 * gib, 0, 512, 32 },
		{ 2048, false, 16 * gib, 0, 128, 16 },
		{ 64, false, 16 * gib, 0, 128, 2 },
		{ 1, false, 16 * gib, 0, 128, 2 },
		{ 1000, false, 16 * gib, 0, 128, 7 },
		{ 8 * 1024 * 1024, false, 16 * gib, 0, 1024, 8192 },
		{ 8 * 1024 * 1024 + 1, false, 16 * gib, -EINVAL, 0, 0 },
		{ UINT32_MAX, false, 16 * gib, -EINVAL, 0, 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ring_config cfg = { .ring_kib = rows[i].kib,
			                   .immediate = rows[i].immediate };
		uint32_t len = 0, count = 0;

		test_note("row %zu", i);
		CHECK_EQ(ring_geometry(&cfg, rows[i].memory, &len, &count),
		         rows[i].result);
		CHECK_EQ(len, rows[i].block_kib * 1024);
		CHECK_EQ(count, rows[i].count);
	}
}

TEST_MAIN_UNLESS(net_enter(), CASE(takes_what_the_filter_accepts),
                 CASE(tells_its_interface), CASE(cuts_at_the_snapshot_length),
                 CASE(puts_vlan_tags_back), CASE(leaves_tags_of_sent_frames),
                 CASE(knows_directions), CASE(programs_start_clean),
                 CASE(shows_loopback_packets_once),
                 CASE(nothing_slips_in_before_the_filter), CASE(stopping_loses_nothing),
                 CASE(nothing_arrives_after_stopping), CASE(counts_what_still_waits),
                 CASE(counters_add_up_when_the_ring_overflows),
                 CASE(reads_while_packets_come), CASE(immediate_mode_does_not_wait),
                 CASE(divides_rings_into_blocks))
