/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/ebpf/attach_test.c - programs at hooks of a virtual cable; what is left of them when
 * their process ends in an orderly way, and when it is killed.
 */
#include "ebpf/attach.h"

#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/if_link.h>
#include <linux/pkt_cls.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ebpf/attach_tc.h"
#include "tests/ebpf/tiny.h"
#include "tests/net/net.h"
#include "tests/test.h"

static char msg[EBPF_MSG_MAX];

static uint32_t index_of(const char *name)
{
	uint32_t i = if_nametoindex(name);

	CHECK(i > 0);
	return i;
}

/* Frames out of an interface; the other end has them when this returns. */
static void send_from(const char *name, unsigned count)
{
	struct frame f = frame_udp(1000, 9, 1, 100);
	int fd = sender_open(name);

	for (unsigned i = 0; i < count; i++)
		sender_send(fd, &f);
	close(fd);
}

/* Waits for what the other processor may still be at. */
static uint64_t count_at_last(const struct tiny *t, uint64_t wanted)
{
	for (int i = 0; i < 500 && tiny_count(t) < wanted; i++)
		usleep(10000);
	return tiny_count(t);
}

static uint32_t xdp_id(const char *name)
{
	struct xdp_occupant who;

	CHECK_EQ(xdp_find(index_of(name), &who), 0);
	return who.id;
}

/* What a command prints, without the last line end. */
static const char *output_of(const char *command)
{
	static char text[4096];
	FILE *in = popen(command, "r");
	size_t len;

	CHECK(in != NULL);
	len = fread(text, 1, sizeof(text) - 1, in);
	text[len] = '\0';
	while (len && text[len - 1] == '\n')
		text[--len] = '\0';
	pclose(in);
	return text;
}

struct holder {
	pid_t pid;
	pid_t keeper; /* 0: none */
};

/* A process that attaches and then waits for its end. */
static struct holder holder(int (*attach)(struct attached *))
{
	struct attached a = { 0 };
	struct holder h = { 0 };
	int ready[2];
	pid_t keeper;

	CHECK_EQ(pipe(ready), 0);
	h.pid = net_fork();
	if (h.pid == 0) {
		keeper = attach(&a) == 0 ? a.keeper : -1;
		if (write(ready[1], &keeper, sizeof(keeper)) == sizeof(keeper))
			pause();
		_exit(0);
	}
	CHECK_EQ(read(ready[0], &h.keeper, sizeof(h.keeper)), sizeof(h.keeper));
	CHECK(h.keeper >= 0);
	close(ready[0]);
	close(ready[1]);
	return h;
}

static void kill_holder(struct holder h)
{
	int status;

	CHECK_EQ(kill(h.pid, SIGKILL), 0);
	CHECK_EQ(waitpid(h.pid, &status, 0), h.pid);
}

/* Without anybody who could tidy up. */
static void kill_both(struct holder h)
{
	CHECK_EQ(kill(h.keeper, SIGKILL), 0);
	kill_holder(h);
	for (int i = 0; i < 500 && kill(h.keeper, 0) == 0; i++)
		usleep(10000);
}

TEST(xdp_sees_packets_and_leaves)
{
	struct tiny t = tiny_load(BPF_PROG_TYPE_XDP, "ours", XDP_PASS);
	struct attached a;

	CHECK_EQ(attach_xdp(index_of("v0"), "v0", t.prog, &a, msg), 0);
	CHECK_EQ(a.way, ATTACH_XDP_DRIVER);
	CHECK_EQ(xdp_id("v0"), t.id);
	send_from("v1", 5);
	CHECK_EQ(count_at_last(&t, 5), 5);
	detach(&a);
	CHECK_EQ(a.way, ATTACH_NOT);
	CHECK_EQ(xdp_id("v0"), 0);
	detach(&a);
	tiny_close(&t);
}

TEST(xdp_is_generic_where_the_driver_has_none)
{
	struct tiny t = tiny_load(BPF_PROG_TYPE_XDP, "ours", XDP_PASS);
	struct attached a;

	CHECK_EQ(attach_xdp(index_of("lo"), "lo", t.prog, &a, msg), 0);
	CHECK_EQ(a.way, ATTACH_XDP_GENERIC);
	detach(&a);
	CHECK_EQ(xdp_id("lo"), 0);
	tiny_close(&t);
}

/* Attached the way that can be replaced, and by a link; each must stay. */
TEST(xdp_of_others_is_never_replaced)
{
	struct tiny ours = tiny_load(BPF_PROG_TYPE_XDP, "ours", XDP_PASS);
	struct tiny theirs = tiny_load(BPF_PROG_TYPE_XDP, "theirs", XDP_PASS);
	struct attached first, second;
	char want[100];

	snprintf(want, sizeof(want),
	         "'v0' has an XDP program already, number %u (theirs)", theirs.id);
	CHECK_EQ(attach_xdp(index_of("v0"), "v0", theirs.prog, &first, msg), 0);
	CHECK_EQ(attach_xdp(index_of("v0"), "v0", ours.prog, &second, msg), -EBUSY);
	CHECK_EQ(second.way, ATTACH_NOT);
	CHECK_STR(msg, want);
	CHECK_EQ(xdp_id("v0"), theirs.id);
	detach(&first);

	CHECK_EQ(bpf_xdp_attach((int)index_of("v0"), theirs.prog, XDP_FLAGS_SKB_MODE,
	                        NULL),
	         0);
	CHECK_EQ(attach_xdp(index_of("v0"), "v0", ours.prog, &second, msg), -EBUSY);
	CHECK_STR(msg, want);
	CHECK_EQ(xdp_id("v0"), theirs.id);
	CHECK_EQ(bpf_xdp_detach((int)index_of("v0"), XDP_FLAGS_SKB_MODE, NULL), 0);
	tiny_close(&ours);
	tiny_close(&theirs);
}

static int hold_xdp(struct attached *a)
{
	struct tiny t = tiny_load(BPF_PROG_TYPE_XDP, "ours", XDP_PASS);

	return attach_xdp(index_of("v0"), "v0", t.prog, a, msg);
}

TEST(xdp_of_a_killed_process_is_gone)
{
	struct holder child = holder(hold_xdp);

	CHECK(xdp_id("v0") != 0);
	kill_holder(child);
	for (int i = 0; i < 500 && xdp_id("v0"); i++)
		usleep(10000); /* the kernel tidies up behind wait() */
	CHECK_EQ(xdp_id("v0"), 0);
}

static void check_tc(bool allow_tcx, enum attach_way way)
{
	struct tiny in = tiny_load(BPF_PROG_TYPE_SCHED_CLS, "ours", TC_ACT_UNSPEC);
	struct tiny out = tiny_load(BPF_PROG_TYPE_SCHED_CLS, "ours", TC_ACT_UNSPEC);
	uint32_t v0 = index_of("v0");
	struct attached a, b;

	CHECK_EQ(attach_tc(v0, "v0", ATTACH_IN, in.prog, allow_tcx, &a, msg), 0);
	CHECK_EQ(attach_tc(v0, "v0", ATTACH_OUT, out.prog, allow_tcx, &b, msg), 0);
	CHECK_EQ(a.way, way);
	CHECK_EQ(b.way, way);
	send_from("v1", 5);
	send_from("v0", 3);
	CHECK_EQ(count_at_last(&in, 5), 5);
	CHECK_EQ(count_at_last(&out, 3), 3);
	detach(&b);
	detach(&a);
	send_from("v1", 1);
	CHECK_EQ(tiny_count(&in), 5);
	tiny_close(&in);
	tiny_close(&out);
}

TEST(tcx_sees_both_directions)
{
	check_tc(true, ATTACH_TCX);
	CHECK_STR(output_of("tc qdisc show dev v0 clsact"), "");
}

TEST(clsact_sees_both_directions_and_is_removed)
{
	check_tc(false, ATTACH_CLSACT);
	CHECK_STR(output_of("tc qdisc show dev v0 clsact"), "");
}

/* A filter of somebody else behind ours. */
static void add_theirs(enum bpf_tc_attach_point point, const struct tiny *theirs)
{
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = (int)index_of("v0"),
	            .attach_point = point);
	LIBBPF_OPTS(bpf_tc_opts, opts, .prog_fd = theirs->prog, .handle = 7,
	            .priority = 10);

	bpf_tc_hook_create(&hook);
	CHECK_EQ(bpf_tc_attach(&hook, &opts), 0);
}

/* Theirs has to be asked behind ours, and to be there when we are gone. */
TEST(clsact_of_others_stays)
{
	const char *const show = "tc qdisc show dev v0; tc filter show dev v0 ingress";
	struct tiny ours = tiny_load(BPF_PROG_TYPE_SCHED_CLS, "ours", TC_ACT_UNSPEC);
	struct tiny theirs = tiny_load(BPF_PROG_TYPE_SCHED_CLS, "theirs", TC_ACT_OK);
	struct attached a;
	char before[4096];

	add_theirs(BPF_TC_INGRESS, &theirs);
	snprintf(before, sizeof(before), "%s", output_of(show));
	CHECK(strstr(before, "theirs") != NULL);
	CHECK_EQ(attach_tc(index_of("v0"), "v0", ATTACH_IN, ours.prog, false, &a, msg),
	         0);
	CHECK(a.priority < 10);
	CHECK(!a.made_qdisc);
	send_from("v1", 5);
	CHECK_EQ(count_at_last(&ours, 5), 5);
	CHECK_EQ(count_at_last(&theirs, 5), 5);
	detach(&a);
	CHECK_STR(output_of(show), before);
	net_run("tc qdisc del dev v0 clsact");
	tiny_close(&ours);
	tiny_close(&theirs);
}

/* Somebody puts a filter into the qdisc that was made for ours. */
TEST(clsact_stays_for_a_filter_that_came_later)
{
	struct tiny ours = tiny_load(BPF_PROG_TYPE_SCHED_CLS, "ours", TC_ACT_UNSPEC);
	struct tiny theirs = tiny_load(BPF_PROG_TYPE_SCHED_CLS, "theirs", TC_ACT_OK);
	struct attached a;

	CHECK_EQ(attach_tc(index_of("v0"), "v0", ATTACH_IN, ours.prog, false, &a, msg),
	         0);
	CHECK(a.made_qdisc);
	add_theirs(BPF_TC_EGRESS, &theirs);
	detach(&a);
	CHECK_STR(output_of("tc filter show dev v0 ingress"), "");
	CHECK_STR(output_of("tc filter show dev v0 egress | grep -c theirs"), "1");
	net_run("tc qdisc del dev v0 clsact");
	tiny_close(&ours);
	tiny_close(&theirs);
}

static int hold_clsact(struct attached *a)
{
	struct tiny t = tiny_load(BPF_PROG_TYPE_SCHED_CLS, "ours", TC_ACT_UNSPEC);

	return attach_tc(index_of("v0"), "v0", ATTACH_IN, t.prog, false, a, msg);
}

TEST(clsact_of_a_killed_process_is_removed)
{
	struct holder h = holder(hold_clsact);

	CHECK(h.keeper > 0);
	CHECK_STR(output_of("tc filter show dev v0 ingress | grep -c direct-action"),
	          "1");
	kill_holder(h);
	for (int i = 0; i < 500 && *output_of("tc qdisc show dev v0 clsact"); i++)
		usleep(10000);
	CHECK_STR(output_of("tc qdisc show dev v0 clsact"), "");
}

TEST(clsact_that_nobody_keeps_is_removed_by_the_next)
{
	const char *const show =
		"tc filter show dev v0 ingress | grep -c direct-action";
	struct holder first = holder(hold_clsact), second = holder(hold_clsact);

	CHECK_STR(output_of(show), "2");
	CHECK_EQ(clsact_clean(index_of("v0")), 0); /* both live */
	kill_both(first);
	for (int i = 0; i < 500 && clsact_clean(index_of("v0")) == 0; i++)
		usleep(10000);
	CHECK_STR(output_of(show), "1");
	kill_both(second);
	check_tc(true, ATTACH_TCX);
	CHECK_STR(output_of(show), "0");
	/* The first one had made it, and was not the last one in it. */
	net_run("tc qdisc del dev v0 clsact 2>/dev/null || true");
}

TEST(a_qdisc_left_behind_goes_with_its_filter)
{
	struct holder h = holder(hold_clsact);

	kill_both(h);
	for (int i = 0; i < 500 && clsact_clean(index_of("v0")) == 0; i++)
		usleep(10000);
	CHECK_STR(output_of("tc qdisc show dev v0 clsact"), "");
}

TEST(a_socket_takes_a_program)
{
	struct tiny t = tiny_load(BPF_PROG_TYPE_SOCKET_FILTER, "ours", 0);
	int pair[2];

	CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair), 0);
	CHECK_EQ(attach_socket(pair[0], t.prog), 0);
	CHECK_EQ(write(pair[1], "x", 1), 1);
	CHECK_EQ(tiny_count(&t), 1);
	close(pair[0]);
	close(pair[1]);
	tiny_close(&t);
}

TEST(an_interface_that_is_gone)
{
	struct tiny x = tiny_load(BPF_PROG_TYPE_XDP, "ours", XDP_PASS);
	struct tiny t = tiny_load(BPF_PROG_TYPE_SCHED_CLS, "ours", TC_ACT_UNSPEC);
	struct attached a, b;
	uint32_t v0 = index_of("v0");

	CHECK_EQ(attach_tc(v0, "v0", ATTACH_IN, t.prog, true, &a, msg), 0);
	CHECK_EQ(attach_tc(v0, "v0", ATTACH_IN, t.prog, false, &b, msg), 0);
	net_run("ip link del v0");
	detach(&a);
	detach(&b);
	CHECK_EQ(attach_xdp(v0, "v0", x.prog, &a, msg), -ENODEV);
	CHECK_STR(msg, "cannot attach an XDP program to 'v0': No such device");
	CHECK(attach_tc(v0, "v0", ATTACH_IN, t.prog, true, &a, msg) < 0);
	CHECK_STR(msg, "cannot add a filter to clsact of 'v0': No such device");
	net_new_cable();
	tiny_close(&x);
	tiny_close(&t);
}

static const char *why_not(void)
{
	const char *why = net_enter();

	return why ? why : tiny_why_not();
}

TEST_MAIN_UNLESS(why_not(), CASE(xdp_sees_packets_and_leaves),
                 CASE(xdp_is_generic_where_the_driver_has_none),
                 CASE(xdp_of_others_is_never_replaced),
                 CASE(xdp_of_a_killed_process_is_gone), CASE(tcx_sees_both_directions),
                 CASE(clsact_sees_both_directions_and_is_removed),
                 CASE(clsact_of_others_stays),
                 CASE(clsact_stays_for_a_filter_that_came_later),
                 CASE(clsact_of_a_killed_process_is_removed),
                 CASE(clsact_that_nobody_keeps_is_removed_by_the_next),
                 CASE(a_qdisc_left_behind_goes_with_its_filter),
                 CASE(a_socket_takes_a_program), CASE(an_interface_that_is_gone))
