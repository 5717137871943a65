/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/read_ebpf_test.c - mirrors compiler/read_ebpf.c: programs of image_ebpf.c and
 * image_elf.c, and files that are broken.
 */
#include "compiler/read_ebpf.h"

#include <stdlib.h>

#include "compiler/image.h"
#include "compiler/program.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static const char *const filters[] = {
	"",
	"tcp port 80",
	"vlan 5 and host 10.1.2.3",
	"ip6 and not udp",
	"net 10.0.0.0/8 or net 2001:db8::/32",
	"tcp[13] & 7 != 0 and len > 100",
	"host in {10.0.0.1, 10.0.0.3, 10.0.0.5, 10.0.0.9, 10.7.0.1, 10.8.0.1, "
	"10.9.0.1}",
};

static struct pfc_prog *compile(const char *text, enum pfc_target target)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;

	opts.target = target;
	CHECK_EQ(pfc_compile(text, PFC_NUL, &opts, &prog), 0);
	CHECK(prog->ebpf_count > 0);
	return prog;
}

static void is_read_back(const struct pfc_prog *prog, enum pfc_format format)
{
	struct diags diags = { 0 };
	struct ebpf_codes codes = { 0 };
	struct arena arena;
	struct str out = { 0 };

	arena_init(&arena, NULL);
	diags.arena = &arena;
	CHECK(image_ebpf_prog(&out, prog, format));
	CHECK_EQ(ebpf_is_object(out.at, out.len), format == PFC_FORMAT_ELF);
	if (format == PFC_FORMAT_ELF) {
		const char *why = ebpf_read_object(&arena, out.at, out.len, &codes);

		CHECK_MSG(!why, "%s", why);
	} else {
		CHECK(ebpf_is_text(out.at, out.len));
		CHECK_MSG(ebpf_read_text(&arena, &diags, out.at, out.len, &codes),
		          "%d: %s", (int)format,
		          diags.list.count ? diags.list.at[0].msg : "");
	}
	CHECK_EQ(codes.list.count, 1);
	CHECK_EQ(codes.list.at[0].count, prog->ebpf_count);
	if (!prog->data_len || format == PFC_FORMAT_LISTING) /* what is left to a loader */
		CHECK_MEM(codes.list.at[0].insns, prog->ebpf,
		          prog->ebpf_count * sizeof(*prog->ebpf));
	arena_fini(&arena);
	str_fini(&out);
}

TEST(every_form_is_read_back)
{
	static const enum pfc_format forms[] = { PFC_FORMAT_C, PFC_FORMAT_DECIMAL,
		                                 PFC_FORMAT_HEX, PFC_FORMAT_JSON,
		                                 PFC_FORMAT_ELF,
		                                 PFC_FORMAT_LISTING };

	for (size_t i = 0; i < LEN(filters); i++) {
		for (int target = PFC_TARGET_SOCKET; target <= PFC_TARGET_BUFFER;
		     target++) {
			struct pfc_prog *prog =
				compile(filters[i], (enum pfc_target)target);

			for (size_t k = 0; k < LEN(forms); k++)
				is_read_back(prog, forms[k]);
			pfc_prog_free(prog);
		}
	}
}

static void is_refused(const char *text, const char *want)
{
	struct ebpf_codes codes = { 0 };
	struct diags diags = { 0 };
	struct arena arena;

	arena_init(&arena, NULL);
	diags.arena = &arena;
	CHECK_MSG(ebpf_is_text(text, strlen(text)), "%s", text);
	CHECK(!ebpf_read_text(&arena, &diags, text, strlen(text), &codes));
	CHECK_EQ(diags.list.count, 1);
	CHECK_STR(diags.list.at[0].msg, want);
	arena_fini(&arena);
}

TEST(mistakes_in_text)
{
	is_refused("2\n149 0 0 0 0\n",
	           "there are 1 instructions, not as many as it says here");
	is_refused("1\n149 0 0 40000 0\n", "an offset is from -32768 to 32767");
	is_refused("95 10 0 0000 00000000\n",
	           "the number is too large: at most 15 here");
	is_refused("{ 0x95, 16, 0, 0, 0 },\n",
	           "the number is too large: at most 15 here");
	is_refused("{ 0x95, 0, 0, 0, 0 ] },\n", "'}' expected here");
	is_refused("{\"format\": \"ebpf\", \"instructions\": [{\"code\": 149}]}",
	           "instruction 0 lacks code, dst, src, off or imm, or one is out of "
	           "range");
	is_refused("{\"format\": \"ebpf\"}", "there is no program");
	CHECK(!ebpf_is_text("4,40 0 0 12", 11));
	CHECK(!ebpf_is_text("1\n6 0 0 0\n", 10));
	CHECK(!ebpf_is_text("{ 0x6, 0, 0, 0x00000000 },\n", 27));
	CHECK(!ebpf_is_text("", 0));
}

/* Reads it, and shows what was read: with a sanitizer, that nothing else is touched. */
static const char *read_and_show(const char *text, size_t len)
{
	struct ebpf_codes codes = { 0 };
	char *own = malloc(len ? len : 1);
	struct arena arena;
	const char *why;

	CHECK(own);
	memcpy(own, text, len);
	arena_init(&arena, NULL);
	why = ebpf_read_object(&arena, own, len, &codes) ? "refused" : NULL;
	for (uint32_t i = 0; !why && i < codes.list.count; i++) {
		const struct ebpf_code *code = &codes.list.at[i];
		struct str out = { 0 };

		image_ebpf(&out, code->insns, code->count, code->notes, code->lines);
		CHECK(out.len > 0);
		str_fini(&out);
	}
	arena_fini(&arena);
	free(own);
	return why;
}

TEST(broken_objects)
{
	struct pfc_prog *prog = compile(filters[LEN(filters) - 1], PFC_TARGET_XDP);
	struct str out = { 0 };
	uint32_t refused = 0;

	CHECK(image_ebpf_prog(&out, prog, PFC_FORMAT_ELF));
	CHECK(!read_and_show(out.at, out.len));
	for (size_t len = 0; len < out.len; len++)
		CHECK(read_and_show(out.at, len));
	for (size_t i = 0; i < out.len; i++) {
		char was = out.at[i];

		for (int bit = 0; bit < 8; bit += 7) {
			out.at[i] = (char)(was ^ 1 << bit);
			refused += read_and_show(out.at, out.len) != NULL;
		}
		out.at[i] = (char)0xff;
		refused += read_and_show(out.at, out.len) != NULL;
		out.at[i] = was;
	}
	CHECK(refused > 30);
	str_fini(&out);
	pfc_prog_free(prog);
}

/* A listing of the instructions is read, and listed the same again. */
static void is_listed_again(const struct bpf_insn *insns, uint32_t count)
{
	struct str first = { 0 }, second = { 0 };
	struct ebpf_codes codes = { 0 };
	struct diags diags = { 0 };
	struct arena arena;

	arena_init(&arena, NULL);
	diags.arena = &arena;
	image_ebpf(&first, insns, count, NULL, NULL);
	CHECK_MSG(ebpf_read_text(&arena, &diags, first.at, first.len, &codes), "%s: %s",
	          first.at, diags.list.count ? diags.list.at[0].msg : "");
	if (codes.list.count == 1)
		image_ebpf(&second, codes.list.at[0].insns, codes.list.at[0].count, NULL, NULL);
	CHECK_STR(second.at ? second.at : "", first.at);
	str_fini(&first);
	str_fini(&second);
	arena_fini(&arena);
}

static void shows(struct bpf_insn insn, const char *want)
{
	struct bpf_insn two[2] = { insn, { .imm = 1 } };
	struct str out = { 0 };

	is_listed_again(two, image_ebpf_insn(&out, two, 10));
	CHECK_STR(out.at, want);
	str_fini(&out);
}

TEST(words_for_programs_of_others)
{
	shows((struct bpf_insn){ .code = 0xdb, .dst_reg = 2, .src_reg = 1, .off = 8 },
	      "lock *(u64 *)(r2 + 8) += r1");
	shows(
		(struct bpf_insn){
			.code = 0xc3, .dst_reg = 2, .src_reg = 1, .imm = 0x51 },
		"r1 = atomic_fetch_and((u32 *)(r2 + 0), r1)");
	shows(
		(struct bpf_insn){
			.code = 0xdb, .dst_reg = 2, .src_reg = 1, .imm = 0xe1 },
		"r1 = atomic64_xchg((u64 *)(r2 + 0), r1)");
	shows(
		(struct bpf_insn){
			.code = 0xdb, .dst_reg = 2, .src_reg = 1, .imm = 0xf1 },
		"r0 = atomic64_cmpxchg((u64 *)(r2 + 0), r0, r1)");
	shows((struct bpf_insn){ .code = 0x85, .imm = 1 }, "call bpf_map_lookup_elem");
	shows((struct bpf_insn){ .code = 0x85, .src_reg = 1, .imm = 4 }, "call 15");
	shows((struct bpf_insn){ .code = 0x85, .src_reg = 1, .imm = -1 },
	      "call elsewhere");
	shows((struct bpf_insn){ .code = 0x85, .imm = 99999 }, "call helper 99999");
	shows((struct bpf_insn){ .code = 0x18, .src_reg = 1, .imm = 7 },
	      "r0 = map 7 ll");
	shows((struct bpf_insn){ .code = 0x18, .imm = 7 }, "r0 = 0x100000007 ll");
	shows((struct bpf_insn){ .code = 0x06, .imm = 5 }, "goto 16");
	shows((struct bpf_insn){ .code = 0x3f, .src_reg = 3, .off = 1 }, "r0 s/= r3");
	shows((struct bpf_insn){ .code = 0xbf, .src_reg = 3, .off = 8 }, "r0 = (s8)r3");
	shows((struct bpf_insn){ .code = 0xd7, .imm = 32 }, "r0 = bswap32 r0");
	shows((struct bpf_insn){ .code = 0x91, .src_reg = 3, .off = 8 },
	      "r0 = (signed)*(u8 *)(r3 + 8)");
	shows((struct bpf_insn){ .code = 0xe7, .dst_reg = 1, .off = -2, .imm = 9 },
	      "unknown { 0xe7, 1, 0, -2, 9 }");
	for (int code = 0; code < 256; code++) {
		struct bpf_insn two[2] = { { .code = (uint8_t)code, .imm = -1 },
			                   { 0 } };
		struct str out = { 0 };

		is_listed_again(two, image_ebpf_insn(&out, two, 0));
		CHECK_MSG(out.at && !strstr(out.at, "(null)"), "%02x: %s", code,
		          out.at);
		str_fini(&out);
	}
}

/* What `bpftool prog dump xlated` writes. */
TEST(listings_of_the_kernel)
{
	static const char text[] =
		"int f(struct __sk_buff * s):\n"
		"; if (d + 20 > e) return 0; // 1: not a number\n"
		"   0: (79) r2 = *(u64 *)(r1 +80)\n"
		"       79 12 50 00 00 00 00 00\n"
		"   1: (2d) if r1 > r2 goto pc+17\r\n"
		"   2: (18) r7 = map[id:10196][0]+12\n"
		"   4: (c3) lock *(u32 *)(r7 -4) += r1\n"
		"   5: (85) call pc-3#bpf_prog_073f325ef29b5477_sub\n"
		"   6: (85) call bpf_ktime_get_ns#269488\n"
		"   7: (85) call unknown_thing#-269488\n"
		"   8: (18) r1 = 0xffffffff12345678\n"
		"  10: (bf) r1 = (s8)r2\n"
		"  11: (91) r1 = *(s8 *)(r2 +3)\n"
		"  12: (b4) w0 = -1\n"
		"  13: (18) r3 = subprog[+5]\n"
		"int sub(int a):\n"
		"  15: (95) exit\n";
	static const struct bpf_insn want[] = {
		{ .code = 0x79, .dst_reg = 2, .src_reg = 1, .off = 80 },
		{ .code = 0x2d, .dst_reg = 1, .src_reg = 2, .off = 17 },
		{ .code = 0x18, .dst_reg = 7, .src_reg = BPF_PSEUDO_MAP_VALUE, .imm = 10196 },
		{ .imm = 12 },
		{ .code = 0xc3, .dst_reg = 7, .src_reg = 1, .off = -4 },
		{ .code = 0x85, .src_reg = BPF_PSEUDO_CALL, .imm = -3 },
		{ .code = 0x85, .imm = BPF_FUNC_ktime_get_ns },
		{ .code = 0x85, .imm = -269488 },
		{ .code = 0x18, .dst_reg = 1, .imm = 0x12345678 },
		{ .imm = -1 },
		{ .code = 0xbf, .dst_reg = 1, .src_reg = 2, .off = 8 },
		{ .code = 0x91, .dst_reg = 1, .src_reg = 2, .off = 3 },
		{ .code = 0xb4, .imm = -1 },
		{ .code = 0x18, .dst_reg = 3, .src_reg = BPF_PSEUDO_FUNC, .imm = 5 },
		{ .imm = 0 },
		{ .code = 0x95 },
	};
	struct ebpf_codes codes = { 0 };
	struct diags diags = { 0 };
	struct arena arena;

	arena_init(&arena, NULL);
	diags.arena = &arena;
	CHECK_MSG(ebpf_read_text(&arena, &diags, text, sizeof(text) - 1, &codes), "%s",
	          diags.list.count ? diags.list.at[0].msg : "");
	CHECK_EQ(codes.list.count, 1);
	CHECK_EQ(codes.list.at[0].count, LEN(want));
	CHECK_MEM(codes.list.at[0].insns, want, sizeof(want));
	arena_fini(&arena);
}

/* Memory is for what is there, not for programs times lines: that would be 200 GB. */
TEST(many_listings_in_a_file)
{
	enum { PROGRAMS = 50000 };
	struct ebpf_codes codes = { 0 };
	struct diags diags = { 0 };
	struct str text = { 0 };
	struct arena arena;

	arena_init(&arena, NULL);
	diags.arena = &arena;
	for (int i = 0; i < PROGRAMS; i++)
		str_printf(&text, "f%d:\n; a line\n0: r1 = 0x100000000 ll\n2: exit\n", i);
	CHECK(ebpf_read_text(&arena, &diags, text.at, text.len, &codes));
	CHECK_EQ(codes.list.count, PROGRAMS);
	for (int i = 0; i < PROGRAMS; i++)
		CHECK_EQ(codes.list.at[i].count, 3);
	CHECK_STR(codes.list.at[PROGRAMS - 1].name, "f49999");
	str_fini(&text);
	arena_fini(&arena);
}

TEST(mistakes_in_listings)
{
	is_refused("0: r1 = 1\n2: exit\n", "instruction 1 should stand here");
	is_refused("0: (95) r1 = 1\n", "the words are those of code 0xb7");
	is_refused("0: r1 ~ 1\n", "'=' expected here");
	is_refused("0: if r1 ~ 1 goto 3\n", "a comparison expected here");
	is_refused("0: if r1 > 1 goto 40000\n", "a jump goes 32767 instructions at most");
	is_refused("0: r1 = *(u9 *)(r2 + 0)\n", "u8, u16, u32 or u64 expected here");
	is_refused("0: r1 = *(u8 *)(r2 + 40000)\n",
	           "the number is too large: at most 32767 here");
	is_refused("0: r16 = 1\n", "the number is too large: at most 15 here");
	is_refused("0: call bpf_nothing\n", "this is no helper of the kernel");
	is_refused("0: jump 3\n", "an instruction expected here");
	is_refused("0: exit 3\n", "the end of the line expected here");
	is_refused("0: exit\nwhat\n", "the number of an instruction expected here");
	is_refused("0: r1 = 0x11111111111111111 ll\n", "this is no number of 64 bits");
	is_refused("0: r1 = (signed)r2\n", "'*(' expected here");
}

TEST_MAIN(CASE(every_form_is_read_back), CASE(mistakes_in_text), CASE(broken_objects),
          CASE(words_for_programs_of_others), CASE(listings_of_the_kernel),
          CASE(many_listings_in_a_file), CASE(mistakes_in_listings))
