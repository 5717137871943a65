/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tracing.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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
		snprintf(msg, EBPF_MSG_MAX,
		         "no permission to trace %s: this process has the capabilities, but "
		         "the kernel does not let it: a user namespace, a container or a "
		         "lockdown may be why",
		         t->follows);
	else if (err == -EMFILE)
		snprintf(msg, EBPF_MSG_MAX, "cannot trace %s: too many open files; %s",
		         t->follows, EBPF_MORE_FILES);
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
	char *log = calloc(1, LOG_LEN), what[32];
	LIBBPF_OPTS(bpf_object_open_opts, opts, .object_name = "pfc",
	            .kernel_log_buf = log, .kernel_log_size = LOG_LEN);
	int err = log ? 0 : -ENOMEM;

	*object = NULL;
	snprintf(what, sizeof(what), "tracing %s", t->follows);
	if (!err && attach_lacks_any(what, t->needed, t->takes, msg)) {
		free(log);
		return -EPERM;
	}
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

static int map_fd(const struct bpf_object *object, const char *name)
{
	return bpf_map__fd(bpf_object__find_map_by_name(object, name));
}

int tracing_rings(const struct bpf_object *object, const struct tracing_ring *rings,
                  size_t count, void *ctx, struct ring_buffer **out, char *msg)
{
	int err = 0;

	*out = NULL;
	for (size_t i = 0; !err && i < count; i++) {
		int fd = map_fd(object, rings[i].map);

		if (*out) {
			err = ring_buffer__add(*out, fd, rings[i].fn, ctx);
		} else {
			*out = ring_buffer__new(fd, rings[i].fn, ctx, NULL);
			err = *out ? 0 : -errno;
		}
	}
	if (err)
		snprintf(msg, EBPF_MSG_MAX, "cannot map the ring of events: %s",
		         strerror(-err));
	return err;
}

void *tracing_data(const struct bpf_object *object, const char *map, size_t len, bool write,
                   char *msg)
{
	void *at = mmap(NULL, len, write ? PROT_READ | PROT_WRITE : PROT_READ,
	                MAP_SHARED, map_fd(object, map), 0);

	if (at != MAP_FAILED)
		return at;
	snprintf(msg, EBPF_MSG_MAX, "cannot map the counters: %s", strerror(errno));
	return NULL;
}
