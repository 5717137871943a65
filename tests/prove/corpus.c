/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/prove/corpus.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct corpus {
	uint32_t nth, seen;
	void (*fn)(void *ctx, const struct corpus_filter *f);
	void *ctx;
};

static struct pfc_opts base_opts(void)
{
	struct pfc_opts opts = PFC_OPTS_INIT;

	opts.flags = PFC_ALLOW_EMPTY | PFC_NO_LINT | PFC_NO_LOOKUP;
	opts.insns_max = 0;
	return opts;
}

/* A link type and "+live", "+savefile", "+scoped", "+ip6-ext", "+mask=A.B.C.D". */
static bool set_opts(struct pfc_opts *opts, const char *text)
{
	char name[64];
	unsigned m[4];
	const char *mask = strstr(text, "+mask=");
	int linktype;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(text, "+"), text);
	linktype = pfc_linktype_by_name(name);
	if (linktype < 0)
		return false;
	opts->linktype = (uint32_t)linktype;
	opts->flags |= strstr(text, "+live") ? PFC_LIVE : 0;
	opts->flags |= strstr(text, "+savefile") ? PFC_SAVEFILE : 0;
	opts->flags |= strstr(text, "+ip6-ext") ? PFC_IP6_EXT : 0;
	opts->flags |= strstr(text, "+scoped") ? PFC_SCOPED : 0;
	if (mask && sscanf(mask, "+mask=%u.%u.%u.%u", &m[0], &m[1], &m[2], &m[3]) == 4)
		opts->netmask = m[0] << 24 | m[1] << 16 | m[2] << 8 | m[3];
	return true;
}

static void one(struct corpus *c, const struct corpus_filter *f)
{
	if (c->seen++ % c->nth == 0)
		c->fn(c->ctx, f);
}

/* A record that is run for several link types: each of them. "*" in link is its name. */
static void for_each_link(struct corpus *c, struct corpus_filter *f, const char *links,
                          const char *link)
{
	size_t len;

	for (const char *at = links + strspn(links, " \t"); *at; at += strspn(at, " \t")) {
		char name[512];

		len = strcspn(at, " \t");
		snprintf(name, sizeof(name), "%.*s%s", (int)len, at, *link ? link + 1 : "");
		at += len;
		f->opts = base_opts();
		if (set_opts(&f->opts, name))
			one(c, f);
	}
}

/* The value behind the word that starts a line; NULL: another word. */
static const char *value_of(const char *line, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(line, word, len) != 0 || (line[len] != ' ' && line[len] != '\t'))
		return NULL;
	return line + len + strspn(line + len, " \t");
}

/* A record is lines up to an empty one. */
static void read_records(struct corpus *c, const char *path, FILE *in)
{
	static char line[65536], text[65536], links[65536], link[512];
	struct corpus_filter f = { .file = path, .text = text, .opts = base_opts() };
	uint32_t number = 0;
	bool more = true;

	*text = *links = *link = '\0';
	while (more) {
		const char *value;

		more = fgets(line, sizeof(line), in);
		if (!more)
			*line = '\0';
		number++;
		line[strcspn(line, "\n")] = '\0';
		if ((value = value_of(line, "filter"))) {
			snprintf(text, sizeof(text), "%s", value);
			f.line = number;
		} else if ((value = value_of(line, "link"))) {
			snprintf(link, sizeof(link), "%s", value);
			if (*value != '*' && !set_opts(&f.opts, value))
				*text = '\0';
		} else if (!strncmp(line, "links", 5)) {
			snprintf(links, sizeof(links), "%s", line + 5);
		} else if (!*line) {
			if (*text && *links && (!*link || *link == '*'))
				for_each_link(c, &f, links, link);
			else if (*text)
				one(c, &f);
			*text = *link = '\0';
			f.opts = base_opts();
		}
	}
}

static void read_lines(struct corpus *c, const char *path, FILE *in)
{
	static char line[65536];
	struct corpus_filter f = { .file = path, .text = line, .opts = base_opts() };

	while (fgets(line, sizeof(line), in)) {
		f.line++;
		line[strcspn(line, "\n")] = '\0';
		if (*line && *line != '#')
			one(c, &f);
	}
}

static bool read_file(struct corpus *c, const char *path, const char *name,
                      void (*fn)(struct corpus *, const char *, FILE *))
{
	FILE *in = fopen(path, "r");

	if (!in)
		return false;
	fn(c, name, in);
	fclose(in);
	return true;
}

uint32_t corpus_each(uint32_t nth, void (*fn)(void *ctx, const struct corpus_filter *f),
                     void *ctx)
{
	const char *top = getenv("TOP_SRCDIR");
	struct corpus c = { .nth = nth, .fn = fn, .ctx = ctx };
	char path[4096];
	glob_t files;
	bool good;

	snprintf(path, sizeof(path), "%s/tests/filter/*.t", top ? top : ".");
	if (glob(path, 0, NULL, &files) != 0)
		return 0;
	good = true;
	for (size_t i = 0; i < files.gl_pathc; i++) {
		const char *name = strrchr(files.gl_pathv[i], '/') + 1;

		good &= read_file(&c, files.gl_pathv[i], name, read_records);
	}
	globfree(&files);
	snprintf(path, sizeof(path), "%s/tests/peer/oneliners.txt", top ? top : ".");
	good &= read_file(&c, path, "oneliners.txt", read_lines);
	return good ? c.seen : 0;
}
