/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/diag_print.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/say.h"

/* Cells are terminal columns of the line as it is shown, counted from 0. */
enum {
	INDENT = 4,
	WINDOW = 74, /* cells of a line that are shown */
	CUT = 3,     /* cells of the "..." at a cut end */
	TAB = 8,
};

/* A line of the text; end is without the line break. */
struct line {
	size_t start, end;
	size_t number; /* from 1 */
};

/* Bytes from <= off < to; `to` may be one past the end of the line for a place there. */
struct mark {
	size_t from, to;
	char head; /* first cell, the others are ~ */
};

struct window {
	size_t from, to; /* cells */
};

static struct line line_at(const struct diag_source *src, size_t off)
{
	struct line l = { 0, src->len, 1 };
	const char *end;

	for (size_t i = 0; i < off; i++) {
		if (src->text[i] == '\n') {
			l.start = i + 1;
			l.number++;
		}
	}
	if (l.start < src->len) {
		end = memchr(src->text + l.start, '\n', src->len - l.start);
		if (end)
			l.end = (size_t)(end - src->text);
	}
	if (l.end > l.start && l.end > off && src->text[l.end - 1] == '\r')
		l.end--;
	return l;
}

static size_t cells_of(char byte, size_t cell)
{
	unsigned char c = (unsigned char)byte;

	if (c == '\t')
		return TAB - cell % TAB;
	return c >= ' ' && c < 0x7f ? 1 : 4;
}

/* The cell where the byte at off starts. */
static size_t cell_at(const struct diag_source *src, const struct line *l, size_t off)
{
	size_t cell = 0;

	for (size_t i = l->start; i < off && i < l->end; i++)
		cell += cells_of(src->text[i], cell);
	return cell;
}

static struct mark mark_of(const struct diag_source *src, struct pfc_span span,
                           char head)
{
	size_t from = span.off < src->len ? span.off : src->len;
	size_t len = span.len < src->len - from ? span.len : src->len - from;

	return (struct mark){ from, from + len, head };
}

static bool on_line(const struct line *l, const struct mark *m)
{
	return m->from >= l->start && m->from <= l->end;
}

/* The cells to show of a line so that all marks are seen as far as they fit. */
static struct window window_for(const struct diag_source *src, const struct line *l,
                                const struct mark *marks, size_t count)
{
	size_t lo = SIZE_MAX, hi = 0;
	size_t all = cell_at(src, l, l->end);
	size_t spare;
	struct window w;

	if (all <= WINDOW)
		return (struct window){ 0, all };
	for (size_t i = 0; i < count; i++) {
		size_t from = cell_at(src, l, marks[i].from);
		size_t to = cell_at(src, l, marks[i].to);

		lo = from < lo ? from : lo;
		hi = to > hi ? to : hi;
	}
	spare = hi - lo < WINDOW ? (WINDOW - (hi - lo)) / 2 : 2 * CUT;
	w.from = lo > spare ? lo - spare : 0;
	w.to = w.from + WINDOW;
	if (w.to > all) {
		w.to = all;
		w.from = all - WINDOW;
	}
	return w;
}

/* Whether two marks of one line can be seen in one window. */
static bool together(const struct diag_source *src, const struct line *l,
                     const struct mark *a, const struct mark *b)
{
	size_t from = a->from < b->from ? a->from : b->from;
	size_t to = a->to > b->to ? a->to : b->to;

	return cell_at(src, l, to) - cell_at(src, l, from) <= WINDOW - 4 * CUT ||
	       cell_at(src, l, l->end) <= WINDOW;
}

static void show_line(struct str *out, const struct diag_source *src,
                      const struct line *l, const struct window *w)
{
	bool cut_end = w->to < cell_at(src, l, l->end);
	size_t from = w->from ? w->from + CUT : 0;
	size_t to = cut_end ? w->to - CUT : w->to;
	size_t cell = 0;
	size_t shown = from;

	str_printf(out, "%*s%s", INDENT, "", w->from ? "..." : "");
	for (size_t i = l->start; i < l->end && cell < to; i++) {
		size_t width = cells_of(src->text[i], cell);

		if (cell >= from && cell + width <= to) {
			str_printf(out, "%*s", (int)(cell - shown), "");
			if (src->text[i] == '\t')
				str_printf(out, "%*s", (int)width, "");
			else
				str_add_escaped(out, src->text + i, 1, ESCAPE_ASCII);
			shown = cell + width;
		}
		cell += width;
	}
	if (cut_end)
		str_printf(out, "%*s...", (int)(to - shown), "");
	str_add(out, "\n", 1);
}

static void show_marks(struct str *out, const struct diag_source *src,
                       const struct line *l, const struct window *w,
                       const struct mark *marks, size_t count)
{
	char row[WINDOW + 1];
	size_t used = 0;

	memset(row, ' ', sizeof(row));
	for (size_t i = 0; i < count; i++) {
		size_t from = cell_at(src, l, marks[i].from);
		size_t to = cell_at(src, l, marks[i].to);
		size_t head = from;

		to = to > from ? to : from + 1;
		from = from > w->from ? from : w->from;
		to = to < w->from + sizeof(row) ? to : w->from + sizeof(row);
		for (size_t c = from; c < to; c++)
			row[c - w->from] = c == head ? marks[i].head : '~';
		if (to > from && to - w->from > used)
			used = to - w->from;
	}
	str_printf(out, "%*s%s%.*s%s\n", INDENT, "", src->color ? "\033[32m" : "",
	           (int)used, row, src->color ? "\033[0m" : "");
}

static void show(struct str *out, const struct diag_source *src, const struct line *l,
                 const struct mark *marks, size_t count)
{
	struct window w = window_for(src, l, marks, count);

	show_line(out, src, l, &w);
	show_marks(out, src, l, &w, marks, count);
}

/* The marked text; marks that do not fit beside each other are shown in text order. */
static void show_text(struct str *out, const struct diag_source *src,
                      const struct pfc_diag *d)
{
	struct mark marks[2];
	struct mark at = mark_of(src, d->at, '^');
	struct line l = line_at(src, at.from);
	struct line other;

	marks[0] = mark_of(src, d->also, '~');
	marks[1] = at;
	if (!d->also.len) {
		show(out, src, &l, &at, 1);
		return;
	}
	if (on_line(&l, &marks[0]) && together(src, &l, &marks[0], &at)) {
		show(out, src, &l, marks, 2);
		return;
	}
	other = line_at(src, marks[0].from);
	if (marks[0].from < at.from)
		show(out, src, &other, &marks[0], 1);
	show(out, src, &l, &at, 1);
	if (marks[0].from >= at.from)
		show(out, src, &other, &marks[0], 1);
}

static const char *const level_names[] = { "error", "warning", "note" };
static const char *const level_colors[] = { "\033[1;31m", "\033[1;35m", "\033[1;36m" };

void diag_print(struct str *out, const struct diag_source *src,
                const struct pfc_diag *d)
{
	size_t off = d->at.off < src->len ? d->at.off : src->len;
	struct line l = line_at(src, off);

	str_printf(out, "%s", src->color ? "\033[1m" : "");
	str_add_escaped(out, src->name, strlen(src->name), ESCAPE_UTF8);
	str_printf(out, ":%zu:%zu:%s %s%s:%s ", l.number, off - l.start + 1,
	           src->color ? "\033[0m" : "",
	           src->color ? level_colors[d->level] : "", level_names[d->level],
	           src->color ? "\033[0m" : "");
	str_add_escaped(out, d->message, strlen(d->message), ESCAPE_UTF8);
	if (d->lint)
		str_printf(out, " [%s]", d->lint);
	str_add(out, "\n", 1);
	show_text(out, src, d);
	if (d->hint) {
		str_printf(out, "%*shint: ", INDENT, "");
		str_add_escaped(out, d->hint, strlen(d->hint), ESCAPE_UTF8);
		str_add(out, "\n", 1);
	}
}

/* A JSON string; bytes that are no UTF-8 are escaped as in the text form. */
static json_t *json_text(const char *text)
{
	struct str s = { 0 };
	json_t *j;

	str_add_escaped(&s, text, strlen(text), ESCAPE_UTF8);
	j = s.failed ? NULL : json_string(s.at);
	str_fini(&s);
	return j;
}

/* Adds where a span lies to an object. */
static void json_span(json_t *obj, const struct diag_source *src, struct pfc_span span)
{
	struct mark m = mark_of(src, span, '^');
	struct line l = line_at(src, m.from);

	json_object_set_new(obj, "line", json_integer((json_int_t)l.number));
	json_object_set_new(obj, "column",
	                    json_integer((json_int_t)(m.from - l.start + 1)));
	json_object_set_new(obj, "offset", json_integer((json_int_t)m.from));
	json_object_set_new(obj, "length", json_integer((json_int_t)(m.to - m.from)));
}

void diag_json(struct str *out, const struct diag_source *src, const struct pfc_diag *d)
{
	json_t *obj = json_object();
	char *line;

	json_object_set_new(obj, "file", json_text(src->name));
	json_span(obj, src, d->at);
	json_object_set_new(obj, "level", json_string(level_names[d->level]));
	json_object_set_new(obj, "message", json_text(d->message));
	if (d->hint)
		json_object_set_new(obj, "hint", json_text(d->hint));
	if (d->lint)
		json_object_set_new(obj, "lint", json_text(d->lint));
	if (d->also.len) {
		json_t *also = json_object();

		json_span(also, src, d->also);
		json_object_set_new(obj, "also", also);
	}
	line = json_dumps(obj, JSON_COMPACT);
	if (line)
		str_printf(out, "%s\n", line);
	else
		out->failed = true;
	free(line);
	json_decref(obj);
}
