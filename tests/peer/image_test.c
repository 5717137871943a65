/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/image_test.c - listings byte for byte like libpcap's, for every code. */
#include <pcap/pcap.h>
#include <stdlib.h>

#include "base/str.h"
#include "compiler/image.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static const uint32_t constants[] = {
	0,          1,          9,          10,         15,         16,
	31,         32,         255,        256,        0x7fffffff, 0x80000000,
	0xffefffff, 0xffffefff, 0xfffff000, 0xfffff001, 0xfffff004, 0xfffff008,
	0xfffff00c, 0xfffff010, 0xfffff014, 0xfffff018, 0xfffff01c, 0xfffff020,
	0xfffff024, 0xfffff028, 0xfffff02c, 0xfffff030, 0xfffff034, 0xfffff038,
	0xfffff03c, 0xfffff040, 0xffffffff,
};

static void same(struct str *ours, uint16_t code, uint8_t jt, uint8_t jf, uint32_t k,
                 uint32_t pc)
{
	struct sock_filter insn = { code, jt, jf, k };
	struct bpf_insn theirs = { code, jt, jf, k };

	ours->len = 0;
	image_cbpf_insn(ours, &insn, pc);
	CHECK_STR(ours->at, bpf_image(&theirs, (int)pc));
}

TEST(every_code_and_many_constants)
{
	static const uint32_t pcs[] = { 0, 7, 42, 999, 1000, 4095 };
	struct str ours = { 0 };

	for (uint32_t code = 0; code <= 0x200; code++)
		for (size_t k = 0; k < LEN(constants); k++)
			same(&ours, (uint16_t)code, (uint8_t)(code * 7),
			     (uint8_t)(k * 11), constants[k],
			     pcs[(code + k) % LEN(pcs)]);
	for (uint32_t code = 0x200; code <= 0xffff; code += 13)
		same(&ours, (uint16_t)code, 1, 2, 3, 4);
	str_fini(&ours);
}

TEST_MAIN(CASE(every_code_and_many_constants))
