/* SPDX-License-Identifier: BSD-2-Clause */
#include "prove/compare.h"

#include <errno.h>
#include <stdlib.h>

#include "base/bytes.h"
#include "compiler/check.h"
#include "pfc/pfc.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum { SNAPLEN = 262144, MAX = 4096 };

static struct pfc_prog *compile(const char *filter, uint32_t linktype,
                                enum pfc_optimize optimize)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;

	opts.linktype = linktype;
	opts.flags = PFC_ALLOW_EMPTY | PFC_NO_LINT | PFC_NO_LOOKUP;
	opts.optimize = optimize;
	opts.insns_max = 0;
	CHECK_MSG(pfc_compile(filter, PFC_NUL, &opts, &prog) == 0, "%s", filter);
	return prog;
}

static struct compare_program program(const struct pfc_prog *prog)
{
	size_t count;
	const struct sock_filter *insns = pfc_prog_insns(prog, &count);

	return (struct compare_program){ insns, (uint32_t)count };
}

/* What a program says of a witness, by the interpreter's public face. */
static bool accepts(const struct pfc_prog *prog, const struct witness *w)
{
	struct pfc_packet pkt = { .data = w->data, .caplen = w->caplen, .len = w->len };

	if (w->has_meta)
		pkt.meta = &w->meta;
	return pfc_prog_run(prog, &pkt) != 0;
}

struct relation_case {
	const char *a, *b;
	enum relation relation;
	uint32_t linktype; /* 0: EN10MB */
};

/* Worked out by hand from what the words mean. */
static const struct relation_case relations[] = {
	{ "ip", "ip", RELATION_EQUAL, 0 },
	{ "ip", "ether proto 0x800", RELATION_EQUAL, 0 },
	{ "tcp port 80", "tcp src port 80 or tcp dst port 80", RELATION_EQUAL, 0 },
	{ "not (ip or arp)", "not ip and not arp", RELATION_EQUAL, 0 },
	/* Only the byte that counts is read. */
	{ "ip src net 10.0.0.0/8", "ip[12] = 10 and ip", RELATION_EQUAL, 0 },
	{ "len > 60", "len >= 61", RELATION_EQUAL, 0 },
	{ "len > 60", "len > 61", RELATION_B_IMPLIES_A, 0 },
	{ "tcp port 80", "port 80", RELATION_A_IMPLIES_B, 0 },
	{ "port 80", "tcp port 80", RELATION_B_IMPLIES_A, 0 },
	{ "ip", "", RELATION_A_IMPLIES_B, 0 },
	{ "ip and arp", "ip", RELATION_A_IMPLIES_B, 0 },
	{ "ip and arp", "ip and ip6", RELATION_EQUAL, 0 },
	{ "ip", "arp", RELATION_DISJOINT, 0 },
	{ "tcp", "udp", RELATION_DISJOINT, 0 },
	{ "len < 60", "len >= 60", RELATION_OPPOSITE, 0 },
	/* A frame too short for a type is neither. */
	{ "ip", "not ip", RELATION_DISJOINT, 0 },
	{ "tcp", "port 80", RELATION_OVERLAP, 0 },
	{ "src host 10.0.0.1", "dst host 10.0.0.2", RELATION_OVERLAP, 0 },
	{ "ip[0] & 0x0f = 5", "ip and ip[0] & 0x0f < 6", RELATION_A_IMPLIES_B, 0 },
	/* 32 bits wrap: 2^31 + 80 is another such number; 16 bits do not. */
	{ "ether[0:4] * 2 = 160", "ether[0:4] = 80", RELATION_B_IMPLIES_A, 0 },
	{ "udp[0:2] * 2 = 160", "udp[0:2] = 80", RELATION_EQUAL, 0 },
	{ "ether[0:4] / 3 = 5", "ether[0:4] >= 15 and ether[0:4] <= 17", RELATION_EQUAL, 0 },
	{ "ether[0] % 8 = 3", "ether[0] & 7 = 3", RELATION_EQUAL, 0 },
	{ "tcp", "ip proto 6", RELATION_B_IMPLIES_A, 101 },
	{ "net 10.0.0.0/9 or net 10.128.0.0/9", "net 10.0.0.0/8", RELATION_EQUAL, 101 },
};

TEST(relations)
{
	if (!solve_available())
		SKIP("built without Z3");
	for (size_t i = 0; i < LEN(relations); i++) {
		const struct relation_case *r = &relations[i];
		uint32_t linktype = r->linktype ? r->linktype : 1;
		struct pfc_prog *a = compile(r->a, linktype, PFC_OPTIMIZE_BALANCED);
		struct pfc_prog *b = compile(r->b, linktype, PFC_OPTIMIZE_BALANCED);
		struct compare c = { .linktype = linktype, .timeout_ms = 60000 };

		c.a = program(a);
		c.b = program(b);
		CHECK_EQ(compare_programs(&c), 0);
		CHECK_MSG(c.relation == r->relation, "'%s' and '%s': %d", r->a, r->b,
		          (int)c.relation);
		for (int k = 0; k < REGIONS; k++) {
			bool in_a = k == REGION_A_ONLY || k == REGION_BOTH;
			bool in_b = k == REGION_B_ONLY || k == REGION_BOTH;

			if (c.any[k] != ANSWER_YES)
				continue;
			CHECK_EQ(accepts(a, c.witness[k]), in_a);
			CHECK_EQ(accepts(b, c.witness[k]), in_b);
			CHECK(c.witness[k]->caplen <= c.witness[k]->len);
		}
		compare_fini(&c);
		pfc_prog_free(a);
		pfc_prog_free(b);
	}
}

/* ---- witnesses ---- */

static uint32_t sum16(const uint8_t *p, uint32_t len, uint32_t sum)
{
	for (uint32_t i = 0; i < len; i += 2)
		sum += (uint32_t)p[i] << 8 | (i + 1 < len ? p[i + 1] : 0);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

static void only_b(const char *a_text, const char *b_text, struct compare *c)
{
	struct pfc_prog *a = compile(a_text, 1, PFC_OPTIMIZE_BALANCED);
	struct pfc_prog *b = compile(b_text, 1, PFC_OPTIMIZE_BALANCED);

	*c = (struct compare){ .linktype = 1, .timeout_ms = 60000 };
	c->a = program(a);
	c->b = program(b);
	CHECK_EQ(compare_programs(c), 0);
	CHECK_EQ(c->any[REGION_B_ONLY], ANSWER_YES);
	pfc_prog_free(a);
	pfc_prog_free(b);
}

TEST(witness_is_a_good_ip_packet)
{
	struct compare c;
	const uint8_t *p;

	if (!solve_available())
		SKIP("built without Z3");
	only_b("udp", "tcp dst port 8080", &c);
	p = c.witness[REGION_B_ONLY]->data;
	CHECK_EQ(c.witness[REGION_B_ONLY]->caplen, c.witness[REGION_B_ONLY]->len);
	if (get_be16(p + 12) == 0x86dd) {
		CHECK_EQ(c.witness[REGION_B_ONLY]->len, 14 + 40 + 20);
		CHECK_EQ(get_be16(p + 18), 20);
		CHECK_EQ(p[20], 6);
		CHECK_EQ(get_be16(p + 54 + 2), 8080);
		CHECK_EQ(sum16(p + 54, 20, sum16(p + 22, 32, 6 + 20)), 0xffff);
	} else {
		CHECK_EQ(c.witness[REGION_B_ONLY]->len, 14 + 20 + 20);
		CHECK_EQ(p[14], 0x45);
		CHECK_EQ(get_be16(p + 16), 40);
		CHECK_EQ(sum16(p + 14, 20, 0), 0xffff);
		CHECK_EQ(p[23], 6);
		CHECK_EQ(get_be16(p + 34 + 2), 8080);
		CHECK_EQ(sum16(p + 34, 20, sum16(p + 26, 8, 6 + 20)), 0xffff);
	}
	CHECK(memcmp(p, "\0\0\0\0\0\0", 6) != 0);
	CHECK(memcmp(p + 6, "\0\0\0\0\0\0", 6) != 0);
	compare_fini(&c);
}

/* What a filter asks stays, though it makes a bad packet. */
TEST(witness_keeps_what_matters)
{
	struct compare c;
	const uint8_t *p;

	if (!solve_available())
		SKIP("built without Z3");
	only_b("arp", "ip[0] = 0xf5 and ip[10:2] = 0x1234 and ip[2:2] = 7", &c);
	p = c.witness[REGION_B_ONLY]->data;
	CHECK_EQ(p[14], 0xf5);
	CHECK_EQ(get_be16(p + 24), 0x1234);
	CHECK_EQ(get_be16(p + 16), 7);
	compare_fini(&c);
	only_b("ip", "ether dst 00:00:00:00:00:00 and len = 1000", &c);
	p = c.witness[REGION_B_ONLY]->data;
	CHECK_MEM(p, "\0\0\0\0\0\0", 6);
	CHECK_EQ(c.witness[REGION_B_ONLY]->len, 1000);
	compare_fini(&c);
}

/* ---- the contract, and programs that break it ---- */

/* Compares a program with the reference meaning of a filter. */
static void against(const char *filter, const struct sock_filter *insns, uint32_t count,
                    struct compare *c, struct pfc_prog **reference)
{
	*reference = compile(filter, 1, PFC_OPTIMIZE_NONE);
	*c = (struct compare){ .contract = true, .linktype = 1, .timeout_ms = 60000 };
	c->a = (struct compare_program){ insns, count };
	c->b = program(*reference);
	CHECK_EQ(compare_programs(c), 0);
}

static bool runs(const struct sock_filter *insns, uint32_t count, const struct witness *w)
{
	return witness_run(w, insns, count) != 0;
}

/* Copies the optimized program. */
static uint32_t optimized(const char *filter, struct sock_filter *out)
{
	struct pfc_prog *prog = compile(filter, 1, PFC_OPTIMIZE_BALANCED);
	struct compare_program p = program(prog);

	CHECK(p.count < MAX);
	memcpy(out, p.insns, p.count * sizeof(*out));
	pfc_prog_free(prog);
	return p.count;
}

/* "a or b" where b reads further: a pass that loads for b before a is settled loses packets
 * that were cut off behind a.
 */
TEST(a_load_too_early_breaks_rule_1)
{
	static const char filter[] = "ether[12:2] = 0x806 or ether[60] = 7";
	static struct sock_filter insns[MAX];
	const struct witness *w;
	struct pfc_prog *reference;
	struct compare c;
	uint32_t count;

	if (!solve_available())
		SKIP("built without Z3");
	count = optimized(filter, insns);
	against(filter, insns, count, &c, &reference);
	CHECK(c.any[REGION_A_ONLY] == ANSWER_NO && c.any[REGION_B_ONLY] == ANSWER_NO);
	compare_fini(&c);
	pfc_prog_free(reference);

	memmove(insns + 1, insns, count * sizeof(*insns));
	insns[0] = (struct sock_filter){ BPF_LD | BPF_B | BPF_ABS, 0, 0, 60 };
	count++;
	against(filter, insns, count, &c, &reference);
	CHECK_EQ(c.any[REGION_A_ONLY], ANSWER_NO);
	CHECK_EQ(c.any[REGION_B_ONLY], ANSWER_YES);
	w = c.witness[REGION_B_ONLY];
	CHECK(w->caplen <= 60);
	CHECK(accepts(reference, w) && !runs(insns, count, w));
	compare_fini(&c);
	pfc_prog_free(reference);
}

/* A pass that leaves out the question for the fragment offset. */
TEST(no_fragment_test_breaks_rule_2)
{
	static const char filter[] = "udp port 53";
	static struct sock_filter insns[MAX];
	const struct witness *w;
	struct pfc_prog *reference;
	struct compare c;
	uint32_t count, dropped = 0;

	if (!solve_available())
		SKIP("built without Z3");
	count = optimized(filter, insns);
	for (uint32_t i = 0; i < count; i++) {
		if (insns[i].code == (BPF_JMP | BPF_JSET | BPF_K) && insns[i].k == 0x1fff) {
			insns[i].jt = insns[i].jf;
			dropped++;
		} else if (insns[i].code == (BPF_ALU | BPF_AND | BPF_K) &&
		           insns[i].k == 0x1fff00ff) {
			insns[i].k = 0xff;
			dropped++;
		}
	}
	CHECK(dropped);
	against(filter, insns, count, &c, &reference);
	CHECK_EQ(c.any[REGION_A_ONLY], ANSWER_YES);
	CHECK_EQ(c.any[REGION_B_ONLY], ANSWER_NO);
	w = c.witness[REGION_A_ONLY];
	CHECK(runs(insns, count, w) && !accepts(reference, w));
	/* A later fragment of an IPv4 packet. */
	CHECK_EQ(get_be16(w->data + 12), 0x0800);
	CHECK(get_be16(w->data + 20) & 0x1fff);
	compare_fini(&c);
	pfc_prog_free(reference);
}

/* Each bound of each interval, moved by one, in the program of a set. */
TEST(an_interval_off_by_one_is_found)
{
	static const char filter[] = "ip src net in {10.0.0.0/8, 192.168.4.0/22} or "
				     "ether[0] >= 0x20 and ether[0] <= 0x2f";
	static struct sock_filter insns[MAX];
	struct pfc_prog *reference;
	uint32_t count, moved = 0;
	struct compare c;

	if (!solve_available())
		SKIP("built without Z3");
	count = optimized(filter, insns);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t op = BPF_OP(insns[i].code);

		if (BPF_CLASS(insns[i].code) != BPF_JMP ||
		    (op != BPF_JGE && op != BPF_JGT))
			continue;
		for (int by = -1; by <= 1; by += 2) {
			insns[i].k += (uint32_t)by;
			against(filter, insns, count, &c, &reference);
			CHECK_MSG(c.any[REGION_A_ONLY] == ANSWER_YES ||
			                  c.any[REGION_B_ONLY] == ANSWER_YES,
			          "instruction %u", i);
			compare_fini(&c);
			pfc_prog_free(reference);
			insns[i].k -= (uint32_t)by;
			moved++;
		}
	}
	CHECK(moved >= 4);
}

/* A program that was changed anywhere is either still right or found out: whenever packets
 * show that it is not, the proof says so, too.
 */
TEST(changed_programs_are_found)
{
	static const char *const filters[] = { "tcp dst port 80 and ip src 10.0.0.1",
		                               "vlan 5 and udp", "arp or ip6 and len > 99" };
	static struct sock_filter insns[MAX];
	uint32_t broken = 0, kept = 0;
	struct pfc_prog *reference;
	struct check_fault fault;
	struct compare c;

	if (!solve_available())
		SKIP("built without Z3");
	for (size_t n = 0; n < LEN(filters); n++) {
		uint32_t count = optimized(filters[n], insns);

		for (uint32_t i = 0; i < 2 * count; i++) {
			struct sock_filter *at = &insns[i / 2], old = *at;

			if (i % 2) {
				at->jt = old.jf;
				at->jf = old.jt;
			} else {
				at->k ^= 1;
			}
			if ((old.jt == at->jt && old.k == at->k) ||
			    !check_cbpf(insns, count, 0, &fault)) {
				*at = old;
				continue;
			}
			against(filters[n], insns, count, &c, &reference);
			for (int k = REGION_A_ONLY; k <= REGION_B_ONLY; k++)
				CHECK(c.any[k] != ANSWER_UNKNOWN);
			if (c.any[REGION_A_ONLY] == ANSWER_YES ||
			    c.any[REGION_B_ONLY] == ANSWER_YES)
				broken++;
			else
				kept++;
			compare_fini(&c);
			pfc_prog_free(reference);
			*at = old;
		}
	}
	test_note("%u broken, %u still right", broken, kept);
	CHECK(broken > 30);
	/* "ret #262144" and "ret #262145" accept the same. */
	CHECK(kept >= LEN(filters));
}

/* The load of a byte that nobody looks at may be left out: on a packet without the byte the
 * reference rejects, but only because it is missing.
 */
TEST(more_decisive_on_cut_packets_is_kept)
{
	struct sock_filter reference[] = {
		{ BPF_LD | BPF_B | BPF_ABS, 0, 0, 99 },
		{ BPF_LD | BPF_B | BPF_ABS, 0, 0, 0 },
		{ BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 7 },
		{ BPF_RET | BPF_K, 0, 0, 1 },
		{ BPF_RET | BPF_K, 0, 0, 0 },
	};
	struct compare c = { .contract = true, .linktype = 1, .timeout_ms = 60000 };

	if (!solve_available())
		SKIP("built without Z3");
	c.a = (struct compare_program){ reference + 1, 4 };
	c.b = (struct compare_program){ reference, 5 };
	CHECK_EQ(compare_programs(&c), 0);
	CHECK_EQ(c.any[REGION_A_ONLY], ANSWER_NO);
	CHECK_EQ(c.any[REGION_B_ONLY], ANSWER_NO);
	compare_fini(&c);
	/* Strictly they differ, and the witness is a packet without that byte. */
	c = (struct compare){ .a = { reference + 1, 4 }, .b = { reference, 5 } };
	c.linktype = 1;
	c.timeout_ms = 60000;
	CHECK_EQ(compare_programs(&c), 0);
	CHECK_EQ(c.relation, RELATION_B_IMPLIES_A);
	CHECK(c.witness[REGION_A_ONLY]->caplen <= 99);
	compare_fini(&c);
	/* The other way round packets are lost. */
	c = (struct compare){ .a = { reference, 5 }, .b = { reference + 1, 4 } };
	c.contract = true;
	c.linktype = 1;
	c.timeout_ms = 60000;
	CHECK_EQ(compare_programs(&c), 0);
	CHECK_EQ(c.any[REGION_B_ONLY], ANSWER_YES);
	compare_fini(&c);
}

/* ---- limits ---- */

TEST(no_time_no_proof)
{
	/* True, and hard for 32-bit numbers. */
	static const char a_text[] = "ether[0:4] / ether[4:4] * ether[4:4] = ether[0:4] - 7";
	static const char b_text[] = "ether[0:4] % ether[4:4] = 7";
	struct pfc_prog *a = compile(a_text, 1, PFC_OPTIMIZE_BALANCED);
	struct pfc_prog *b = compile(b_text, 1, PFC_OPTIMIZE_BALANCED);
	struct compare c = { .linktype = 1, .timeout_ms = 1000 };

	if (!solve_available())
		SKIP("built without Z3");
	c.a = program(a);
	c.b = program(b);
	CHECK_EQ(compare_programs(&c), 0);
	CHECK_EQ(c.relation, RELATION_UNKNOWN);
	CHECK_EQ(c.any[REGION_A_ONLY], ANSWER_UNKNOWN);
	compare_fini(&c);
	pfc_prog_free(a);
	pfc_prog_free(b);
}

/* Without any time for the solver, packets made from the constants still tell apart. */
TEST(packets_are_tried_without_the_solver)
{
	static const char *const pairs[][2] = {
		{ "tcp port 80", "tcp port 81" },
		{ "host 10.0.0.1 and udp port 53", "host 10.0.0.1 and udp port 54" },
		{ "ip[2:2] - 20 > 1000", "ip[2:2] - 20 > 1001" },
		{ "len = 777", "len = 778" },
		{ "vlan 7 and ip6", "vlan 8 and ip6" },
	};

	for (size_t i = 0; i < LEN(pairs); i++) {
		struct pfc_prog *a = compile(pairs[i][0], 1, PFC_OPTIMIZE_BALANCED);
		struct pfc_prog *b = compile(pairs[i][1], 1, PFC_OPTIMIZE_BALANCED);
		struct compare c = { .linktype = 1, .timeout_ms = 0 };

		c.a = program(a);
		c.b = program(b);
		CHECK_EQ(compare_programs(&c), 0);
		CHECK_MSG(c.any[REGION_A_ONLY] == ANSWER_YES ||
		                  c.any[REGION_B_ONLY] == ANSWER_YES,
		          "%s", pairs[i][0]);
		CHECK(c.relation != RELATION_UNKNOWN);
		compare_fini(&c);
		pfc_prog_free(a);
		pfc_prog_free(b);
	}
}

TEST(random_numbers_cannot_be_compared)
{
	struct sock_filter insns[] = {
		{ BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)SKF_AD_OFF + SKF_AD_RANDOM },
		{ BPF_RET | BPF_A, 0, 0, 0 },
	};
	struct compare c = { .a = { insns, 2 }, .b = { insns, 2 }, .timeout_ms = 1000 };

	CHECK_EQ(compare_programs(&c), -ENOTSUP);
	compare_fini(&c);
}

TEST_MAIN(CASE(relations), CASE(witness_is_a_good_ip_packet),
          CASE(witness_keeps_what_matters), CASE(a_load_too_early_breaks_rule_1),
          CASE(no_fragment_test_breaks_rule_2), CASE(an_interval_off_by_one_is_found),
          CASE(changed_programs_are_found), CASE(more_decisive_on_cut_packets_is_kept),
          CASE(no_time_no_proof), CASE(packets_are_tried_without_the_solver),
          CASE(random_numbers_cannot_be_compared))
