/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/compile_test.c - mirrors compiler/compile.c and blame.c: options in,
 * program and messages out.
 */
#include <errno.h>
#include <linux/filter.h>
#include <stdlib.h>

#include "base/str.h"
#include "pfc/pfc.h"
#include "tests/test.h"

static struct pfc_opts opts = PFC_OPTS_INIT;
static struct pfc_prog *prog;

static int compile(const char *text)
{
	pfc_prog_free(prog);
	return pfc_compile(text, PFC_NUL, &opts, &prog);
}

static void reset(void)
{
	static const struct pfc_opts fresh = PFC_OPTS_INIT;

	opts = fresh;
}

static size_t insns(const char *text)
{
	size_t count;

	CHECK_EQ(compile(text), 0);
	pfc_prog_insns(prog, &count);
	return count;
}

/* The text under a span. */
static const char *under(struct pfc_span at)
{
	static char piece[64];

	snprintf(piece, sizeof(piece), "%.*s", (int)at.len, pfc_prog_text(prog) + at.off);
	return piece;
}

static const struct pfc_diag *only_diag(void)
{
	size_t count;
	const struct pfc_diag *d = pfc_prog_diags(prog, &count);

	CHECK_EQ(count, 1);
	return d;
}

TEST(options_are_checked)
{
	reset();
	opts.snaplen = 0;
	CHECK_EQ(compile("ip"), -EINVAL);
	CHECK(prog == NULL);
	reset();
	opts.linktype = 65000;
	CHECK_EQ(compile("ip"), -EINVAL);
	reset();
	opts.size = 1;
	CHECK_EQ(compile("ip"), -EINVAL);
	reset();
	CHECK_EQ(pfc_compile("ip", 2, NULL, &prog), 0);
}

TEST(empty_text_accepts_all)
{
	const struct sock_filter *code;
	size_t count;

	reset();
	opts.snaplen = 96;
	CHECK_EQ(compile(" \t\n"), 0);
	code = pfc_prog_insns(prog, &count);
	CHECK_EQ(count, 1);
	CHECK_EQ(code[0].k, 96);
	pfc_prog_free(prog);
	CHECK_EQ(pfc_compile(NULL, PFC_NUL, &opts, &prog), 0);
	pfc_prog_insns(prog, &count);
	CHECK_EQ(count, 1);
}

TEST(text_ends_where_its_length_says)
{
	reset();
	pfc_prog_free(prog);
	CHECK_EQ(pfc_compile("tcp or nonsense(", 3, &opts, &prog), 0);
	CHECK_STR(pfc_prog_text(prog), "tcp");
	pfc_prog_free(prog);
	CHECK_EQ(pfc_compile("tcp\0or udp", 10, &opts, &prog), -ENOEXEC);
}

TEST(wrong_filters_give_messages_and_no_code)
{
	struct sock_fprog fprog;
	size_t count;

	reset();
	CHECK_EQ(compile("arp port 53 and tcp host 10.0.0.1"), -ENOEXEC);
	CHECK(pfc_prog_insns(prog, &count) == NULL);
	CHECK_EQ(count, 0);
	CHECK_EQ(pfc_prog_sock_fprog(prog, &fprog), -ENOEXEC);
	CHECK(pfc_prog_format(prog, PFC_FORMAT_LISTING, NULL) == NULL);
	pfc_prog_diags(prog, &count);
	CHECK_EQ(count, 2);
}

TEST(contradicting_terms_are_named)
{
	reset();
	CHECK_EQ(compile("tcp and host 10.0.0.1 and port 53 and arp"), -ENOEXEC);
	CHECK_STR(under(only_diag()->at), "arp");
	CHECK_STR(under(only_diag()->also), "tcp");
	CHECK_EQ(compile("icmp and vlan"), -ENOEXEC);
	CHECK_STR(under(only_diag()->at), "vlan");
	CHECK_STR(under(only_diag()->also), "icmp");
	CHECK_EQ(compile("len < 0"), -ENOEXEC);
	CHECK_STR(under(only_diag()->at), "len < 0");
	CHECK_EQ(only_diag()->also.len, 0);
	opts.linktype = 228;
	CHECK_EQ(compile("ip6"), -ENOEXEC);
}

TEST(never_is_an_error_at_every_level_unless_allowed)
{
	reset();
	opts.optimize = PFC_OPTIMIZE_NONE;
	CHECK_EQ(compile("ip and arp"), -ENOEXEC);
	CHECK_EQ(compile("ether[0] << (16+16) = 0"), -ENOEXEC);
	opts.flags = PFC_ALLOW_EMPTY;
	CHECK_EQ(compile("ip and arp"), 0);
	CHECK_EQ(only_diag()->level, PFC_WARNING);
	opts.optimize = PFC_OPTIMIZE_BALANCED;
	CHECK_EQ(insns("ip and arp"), 1);
}

TEST(lints_can_be_errors_or_silent)
{
	size_t count;

	reset();
	CHECK_EQ(compile("src port 67 or dst 68"), 0);
	pfc_prog_diags(prog, &count);
	CHECK(count > 0);
	opts.flags = PFC_LINT_ERROR;
	CHECK_EQ(compile("src port 67 or dst 68"), -ENOEXEC);
	opts.flags = PFC_NO_LINT;
	CHECK_EQ(compile("src port 67 or dst 68"), 0);
	pfc_prog_diags(prog, &count);
	CHECK_EQ(count, 0);
}

/* "port 1 or port 3 or ..." with n odd ports, so that none are neighbours. */
static char *ports(uint32_t n)
{
	struct str s = { 0 };

	for (uint32_t i = 0; i < n; i++)
		str_printf(&s, i ? " or port %u" : "port %u", 2 * i + 1);
	return s.at;
}

static char *hosts(uint32_t n)
{
	struct str s = { 0 };

	for (uint32_t i = 0; i < n; i++)
		str_printf(&s, i ? " or host 10.%u.%u.%u" : "host 10.%u.%u.%u", i % 250,
		           i * 7 % 251, i * 13 % 253);
	return s.at;
}

TEST(length_limit_names_itself)
{
	char *text = ports(2500);

	reset();
	CHECK_EQ(compile(text), -ENOEXEC);
	CHECK(strstr(only_diag()->message, "4096"));
	opts.insns_max = 0;
	CHECK(insns(text) > 4096);
	free(text);
}

TEST(a_thousand_hosts_fit_the_kernel)
{
	char *text = hosts(1000);

	reset();
	CHECK(insns(text) <= 4096);
	free(text);
}

TEST(lists_cost_one_look_per_field)
{
	reset();
	CHECK_EQ(insns("ip src 1.1.1.1 or ip src 2.2.2.2"), 7);
	CHECK_EQ(insns("ip src (1.1.1.1 or 2.2.2.2)"), 7);
	/* Protocol and fragment offset are one test, though what fails either is accepted. */
	CHECK_EQ(insns("not tcp port 22"), 16);
	CHECK_EQ(insns("not ip src 1.1.1.1 and not ip src 2.2.2.2"), 7);
	CHECK_EQ(insns("ip src net 10.0.0.0/9 or ip src net 10.128.0.0/9"),
	         insns("ip src net 10.0.0.0/8"));
	/* Entries that others cover cost nothing. */
	CHECK_EQ(insns("tcp port 80 or tcp portrange 1-1000 or tcp port 80"),
	         insns("tcp portrange 1-1000"));
}

static char seen[256];

static void note_stage(void *ctx, const char *stage, const char *text)
{
	(void)ctx;
	strcat(strcat(seen, stage), text[0] ? " " : "? ");
}

TEST(passes_can_be_dumped)
{
	reset();
	opts.dump = note_stage;
	opts.dump_stage = "all";
	seen[0] = '\0';
	CHECK_EQ(compile("tcp port 80"), 0);
	CHECK_STR(seen, "ast graph opt_facts opt_order cbpf ");
	opts.dump_stage = "opt_*";
	seen[0] = '\0';
	CHECK_EQ(compile("tcp port 80"), 0);
	CHECK_STR(seen, "opt_facts opt_order ");
}

TEST_MAIN(CASE(options_are_checked), CASE(empty_text_accepts_all),
          CASE(text_ends_where_its_length_says),
          CASE(wrong_filters_give_messages_and_no_code), CASE(contradicting_terms_are_named),
          CASE(never_is_an_error_at_every_level_unless_allowed),
          CASE(lints_can_be_errors_or_silent), CASE(length_limit_names_itself),
          CASE(a_thousand_hosts_fit_the_kernel), CASE(lists_cost_one_look_per_field),
          CASE(passes_can_be_dumped))
