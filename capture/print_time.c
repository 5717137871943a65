/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/print_time.h"

#include <time.h>

enum {
	NS = 1000000000,
	DAY = 86400,
	ZONE_STEP = 900, /* seconds; zones change at whole quarters of an hour */
};

void print_clock_init(struct print_clock *c)
{
	tzset(); /* the zone's file may be out of reach later */
	*c = (struct print_clock){ .day = INT64_MIN, .second = INT64_MIN };
}

static int32_t offset_at(int64_t second)
{
	time_t t = (time_t)second;
	struct tm tm;

	return localtime_r(&t, &tm) ? (int32_t)tm.tm_gmtoff : 0;
}

/* Local time minus UTC. A window where both ends agree is remembered; one with a change
 * inside is asked about packet by packet, so the answer is exact.
 */
static int32_t zone_offset(struct print_clock *c, int64_t second)
{
	int64_t from = second - second % ZONE_STEP;
	int32_t offset;

	if (second >= c->zone_from && second < c->zone_to)
		return c->offset;
	offset = offset_at(from);
	if (offset != offset_at(from + ZONE_STEP - 1))
		return offset_at(second);
	c->zone_from = from;
	c->zone_to = from + ZONE_STEP;
	c->offset = offset;
	return offset;
}

static void put_hms(struct out *o, uint32_t second)
{
	out_two(o, second / 3600);
	out_char(o, ':');
	out_two(o, second / 60 % 60);
	out_char(o, ':');
	out_two(o, second % 60);
}

static void put_fraction(const struct printer_opts *opts, uint32_t ns, struct out *o)
{
	out_char(o, '.');
	if (opts->nano)
		out_u32_zero(o, ns, 9);
	else
		out_u32_zero(o, ns / 1000, 6);
}

/* Year, month, day of a day number, by the calendar of eras of 400 years that begin on
 * the first of March (so that the leap day is the last of its year).
 */
static void put_date(int64_t day, struct out *o)
{
	int64_t shifted = day + 719468; /* days from 0000-03-01 to 1970-01-01 */
	int64_t era = shifted / 146097;
	uint32_t doe = (uint32_t)(shifted - era * 146097);
	uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	uint32_t month_from_march = (5 * doy + 2) / 153;
	uint32_t month =
		month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;

	out_u32_zero(o, (uint32_t)(yoe + era * 400) + (month <= 2), 4);
	out_char(o, '-');
	out_two(o, month);
	out_char(o, '-');
	out_two(o, doy - (153 * month_from_march + 2) / 5 + 1);
}

/* The local day and second of the day; west of Greenwich 1970 begins in 1969. */
static int64_t day_of(int64_t local)
{
	return (local + DAY) / DAY - 1;
}

static uint32_t second_of_day(int64_t local)
{
	return (uint32_t)((local + DAY) % DAY);
}

static void put_day(struct print_clock *c, int64_t day, struct out *o)
{
	if (day != c->day) {
		struct out date = { c->date, c->date + sizeof(c->date) - 1 };

		put_date(day, &date);
		*date.at = '\0';
		c->day = day;
	}
	out_text(o, c->date);
}

static void put_local(struct print_clock *c, int64_t second, struct out *o)
{
	if (second != c->second) {
		struct out hms = { c->hms, c->hms + sizeof(c->hms) };

		put_hms(&hms, second_of_day(second + zone_offset(c, second)));
		c->second = second;
	}
	out_mem(o, c->hms, sizeof(c->hms));
}

/* A difference: blank or minus, hours modulo a day. */
static void put_delta(const struct printer_opts *opts, uint64_t from, uint64_t to,
                      struct out *o)
{
	uint64_t ns;

	if (!opts->nano) {
		from -= from % 1000;
		to -= to % 1000;
	}
	ns = to >= from ? to - from : from - to;
	out_char(o, to >= from ? ' ' : '-');
	put_hms(o, (uint32_t)(ns / NS % DAY));
	put_fraction(opts, (uint32_t)(ns % NS), o);
}

static void put_zone(int32_t offset, struct out *o)
{
	uint32_t minutes = (uint32_t)(offset < 0 ? -offset : offset) / 60;

	out_char(o, offset < 0 ? '-' : '+');
	out_two(o, minutes / 60);
	out_char(o, ':');
	out_two(o, minutes % 60);
}

static void put_iso(struct print_clock *c, const struct printer_opts *opts,
                    const struct packet *pkt, bool local, struct out *o)
{
	int64_t second = (int64_t)(pkt->ns / NS);
	int32_t offset = local ? zone_offset(c, second) : 0;

	put_day(c, day_of(second + offset), o);
	out_char(o, 'T');
	put_hms(o, second_of_day(second + offset));
	put_fraction(opts, (uint32_t)(pkt->ns % NS), o);
	if (local)
		put_zone(offset, o);
	else
		out_char(o, 'Z');
}

void print_clock_json(struct print_clock *c, const struct printer_opts *opts,
                      const struct packet *pkt, struct out *o)
{
	if (opts->time == PRINT_TIME_NONE || !(pkt->flags & PACKET_HAS_TIME))
		return;
	if (opts->time == PRINT_TIME_EPOCH) {
		out_text(o, "\"time\":");
		out_u64(o, pkt->ns / NS);
		put_fraction(opts, (uint32_t)(pkt->ns % NS), o);
		out_char(o, ',');
		return;
	}
	out_text(o, "\"time\":\"");
	put_iso(c, opts, pkt, opts->time == PRINT_TIME_ISO, o);
	out_text(o, "\",");
}

void print_clock_put(struct print_clock *c, const struct printer_opts *opts,
                     const struct packet *pkt, struct out *o)
{
	int64_t second = (int64_t)(pkt->ns / NS);
	uint32_t ns = (uint32_t)(pkt->ns % NS);

	if (opts->time == PRINT_TIME_NONE)
		return;
	if (!(pkt->flags & PACKET_HAS_TIME)) {
		out_text(o, "- ");
		return;
	}
	if (!c->started) {
		c->started = true;
		c->first_ns = c->previous_ns = pkt->ns;
	}
	switch (opts->time) {
	case PRINT_TIME_NONE:
		break;
	case PRINT_TIME_DATE:
		put_day(c, day_of(second + zone_offset(c, second)), o);
		out_char(o, ' ');
		put_local(c, second, o);
		put_fraction(opts, ns, o);
		break;
	case PRINT_TIME_LOCAL:
		put_local(c, second, o);
		put_fraction(opts, ns, o);
		break;
	case PRINT_TIME_EPOCH:
		out_u64(o, (uint64_t)second);
		put_fraction(opts, ns, o);
		break;
	case PRINT_TIME_DELTA:
		put_delta(opts, c->previous_ns, pkt->ns, o);
		c->previous_ns = pkt->ns;
		break;
	case PRINT_TIME_SINCE_FIRST:
		put_delta(opts, c->first_ns, pkt->ns, o);
		break;
	case PRINT_TIME_ISO:
	case PRINT_TIME_UTC:
		put_iso(c, opts, pkt, opts->time == PRINT_TIME_ISO, o);
		break;
	}
	out_char(o, ' ');
}
