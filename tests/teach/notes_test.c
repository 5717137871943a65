/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/teach/notes_test.c - mirrors teach/notes.c, words.c, value.c, flow.c and trace.c:
 * instructions in words, runs step by step.
 */
#include "teach/notes.h"

#include <stdlib.h>

#include "compiler/read_image.h"
#include "pfc/pfc.h"
#include "teach/trace.h"
#include "tests/prove/corpus.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* The words of all instructions, one a line. */
static char *words_of(const struct sock_filter *insns, uint32_t count,
                      uint32_t linktype)
{
	struct str out = { 0 };
	struct arena arena;
	struct notes n;

	arena_init(&arena, NULL);
	notes_make(&n, &arena, insns, count, link_by_number(linktype));
	for (uint32_t i = 0; i < count; i++) {
		notes_words(&out, &n, i);
		str_printf(&out, "\n");
	}
	CHECK(!out.failed);
	arena_fini(&arena);
	return out.at;
}

static void program_is(const char *text, const char *want)
{
	struct diags diags = { 0 };
	struct emitted code;
	struct arena arena;
	char *got;

	arena_init(&arena, NULL);
	diags.arena = &arena;
	CHECK_MSG(read_asm(&arena, &diags, text, strlen(text), &code), "%s",
	          diags.list.count ? diags.list.at[0].msg : "");
	got = words_of(code.insns, code.count, 1);
	CHECK_STR(got, want);
	free(got);
	arena_fini(&arena);
}

TEST(fields_have_names_whoever_wrote_the_program)
{
	program_is("ldh [12]\njne #0x800, no\nldb [23]\njne #6, no\nldh [20]\n"
	           "jset #0x1fff, no, on\non: ldxb 4*([14]&0xf)\nldh [x+16]\njeq #443, "
	           "yes, no\n"
	           "yes: ret #1\nno: ret #0",
	           "A = Ethernet type (bytes 12-13)\n"
	           "if Ethernet type is 0x0800 (IPv4): 2, else 10\n"
	           "A = IPv4 protocol (byte 23)\n"
	           "if IPv4 protocol is 6 (TCP): 4, else 10\n"
	           "A = IPv4 flags and fragment offset (bytes 20-21)\n"
	           "if IPv4 fragment offset is not 0: 10, else 6\n"
	           "X = length of the IPv4 header in bytes (4 * low half of byte 14)\n"
	           "A = TCP destination port (2 bytes at X + 16)\n"
	           "if TCP destination port is 443 (https): 9, else 10\n"
	           "accept: take up to 1 byte of the packet\n"
	           "reject\n");
}

TEST(what_is_asked_later_names_what_was_read_before)
{
	program_is("ld [26]\njne #0xc0000201, no\nldh [12]\njne #0x800, no\nret "
	           "#1\nno: ret #0",
	           "A = IPv4 source (bytes 26-29)\n"
	           "if IPv4 source is 192.0.2.1: 2, else 5\n"
	           "A = Ethernet type (bytes 12-13)\n"
	           "if Ethernet type is 0x0800 (IPv4): 4, else 5\n"
	           "accept: take up to 1 byte of the packet\n"
	           "reject\n");
}

TEST(masks_shifts_flags)
{
	program_is(
		"ldh [12]\njne #0x800, no\nldb [23]\njne #6, no\nldh [20]\n"
		"jset #0x1fff, no, on\non: ldxb 4*([14]&0xf)\nldb [x+27]\nand #0x12\n"
		"jne #0x2, no\nldb [14]\nrsh #4\njeq #4, yes, no\nyes: ret a\nno: ret "
	        "#0",
		"A = Ethernet type (bytes 12-13)\n"
		"if Ethernet type is 0x0800 (IPv4): 2, else 14\n"
		"A = IPv4 protocol (byte 23)\n"
		"if IPv4 protocol is 6 (TCP): 4, else 14\n"
		"A = IPv4 flags and fragment offset (bytes 20-21)\n"
		"if IPv4 fragment offset is not 0: 14, else 6\n"
		"X = length of the IPv4 header in bytes (4 * low half of byte 14)\n"
		"A = TCP flags (the byte at X + 27)\n"
		"of A keep flags (mask 0x12)\n"
		"if TCP flags are SYN, no ACK: 10, else 14\n"
		"A = IPv4 version and header length (byte 14)\n"
		"A = A shifted right by 4\n"
		"if IPv4 version is 4: 13, else 14\n"
		"accept as many bytes as A says; 0 rejects\n"
		"reject\n");
}

/* ---- all programs ---- */

struct all {
	uint32_t programs, insns, loads, named;
};

/* What lies behind headers that are walked along has no place of its own. */
static bool walks(const struct corpus_filter *f)
{
	return f->opts.flags & PFC_IP6_EXT || strstr(f->text, "protochain");
}

static void explain_all(void *ctx, const struct corpus_filter *f)
{
	struct all *all = ctx;
	struct pfc_prog *prog;
	const struct sock_filter *insns;
	struct arena arena;
	struct notes n;
	size_t count;

	if (pfc_compile(f->text, PFC_NUL, &f->opts, &prog) != 0) {
		pfc_prog_free(prog);
		return;
	}
	insns = pfc_prog_insns(prog, &count);
	arena_init(&arena, NULL);
	notes_make(&n, &arena, insns, (uint32_t)count,
	           link_by_number(f->opts.linktype));
	for (uint32_t i = 0; i < count; i++) {
		bool load = BPF_CLASS(insns[i].code) == BPF_LD &&
		            (BPF_MODE(insns[i].code) == BPF_ABS ||
		             BPF_MODE(insns[i].code) == BPF_IND);
		struct str words = { 0 }, field = { 0 };

		notes_words(&words, &n, i);
		CHECK_MSG(words.len, "%s:%u %s: %u", f->file, f->line, f->text, i);
		CHECK_MSG(!strstr(words.at, "without a name") &&
		                  !strstr(words.at, "(null)"),
		          "%s:%u %s: %u %s", f->file, f->line, f->text, i, words.at);
		notes_field(&field, &n, i);
		load &= f->opts.linktype == 1 && !walks(f);
		all->loads += load;
		all->named += load && field.len;
		str_fini(&words);
		str_fini(&field);
	}
	all->programs++;
	all->insns += (uint32_t)count;
	arena_fini(&arena);
	pfc_prog_free(prog);
}

TEST(every_instruction_has_words)
{
	uint32_t nth = getenv("PFC_LONG") ? 1 : 40;
	struct all all = { 0 };

	CHECK(corpus_each(nth, explain_all, &all) > 10000);
	test_note("%u programs, %u instructions; on Ethernet %u of %u loads are named",
	          all.programs, all.insns, all.named, all.loads);
	CHECK(all.programs > 8000 / nth);
	CHECK(all.named * 100 > all.loads * 88);
}

/* ---- runs ---- */

static const uint8_t frame[] = {
	2, 0,   0, 0, 0,  2, 2, 0, 0,   0, 0,    1, 8,   0, 0x45, 0, 0, 40,
	0, 0,   0, 0, 64, 6, 0, 0, 192, 0, 2,    1, 192, 0, 2,    2, 0, 80,
	4, 210, 0, 0, 0,  0, 0, 0, 0,   0, 0x50, 2, 0,   0, 0,    0, 0, 0,
};

TEST(a_run_is_what_the_interpreter_does)
{
	struct pfc_packet pkt = { .data = frame, .caplen = sizeof(frame) };
	static const char *const filters[] = {
		"tcp port 80",     "udp", "ip6", "len > 20", "ip[2:2] * 2 - 4 > 70",
		"tcp[13] & 2 != 0"
	};
	struct arena arena;

	pkt.len = pkt.caplen;
	arena_init(&arena, NULL);
	for (size_t i = 0; i < LEN(filters); i++) {
		for (uint32_t cap = 0; cap <= sizeof(frame); cap++) {
			struct pfc_prog *prog;
			struct trace t;
			uint64_t steps = 0;
			size_t count;
			const struct sock_filter *insns;

			pkt.caplen = cap;
			CHECK_EQ(pfc_compile(filters[i], PFC_NUL, NULL, &prog), 0);
			insns = pfc_prog_insns(prog, &count);
			trace_run(&t, &arena, insns, (uint32_t)count, &pkt);
			CHECK_EQ(t.verdict, pfc_prog_run_count(prog, &pkt, &steps));
			CHECK_EQ(t.steps.count, steps);
			CHECK(!t.failed || !t.verdict);
			pfc_prog_free(prog);
		}
	}
	arena_fini(&arena);
}

static void flips(const char *filter, uint64_t off, uint32_t to)
{
	struct pfc_packet pkt = { .data = frame,
		                  .caplen = sizeof(frame),
		                  .len = sizeof(frame) };
	struct pfc_prog *prog;
	struct arena arena;
	struct trace t;
	struct flip flip;
	size_t count;
	const struct sock_filter *insns;

	arena_init(&arena, NULL);
	CHECK_EQ(pfc_compile(filter, PFC_NUL, NULL, &prog), 0);
	insns = pfc_prog_insns(prog, &count);
	trace_run(&t, &arena, insns, (uint32_t)count, &pkt);
	CHECK_MSG(trace_flip(&t, &pkt, &flip), "%s", filter);
	CHECK_MSG(flip.at.off == off, "%s: %u", filter, (unsigned)flip.at.off);
	CHECK_MSG(flip.to == to, "%s: %u", filter, flip.to);
	pfc_prog_free(prog);
	arena_fini(&arena);
}

TEST(the_smallest_change_that_turns_the_verdict)
{
	flips("tcp port 80", 34, 81);
	flips("tcp port 81", 36, 81);
	flips("src host 192.0.2.1", 26, 0xc0000202);
	flips("src host 192.0.2.9", 26, 0xc0000209);
	flips("arp", 12, 0x806);
}

TEST(no_change_of_a_field_helps_where_none_is_read)
{
	struct pfc_packet pkt = { .data = frame, .caplen = 10, .len = 10 };
	static const struct sock_filter all[] = { BPF_STMT(BPF_RET | BPF_K, 1) };
	struct arena arena;
	struct trace t;
	struct flip flip;

	arena_init(&arena, NULL);
	trace_run(&t, &arena, all, 1, &pkt);
	CHECK(!trace_flip(&t, &pkt, &flip));
	arena_fini(&arena);
}

TEST_MAIN(CASE(fields_have_names_whoever_wrote_the_program),
          CASE(what_is_asked_later_names_what_was_read_before),
          CASE(masks_shifts_flags), CASE(every_instruction_has_words),
          CASE(a_run_is_what_the_interpreter_does),
          CASE(the_smallest_change_that_turns_the_verdict),
          CASE(no_change_of_a_field_helps_where_none_is_read))
