/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_tls.c - pfc trace tls. */
#include "cli/cmd.h"

#include <errno.h>
#include <string.h>

#include "cli/say.h"
#include "cli/tls.h"

/* What is asked for, or all that is there. */
static int find_targets(const struct args *args, struct tls_targets *t)
{
	struct tls_lib lib;
	int err;

	if (!args->lib)
		return targets_scan(t, true) ? say("out of memory") : EXIT_DONE;
	err = targets_add(t, args->lib, &lib);
	if (err == -ENOEXEC)
		return say("%s: %s", args->lib, lib.why_no_keys);
	if (err)
		return say("%s: %s", args->lib, strerror(-err));
	if (lib.kind == TLS_NONE)
		return say("%s: there is no TLS in it: neither functions of OpenSSL, "
		           "BoringSSL, GnuTLS, NSPR or Go, nor names of secrets",
		           args->lib);
	return EXIT_DONE;
}

int cmd_trace_tls(const struct args *args, int count, char **words)
{
	struct tls_targets targets = { 0 };
	int status;

	(void)words;
	if (!args->list)
		return say_usage("what to show: --list");
	if (count)
		return say_usage(
			"--list lists libraries, of which a filter says nothing");
	status = find_targets(args, &targets);
	if (status == EXIT_DONE)
		status = tls_list(args, &targets);
	targets_fini(&targets);
	return status;
}
