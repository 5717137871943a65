/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/options_tls.c - the options of pfc trace tls. */
#include "cli/options_rows.h"

/* clang-format off */
static const struct opt view_rows[] = {
	{ "list", 0, OPT_FLAG, FIELD(list), NULL,
	  "list the libraries and programs that have TLS, what can be seen of each, and the "
	  "processes that use it, and exit", NULL, NULL },
	{ 0 }
};

static const struct opt selector_rows[] = {
	{ "lib", 0, OPT_FILE, FIELD(lib), "FILE",
	  "only this library or program", NULL, NULL },
	{ 0 }
};

static const struct opt output_rows[] = {
	{ "json", 0, OPT_FLAG, FIELD(json), NULL,
	  "an object a line, as the manual page describes them", NULL, NULL },
	{ 0 }
};

static const struct opt_group groups[] = {
	{ "What is shown", view_rows },
	{ "Which connections", selector_rows },
	{ "Output", output_rows },
	{ "Messages", message_rows },
	{ "General", general_rows },
	{ NULL, NULL }
};
/* clang-format on */

const struct opt_command trace_tls_command = {
	"pfc trace",
	"tls [OPTIONS] [FILTER...]",
	"Shows the TLS connections of processes on this machine, from inside their "
	"libraries: no proxy, no certificates, and nothing is restarted.",
	groups,
	NULL,
	false,
};
