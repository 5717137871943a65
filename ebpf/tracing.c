/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tracing.h"

#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ebpf/attach.h"
#include "ebpf/load.h"

enum { LOG_LEN = 1 << 20, TEXT_SHOWN = 100, WHY_SHOWN = 200 };

static int shown(size_t len, int most)
{
	return len < (size_t)most ? (int)len : most;
}

static void say_rejected(const struct tracing *t, int err, const char *log, char *msg)
{
	struct verdict v = verdict_of_log(log);

	if (err == -ENOTSUP)
		snprintf(msg, EBPF_MSG_MAX,
		         "this kernel does not tell its types: tracing takes "
		         "CONFIG_DEBUG_INFO_BTF");
	else if (err == -EPERM)
		snprintf(msg, EBPF_MSG_MAX, "%s", t->rights);
	else
		snprintf(msg, EBPF_MSG_MAX,
		         "internal error: the kernel rejects a program that follows %s: "
		         "%s: %.*s: %.*s",
		         t->follows, strerror(-err), shown(v.text_len, TEXT_SHOWN),
		         v.text ? v.text : "", shown(v.why_len, WHY_SHOWN),
		         v.why ? v.why : "");
}

int tracing_load(const struct tracing *t, const struct linked *l, struct bpf_object **object,
                 char *msg)
{
	char *log = calloc(1, LOG_LEN);
	LIBBPF_OPTS(bpf_object_open_opts, opts, .object_name = "pfc",
	            .kernel_log_buf = log, .kernel_log_size = LOG_LEN);
	int err = log ? 0 : -ENOMEM;

	*object = NULL;
	if (!err) {
		*object = bpf_object__open_mem(l->at, l->len, &opts);
		err = *object ? t->set_up(t->ctx) : -errno;
	}
	if (!err)
		err = bpf_object__load(*object);
	if (err)
		say_rejected(t, err, log ? log : "", msg);
	free(log);
	return err;
}
