/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/cli/options_test.c - the rows of cli/options.c, their reading by cli/opt.c, and
 * the manual page that must name the same options.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "cli/say.h"
#include "cli/trace_words.h"
#include "ebpf/tcp_layout.h"
#include "pfc/pfc.h"
#include "tests/test.h"

/* What is left of stderr is noise in the log of the test. */
static int parse(const struct opt_command *cmd, struct args *args, const char *line)
{
	static char text[1024];
	static char *argv[64];
	int argc = 1;

	snprintf(text, sizeof(text), "%s", line);
	argv[0] = text;
	for (char *p = strchr(text, ' '); p; p = strchr(p, ' ')) {
		*p++ = '\0';
		argv[argc++] = p;
	}
	argv[argc] = NULL;
	args_init(args);
	return opt_parse(cmd, argc, argv, args);
}

static void refused(const char *line)
{
	struct args args;

	CHECK_MSG(parse(&pfc_command, &args, line) == -1, "%s", line);
}

TEST(every_row_can_be_told_from_the_others)
{
	for (int c = 0; commands[c]; c++) {
		struct opt_cursor i = { 0 };
		const struct opt *a, *b;

		while ((a = opt_next(commands[c], &i))) {
			struct opt_cursor j = i;

			CHECK_MSG(a->help && *a->help, "-%c --%s", a->letter, a->name);
			CHECK_MSG((a->kind == OPT_WORD || a->kind == OPT_LIST ||
			           a->kind == OPT_SET) ==
			                  (a->words != NULL),
			          "--%s", a->name);
			CHECK_MSG((a->kind == OPT_NUMBER) == (a->range != NULL), "--%s",
			          a->name);
			CHECK_MSG(a->kind == OPT_REFUSED ||
			                  (a->kind == OPT_FLAG ||
			                   a->kind == OPT_COUNT) == (a->arg == NULL),
			          "-%c --%s", a->letter, a->name);
			while ((b = opt_next(commands[c], &j))) {
				CHECK_MSG(!a->letter || a->letter != b->letter, "-%c",
				          a->letter);
				CHECK_MSG(!a->name || !b->name ||
				                  strcmp(a->name, b->name),
				          "--%s", a->name);
			}
		}
	}
}

static void check_units(const char *line, uint64_t size, uint64_t time)
{
	struct args args;

	CHECK_MSG(parse(&pfc_command, &args, line) > 0, "%s", line);
	CHECK_MSG(args.file_size == size, "%s", line);
	CHECK_MSG(args.file_time == time, "%s", line);
}

TEST(sizes_and_times_have_units)
{
	const uint64_t s = 1000000000;

	check_units("pfc -C 3 -G 3", 3000000, 3 * s);
	check_units("pfc -C 3k -G 3s", 3072, 3 * s);
	check_units("pfc -C 3M -G 3m", 3 << 20, 180 * s);
	check_units("pfc -C 3g -G 3h", UINT64_C(3) << 30, 10800 * s);
	check_units("pfc -C 3t -G 3d", UINT64_C(3) << 40, 259200 * s);
	check_units("pfc -C 3B -G 3ms", 3, 3000000);
	check_units("pfc -C 3 -G 1.5", 3000000, 3 * s / 2);
	check_units("pfc -C 3 -G 0.3s", 3000000, 300000000);
	check_units("pfc -C 3 -G 2.000000001s", 3000000, 2 * s + 1);
	check_units("pfc -C 3 -G 0.25d", 3000000, 21600 * s);
	refused("pfc -C 0");
	refused("pfc -C 1x");
	refused("pfc -C k");
	refused("pfc -C -1");
	refused("pfc -C 99999999999999999999");
	refused("pfc -C 9999999999t");
	refused("pfc -G 1y");
	refused("pfc -C 1.5M");
	refused("pfc -G 1.5.5");
	refused("pfc -G 1.s");
	refused("pfc -G .5");
	refused("pfc -G 0.0");
	refused("pfc -G 0.1e3");
	refused("pfc -G 9999999999999d");
}

TEST(words_are_in_the_order_of_their_enums)
{
	struct args args;

	CHECK_EQ(parse(&compile_command, &args, "pfc --to=xt_bpf --optimize=speed"), 3);
	CHECK_EQ(args.to, PFC_FORMAT_XT_BPF);
	CHECK_EQ(args.optimize, PFC_OPTIMIZE_SPEED);
	CHECK_EQ(parse(&compile_command, &args, "pfc --to json --target cbpf"), 5);
	CHECK_EQ(args.to, PFC_FORMAT_JSON);
	CHECK_EQ(args.target, PFC_TARGET_CBPF);
	CHECK_EQ(parse(&pfc_command, &args, "pfc --color=never -Q out --diag=json"), 5);
	CHECK_EQ(args.color, COLOR_NEVER);
	CHECK_EQ(args.direction, DIRECTION_OUT);
	CHECK_EQ(args.diag, DIAG_JSON);
	CHECK_EQ(parse(&pfc_command, &args, "pfc --completion=fish --lint=error"), 3);
	CHECK_EQ(args.completion, SHELL_FISH);
	CHECK_EQ(args.lint, LINT_ERROR);
	CHECK_EQ(parse(&trace_tcp_command, &args, "pfc --events=drop,close --hist=ack --role=server"),
	         4);
	CHECK_EQ(args.events, 1 << TCP_EV_DROP | 1 << TCP_EV_CLOSE);
	CHECK_EQ(args.hist, 1 << TCP_HIST_ACK);
	CHECK_EQ(args.role + TCP_CLIENT, TCP_SERVER);
	CHECK_EQ(parse(&trace_tcp_command, &args, "pfc --count=retrans --by=cgroup --sort=pid"), 4);
	CHECK_EQ(args.count_set, 1 << COUNT_RETRANS);
	CHECK_EQ(args.by, TCP_BY_CGROUP);
	CHECK_EQ(args.sort, SORT_PID);
}

TEST(letters_join_as_in_tcpdump)
{
	struct args args;

	CHECK_EQ(parse(&pfc_command, &args, "pfc -nnvXXtttti eth0 -c 5 -s0 tcp"), 6);
	CHECK_EQ(args.numeric, 2);
	CHECK_EQ(args.verbose, 1);
	CHECK_EQ(args.hex_text, 2);
	CHECK_EQ(args.time, 4);
	CHECK_STR(args.ifaces.name[0], "eth0");
	CHECK_EQ(args.count_max, 5);
	CHECK_EQ(args.snaplen, 0);
	CHECK_EQ(parse(&pfc_command, &args, "pfc -ddd -# -w -"), 5);
	CHECK_EQ(args.listing, 3);
	CHECK(args.number);
	CHECK_STR(args.write_file, "-");
}

TEST(words_of_the_filter_may_stand_between_options)
{
	struct args args;

	CHECK_EQ(parse(&pfc_command, &args, "pfc tcp -c 3 port 80 -d"), 4);
	CHECK_EQ(args.count_max, 3);
	CHECK_EQ(args.listing, 1);
	CHECK_EQ(parse(&pfc_command, &args, "pfc -d -- len -4 = 3"), 3);
}

TEST(numbers_are_read_to_their_last_character)
{
	struct args args;

	refused("pfc -c 5x");
	refused("pfc -c -5");
	refused("pfc -c +5");
	refused("pfc -c 0");
	refused("pfc -c 0x10");
	refused("pfc -c 99999999999999999999999");
	refused("pfc -s 262145");
	refused("pfc -s 1k");
	refused("pfc -B 63");
	refused("pfc -s ");
	CHECK_EQ(parse(&pfc_command, &args, "pfc -s 262144 -B 64"), 5);
	CHECK_EQ(args.snaplen, 262144);
	CHECK_EQ(args.buffer_kib, 64);
}

TEST(link_types_have_names_and_numbers)
{
	struct args args;

	CHECK(parse(&pfc_command, &args, "pfc -y en10mb") > 0);
	CHECK_EQ(args.linktype, 1);
	CHECK(parse(&pfc_command, &args, "pfc -y DLT_RAW") > 0);
	CHECK_EQ(args.linktype, 101);
	CHECK(parse(&pfc_command, &args, "pfc --linktype=276") > 0);
	CHECK_EQ(args.linktype, 276);
	refused("pfc -y nothing");
	refused("pfc -y 65536");
	refused("pfc -y 1x");
	refused("pfc -y -1");
}

TEST(netmasks_are_addresses)
{
	struct args args;

	CHECK(parse(&pfc_command, &args, "pfc --netmask 255.255.255.0") > 0);
	CHECK_EQ(args.netmask, 0xffffff00);
	refused("pfc --netmask 24");
	refused("pfc --netmask 255.255.255.0x");
	refused("pfc --netmask 255.255.255.256");
}

TEST(lints_are_listed)
{
	struct args args;

	CHECK(parse(&pfc_command, &args,
	            "pfc --no-lint --no-lint=octal --no-lint=never") > 0);
	CHECK_EQ(args.no_lint.count, 3);
	CHECK_STR(args.no_lint.at[0], "");
	CHECK_STR(args.no_lint.at[2], "never");
	refused("pfc --no-lint=octla");
	refused("pfc --no-lint=");
}

TEST(what_is_not_known_is_refused)
{
	struct opt_cursor at = { 0 };
	const struct opt *o;
	char line[64];
	int count = 0;

	refused("pfc -4");
	refused("pfc --nothing-like-it");
	refused("pfc --l");
	refused("pfc --version=1");
	refused("pfc --to=c");
	refused("pfc -r");
	refused("pfc --optimize");
	refused("pfc --optimize=sped");
	refused("pfc -F ");
	while ((o = opt_next(&pfc_command, &at))) {
		if (o->kind != OPT_REFUSED)
			continue;
		count++;
		if (o->letter) {
			snprintf(line, sizeof(line), "pfc -%c x", o->letter);
			refused(line);
			snprintf(line, sizeof(line), "pfc -%c", o->letter);
			refused(line);
		}
		if (o->name) {
			snprintf(line, sizeof(line), "pfc --%s", o->name);
			refused(line);
		}
	}
	CHECK(count > 5);
}

/* Whether the text has the option, and not just one that begins like it. */
static bool has_option(const char *text, const char *spelled)
{
	size_t len = strlen(spelled);

	for (const char *p = text; (p = strstr(p, spelled)); p += len) {
		if (!strchr("-abcdefghijklmnopqrstuvwxyz0123456789", p[len]) || !p[len])
			return true;
	}
	return false;
}

TEST(help_fits_80_columns_and_has_every_option)
{
	for (int c = 0; commands[c]; c++) {
		struct opt_cursor at = { 0 };
		const struct opt *o;
		struct str out = { 0 };
		char spelled[64];

		opt_help(&out, commands[c]);
		for (char *line = out.at; *line; line = strchr(line, '\n') + 1)
			CHECK_MSG(strcspn(line, "\n") < 80, "%.90s", line);
		while ((o = opt_next(commands[c], &at))) {
			if (o->name)
				snprintf(spelled, sizeof(spelled), "--%s", o->name);
			else
				snprintf(spelled, sizeof(spelled), "  -%c", o->letter);
			CHECK_MSG((o->kind == OPT_REFUSED) ==
			                  !has_option(out.at, spelled),
			          "%s", spelled);
		}
		str_fini(&out);
	}
}

/* Whether the text has the word: what is around it is not of a word. */
static bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = text; (p = strstr(p, word)); p += len) {
		if ((p == text || !isalnum((unsigned char)p[-1])) && !isalnum((unsigned char)p[len]))
			return true;
	}
	return false;
}

/* All of a page without its escapes; to be freed. */
static char *plain_page(const char *name)
{
	const char *top = getenv("TOP_SRCDIR");
	struct str out = { 0 };
	char path[4096];
	FILE *in;
	int c;

	snprintf(path, sizeof(path), "%s/man/%s.1", top ? top : ".", name);
	in = fopen(path, "r");
	CHECK_MSG(in, "%s", path);
	while ((c = fgetc(in)) != EOF) {
		if (c == '\\') {
			c = fgetc(in);
			if (c == 'f') {
				fgetc(in);
				continue;
			}
		}
		str_printf(&out, "%c", c);
	}
	fclose(in);
	CHECK(!out.failed);
	return out.at;
}

/* What a page says of an option: from the line behind a .TP that has it to the next such line. */
static bool page_has_words(const char *page, const struct opt *o)
{
	char spelled[64];

	snprintf(spelled, sizeof(spelled), "--%s", o->name);
	for (const char *at = page; (at = strstr(at, "\n.TP")); at++) {
		const char *tag = strchr(at + 1, '\n') + 1, *end = strstr(tag, "\n.TP");
		char *text = strndup(tag, end ? (size_t)(end - tag) : strlen(tag));
		char *line_end = strchr(text, '\n');
		bool found, all = true;

		*line_end = '\0';
		found = has_option(text, spelled);
		for (int i = 0; found && o->words[i]; i++)
			all &= has_word(line_end + 1, o->words[i]) || has_word(text, o->words[i]);
		free(text);
		if (found && all)
			return true;
	}
	return false;
}

TEST(help_and_manual_name_all_that_an_option_of_a_trace_can_be)
{
	const struct opt_command *const traces[] = { &trace_tcp_command, &trace_tls_command };

	for (int c = 0; c < 2; c++) {
		char *page = plain_page(traces[c]->page);
		struct opt_cursor at = { 0 };
		const struct opt *o;

		while ((o = opt_next(traces[c], &at))) {
			/* Those that all commands have are in pfc(1). */
			if (!o->words || !strcmp(o->name, "no-lint") || !strcmp(o->name, "lint") ||
			    !strcmp(o->name, "diag") || !strcmp(o->name, "color") ||
			    !strcmp(o->name, "completion"))
				continue;
			for (int i = 0; o->words[i]; i++)
				CHECK_MSG(has_word(o->help, o->words[i]), "help of --%s: %s",
				          o->name, o->words[i]);
			CHECK_MSG(page_has_words(page, o), "%s: --%s", traces[c]->page, o->name);
		}
		free(page);
	}
}

enum { MAN_MAX = 256 };

struct man {
	char name[MAN_MAX][48];
	bool refused[MAN_MAX];
	bool met[MAN_MAX];
	int count;
};

/* Takes the options out of a line of the page: words that start with a "-". */
static void read_man_line(struct man *man, const char *line, bool is_refused)
{
	char plain[256];
	size_t n = 0;

	for (const char *p = line; *p && n < sizeof(plain) - 1; p++) {
		if (p[0] == '\\' && p[1] == 'f' && p[2]) {
			p += 2;
			plain[n++] = ' ';
		} else if (*p != '\\') {
			plain[n++] = *p;
		}
	}
	plain[n] = '\0';
	for (char *word = strtok(plain, " ,\"=[]():\n"); word;
	     word = strtok(NULL, " ,\"=[]():\n")) {
		if (*word != '-' || !strcmp(word, "--"))
			continue;
		CHECK(man->count < MAN_MAX);
		snprintf(man->name[man->count], sizeof(man->name[0]), "%s", word);
		man->refused[man->count++] = is_refused;
	}
}

/* Options are documented in the line after .TP; the refused ones in a paragraph. */
static void read_page(struct man *man, const char *page)
{
	const char *top = getenv("TOP_SRCDIR");
	char path[4096];
	char line[1024];
	bool in_refused = false;
	bool tag = false;
	FILE *in;

	snprintf(path, sizeof(path), "%s/man/%s", top ? top : ".", page);
	in = fopen(path, "r");
	CHECK_MSG(in, "%s", path);
	while (fgets(line, sizeof(line), in)) {
		if (!strncmp(line, ".SS", 3) || !strncmp(line, ".SH", 3))
			in_refused = strstr(line, "not offered") != NULL;
		else if (tag || (in_refused && line[0] == '.'))
			read_man_line(man, line, in_refused);
		tag = !strncmp(line, ".TP", 3);
	}
	fclose(in);
}

/* Looks a spelling up; "of tcpdump" is told apart from ours. */
static bool in_man(struct man *man, const char *spelled, bool is_refused)
{
	bool found = false;

	for (int i = 0; i < man->count; i++) {
		if (!strcmp(man->name[i], spelled) && man->refused[i] == is_refused)
			found = man->met[i] = true;
	}
	return found;
}

TEST(the_manual_pages_have_the_same_options)
{
	static struct man man;

	read_page(&man, "pfc.1");
	read_page(&man, "pfc-equiv.1");
	read_page(&man, "pfc-doctor.1");
	read_page(&man, "pfc-asm.1");
	read_page(&man, "pfc-trace-tcp.1");
	read_page(&man, "pfc-trace-tls.1");
	read_page(&man, "pfc-explain.1");
	read_page(&man, "pfc-step.1");
	read_page(&man, "pfc-decompile.1");
	for (int c = 0; commands[c]; c++) {
		struct opt_cursor at = { 0 };
		const struct opt *o;
		char spelled[64];

		while ((o = opt_next(commands[c], &at))) {
			bool is_refused = o->kind == OPT_REFUSED;

			snprintf(spelled, sizeof(spelled), "-%c", o->letter);
			CHECK_MSG(!o->letter || in_man(&man, spelled, is_refused),
			          "the manual pages lack %s", spelled);
			snprintf(spelled, sizeof(spelled), "--%s",
			         o->name ? o->name : "");
			CHECK_MSG(!o->name || in_man(&man, spelled, is_refused),
			          "the manual pages lack %s", spelled);
		}
	}
	for (int i = 0; i < man.count; i++)
		CHECK_MSG(man.met[i], "the manual pages have %s, pfc has not", man.name[i]);
}

TEST_MAIN(CASE(every_row_can_be_told_from_the_others),
          CASE(sizes_and_times_have_units),
          CASE(words_are_in_the_order_of_their_enums), CASE(letters_join_as_in_tcpdump),
          CASE(words_of_the_filter_may_stand_between_options),
          CASE(numbers_are_read_to_their_last_character),
          CASE(link_types_have_names_and_numbers), CASE(netmasks_are_addresses),
          CASE(lints_are_listed), CASE(what_is_not_known_is_refused),
          CASE(help_fits_80_columns_and_has_every_option),
          CASE(help_and_manual_name_all_that_an_option_of_a_trace_can_be),
          CASE(the_manual_pages_have_the_same_options))
