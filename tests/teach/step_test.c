/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/teach/step_test.c - mirrors teach/step.c: forward, back, breakpoints, why. */
#include "teach/step.h"

#include "pfc/pfc.h"

#include "tests/test.h"

static const uint8_t frame[] = {
	2, 0,   0, 0, 0,  2, 2, 0, 0,   0, 0,    1, 8,   0, 0x45, 0, 0, 40,
	0, 0,   0, 0, 64, 6, 0, 0, 192, 0, 2,    1, 192, 0, 2,    2, 0, 80,
	4, 210, 0, 0, 0,  0, 0, 0, 0,   0, 0x50, 2, 0,   0, 0,    0, 0, 0,
};

struct session {
	struct arena arena;
	struct pfc_prog *prog;
	struct notes notes;
	struct stepper s;
};

static void open_session(struct session *t, const char *filter, uint32_t caplen)
{
	struct pfc_packet pkt = { .data = frame,
		                  .caplen = caplen,
		                  .len = sizeof(frame) };
	const struct sock_filter *insns;
	size_t count;

	arena_init(&t->arena, NULL);
	CHECK_EQ(pfc_compile(filter, PFC_NUL, NULL, &t->prog), 0);
	insns = pfc_prog_insns(t->prog, &count);
	notes_make(&t->notes, &t->arena, insns, (uint32_t)count, link_by_number(1));
	stepper_init(&t->s, &t->notes, NULL);
	stepper_load(&t->s, &pkt);
}

static void close_session(struct session *t)
{
	stepper_fini(&t->s);
	pfc_prog_free(t->prog);
	arena_fini(&t->arena);
}

/* All that can be seen at a place. */
struct view {
	struct run_state state;
	uint32_t insn;
	struct read read;
	bool ended;
};

static struct view view_of(const struct stepper *s)
{
	struct view v;

	memset(&v, 0, sizeof(v));
	v.state = *stepper_state(s);
	v.insn = stepper_insn(s);
	v.read.off = stepper_read(s).off;
	v.read.len = stepper_read(s).len;
	v.ended = stepper_ended(s);
	return v;
}

TEST(back_undoes_forward_exactly)
{
	static const char *const filters[] = {
		"tcp port 80", "host 192.0.2.9 or arp", "ip6",
		"ip[2:2] * 3 + len / 4 > ip[8] - 2 and tcp"
	};
	static struct view seen[256];

	for (size_t f = 0; f < 4; f++) {
		struct session t;
		uint32_t n = 0;

		open_session(&t, filters[f], sizeof(frame));
		do
			seen[n++] = view_of(&t.s);
		while (stepper_forward(&t.s));
		CHECK(stepper_ended(&t.s) && n == t.s.trace.steps.count + 1);
		while (n-- > 0) {
			struct view v = view_of(&t.s);

			CHECK_MEM(&v, &seen[n], sizeof(v));
			CHECK_EQ(stepper_back(&t.s), n > 0);
		}
		close_session(&t);
	}
}

TEST(runs_stop_at_breakpoints)
{
	struct session t;

	open_session(&t, "tcp port 81", sizeof(frame));
	CHECK(stepper_break(&t.s, "A = 80"));
	CHECK(stepper_break(&t.s, "destination port"));
	CHECK_EQ(stepper_run(&t.s, false), 0);
	CHECK_EQ(stepper_state(&t.s)->a, 80);
	CHECK_EQ(stepper_run(&t.s, false), 1);
	CHECK_EQ(stepper_read(&t.s).len, 0);
	CHECK_EQ(stepper_run(&t.s, false), 1);
	CHECK_EQ(stepper_read(&t.s).off, 36);
	CHECK_EQ(stepper_run(&t.s, false), -1);
	CHECK(stepper_ended(&t.s));
	CHECK_EQ(stepper_run(&t.s, true), 1);
	stepper_delete(&t.s, 1);
	CHECK_EQ(stepper_run(&t.s, true), 0);
	CHECK_EQ(stepper_run(&t.s, true), -1);
	CHECK_EQ(t.s.at, 0);
	close_session(&t);
}

TEST(breakpoints_are_read_as_they_are_meant)
{
	static const struct {
		const char *text, *words;
	} good[] = {
		{ "3", "at instruction 3" },
		{ "A = 0x10", "where A = 0x10" },
		{ "x >= 20", "where X >= 0x14" },
		{ "M[3] & 7", "where M[3] & 0x7" },
		{ "a != 0", "where A != 0x0" },
		{ "type", "where the words have 'type'" },
	};
	static const char *const bad[] = { "", "100000" };
	struct session t;

	open_session(&t, "tcp port 80", sizeof(frame));
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct str words = { 0 };

		CHECK_MSG(stepper_break(&t.s, good[i].text), "%s", good[i].text);
		stepper_break_words(&words, &t.s.breaks[i]);
		CHECK_STR(words.at, good[i].words);
		str_fini(&words);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_MSG(!stepper_break(&t.s, bad[i]), "%s", bad[i]);
	while (t.s.break_count < BREAKS_MAX)
		CHECK(stepper_break(&t.s, "1"));
	CHECK(!stepper_break(&t.s, "1"));
	close_session(&t);
}

static void why_is(const char *filter, uint32_t caplen, const char *want)
{
	struct str out = { 0 };
	struct session t;

	open_session(&t, filter, caplen);
	stepper_why(&out, &t.s);
	CHECK_MSG(out.at && strstr(out.at, want), "%s: %s", filter,
	          out.at ? out.at : "");
	str_fini(&out);
	close_session(&t);
}

TEST(why_names_the_decisive_test)
{
	why_is("udp", sizeof(frame), "IPv4 protocol 17 (UDP) instead of 6 (TCP) (byte 23)");
	why_is("tcp dst port 80", sizeof(frame), "TCP destination port is 80 (http)");
	why_is("tcp dst port 80", sizeof(frame),
	       "80 (http) instead of 1234 (bytes 36-37)");
	why_is("tcp dst port 80", sizeof(frame), "not so: TCP destination port is 1234");
	why_is("src net 10.0.0.0/8", sizeof(frame),
	       "IPv4 source, byte 1 of 4 10 instead of 192 (byte 26)");
	why_is("tcp port 80", 30, "the packet has only 30 bytes");
	why_is("tcp port 80", sizeof(frame), "accepted by instruction");
}

TEST(two_runs_differ_from_a_step_on)
{
	struct session a, b, c;

	open_session(&a, "tcp port 80", sizeof(frame));
	open_session(&b, "tcp port 81", sizeof(frame));
	open_session(&c, "tcp port 1234", sizeof(frame));
	CHECK(stepper_difference(&a.s, &b.s) < a.s.trace.steps.count);
	CHECK_EQ(stepper_difference(&a.s, &c.s), UINT32_MAX);
	CHECK_EQ(stepper_difference(&a.s, &a.s), UINT32_MAX);
	close_session(&a);
	close_session(&b);
	close_session(&c);
}

TEST_MAIN(CASE(back_undoes_forward_exactly), CASE(runs_stop_at_breakpoints),
          CASE(breakpoints_are_read_as_they_are_meant),
          CASE(why_names_the_decisive_test), CASE(two_runs_differ_from_a_step_on))
