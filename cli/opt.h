/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/opt.h - command line options as rows of a table.
 *
 * A row is the only place that knows an option: parsing, --help and the shell completions
 * all come from it, and a test holds the rows against the man page.
 */
#ifndef PFC_CLI_OPT_H
#define PFC_CLI_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum opt_kind {
	OPT_FLAG,   /* bool, set */
	OPT_COUNT,  /* unsigned, one more each time */
	OPT_TEXT,   /* const char * */
	OPT_FILE,   /* const char *; "-" is stdin or stdout */
	OPT_FILES,  /* struct opt_list, one more file */
	OPT_IFACE,  /* struct opt_ifaces, one more network interface */
	OPT_FILTER, /* struct opt_ifaces, the filter of the last one */
	OPT_STAGE,  /* const char *, a pass of the compiler */
	OPT_LIST,   /* struct opt_list, some of words; no argument at all gives "" */
	OPT_SET,    /* uint64_t, bits of some of words: a,b; no argument at all: OPT_SET_BARE */
	OPT_NUMBER, /* uint64_t in *range */
	OPT_SIZE,   /* uint64_t, bytes: 100 (millions), 64k, 100M, 10G, 500B */
	OPT_TIME,   /* uint64_t, nanoseconds: 90 (seconds), 1.5s, 500ms, 10m, 2h, 1d */
	OPT_MODE,   /* uint32_t, permissions of a file in octal, never 0 */
	OPT_WORD,   /* int, index into words */
	OPT_IPV4,   /* uint32_t, host order */
	OPT_LINK,   /* int64_t, LINKTYPE_ number */
	OPT_REFUSED, /* a tcpdump option that is not offered; help says what to use instead */
};

#define OPT_SET_BARE (UINT64_C(1) << 63)

struct opt_range {
	uint64_t min, max;
	const char *unit;
};

enum { OPT_LIST_MAX = 256 };

struct opt_list {
	const char *at[OPT_LIST_MAX]; /* lent from argv */
	unsigned count;
};

enum { OPT_IFACES_MAX = 32 };

struct opt_ifaces {
	const char *name[OPT_IFACES_MAX]; /* lent from argv */
	const char *filter[OPT_IFACES_MAX]; /* NULL: that of all */
	unsigned count;
};

struct opt {
	const char *name; /* long name; NULL: none */
	int letter;       /* 0: none */
	enum opt_kind kind;
	size_t field;    /* offset of the target */
	const char *arg; /* name of the argument; NULL: takes none */
	const char *help;
	const char *const
		*words; /* OPT_WORD, OPT_LIST, OPT_SET: what may be said, NULL at the end */
	const struct opt_range *range; /* OPT_NUMBER */
};

/* Rows under one title of --help; the last row is all zero. */
struct opt_group {
	const char *title;
	const struct opt *rows;
};

struct opt_command {
	const char *name;               /* "pfc compile" */
	const char *page;               /* of the manual: "pfc" */
	const char *usage;              /* what follows the name */
	const char *summary;            /* one paragraph */
	const struct opt_group *groups; /* the last one has no title */
	const char *notes;              /* after the options; NULL: nothing */
	bool files;                     /* what is no option is the name of a file */
};

/* Reads the options; the words that are none move to the end of argv.
 *
 * target  the struct the rows' fields are offsets into.
 * returns the index of the first word that is not an option, or -1 after a message when
 *         the usage is wrong.
 */
int opt_parse(const struct opt_command *cmd, int argc, char **argv, void *target);

/* --help, for 80 columns. */
void opt_help(struct str *out, const struct opt_command *cmd);

/* Walks every row of a command; NULL at the end. Start with a zeroed cursor. */
struct opt_cursor {
	size_t group, row;
};

const struct opt *opt_next(const struct opt_command *cmd, struct opt_cursor *at);

#endif
