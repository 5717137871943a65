/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/say.h - what goes to the user: messages on stderr, data on stdout.
 *
 * What came from outside (names, filter text) is printed with control bytes escaped.
 */
#ifndef PFC_CLI_SAY_H
#define PFC_CLI_SAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Exit statuses. */
enum {
	EXIT_DONE = 0,
	EXIT_FAILED = 1, /* at run time */
	EXIT_USAGE = 2,  /* wrong command line */
	EXIT_FILTER = 3, /* the filter does not compile */
	EXIT_DIFFERENT = 4, /* pfc equiv: not equal, or the contract is broken */
	EXIT_UNDECIDED = 5, /* pfc equiv */
};

enum escape {
	ESCAPE_ASCII, /* one column a byte: everything but printable ASCII is \xNN */
	ESCAPE_UTF8,  /* well-formed UTF-8 stays, but for control characters */
};

/* Appends text with the other bytes written \xNN. */
void str_add_escaped(struct str *s, const char *text, size_t len, enum escape how);

/* "pfc: ..." and a line end on stderr; returns EXIT_FAILED. */
int say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The same for a mistake on the command line, with a line on where to look: what say_where()
 * said last, for the whole process. returns EXIT_USAGE.
 */
int say_usage(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* command  whose --help has the options: "pfc trace tcp"; lent for ever, as
 * page     of the manual: "pfc-trace-tcp".
 */
void say_where(const char *command, const char *page);

/* Writes all of it to stdout, unbuffered. returns 0 or -errno. */
int write_stdout(const char *text, size_t len);

/* The same with a message.
 *
 * returns EXIT_DONE, also when the reader went away; EXIT_FAILED after a message.
 */
int put_stdout(const char *text, size_t len);

/* The same for a string that may have failed to grow; frees it. */
int put_stdout_str(struct str *s);

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* Whether to colour what goes to fd: a terminal, and NO_COLOR is not set. */
bool color_wanted(enum color asked, int fd);

#endif
