/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/capture/tap_attach_test.c - filters that go to hooks, hooks that are taken or that
 * interfaces do not have, and interfaces that go.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/bytes.h"
#include "ebpf/attach.h"
#include "pfc/pfc.h"
#include "tests/capture/tap_tool.h"
#include "tests/net/net.h"
#include "tests/test.h"

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
		add_tap(src, "v0", &cfg);
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

	CHECK_EQ(iface_find("v0", &iface, tap_msg), 0);
	CHECK(taps_add(src, &cfg, tap_msg) < 0);
	CHECK(strstr(tap_msg, "cannot link the filter to the kernel program") != NULL);
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
	CHECK_EQ(iface_find("v0", &iface, tap_msg), 0);
	CHECK(taps_add(src, &cfg, tap_msg) < 0);
	test_note("%s", tap_msg);
	CHECK(strstr(tap_msg, "internal error: the kernel rejects") != NULL);
	CHECK(strstr(tap_msg, "at instruction ") != NULL);
	CHECK(strstr(tap_msg, "R0 !read_ok") != NULL);
	name = strstr(tap_msg, "the log is in ");
	CHECK(name != NULL && unlink(name + strlen("the log is in ")) == 0);
	CHECK_EQ(xdp_find(iface.index, &there), 0);
	CHECK_EQ(there.id, 0);
	source_close(src);
	free(object);
}

TEST(a_taken_hook_is_named_and_the_next_can_be_had)
{
	struct taps_config all = { 0 };
	struct tap_config cfg = { .hook = TAP_XDP, .direction = RING_IN };
	struct source *first = open_taps(&all), *src = open_taps(&all);
	struct iface iface;

	add_tap(first, "v0", &cfg);
	CHECK_EQ(iface_find("v0", &iface, tap_msg), 0);
	cfg.iface = &iface;
	cfg.snaplen = 262144;
	CHECK_EQ(taps_add(src, &cfg, tap_msg), -EBUSY);
	CHECK(strstr(tap_msg, "'v0' has an XDP program already, number ") != NULL);
	CHECK(strstr(tap_msg, "(pfc_xdp)") != NULL);
	cfg.hook = TAP_TC;
	add_tap(src, "v0", &cfg);
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

		CHECK_EQ(iface_find(rows[i].name, &iface, tap_msg), 0);
		CHECK_EQ(taps_add(src, &cfg, tap_msg), -EINVAL);
		CHECK_MSG(strstr(tap_msg, rows[i].says) != NULL, "%s", tap_msg);
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
			take_seen(&b);
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

		add_tap(src, "v0", &cfg);
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

TEST_MAIN_UNLESS(tap_why_not(), CASE(a_filter_is_linked_in),
                 CASE(an_object_that_is_none_is_refused),
                 CASE(a_broken_program_is_refused_with_what_the_kernel_says),
                 CASE(a_taken_hook_is_named_and_the_next_can_be_had),
                 CASE(interfaces_that_have_no_hook),
                 CASE(an_interface_goes_down_and_up_and_away))
