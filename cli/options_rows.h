/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/options_rows.h - rows that commands in several files have. */
#ifndef PFC_CLI_OPTIONS_ROWS_H
#define PFC_CLI_OPTIONS_ROWS_H

#include "cli/options.h"

#define FIELD(name) offsetof(struct args, name)

extern const char *const color_words[];
extern const char *const target_words[];
extern const char *const direction_words[];
extern const struct opt_range count_range;

extern const struct opt filter_rows[];
extern const struct opt target_rows[];
extern const struct opt message_rows[];
extern const struct opt general_rows[];
extern const struct opt rights_rows[];

/* Which connections are traced: what all commands that trace have. */
/* clang-format off */
#define SELECTOR_ROWS(uid_help, netns_help)                                            \
	{ NULL, 'F', OPT_FILE, FIELD(filter_file), "FILE",                             \
	  "read the filter from FILE; # starts a comment", NULL, NULL },               \
	{ "pid", 0, OPT_TEXT, FIELD(pids), "PID[,PID]",                                \
	  "only connections of these processes", NULL, NULL },                         \
	{ "comm", 0, OPT_TEXT, FIELD(comm), "NAME",                                    \
	  "only of processes called NAME", NULL, NULL },                               \
	{ "uid", 0, OPT_TEXT, FIELD(uid), "USER", uid_help, NULL, NULL },              \
	{ "cgroup", 0, OPT_FILE, FIELD(cgroup), "FOLDER",                              \
	  "only sockets of a control group, or below it", NULL, NULL },                \
	{ "netns", 0, OPT_TEXT, FIELD(netns), "NAME", netns_help, NULL, NULL },        \
	{ "no-lookup", 0, OPT_FLAG, FIELD(no_lookup), NULL,                            \
	  "look no name of the filter up: literals and built-in tables only", NULL, NULL }
/* clang-format on */

#endif
