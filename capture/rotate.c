/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/rotate.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	GAPS_MAX = 1000, /* files of quiet periods in one go: a clock may jump by years */
	NAME_MAX_LEN = 4096,
};

#define NS_PER_S UINT64_C(1000000000)

struct rotate_file {
	char *name;
	uint64_t size;
	uint64_t period;
};

void rotate_init(struct rotate *r, const struct rotate_config *config)
{
	memset(r, 0, sizeof(*r));
	r->config = *config;
	r->number = 1;
}

void rotate_fini(struct rotate *r)
{
	for (size_t i = 0; i < r->file_count; i++)
		free(r->files[i].name);
	free(r->files);
	free(r->removed);
	memset(r, 0, sizeof(*r));
}

bool rotate_is_many(const struct rotate_config *config)
{
	return config->size || config->period_ns;
}

/* The last multiple of the period, in local time, that is not after ns. */
static uint64_t aligned(const struct rotate_config *c, uint64_t ns)
{
	uint64_t local = ns + (uint64_t)c->utc_offset_s * NS_PER_S;
	uint64_t into = local % c->period_ns;

	return into > ns ? 0 : ns - into;
}

void rotate_begin(struct rotate *r, uint64_t ns)
{
	const struct rotate_config *c = &r->config;

	if (r->begun)
		return;
	r->begun = true;
	r->begin_ns = ns;
	r->file_ns = ns;
	r->period_ns = c->period_ns && c->align ? aligned(c, ns) : ns;
}

/* --- when --- */

static uint64_t add(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* The end of the capture by time. */
static uint64_t end_of_all(const struct rotate *r)
{
	return r->config.duration_ns ? add(r->begin_ns, r->config.duration_ns)
	                             : UINT64_MAX;
}

static uint64_t end_of_period(const struct rotate *r)
{
	return r->config.period_ns ? add(r->period_ns, r->config.period_ns) : UINT64_MAX;
}

/* What the time says: to stay, to go on in another period, or to stop. */
static enum rotate_verdict at_time(struct rotate *r, uint64_t ns)
{
	const struct rotate_config *c = &r->config;

	if (r->ended || ns >= end_of_all(r))
		return ROTATE_STOP;
	if (ns < end_of_period(r))
		return ROTATE_STAY;
	if (c->periods && r->period + 1 >= c->periods)
		return ROTATE_STOP;
	if (c->max_files && r->number >= c->max_files &&
	    (r->packets || c->keep_gaps)) {
		r->ended = true;
		return ROTATE_STOP;
	}
	r->next_ns = ns;
	r->next_is_period = true;
	return ROTATE_NEXT;
}

enum rotate_verdict rotate_packet(struct rotate *r, uint64_t ns, uint64_t size,
                                  uint64_t bytes)
{
	const struct rotate_config *c = &r->config;
	enum rotate_verdict by_time;

	rotate_begin(r, ns);
	by_time = at_time(r, ns);
	if (by_time != ROTATE_STAY)
		return by_time;
	/* One packet may always be written, however small the limit is. */
	if (c->max_size && (r->packets || r->written) &&
	    r->written + size + bytes > c->max_size) {
		r->ended = true;
		return ROTATE_STOP;
	}
	if (c->size && r->packets && size + bytes > c->size) {
		r->ended = c->max_files && r->number >= c->max_files;
		r->next_ns = ns;
		r->next_is_period = false;
		return r->ended ? ROTATE_STOP : ROTATE_NEXT;
	}
	r->packets++;
	return ROTATE_STAY;
}

enum rotate_verdict rotate_idle(struct rotate *r, uint64_t now)
{
	return r->begun ? at_time(r, now) : ROTATE_STAY;
}

uint64_t rotate_deadline(const struct rotate *r)
{
	uint64_t all = end_of_all(r), period = end_of_period(r);

	if (!r->begun)
		return UINT64_MAX;
	return all < period ? all : period;
}

static void next_period(struct rotate *r)
{
	const struct rotate_config *c = &r->config;
	uint64_t steps = (r->next_ns - r->period_ns) / c->period_ns;

	if (c->keep_gaps && steps <= GAPS_MAX)
		steps = 1;
	if (c->periods && r->period + steps >= c->periods)
		steps = c->periods - 1 - r->period;
	r->period += steps;
	r->period_ns += steps * c->period_ns;
	r->file_ns = r->period_ns;
	r->piece = 0;
}

void rotate_next(struct rotate *r, bool kept)
{
	if (r->next_is_period) {
		next_period(r);
	} else {
		r->file_ns = r->next_ns;
		r->piece++;
	}
	r->number += kept;
	r->packets = 0;
}

/* --- which files stay --- */

/* Takes a file out of the list; its name is the caller's until the next call. */
static const char *drop(struct rotate *r, size_t i)
{
	free(r->removed);
	r->removed = r->files[i].name;
	r->file_bytes -= r->files[i].size;
	r->file_count--;
	memmove(&r->files[i], &r->files[i + 1],
	        (r->file_count - i) * sizeof(r->files[0]));
	return r->removed;
}

bool rotate_closed(struct rotate *r, const char *name, uint64_t size)
{
	r->written += size;
	/* A name that is used again stands for the later file only. */
	for (size_t i = r->file_count; i-- > 0;) {
		if (!strcmp(r->files[i].name, name))
			drop(r, i);
	}
	/* What nobody will ask for is not kept. */
	if (!r->config.keep && !r->config.keep_size && !r->config.keep_piece)
		return true;
	if (r->file_count == r->file_room) {
		size_t room = r->file_room ? 2 * r->file_room : 16;
		struct rotate_file *p = realloc(r->files, room * sizeof(*p));

		if (!p)
			return false;
		r->files = p;
		r->file_room = room;
	}
	r->files[r->file_count].name = strdup(name);
	if (!r->files[r->file_count].name)
		return false;
	r->files[r->file_count].size = size;
	r->files[r->file_count].period = r->period;
	r->file_count++;
	r->file_bytes += size;
	return true;
}

/* The oldest finished file of the period being written, when it has too many. */
static const char *excess_piece(struct rotate *r)
{
	size_t first = r->file_count;

	while (first && r->files[first - 1].period == r->period)
		first--;
	if (r->file_count - first + 1 <= r->config.keep_piece)
		return NULL;
	return drop(r, first);
}

const char *rotate_excess(struct rotate *r)
{
	const struct rotate_config *c = &r->config;

	if (r->file_count == 0)
		return NULL;
	if ((c->keep && r->file_count + 1 > c->keep) ||
	    (c->keep_size && r->file_bytes + c->size > c->keep_size))
		return drop(r, 0);
	return c->keep_piece ? excess_piece(r) : NULL;
}

const char *rotate_oldest(struct rotate *r)
{
	bool may = r->config.keep || r->config.keep_size;

	return may && r->file_count ? drop(r, 0) : NULL;
}

/* --- names --- */

/* Where the ending of a name starts, ".pcapng" and the like; its end if there is none. */
static size_t ending(const char *name, size_t len)
{
	size_t i = len;

	while (i > 0 && name[i - 1] != '.' && name[i - 1] != '/')
		i--;
	/* A dot in front is a part of the name. */
	return i > 1 && name[i - 1] == '.' && name[i - 2] != '/' ? i - 1 : len;
}

/* The name with its % codes filled in, as tcpdump does it, for files made by time. */
static bool add_with_time(struct str *out, const struct rotate *r)
{
	time_t when = (time_t)(r->file_ns / NS_PER_S);
	char text[NAME_MAX_LEN];
	struct tm tm;
	size_t len;

	if (!r->config.period_ns || !strchr(r->config.pattern, '%') ||
	    !localtime_r(&when, &tm))
		return false;
	/* The codes are the user's: all of them are for a time, and none can do harm. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	len = strftime(text, sizeof(text), r->config.pattern, &tm);
#pragma GCC diagnostic pop
	if (!len)
		return false;
	str_add(out, text, len);
	return true;
}

static void name_as_tcpdump(const struct rotate *r, struct str *out)
{
	const struct rotate_config *c = &r->config;
	uint64_t count = r->piece;
	int digits = 0;

	if (!add_with_time(out, r))
		str_printf(out, "%s", c->pattern);
	if (!c->size)
		return;
	if (c->wrap) {
		count %= c->wrap;
		for (uint64_t rest = c->wrap - 1; rest; rest /= 10)
			digits++;
	}
	if (count || digits)
		str_printf(out, "%0*" PRIu64, digits, count);
}

void rotate_name(const struct rotate *r, struct str *out)
{
	const struct rotate_config *c = &r->config;
	time_t when = (time_t)(r->file_ns / NS_PER_S);
	struct str name = { 0 };
	bool timed;
	char stamp[32];
	struct tm tm;
	size_t end;

	if (!rotate_is_many(c)) {
		str_printf(out, "%s", c->pattern);
		return;
	}
	if (c->naming == ROTATE_TCPDUMP) {
		name_as_tcpdump(r, out);
		return;
	}
	timed = add_with_time(&name, r);
	if (!timed)
		str_printf(&name, "%s", c->pattern);
	if (name.failed) {
		out->failed = true;
	} else if (timed && !c->size) {
		str_add(out, name.at, name.len);
	} else {
		end = ending(name.at, name.len);
		str_add(out, name.at, end);
		str_printf(out, "-%05" PRIu64, r->number);
		if (!timed && gmtime_r(&when, &tm) &&
		    strftime(stamp, sizeof(stamp), "_%Y%m%dT%H%M%SZ", &tm))
			str_printf(out, "%s", stamp);
		str_add(out, name.at + end, name.len - end);
	}
	str_fini(&name);
}
