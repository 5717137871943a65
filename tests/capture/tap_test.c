/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/capture/tap_test.c - packets by programs at the hooks of a virtual cable. */
#include "capture/tap.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/bytes.h"
#include "ebpf/attach.h"
#include "pfc/pfc.h"
#include "tests/ebpf/tiny.h"
#include "tests/net/net.h"
#include "tests/test.h"

enum { SEEN_MAX = 20000, FRAME_LEN = 100 };

/* A packet that was handed out. */
struct seen {
	uint32_t number, caplen, len, flags, cpu, queue;
	uint64_t ns, drops;
	uint8_t at[128];
};

static struct seen seen[SEEN_MAX];
static uint32_t seen_count;
static char msg[SOURCE_MSG_MAX];

static struct source *open_taps(const struct taps_config *cfg)
{
	struct taps_config own = *cfg;
	struct source *src;

	if (!own.ring_kib)
		own.ring_kib = 4096;
	CHECK_MSG(taps_open(&own, &src, msg) == 0, "%s", msg);
	seen_count = 0;
	return src;
}

static void add(struct source *src, const char *name, const struct tap_config *like)
{
	struct tap_config cfg = *like;
	struct iface iface;

	CHECK_EQ(iface_find(name, &iface, msg), 0);
	cfg.iface = &iface;
	if (!cfg.snaplen)
		cfg.snaplen = 262144;
	CHECK_MSG(taps_add(src, &cfg, msg) == 0, "%s", msg);
	CHECK_STR(msg, "");
}

static void take(const struct batch *b)
{
	for (uint32_t i = 0; i < b->count && seen_count < SEEN_MAX; i++) {
		const struct packet *p = &b->packets[i];
		struct seen *s = &seen[seen_count++];

		s->caplen = p->caplen;
		s->len = p->len;
		s->flags = p->flags;
		s->ns = p->ns;
		s->drops = p->drops;
		s->cpu = p->meta.cpu;
		s->queue = p->meta.queue;
		memcpy(s->at, p->data, p->caplen < 128 ? p->caplen : 128);
		s->number = p->caplen >= 46 ? frame_number(p->data) : 0;
	}
}

/* Until there are so many, or none comes for a while. */
static void collect(struct source *src, uint32_t count)
{
	struct batch b;
	int n;

	source_wait_limit(src, 100);
	for (int i = 0; i < 100 && seen_count < count; i++) {
		if (i > 10 && seen_count && source_idle(src))
			break;
		n = source_next(src, &b);
		CHECK_MSG(n > 0 || n == -EINTR, "%s", source_message(src));
		if (n > 0)
			take(&b);
	}
}

/* What is left at the end. */
static void drain(struct source *src)
{
	struct batch b;
	int n;

	source_stop(src);
	while ((n = source_next(src, &b)) != 0) {
		CHECK_MSG(n > 0 || n == -EINTR, "%s", source_message(src));
		if (n > 0)
			take(&b);
	}
}

static void send_frames(const char *name, uint32_t count, uint16_t port, size_t len)
{
	int fd = sender_open(name);

	for (uint32_t i = 0; i < count; i++) {
		struct frame f = frame_udp(1000, port, i, len);

		sender_send(fd, &f);
	}
	close(fd);
}

static struct capture_stats stats_of(struct source *src)
{
	struct capture_stats stats;

	source_stats(src, &stats);
	return stats;
}

static void check_numbers(uint32_t count)
{
	CHECK_EQ(seen_count, count);
	for (uint32_t i = 0; i < count; i++)
		CHECK_EQ(seen[i].number, i);
}

/* An object that make built for tests. */
static void *read_object(const char *name, size_t *len)
{
	const char *dir = getenv("TOP_BUILDDIR");
	static uint8_t room[65536];
	char path[512];
	FILE *in;

	snprintf(path, sizeof(path), "%s/tests/ebpf/%s", dir ? dir : ".", name);
	in = fopen(path, "r");
	CHECK_MSG(in != NULL, "%s", path);
	*len = fread(room, 1, sizeof(room), in);
	fclose(in);
	return room;
}

static uint64_t realtime_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Every way to hand packets over. */
static const struct way {
	const char *name;
	enum tap_hook hook;
	bool perf, no_tcx, no_frags;
	const char *at;
} ways[] = {
	{ "XDP", TAP_XDP, false, false, false, "driver" },
	{ "XDP, perf", TAP_XDP, true, false, false, "driver" },
	{ "XDP before Linux 5.18", TAP_XDP, true, false, true, "driver" },
	{ "tc", TAP_TC, false, false, false, "tcx" },
	{ "tc, perf", TAP_TC, true, false, false, "tcx" },
	{ "clsact", TAP_TC, false, true, false, "clsact" },
};

#define FOR_EACH_WAY(w)                                                                \
	for (const struct way *w = ways; w < ways + sizeof(ways) / sizeof(ways[0]); w++)

TEST(packets_come_whole_with_time_and_direction)
{
	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .perf = w->perf };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);
		struct frame want = frame_udp(1000, 9, 7, FRAME_LEN);
		uint64_t before = realtime_ns(), after;

		test_note("%s", w->name);
		add(src, "v0", &cfg);
		CHECK_STR(taps_way(src, 0), w->at);
		send_frames("v1", 10, 9, FRAME_LEN);
		send_frames("v0", 3, 9, FRAME_LEN); /* not the direction */
		collect(src, 10);
		after = realtime_ns();
		drain(src);
		check_numbers(10);
		for (uint32_t i = 0; i < 10; i++) {
			CHECK_EQ(seen[i].caplen, FRAME_LEN);
			CHECK_EQ(seen[i].len, FRAME_LEN);
			CHECK_EQ(seen[i].flags,
			         PACKET_HAS_TIME | PACKET_IN |
			                 (w->hook == TAP_XDP ? PACKET_AT_XDP
			                                     : PACKET_AT_TC));
			CHECK(seen[i].ns >= before && seen[i].ns <= after);
			CHECK(i == 0 || seen[i].ns >= seen[i - 1].ns);
		}
		CHECK_MEM(seen[7].at, want.at, FRAME_LEN);
		CHECK_EQ(stats_of(src).received, 10);
		CHECK_EQ(stats_of(src).captured, 10);
		CHECK_EQ(stats_of(src).dropped, 0);
		source_close(src);
	}
}

TEST(tc_sees_what_goes_out)
{
	for (int dir = RING_INOUT; dir <= RING_OUT; dir += RING_OUT - RING_INOUT) {
		struct taps_config all = { 0 };
		struct tap_config cfg = { .hook = TAP_TC,
			                  .direction = (enum ring_direction)dir };
		uint32_t want = dir == RING_OUT ? 3 : 8, out = 0;
		struct source *src = open_taps(&all);

		add(src, "v0", &cfg);
		send_frames("v0", 3, 9, FRAME_LEN);
		send_frames("v1", 5, 9, FRAME_LEN);
		collect(src, want);
		drain(src);
		CHECK_EQ(seen_count, want);
		for (uint32_t i = 0; i < seen_count; i++)
			out += (seen[i].flags & PACKET_OUT) != 0;
		CHECK_EQ(out, 3);
		source_close(src);
	}
}

/* The kernel takes the tag out on the way from the hook of XDP to that of tc. */
TEST(tags_are_where_they_were)
{
	const struct frame plain = frame_udp(1000, 9, 0, FRAME_LEN);
	const struct frame tagged = frame_tagged(&plain, 0x8100, 0x6005);
	const struct frame twice = frame_tagged(&tagged, 0x88a8, 7);
	const struct frame *const sent[] = { &plain, &tagged, &twice };

	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .perf = w->perf };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);
		int fd = sender_open("v1");

		test_note("%s", w->name);
		add(src, "v0", &cfg);
		for (int i = 0; i < 3; i++)
			sender_send(fd, sent[i]);
		close(fd);
		collect(src, 3);
		drain(src);
		CHECK_EQ(seen_count, 3);
		for (int i = 0; i < 3; i++) {
			CHECK_EQ(seen[i].len, sent[i]->len);
			CHECK_EQ(seen[i].caplen, sent[i]->len);
			CHECK_MEM(seen[i].at, sent[i]->at, sent[i]->len);
		}
		source_close(src);
	}
}

/* Also where the cut is in or before the tag. */
TEST(snaplen_cuts_and_the_length_stays)
{
	static const uint32_t cuts[] = { 1, 11, 12, 15, 16, 17, 103, 104 };
	const struct frame plain = frame_udp(1000, 9, 0, FRAME_LEN);
	const struct frame tagged = frame_tagged(&plain, 0x8100, 5);

	FOR_EACH_WAY(w)
	{
		for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
			struct taps_config all = { .perf = w->perf };
			struct tap_config cfg = { .hook = w->hook,
				                  .direction = RING_IN,
				                  .no_tcx = w->no_tcx,
				                  .no_frags = w->no_frags,
				                  .snaplen = cuts[i] };
			struct source *src = open_taps(&all);
			int fd = sender_open("v1");
			uint32_t want = cuts[i] < 104 ? cuts[i] : 104;

			test_note("%s, %u bytes", w->name, cuts[i]);
			add(src, "v0", &cfg);
			sender_send(fd, &tagged);
			close(fd);
			collect(src, 1);
			CHECK_EQ(seen_count, 1);
			CHECK_EQ(seen[0].len, 104);
			/* There are no parts of a tag that is put back. */
			if (w->hook == TAP_TC && want > 12 && want < 16)
				want = 12;
			CHECK_EQ(seen[0].caplen, want);
			CHECK_MEM(seen[0].at, tagged.at, want);
			source_close(src);
		}
	}
}

/* Frames of every size class, and at its ends. */
TEST(every_length_comes_whole)
{
	static const size_t lens[] = { 64,  104, 105, 232, 233,  360,  361,  488,
		                       489, 744, 745, 999, 1000, 1001, 1514, 1500 };
	enum { COUNT = sizeof(lens) / sizeof(lens[0]) };

	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .perf = w->perf };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);
		struct batch b;
		int got = 0;

		add(src, "v0", &cfg);
		for (int i = 0; i < COUNT; i++)
			send_frames("v1", 1, 9, lens[i]);
		source_wait_limit(src, 100);
		for (int k = 0; k < 100 && got < COUNT; k++) {
			if (source_next(src, &b) <= 0)
				continue;
			for (uint32_t i = 0; i < b.count; i++, got++) {
				struct frame want = frame_udp(1000, 9, 0, lens[got]);

				CHECK_EQ(b.packets[i].caplen, lens[got]);
				CHECK_MEM(b.packets[i].data, want.at, want.len);
			}
		}
		CHECK_EQ(got, COUNT);
		source_close(src);
	}
}

TEST(a_filter_is_linked_in)
{
	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .perf = w->perf };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);

		test_note("%s", w->name);
		cfg.object = read_object(w->hook == TAP_XDP ? "port9_xdp.bpf.o"
		                                            : "port9_tc.bpf.o",
		                         &cfg.object_len);
		add(src, "v0", &cfg);
		send_frames("v1", 20, 10, FRAME_LEN);
		send_frames("v1", 10, 9, FRAME_LEN);
		send_frames("v1", 20, 11, FRAME_LEN);
		collect(src, 10);
		drain(src);
		check_numbers(10);
		CHECK_EQ(stats_of(src).received, 10);
		source_close(src);
	}
}

TEST(an_object_that_is_none_is_refused)
{
	struct taps_config all = { 0 };
	struct iface iface;
	struct tap_config cfg = {
		.iface = &iface, .object = "no object", .object_len = 9, .snaplen = 100
	};
	struct source *src = open_taps(&all);

	CHECK_EQ(iface_find("v0", &iface, msg), 0);
	CHECK(taps_add(src, &cfg, msg) < 0);
	CHECK(strstr(msg, "cannot link the filter to the kernel program") != NULL);
	source_close(src);
}

/* An object of pfc whose function returns without a verdict. */
static char *broken_object(size_t *len)
{
	static const uint8_t one[] = { 0xb4, 0, 0, 0, 1, 0, 0, 0 }; /* w0 = 1 */
	static const uint8_t nothing[] = { 0x05, 0, 0, 0, 0, 0, 0, 0 };
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;
	char *object;
	int changed = 0;

	opts.target = PFC_TARGET_XDP;
	opts.flags = PFC_FUNCTION;
	CHECK_EQ(pfc_compile("", PFC_NUL, &opts, &prog), 0);
	object = pfc_prog_format(prog, PFC_FORMAT_ELF, len);
	CHECK(object != NULL);
	for (size_t i = 0; i + 8 <= *len; i += 4) {
		if (!memcmp(object + i, one, 8)) {
			memcpy(object + i, nothing, 8);
			changed++;
		}
	}
	CHECK_EQ(changed, 1);
	pfc_prog_free(prog);
	return object;
}

TEST(a_broken_program_is_refused_with_what_the_kernel_says)
{
	struct taps_config all = { 0 };
	struct iface iface;
	struct tap_config cfg = { .iface = &iface, .snaplen = 100 };
	struct source *src = open_taps(&all);
	struct xdp_occupant there;
	char *object = broken_object(&cfg.object_len), *name;

	cfg.object = object;
	CHECK_EQ(iface_find("v0", &iface, msg), 0);
	CHECK(taps_add(src, &cfg, msg) < 0);
	test_note("%s", msg);
	CHECK(strstr(msg, "internal error: the kernel rejects") != NULL);
	CHECK(strstr(msg, "at instruction ") != NULL);
	CHECK(strstr(msg, "R0 !read_ok") != NULL);
	name = strstr(msg, "the log is in ");
	CHECK(name != NULL && unlink(name + strlen("the log is in ")) == 0);
	CHECK_EQ(xdp_find(iface.index, &there), 0);
	CHECK_EQ(there.id, 0);
	source_close(src);
	free(object);
}

TEST(a_stop_loses_nothing)
{
	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .perf = w->perf };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);

		add(src, "v0", &cfg);
		send_frames("v1", 50, 9, FRAME_LEN);
		drain(src);
		check_numbers(50);
		CHECK_EQ(stats_of(src).captured, 50);
		CHECK(source_idle(src));
		source_close(src);
	}
}

/* A batch that ends where the ring does says that there may be more. Whoever believes it
 * looks at no signal before, so there must be an answer at once.
 */
TEST(a_batch_that_promises_more_is_not_waited_behind)
{
	struct taps_config all = { .retire_ms = 10 };
	struct tap_config cfg = { .hook = TAP_XDP, .direction = RING_IN };
	struct source *src = open_taps(&all);
	struct batch b = { .last = false };
	uint32_t count = 0;
	int n = 1;

	add(src, "v0", &cfg);
	send_frames("v1", 512, 9, FRAME_LEN);
	source_wait_limit(src, -1);
	alarm(20);
	while (count < 512 || !b.last) {
		n = source_next(src, &b);
		CHECK(n == 1 || n == -EINTR);
		if (n == -EINTR && count == 512)
			break;
		count += n == 1 ? b.count : 0;
	}
	alarm(0);
	CHECK_EQ(count, 512);
	source_close(src);
}

TEST(the_kernel_only_counts)
{
	FOR_EACH_WAY(w)
	{
		struct taps_config all = { .only_count = true };
		struct tap_config cfg = { .hook = w->hook,
			                  .direction = RING_IN,
			                  .no_tcx = w->no_tcx,
			                  .no_frags = w->no_frags };
		struct source *src = open_taps(&all);
		struct batch b;

		add(src, "v0", &cfg);
		send_frames("v1", 50, 9, FRAME_LEN);
		source_wait_limit(src, 1);
		for (int i = 0; i < 1000 && stats_of(src).captured < 50; i++)
			CHECK_EQ(source_next(src, &b), -EINTR);
		source_stop(src);
		CHECK_EQ(source_next(src, &b), 0);
		CHECK_EQ(stats_of(src).captured, 50);
		CHECK_EQ(stats_of(src).received, 50);
		source_close(src);
	}
}

/* From now on on one processor; returns where we may be otherwise. */
static cpu_set_t stay_on(size_t cpu)
{
	cpu_set_t was, one;

	CHECK_EQ(sched_getaffinity(0, sizeof(was), &was), 0);
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	CHECK_EQ(sched_setaffinity(0, sizeof(one), &one), 0);
	return was;
}

/* Of each processor's packets; here the cable stays on the one that sends. */
TEST(a_sample_is_one_of_so_many)
{
	struct taps_config all = { 0 };
	struct tap_config cfg = { .hook = TAP_XDP, .sample = 10 };
	struct source *src = open_taps(&all);
	cpu_set_t was = stay_on(0);

	add(src, "v0", &cfg);
	send_frames("v1", 95, 9, FRAME_LEN);
	CHECK_EQ(sched_setaffinity(0, sizeof(was), &was), 0);
	collect(src, 10);
	drain(src);
	CHECK_EQ(seen_count, 10);
	for (uint32_t i = 0; i < 10; i++)
		CHECK_EQ(seen[i].number, 10 * i);
	CHECK_EQ(stats_of(src).matched, 95);
	CHECK_EQ(stats_of(src).received, 10);
	source_close(src);
}

/* A reader who does not read, then one who does. */
TEST(loss_is_counted_where_it_is)
{
	enum { SENT = 4000 };
	cpu_set_t was = stay_on(0);

	for (int perf = 0; perf < 2; perf++) {
		struct taps_config all = { .ring_kib = 64, .perf = perf };
		struct tap_config cfg = { .hook = TAP_XDP };
		struct source *src = open_taps(&all);
		uint64_t drops = 0;

		add(src, "v0", &cfg);
		for (int i = 0; i < SENT / 100; i++) {
			send_frames("v1", 100, 9, 1000);
			usleep(2000); /* the cable itself has room for 256 */
		}
		collect(src, SENT); /* those that there are, for a while */
		send_frames("v1", 1, 9, 1000);
		drain(src);
		for (uint32_t i = 0; i < seen_count; i++)
			drops += seen[i].drops;
		CHECK(drops > 100);
		CHECK_EQ(drops, stats_of(src).dropped);
		CHECK_EQ(stats_of(src).captured, seen_count);
		CHECK_EQ(stats_of(src).received, seen_count + drops);
		CHECK(stats_of(src).bursts >= 1);
		source_close(src);
	}
	CHECK_EQ(sched_setaffinity(0, sizeof(was), &was), 0);
}

/* Two processors that send at the same time. */
TEST(times_never_go_back)
{
	enum { EACH = 5000 };

	for (int perf = 0; perf < 2; perf++) {
		struct taps_config all = { .perf = perf };
		struct tap_config cfg = { .hook = TAP_XDP };
		struct source *src = open_taps(&all);
		uint32_t of_cpu[2] = { 0, 0 };
		pid_t child[2];

		add(src, "v0", &cfg);
		add(src, "v1", &cfg);
		for (int i = 0; i < 2; i++) {
			child[i] = net_fork();
			if (child[i] == 0) {
				stay_on((size_t)i);
				send_frames(i ? "v1" : "v0", EACH, 9, FRAME_LEN);
				_exit(0);
			}
		}
		collect(src, 2 * EACH);
		for (int i = 0; i < 2; i++)
			waitpid(child[i], NULL, 0);
		drain(src);
		CHECK(seen_count + stats_of(src).dropped > EACH);
		for (uint32_t i = 0; i < seen_count; i++) {
			of_cpu[seen[i].cpu & 1]++;
			CHECK_MSG(i == 0 || seen[i].ns >= seen[i - 1].ns,
			          "%s%u: %llu after %llu", perf ? "perf, " : "", i,
			          (unsigned long long)seen[i].ns,
			          (unsigned long long)seen[i - 1].ns);
		}
		if (sysconf(_SC_NPROCESSORS_ONLN) > 1)
			CHECK(of_cpu[0] && of_cpu[1]);
		source_close(src);
	}
}

TEST(a_taken_hook_is_named_and_the_next_can_be_had)
{
	struct taps_config all = { 0 };
	struct tap_config cfg = { .hook = TAP_XDP, .direction = RING_IN };
	struct source *first = open_taps(&all), *src = open_taps(&all);
	struct iface iface;

	add(first, "v0", &cfg);
	CHECK_EQ(iface_find("v0", &iface, msg), 0);
	cfg.iface = &iface;
	cfg.snaplen = 262144;
	CHECK_EQ(taps_add(src, &cfg, msg), -EBUSY);
	CHECK(strstr(msg, "'v0' has an XDP program already, number ") != NULL);
	CHECK(strstr(msg, "(pfc_xdp)") != NULL);
	cfg.hook = TAP_TC;
	add(src, "v0", &cfg);
	send_frames("v1", 4, 9, FRAME_LEN);
	collect(src, 4);
	check_numbers(4);
	source_close(src);
	source_close(first);
}

TEST(interfaces_that_have_no_hook)
{
	static const struct {
		const char *name;
		enum tap_hook hook;
		enum ring_direction direction;
		const char *says;
	} rows[] = {
		{ "any", TAP_XDP, RING_IN, "'any' has no hook: name the interfaces" },
		{ "v0", TAP_XDP, RING_OUT,
		  "the XDP hook of 'v0' sees packets that come in" },
	};
	struct taps_config all = { 0 };
	struct source *src = open_taps(&all);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct iface iface;
		struct tap_config cfg = { .iface = &iface,
			                  .hook = rows[i].hook,
			                  .direction = rows[i].direction,
			                  .snaplen = 100 };

		CHECK_EQ(iface_find(rows[i].name, &iface, msg), 0);
		CHECK_EQ(taps_add(src, &cfg, msg), -EINVAL);
		CHECK_MSG(strstr(msg, rows[i].says) != NULL, "%s", msg);
	}
	source_close(src);
}

/* The wait is short, so that each call can look around. */
static int next_word(struct source *src, const char *words)
{
	struct batch b;
	int n = 0;

	source_wait_limit(src, 20);
	for (int i = 0; i < 500; i++) {
		n = source_next(src, &b);
		if (n > 0)
			take(&b);
		if (strstr(source_message(src), words))
			return n;
	}
	test_note("'%s' was not said", words);
	return 1;
}

TEST(an_interface_goes_down_and_up_and_away)
{
	for (int tc = 0; tc < 2; tc++) {
		struct taps_config all = { 0 };
		struct tap_config cfg = { .hook = tc ? TAP_TC : TAP_XDP,
			                  .direction = RING_IN };
		struct source *src = open_taps(&all);

		add(src, "v0", &cfg);
		send_frames("v1", 3, 9, FRAME_LEN);
		net_run("ip link set v0 down");
		CHECK_EQ(next_word(src, "'v0' went down"), -EINTR);
		net_run("ip link set v0 up");
		CHECK_EQ(next_word(src, "'v0' is up again"), -EINTR);
		net_wait_up("v0");
		net_wait_up("v1");
		send_frames("v1", 4, 9, FRAME_LEN);
		net_run("ip link del v0");
		CHECK_EQ(next_word(src, "'v0' is gone"), -ENODEV);
		CHECK_EQ(seen_count, 7);
		source_close(src);
		net_new_cable();
	}
}

static const char *why_not(void)
{
	const char *why = net_enter();

	return why ? why : tiny_why_not();
}

TEST_MAIN_UNLESS(why_not(), CASE(packets_come_whole_with_time_and_direction),
                 CASE(tc_sees_what_goes_out), CASE(tags_are_where_they_were),
                 CASE(snaplen_cuts_and_the_length_stays),
                 CASE(every_length_comes_whole), CASE(a_filter_is_linked_in),
                 CASE(an_object_that_is_none_is_refused),
                 CASE(a_broken_program_is_refused_with_what_the_kernel_says), CASE(a_stop_loses_nothing),
                 CASE(a_batch_that_promises_more_is_not_waited_behind),
                 CASE(the_kernel_only_counts), CASE(a_sample_is_one_of_so_many),
                 CASE(loss_is_counted_where_it_is), CASE(times_never_go_back),
                 CASE(a_taken_hook_is_named_and_the_next_can_be_had),
                 CASE(interfaces_that_have_no_hook),
                 CASE(an_interface_goes_down_and_up_and_away))
