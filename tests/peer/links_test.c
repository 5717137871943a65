/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/links_test.c - every link type against the installed libpcap.
 *
 * Filters of links.txt on each link type of their set, and generated ones on each that
 * carries protocols. What a link type cannot have has to be wrong on both sides.
 */
#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/peer/gen.h"
#include "tests/peer/judge.h"

enum { SETS_MAX = 32, LINKS_KNOWN_MAX = 512, LINKTYPES_MAX = 512 };

struct set {
	char name[24];
	bool has[LINKS_KNOWN_MAX]; /* by place in the table of link types */
};

struct run {
	struct judge judge;
	struct set sets[SETS_MAX];
	uint32_t set_count;
	bool known[LINKTYPES_MAX]; /* to libpcap */
	struct sizes sizes[LINKTYPES_MAX];
	uint64_t seed;
	bool at_length;
	size_t link; /* of everyday() */
};

static bool set_add(struct set *set, const char *pattern)
{
	bool found = false;

	for (size_t i = 0; i < link_count(); i++) {
		if (fnmatch(pattern, link_at(i)->name, 0) == 0)
			set->has[i] = found = true;
	}
	return found;
}

/* "NAME = LINK LINK ..." */
static bool read_set(struct run *run, char *line)
{
	struct set *set = &run->sets[run->set_count];
	char *rest = NULL;
	char *name = strtok_r(line, " =", &rest);

	if (!name || run->set_count == SETS_MAX)
		return false;
	run->set_count++;
	snprintf(set->name, sizeof(set->name), "%s", name);
	for (char *w = strtok_r(NULL, " =", &rest); w; w = strtok_r(NULL, " ", &rest)) {
		if (!set_add(set, w))
			return false;
	}
	return true;
}

/* The set of a name, or the link type of that name alone. */
static const struct set *find_set(const struct run *run, const char *name,
                                  struct set *single)
{
	for (uint32_t i = 0; i < run->set_count; i++) {
		if (!strcmp(run->sets[i].name, name))
			return &run->sets[i];
	}
	memset(single, 0, sizeof(*single));
	return set_add(single, !strcmp(name, "all") ? "*" : name) ? single : NULL;
}

/* Has the installed libpcap heard of it? */
static bool libpcap_knows(uint32_t linktype)
{
	struct peer_target target = { linktype, NETMASK, NULL };
	struct peer p;
	bool known;

	peer_compile_libpcap(&p, &target, "len > 1");
	known = p.codes[PEER_LIBPCAP].count != 0;
	peer_fini(&p);
	return known;
}

static void judge_on(struct run *run, size_t link, const char *filter)
{
	struct peer_target target = { link_at(link)->number, NETMASK, NULL };

	if (!run->known[link])
		return;
	run->judge.sizes = &run->sizes[link];
	judge_filter(&run->judge, &target, filter, false);
}

/* A part of the everyday filters, another one on each link type; all of them at length. */
static bool everyday(struct run *run, char *line)
{
	size_t link = run->link;

	if (run->at_length || (strlen(line) + link) % 4 == 0)
		judge_on(run, link, line);
	return true;
}

static bool read_filter(struct run *run, char *line)
{
	char *colon = strstr(line, ": ");
	const struct set *set;
	struct set single;

	if (!colon)
		return false;
	*colon = '\0';
	set = find_set(run, line, &single);
	if (!set)
		return false;
	for (size_t i = 0; i < link_count(); i++) {
		if (set->has[i])
			judge_on(run, i, colon + 2);
	}
	return true;
}

static bool read_line(struct run *run, char *line)
{
	if (!strncmp(line, "set ", 4))
		return read_set(run, line + 4);
	return read_filter(run, line);
}

static void read_list(struct run *run, const char *name,
                      bool (*each)(struct run *run, char *line))
{
	const char *top = getenv("TOP_SRCDIR");
	struct str path = { 0 };
	FILE *f;
	char *line = NULL;
	size_t room = 0;

	str_printf(&path, "%s/tests/peer/%s", top ? top : ".", name);
	f = fopen(path.at, "r");
	if (!f) {
		printf("Bail out! cannot read %s\n", path.at);
		exit(1);
	}
	while (getline(&line, &room, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (!*line || *line == '#')
			continue;
		if (!each(run, line))
			judge_report(&run->judge, false, "cannot read", line);
	}
	free(line);
	fclose(f);
	str_fini(&path);
}

static bool has_own_filters(const struct link *link)
{
	return link->test != LT_NONE || link->flags;
}

static void check_everyday(struct run *run)
{
	for (run->link = 0; run->link < link_count(); run->link++) {
		if (!run->known[run->link] || !has_own_filters(link_at(run->link)))
			continue;
		run->judge.grouped = true;
		read_list(run, "oneliners.txt", everyday);
		judge_group_end(&run->judge, link_at(run->link)->name, "everyday filters");
	}
}

static void check_generated(struct run *run, uint32_t per_link)
{
	struct str filter = { 0 };

	for (size_t i = 0; i < link_count(); i++) {
		const struct link *link = link_at(i);

		if (!has_own_filters(link))
			continue;
		for (uint32_t k = 0; k < per_link; k++) {
			gen_filter(&filter, link->number, run->seed + k);
			judge_on(run, i, filter.at);
		}
	}
	str_fini(&filter);
}

int main(void)
{
	static struct run run;
	const char *top = getenv("TOP_SRCDIR");
	const char *seed = getenv("PFC_SEED");
	struct str path = { 0 };
	char *error;

	if (!strstr(pcap_lib_version(), "version 1.10.")) {
		printf("1..0 # SKIP deviations are listed for libpcap 1.10, this is "
		       "%s\n",
		       pcap_lib_version());
		return 0;
	}
	run.at_length = getenv("PFC_LONG") != NULL;
	run.judge.budget = run.at_length ? 20000 : 500;
	run.seed = seed ? strtoull(seed, NULL, 10) << 20 : 0;
	str_printf(&path, "%s/tests/filter/deviations.t", top ? top : ".");
	error = deviations_read(&run.judge.deviations, path.at);
	if (error) {
		printf("Bail out! %s: %s\n", path.at, error);
		return 1;
	}
	for (size_t i = 0; i < link_count(); i++) {
		run.known[i] = libpcap_knows(link_at(i)->number);
		if (!run.known[i])
			printf("# not compared, libpcap lacks it: %s\n", link_at(i)->name);
	}
	read_list(&run, "links.txt", read_line);
	check_everyday(&run);
	check_generated(&run, run.at_length ? 1000 : 40);
	for (size_t i = 0; i < link_count(); i++)
		judge_print_sizes("link types", link_at(i)->name, &run.sizes[i]);
	judge_print_summary(&run.judge);
	printf("1..%" PRIu32 "\n", run.judge.number);
	deviations_free(&run.judge.deviations);
	str_fini(&path);
	return run.judge.failed != 0;
}
