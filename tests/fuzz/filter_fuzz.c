/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/filter_fuzz.c - compiling any text, for any link type.
 *
 * The input is a letter that picks the link type and one that picks the options, then the
 * text. What compiles is a program the kernel's rules allow, and what the text accepts
 * tested term by term, the optimized program accepts. What does not compile says why,
 * about a place in the text.
 */
#include <errno.h>
#include <string.h>

#include "compiler/check.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/fuzz/fuzz.h"

enum { PACKETS = 8, PACKET_LEN = 256 };

static void check_diags(const struct pfc_prog *prog, size_t len, int ret)
{
	size_t count, errors = 0;
	const struct pfc_diag *diags = pfc_prog_diags(prog, &count);

	for (size_t i = 0; i < count; i++) {
		const struct pfc_diag *d = &diags[i];

		errors += d->level == PFC_ERROR;
		FUZZ_CHECK(d->message && d->message[0], "message %zu", i);
		FUZZ_CHECK((uint64_t)d->at.off + d->at.len <= len, "%s: %u+%u of %zu",
		           d->message, d->at.off, d->at.len, len);
		FUZZ_CHECK((uint64_t)d->also.off + d->also.len <= len, "%s: %u+%u of %zu",
		           d->message, d->also.off, d->also.len, len);
		/* At its start: words of the text are quoted further on. */
		FUZZ_CHECK(!strchr(d->message, '\n') &&
		                   strncmp(d->message, "internal error", 14) != 0,
		           "%s", d->message);
	}
	FUZZ_CHECK((ret == -ENOEXEC) == (errors > 0), "returned %d with %zu errors", ret,
	           errors);
}

static void check_program(const struct pfc_prog *prog)
{
	struct check_fault fault;
	size_t count;
	const struct sock_filter *insns = pfc_prog_insns(prog, &count);

	FUZZ_CHECK(insns && check_cbpf(insns, (uint32_t)count, PFC_INSNS_MAX, &fault),
	           "%zu instructions", count);
	for (enum pfc_format f = PFC_FORMAT_LISTING; f <= PFC_FORMAT_XT_BPF; f++) {
		size_t len = 0;
		char *text = pfc_prog_format(prog, f, &len);

		FUZZ_CHECK(text && len == strlen(text) && len > 0, "format %d", (int)f);
		free(text);
	}
}

/* Packets made from the text, so that its own numbers are in them, at the places where
 * addresses and ports are.
 */
static void check_verdicts(const struct pfc_prog *reference, const struct pfc_prog *prog,
                           const char *text, size_t len)
{
	uint8_t bytes[PACKET_LEN];
	struct pfc_packet pkt = { bytes, PACKET_LEN, PACKET_LEN, NULL };

	for (unsigned i = 0; i < PACKETS; i++) {
		for (size_t j = 0; j < PACKET_LEN; j++)
			bytes[j] = len ? (uint8_t)((uint8_t)text[j * (i + 1) % len] * (i & 3)) : 0;
		if (i & 1) {
			memcpy(bytes + 12, "\x08\x00\x45", 3);
			bytes[23] = i & 2 ? 17 : 6;
			memset(bytes + 20, 0, 2);
		}
		FUZZ_CHECK(!pfc_prog_run(reference, &pkt) || pfc_prog_run(prog, &pkt),
		           "packet %u is lost", i);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL, *reference = NULL;
	const char *text;
	size_t len;
	int ret;

	if (size < 2)
		return 0;
	/* "A" is Ethernet, the others are every link type in turn. */
	if (data[0] != 'A')
		opts.linktype = link_at(data[0] % link_count())->number;
	opts.optimize = (enum pfc_optimize)(data[1] % 3);
	opts.flags = PFC_NO_LOOKUP | (data[1] & 4 ? PFC_LIVE : 0) |
	             (data[1] & 8 ? PFC_ALLOW_EMPTY : 0) |
	             (data[1] & 128 ? PFC_SCOPED : 0);
	opts.netmask = data[1] & 16 ? 0xffffff00 : PFC_NETMASK_UNKNOWN;
	text = (const char *)data + 2;
	len = size - 2;

	ret = pfc_compile(text, len, &opts, &prog);
	FUZZ_CHECK(ret == 0 || ret == -ENOEXEC, "returned %d", ret);
	check_diags(prog, len, ret);
	if (ret == 0) {
		check_program(prog);
		opts.optimize = PFC_OPTIMIZE_NONE;
		opts.insns_max = 0;
		ret = pfc_compile(text, len, &opts, &reference);
		FUZZ_CHECK(ret == 0, "only the optimized one compiles");
		check_verdicts(reference, prog, text, len);
	}
	pfc_prog_free(reference);
	pfc_prog_free(prog);
	return 0;
}
