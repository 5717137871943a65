/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls_links.h"

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ebpf/attach.h"
#include "ebpf/newer.h"

enum { SOCKET_LINKS = 2, CLOSERS = 16 };

/* For one file. */
struct attaching {
	struct tls_links *links;
	const struct bpf_object *object;
	const struct tls_target *target;
};

static struct bpf_program *program(const struct bpf_object *object, const char *name)
{
	return bpf_object__find_program_by_name(object, name);
}

int links_choose(struct tls_links *l, struct bpf_object *object)
{
	static const char *const names[] = { "tls_enter",     "tls_exit",
		                             "tls_key",       "tls_go_enter",
		                             "tls_go_return", "tls_go_key" };
	struct btf *kernel = btf__load_vmlinux_btf();
	int err = 0;

	if (!kernel)
		return -ENOTSUP;
	l->multi = btf__find_by_name_kind(kernel, "bpf_uprobe_multi_link",
	                                  BTF_KIND_STRUCT) > 0;
	btf__free(kernel);
	for (size_t i = 0; l->multi && !err && i < sizeof(names) / sizeof(names[0]);
	     i++)
		err = bpf_program__set_expected_attach_type(
			program(object, names[i]),
			(enum bpf_attach_type)NEWER_TRACE_UPROBE_MULTI);
	return err;
}

/* --- attaching --- */

/* Room for one more; it grows by doubling. */
static int make_room(struct tls_links *l)
{
	struct tls_link *more;

	if (l->count & (l->count - 1))
		return 0;
	more = realloc(l->at, (l->count ? 2 * l->count : 1) * sizeof(*l->at));
	if (!more)
		return -ENOMEM;
	l->at = more;
	return 0;
}

static int keep(struct tls_links *l, struct bpf_link *link,
                const struct tls_target *target)
{
	int err = link ? make_room(l) : -errno;

	if (err) {
		bpf_link__destroy(link);
		return err;
	}
	l->at[l->count++] = (struct tls_link){ target, link, -1 };
	return 0;
}

int links_sockets(struct tls_links *l, const struct bpf_object *object, char *msg)
{
	static const char *const names[SOCKET_LINKS] = { "tls_send", "tls_recv" };
	int err = 0;

	for (int i = 0; !err && i < SOCKET_LINKS; i++)
		err = keep(l, bpf_program__attach(program(object, names[i])), NULL);
	if (err)
		snprintf(msg, EBPF_MSG_MAX,
		         "cannot look at sends and receives: %s; that takes Linux 6.3 "
		         "or later",
		         strerror(-err));
	return err;
}

/* What is to be looked at in one file by one program. */
struct places {
	const char *program;
	bool at_return;
	uint64_t offset[TLS_PROBES_MAX], cookie[TLS_PROBES_MAX];
	uint32_t count;
};

/* The part of union bpf_attr for such a link. Source: linux/bpf.h, 6.6. */
struct multi_attr {
	uint32_t prog_fd, target_fd, attach_type, flags;
	uint64_t path, offsets, counters, cookies;
	uint32_t count, multi_flags, pid, pad;
};

static int attach_many(const struct attaching *a, const struct places *p,
                       const char *path)
{
	struct multi_attr attr = {
		.prog_fd = (uint32_t)bpf_program__fd(program(a->object, p->program)),
		.attach_type = NEWER_TRACE_UPROBE_MULTI,
		.path = (uintptr_t)path,
		.offsets = (uintptr_t)p->offset,
		.cookies = (uintptr_t)p->cookie,
		.count = p->count,
		.multi_flags = p->at_return ? NEWER_F_UPROBE_MULTI_RETURN : 0,
	};
	int err = make_room(a->links);
	long fd;

	if (err)
		return err;
	fd = syscall(__NR_bpf, BPF_LINK_CREATE, &attr, sizeof(attr));
	if (fd < 0)
		return -errno;
	a->links->at[a->links->count++] = (struct tls_link){ a->target, NULL, (int)fd };
	return 0;
}

static int attach_each(const struct attaching *a, const struct places *p,
                       const char *path)
{
	int err = 0;

	for (uint32_t i = 0; !err && i < p->count; i++) {
		LIBBPF_OPTS(bpf_uprobe_opts, opts, .retprobe = p->at_return,
		            .bpf_cookie = p->cookie[i]);

		err = keep(
			a->links,
			bpf_program__attach_uprobe_opts(program(a->object, p->program),
		                                        -1, path, p->offset[i], &opts),
			a->target);
	}
	return err;
}

static bool moves_bytes(enum tls_call call)
{
	return call == TLS_CALL_READ || call == TLS_CALL_WRITE ||
	       call == TLS_CALL_READ_EX || call == TLS_CALL_WRITE_EX ||
	       call == TLS_CALL_GO_READ || call == TLS_CALL_GO_WRITE;
}

/* The program that looks at a place, apart from where calls return to. */
static const char *program_of(const struct tls_probe *probe)
{
	if (probe->returns)
		return "tls_go_return";
	switch (probe->call) {
	case TLS_CALL_READ:
	case TLS_CALL_WRITE:
	case TLS_CALL_READ_EX:
	case TLS_CALL_WRITE_EX:
	case TLS_CALL_HANDSHAKE:
	case TLS_CALL_HANDSHAKE_0:
	case TLS_CALL_FREE:
		return "tls_enter";
	case TLS_CALL_KEY:
		return "tls_key";
	case TLS_CALL_GO_READ:
	case TLS_CALL_GO_WRITE:
	case TLS_CALL_GO_HANDSHAKE:
	case TLS_CALL_GO_CLOSE:
		return "tls_go_enter";
	case TLS_CALL_GO_KEY:
		return "tls_go_key";
	case TLS_CALLS:
		break;
	}
	return "";
}

static bool is_wanted(const struct tls_links *l, const struct places *p,
                      const struct tls_probe *probe)
{
	/* Go's own are not needed to know a socket. */
	if ((l->no_calls && moves_bytes(probe->call)) ||
	    (!l->keys && probe->call == TLS_CALL_GO_KEY))
		return false;
	return p->at_return ? probe->at_return : !strcmp(p->program, program_of(probe));
}

static int attach_places(const struct attaching *a, struct places *p)
{
	char path[64];

	for (unsigned i = 0; i < a->target->lib.probe_count; i++) {
		const struct tls_probe *probe = &a->target->lib.probes[i];

		if (!is_wanted(a->links, p, probe))
			continue;
		p->offset[p->count] = probe->offset;
		p->cookie[p->count++] = probe->call;
	}
	/* The file itself: its name may be another's by now. */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", a->target->fd);
	if (!p->count)
		return 0;
	return a->links->multi ? attach_many(a, p, path) : attach_each(a, p, path);
}

int links_attach(struct tls_links *l, const struct bpf_object *object,
                 const struct tls_target *target, char *msg)
{
	const struct attaching a = { l, object, target };
	/* Returns first: a call that begins in between has none. */
	struct places all[] = {
		{ .program = "tls_exit", .at_return = true },
		{ .program = "tls_go_return" },
		{ .program = "tls_enter" },
		{ .program = "tls_go_enter" },
		{ .program = "tls_key" },
		{ .program = "tls_go_key" },
	};
	int err = 0, count = 0;

	msg[0] = '\0';
	for (size_t i = 0; !err && i < sizeof(all) / sizeof(all[0]); i++) {
		err = attach_places(&a, &all[i]);
		count += all[i].at_return ? 0 : (int)all[i].count;
	}
	if (!err)
		return count;
	links_detach(l, target);
	snprintf(msg, EBPF_MSG_MAX, "%.300s: cannot look into it: %s%s", target->path,
	         strerror(-err), err == -EMFILE ? "; " EBPF_MORE_FILES : "");
	return err;
}

/* --- closing --- */

static void close_one(const struct tls_link *one)
{
	if (one->link)
		bpf_link__destroy(one->link);
	else
		close(one->fd);
}

void links_detach(struct tls_links *l, const struct tls_target *target)
{
	unsigned left = 0;

	for (unsigned i = 0; i < l->count; i++) {
		if (l->at[i].of == target)
			close_one(&l->at[i]);
		else
			l->at[left++] = l->at[i];
	}
	l->count = left;
}

/* A part of the links, of which each waits for all processors to have passed its places. */
struct closing {
	struct tls_links *links;
	unsigned first;
};

static void *close_some(void *ctx)
{
	const struct closing *c = ctx;

	for (unsigned i = c->first; i < c->links->count; i += CLOSERS)
		close_one(&c->links->at[i]);
	return NULL;
}

/* They wait next to each other. */
void links_close(struct tls_links *l)
{
	struct closing parts[CLOSERS];
	pthread_t threads[CLOSERS];
	bool started[CLOSERS];

	for (unsigned i = 0; i < CLOSERS; i++) {
		parts[i] = (struct closing){ l, i };
		started[i] = i < l->count && pthread_create(&threads[i], NULL,
		                                            close_some, &parts[i]) == 0;
	}
	for (unsigned i = 0; i < CLOSERS; i++) {
		if (started[i])
			pthread_join(threads[i], NULL);
		else
			close_some(&parts[i]);
	}
	free(l->at);
	l->at = NULL;
	l->count = 0;
}
