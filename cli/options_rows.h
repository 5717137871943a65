/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/options_rows.h - rows that commands in several files have. */
#ifndef PFC_CLI_OPTIONS_ROWS_H
#define PFC_CLI_OPTIONS_ROWS_H

#include "cli/options.h"

#define FIELD(name) offsetof(struct args, name)

extern const struct opt message_rows[];
extern const struct opt general_rows[];

#endif
