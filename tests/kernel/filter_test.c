/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/filter_test.c - the running kernel takes every program and runs it as
 * our interpreter does.
 *
 * Each filter is compiled unoptimized and optimized, for a file and for a live
 * interface, attached to a socket, and shown packets made around its constants, whole
 * and cut off. The same with --scoped and with --ip6-ext, where that makes another program.
 */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/image.h"
#include "compiler/run.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/kernel/socket.h"
#include "tests/peer/explore.h"
#include "tests/peer/frames.h"
#include "tests/peer/gen.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define VARIANTS 4

static const struct {
	const char *name;
	uint32_t flags;
	enum pfc_optimize optimize;
} variants[VARIANTS] = {
	{ "reference", 0, PFC_OPTIMIZE_NONE },
	{ "program", 0, PFC_OPTIMIZE_BALANCED },
	{ "live reference", PFC_LIVE, PFC_OPTIMIZE_NONE },
	{ "live program", PFC_LIVE, PFC_OPTIMIZE_BALANCED },
};

static const struct way {
	const char *name;
	uint32_t flags;
} ways[] = {
	{ "", 0 },
	{ ", scoped", PFC_SCOPED },
	{ ", behind extension headers", PFC_IP6_EXT },
};

#define WAYS LEN(ways)

struct run {
	struct ksocket sockets[VARIANTS];
	struct pfc_prog *progs[VARIANTS];
	uint32_t prog_count;      /* the first of them compiled */
	uint32_t names[VARIANTS]; /* their index in variants[] */
	uint32_t budget;
	bool at_length;
	const struct way *way;
	uint32_t filters;
	uint32_t number, failed;
	uint32_t done[WAYS]; /* filters */
	uint32_t
		no_room; /* programs that were right, but too long for the kernel's memory */
	uint64_t packets;
	uint64_t rng;
	bool differs;
};

static void show_difference(const struct run *run, uint32_t i, const struct packet *pkt,
                            uint32_t len, bool ours)
{
	char *text = pfc_prog_format(run->progs[i], PFC_FORMAT_LISTING, NULL);
	char *rest = NULL;

	printf("# the %s: kernel %s, interpreter %s, %" PRIu32 " bytes:",
	       variants[run->names[i]].name, ours ? "rejects" : "accepts",
	       ours ? "accepts" : "rejects", len);
	for (uint32_t k = 0; k < len; k++)
		printf("%s%02x", k % 16 ? "" : " ", pkt->data[k]);
	printf("\n");
	for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line;
	     line = strtok_r(NULL, "\n", &rest))
		printf("#   %s\n", line);
	free(text);
}

/* One packet of len bytes, all of them captured. */
static bool agree(struct run *run, uint32_t i, const struct packet *pkt, uint32_t len)
{
	static const struct pfc_meta unix_socket; /* no interface, no tag, protocol 0 */
	struct pfc_packet packet = { pkt->data, len, len, &unix_socket };
	bool ours = pfc_prog_run(run->progs[i], &packet) != 0;
	int theirs = ksocket_accepts(&run->sockets[i], pkt->data, len);

	run->packets++;
	if (theirs == ours)
		return true;
	if (theirs < 0)
		printf("# the kernel does not take the packet: %s\n", strerror(errno));
	else
		show_difference(run, i, pkt, len, ours);
	run->differs = true;
	return false;
}

static bool try_packet(void *ctx, const struct packet *pkt, const struct trace *traces)
{
	struct run *run = ctx;

	for (uint32_t i = 0; i < run->prog_count; i++) {
		uint32_t reach = traces[i].reach;
		uint32_t lens[] = { pkt->len, reach, reach ? reach - 1 : 0,
			            next_random(&run->rng) % (reach + 2) };

		for (size_t k = 0; k < LEN(lens); k++)
			if (!agree(run, i, pkt, lens[k]))
				return false;
	}
	return true;
}

static struct pfc_prog *compile(const char *filter, uint32_t linktype, uint32_t variant,
                                const struct way *way)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;

	opts.linktype = linktype;
	opts.netmask = 0xffffff00;
	opts.flags =
		PFC_ALLOW_EMPTY | PFC_NO_LINT | variants[variant].flags | way->flags;
	opts.optimize = variants[variant].optimize;
	if (pfc_compile(filter, PFC_NUL, &opts, &prog) == 0)
		return prog;
	pfc_prog_free(prog);
	return NULL;
}

/* Compiles and attaches; returns false when the kernel refuses a program. */
static bool attach_all(struct run *run, const char *filter, uint32_t linktype,
                       struct code *codes)
{
	bool ok = true;

	run->prog_count = 0;
	/* Long programs: half of them, and fewer packets. */
	for (uint32_t v = 0; v < VARIANTS; v += run->way == ways ? 1 : 3) {
		uint32_t i = run->prog_count;
		size_t count = 0;
		int error;

		run->progs[i] = compile(filter, linktype, v, run->way);
		if (!run->progs[i])
			continue;
		run->names[i] = v;
		codes[i].insns = pfc_prog_insns(run->progs[i], &count);
		codes[i].count = (uint32_t)count;
		error = ksocket_attach(&run->sockets[i], codes[i].insns,
		                       codes[i].count);
		if (error == ENOMEM) { /* net.core.optmem_max may be small */
			run->no_room++;
			pfc_prog_free(run->progs[i]);
			continue;
		}
		if (error) {
			printf("# the kernel refuses the %s: %s\n", variants[v].name,
			       strerror(error));
			ok = false;
		}
		run->prog_count++;
	}
	return ok;
}

/* Whether both references are the same program. */
static bool same_as_usual(const char *filter, uint32_t linktype, const struct way *way)
{
	struct pfc_prog *usual = compile(filter, linktype, 0, &ways[0]);
	struct pfc_prog *other = compile(filter, linktype, 0, way);
	size_t usual_count = 0, other_count = 0;
	const struct sock_filter *a =
		usual ? pfc_prog_insns(usual, &usual_count) : NULL;
	const struct sock_filter *b =
		other ? pfc_prog_insns(other, &other_count) : NULL;
	bool same = a && b && usual_count == other_count &&
	            !memcmp(a, b, usual_count * sizeof(*a));

	pfc_prog_free(usual);
	pfc_prog_free(other);
	return same;
}

static void check_way(struct run *run, uint32_t linktype, const char *filter)
{
	struct exploration ex = { .linktype = linktype,
		                  .budget = run->budget / (run->way == ways ? 1 : 5),
		                  .seed = 0x2545f491,
		                  .packet = try_packet,
		                  .ctx = run };
	bool ok = attach_all(run, filter, linktype, ex.codes);

	ex.code_count = run->prog_count;
	run->differs = false;
	if (ok && run->prog_count && !explore(&ex)) {
		printf("Bail out! out of memory\n");
		exit(1);
	}
	if (run->prog_count) {
		ok = ok && !run->differs;
		printf("%sok %" PRIu32 " - %s: %s%s\n", ok ? "" : "not ", ++run->number,
		       pfc_linktype_name(linktype), filter, run->way->name);
		fflush(stdout);
		run->failed += !ok;
		run->done[run->way - ways]++;
	}
	for (uint32_t i = 0; i < run->prog_count; i++)
		pfc_prog_free(run->progs[i]);
}

static void check_filter(struct run *run, uint32_t linktype, const char *filter)
{
	/* Programs that walk along headers are long: some of them stand for all. */
	bool walk = run->at_length || run->filters++ % 5 == 0;

	for (size_t i = 0; i < WAYS; i++) {
		run->way = &ways[i];
		if ((run->way->flags & PFC_IP6_EXT) && !walk)
			continue;
		if (i == 0 || !same_as_usual(filter, linktype, run->way))
			check_way(run, linktype, filter);
	}
}

/* "filter" and "link" lines of records; a record ends at an empty line. */
static void check_records(struct run *run, FILE *f)
{
	char filter[4096] = "";
	uint32_t linktype = LINKTYPE_ETHERNET;
	char *line = NULL;
	size_t room = 0;
	bool more = true;

	while (more) {
		more = getline(&line, &room, f) >= 0;
		if (!more || line[0] == '\n') {
			if (filter[0])
				check_filter(run, linktype, filter);
			filter[0] = '\0';
			linktype = LINKTYPE_ETHERNET;
		} else if (sscanf(line, "filter %4095[^\n]", filter) != 1) {
			char name[64];
			const struct link *link = NULL;

			if (sscanf(line, "link %63s", name) == 1)
				link = link_by_name(name);
			if (link)
				linktype = link->number;
		}
	}
	free(line);
}

static void each_record_file(struct run *run, const char *top)
{
	struct dirent **names = NULL;
	struct str path = { 0 };
	int count;

	str_printf(&path, "%s/tests/filter", top);
	count = scandir(path.at, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		size_t len = strlen(names[i]->d_name);
		FILE *f = NULL;

		path.len = 0;
		str_printf(&path, "%s/tests/filter/%s", top, names[i]->d_name);
		if (len > 2 && !strcmp(names[i]->d_name + len - 2, ".t"))
			f = fopen(path.at, "r");
		if (f) {
			check_records(run, f);
			fclose(f);
		}
		free(names[i]);
	}
	free(names);
	str_fini(&path);
}

static void each_everyday_filter(struct run *run, const char *top)
{
	struct str path = { 0 };
	char *line = NULL;
	size_t room = 0;
	FILE *f;

	str_printf(&path, "%s/tests/peer/oneliners.txt", top);
	f = fopen(path.at, "r");
	while (f && getline(&line, &room, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] && line[0] != '#')
			check_filter(run, LINKTYPE_ETHERNET, line);
	}
	if (f)
		fclose(f);
	free(line);
	str_fini(&path);
}

static void each_generated_filter(struct run *run, uint32_t per_link)
{
	static const uint32_t linktypes[] = {
		LINKTYPE_ETHERNET,  LINKTYPE_RAW,        LINKTYPE_IPV4,
		LINKTYPE_IPV6,      LINKTYPE_NULL,       LINKTYPE_LOOP,
		LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2,
	};
	struct str filter = { 0 };

	for (size_t i = 0; i < LEN(linktypes); i++)
		for (uint32_t k = 0; k < per_link; k++) {
			gen_filter(&filter, linktypes[i], 1000000 + k);
			check_filter(run, linktypes[i], filter.at);
		}
	str_fini(&filter);
}

int main(void)
{
	bool at_length = getenv("PFC_LONG") != NULL;
	const char *top = getenv("TOP_SRCDIR") ? getenv("TOP_SRCDIR") : ".";
	struct run run = { .budget = at_length ? 3000 : 150,
		           .at_length = at_length,
		           .rng = 1 };

	for (int i = 0; i < VARIANTS; i++) {
		if (!ksocket_open(&run.sockets[i])) {
			printf("1..0 # SKIP no local sockets: %s\n", strerror(errno));
			return 0;
		}
	}
	each_record_file(&run, top);
	each_everyday_filter(&run, top);
	each_generated_filter(&run, at_length ? 2000 : 50);
	for (size_t i = 1; i < WAYS; i++) {
		bool ok = run.done[i] > 50;

		printf("%sok %" PRIu32 " - %" PRIu32 " filters%s\n", ok ? "" : "not ",
		       ++run.number, run.done[i], ways[i].name);
		run.failed += !ok;
	}
	printf("# %" PRIu64 " packets, %" PRIu32
	       " programs without room in the kernel\n",
	       run.packets, run.no_room);
	printf("1..%" PRIu32 "\n", run.number);
	for (int i = 0; i < VARIANTS; i++)
		ksocket_close(&run.sockets[i]);
	return run.failed != 0;
}
