/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_trace_none.c - pfc trace where nothing can be loaded. */
#include "cli/cmd.h"
#include "cli/say.h"

int cmd_trace_tcp(const struct args *args, int count, char **words)
{
	(void)args;
	(void)count;
	(void)words;
	return say("this pfc was built without eBPF (--disable-ebpf), which tracing "
	           "takes");
}

int cmd_trace_tls(const struct args *args, int count, char **words)
{
	return cmd_trace_tcp(args, count, words);
}
