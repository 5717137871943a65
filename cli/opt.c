/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/opt.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/say.h"
#include "proto/link.h"

/* What getopt_long returns for row i; letters lie below. */
enum { ROW_BASE = 0x1000, ROWS_MAX = 256, BILLION = 1000000000 };

/* The rows of one command in the forms that getopt_long takes. */
struct rows {
	const struct opt *row[ROWS_MAX];
	struct option longs[ROWS_MAX];
	char letters[3 * ROWS_MAX + 2];
};

const struct opt *opt_next(const struct opt_command *cmd, struct opt_cursor *at)
{
	while (cmd->groups[at->group].title) {
		const struct opt *o = &cmd->groups[at->group].rows[at->row];

		if (o->name || o->letter) {
			at->row++;
			return o;
		}
		at->group++;
		at->row = 0;
	}
	return NULL;
}

static int arg_kind(const struct opt *o)
{
	if (!o->arg)
		return no_argument;
	return o->kind == OPT_LIST || o->kind == OPT_SET ? optional_argument
	                                                : required_argument;
}

static void rows_init(struct rows *r, const struct opt_command *cmd)
{
	struct opt_cursor at = { 0 };
	struct option *l = r->longs;
	char *p = r->letters;
	const struct opt *o;

	*p++ = ':';
	for (int i = 0; i < ROWS_MAX - 1 && (o = opt_next(cmd, &at)); i++) {
		r->row[i] = o;
		if (o->name)
			*l++ = (struct option){ o->name, arg_kind(o), NULL,
				                ROW_BASE + i };
		if (!o->letter)
			continue;
		*p++ = (char)o->letter;
		for (int colon = 0; colon < arg_kind(o); colon++)
			*p++ = ':';
	}
}

/* The row of a value that getopt_long returned; NULL when there is none. */
static const struct opt *row_of(const struct rows *r, int value)
{
	if (value >= ROW_BASE)
		return r->row[value - ROW_BASE];
	for (int i = 0; r->row[i]; i++) {
		if (r->row[i]->letter == value)
			return r->row[i];
	}
	return NULL;
}

/* Names the option as the user did: by letter or by long name. */
static void spell(char *out, size_t size, const struct opt *o, int value)
{
	if (value < ROW_BASE)
		snprintf(out, size, "-%c", o->letter);
	else
		snprintf(out, size, "--%s", o->name);
}

static int bad_long(const struct rows *r, const char *word)
{
	const char *name = word + 2;
	size_t len = strcspn(name, "=");
	struct closest near = { .word = name, .len = len };
	struct str list = { 0 };
	int count = 0;

	for (int i = 0; r->row[i]; i++) {
		const char *row = r->row[i]->name;

		if (!row || r->row[i]->kind == OPT_REFUSED)
			continue;
		closest_try(&near, row);
		if (len && !strncmp(row, name, len))
			str_printf(&list, "%s--%s", count++ ? ", " : "", row);
	}
	if (count > 1 && !list.failed)
		say_usage("option '--%.*s' can be %s", (int)len, name, list.at);
	else if (near.best)
		say_usage("unknown option '--%.*s': did you mean '--%s'?", (int)len,
		          name, near.best);
	else
		say_usage("unknown option '--%.*s'", (int)len, name);
	str_fini(&list);
	return -1;
}

static int bad_option(const struct rows *r, const char *word)
{
	const struct opt *o = optopt ? row_of(r, optopt) : NULL;

	if (o)
		say_usage("option '--%s' takes no argument", o->name);
	else if (!optopt)
		return bad_long(r, word);
	else if (isdigit(optopt))
		say_usage(
			"unknown option '-%c'; write '--' in front of a filter with a "
			"word that starts with '-'",
			optopt);
	else
		say_usage("unknown option '-%c'", optopt);
	return -1;
}

/* Digits to the last character, inside the range of the row. */
static bool read_number(const struct opt *o, const char *said, const char *arg,
                        uint64_t *out)
{
	const struct opt_range *range = o->range;
	uint64_t value;
	char *end;

	errno = 0;
	value = strtoull(arg, &end, 10);
	if (!isdigit((unsigned char)*arg) || *end) {
		say_usage("%s takes a number of %s, not '%s'", said, range->unit, arg);
		return false;
	}
	if (errno || value < range->min || value > range->max) {
		say_usage("%s %s is out of range: %" PRIu64 " to %" PRIu64 " %s", said,
		          arg, range->min, range->max, range->unit);
		return false;
	}
	*out = value;
	return true;
}

struct unit {
	const char *name; /* NULL at the end */
	uint64_t is;
};

/* Digits behind a point, as billionths; none: 0. end: where they begin, then where they end. */
static uint64_t read_fraction(char **end)
{
	uint64_t value = 0;
	char *at = *end;

	if (*at != '.' || !isdigit((unsigned char)at[1]))
		return 0;
	at++;
	for (uint64_t place = BILLION / 10; isdigit((unsigned char)*at); place /= 10)
		value += place * (uint64_t)(*at++ - '0');
	*end = at;
	return value;
}

/* A number with a unit behind it, the first of the list when there is none; of a time with a
 * fraction.
 */
static bool read_units(const struct opt *o, const char *said, const char *arg,
                       const struct unit *units, const char *like, uint64_t *out)
{
	bool number = isdigit((unsigned char)*arg), is_time = o->kind == OPT_TIME;
	uint64_t whole, part;
	char *end;

	errno = 0;
	whole = strtoull(arg, &end, 10);
	part = is_time ? read_fraction(&end) : 0;
	while (number && units->name && strcasecmp(end, units->name) != 0)
		units++;
	if (!number || !units->name || (!whole && !part)) {
		say_usage("%s takes a %s such as %s, not '%s'", said,
		          is_time ? "time" : "size", like, arg);
		return false;
	}
	if (errno || whole > INT64_MAX / units->is - 1) {
		say_usage("%s %s is too large", said, arg);
		return false;
	}
	*out = whole * units->is + (uint64_t)((double)part * (double)units->is / BILLION);
	return true;
}

/* As in tcpdump: without a unit it is millions of bytes, with one it is a power of 1024. */
static bool read_size(const struct opt *o, const char *said, const char *arg,
                      uint64_t *out)
{
	static const struct unit units[] = {
		{ "", 1000000 },         { "k", UINT64_C(1) << 10 },
		{ "m", UINT64_C(1) << 20 }, { "g", UINT64_C(1) << 30 },
		{ "t", UINT64_C(1) << 40 }, { "b", 1 },
		{ NULL, 0 },
	};

	return read_units(o, said, arg, units,
	                  "100 (millions of bytes), 64k, 100M or 10G", out);
}

static bool read_time(const struct opt *o, const char *said, const char *arg,
                      uint64_t *out)
{
	static const uint64_t s = BILLION;
	const struct unit units[] = {
		{ "", s },      { "ms", s / 1000 },  { "s", s },  { "m", 60 * s },
		{ "h", 3600 * s }, { "d", 86400 * s }, { NULL, 0 },
	};

	return read_units(o, said, arg, units, "90 (seconds), 1.5s, 300ms, 10m, 2h or 1d", out);
}

static bool read_mode(const char *said, const char *arg, uint32_t *out)
{
	size_t len = strspn(arg, "01234567");
	unsigned long mode = strtoul(arg, NULL, 8);

	if (!len || arg[len] || (mode & ~0666ul) || (mode & 0600) != 0600) {
		say_usage("%s takes a mode such as 600, 640 or 666, with which the owner "
		          "can read and write and nobody execute, not '%s'",
		          said, arg);
		return false;
	}
	*out = (uint32_t)mode;
	return true;
}

/* The place of a word among those of the row; -1 after a message. */
static int find_word(const struct opt *o, const char *said, const char *arg)
{
	struct closest near = { .word = arg, .len = strlen(arg) };
	struct str list = { 0 };

	for (int i = 0; o->words[i]; i++) {
		if (!strcmp(o->words[i], arg)) {
			str_fini(&list);
			return i;
		}
		closest_try(&near, o->words[i]);
		str_printf(&list, "%s%s", i ? ", " : "", o->words[i]);
	}
	if (near.best)
		say_usage("%s cannot be '%s': did you mean '%s'?", said, arg,
		          near.best);
	else
		say_usage("%s cannot be '%s'; it is one of %s", said, arg,
		          list.failed ? "?" : list.at);
	str_fini(&list);
	return -1;
}

static bool read_word(const struct opt *o, const char *said, const char *arg, int *out)
{
	int i = find_word(o, said, arg);

	if (i >= 0)
		*out = i;
	return i >= 0;
}

static bool read_link(const char *said, const char *arg, int64_t *out)
{
	struct closest near = { .word = arg, .len = strlen(arg) };
	const struct link *l = link_by_name(arg);
	char upper[64];
	uint64_t number;
	char *end;

	errno = 0;
	number = strtoull(arg, &end, 10);
	if (isdigit((unsigned char)*arg) && !*end && !errno && number <= UINT16_MAX) {
		*out = (int64_t)number;
		return true;
	}
	if (l) {
		*out = l->number;
		return true;
	}
	if (near.len < sizeof(upper)) {
		for (size_t i = 0; i <= near.len; i++)
			upper[i] = (char)toupper((unsigned char)arg[i]);
		near.word = upper;
	}
	for (size_t i = 0; i < link_count(); i++)
		closest_try(&near, link_at(i)->name);
	if (near.best)
		say_usage("%s: unknown link type '%s': did you mean '%s'?", said, arg,
		          near.best);
	else
		say_usage(
			"%s: unknown link type '%s'; it is a name such as EN10MB or a "
			"LINKTYPE_ number",
			said, arg);
	return false;
}

static bool read_ipv4(const char *said, const char *arg, uint32_t *out)
{
	struct in_addr addr;

	if (inet_pton(AF_INET, arg, &addr) != 1) {
		say_usage("%s takes an IPv4 mask such as 255.255.255.0, not '%s'", said,
		          arg);
		return false;
	}
	*out = ntohl(addr.s_addr);
	return true;
}

static bool add_to_list(const struct opt *o, const char *said, const char *arg,
                        struct opt_list *list)
{
	if (arg && o->words && find_word(o, said, arg) < 0)
		return false;
	if (list->count == OPT_LIST_MAX) {
		say_usage("%s is given more than %d times", said, OPT_LIST_MAX);
		return false;
	}
	list->at[list->count++] = arg ? arg : "";
	return true;
}

/* Words with commas between. */
static bool read_set(const struct opt *o, const char *said, const char *arg, uint64_t *out)
{
	uint64_t bits = 0;
	char word[32];

	if (!arg) {
		*out |= OPT_SET_BARE;
		return true;
	}
	while (true) {
		size_t len = strcspn(arg, ",");
		int i;

		snprintf(word, sizeof(word), "%.*s", (int)len, arg);
		i = find_word(o, said, word);
		if (i < 0)
			return false;
		bits |= UINT64_C(1) << i;
		arg += len;
		if (!*arg)
			break;
		arg++;
	}
	*out |= bits;
	return true;
}

static bool add_iface(const char *said, const char *arg, struct opt_ifaces *list)
{
	if (!*arg) {
		say_usage("%s takes the name of an interface, not an empty word", said);
		return false;
	}
	for (unsigned i = 0; i < list->count; i++) {
		if (!strcmp(list->name[i], arg)) {
			say_usage("%s %s is given twice", said, arg);
			return false;
		}
	}
	if (list->count == OPT_IFACES_MAX) {
		say_usage("%s is given more than %d times", said, OPT_IFACES_MAX);
		return false;
	}
	list->filter[list->count] = NULL;
	list->name[list->count++] = arg;
	return true;
}

static bool set_filter(const char *said, const char *arg, struct opt_ifaces *list)
{
	if (!list->count) {
		say_usage("%s is the filter of the interface named before it by -i; a "
		          "filter for all of them is written without an option", said);
		return false;
	}
	if (list->filter[list->count - 1]) {
		say_usage("%s is given twice for -i %s", said,
		          list->name[list->count - 1]);
		return false;
	}
	list->filter[list->count - 1] = arg;
	return true;
}

static bool store(const struct opt *o, const char *said, const char *arg, void *target)
{
	void *field = (char *)target + o->field;

	if (arg && !*arg && (o->kind == OPT_TEXT || o->kind == OPT_FILE ||
	                     o->kind == OPT_FILES || o->kind == OPT_STAGE)) {
		say_usage("%s takes a %s, not an empty word", said, o->arg);
		return false;
	}
	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)field = true;
		return true;
	case OPT_COUNT:
		++*(unsigned *)field;
		return true;
	case OPT_TEXT:
	case OPT_FILE:
	case OPT_STAGE:
		*(const char **)field = arg;
		return true;
	case OPT_IFACE:
		return add_iface(said, arg, field);
	case OPT_FILTER:
		return set_filter(said, arg, field);
	case OPT_FILES:
	case OPT_LIST:
		return add_to_list(o, said, arg, field);
	case OPT_SET:
		return read_set(o, said, arg, field);
	case OPT_NUMBER:
		return read_number(o, said, arg, field);
	case OPT_SIZE:
		return read_size(o, said, arg, field);
	case OPT_TIME:
		return read_time(o, said, arg, field);
	case OPT_MODE:
		return read_mode(said, arg, field);
	case OPT_WORD:
		return read_word(o, said, arg, field);
	case OPT_IPV4:
		return read_ipv4(said, arg, field);
	case OPT_LINK:
		return read_link(said, arg, field);
	case OPT_REFUSED:
		say_usage("%s is not offered: %s", said, o->help);
		return false;
	}
	return false;
}

int opt_parse(const struct opt_command *cmd, int argc, char **argv, void *target)
{
	struct rows r = { 0 };
	char said[64];
	int value;

	rows_init(&r, cmd);
	opterr = 0;
	optind = 0;
	while ((value = getopt_long(argc, argv, r.letters, r.longs, NULL)) != -1) {
		bool no_arg = value == ':';
		const struct opt *o = row_of(&r, no_arg ? optopt : value);

		if (!o)
			return bad_option(&r, argv[optind - 1]);
		spell(said, sizeof(said), o, no_arg ? optopt : value);
		if (no_arg && o->kind != OPT_REFUSED) {
			say_usage("%s needs an argument: %s", said, o->arg);
			return -1;
		}
		if (!store(o, said, optarg, target))
			return -1;
	}
	return optind;
}

enum { HELP_WIDTH = 79, HELP_COLUMN = 30 };

/* Adds words of text from column `at`, broken before HELP_WIDTH and indented. */
static void add_wrapped(struct str *out, const char *text, size_t at, int indent)
{
	bool first = true;

	while (*text) {
		size_t len = strcspn(text, " ");

		if (!first && at + 1 + len > HELP_WIDTH) {
			str_printf(out, "\n%*s", indent, "");
			at = (size_t)indent;
		} else if (!first) {
			str_add(out, " ", 1);
			at++;
		}
		str_add(out, text, len);
		at += len;
		text += len;
		text += *text == ' ';
		first = false;
	}
	str_add(out, "\n", 1);
}

static void add_row(struct str *out, const struct opt *o)
{
	bool optional = arg_kind(o) == optional_argument;
	const char *open = optional ? "[=" : o->name ? "=" : " ";
	const char *close = optional ? "]" : "";
	size_t start = out->len;
	size_t width;

	if (o->letter && o->name)
		str_printf(out, "  -%c, --%s", o->letter, o->name);
	else if (o->letter)
		str_printf(out, "  -%c", o->letter);
	else
		str_printf(out, "      --%s", o->name);
	if (o->arg)
		str_printf(out, "%s%s%s", open, o->arg, close);
	width = out->len - start;
	if (width + 2 > HELP_COLUMN)
		str_printf(out, "\n%*s", HELP_COLUMN, "");
	else
		str_printf(out, "%*s", HELP_COLUMN - (int)width, "");
	add_wrapped(out, o->help, HELP_COLUMN, HELP_COLUMN);
}

void opt_help(struct str *out, const struct opt_command *cmd)
{
	str_printf(out, "usage: %s %s\n\n", cmd->name, cmd->usage);
	add_wrapped(out, cmd->summary, 0, 0);
	for (const struct opt_group *g = cmd->groups; g->title; g++) {
		if (g->rows[0].kind == OPT_REFUSED)
			continue;
		str_printf(out, "\n%s:\n", g->title);
		for (const struct opt *o = g->rows; o->name || o->letter; o++)
			add_row(out, o);
	}
	if (cmd->notes)
		str_printf(out, "\n%s", cmd->notes);
}
