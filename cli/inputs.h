/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/inputs.h - the capture files that are read: those of -r, or of the list of -V. */
#ifndef PFC_CLI_INPUTS_H
#define PFC_CLI_INPUTS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/str.h"
#include "capture/savefile.h"
#include "capture/source.h"
#include "cli/options.h"

struct inputs {
	const char **names;
	uint32_t count;
	bool in_turn; /* -V: one after the other */
	struct str list; /* text of the list; the names lie in it */
	struct stat *files; /* as they were before they were opened */
	const struct savefile_info *info; /* of a single file; NULL: there are several */
	/* Of several files: the first one, and one whose link type is another. */
	const char *first, *other;
	uint32_t first_type, other_type;
};

/* Whether the options name capture files. */
bool inputs_given(const struct args *args);

/* Finds out which they are, reading the list of -V. returns EXIT_DONE, or a status after a
 * message. Free with inputs_fini(), after the source was closed.
 */
int inputs_init(struct inputs *in, const struct args *args);
void inputs_fini(struct inputs *in);

/* Whether one of them is standard input. */
bool inputs_stdin(const struct inputs *in, const struct args *args);

/* How messages call them: the name of the only one, or "the files". */
const char *inputs_name(const struct inputs *in);

/* Opens them, and says so for each. returns EXIT_DONE, or a status after a message. */
int inputs_open(struct inputs *in, const struct args *args, struct source **out);

#endif
