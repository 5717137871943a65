/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/image_test.c - mirrors compiler/image.c: each format, byte for byte.
 *
 * tests/peer/image.c compares every code with the installed libpcap.
 */
#include "compiler/image.h"

#include <jansson.h>
#include <stdlib.h>

#include "compiler/program.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* tcpdump -y EN10MB "ip and ifindex" in spirit: a jump, a load, metadata, returns. */
static struct sock_filter insns[] = {
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x800, 0, 3),
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0xfffff008),
	BPF_JUMP(BPF_JMP | BPF_JGT | BPF_X, 0, 1, 0),
	BPF_STMT(BPF_RET | BPF_K, 262144),
	BPF_STMT(BPF_RET | BPF_K, 0),
};

static const struct pfc_prog prog = { .insns = insns, .insn_count = LEN(insns) };

static void is(enum pfc_format format, const char *expected)
{
	size_t len = 0;
	char *text = pfc_prog_format(&prog, format, &len);

	CHECK_STR(text, expected);
	CHECK_EQ(len, strlen(expected));
	free(text);
}

TEST(listing)
{
	is(PFC_FORMAT_LISTING, "(000) ldh      [12]\n"
	                       "(001) jeq      #0x800           jt 2\tjf 5\n"
	                       "(002) ld       [ifidx]\n"
	                       "(003) jgt      x                jt 5\tjf 4\n"
	                       "(004) ret      #262144\n"
	                       "(005) ret      #0\n");
}

TEST(c_array)
{
	is(PFC_FORMAT_C, "{ 0x28, 0, 0, 0x0000000c },\n"
	                 "{ 0x15, 0, 3, 0x00000800 },\n"
	                 "{ 0x20, 0, 0, 0xfffff008 },\n"
	                 "{ 0x2d, 1, 0, 0x00000000 },\n"
	                 "{ 0x6, 0, 0, 0x00040000 },\n"
	                 "{ 0x6, 0, 0, 0x00000000 },\n");
}

TEST(decimal)
{
	is(PFC_FORMAT_DECIMAL, "6\n"
	                       "40 0 0 12\n"
	                       "21 0 3 2048\n"
	                       "32 0 0 4294963208\n"
	                       "45 1 0 0\n"
	                       "6 0 0 262144\n"
	                       "6 0 0 0\n");
}

TEST(hex)
{
	is(PFC_FORMAT_HEX, "0028 00 00 0000000c\n"
	                   "0015 00 03 00000800\n"
	                   "0020 00 00 fffff008\n"
	                   "002d 01 00 00000000\n"
	                   "0006 00 00 00040000\n"
	                   "0006 00 00 00000000\n");
}

TEST(xt_bpf)
{
	is(PFC_FORMAT_XT_BPF, "6,40 0 0 12,21 0 3 2048,32 0 0 4294963208,45 1 0 0,"
	                      "6 0 0 262144,6 0 0 0\n");
}

TEST(json_holds_every_field)
{
	size_t len;
	char *text = pfc_prog_format(&prog, PFC_FORMAT_JSON, &len);
	json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	json_t *list = json_object_get(root, "instructions");

	CHECK(root);
	CHECK_STR(json_string_value(json_object_get(root, "format")), "cbpf");
	CHECK_EQ(json_integer_value(json_object_get(root, "count")), LEN(insns));
	CHECK_EQ(json_array_size(list), LEN(insns));
	for (size_t i = 0; i < LEN(insns); i++) {
		json_t *o = json_array_get(list, i);

		CHECK_EQ(json_object_size(o), 5);
		CHECK_EQ(json_integer_value(json_object_get(o, "code")), insns[i].code);
		CHECK_EQ(json_integer_value(json_object_get(o, "jt")), insns[i].jt);
		CHECK_EQ(json_integer_value(json_object_get(o, "jf")), insns[i].jf);
		CHECK_EQ(json_integer_value(json_object_get(o, "k")), insns[i].k);
	}
	CHECK_STR(json_string_value(json_object_get(json_array_get(list, 1), "text")),
	          "jeq      #0x800           jt 2\tjf 5");
	json_decref(root);
	free(text);
}

TEST(one_instruction_has_its_own_index)
{
	struct str line = { 0 };

	image_cbpf_insn(&line, &(struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 3),
	                1000);
	CHECK_STR(line.at, "(1000) ja       1004");
	line.len = 0;
	image_cbpf_insn(&line, &(struct sock_filter)BPF_STMT(0x123, 3), 0);
	CHECK_STR(line.at, "(000) unimp    0x123");
	str_fini(&line);
}

TEST(a_filter_that_did_not_compile_has_no_image)
{
	struct pfc_prog none = { 0 };

	CHECK(!pfc_prog_format(&none, PFC_FORMAT_LISTING, NULL));
}

TEST_MAIN(CASE(listing), CASE(c_array), CASE(decimal), CASE(hex), CASE(xt_bpf),
          CASE(json_holds_every_field), CASE(one_instruction_has_its_own_index),
          CASE(a_filter_that_did_not_compile_has_no_image))
