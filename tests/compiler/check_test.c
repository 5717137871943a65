/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/check_test.c - mirrors compiler/check.c: every rule by example, and
 * the same verdict as the running kernel on thousands of random programs.
 */
#include "compiler/check.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/bytes.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static bool fine(const struct sock_filter *insns, size_t count)
{
	struct check_fault fault;

	return check_cbpf(insns, (uint32_t)count, BPF_MAXINSNS, &fault);
}

/* Fails unless the program is refused at `insn` for `what`. */
static void refused(const struct sock_filter *insns, size_t count, uint32_t insn,
                    const char *what)
{
	struct check_fault fault = { 0, "" };

	CHECK(!check_cbpf(insns, (uint32_t)count, BPF_MAXINSNS, &fault));
	CHECK_STR(fault.what, what);
	CHECK_EQ(fault.insn, insn);
}

TEST(takes_the_shortest_program)
{
	struct sock_filter prog[] = { BPF_STMT(BPF_RET | BPF_K, 0) };

	CHECK(fine(prog, 1));
	refused(prog, 0, 0, "no instructions");
}

TEST(wants_a_return_at_the_end)
{
	struct sock_filter prog[] = {
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_LD | BPF_IMM, 0),
	};

	refused(prog, LEN(prog), 1, "no return at the end");
}

TEST(limits_the_length_only_when_asked)
{
	static struct sock_filter prog[BPF_MAXINSNS + 1];
	struct check_fault fault;

	for (size_t i = 0; i < LEN(prog); i++)
		prog[i] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, 0);
	CHECK(fine(prog, BPF_MAXINSNS));
	refused(prog, BPF_MAXINSNS + 1, BPF_MAXINSNS, "more instructions than allowed");
	CHECK(check_cbpf(prog, BPF_MAXINSNS + 1, 0, &fault));
}

TEST(keeps_jumps_inside)
{
	struct sock_filter prog[] = {
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1),
		BPF_STMT(BPF_JMP | BPF_JA, 0),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};

	CHECK(fine(prog, LEN(prog)));
	prog[0].jf = 2;
	refused(prog, LEN(prog), 0, "jump beyond the end");
	prog[0].jf = 0;
	prog[0].jt = 2;
	refused(prog, LEN(prog), 0, "jump beyond the end");
	prog[0].jt = 0;
	prog[1].k = 1;
	refused(prog, LEN(prog), 1, "jump beyond the end");
	prog[1].k = 0xffffffff; /* would be a step back */
	refused(prog, LEN(prog), 1, "jump beyond the end");
}

TEST(knows_the_limits_of_constants)
{
	static const struct {
		struct sock_filter insn;
		const char *what;
	} rows[] = {
		{ BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 1), NULL },
		{ BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 0), "division by zero" },
		{ BPF_STMT(BPF_ALU | BPF_MOD | BPF_K, 0), "division by zero" },
		{ BPF_STMT(BPF_ALU | BPF_DIV | BPF_X, 0), NULL },
		{ BPF_STMT(BPF_ALU | BPF_LSH | BPF_K, 31), NULL },
		{ BPF_STMT(BPF_ALU | BPF_LSH | BPF_K, 32), "shift by 32 or more" },
		{ BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 32), "shift by 32 or more" },
		{ BPF_STMT(BPF_ST, 15), NULL },
		{ BPF_STMT(BPF_ST, 16), "scratch word beyond M[15]" },
		{ BPF_STMT(BPF_LDX | BPF_MEM, 16), "scratch word beyond M[15]" },
		{ BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0xffffefff), NULL },
		{ BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0xfffff03c), NULL },
		{ BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0xfffff03d),
		  "unknown kind of metadata" },
		{ BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 0xfffff040),
		  "unknown kind of metadata" },
		{ BPF_STMT(BPF_LD | BPF_W | BPF_IND, 0xffffffff), NULL },
		{ BPF_STMT(BPF_LDX | BPF_W | BPF_ABS, 0), "unknown instruction code" },
		{ BPF_STMT(0x100, 0), "unknown instruction code" },
	};

	for (size_t i = 0; i < LEN(rows); i++) {
		struct sock_filter prog[] = { rows[i].insn,
			                      BPF_STMT(BPF_RET | BPF_A, 0) };

		if (rows[i].what)
			refused(prog, LEN(prog), 0, rows[i].what);
		else
			CHECK_MSG(fine(prog, LEN(prog)), "row %zu", i);
	}
}

TEST(wants_scratch_words_written_on_every_path)
{
	struct sock_filter prog[] = {
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1),
		BPF_STMT(BPF_ST, 3),
		BPF_STMT(BPF_LD | BPF_MEM, 3),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};

	refused(prog, LEN(prog), 2, "scratch word read before it is written");
	prog[0].jf = 0;
	CHECK(fine(prog, LEN(prog)));
}

/* The kernel lets a return fall through here: the load behind it is only reached by the
 * jump, behind the store, and refused all the same.
 */
TEST(sees_returns_as_the_kernel_does)
{
	struct sock_filter prog[] = {
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 2, 0),
		BPF_STMT(BPF_ST, 0),
		BPF_STMT(BPF_JMP | BPF_JA, 1),
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_LD | BPF_MEM, 0),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};

	refused(prog, LEN(prog), 4, "scratch word read before it is written");
}

/* Random programs */

static uint32_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16);
}

static struct sock_filter random_insn(uint64_t *rng, uint32_t left)
{
	static const uint16_t likely[] = {
		BPF_ST,
		BPF_STX,
		BPF_LD | BPF_MEM,
		BPF_LDX | BPF_MEM,
		BPF_JMP | BPF_JA,
		BPF_JMP | BPF_JEQ | BPF_K,
		BPF_JMP | BPF_JGT | BPF_X,
		BPF_JMP | BPF_JSET | BPF_K,
		BPF_RET | BPF_K,
		BPF_RET | BPF_A,
		BPF_LD | BPF_W | BPF_ABS,
		BPF_LD | BPF_B | BPF_ABS,
		BPF_ALU | BPF_DIV | BPF_K,
		BPF_ALU | BPF_LSH | BPF_K,
	};
	struct sock_filter insn = { 0 };
	uint32_t dice = next_random(rng);

	insn.code = likely[dice % LEN(likely)];
	if (dice % 64 == 0)
		insn.code = (uint16_t)(next_random(rng) % 0xb8);
	insn.k = next_random(rng) % 3;
	if (dice >> 8 & 1)
		insn.k = next_random(rng) % 34;
	if (BPF_CLASS(insn.code) == BPF_JMP) {
		uint32_t reach = left > 4 ? 4 : left ? left : 1;

		insn.k = next_random(rng) % reach;
		insn.jt = (uint8_t)(next_random(rng) % reach);
		insn.jf = (uint8_t)(next_random(rng) % reach);
	}
	if (insn.code == (BPF_ALU | BPF_DIV | BPF_K) && dice >> 16 & 7)
		insn.k |= 1;
	if (insn.code == (BPF_ALU | BPF_LSH | BPF_K) && dice >> 16 & 7)
		insn.k %= 32;
	if (BPF_CLASS(insn.code) == BPF_ST && dice >> 16 & 7)
		insn.k %= 2;
	if (insn.code == (BPF_LD | BPF_W | BPF_ABS) && dice >> 10 & 1)
		insn.k = 0xfffff000 + next_random(rng) % (dice >> 11 & 3 ? 16 : 18) * 4;
	return insn;
}

static uint32_t random_program(uint64_t *rng, struct sock_filter *prog, uint32_t room)
{
	uint32_t count = 2 + next_random(rng) % (room - 2);

	for (uint32_t i = 0; i < count; i++)
		prog[i] = random_insn(rng, count - 1 - i);
	if (next_random(rng) % 32)
		prog[count - 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_A, 0);
	/* Half of them start with the stores that the others miss. */
	if (next_random(rng) % 2) {
		prog[0] = (struct sock_filter)BPF_STMT(BPF_ST, 0);
		prog[1] = (struct sock_filter)BPF_STMT(BPF_ST, 1);
		prog[count - 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_A, 0);
	}
	return count;
}

static bool kernel_takes(int sock, struct sock_filter *prog, uint32_t count)
{
	struct sock_fprog fprog = { (unsigned short)count, prog };

	if (setsockopt(sock, SOL_SOCKET, SO_ATTACH_FILTER, &fprog, sizeof(fprog)) == 0)
		return true;
	CHECK_EQ(errno, EINVAL);
	return false;
}

static void show(const struct sock_filter *prog, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		test_note("%2u: code 0x%02x jt %u jf %u k 0x%x", i, prog[i].code,
		          prog[i].jt, prog[i].jf, prog[i].k);
}

TEST(agrees_with_the_running_kernel)
{
	enum { PROGRAMS = 20000, ROOM = 14 };
	uint64_t rng = 0x9e3779b97f4a7c15;
	struct check_fault fault;
	uint32_t taken = 0;
	int sock = socket(AF_UNIX, SOCK_DGRAM, 0);

	CHECK(sock >= 0);
	for (uint32_t i = 0; i < PROGRAMS; i++) {
		struct sock_filter prog[ROOM];
		uint32_t count = random_program(&rng, prog, ROOM);
		bool ours = check_cbpf(prog, count, BPF_MAXINSNS, &fault);
		bool theirs = kernel_takes(sock, prog, count);

		if (ours != theirs)
			show(prog, count);
		CHECK_MSG(ours == theirs,
		          "program %u: kernel says %s, we say %s (%u %s)", i,
		          theirs ? "yes" : "no", ours ? "yes" : "no",
		          ours ? 0 : fault.insn, ours ? "" : fault.what);
		taken += theirs;
	}
	close(sock);
	test_note("%u of %u programs taken", taken, PROGRAMS);
	CHECK(taken > PROGRAMS / 10 && taken < PROGRAMS - PROGRAMS / 10);
}

/* Every code, alone in front of a return, with constants around each limit. */
TEST(agrees_with_the_running_kernel_on_every_code)
{
	static const uint32_t ks[] = { 0,          1,          15,         16,
		                       31,         32,         0xffefffff, 0xffffefff,
		                       0xfffff000, 0xfffff001, 0xfffff028, 0xfffff034,
		                       0xfffff038, 0xfffff03c, 0xfffff040, 0xffffffff };
	struct check_fault fault;
	int sock = socket(AF_UNIX, SOCK_DGRAM, 0);

	CHECK(sock >= 0);
	for (uint32_t code = 0; code < 0x240; code++) {
		for (size_t i = 0; i < LEN(ks); i++) {
			struct sock_filter prog[] = {
				{ (uint16_t)code, 0, 1, ks[i] },
				BPF_STMT(BPF_RET | BPF_A, 0),
				BPF_STMT(BPF_RET | BPF_A, 0),
			};
			bool ours = check_cbpf(prog, 3, BPF_MAXINSNS, &fault);

			CHECK_MSG(ours == kernel_takes(sock, prog, 3),
			          "code 0x%x k 0x%x: we say %d", code, ks[i], ours);
		}
	}
	close(sock);
}

TEST_MAIN(CASE(takes_the_shortest_program), CASE(wants_a_return_at_the_end),
          CASE(limits_the_length_only_when_asked), CASE(keeps_jumps_inside),
          CASE(knows_the_limits_of_constants),
          CASE(wants_scratch_words_written_on_every_path),
          CASE(sees_returns_as_the_kernel_does), CASE(agrees_with_the_running_kernel),
          CASE(agrees_with_the_running_kernel_on_every_code))
