/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/teach/changes_test.c - mirrors teach/changes.c: what passes did, over all filters. */
#include "teach/changes.h"

#include <stdlib.h>
#include <string.h>

#include "tests/prove/corpus.h"
#include "tests/test.h"

struct all {
	uint32_t filters, passes, changed, named;
};

static uint32_t lines(const struct str *s)
{
	uint32_t count = 0;

	for (size_t i = 0; i < s->len; i++)
		count += s->at[i] == '\n';
	return count;
}

static size_t count_of(const struct corpus_filter *f, enum pfc_optimize optimize)
{
	struct pfc_opts opts = f->opts;
	struct pfc_prog *prog;
	size_t count = 0;

	opts.optimize = optimize;
	if (pfc_compile(f->text, PFC_NUL, &opts, &prog) == 0)
		pfc_prog_insns(prog, &count);
	pfc_prog_free(prog);
	return count;
}

/* Each step has the listing that its number says; they begin with -O and end with the program. */
static void look_at(void *ctx, const struct corpus_filter *f)
{
	struct all *all = ctx;
	struct changes c;

	CHECK(changes_find(&c, f->text, strlen(f->text), &f->opts));
	if (c.count) {
		const struct change *last = &c.at[c.count - 1];

		all->filters++;
		CHECK_MSG(c.at[0].count == count_of(f, PFC_OPTIMIZE_NONE), "%s", f->text);
		CHECK_MSG(last->count == count_of(f, f->opts.optimize), "%s", f->text);
		CHECK_STR(c.at[0].pass, "-O");
	}
	for (uint32_t i = 0; i < c.count; i++) {
		const struct change *p = &c.at[i];

		CHECK_MSG(lines(&p->listing) == (p->count > 2000 ? 0 : p->count),
		          "%s: %s", f->text, p->pass);
		CHECK_MSG(!i || p->same || p->count > 2000 || c.at[i - 1].count > 2000 ||
		                  lines(&p->lines),
		          "%s: %s", f->text, p->pass);
		CHECK_MSG(!(p->same && lines(&p->lines)), "%s: %s", f->text, p->pass);
		all->passes += i > 0;
		all->changed += i > 0 && !p->same;
		all->named += i > 0 && !p->same && p->lines.at &&
		              !strstr(p->lines.at, "in other words");
	}
	changes_fini(&c);
}

TEST(steps_are_programs)
{
	uint32_t nth = getenv("PFC_LONG") ? 1 : 40;
	struct all all = { 0 };

	CHECK(corpus_each(nth, look_at, &all) > 10000);
	test_note("%u filters; of %u passes %u changed something, for %u it is said by name",
	          all.filters, all.passes, all.changed, all.named);
	CHECK(all.filters > 8000 / nth);
	CHECK(all.named * 100 > all.changed * 95);
}

static void says(const char *filter, const char *pass, const char *line)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct changes c;
	bool found = false;

	CHECK(changes_find(&c, filter, strlen(filter), &opts));
	for (uint32_t i = 0; i < c.count; i++)
		found |= !strcmp(c.at[i].pass, pass) && c.at[i].lines.at &&
		         strstr(c.at[i].lines.at, line);
	CHECK_MSG(found, "%s: %s: %s", filter, pass, line);
	changes_fini(&c);
}

TEST(what_passes_do)
{
	says("ip src 1.1.1.1 or ip src 2.2.2.2", "lower", "IPv4 source: loaded twice, now once");
	says("ip src 1.1.1.1 and tcp port 80", "opt_facts", "Ethernet type: loaded 3 times, now once");
	says("icmp", "opt_order", "order now: IPv4 protocol, then Ethernet type\n");
	says("tcp dst port 80", "opt_order",
	     "IPv4 fragment offset and protocol: asked together now, in one load");
	says("tcp port 80", "emit", "IPv4 header length: loaded twice, now once");
}

TEST(a_filter_that_does_not_compile)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct changes c;

	CHECK(changes_find(&c, "tcp prot 80", 11, &opts));
	CHECK_EQ(c.count, 0);
	changes_fini(&c);
}

TEST_MAIN(CASE(steps_are_programs), CASE(what_passes_do), CASE(a_filter_that_does_not_compile))
