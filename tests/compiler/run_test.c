/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/run_test.c - mirrors compiler/run.c: each instruction by example. */
#include "compiler/run.h"

#include "base/bytes.h"
#include "compiler/program.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define AD(field) ((uint32_t)SKF_AD_OFF + SKF_AD_##field)

static const uint8_t bytes[] = { 0x01, 0x82, 0x03, 0x84, 0x45, 0x06, 0x07, 0x08 };

static const struct pfc_meta meta = {
	.protocol = 0x86dd,
	.pkttype = 4,
	.ifindex = 7,
	.hatype = 772,
	.mark = 0xdeadbeef,
	.queue = 3,
	.rxhash = 0x12345678,
	.cpu = 1,
	.vlan_tci = 0xe005,
	.vlan_tpid = 0x88a8,
	.vlan_present = 1,
};

static const struct pfc_packet packet = { bytes, sizeof(bytes), 60, NULL };
static const struct pfc_packet live = { bytes, sizeof(bytes), 60, &meta };

/* Runs the instructions and a return of A behind them. */
static uint32_t value(const struct sock_filter *insns, size_t count,
                      const struct pfc_packet *pkt)
{
	struct sock_filter prog[8];

	CHECK(count < LEN(prog));
	memcpy(prog, insns, count * sizeof(*insns));
	prog[count] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_A, 0);
	return run_cbpf(prog, (uint32_t)count + 1, pkt, NULL);
}

#define VALUE(pkt, ...)                                                                \
	value((struct sock_filter[]){ __VA_ARGS__ },                                   \
	      LEN(((struct sock_filter[]){ __VA_ARGS__ })), (pkt))

TEST(loads_big_endian_bytes)
{
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 1)), 0x82038445);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 1)), 0x8203);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 1)), 0x82);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LDX | BPF_IMM, 2),
	               BPF_STMT(BPF_LD | BPF_W | BPF_IND, 2)),
	         0x45060708);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LDX | BPF_IMM, 2),
	               BPF_STMT(BPF_LD | BPF_H | BPF_IND, 2)),
	         0x4506);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LDX | BPF_IMM, 2),
	               BPF_STMT(BPF_LD | BPF_B | BPF_IND, 1)),
	         0x84);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 4),
	               BPF_STMT(BPF_MISC | BPF_TXA, 0)),
	         20);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0)), 60);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LDX | BPF_W | BPF_LEN, 0),
	               BPF_STMT(BPF_MISC | BPF_TXA, 0)),
	         60);
}

/* Whether a program that begins with the load gets past it. */
static bool survives(struct sock_filter load, uint32_t x)
{
	struct sock_filter prog[] = {
		BPF_STMT(BPF_LDX | BPF_IMM, x),
		load,
		BPF_STMT(BPF_RET | BPF_K, 1),
	};

	return run_cbpf(prog, LEN(prog), &packet, NULL) == 1;
}

TEST(rejects_loads_beyond_the_capture)
{
	static const struct {
		uint16_t width;
		uint32_t last; /* offset of the last load that fits */
	} rows[] = { { BPF_W, 4 }, { BPF_H, 6 }, { BPF_B, 7 } };

	for (size_t i = 0; i < LEN(rows); i++) {
		struct sock_filter abs = BPF_STMT(BPF_LD | BPF_ABS | rows[i].width, 0);
		struct sock_filter ind = BPF_STMT(BPF_LD | BPF_IND | rows[i].width, 0);

		for (uint32_t k = 0; k < 20; k++) {
			abs.k = k;
			ind.k = k;
			CHECK_EQ(survives(abs, 0), k <= rows[i].last);
			CHECK_EQ(survives(ind, 0), k <= rows[i].last);
			ind.k = 1;
			CHECK_EQ(survives(ind, k), k + 1 <= rows[i].last);
		}
		/* Offset and index together do not wrap round to the first bytes. */
		ind.k = 0xfffffffe;
		CHECK(!survives(ind, 2));
		CHECK(!survives(ind, 0));
		abs.k = 0xffffffff;
		CHECK(!survives(abs, 0));
		abs.k = 0x80000000;
		CHECK(!survives(abs, 0));
	}
	CHECK(survives((struct sock_filter)BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 7), 0));
	CHECK(!survives((struct sock_filter)BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 8), 0));
}

TEST(rejects_everything_when_nothing_was_captured)
{
	struct pfc_packet empty = { NULL, 0, 60, NULL };
	struct sock_filter prog[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
		BPF_STMT(BPF_RET | BPF_K, 1),
	};

	CHECK_EQ(run_cbpf(prog, LEN(prog), &empty, NULL), 0);
	CHECK_EQ(run_cbpf(prog + 1, 1, &empty, NULL), 1);
	CHECK_EQ(run_cbpf(prog, 0, &empty, NULL), 0);
}

TEST(computes)
{
	static const struct {
		uint16_t op;
		uint32_t a, b, result;
	} rows[] = {
		{ BPF_ADD, 0xffffffff, 2, 1 },
		{ BPF_SUB, 1, 2, 0xffffffff },
		{ BPF_MUL, 0x10001, 0x10001, 0x20001 },
		{ BPF_DIV, 0xfffffffe, 2, 0x7fffffff },
		{ BPF_MOD, 0xffffffff, 10, 5 },
		{ BPF_AND, 0xff00ff00, 0x0ff00ff0, 0x0f000f00 },
		{ BPF_OR, 0xff00ff00, 0x0ff00ff0, 0xfff0fff0 },
		{ BPF_XOR, 0xff00ff00, 0x0ff00ff0, 0xf0f0f0f0 },
		{ BPF_LSH, 0x80000001, 31, 0x80000000 },
		{ BPF_RSH, 0x80000001, 31, 1 },
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		uint16_t k = (uint16_t)(BPF_ALU | rows[i].op | BPF_K);
		uint16_t x = (uint16_t)(BPF_ALU | rows[i].op | BPF_X);

		CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, rows[i].a),
		               BPF_STMT(k, rows[i].b)),
		         rows[i].result);
		CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, rows[i].a),
		               BPF_STMT(BPF_LDX | BPF_IMM, rows[i].b), BPF_STMT(x, 99)),
		         rows[i].result);
	}
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, 1),
	               BPF_STMT(BPF_ALU | BPF_NEG, 0)),
	         0xffffffff);
}

TEST(rejects_division_by_zero_and_shifts_everything_out)
{
	static const uint16_t divisions[] = { BPF_DIV, BPF_MOD };
	static const uint16_t shifts[] = { BPF_LSH, BPF_RSH };

	for (size_t i = 0; i < 2; i++) {
		struct sock_filter divide[] = {
			BPF_STMT(BPF_LDX | BPF_IMM, 0),
			BPF_STMT((uint16_t)(BPF_ALU | divisions[i] | BPF_X), 0),
			BPF_STMT(BPF_RET | BPF_K, 1),
		};

		CHECK_EQ(run_cbpf(divide, LEN(divide), &packet, NULL), 0);
		CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, 0xffffffff),
		               BPF_STMT(BPF_LDX | BPF_IMM, 32),
		               BPF_STMT((uint16_t)(BPF_ALU | shifts[i] | BPF_X), 0)),
		         0);
		CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, 0xffffffff),
		               BPF_STMT(BPF_LDX | BPF_IMM, 0xffffffff),
		               BPF_STMT((uint16_t)(BPF_ALU | shifts[i] | BPF_X), 0)),
		         0);
	}
}

TEST(jumps)
{
	static const struct {
		uint16_t op;
		uint32_t a, b;
		bool taken;
	} rows[] = {
		{ BPF_JEQ, 5, 5, true },          { BPF_JEQ, 5, 6, false },
		{ BPF_JGT, 6, 5, true },          { BPF_JGT, 5, 5, false },
		{ BPF_JGT, 0x80000000, 1, true }, { BPF_JGE, 5, 5, true },
		{ BPF_JGE, 4, 5, false },         { BPF_JGE, 0xffffffff, 0, true },
		{ BPF_JSET, 6, 2, true },         { BPF_JSET, 6, 9, false },
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		struct sock_filter prog[] = {
			BPF_STMT(BPF_LD | BPF_IMM, rows[i].a),
			BPF_STMT(BPF_LDX | BPF_IMM, rows[i].b),
			BPF_JUMP((uint16_t)(BPF_JMP | rows[i].op | BPF_K), rows[i].b, 2,
			         1),
			BPF_STMT(BPF_RET | BPF_K, 10),
			BPF_STMT(BPF_RET | BPF_K, 11),
			BPF_STMT(BPF_RET | BPF_K, 12),
		};

		CHECK_EQ(run_cbpf(prog, LEN(prog), &packet, NULL),
		         rows[i].taken ? 12 : 11);
		prog[2].code |= BPF_X;
		prog[2].k = 77;
		CHECK_EQ(run_cbpf(prog, LEN(prog), &packet, NULL),
		         rows[i].taken ? 12 : 11);
		prog[2] = (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 2);
		CHECK_EQ(run_cbpf(prog, LEN(prog), &packet, NULL), 12);
	}
}

TEST(keeps_scratch_words)
{
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, 3), BPF_STMT(BPF_ST, 0),
	               BPF_STMT(BPF_LDX | BPF_MEM, 0), BPF_STMT(BPF_STX, 15),
	               BPF_STMT(BPF_LD | BPF_IMM, 0), BPF_STMT(BPF_LD | BPF_MEM, 15)),
	         3);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, 9),
	               BPF_STMT(BPF_MISC | BPF_TAX, 0), BPF_STMT(BPF_LD | BPF_IMM, 1),
	               BPF_STMT(BPF_MISC | BPF_TXA, 0)),
	         9);
}

static const struct {
	uint32_t k;
	uint32_t live;
} metadata[] = {
	{ AD(PROTOCOL), 0x86dd },   { AD(PKTTYPE), 4 },
	{ AD(IFINDEX), 7 },         { AD(MARK), 0xdeadbeef },
	{ AD(QUEUE), 3 },           { AD(HATYPE), 772 },
	{ AD(RXHASH), 0x12345678 }, { AD(CPU), 1 },
	{ AD(VLAN_TAG), 0xe005 },   { AD(VLAN_TAG_PRESENT), 1 },
	{ AD(VLAN_TPID), 0x88a8 },  { AD(PAY_OFFSET), 0 },
};

TEST(loads_metadata_in_every_width)
{
	static const uint16_t widths[] = { BPF_W, BPF_H, BPF_B };

	for (size_t i = 0; i < LEN(metadata); i++) {
		for (size_t w = 0; w < LEN(widths); w++) {
			uint16_t code = (uint16_t)(BPF_LD | BPF_ABS | widths[w]);

			CHECK_EQ(VALUE(&live, BPF_STMT(code, metadata[i].k)),
			         metadata[i].live);
			CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, 9),
			               BPF_STMT(code, metadata[i].k)),
			         0);
		}
	}
}

TEST(rejects_interface_loads_without_interface)
{
	struct pfc_meta none = { .protocol = 0x800 };
	struct pfc_packet pkt = { bytes, sizeof(bytes), 60, &none };
	struct sock_filter prog[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, AD(IFINDEX)),
		BPF_STMT(BPF_RET | BPF_K, 1),
	};

	CHECK_EQ(run_cbpf(prog, LEN(prog), &pkt, NULL), 0);
	prog[0].k = AD(HATYPE);
	CHECK_EQ(run_cbpf(prog, LEN(prog), &pkt, NULL), 0);
	prog[0].k = AD(PROTOCOL);
	CHECK_EQ(run_cbpf(prog, LEN(prog), &pkt, NULL), 1);
}

TEST(exclusive_or_is_also_a_load)
{
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LDX | BPF_IMM, 0xff),
	               BPF_STMT(BPF_LD | BPF_IMM, 0x0f),
	               BPF_STMT(BPF_LD | BPF_W | BPF_ABS, AD(ALU_XOR_X))),
	         0xf0);
}

TEST(random_words_differ)
{
	struct sock_filter load = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, AD(RANDOM));
	uint32_t first = VALUE(&packet, load);
	bool differ = false;

	for (int i = 0; i < 8 && !differ; i++)
		differ = VALUE(&packet, load) != first;
	CHECK(differ);
}

TEST(loads_from_the_link_header)
{
	CHECK_EQ(VALUE(&packet,
	               BPF_STMT(BPF_LD | BPF_H | BPF_ABS, (uint32_t)SKF_LL_OFF + 4)),
	         0x4506);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, 1),
	               BPF_STMT(BPF_LD | BPF_H | BPF_ABS, (uint32_t)SKF_LL_OFF + 7)),
	         0);
	CHECK_EQ(VALUE(&packet, BPF_STMT(BPF_LD | BPF_IMM, 1),
	               BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)SKF_NET_OFF)),
	         0);
}

/* Two attributes: type 5 with 2 bytes, type 6 that holds one of type 9. */
static void netlink_message(uint8_t *out)
{
	static const uint16_t heads[][2] = { { 6, 5 }, { 12, 6 }, { 8, 9 } };

	memset(out, 0, 24);
	memcpy(out + 4, heads[0], 4);
	memcpy(out + 12, heads[1], 4);
	memcpy(out + 16, heads[2], 4);
}

static uint32_t attribute(const struct pfc_packet *pkt, uint32_t kind, uint32_t from,
                          uint32_t type)
{
	return VALUE(pkt, BPF_STMT(BPF_LD | BPF_IMM, from),
	             BPF_STMT(BPF_LDX | BPF_IMM, type),
	             BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kind));
}

TEST(finds_netlink_attributes)
{
	uint8_t message[24];
	struct pfc_packet pkt = { message, sizeof(message), sizeof(message), NULL };

	netlink_message(message);
	CHECK_EQ(attribute(&pkt, AD(NLATTR), 4, 5), 4);
	CHECK_EQ(attribute(&pkt, AD(NLATTR), 4, 6), 12);
	CHECK_EQ(attribute(&pkt, AD(NLATTR), 4, 9), 0);
	CHECK_EQ(attribute(&pkt, AD(NLATTR), 21, 5), 0);
	CHECK_EQ(attribute(&pkt, AD(NLATTR), 0xffffffff, 5), 0);
	CHECK_EQ(attribute(&pkt, AD(NLATTR_NEST), 12, 9), 16);
	CHECK_EQ(attribute(&pkt, AD(NLATTR_NEST), 12, 5), 0);
	CHECK_EQ(attribute(&pkt, AD(NLATTR_NEST), 0, 5), 0);
	pkt.caplen = 23;
	CHECK_EQ(attribute(&pkt, AD(NLATTR), 4, 6), 0);
	CHECK_EQ(attribute(&pkt, AD(NLATTR_NEST), 12, 9), 0);
}

TEST(counts_instructions)
{
	struct sock_filter prog[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1),
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 100),
		BPF_STMT(BPF_RET | BPF_K, 5),
	};
	struct pfc_prog whole = { .insns = prog, .insn_count = LEN(prog) };
	uint64_t steps = 100;

	CHECK_EQ(pfc_prog_run_count(&whole, &packet, &steps), 0);
	CHECK_EQ(steps, 103);
	prog[1].k = 2;
	CHECK_EQ(pfc_prog_run_count(&whole, &packet, &steps), 5);
	CHECK_EQ(steps, 106);
	CHECK_EQ(pfc_prog_run(&whole, &packet), 5);
}

TEST_MAIN(CASE(loads_big_endian_bytes), CASE(rejects_loads_beyond_the_capture),
          CASE(rejects_everything_when_nothing_was_captured), CASE(computes),
          CASE(rejects_division_by_zero_and_shifts_everything_out), CASE(jumps),
          CASE(keeps_scratch_words), CASE(loads_metadata_in_every_width),
          CASE(rejects_interface_loads_without_interface),
          CASE(exclusive_or_is_also_a_load), CASE(random_words_differ),
          CASE(loads_from_the_link_header), CASE(finds_netlink_attributes),
          CASE(counts_instructions))
