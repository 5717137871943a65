/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/peer_test.c - pfc against the installed libpcap.
 *
 * Filters of the checklist, everyday ones and generated ones, for each link type and
 * for a live interface; tests/peer/judge.h says what is asked of each. PFC_SEED asks
 * for other generated filters than those of every run.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/peer/gen.h"
#include "tests/peer/judge.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* Lists for all of these, and once more for a live Ethernet interface. */
static const uint32_t linktypes[] = {
	LINKTYPE_ETHERNET,  LINKTYPE_RAW,        LINKTYPE_IPV4,
	LINKTYPE_IPV6,      LINKTYPE_NULL,       LINKTYPE_LOOP,
	LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2, LINKTYPE_ETHERNET,
};

#define TARGETS LEN(linktypes)
#define LIVE (TARGETS - 1)

struct run {
	struct judge judge;
	struct peer_target targets[TARGETS];
	size_t target_count; /* without the live one when no interface could be opened */
	struct sizes *sizes; /* of the current group, by target; NULL: not counted */
};

static uint32_t read_netmask(char *linktype)
{
	char *mask = strstr(linktype, "+mask=");
	unsigned a, b, c, d;

	if (!mask)
		return PFC_NETMASK_UNKNOWN;
	*mask = '\0';
	if (sscanf(mask + 6, "%u.%u.%u.%u", &a, &b, &c, &d) != 4)
		return PFC_NETMASK_UNKNOWN;
	return a << 24 | b << 16 | c << 8 | d;
}

/* Cuts a remark and blanks off the end. */
static char *clean(char *line)
{
	char *remark = strstr(line, " # ");
	size_t len;

	if (remark)
		*remark = '\0';
	len = strlen(line);
	while (len && strchr(" \t\n", line[len - 1]))
		line[--len] = '\0';
	return line;
}

static char *next_word(char **text)
{
	char *word = *text;

	*text += strcspn(*text, " \t");
	if (**text)
		*(*text)++ = '\0';
	*text += strspn(*text, " \t");
	return word;
}

static void checklist_line(struct run *run, char *line)
{
	struct peer_target target = { 0 };
	bool live;
	int linktype;
	char *where;

	next_word(
		&line); /* what becomes of it: tests/filter/records_test checks that */
	where = next_word(&line);
	live = strstr(where, "+live");
	target.netmask = read_netmask(where);
	linktype = live ? LINKTYPE_ETHERNET : pfc_linktype_by_name(where);
	if (linktype < 0) {
		printf("# no such link type\n");
		judge_report(&run->judge, false, where, line);
	} else if (!live) {
		target.linktype = (uint32_t)linktype;
		judge_filter(&run->judge, &target, line, true);
	} else if (run->target_count == TARGETS && !strncmp(where, "EN10MB", 6)) {
		judge_filter(&run->judge, &run->targets[LIVE], line, true);
	}
}

static void judge_on(struct run *run, size_t target, const char *filter)
{
	run->judge.sizes = run->sizes ? &run->sizes[target] : NULL;
	judge_filter(&run->judge, &run->targets[target], filter, false);
}

/* "[LINK: ] FILTER => FILTER OF LIBPCAP" */
static void respelled_line(struct run *run, char *line)
{
	struct peer_target target = { LINKTYPE_ETHERNET, NETMASK, NULL };
	char *theirs = strstr(line, " => ");
	char *colon = strstr(line, ": ");
	int linktype;

	if (!theirs) {
		judge_report(&run->judge, false, "no =>", line);
		return;
	}
	*theirs = '\0';
	if (colon) {
		*colon = '\0';
		linktype = pfc_linktype_by_name(line);
		if (linktype >= 0)
			target.linktype = (uint32_t)linktype;
		line = colon + 2;
	}
	judge_respelled(&run->judge, &target, line, theirs + 4, line);
}

static void everyday_line(struct run *run, char *line)
{
	for (size_t i = 0; i < run->target_count; i++)
		judge_on(run, i, line);
}

static void each_line(struct run *run, const char *name,
                      void (*each)(struct run *run, char *line))
{
	const char *top = getenv("TOP_SRCDIR");
	struct str path = { 0 };
	char *line = NULL;
	size_t room = 0;
	FILE *f;

	str_printf(&path, "%s/tests/%s", top ? top : ".", name);
	f = fopen(path.at, "r");
	if (!f) {
		printf("Bail out! cannot read %s\n", path.at);
		exit(1);
	}
	while (getline(&line, &room, f) >= 0)
		if (line[0] != '#' && *clean(line))
			each(run, line);
	fclose(f);
	free(line);
	str_fini(&path);
}

static void check_generated(struct run *run, uint32_t per_link)
{
	const char *text = getenv("PFC_SEED");
	uint64_t seed = text ? strtoull(text, NULL, 10) << 20 : 0;
	struct str filter = { 0 };

	for (size_t i = 0; i < run->target_count; i++) {
		uint32_t linktype = linktypes[i];
		uint32_t count =
			linktype == LINKTYPE_ETHERNET ? per_link * 4 : per_link;

		for (uint32_t k = 0; k < count; k++) {
			gen_filter(&filter, linktype, seed + k);
			judge_on(run, i, filter.at);
		}
	}
	str_fini(&filter);
}

/* Lists that need far jumps; libpcap's optimizer takes minutes for them. */
static void check_lists(struct run *run)
{
	static const char *const names[] = { "hosts", "nets",          "IPv6 hosts",
		                             "ports", "MAC addresses", "of all kinds" };
	static const uint32_t counts[] = { 30, 300, 1000 };
	size_t sizes = getenv("PFC_LONG") ? LEN(counts) : LEN(counts) - 1;
	struct str filter = { 0 }, label = { 0 };

	for (size_t i = 0; i < sizes; i++)
		for (enum gen_list kind = LIST_HOSTS; kind <= LIST_MIXED; kind++) {
			gen_list(&filter, kind, counts[i], i);
			label.len = 0;
			str_printf(&label, "list: %" PRIu32 " %s", counts[i],
			           names[kind]);
			judge_respelled(&run->judge, &run->targets[0], filter.at,
			                filter.at, label.at);
		}
	str_fini(&filter);
	str_fini(&label);
}

/* The search itself: it has to find what is known to be wrong in libpcap 1.10.3. */
static void check_search(struct run *run)
{
	static const struct {
		const char *filter;
		bool differs;
	} known[] = {
		{ "1/2=1/3 && 1>4/5 && 1>6/7", true },       /* D1 */
		{ "link[0] & 0xffffffff != 0", true },       /* D5 */
		{ "ip[500] = 1 or not ip[500] = 1", false }, /* D4: in the contract */
		{ "tcp port 80 and host 192.0.2.1", false },
	};

	for (size_t i = 0; i < LEN(known); i++) {
		struct search s = { .budget = 2000, .linktype = 1, .seed = 1 };
		struct peer p;

		peer_compile_libpcap(&p, &run->targets[0], known[i].filter);
		judge_search(&run->judge, &p, &s);
		judge_report(&run->judge, (s.verdict != SAME) == known[i].differs,
		             "libpcap's optimizer", known[i].filter);
		peer_fini(&p);
	}
}

static void print_sizes(const struct run *run, const char *group, struct sizes *sizes)
{
	for (size_t i = 0; i < run->target_count; i++)
		judge_print_sizes(group,
		                  i == LIVE ? "live" : pfc_linktype_name(linktypes[i]),
		                  &sizes[i]);
}

/* What people type is never longer than libpcap's. Two exceptions: BSD loopback, where
 * pfc knows more address families, and tunnels, whose inner offsets libpcap keeps in
 * words.
 */
static void check_sizes(struct run *run, const struct sizes *everyday)
{
	for (size_t i = 0; i < run->target_count; i++) {
		const char *longest = NULL;

		if (linktypes[i] == LINKTYPE_NULL || linktypes[i] == LINKTYPE_LOOP)
			continue;
		for (uint32_t k = 0; k < everyday[i].longer_count; k++)
			if (!strstr(everyday[i].longer[k].filter, "geneve"))
				longest = everyday[i].longer[k].filter;
		if (longest)
			printf("# longer: %s\n", longest);
		judge_report(&run->judge, !longest,
		             i == LIVE ? "live" : pfc_linktype_name(linktypes[i]),
		             "everyday filters are not longer than libpcap's");
	}
}

static void open_targets(struct run *run)
{
	char error[PCAP_ERRBUF_SIZE];

	run->target_count = TARGETS;
	for (size_t i = 0; i < TARGETS; i++)
		run->targets[i] = (struct peer_target){ linktypes[i], NETMASK, NULL };
	run->targets[LIVE].live = peer_open_live(error);
	if (run->targets[LIVE].live)
		return;
	run->target_count--;
	judge_report(&run->judge, true, "live # SKIP lo", error);
}

int main(void)
{
	struct sizes everyday[TARGETS] = { { 0 } };
	struct sizes generated[TARGETS] = { { 0 } };
	bool at_length = getenv("PFC_LONG") != NULL;
	struct run run = { .judge = { .budget = at_length ? 20000 : 1500 } };
	const char *top = getenv("TOP_SRCDIR");
	struct str path = { 0 };
	char *error;

	if (!strstr(pcap_lib_version(), "version 1.10.")) {
		printf("1..0 # SKIP deviations are listed for libpcap 1.10, this is "
		       "%s\n",
		       pcap_lib_version());
		return 0;
	}
	str_printf(&path, "%s/tests/filter/deviations.t", top ? top : ".");
	error = deviations_read(&run.judge.deviations, path.at);
	if (error) {
		printf("Bail out! %s: %s\n", path.at, error);
		return 1;
	}
	open_targets(&run);
	check_search(&run);
	judge_deviations(&run.judge, run.targets[LIVE].live);
	each_line(&run, "filter/checklist.t", checklist_line);
	each_line(&run, "peer/respelled.txt", respelled_line);
	check_lists(&run);
	run.sizes = everyday;
	each_line(&run, "peer/oneliners.txt", everyday_line);
	run.sizes = generated;
	check_generated(&run, at_length ? 2500 : 200);
	check_sizes(&run, everyday);
	print_sizes(&run, "everyday", everyday);
	print_sizes(&run, "generated", generated);
	judge_print_summary(&run.judge);
	printf("1..%" PRIu32 "\n", run.judge.number);
	if (run.targets[LIVE].live)
		pcap_close(run.targets[LIVE].live);
	deviations_free(&run.judge.deviations);
	str_fini(&path);
	return run.judge.failed != 0;
}
