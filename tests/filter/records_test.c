/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/filter/records_test.c - what filters match, from the records in *.t files.
 *
 * A record is lines of a word and its value, ended by an empty line:
 *
 *	filter   udp dst port 53
 *	link     LINUX_SLL+live           default EN10MB; see options()
 *	meta     pkttype=4 vlan=73        what the kernel tells about every packet
 *	same-as  udp and dst port domain  gives the same verdict on every packet there is
 *	insns    <= 16                    of the default objective
 *	accept   dns.pcap:1 tcp.pcap:2-4  packets of tests/data, from 1
 *	reject   dns.pcap:2
 *	note     why
 *
 * or, instead of verdicts on packets:
 *
 *	never                             compiles, but no packet matches: an error
 *	error    needs link addresses     does not compile; words of the first message
 *
 * "+names" in a link type: names are looked up, in databases that this program brings
 * along (see own_names()) and that need name spaces of their own; where there are none,
 * the record is skipped.
 *
 * A line between records says for which link types those below it are, up to the next
 * one:
 *
 *	links    FDDI IP_OVER_FC          each record without "link" is run for each of them
 *	links                             for EN10MB again
 *
 * There, "*" in front of the name of a file is the link type, in small letters and with
 * "-" instead of "_": *-ip.pcap:1 is fddi-ip.pcap:1, then ip-over-fc-ip.pcap:1. In a
 * value of "link" it is each of the link types: *+mask=255.255.255.0.
 *
 * Verdicts are those of every objective. checklist.t has a line for each filter
 * instead: what becomes of it (ok, all, never, err), link type, filter. One TAP line
 * per record and link type.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <linux/filter.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "pfc/pfc.h"
#include "tests/filter/pcap.h"
#include "tests/net/own_etc.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum { LINES_MAX = 64, FILES_MAX = 256 };

static const struct {
	enum pfc_optimize optimize;
	const char *name;
} objectives[] = {
	{ PFC_OPTIMIZE_BALANCED, "balanced" },
	{ PFC_OPTIMIZE_SIZE, "size" },
	{ PFC_OPTIMIZE_SPEED, "speed" },
	{ PFC_OPTIMIZE_NONE, "none" },
};

struct line {
	char *word, *value;
};

struct record {
	const char *file;
	uint32_t line_no; /* of "filter" */
	struct line lines[LINES_MAX];
	uint32_t count;
	char *filter;
	char *links; /* that the record is for, unless it names its own; NULL: EN10MB */
	struct pfc_opts opts;
	struct pfc_meta meta;
	bool has_meta;
	struct pfc_prog *progs[LEN(objectives)];
};

struct run {
	const char *data; /* folder of the savefiles */
	struct pcap_file files[FILES_MAX];
	uint32_t file_count;
	uint32_t number, failed;
	struct str why; /* what is wrong with the current record; empty: nothing */
	const char
		*no_names; /* why there are no databases of our own; NULL: there are */
	const char *skip;  /* why the current record cannot be run; NULL: it can */
};

__attribute__((format(printf, 2, 3))) static void wrong(struct run *run,
                                                        const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	str_printf(&run->why, "#   %s\n", text);
}

/* Prints the TAP line of a record and what was wrong with it. */
static void report(struct run *run, const char *file, uint32_t line_no,
                   const char *filter)
{
	bool ok = !run->why.len;

	printf("%sok %u - %s:%u ", ok ? "" : "not ", ++run->number, file, line_no);
	/* A '#' would start a directive. */
	for (; *filter; filter++)
		putchar(*filter == '#' ? '.' : *filter);
	if (run->skip)
		printf(" # SKIP %s", run->skip);
	run->skip = NULL;
	printf("\n%s", ok ? "" : run->why.at);
	run->failed += !ok;
	str_fini(&run->why);
	memset(&run->why, 0, sizeof(run->why));
}

static const char *first_message(const struct pfc_prog *prog)
{
	size_t count;
	const struct pfc_diag *d = pfc_prog_diags(prog, &count);

	return count ? d->message : "no message";
}

/* Link type and what comes with it: "+live", "+savefile", "+scoped",
 * "+ip6-ext", "+names", "+mask=255.255.255.0".
 */
static bool options(struct run *run, struct pfc_opts *opts, const char *text)
{
	char name[64];
	unsigned m[4];
	int linktype;

	*opts = (struct pfc_opts)PFC_OPTS_INIT;
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(text, "+"), text);
	linktype = pfc_linktype_by_name(name);
	opts->linktype = (uint32_t)linktype;
	opts->flags = PFC_NO_LOOKUP;
	for (const char *at = strchr(text, '+'); at; at = strchr(at + 1, '+')) {
		if (!strncmp(at, "+live", 5))
			opts->flags |= PFC_LIVE;
		else if (!strncmp(at, "+savefile", 9))
			opts->flags |= PFC_SAVEFILE;
		else if (!strncmp(at, "+ip6-ext", 8))
			opts->flags |= PFC_IP6_EXT;
		else if (!strncmp(at, "+scoped", 7))
			opts->flags |= PFC_SCOPED;
		else if (!strncmp(at, "+names", 6))
			opts->flags &= ~(uint32_t)PFC_NO_LOOKUP;
		else if (sscanf(at, "+mask=%u.%u.%u.%u", &m[0], &m[1], &m[2], &m[3]) ==
		         4)
			opts->netmask = m[0] << 24 | m[1] << 16 | m[2] << 8 | m[3];
		else
			linktype = -1;
	}
	if (linktype < 0)
		wrong(run, "cannot read '%s'", text);
	return linktype >= 0;
}

static struct pfc_prog *compile(struct run *run, const char *filter,
                                struct pfc_opts opts, enum pfc_optimize optimize)
{
	struct pfc_prog *prog;
	int error;

	opts.optimize = optimize;
	error = pfc_compile(filter, PFC_NUL, &opts, &prog);
	if (!error)
		return prog;
	wrong(run, "'%s' does not compile: %s", filter,
	      prog ? first_message(prog) : strerror(-error));
	pfc_prog_free(prog);
	return NULL;
}

/* A leading '*' stands for the link type. */
static void full_name(char *out, size_t room, const char *name, size_t len,
                      uint32_t linktype)
{
	const char *link = name[0] == '*' ? pfc_linktype_name(linktype) : "";
	size_t skip = name[0] == '*';

	snprintf(out, room, "%s%.*s", link, (int)(len - skip), name + skip);
	for (size_t i = 0; i < strlen(link); i++)
		out[i] = (char)(link[i] == '_' ? '-' : tolower((unsigned char)link[i]));
}

static const struct pcap_file *file_named(struct run *run, const char *name, size_t len,
                                          uint32_t linktype)
{
	char full[128];

	full_name(full, sizeof(full), name, len, linktype);
	for (uint32_t i = 0; i < run->file_count; i++) {
		if (!strcmp(run->files[i].name, full))
			return &run->files[i];
	}
	wrong(run, "there is no %s", full);
	return NULL;
}

/* ---- records ---- */

static void check_packet(struct run *run, const struct record *r,
                         const struct pcap_file *file, uint32_t number, bool accept)
{
	struct pfc_packet packet;

	if (number < 1 || number > file->count) {
		wrong(run, "%s has no packet %u", file->name, number);
		return;
	}
	packet = file->packets[number - 1];
	packet.meta = r->has_meta ? &r->meta : NULL;
	for (size_t i = 0; i < LEN(objectives); i++) {
		bool accepted = pfc_prog_run(r->progs[i], &packet) != 0;

		if (accepted != accept)
			wrong(run, "%s %s:%u (optimized for %s)",
			      accepted ? "accepts" : "rejects", file->name, number,
			      objectives[i].name);
	}
}

/* "dns.pcap:1 tcp.pcap:2-4,7" */
static void check_packets(struct run *run, const struct record *r, const char *list,
                          bool accept)
{
	while (*list) {
		size_t len = strcspn(list, ":");
		const struct pcap_file *file =
			file_named(run, list, len, r->opts.linktype);
		char *at;

		if (!file || !list[len])
			return;
		if (file->linktype != r->opts.linktype) {
			wrong(run, "%s has another link type", file->name);
			return;
		}
		list += len;
		do {
			uint32_t lo = (uint32_t)strtoul(list + 1, &at, 10);
			uint32_t hi =
				*at == '-' ? (uint32_t)strtoul(at + 1, &at, 10) : lo;

			for (uint32_t n = lo; n <= hi; n++)
				check_packet(run, r, file, n, accept);
			list = at;
		} while (*list == ',');
		if (*list && *list != ' ') {
			wrong(run, "cannot read '%s'", list);
			return;
		}
		list += strspn(list, " ");
	}
}

static void check_same(struct run *run, const struct record *r, const char *other)
{
	struct pfc_prog *prog = compile(run, other, r->opts, PFC_OPTIMIZE_BALANCED);

	for (uint32_t i = 0; prog && i < run->file_count; i++) {
		const struct pcap_file *f = &run->files[i];

		for (uint32_t n = 0; f->linktype == r->opts.linktype && n < f->count;
		     n++) {
			struct pfc_packet packet = f->packets[n];

			packet.meta = r->has_meta ? &r->meta : NULL;
			if (!pfc_prog_run(prog, &packet) !=
			    !pfc_prog_run(r->progs[0], &packet))
				wrong(run, "'%s' differs at %s:%u", other, f->name,
				      n + 1);
		}
	}
	pfc_prog_free(prog);
}

static void check_insns(struct run *run, const struct record *r, const char *limit)
{
	unsigned max;
	size_t count;

	pfc_prog_insns(r->progs[0], &count);
	if (sscanf(limit, "<= %u", &max) != 1)
		wrong(run, "cannot read '%s'", limit);
	else if (count > max)
		wrong(run, "has %zu instructions", count);
}

/* "pkttype=4 vlan=0x2049" */
static void read_meta(struct run *run, struct record *r, char *text)
{
	struct pfc_meta *m = &r->meta;
	const struct {
		const char *name;
		uint32_t *value;
	} fields[] = {
		{ "protocol", &m->protocol },
		{ "pkttype", &m->pkttype },
		{ "ifindex", &m->ifindex },
		{ "vlan", &m->vlan_tci },
	};

	r->has_meta = true;
	for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
		size_t len = strcspn(word, "=");
		bool known = false;

		for (size_t i = 0; i < LEN(fields); i++) {
			if (strlen(fields[i].name) != len ||
			    memcmp(word, fields[i].name, len))
				continue;
			*fields[i].value = (uint32_t)strtoul(word + len + 1, NULL, 0);
			known = true;
		}
		if (!known)
			wrong(run, "cannot read '%s'", word);
		if (!strncmp(word, "vlan", len)) {
			m->vlan_present = 1;
			m->vlan_tpid = 0x8100;
		}
	}
}

static const char *value_of(const struct record *r, const char *word)
{
	for (uint32_t i = 0; i < r->count; i++) {
		if (!strcmp(r->lines[i].word, word))
			return r->lines[i].value;
	}
	return NULL;
}

/* never: the message says so, and the program is made when it is asked for. */
static void expect_error(struct run *run, const char *filter,
                         const struct pfc_opts *opts, bool never, const char *text)
{
	for (size_t i = 0; i < LEN(objectives); i++) {
		struct pfc_opts o = *opts;
		struct pfc_prog *prog;

		o.optimize = objectives[i].optimize;
		if (pfc_compile(filter, PFC_NUL, &o, &prog) != -ENOEXEC)
			wrong(run, "compiles (optimized for %s)", objectives[i].name);
		else if (!strstr(first_message(prog), " can never ") == never ||
		         !strstr(first_message(prog), text))
			wrong(run, "says '%s'", first_message(prog));
		pfc_prog_free(prog);
		o.flags |= PFC_ALLOW_EMPTY;
		if ((pfc_compile(filter, PFC_NUL, &o, &prog) == 0) != never)
			wrong(run, "%s when empty filters are allowed",
			      never ? "does not compile" : "compiles");
		pfc_prog_free(prog);
	}
}

static void check_line_of(struct run *run, const struct record *r, const char *word,
                          const char *value)
{
	if (!strcmp(word, "accept") || !strcmp(word, "reject"))
		check_packets(run, r, value, word[0] == 'a');
	else if (!strcmp(word, "same-as"))
		check_same(run, r, value);
	else if (!strcmp(word, "insns"))
		check_insns(run, r, value);
	else
		wrong(run, "unknown word '%s'", word);
}

static bool is_remark(const char *word)
{
	return !strcmp(word, "link") || !strcmp(word, "meta") || !strcmp(word, "note");
}

/* The lines that say how to compile come before those that say what to expect. */
static void check_record(struct run *run, struct record *r, const char *link)
{
	const char *error = value_of(r, "error");
	uint32_t checks = 0;

	if (!options(run, &r->opts, link))
		return;
	if (!(r->opts.flags & PFC_NO_LOOKUP) && run->no_names) {
		run->skip = run->no_names;
		return;
	}
	if (error && !*error)
		wrong(run, "has no words of the message");
	if (error || value_of(r, "never")) {
		if (value_of(r, "accept") || value_of(r, "reject"))
			wrong(run, "has verdicts although there is no program");
		expect_error(run, r->filter, &r->opts, !error, error ? error : "");
		return;
	}
	for (size_t i = 0; i < LEN(objectives); i++) {
		r->progs[i] = compile(run, r->filter, r->opts, objectives[i].optimize);
		if (!r->progs[i])
			return;
	}
	for (uint32_t i = 0; i < r->count; i++) {
		if (is_remark(r->lines[i].word))
			continue;
		check_line_of(run, r, r->lines[i].word, r->lines[i].value);
		checks++;
	}
	if (!checks)
		wrong(run, "checks nothing");
}

static void check_for(struct run *run, struct record *r, const char *link, bool named)
{
	struct str title = { 0 };

	check_record(run, r, link);
	if (named)
		str_printf(&title, "%s: %s", link, r->filter);
	else
		str_printf(&title, "%s", r->filter);
	report(run, r->file, r->line_no, title.at);
	str_fini(&title);
	for (size_t i = 0; i < LEN(objectives); i++) {
		pfc_prog_free(r->progs[i]);
		r->progs[i] = NULL;
	}
}

/* Once for each of the link types. */
static void check_for_each(struct run *run, struct record *r, const char *own)
{
	for (const char *at = r->links; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");
		char link[128];

		snprintf(link, sizeof(link), "%.*s%s", (int)len, at,
		         own ? own + 1 : "");
		check_for(run, r, link, true);
		at += len;
	}
}

static void end_record(struct run *run, struct record *r)
{
	const char *own = value_of(r, "link");

	for (uint32_t i = 0; i < r->count; i++) {
		if (!strcmp(r->lines[i].word, "meta"))
			read_meta(run, r, r->lines[i].value);
	}
	if (r->filter && r->links && (!own || own[0] == '*'))
		check_for_each(run, r, own);
	else if (r->filter)
		check_for(run, r, own ? own : "EN10MB", false);
	for (uint32_t i = 0; i < r->count; i++)
		free(r->lines[i].word);
	free(r->filter);
	*r = (struct record){ .file = r->file, .links = r->links };
}

/* "word   value" */
static void add_line(struct run *run, struct record *r, const char *text,
                     uint32_t line_no)
{
	char *copy = strdup(text);
	char *value = copy + strcspn(copy, " \t");

	if (*value)
		*value++ = '\0';
	value += strspn(value, " \t");
	if (!strcmp(copy, "links") && !r->filter) {
		free(r->links);
		r->links = *value ? strdup(value) : NULL;
		free(copy);
	} else if (!strcmp(copy, "filter")) {
		r->line_no = line_no;
		r->filter = strdup(value);
		free(copy);
	} else if (r->filter && r->count < LINES_MAX) {
		r->lines[r->count++] = (struct line){ copy, value };
	} else {
		wrong(run, "this is no part of a record");
		report(run, r->file, line_no, text);
		free(copy);
	}
}

/* ---- checklist.t ---- */

static bool is_constant(const struct pfc_prog *prog, bool accept)
{
	size_t count;
	const struct sock_filter *insns = pfc_prog_insns(prog, &count);

	return count == 1 && insns[0].code == (BPF_RET | BPF_K) &&
	       !insns[0].k == !accept;
}

static void expect_program(struct run *run, const char *filter,
                           const struct pfc_opts *opts, bool all)
{
	for (size_t i = 0; i < LEN(objectives); i++) {
		struct pfc_prog *prog =
			compile(run, filter, *opts, objectives[i].optimize);

		if (prog && objectives[i].optimize != PFC_OPTIMIZE_NONE &&
		    is_constant(prog, true) != all)
			wrong(run, all ? "does not accept everything"
			               : "accepts everything");
		if (prog && is_constant(prog, false))
			wrong(run, "accepts nothing");
		pfc_prog_free(prog);
	}
}

/* "ok     EN10MB+live    vlan 900 and tcp   # why" */
static void check_line(struct run *run, const char *file, const char *text,
                       uint32_t line_no)
{
	char outcome[16] = "", link[128] = "";
	const char *remark = strstr(text, " # ");
	struct pfc_opts opts;
	char *filter;
	int at = 0;

	if (sscanf(text, "%15s %127s %n", outcome, link, &at) < 2)
		at = (int)strlen(text);
	filter = strndup(text + at,
	                 remark ? (size_t)(remark - text - at) : strlen(text + at));
	if (!options(run, &opts, link))
		;
	else if (!strcmp(outcome, "ok") || !strcmp(outcome, "all"))
		expect_program(run, filter, &opts, outcome[0] == 'a');
	else if (!strcmp(outcome, "never") || !strcmp(outcome, "err"))
		expect_error(run, filter, &opts, outcome[0] == 'n', "");
	else
		wrong(run, "unknown outcome '%s'", outcome);
	report(run, file, line_no, filter);
	free(filter);
}

/* ---- files ---- */

static void run_file(struct run *run, const char *folder, const char *name)
{
	bool checklist = !strcmp(name, "checklist.t");
	struct record r = { .file = name };
	struct str path = { 0 };
	uint32_t line_no = 0;
	char *line = NULL;
	size_t room = 0;
	FILE *in;

	str_printf(&path, "%s/%s", folder, name);
	in = fopen(path.at, "r");
	if (!in) {
		printf("Bail out! cannot read %s\n", path.at);
		exit(1);
	}
	while (getline(&line, &room, in) >= 0) {
		line_no++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		if (!line[0])
			end_record(run, &r);
		else if (checklist)
			check_line(run, name, line, line_no);
		else
			add_line(run, &r, line, line_no);
	}
	end_record(run, &r);
	free(r.links);
	fclose(in);
	free(line);
	str_fini(&path);
}

/* Gateways: with an address of each kind, with two of IPv4, without IPv4, without a
 * link address.
 */
static bool own_names(void)
{
	return etc_put("nsswitch.conf", "hosts: files\nethers: files\nservices: files\n"
	                                "protocols: files\nnetworks: files\n") &&
	       etc_put("host.conf", "multi on\n") &&
	       etc_put("hosts", "192.0.2.1 gw\n2001:db8::1 gw\n"
	                        "192.0.2.1 gw2\n198.51.100.17 gw2\n"
	                        "2001:db8::6 six\n192.0.2.9 keyless\n") &&
	       etc_put("ethers", "02:00:00:00:00:0a gw\n02:00:00:00:00:0a gw2\n"
	                         "02:00:00:00:00:0a six\n");
}

static int is_savefile(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return len > 5 && !strcmp(entry->d_name + len - 5, ".pcap");
}

/* Other tests have records of their own kind there. */
static int is_records(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return len > 2 && !strcmp(entry->d_name + len - 2, ".t") &&
	       strcmp(entry->d_name, "deviations.t");
}

static void read_packets(struct run *run)
{
	struct dirent **entries;
	int count = scandir(run->data, &entries, is_savefile, alphasort);

	for (int i = 0; i < count; i++) {
		if (run->file_count == FILES_MAX ||
		    !pcap_read(&run->files[run->file_count++], run->data,
		               entries[i]->d_name)) {
			printf("Bail out! cannot read %s\n", entries[i]->d_name);
			exit(1);
		}
		free(entries[i]);
	}
	if (count < 1) {
		printf("Bail out! no packets in %s\n", run->data);
		exit(1);
	}
	free(entries);
}

int main(void)
{
	const char *source = getenv("TOP_SRCDIR"), *build = getenv("TOP_BUILDDIR");
	struct str folder = { 0 }, data = { 0 };
	struct dirent **entries;
	struct run run = { 0 };
	int count;

	str_printf(&data, "%s/tests/data", build ? build : ".");
	str_printf(&folder, "%s/tests/filter", source ? source : ".");
	run.data = data.at;
	run.no_names = own_etc(own_names);
	read_packets(&run);
	count = scandir(folder.at, &entries, is_records, alphasort);
	for (int i = 0; i < count; i++) {
		run_file(&run, folder.at, entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	printf("1..%u\n", run.number);
	for (uint32_t i = 0; i < run.file_count; i++)
		pcap_free(&run.files[i]);
	str_fini(&folder);
	str_fini(&data);
	return run.failed || !run.number;
}
