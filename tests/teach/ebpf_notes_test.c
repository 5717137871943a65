/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/teach/ebpf_notes_test.c - mirrors teach/ebpf_notes.c, ebpf_flow.c and ebpf_words.c:
 * instructions of eBPF filters in words.
 */
#include "teach/ebpf_notes.h"

#include <stdlib.h>
#include <string.h>

#include "compiler/program.h"
#include "compiler/read_ebpf.h"
#include "proto/link.h"
#include "tests/prove/corpus.h"
#include "tests/test.h"

static void notes_of(struct ebpf_notes *n, struct arena *arena, const struct pfc_prog *p,
                     uint32_t linktype)
{
	const struct ebpf_program program = { p->ebpf, p->ebpf_count, p->target, p->ebpf_notes };

	ebpf_notes_make(n, arena, &program, link_by_number(linktype));
}

/* Is there an instruction with these words? of: the program, for messages. */
static void has_words(const struct ebpf_notes *n, const char *of, const char *words)
{
	const struct ebpf_program *p = &n->program;
	struct str all = { 0 };
	char *line;

	for (uint32_t i = 0; i < p->count; i += ebpf_size(&p->insns[i])) {
		str_printf(&all, "\n");
		ebpf_notes_words(&all, n, i);
	}
	str_printf(&all, "\n");
	line = strstr(all.at, words);
	CHECK_MSG(line && line[-1] == '\n', "%s for %d: not said: %s\n%s", of, (int)p->target,
	          words, all.at);
	str_fini(&all);
}

static void says_with(uint32_t flags, const char *filter, enum pfc_target target,
                      const char *words)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;
	struct ebpf_notes n;
	struct arena arena;

	arena_init(&arena, NULL);
	opts.target = target;
	opts.flags |= flags;
	CHECK_EQ(pfc_compile(filter, PFC_NUL, &opts, &prog), 0);
	notes_of(&n, &arena, prog, opts.linktype);
	has_words(&n, filter, words);
	pfc_prog_free(prog);
	arena_fini(&arena);
}

static void says(const char *filter, enum pfc_target target, const char *words)
{
	says_with(0, filter, target, words);
}

static void says_live(const char *filter, enum pfc_target target, const char *words)
{
	says_with(PFC_LIVE, filter, target, words);
}

/* The same of somebody's program, an instruction a line, called as for tc. */
static void other_says(const char *lines, const char *words)
{
	struct ebpf_codes codes = { 0 };
	struct str listing = { 0 };
	struct ebpf_program program;
	struct diags diags = { 0 };
	struct ebpf_notes n;
	struct arena arena;

	arena_init(&arena, NULL);
	diags.arena = &arena;
	for (uint32_t i = 0; *lines; lines += strcspn(lines, "\n") + 1)
		str_printf(&listing, "%u: %.*s\n", i++, (int)strcspn(lines, "\n"), lines);
	CHECK_MSG(ebpf_read_text(&arena, &diags, listing.at, listing.len, &codes), "%s: %s",
	          listing.at, diags.list.count ? diags.list.at[0].msg : "");
	program = (struct ebpf_program){ .insns = codes.list.at[0].insns,
		                         .count = codes.list.at[0].count,
		                         .target = PFC_TARGET_TC };
	ebpf_notes_make(&n, &arena, &program, link_by_number(1));
	has_words(&n, listing.at, words);
	str_fini(&listing);
	arena_fini(&arena);
}

TEST(fields_by_every_way_of_access)
{
	for (int t = PFC_TARGET_SOCKET; t <= PFC_TARGET_BUFFER; t++) {
		const char *filter = "udp port 53 and not host 10.0.0.1 and ip[8] < 3";

		says(filter, t, "r0 = IPv4 protocol (byte 23)\n");
		says(filter, t, "unless Ethernet type is 0x0800 (IPv4): ");
		says(filter, t, "if IPv4 source is 10.0.0.1: ");
		says(filter, t, "if UDP source port is 53 (domain): ");
		says(filter, t, "r0 = UDP destination port (2 bytes at IPv4 header length + 16)");
		says(filter, t, "r0 = length of the IPv4 header in bytes\n");
		says(filter, t, "of r0 keep fragment offset\n");
		says(filter, t, "r0 = IPv4 time to live (byte 22)\n");
		says(filter, t, "the end; r0 is the verdict\n");
	}
}

TEST(what_targets_have_of_their_own)
{
	says("ip", PFC_TARGET_XDP, "r8 = start of the packet\n");
	says("ip", PFC_TARGET_XDP, "r1 = place of byte 14 of the packet\n");
	says("ip", PFC_TARGET_XDP, "if fewer than 14 bytes are there: ");
	says("ip", PFC_TARGET_XDP, "r0 = 2: match: XDP_PASS\n");
	says("ip", PFC_TARGET_BUFFER, "r9 = number of bytes that are there\n");
	says("ip src 10.0.0.1", PFC_TARGET_BUFFER, "r0 = both halves: IPv4 source\n");
	says_live("vlan", PFC_TARGET_SOCKET,
	          "if presence of a VLAN tag that was taken out of the frame is 1: ");
	says_live("ifindex 3", PFC_TARGET_SOCKET, "r0 = interface index, which the kernel knows\n");
	says_live("ifindex 3", PFC_TARGET_SOCKET, "if interface index is ");
	says("ip6 and tcp port 80", PFC_TARGET_SOCKET, "unless Ethernet type is 0x86dd (IPv6): ");
	says("ip[2:2] > 70", PFC_TARGET_TC, "r0: its 2 bytes in the order of numbers\n");
	says("ip[2:2] > 70", PFC_TARGET_TC, "if IPv4 total length is ");
	says("host in {10.0.0.1, 10.0.0.3, 10.0.0.5, 10.0.0.7, 10.0.0.9, 10.0.0.11, 10.0.0.13, "
	     "10.0.0.15, 10.0.0.17, 10.0.0.19, 10.0.0.21, 10.0.0.23, 10.0.0.25, 10.0.0.27, "
	     "10.0.0.29, 10.0.0.31, 10.0.0.33, 10.0.0.35, 10.0.1.1, 10.0.1.3, 10.0.1.5, 10.0.1.7, "
	     "10.0.1.9, 10.0.1.11, 10.0.1.13, 10.0.1.15, 10.0.1.17, 10.0.1.19, 10.0.1.21, "
	     "10.0.1.23, 10.0.1.25, 10.0.1.27, 10.0.1.29, 10.0.1.31, 10.0.1.33, 10.0.1.35}",
	     PFC_TARGET_XDP, "r2 = place of the values that are looked up\n");
}

/* Puts the start of the packet and its first 16 bytes on the stack. */
#define ON_STACK                                                                               \
	"r6 = *(u32 *)(r1 + 76)\n*(u64 *)(r10 - 8) = r6\n"                                     \
	"r2 = 0\nr3 = r10\nr3 += -64\nr4 = 16\ncall bpf_skb_load_bytes\n"

/* What a call may write is no longer what it was. */
TEST(calls_write_what_they_are_given)
{
	other_says(ON_STACK "r1 = *(u16 *)(r10 - 52)\nexit\n",
	           "r1 = Ethernet type (bytes 12-13), first byte lowest\n");
	other_says(ON_STACK "r1 = *(u64 *)(r10 - 8)\nexit\n", "r1 = start of the packet\n");
	other_says(ON_STACK "r2 = r10\nr2 += -64\ncall bpf_fib_lookup\n"
	                    "r1 = *(u16 *)(r10 - 52)\nexit\n",
	           "r1 = what was put on the stack at -52\n");
	other_says(ON_STACK "r2 = r10\nr2 += -16\ncall bpf_fib_lookup\n"
	                    "r1 = *(u64 *)(r10 - 8)\nexit\n",
	           "r1 = what was put on the stack at -8\n");
	/* Nothing is behind where the memory begins that a call is given. */
	other_says(ON_STACK "r2 = r10\nr2 += -16\ncall bpf_fib_lookup\n"
	                    "r1 = *(u16 *)(r10 - 52)\nexit\n",
	           "r1 = Ethernet type (bytes 12-13), first byte lowest\n");
	/* Bytes of nobody knows where, into the same place. */
	other_says(ON_STACK "r2 = r7\nr3 = r10\nr3 += -64\nr4 = 16\n"
	                    "call bpf_skb_load_bytes\nr1 = *(u16 *)(r10 - 52)\nexit\n",
	           "r1 = what was put on the stack at -52\n");
}

TEST(instructions_that_filters_of_pfc_have_not)
{
	other_says("(06) gotol pc+1\n(b7) r0 = 0\n(95) exit\n", "go on at 2\n");
	other_says("r0 = (s8)r1\nexit\n", "r0 = r1, of which 8 bits count, with their sign\n");
	other_says("r0 s/= r1\nexit\n", "r0 = r0 divided by, with signs, r1\n");
	other_says("r0 = bswap16 r0\nexit\n", "r0: its 2 bytes the other way round\n");
	other_says("r0 = le32 r0\nexit\n", "r0: its 4 bytes with the lowest first\n");
	other_says("r0 = *(s16 *)(r1 + 4)\nexit\n", "r0 = 2 bytes at r1 + 4, with their sign\n");
	other_says("r2 = atomic64_fetch_add((u64 *)(r1 + 0), r2)\nexit\n",
	           "8 bytes at r1 + 0 are changed by r2 in one step; r2 = what was there\n");
	other_says("unknown { 0xe5, 0, 0, 1, 0 }\nr0 = 0\nexit\n",
	           "an instruction that pfc does not know\n");
}

static void code_is(uint8_t code, const char *want)
{
	struct str out = { 0 };

	ebpf_notes_code(&out, code);
	CHECK_STR(out.at, want);
	str_fini(&out);
}

TEST(codes_by_their_bits)
{
	code_is(0x18, "BPF_LD | BPF_DW | BPF_IMM");
	code_is(0x28, "BPF_LD | BPF_H | BPF_ABS");
	code_is(0x61, "BPF_LDX | BPF_W | BPF_MEM");
	code_is(0x91, "BPF_LDX | BPF_B | BPF_MEMSX");
	code_is(0xdb, "BPF_STX | BPF_DW | BPF_ATOMIC");
	code_is(0x7a, "BPF_ST | BPF_DW | BPF_MEM");
	code_is(0xbf, "BPF_ALU64 | BPF_MOV | BPF_X");
	code_is(0xc4, "BPF_ALU | BPF_ARSH | BPF_K");
	code_is(0xdc, "BPF_ALU | BPF_END | BPF_TO_BE");
	code_is(0x84, "BPF_ALU | BPF_NEG");
	code_is(0x55, "BPF_JMP | BPF_JNE | BPF_K");
	code_is(0x06, "BPF_JMP32 | BPF_JA");
	code_is(0x85, "BPF_JMP | BPF_CALL");
	code_is(0x95, "BPF_JMP | BPF_EXIT");
	code_is(0xe5, "BPF_JMP | 0xe0 | BPF_K");
}

/* ---- all programs ---- */

struct all {
	uint32_t programs, insns, loads, named;
};

/* A load of packet bytes, as far as the flow knows. */
static bool is_load(const struct ebpf_notes *n, uint32_t i)
{
	const struct ebpf_note_at *at = &n->at[i];
	uint8_t class = BPF_CLASS(n->program.insns[i].code);

	return at->used && (class == BPF_LDX || class == BPF_LD) &&
	       at->after.kind == HELD_NUMBER && at->after.loaded;
}

static void explain_all(void *ctx, const struct corpus_filter *f)
{
	struct pfc_opts opts = f->opts;
	struct all *all = ctx;

	for (int t = PFC_TARGET_SOCKET; t <= PFC_TARGET_BUFFER; t++) {
		struct pfc_prog *prog = NULL;
		struct ebpf_notes n;
		struct arena arena;

		opts.target = t;
		if (pfc_compile(f->text, PFC_NUL, &opts, &prog) != 0) {
			pfc_prog_free(prog);
			continue;
		}
		arena_init(&arena, NULL);
		notes_of(&n, &arena, prog, opts.linktype);
		for (uint32_t i = 0; i < prog->ebpf_count; i += ebpf_size(&prog->ebpf[i])) {
			struct str words = { 0 };
			bool load = n.at && opts.linktype == 1 && is_load(&n, i);

			ebpf_notes_words(&words, &n, i);
			CHECK_MSG(words.len && !strstr(words.at, "(null)") &&
			                  !strchr(words.at, '?'),
			          "%s: %u: %s", f->text, i, words.at);
			all->loads += load;
			all->named += load && !strstr(words.at, " of the packet");
			str_fini(&words);
		}
		all->programs++;
		all->insns += prog->ebpf_count;
		arena_fini(&arena);
		pfc_prog_free(prog);
	}
}

TEST(every_instruction_has_words)
{
	uint32_t nth = getenv("PFC_LONG") ? 1 : 80;
	struct all all = { 0 };

	corpus_each(nth, explain_all, &all);
	test_note("%u programs, %u instructions; on Ethernet %u of %u loads are named",
	          all.programs, all.insns, all.named, all.loads);
	CHECK(all.programs > 20000 / nth);
	CHECK(all.named * 100 > all.loads * 88);
}

TEST_MAIN(CASE(fields_by_every_way_of_access), CASE(what_targets_have_of_their_own),
          CASE(calls_write_what_they_are_given), CASE(instructions_that_filters_of_pfc_have_not),
          CASE(codes_by_their_bits),
          CASE(every_instruction_has_words))
