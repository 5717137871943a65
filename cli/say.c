/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes of the UTF-8 character at p, 0 when it is malformed or a control character.
 * source: RFC 3629 section 4.
 */
static size_t utf8_char(const unsigned char *p, size_t len)
{
	uint32_t c = p[0];
	size_t n;

	if (c < 0x80)
		return c >= ' ' && c != 0x7f;
	if (c < 0xc2 || c > 0xf4)
		return 0;
	n = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (n > len)
		return 0;
	c &= 0x7fu >> n;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < 0xa0 || (n == 3 && c < 0x800) || (c >= 0xd800 && c < 0xe000))
		return 0;
	if ((n == 4 && c < 0x10000) || c > 0x10ffff)
		return 0;
	return n;
}

void str_add_escaped(struct str *s, const char *text, size_t len, enum escape how)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t start = 0;
	size_t i = 0;

	while (i < len) {
		size_t n = utf8_char(p + i, len - i);

		if (n == 1 || (n && how == ESCAPE_UTF8)) {
			i += n;
			continue;
		}
		str_add(s, text + start, i - start);
		str_printf(s, "\\x%02x", p[i]);
		start = ++i;
	}
	str_add(s, text + start, len - start);
}

static const char *where_command = "pfc", *where_page = "pfc";

void say_where(const char *command, const char *page)
{
	where_command = command;
	where_page = page;
}

__attribute__((format(printf, 2, 0))) static void vsay(const char *more,
                                                       const char *fmt, va_list ap)
{
	struct str line = { 0 };
	char *raw = NULL;
	int len = vasprintf(&raw, fmt, ap);

	if (len < 0) {
		fputs("pfc: out of memory\n", stderr);
		return;
	}
	str_printf(&line, "pfc: ");
	str_add_escaped(&line, raw, (size_t)len, ESCAPE_UTF8);
	if (line.failed)
		fprintf(stderr, "pfc: %s\n%s", raw, more);
	else
		fprintf(stderr, "%s\n%s", line.at, more);
	str_fini(&line);
	free(raw);
}

int say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsay("", fmt, ap);
	va_end(ap);
	return EXIT_FAILED;
}

int say_usage(const char *fmt, ...)
{
	struct str where = { 0 };
	va_list ap;

	str_printf(&where, "     '%s --help' lists the options, 'man %s' explains them\n",
	           where_command, where_page);
	va_start(ap, fmt);
	vsay(where.failed ? "" : where.at, fmt, ap);
	va_end(ap);
	str_fini(&where);
	return EXIT_USAGE;
}

int write_stdout(const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(STDOUT_FILENO, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text += n;
		len -= (size_t)n;
	}
	return 0;
}

int put_stdout(const char *text, size_t len)
{
	int err = write_stdout(text, len);

	if (!err || err == -EPIPE)
		return EXIT_DONE;
	return say("standard output: %s", strerror(-err));
}

int put_stdout_str(struct str *s)
{
	int status;

	status = s->failed ? say("out of memory") : put_stdout(s->at, s->len);
	str_fini(s);
	return status;
}

bool color_wanted(enum color asked, int fd)
{
	const char *no = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (asked != COLOR_AUTO)
		return asked == COLOR_ALWAYS;
	if ((no && *no) || (term && !strcmp(term, "dumb")))
		return false;
	return isatty(fd) == 1;
}
