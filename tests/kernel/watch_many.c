/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <stdlib.h>

#include "base/str.h"
#include "tests/kernel/watch.h"
#include "tests/peer/gen.h"
#include "tests/test.h"

enum { FILTERS_MAX = 4096 };

struct list {
	char *at[FILTERS_MAX];
	size_t count;
};

static void add(struct list *l, const char *text)
{
	CHECK(l->count < FILTERS_MAX);
	l->at[l->count++] = strdup(text);
}

static void add_everyday(struct list *l)
{
	const char *top = getenv("TOP_SRCDIR") ? getenv("TOP_SRCDIR") : ".";
	struct str path = { 0 };
	char *line = NULL;
	size_t room = 0;
	FILE *f;

	str_printf(&path, "%s/tests/peer/oneliners.txt", top);
	f = fopen(path.at, "r");
	CHECK_MSG(f, "%s", path.at);
	while (getline(&line, &room, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] && line[0] != '#')
			add(l, line);
	}
	fclose(f);
	free(line);
	str_fini(&path);
}

void watch_many(const struct watch *w, uint32_t linktype, uint32_t random,
                struct tally *tally)
{
	static struct list l;
	struct str text = { 0 };

	l.count = 0;
	add_everyday(&l);
	for (uint32_t i = 0; i < random; i++) {
		gen_filter(&text, linktype, 3000000 + i);
		add(&l, text.at);
	}
	str_fini(&text);
	watch_filters(w, (const char *const *)l.at, l.count, tally, NULL);
	watch_report(tally);
	for (size_t i = 0; i < l.count; i++)
		free(l.at[i]);
}

void watch_report(const struct tally *t)
{
	test_note("%" PRIu32 " filters, %" PRIu32 " decided in the kernel, %" PRIu32
	          " of them accept some and reject some; %" PRIu64 " verdicts, %" PRIu64
	          " beyond the end of the frame",
	          t->filters, t->in_kernel, t->decisive, t->verdicts, t->beyond);
}
