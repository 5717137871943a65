/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_views.h - which view is asked for, and whether it takes the options that are given. */
#ifndef PFC_CLI_TRACE_VIEWS_H
#define PFC_CLI_TRACE_VIEWS_H

#include "cli/trace.h"

/* returns EXIT_DONE, or a status after a message. */
int trace_choose_view(const struct args *args, const struct view **out);

#endif
