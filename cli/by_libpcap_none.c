/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/by_libpcap_none.c - in place of by_libpcap.c where libpcap's headers are not there. */
#include "cli/by_libpcap.h"

#include <errno.h>
#include <stdio.h>

int compile_by_libpcap(struct arena *arena, const char *text, const struct pfc_opts *opts,
                       bool optimize, struct emitted *out, char *err)
{
	(void)arena;
	(void)text;
	(void)opts;
	(void)optimize;
	(void)out;
	snprintf(err, BY_LIBPCAP_MSG_MAX, "pfc was built without libpcap");
	return -ENOSYS;
}
