/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/asm_test.c - mirrors compiler/asm.c and asm_write.c, and every form of
 * compiler/image.c through compiler/read_image.c.
 */
#include "compiler/asm.h"

#include <linux/filter.h>
#include <stdlib.h>

#include "compiler/read_image.h"
#include "pfc/pfc.h"
#include "tests/prove/corpus.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* ---- reading ---- */

struct read {
	struct arena arena;
	struct diags diags;
	struct emitted code;
	bool good;
};

static struct read read_text(const char *text, bool asm_only)
{
	struct read *r = calloc(1, sizeof(*r)), result;

	arena_init(&r->arena, NULL);
	r->diags.arena = &r->arena;
	r->good = (asm_only ? read_asm : read_image)(&r->arena, &r->diags, text,
	                                             strlen(text), &r->code);
	result = *r;
	free(r);
	result.diags.arena = NULL;
	return result;
}

static void is_insns(const char *text, const struct sock_filter *want, size_t count)
{
	struct read r = read_text(text, true);

	CHECK_MSG(r.good, "%s: %s", text,
	          r.diags.list.count ? r.diags.list.at[0].msg : "");
	CHECK_EQ(r.code.count, count);
	CHECK_MEM(r.code.insns, want, count * sizeof(*want));
	arena_fini(&r.arena);
}

/* One instruction, behind ones that make it a program. */
static void is_insn(const char *line, struct sock_filter want)
{
	struct sock_filter all[] = {
		BPF_STMT(BPF_ST, 3),
		want,
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};
	char text[256];

	snprintf(text, sizeof(text), "st M[3]\n %s\nno: ret #0\nyes: ret a\n", line);
	is_insns(text, all, LEN(all));
}

#define STMT(code, k) ((struct sock_filter)BPF_STMT(code, k))
#define JUMP(code, k, jt, jf) ((struct sock_filter)BPF_JUMP(code, k, jt, jf))

TEST(every_addressing_mode)
{
	is_insn("ld [7]", STMT(BPF_LD | BPF_W | BPF_ABS, 7));
	is_insn("ldh [0x10]", STMT(BPF_LD | BPF_H | BPF_ABS, 16));
	is_insn("LDB [010]", STMT(BPF_LD | BPF_B | BPF_ABS, 8));
	is_insn("ld [x+4]", STMT(BPF_LD | BPF_W | BPF_IND, 4));
	is_insn("ldh [ %x + 4 ]", STMT(BPF_LD | BPF_H | BPF_IND, 4));
	is_insn("ldb [x]", STMT(BPF_LD | BPF_B | BPF_IND, 0));
	is_insn("ldb [x - 2]", STMT(BPF_LD | BPF_B | BPF_IND, 0xfffffffe));
	is_insn("ldb [-0x100000]", STMT(BPF_LD | BPF_B | BPF_ABS, 0xfff00000));
	is_insn("ld M[3]", STMT(BPF_LD | BPF_MEM, 3));
	is_insn("ld #-1", STMT(BPF_LD | BPF_IMM, 0xffffffff));
	is_insn("ldi 0b101", STMT(BPF_LD | BPF_IMM, 5));
	is_insn("ldi #5", STMT(BPF_LD | BPF_IMM, 5));
	is_insn("ld #len", STMT(BPF_LD | BPF_W | BPF_LEN, 0));
	is_insn("ld len", STMT(BPF_LD | BPF_W | BPF_LEN, 0));
	is_insn("ldx m[3]", STMT(BPF_LDX | BPF_MEM, 3));
	is_insn("ldxi 5", STMT(BPF_LDX | BPF_IMM, 5));
	is_insn("ldx #len", STMT(BPF_LDX | BPF_W | BPF_LEN, 0));
	is_insn("ldxb 4*([14]&0xf)", STMT(BPF_LDX | BPF_B | BPF_MSH, 14));
	is_insn("ldx 4 * ( [ 14 ] & 15 )", STMT(BPF_LDX | BPF_B | BPF_MSH, 14));
	is_insn("stx M[15]", STMT(BPF_STX, 15));
	is_insn("add #3", STMT(BPF_ALU | BPF_ADD | BPF_K, 3));
	is_insn("xor x", STMT(BPF_ALU | BPF_XOR | BPF_X, 0));
	is_insn("neg", STMT(BPF_ALU | BPF_NEG, 0));
	is_insn("tax ; to X", STMT(BPF_MISC | BPF_TAX, 0));
	is_insn("txa /* a */ /* b */", STMT(BPF_MISC | BPF_TXA, 0));
	is_insn("ret %a // c", STMT(BPF_RET | BPF_A, 0));
}

TEST(every_jump)
{
	is_insn("ja yes", STMT(BPF_JMP | BPF_JA, 1));
	is_insn("jmp no", STMT(BPF_JMP | BPF_JA, 0));
	is_insn("jeq #8, yes, no", JUMP(BPF_JMP | BPF_JEQ | BPF_K, 8, 1, 0));
	is_insn("jeq #8,yes", JUMP(BPF_JMP | BPF_JEQ | BPF_K, 8, 1, 0));
	is_insn("jne #8, yes", JUMP(BPF_JMP | BPF_JEQ | BPF_K, 8, 0, 1));
	is_insn("jneq x, yes, no", JUMP(BPF_JMP | BPF_JEQ | BPF_X, 0, 0, 1));
	is_insn("jgt %x, yes", JUMP(BPF_JMP | BPF_JGT | BPF_X, 0, 1, 0));
	is_insn("jle #8, yes", JUMP(BPF_JMP | BPF_JGT | BPF_K, 8, 0, 1));
	is_insn("jge #8, yes", JUMP(BPF_JMP | BPF_JGE | BPF_K, 8, 1, 0));
	is_insn("jlt #8, yes", JUMP(BPF_JMP | BPF_JGE | BPF_K, 8, 0, 1));
	is_insn("jset #8, yes", JUMP(BPF_JMP | BPF_JSET | BPF_K, 8, 1, 0));
}

TEST(every_extension)
{
	static const struct {
		const char *name;
		uint32_t ad;
	} of[] = {
		{ "proto", SKF_AD_PROTOCOL },
		{ "type", SKF_AD_PKTTYPE },
		{ "ifidx", SKF_AD_IFINDEX },
		{ "nla", SKF_AD_NLATTR },
		{ "nlan", SKF_AD_NLATTR_NEST },
		{ "mark", SKF_AD_MARK },
		{ "queue", SKF_AD_QUEUE },
		{ "hatype", SKF_AD_HATYPE },
		{ "rxhash", SKF_AD_RXHASH },
		{ "cpu", SKF_AD_CPU },
		{ "vlan_tci", SKF_AD_VLAN_TAG },
		{ "vlan_avail", SKF_AD_VLAN_TAG_PRESENT },
		{ "vlan_tpid", SKF_AD_VLAN_TPID },
		{ "rand", SKF_AD_RANDOM },
		{ "poff", SKF_AD_PAY_OFFSET },
	};
	char line[64];

	for (size_t i = 0; i < LEN(of); i++) {
		snprintf(line, sizeof(line), "ld #%s", of[i].name);
		is_insn(line, STMT(BPF_LD | BPF_W | BPF_ABS,
		                   (uint32_t)SKF_AD_OFF + of[i].ad));
		snprintf(line, sizeof(line), "ldh %s", of[i].name);
		is_insn(line, STMT(BPF_LD | BPF_H | BPF_ABS,
		                   (uint32_t)SKF_AD_OFF + of[i].ad));
	}
}

/* The example "ipv4 TCP packets" and one of seccomp in the documentation of the kernel. */
TEST(examples_of_the_documentation)
{
	static const struct sock_filter tcp[] = {
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x800, 0, 3),
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 23),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 6, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 0xffffffff),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	static const struct sock_filter seccomp[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0xc000003e, 0, 2),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 15, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_RET | BPF_K, 0x7fff0000),
	};

	is_insns("ldh [12]\njne #0x800, drop\nldb [23]\njneq #6, drop\nret #-1\n"
	         "drop: ret #0\n",
	         tcp, LEN(tcp));
	is_insns("ld [4]                  /* offsetof(struct seccomp_data, arch) */\n"
	         "jne #0xc000003e, bad    /* AUDIT_ARCH_X86_64 */\n"
	         "ld [0]                  /* offsetof(struct seccomp_data, nr) */\n"
	         "jeq #15, good           /* __NR_rt_sigreturn */\n"
	         "bad: ret #0             /* SECCOMP_RET_KILL_THREAD */\n"
	         "good: ret #0x7fff0000   /* SECCOMP_RET_ALLOW */\n",
	         seccomp, LEN(seccomp));
}

/* ---- mistakes ---- */

static void refused(const char *text, uint32_t off, uint32_t len, const char *message)
{
	struct read r = read_text(text, true);

	CHECK_MSG(!r.good, "%s", text);
	CHECK_EQ(r.diags.list.count, 1);
	CHECK_MSG(strstr(r.diags.list.at[0].msg, message), "%s",
	          r.diags.list.at[0].msg);
	CHECK_EQ(r.diags.list.at[0].at.off, off);
	CHECK_EQ(r.diags.list.at[0].at.len, len);
	arena_fini(&r.arena);
}

TEST(mistakes_have_their_place)
{
	refused("", 0, 0, "no program");
	refused("lhd [12]\nret #0", 0, 3, "no instruction 'lhd'");
	refused("ldb M[3]\nret #0", 4, 4, "'ldb' does not take M[k]");
	refused("add\nret #0", 0, 3, "'add' has no operand");
	refused("ret x", 4, 1, "does not take x");
	refused("ld #vlan\nret #0", 4, 4, "no extension 'vlan'");
	refused("ld [12\nret #0", 6, 0, "']' expected");
	refused("ldxb 4*([14]&7)\nret #0", 13, 1, "always 0xf");
	refused("ret #0 0", 7, 1, "end of the line");
	refused("ret #4294967296", 5, 10, "too large");
	refused("ret #08", 5, 2, "no number");
	refused("jeq #1\nret #0", 6, 0, "',' expected");
	refused("jeq #1, 5\nret #0", 8, 1, "label expected");
	refused("jeq #1, yes\nret #0\nyse: ret #1", 8, 3, "no label 'yes'");
	refused("a: ret #0\na: ret #1", 10, 1, "two labels 'a'");
	refused("up: ld [0]\nja up\nret #0", 14, 2, "only go forward");
	refused("ja end\nend:\n", 7, 3, "no instruction follows");
	refused("2: ret #0", 0, 1, "start with a digit");
	refused("ret #0 /* x", 7, 2, "does not end");
	refused("? ret", 0, 1, "instruction or a label");
	refused("ld M[0]\nret a", 0, 7, "before it is written");
	refused("ret #1\nld [0]", 7, 6, "no return at the end");
	refused("lsh #32\nret a", 0, 7, "shift by 32");
}

TEST(far_jumps_are_refused_only_where_they_are_far)
{
	struct str text = { 0 };
	struct read r;

	for (int by = 255; by <= 256; by++) {
		text.len = 0;
		str_printf(&text, "jeq #1, far\n");
		for (int i = 0; i < by; i++)
			str_printf(&text, "ld [0]\n");
		str_printf(&text, "far: ret #0\n");
		r = read_text(text.at, true);
		CHECK_EQ(r.good, by == 255);
		CHECK(r.good || strstr(r.diags.list.at[0].msg, "256 instructions"));
		arena_fini(&r.arena);
	}
	str_fini(&text);
}

/* ---- writing ---- */

TEST(jumps_are_written_as_one_would)
{
	static const struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0xfffff004),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 4, 0, 4),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 4, 0, 3),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_X, 0, 1, 0),
		BPF_STMT(BPF_JMP | BPF_JA, 1),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 4, 0, 0),
		BPF_STMT(BPF_RET | BPF_K, 1),
	};
	struct str out = { 0 };

	CHECK_EQ(asm_write(&out, insns, LEN(insns)), LEN(insns));
	CHECK_STR(out.at, "\tldb #type\n"
	                  "\tjne #0x4, L6\n"
	                  "\tjset #0x4, L3, L6\n"
	                  "L3:\tjgt x, L5\n"
	                  "\tja L6\n"
	                  "L5:\tjge #0x4, L6, L6\n"
	                  "L6:\tret #1\n");
	str_fini(&out);
}

TEST(what_has_no_spelling_is_not_written)
{
	static const struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
		BPF_STMT(BPF_RET | BPF_X, 0),
	};
	static const struct sock_filter outside[] = { BPF_STMT(BPF_JMP | BPF_JA, 0) };
	struct str out = { 0 };

	CHECK_EQ(asm_write(&out, insns, LEN(insns)), 1);
	CHECK_EQ(asm_write(&out, outside, LEN(outside)), 0);
	CHECK_EQ(out.len, 0);
}

/* ---- there and back ---- */

struct trip {
	uint32_t programs, failed;
};

static void there_and_back(void *ctx, const struct corpus_filter *f)
{
	struct trip *trip = ctx;
	const struct sock_filter *insns;
	struct pfc_prog *prog;
	size_t count;

	if (pfc_compile(f->text, PFC_NUL, &f->opts, &prog) != 0) {
		pfc_prog_free(prog);
		return;
	}
	trip->programs++;
	insns = pfc_prog_insns(prog, &count);
	for (int format = PFC_FORMAT_LISTING; format < PFC_FORMAT_ELF; format++) {
		char *text = pfc_prog_format(prog, (enum pfc_format)format, NULL);
		struct read r;

		CHECK_MSG(text, "%s:%u format %d", f->file, f->line, format);
		r = read_text(text, format == PFC_FORMAT_ASM);
		if (!r.good || r.code.count != count ||
		    memcmp(r.code.insns, insns, count * sizeof(*insns)) != 0) {
			test_note("%s:%u %s: format %d: %s", f->file, f->line, f->text,
			          format, r.good ? "another program" : "refused");
			trip->failed++;
		}
		arena_fini(&r.arena);
		free(text);
	}
	pfc_prog_free(prog);
}

TEST(every_form_is_read_back)
{
	uint32_t nth = getenv("PFC_LONG") ? 1 : 40;
	struct trip trip = { 0 };

	CHECK(corpus_each(nth, there_and_back, &trip) > 10000);
	test_note("%u programs", trip.programs);
	CHECK_EQ(trip.failed, 0);
	CHECK(trip.programs > 8000 / nth);
}

static void reads_as(const char *text, const char *want)
{
	struct read r = read_text(text, false);
	struct str out = { 0 };

	CHECK_MSG(r.good, "%s: %s", text,
	          r.diags.list.count ? r.diags.list.at[0].msg : "");
	CHECK_EQ(asm_write(&out, r.code.insns, r.code.count), r.code.count);
	CHECK_STR(out.at, want);
	str_fini(&out);
	arena_fini(&r.arena);
}

TEST(source_text_of_others)
{
	static const char want[] =
		"\tldh [12]\n\tjne #0x800, L3\n\tret #1\nL3:\tret #0\n";

	reads_as("/* a */ struct sock_filter code[] = { /* b */\n"
	         "  { 0x28, 0, 0, 0x0000000c }, { 0x15, 0, 1, 0x800 }, // c\n"
	         "  { 6, 0, 0, 1 }, { 6, 0, 0, 0 } };\n"
	         "struct sock_fprog prog = { .len = 4, .filter = code };\n",
	         want);
	reads_as("static struct sock_filter f[] = {\n"
	         "BPF_STMT(BPF_LD + BPF_H + BPF_ABS, 12),\n"
	         "BPF_JUMP(BPF_JMP|BPF_JEQ|BPF_K, ETH_P_IP, 0, 1),\n"
	         "BPF_STMT(BPF_RET | BPF_K, (1)), BPF_STMT(BPF_RET | BPF_K, 0) };",
	         want);
	reads_as("{ .code = 0x28, .k = 12 }, { .code = 0x15, .jf = 1, .k = 0x800 },"
	         "{ .code = 6, .k = 1 }, { .code = 6, .k = 0 },",
	         want);
	reads_as("package x\nvar f = []bpf.RawInstruction{\n{Op: 0x28, K: 12},\n"
	         "{Op: 0x15, Jf: 1, K: 0x800}, {Op: 6, K: 1}, {Op: 6}}\n",
	         want);
	reads_as("let f = [sock_filter { code: 0x28, jt: 0, jf: 0, k: 12 },\n"
	         "sock_filter { code: 0x15, jt: 0, jf: 1, k: 2048 },\n"
	         "sock_filter { code: 6, jt: 0, jf: 0, k: 1 },\n"
	         "sock_filter { code: 6, jt: 0, jf: 0, k: 0 }];\n",
	         want);
	reads_as("'4,40 0 0 12,21 0 1 2048,6 0 0 1,6 0 0 0'\n", want);
	reads_as("; from a file\n\nstart: ldh [12]\njne #0x800, d\nret #1\nd: ret #0",
	         want);
}

static void not_read(const char *text, const char *message)
{
	struct read r = read_text(text, false);

	CHECK_MSG(!r.good, "%s", text);
	CHECK_EQ(r.diags.list.count, 1);
	CHECK_MSG(strstr(r.diags.list.at[0].msg, message), "%s: %s", text,
	          r.diags.list.at[0].msg);
	arena_fini(&r.arena);
}

TEST(mistakes_in_source_text)
{
	not_read("{ 1, 2, 3 }", "four numbers");
	not_read("{ 6, 0, 0, 1, 5 }", "'}' expected");
	not_read("{ 6, 300, 0, 1 }", "at most 255");
	not_read("{ BPF_REX | BPF_K, 0, 0, 1 }", "not known");
	not_read("x = { BPF_STMT(BPF_RET, 1), nonsense }", "an instruction expected");
	not_read("BPF_STMT(BPF_RET 1)", "',' expected");
	not_read("int main(void) { return 0; }", "no program in a known form");
	not_read("{ 6, 0, 0, (((((((((((((((((((((((((((((((((((((((((((((((((((((6",
	         "too deep");
}

TEST_MAIN(CASE(every_addressing_mode), CASE(every_jump), CASE(every_extension),
          CASE(examples_of_the_documentation), CASE(mistakes_have_their_place),
          CASE(far_jumps_are_refused_only_where_they_are_far),
          CASE(jumps_are_written_as_one_would),
          CASE(what_has_no_spelling_is_not_written), CASE(every_form_is_read_back),
          CASE(source_text_of_others), CASE(mistakes_in_source_text))
