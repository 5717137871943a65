/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/step_screen.c - `pfc step` on the whole terminal.
 *
 * Program, packet and registers are drawn anew after each key; what a command says stands
 * below, or in a window of its own when it is long.
 */
#include <curses.h>
#include <inttypes.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/say.h"
#include "cli/step.h"
#include "compiler/image.h"

enum {
	ROW = 16,   /* bytes in a row */
	WIDE = 110, /* columns; narrower terminals have the packet below */
	LISTING_WIDE = 52,
	FOOT = 6, /* rows below: a line, registers, what comes next, keys ... */
	COLS_MIN = 56, /* bytes fit */
	ROWS_MIN = 16, /* some of the program and of the packet */
};

/* ... and between them what a command says, as far as it is short. */
static int answer_rows(void)
{
	return COLS >= WIDE ? 4 : 2;
}

static int foot_rows(void)
{
	return FOOT + answer_rows();
}

struct box {
	int top, left, rows, cols;
};

/* Writes at most the width of a box; lines behind its last row are left out. */
static void put_at(const struct box *b, int row, int col, const char *text, size_t len)
{
	int room = b->cols - col;

	if (row < 0 || row >= b->rows || room <= 0)
		return;
	mvaddnstr(b->top + row, b->left + col, text, (int)len < room ? (int)len : room);
}

static void put_text(const struct box *b, int row, const char *text)
{
	put_at(b, row, 0, text, strlen(text));
}

/* How much of a line goes into a row: to its last blank where it does not fit. */
static size_t row_length(const char *line, size_t len, int cols)
{
	size_t room = cols > 0 ? (size_t)cols : 1, at = room;

	if (len <= room)
		return len;
	while (at > room / 2 && line[at] != ' ')
		at--;
	return line[at] == ' ' ? at : room;
}

/* Lines of a text from a row on, long ones in several; gives the row behind them. b NULL: counts
 * the rows only.
 */
static int wrap(const struct box *b, int cols, int row, const char *text)
{
	while (text && *text) {
		size_t len = strcspn(text, "\n"), part;

		do {
			part = row_length(text, len, cols);
			if (b)
				put_at(b, row, 0, text, part);
			row++;
			text += part;
			len -= part;
			if (len && *text == ' ')
				text++, len--;
		} while (len);
		text += *text == '\n';
	}
	return row;
}

static int put_lines(const struct box *b, int row, const char *text)
{
	return wrap(b, b->cols, row, text);
}

static bool has_break(const struct stepper *s, uint32_t line)
{
	for (uint32_t i = 0; i < s->break_count; i++) {
		if (s->breaks[i].kind == BREAK_LINE && s->breaks[i].line == line)
			return true;
	}
	return false;
}

static void draw_listing(const struct box *b, const struct stepper *s)
{
	uint32_t here = stepper_insn(s), rows = (uint32_t)b->rows, first = 0;

	if (s->notes->count > rows && here > rows / 2)
		first = here - rows / 2;
	if (s->notes->count > rows && first + rows > s->notes->count)
		first = s->notes->count - rows;
	for (uint32_t i = 0; i < rows && first + i < s->notes->count; i++) {
		struct str line = { 0 };
		bool now = first + i == here && !stepper_ended(s);

		str_printf(&line, "%c%s", has_break(s, first + i) ? '*' : ' ',
		           now ? "> " : "  ");
		image_cbpf_insn(&line, &s->notes->insns[first + i], first + i);
		for (size_t k = 0; k < line.len; k++) {
			if (line.at[k] == '\t')
				line.at[k] = ' ';
		}
		if (now)
			attron(A_REVERSE);
		put_text(b, (int)i, line.at ? line.at : "");
		if (now)
			attroff(A_REVERSE);
		str_fini(&line);
	}
}

static int draw_bytes(const struct box *b, const struct stepper *s)
{
	struct read r = stepper_read(s);
	uint32_t first = 0;
	int row = 0;

	if (r.len && r.off / ROW >= (uint64_t)b->rows / 2)
		first = (uint32_t)(r.off / ROW) * ROW - (uint32_t)b->rows / 4 * ROW;
	for (uint32_t at = first; at < s->pkt.caplen && row < b->rows;
	     at += ROW, row++) {
		char text[16];

		snprintf(text, sizeof(text), "%04" PRIx32, at);
		put_text(b, row, text);
		for (uint32_t i = 0; i < ROW && at + i < s->pkt.caplen; i++) {
			bool in = r.len && at + i >= r.off && at + i < r.off + r.len;

			snprintf(text, sizeof(text), "%02x", s->pkt.data[at + i]);
			if (in)
				attron(A_REVERSE);
			put_at(b, row, 6 + 3 * (int)i + (i >= 8), text, 2);
			if (in)
				attroff(A_REVERSE);
		}
	}
	return row;
}

/* What a command says. */
static void draw_command(const struct box *b, int row, struct stepping *x,
                         const char *command)
{
	struct str out = { 0 };

	step_command(x, command, &out);
	put_lines(b, row, out.at);
	str_fini(&out);
}

/* Rows for the program where the packet stands below: half, or what the packet leaves. */
static int listing_rows(struct stepping *x, int rows)
{
	struct str fields = { 0 };
	int packet = (int)((x->side[0].stepper.pkt.caplen + ROW - 1) / ROW) + 2;

	step_command(x, "fields", &fields);
	packet = wrap(NULL, COLS, packet, fields.at);
	str_fini(&fields);
	return packet < rows - rows / 2 ? rows - packet : rows / 2;
}

static bool is_small(void)
{
	return COLS < COLS_MIN || LINES < ROWS_MIN;
}

static void draw_small(void)
{
	struct box all = { 0, 0, LINES, COLS };
	struct str text = { 0 };

	str_printf(&text,
	           "pfc step needs %d columns and %d rows; this terminal has %d and %d.\n"
	           "Make it larger, or press q and use --lines.",
	           (int)COLS_MIN, (int)ROWS_MIN, COLS, LINES);
	erase();
	put_lines(&all, 0, text.at);
	refresh();
	str_fini(&text);
}

static void draw(struct stepping *x, const char *answer)
{
	const struct stepper *s = &x->side[0].stepper;
	bool wide = COLS >= WIDE;
	int rows = LINES - foot_rows() - 1, upper = wide ? rows : listing_rows(x, rows), row;
	struct box title = { 0, 0, 1, COLS };
	struct box listing = { 1, 0, upper, wide ? LISTING_WIDE : COLS };
	struct box packet = { wide ? 1 : 1 + upper, wide ? LISTING_WIDE + 1 : 0,
		              wide ? rows : rows - upper,
		              wide ? COLS - LISTING_WIDE - 1 : COLS };
	struct box foot = { LINES - foot_rows(), 0, foot_rows() - 1, COLS };
	struct str place = { 0 };

	erase();
	attron(A_BOLD);
	put_text(&title, 0,
	         x->side[0].loaded.path ? x->side[0].loaded.path
	                                : x->side[0].loaded.filter.text);
	attroff(A_BOLD);
	draw_listing(&listing, s);
	row = draw_bytes(&packet, s);
	draw_command(&packet, row + 1, x, "fields");
	mvhline(LINES - foot_rows(), 0, ACS_HLINE, COLS);
	step_place(&place, x);
	row = put_lines(&foot, 1, place.at);
	put_lines(&foot, row, answer);
	str_fini(&place);
	attron(A_REVERSE);
	mvhline(LINES - 1, 0, ' ', COLS);
	mvaddnstr(LINES - 1, 0,
	          " s step  b back  r run  n next  w why  h hits  : command  ? help  q quit",
	          COLS);
	attroff(A_REVERSE);
	refresh();
}

/* A long answer, with keys to move in it. */
static void show_long(const char *text)
{
	uint32_t lines = 0, first = 0;

	for (const char *c = text; *c; c++)
		lines += *c == '\n';
	for (;;) {
		struct box all = { 0, 0, LINES - 1, COLS };
		const char *from = text;
		int key;

		for (uint32_t i = 0; i < first; i++)
			from = strchr(from, '\n') + 1;
		erase();
		put_lines(&all, 0, from);
		attron(A_REVERSE);
		mvhline(LINES - 1, 0, ' ', COLS);
		mvaddnstr(LINES - 1, 0, " up and down move, any other key goes back",
		          COLS);
		attroff(A_REVERSE);
		refresh();
		key = getch();
		if (key == KEY_UP && first)
			first--;
		else if (key == KEY_DOWN && first + 1 < lines)
			first++;
		else if (key == KEY_NPAGE && first + (uint32_t)LINES < lines)
			first += (uint32_t)LINES - 1;
		else if (key == KEY_PPAGE)
			first = first > (uint32_t)LINES ? first - (uint32_t)LINES + 1
			                                : 0;
		else if (key != KEY_UP && key != KEY_DOWN && key != KEY_NPAGE &&
		         key != KEY_RESIZE)
			return;
	}
}

static void read_command(char *line, int room)
{
	attron(A_BOLD);
	mvhline(LINES - 1, 0, ' ', COLS);
	mvaddch(LINES - 1, 0, ':');
	echo();
	curs_set(1);
	getnstr(line, room - 1);
	curs_set(0);
	noecho();
	attroff(A_BOLD);
}

/* The command of a key; NULL: none. */
static const char *command_of(int key)
{
	switch (key) {
	case ' ':
	case 's':
	case KEY_RIGHT:
	case KEY_DOWN:
		return "step";
	case 'b':
	case KEY_LEFT:
	case KEY_UP:
		return "back";
	case 'r':
		return "run";
	case 'R':
		return "rewind";
	case 'n':
		return "next";
	case 'p':
		return "previous";
	case 'w':
		return "why";
	case 'h':
		return "hits";
	case 'd':
		return "difference";
	case '?':
		return "help";
	default:
		return NULL;
	}
}

/* The place is on the screen anyway: leaves what a command says besides. */
static void cut_place(struct str *answer)
{
	char *at = answer->at;

	while (at && *at) {
		unsigned n, of;

		if (sscanf(at, "packet %u of %u, step", &n, &of) == 2) {
			*at = '\0';
			answer->len = (size_t)(at - answer->at);
			return;
		}
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
	}
}

static bool run_command(struct stepping *x, const char *command, struct str *answer)
{
	bool go_on;

	str_fini(answer);
	*answer = (struct str){ 0 };
	go_on = step_command(x, command, answer);
	cut_place(answer);
	if (wrap(NULL, COLS, 0, answer->at) > answer_rows()) {
		show_long(answer->at);
		answer->at[answer->len = 0] = '\0';
	}
	return go_on;
}

int step_screen(struct stepping *x)
{
	struct str answer = { 0 };
	bool go_on = true;

	setlocale(LC_CTYPE, "");
	if (!newterm(NULL, stdout, stdin)) {
		say("note: this terminal is not known (TERM): going on line by line");
		return step_lines(x);
	}
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	curs_set(0);
	while (go_on) {
		char line[BREAK_TEXT_MAX] = "";
		const char *command;
		int key;

		if (is_small())
			draw_small();
		else
			draw(x, answer.at);
		key = getch();
		if (is_small() && key != 'q' && key != ERR)
			continue;
		command = command_of(key);
		if (key == ':') {
			read_command(line, sizeof(line));
			command = line;
		}
		if (key == 'q' || key == ERR)
			break;
		if (command)
			go_on = run_command(x, command, &answer);
	}
	endwin();
	str_fini(&answer);
	return EXIT_DONE;
}
