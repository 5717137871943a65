/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_symbols.c - functions of the kernel by address. */
#include "cli/trace.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct symbol {
	uint64_t at;
	char name[56];
};

struct symbols {
	struct symbol *list;
	size_t count, room;
	char text[96];
};

static int by_address(const void *x, const void *y)
{
	const struct symbol *a = x, *b = y;

	return a->at < b->at ? -1 : a->at > b->at;
}

static bool add(struct symbols *s, uint64_t at, const char *name)
{
	if (s->count == s->room) {
		size_t room = s->room ? 2 * s->room : 65536;
		struct symbol *more = realloc(s->list, room * sizeof(*more));

		if (!more)
			return false;
		s->list = more;
		s->room = room;
	}
	s->list[s->count].at = at;
	snprintf(s->list[s->count].name, sizeof(s->list[0].name), "%.55s", name);
	s->count++;
	return true;
}

static struct symbols *read_symbols(void)
{
	struct symbols *s = calloc(1, sizeof(*s));
	FILE *in = fopen("/proc/kallsyms", "re");
	char line[512], name[256], type;
	uint64_t at;

	while (s && in && fgets(line, sizeof(line), in)) {
		if (sscanf(line, "%" SCNx64 " %c %255s", &at, &type, name) == 3 && at &&
		    (type == 't' || type == 'T') && !add(s, at, name))
			break;
	}
	if (in)
		fclose(in);
	if (s && s->count)
		qsort(s->list, s->count, sizeof(struct symbol), by_address);
	return s;
}

void symbols_open(struct trace *t)
{
	t->symbols = read_symbols();
}

const char *symbol_at(struct trace *t, uint64_t address)
{
	struct symbols *s = t->symbols;
	size_t low = 0, high;

	if (!s || !s->count || address < s->list[0].at)
		return "";
	high = s->count;
	while (high - low > 1) {
		size_t mid = (low + high) / 2;

		if (s->list[mid].at <= address)
			low = mid;
		else
			high = mid;
	}
	snprintf(s->text, sizeof(s->text), "%s+0x%" PRIx64, s->list[low].name,
	         address - s->list[low].at);
	return s->text;
}

void symbols_close(struct trace *t)
{
	if (t->symbols)
		free(t->symbols->list);
	free(t->symbols);
	t->symbols = NULL;
}
