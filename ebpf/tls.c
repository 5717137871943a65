/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls.h"

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/capability.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ebpf/attach.h"
#include "ebpf/link.h"
#include "ebpf/load.h"
#include "ebpf/newer.h"
#include "ebpf/objects.h"
#include "ebpf/tracing.h"

enum { LINKS_MAX = 4096, SOCKET_LINKS = 2, CLOSERS = 16 };

/* The last for hellos on the wire, which who opens this captures. */
#define NEEDED                                                                         \
	(ATTACH_CAP(CAP_BPF) | ATTACH_CAP(CAP_PERFMON) | ATTACH_CAP(CAP_NET_RAW))

struct tls {
	const struct tls_config *cfg; /* while it is opened */
	struct bpf_object *object;
	struct ring_buffer *rings; /* of both kinds */
	struct tls_totals *totals;
	struct bpf_link *links[LINKS_MAX];
	unsigned link_count;
	bool keys;
	bool no_calls;
	bool multi; /* one link holds many places */
	int multi_fds[LINKS_MAX];
	unsigned multi_count;
	/* For the call of tls_read() that runs. */
	const struct tls_reader *to;
	unsigned left;
	unsigned read;
};

static struct bpf_map *map_of(const struct tls *t, const char *name)
{
	return bpf_object__find_map_by_name(t->object, name);
}

/* Maps of the programs that follow TCP, whose files these ones share. */
static int leave_out(struct tls *t)
{
	static const char *const names[] = { "entries", "listeners", "command",
		                             "accepted_early" };
	int err = 0;

	for (size_t i = 0; !err && i < sizeof(names) / sizeof(names[0]); i++)
		err = bpf_map__set_autocreate(map_of(t, names[i]), false);
	return err;
}

/* Where the kernel has links for many places at once: they go in less time, and all at once. */
static int choose_links(struct tls *t)
{
	static const char *const names[] = { "tls_enter",    "tls_exit",
		                             "tls_key",      "tls_go_enter",
		                             "tls_go_return", "tls_go_key" };
	struct btf *kernel = btf__load_vmlinux_btf();
	int err = 0;

	if (!kernel)
		return -ENOTSUP;
	t->multi = btf__find_by_name_kind(kernel, "bpf_uprobe_multi_link",
	                                  BTF_KIND_STRUCT) > 0;
	btf__free(kernel);
	for (size_t i = 0; t->multi && !err && i < sizeof(names) / sizeof(names[0]);
	     i++)
		err = bpf_program__set_expected_attach_type(
			bpf_object__find_program_by_name(t->object, names[i]),
			(enum bpf_attach_type)NEWER_TRACE_UPROBE_MULTI);
	return err;
}

static int set_up(void *ctx)
{
	struct tls *t = ctx;
	const struct tls_config *cfg = t->cfg;
	struct bpf_map *map = map_of(t, ".rodata.pfc");
	struct tcp_settings *s;
	struct stat st;
	size_t len = 0;
	const void *as_built = bpf_map__initial_value(map, &len);
	int err;

	/* The settings come first there. */
	s = as_built && len >= sizeof(*s) ? malloc(len) : NULL;
	if (!s)
		return -ENOMEM;
	memcpy(s, as_built, len);
	*s = cfg->want;
	s->pidns = stat("/proc/self/ns/pid", &st) == 0 ? (uint32_t)st.st_ino : 0;
	err = bpf_map__set_initial_value(map, s, len);
	free(s);
	if (!err)
		err = leave_out(t);
	if (!err && cfg->secrets) {
		uint8_t which = (uint8_t)cfg->secrets;

		err = bpf_map__set_initial_value(map_of(t, ".rodata.secrets"), &which,
		                                 sizeof(which));
	}
	if (!err && cfg->data_kib) {
		uint8_t yes = 1;

		err = bpf_map__set_initial_value(map_of(t, ".rodata.data"), &yes,
		                                 sizeof(yes));
		if (!err)
			err = bpf_map__set_max_entries(map_of(t, "data"),
			                               cfg->data_kib * 1024);
	}
	return err ? err : choose_links(t);
}

static int load(struct tls *t, const struct linked *l, char *msg)
{
	const struct tracing how = {
		.follows = "TLS",
		.needed = NEEDED,
		/* To look into processes of others, and files that were deleted. */
		.takes = NEEDED | ATTACH_CAP(CAP_SYS_PTRACE) | ATTACH_CAP(CAP_SYS_ADMIN),
		.set_up = set_up,
		.ctx = t,
	};

	return tracing_load(&how, l, &t->object, msg);
}

/* --- attaching --- */

static int keep(struct tls *t, struct bpf_link *link)
{
	if (!link)
		return -errno;
	t->links[t->link_count++] = link;
	return 0;
}

static int attach_sockets(struct tls *t, char *msg)
{
	static const char *const names[SOCKET_LINKS] = { "tls_send", "tls_recv" };
	int err = 0;

	for (int i = 0; !err && i < SOCKET_LINKS; i++)
		err = keep(t, bpf_program__attach(bpf_object__find_program_by_name(
				      t->object, names[i])));
	if (err)
		snprintf(msg, EBPF_MSG_MAX,
		         "cannot look at sends and receives: %s; that takes Linux 6.3 "
		         "or later",
		         strerror(-err));
	return err;
}

/* What is to be looked at in one file by one program. */
struct places {
	const struct tls_target *target;
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

static int attach_many(struct tls *t, const struct places *p, const char *path)
{
	struct multi_attr attr = {
		.prog_fd = (uint32_t)bpf_program__fd(
			bpf_object__find_program_by_name(t->object, p->program)),
		.attach_type = NEWER_TRACE_UPROBE_MULTI,
		.path = (uintptr_t)path,
		.offsets = (uintptr_t)p->offset,
		.cookies = (uintptr_t)p->cookie,
		.count = p->count,
		.multi_flags = p->at_return ? NEWER_F_UPROBE_MULTI_RETURN : 0,
	};
	long fd;

	if (t->multi_count == LINKS_MAX)
		return -E2BIG;
	fd = syscall(__NR_bpf, BPF_LINK_CREATE, &attr, sizeof(attr));
	if (fd < 0)
		return -errno;
	t->multi_fds[t->multi_count++] = (int)fd;
	return 0;
}

static int attach_each(struct tls *t, const struct places *p, const char *path)
{
	struct bpf_program *prog =
		bpf_object__find_program_by_name(t->object, p->program);
	int err = 0;

	for (uint32_t i = 0; !err && i < p->count; i++) {
		LIBBPF_OPTS(bpf_uprobe_opts, opts, .retprobe = p->at_return,
		            .bpf_cookie = p->cookie[i]);

		err = t->link_count == LINKS_MAX
		              ? -E2BIG
		              : keep(t, bpf_program__attach_uprobe_opts(
						prog, -1, path, p->offset[i], &opts));
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

static bool is_wanted(const struct tls *t, const struct places *p,
                      const struct tls_probe *probe)
{
	/* Go's own are not needed to know a socket. */
	if ((t->no_calls && moves_bytes(probe->call)) ||
	    (!t->keys && probe->call == TLS_CALL_GO_KEY))
		return false;
	return p->at_return ? probe->at_return : !strcmp(p->program, program_of(probe));
}

static int attach_places(struct tls *t, struct places *p)
{
	char path[64];

	for (unsigned i = 0; i < p->target->lib.probe_count; i++) {
		const struct tls_probe *probe = &p->target->lib.probes[i];

		if (!is_wanted(t, p, probe))
			continue;
		p->offset[p->count] = probe->offset;
		p->cookie[p->count++] = probe->call;
	}
	/* The file itself: its name may be another's by now. */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", p->target->fd);
	if (!p->count)
		return 0;
	return t->multi ? attach_many(t, p, path) : attach_each(t, p, path);
}

int tls_attach(struct tls *t, const struct tls_target *target, char *msg)
{
	/* Returns first: a call that begins in between has none. */
	struct places all[] = {
		{ .target = target, .program = "tls_exit", .at_return = true },
		{ .target = target, .program = "tls_go_return" },
		{ .target = target, .program = "tls_enter" },
		{ .target = target, .program = "tls_go_enter" },
		{ .target = target, .program = "tls_key" },
		{ .target = target, .program = "tls_go_key" },
	};
	int err = 0, count = 0;

	msg[0] = '\0';
	for (size_t i = 0; !err && i < sizeof(all) / sizeof(all[0]); i++) {
		err = attach_places(t, &all[i]);
		count += all[i].at_return ? 0 : (int)all[i].count;
	}
	if (err)
		snprintf(msg, EBPF_MSG_MAX, "%.300s: cannot look into it: %s",
		         target->path, strerror(-err));
	return err ? err : count;
}

/* --- open and close --- */

static bool no_more(struct tls *t, bool go_on)
{
	t->read++;
	return !go_on || !--t->left;
}

static int on_event(void *ctx, void *data, size_t len)
{
	struct tls *t = ctx;

	if (len < sizeof(struct tls_event))
		return 0;
	return no_more(t, t->to->event(t->to->ctx, data)) ? -ECANCELED : 0;
}

static int on_key(void *ctx, void *data, size_t len)
{
	struct tls *t = ctx;

	if (len < sizeof(struct tls_key_event))
		return 0;
	return no_more(t, t->to->key(t->to->ctx, data)) ? -ECANCELED : 0;
}

static int on_data(void *ctx, void *at, size_t len)
{
	struct tls *t = ctx;
	const struct tls_data *d = at;

	if (len < sizeof(*d) || len - sizeof(*d) < d->len)
		return 0;
	return no_more(t, t->to->data(t->to->ctx, d)) ? -ECANCELED : 0;
}

static int open_rings(struct tls *t, char *msg)
{
	static const struct tracing_ring rings[] = {
		{ "keys", on_key }, { "events", on_event }, { "data", on_data }
	};
	int err = tracing_rings(t->object, rings, 3, t, &t->rings, msg);

	if (err)
		return err;
	t->totals =
		tracing_data(t->object, ".data.tls", sizeof(*t->totals), false, msg);
	return t->totals ? 0 : -errno;
}

int tls_open(const struct tls_config *cfg, struct tls **out, char *msg)
{
	struct tls *t = calloc(1, sizeof(*t));
	struct linked l;
	int err;

	*out = NULL;
	msg[0] = '\0';
	if (!t)
		return -ENOMEM;
	t->cfg = cfg;
	t->keys = cfg->secrets != TLS_SECRETS_NONE;
	t->no_calls = cfg->no_calls;
	libbpf_set_print(NULL);
	err = link_objects(tls_object, tls_object_len, cfg->filter, cfg->filter_len, &l,
	                   msg);
	if (!err) {
		err = load(t, &l, msg);
		link_free(&l);
	}
	if (!err)
		err = open_rings(t, msg);
	if (!err)
		err = attach_sockets(t, msg);
	if (!err) {
		*out = t;
		return 0;
	}
	tls_close(t);
	return err;
}

/* A part of the links, of which each waits for all processors to have passed its places. */
struct closing {
	struct tls *t;
	unsigned first;
};

static void *close_some(void *ctx)
{
	const struct closing *c = ctx;

	for (unsigned i = c->first; i < c->t->multi_count; i += CLOSERS)
		close(c->t->multi_fds[i]);
	for (unsigned i = c->first; i < c->t->link_count; i += CLOSERS)
		bpf_link__destroy(c->t->links[i]);
	return NULL;
}

/* They wait next to each other. */
static void close_links(struct tls *t)
{
	struct closing parts[CLOSERS];
	pthread_t threads[CLOSERS];
	bool started[CLOSERS];

	for (unsigned i = 0; i < CLOSERS; i++) {
		parts[i] = (struct closing){ t, i };
		started[i] = (i < t->multi_count || i < t->link_count) &&
		             pthread_create(&threads[i], NULL, close_some,
		                            &parts[i]) == 0;
	}
	for (unsigned i = 0; i < CLOSERS; i++) {
		if (started[i])
			pthread_join(threads[i], NULL);
		else
			close_some(&parts[i]);
	}
}

void tls_close(struct tls *t)
{
	if (!t)
		return;
	close_links(t);
	ring_buffer__free(t->rings);
	if (t->totals)
		munmap(t->totals, sizeof(*t->totals));
	bpf_object__close(t->object);
	free(t);
}

const struct tls_totals *tls_totals(const struct tls *t)
{
	return t->totals;
}

/* --- reading --- */

int tls_read(struct tls *t, unsigned max, const struct tls_reader *to)
{
	int err;

	t->to = to;
	t->left = max;
	t->read = 0;
	err = ring_buffer__consume(t->rings);
	return err < 0 && err != -ECANCELED ? err : (int)t->read;
}

int tls_fd(const struct tls *t)
{
	return ring_buffer__epoll_fd(t->rings);
}

void tls_conns(struct tls *t, void (*fn)(void *ctx, const struct tls_conn *c),
               void *ctx)
{
	int fd = bpf_map__fd(map_of(t, "conns"));
	struct tls_session key, next;
	struct tls_conn c;
	int err = bpf_map_get_next_key(fd, NULL, &next);

	/* The next one is asked for first: fn may take this one out. */
	while (!err) {
		key = next;
		err = bpf_map_get_next_key(fd, &key, &next);
		if (bpf_map_lookup_elem(fd, &key, &c) == 0)
			fn(ctx, &c);
	}
}

bool tls_owner(struct tls *t, const struct tls_owner_key *key, struct tls_owner *out)
{
	return bpf_map_lookup_elem(bpf_map__fd(map_of(t, "owners")), key, out) == 0;
}

void tls_forget(struct tls *t, const struct tls_conn *c)
{
	bpf_map_delete_elem(bpf_map__fd(map_of(t, "conns")), &c->session);
}
