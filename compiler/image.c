/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/image.c - a program as text, in each format others read.
 *
 * LISTING, C and DECIMAL follow tcpdump to the byte, also for codes it has no name for;
 * so "unimp" and the signed numbers in places where one would expect unsigned ones.
 */
#include "compiler/image.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/asm.h"
#include "compiler/opcode.h"
#include "compiler/program.h"

/* clang-format off */
#define ALU(op, name, operand)                              \
	[BPF_ALU | (op) | BPF_K] = { (name), (operand) },   \
	[BPF_ALU | (op) | BPF_X] = { (name), OPERAND_X }
#define COMPARE(op, name)                                   \
	[BPF_JMP | (op) | BPF_K] = { (name), OPERAND_HEX }, \
	[BPF_JMP | (op) | BPF_X] = { (name), OPERAND_X }

const struct opcode opcodes[CODES] = {
	[BPF_LD | BPF_W | BPF_ABS] = { "ld", OPERAND_ABS },
	[BPF_LD | BPF_H | BPF_ABS] = { "ldh", OPERAND_ABS },
	[BPF_LD | BPF_B | BPF_ABS] = { "ldb", OPERAND_ABS },
	[BPF_LD | BPF_W | BPF_IND] = { "ld", OPERAND_IND },
	[BPF_LD | BPF_H | BPF_IND] = { "ldh", OPERAND_IND },
	[BPF_LD | BPF_B | BPF_IND] = { "ldb", OPERAND_IND },
	[BPF_LD | BPF_W | BPF_LEN] = { "ld", OPERAND_LEN },
	[BPF_LD | BPF_IMM] = { "ld", OPERAND_HEX },
	[BPF_LD | BPF_MEM] = { "ld", OPERAND_MEM },
	[BPF_LDX | BPF_B | BPF_MSH] = { "ldxb", OPERAND_MSH },
	[BPF_LDX | BPF_IMM] = { "ldx", OPERAND_HEX },
	[BPF_LDX | BPF_MEM] = { "ldx", OPERAND_MEM },
	[BPF_ST] = { "st", OPERAND_MEM },
	[BPF_STX] = { "stx", OPERAND_MEM },
	ALU(BPF_ADD, "add", OPERAND_SIGNED),
	ALU(BPF_SUB, "sub", OPERAND_SIGNED),
	ALU(BPF_MUL, "mul", OPERAND_SIGNED),
	ALU(BPF_DIV, "div", OPERAND_SIGNED),
	ALU(BPF_MOD, "mod", OPERAND_SIGNED),
	ALU(BPF_AND, "and", OPERAND_HEX),
	ALU(BPF_OR, "or", OPERAND_HEX),
	ALU(BPF_XOR, "xor", OPERAND_HEX),
	ALU(BPF_LSH, "lsh", OPERAND_SIGNED),
	ALU(BPF_RSH, "rsh", OPERAND_SIGNED),
	[BPF_ALU | BPF_NEG] = { "neg", OPERAND_NONE },
	[BPF_MISC | BPF_TAX] = { "tax", OPERAND_NONE },
	[BPF_MISC | BPF_TXA] = { "txa", OPERAND_NONE },
	[BPF_JMP | BPF_JA] = { "ja", OPERAND_TARGET },
	COMPARE(BPF_JEQ, "jeq"),
	COMPARE(BPF_JGT, "jgt"),
	COMPARE(BPF_JGE, "jge"),
	COMPARE(BPF_JSET, "jset"),
	[BPF_RET | BPF_K] = { "ret", OPERAND_SIGNED },
	[BPF_RET | BPF_A] = { "ret", OPERAND_NONE },
};

const char *const metadata_names[SKF_AD_MAX] = {
	[SKF_AD_PROTOCOL] = "proto",
	[SKF_AD_PKTTYPE] = "type",
	[SKF_AD_IFINDEX] = "ifidx",
	[SKF_AD_NLATTR] = "nla",
	[SKF_AD_NLATTR_NEST] = "nlan",
	[SKF_AD_MARK] = "mark",
	[SKF_AD_QUEUE] = "queue",
	[SKF_AD_HATYPE] = "hatype",
	[SKF_AD_RXHASH] = "rxhash",
	[SKF_AD_CPU] = "cpu",
	[SKF_AD_ALU_XOR_X] = "xor_x",
	[SKF_AD_VLAN_TAG] = "vlan_tci",
	[SKF_AD_VLAN_TAG_PRESENT] = "vlanp",
	[SKF_AD_PAY_OFFSET] = "poff",
	[SKF_AD_RANDOM] = "random",
	[SKF_AD_VLAN_TPID] = "vlan_tpid",
};
/* clang-format on */

static struct opcode opcode_of(const struct sock_filter *insn)
{
	if (insn->code < CODES && opcodes[insn->code].name)
		return opcodes[insn->code];
	return (struct opcode){ "unimp", OPERAND_UNKNOWN };
}

static const char *metadata_name(uint32_t k)
{
	uint32_t kind = k - (uint32_t)SKF_AD_OFF;

	return k >= (uint32_t)SKF_AD_OFF && kind < SKF_AD_MAX ? metadata_names[kind]
	                                                           : NULL;
}

/* Wide enough for every operand. */
#define OPERAND_ROOM 32

static void print_operand(char *out, const struct sock_filter *insn, uint32_t pc,
                          enum operand operand)
{
	const char *name = metadata_name(insn->k);
	int32_t k = (int32_t)insn->k;

	switch (operand) {
	case OPERAND_UNKNOWN:
		snprintf(out, OPERAND_ROOM, "0x%x", (unsigned)insn->code);
		return;
	case OPERAND_NONE:
		out[0] = '\0';
		return;
	case OPERAND_X:
		snprintf(out, OPERAND_ROOM, "x");
		return;
	case OPERAND_HEX:
		snprintf(out, OPERAND_ROOM, "#0x%" PRIx32, insn->k);
		return;
	case OPERAND_SIGNED:
		snprintf(out, OPERAND_ROOM, "#%" PRId32, k);
		return;
	case OPERAND_ABS:
		if (name)
			snprintf(out, OPERAND_ROOM, "[%s]", name);
		else
			snprintf(out, OPERAND_ROOM, "[%" PRId32 "]", k);
		return;
	case OPERAND_IND:
		snprintf(out, OPERAND_ROOM, "[x + %" PRId32 "]", k);
		return;
	case OPERAND_MSH:
		snprintf(out, OPERAND_ROOM, "4*([%" PRId32 "]&0xf)", k);
		return;
	case OPERAND_MEM:
		snprintf(out, OPERAND_ROOM, "M[%" PRId32 "]", k);
		return;
	case OPERAND_LEN:
		snprintf(out, OPERAND_ROOM, "#pktlen");
		return;
	case OPERAND_TARGET:
		snprintf(out, OPERAND_ROOM, "%" PRId32, (int32_t)(pc + 1 + insn->k));
		return;
	}
}

void image_cbpf_insn(struct str *out, const struct sock_filter *insn, uint32_t pc)
{
	struct opcode op = opcode_of(insn);
	char operand[OPERAND_ROOM];

	print_operand(operand, insn, pc, op.operand);
	if (BPF_CLASS(insn->code) == BPF_JMP && BPF_OP(insn->code) != BPF_JA)
		str_printf(out,
		           "(%03" PRIu32 ") %-8s %-16s jt %" PRIu32 "\tjf %" PRIu32, pc,
		           op.name, operand, pc + 1 + insn->jt, pc + 1 + insn->jf);
	else
		str_printf(out, "(%03" PRIu32 ") %-8s %s", pc, op.name, operand);
}

static void add_numbers(struct str *out, const struct sock_filter *insn)
{
	str_printf(out, "%u %u %u %" PRIu32, (unsigned)insn->code, (unsigned)insn->jt,
	           (unsigned)insn->jf, insn->k);
}

/* One instruction as a JSON object on a line; text is that of a listing without index. */
static void add_json_insn(struct str *out, const struct sock_filter *insn, uint32_t pc)
{
	struct str line = { 0 };
	json_t *object;
	char *text;

	image_cbpf_insn(&line, insn, pc);
	if (line.failed) {
		out->failed = true;
		return;
	}
	object = json_pack("{si si si sI ss}", "code", (int)insn->code, "jt",
	                   (int)insn->jt, "jf", (int)insn->jf, "k", (json_int_t)insn->k,
	                   "text", strchr(line.at, ')') + 2);
	text = object ? json_dumps(object, JSON_PRESERVE_ORDER) : NULL;
	if (text)
		str_printf(out, "  %s", text);
	else
		out->failed = true;
	free(text);
	json_decref(object);
	str_fini(&line);
}

static void add_json(struct str *out, const struct sock_filter *insns, uint32_t count)
{
	str_printf(out,
	           "{\n \"format\": \"cbpf\",\n \"count\": %" PRIu32 ",\n"
	           " \"instructions\": [\n",
	           count);
	for (uint32_t i = 0; i < count; i++) {
		add_json_insn(out, &insns[i], i);
		str_printf(out, "%s\n", i + 1 < count ? "," : "");
	}
	str_printf(out, " ]\n}\n");
}

static void add_xt_bpf(struct str *out, const struct sock_filter *insns, uint32_t count)
{
	str_printf(out, "%" PRIu32, count);
	for (uint32_t i = 0; i < count; i++) {
		str_printf(out, ",");
		add_numbers(out, &insns[i]);
	}
	str_printf(out, "\n");
}

void image_cbpf(struct str *out, const struct sock_filter *insns, uint32_t count,
                enum pfc_format format)
{
	switch (format) {
	case PFC_FORMAT_JSON:
		add_json(out, insns, count);
		return;
	case PFC_FORMAT_XT_BPF:
		add_xt_bpf(out, insns, count);
		return;
	case PFC_FORMAT_ASM:
		out->failed |= asm_write(out, insns, count) < count;
		return;
	case PFC_FORMAT_GO:
		image_go(out, insns, count);
		return;
	case PFC_FORMAT_RUST:
		image_rust(out, insns, count);
		return;
	case PFC_FORMAT_DOT:
		image_dot(out, insns, count);
		return;
	case PFC_FORMAT_DECIMAL:
		str_printf(out, "%" PRIu32 "\n", count);
		break;
	case PFC_FORMAT_LISTING:
	case PFC_FORMAT_C:
	case PFC_FORMAT_HEX:
	case PFC_FORMAT_ELF:
		break;
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct sock_filter *insn = &insns[i];

		if (format == PFC_FORMAT_LISTING)
			image_cbpf_insn(out, insn, i);
		else if (format == PFC_FORMAT_C)
			str_printf(out, "{ 0x%x, %u, %u, 0x%08" PRIx32 " },",
			           (unsigned)insn->code, (unsigned)insn->jt,
			           (unsigned)insn->jf, insn->k);
		else if (format == PFC_FORMAT_DECIMAL)
			add_numbers(out, insn);
		else
			str_printf(out, "%04x %02x %02x %08" PRIx32,
			           (unsigned)insn->code, (unsigned)insn->jt,
			           (unsigned)insn->jf, insn->k);
		str_printf(out, "\n");
	}
}

char *pfc_prog_format(const struct pfc_prog *prog, enum pfc_format format, size_t *len)
{
	struct str out = { 0 };

	if (!prog->insn_count)
		return NULL;
	if (prog->target == PFC_TARGET_CBPF && format == PFC_FORMAT_ELF)
		return NULL;
	if (prog->target == PFC_TARGET_CBPF)
		image_cbpf(&out, prog->insns, prog->insn_count, format);
	else if (!image_ebpf_prog(&out, prog, format))
		out.failed = true;
	if (out.failed) {
		str_fini(&out);
		return NULL;
	}
	if (len)
		*len = out.len;
	return out.at;
}
