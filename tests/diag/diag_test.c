/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/diag/diag_test.c - what is said about each filter of tests/diag/ *.t.
 *
 * A record is lines up to a blank one:
 *
 *	filter   arp port 53
 *	error    1:5-8 'arp' carries no ports
 *	also     1:1-3
 *	hint     ports exist in tcp, udp and sctp
 *
 * filter   the text; "bytes" instead knows \n, \t, \\ and \xNN
 * link     link type (EN10MB)
 * with     live, savefile, scoped, ip6-ext, lookup, allow-empty, netmask=A.B.C.D
 * error    line:first-last column, and the message; also "warning", then with the name of
 *          the lint in brackets, and "note"
 * also     the related place of the message above
 * hint     its hint
 *
 * A record without messages compiles and nothing is said. All messages of a filter are
 * compared, in order. Names are not looked up unless the record says so.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "pfc/pfc.h"

struct record {
	int line; /* of the filter; 0: no record yet */
	char *text;
	size_t len;
	struct pfc_opts opts;
	struct str want; /* the messages, as in the file */
};

static int tests, failures;

static void fail(const char *path, int line, const char *why)
{
	printf("not ok %d - %s:%d %s\n", ++tests, path, line, why);
	failures++;
}

/* "1:5-8"; columns count bytes. */
static void add_place(struct str *s, const char *text, struct pfc_span at)
{
	unsigned line = 1;
	unsigned column = 1;

	for (uint32_t i = 0; i < at.off; i++) {
		column++;
		if (text[i] == '\n') {
			line++;
			column = 1;
		}
	}
	str_printf(s, "%u:%u", line, column);
	if (at.len > 1)
		str_printf(s, "-%u", column + at.len - 1);
}

/* The messages of a program as they are written in a record. */
static void add_messages(struct str *s, const struct pfc_prog *prog)
{
	static const char *const levels[] = {
		[PFC_ERROR] = "error",
		[PFC_WARNING] = "warning",
		[PFC_NOTE] = "note",
	};
	const char *text = pfc_prog_text(prog);
	size_t count;
	const struct pfc_diag *d = pfc_prog_diags(prog, &count);

	for (size_t i = 0; i < count; i++) {
		str_printf(s, "%-8s ", levels[d[i].level]);
		add_place(s, text, d[i].at);
		if (d[i].lint)
			str_printf(s, " [%s]", d[i].lint);
		str_printf(s, " %s\n", d[i].message);
		if (d[i].also.len) {
			str_printf(s, "%-8s ", "also");
			add_place(s, text, d[i].also);
			str_printf(s, "\n");
		}
		if (d[i].hint)
			str_printf(s, "%-8s %s\n", "hint", d[i].hint);
	}
}

static void comment(const char *title, const char *lines)
{
	printf("# %s\n", title);
	while (lines && *lines) {
		size_t len = strcspn(lines, "\n");

		printf("#   %.*s\n", (int)len, lines);
		lines += len + (lines[len] == '\n');
	}
}

static void check(const char *path, struct record *r)
{
	struct pfc_prog *prog = NULL;
	struct str got = { 0 };
	int result = pfc_compile(r->text, r->len, &r->opts, &prog);
	const char *want = r->want.at ? r->want.at : "";
	bool same;

	if (!prog) {
		fail(path, r->line, "cannot be compiled at all");
		return;
	}
	add_messages(&got, prog);
	same = strcmp(got.at ? got.at : "", want) == 0 &&
	       (result == 0) == !strstr(got.at ? got.at : "", "error ");
	printf("%sok %d - %s:%d %s\n", same ? "" : "not ", ++tests, path, r->line,
	       pfc_prog_text(prog));
	if (!same) {
		failures++;
		comment("expected:", want);
		comment(result ? "got:" : "compiles, and got:", got.at);
	}
	str_fini(&got);
	pfc_prog_free(prog);
}

static size_t unescape(char *s)
{
	char *from = s;
	char *to = s;

	while (*from) {
		unsigned byte;
		int len;

		if (sscanf(from, "\\x%2x%n", &byte, &len) == 1) {
			*to++ = (char)byte;
			from += len;
		} else if (*from == '\\' && from[1]) {
			*to++ = from[1] == 'n' ? '\n' : from[1] == 't' ? '\t' : from[1];
			from += 2;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
	return (size_t)(to - s);
}

static bool read_with(struct record *r, char *value)
{
	char *save;

	for (char *w = strtok_r(value, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		struct in_addr mask;

		if (strcmp(w, "ip6-ext") == 0)
			r->opts.flags |= PFC_IP6_EXT;
		else if (strcmp(w, "scoped") == 0)
			r->opts.flags |= PFC_SCOPED;
		else if (strcmp(w, "live") == 0)
			r->opts.flags |= PFC_LIVE;
		else if (strcmp(w, "savefile") == 0)
			r->opts.flags |= PFC_SAVEFILE;
		else if (strcmp(w, "lookup") == 0)
			r->opts.flags &= ~(uint32_t)PFC_NO_LOOKUP;
		else if (strcmp(w, "allow-empty") == 0)
			r->opts.flags |= PFC_ALLOW_EMPTY;
		else if (strncmp(w, "netmask=", 8) == 0 && inet_aton(w + 8, &mask))
			r->opts.netmask = ntohl(mask.s_addr);
		else
			return false;
	}
	return true;
}

/* One line of a record. */
static bool read_line(struct record *r, int number, char *line)
{
	size_t key_len = strcspn(line, " ");
	char *value = line + key_len + strspn(line + key_len, " ");

	line[key_len] = '\0';
	if (strcmp(line, "filter") == 0 || strcmp(line, "bytes") == 0) {
		struct pfc_opts opts = PFC_OPTS_INIT;

		if (r->line)
			return false;
		r->opts = opts;
		r->opts.flags = PFC_NO_LOOKUP;
		r->line = number;
		r->text = strdup(value);
		r->len = line[0] == 'b' ? unescape(r->text) : strlen(r->text);
		return true;
	}
	if (!r->line)
		return false;
	if (strcmp(line, "link") == 0) {
		int link = pfc_linktype_by_name(value);

		r->opts.linktype = (uint32_t)link;
		return link >= 0;
	}
	if (strcmp(line, "with") == 0)
		return read_with(r, value);
	str_printf(&r->want, "%-8s %s\n", line, value);
	return strcmp(line, "error") == 0 || strcmp(line, "warning") == 0 ||
	       strcmp(line, "note") == 0 || strcmp(line, "also") == 0 ||
	       strcmp(line, "hint") == 0;
}

static void end_record(const char *path, struct record *r)
{
	if (r->line)
		check(path, r);
	free(r->text);
	str_fini(&r->want);
	memset(r, 0, sizeof(*r));
}

static void read_file(const char *path)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	struct record r = { 0 };
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (!f) {
		fail(name, 0, "cannot be opened");
		return;
	}
	for (int number = 1; (len = getline(&line, &room, f)) > 0; number++) {
		if (line[len - 1] == '\n')
			line[--len] = '\0';
		if (line[0] == '#')
			continue;
		if (len == 0)
			end_record(name, &r);
		else if (!read_line(&r, number, line))
			fail(name, number, "is not a line of a record");
	}
	end_record(name, &r);
	free(line);
	fclose(f);
}

int main(void)
{
	const char *top = getenv("TOP_SRCDIR");
	glob_t files = { 0 };
	char pattern[4096];

	setvbuf(stdout, NULL, _IOLBF, 0);
	snprintf(pattern, sizeof(pattern), "%s/tests/diag/*.t", top ? top : ".");
	if (glob(pattern, 0, NULL, &files) != 0)
		fail(pattern, 0, "matches no file");
	for (size_t i = 0; i < files.gl_pathc; i++)
		read_file(files.gl_pathv[i]);
	globfree(&files);
	printf("1..%d\n", tests);
	return failures ? 1 : 0;
}
