/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "ebpf/attach.h"
#include "ebpf/link.h"
#include "ebpf/load.h"
#include "ebpf/objects.h"

enum { LOG_LEN = 1 << 20, LINKS_MAX = 4096, SOCKET_LINKS = 2 };

struct tls {
	struct bpf_object *object;
	struct ring_buffer *rings; /* of both kinds */
	struct tls_totals *totals;
	struct bpf_link *links[LINKS_MAX];
	unsigned link_count;
	bool keys;
	/* For the call of tls_read() that runs. */
	bool (*event)(void *ctx, const struct tls_event *e);
	bool (*key)(void *ctx, const struct tls_key_event *e);
	void *ctx;
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

static int set_up(struct tls *t, const struct tls_config *cfg)
{
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
	return err ? err : leave_out(t);
}

static void say_rejected(int err, const char *log, char *msg)
{
	struct verdict v = verdict_of_log(log);

	if (err == -EPERM)
		snprintf(msg, EBPF_MSG_MAX,
		         "no permission to look into processes: that takes CAP_BPF, "
		         "CAP_PERFMON, CAP_SYS_PTRACE and CAP_SYS_ADMIN; run it with "
		         "sudo");
	else
		snprintf(msg, EBPF_MSG_MAX,
		         "internal error: the kernel rejects a program that follows "
		         "TLS: %s: %.*s: %.*s",
		         strerror(-err), (int)(v.text_len < 100 ? v.text_len : 100),
		         v.text ? v.text : "", (int)(v.why_len < 200 ? v.why_len : 200),
		         v.why ? v.why : "");
}

static int load(struct tls *t, const struct tls_config *cfg, const struct linked *l,
                char *msg)
{
	char *log = calloc(1, LOG_LEN);
	LIBBPF_OPTS(bpf_object_open_opts, opts, .object_name = "pfc",
	            .kernel_log_buf = log, .kernel_log_size = LOG_LEN);
	int err = log ? 0 : -ENOMEM;

	if (!err) {
		t->object = bpf_object__open_mem(l->at, l->len, &opts);
		err = t->object ? set_up(t, cfg) : -errno;
	}
	if (!err)
		err = bpf_object__load(t->object);
	if (err)
		say_rejected(err, log ? log : "", msg);
	free(log);
	return err;
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

static int attach_at(struct tls *t, const struct tls_target *target,
                     const struct tls_probe *p, bool at_return)
{
	LIBBPF_OPTS(bpf_uprobe_opts, opts, .retprobe = at_return,
	            .bpf_cookie = p->call);
	const char *name = p->call == TLS_CALL_KEY ? "tls_key"
	                   : at_return             ? "tls_exit"
	                                           : "tls_enter";
	char path[64];

	if (t->link_count == LINKS_MAX)
		return -E2BIG;
	/* The file itself: its name may be another's by now. */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", target->fd);
	return keep(t, bpf_program__attach_uprobe_opts(
			       bpf_object__find_program_by_name(t->object, name), -1,
			       path, p->offset, &opts));
}

int tls_attach(struct tls *t, const struct tls_target *target, char *msg)
{
	int count = 0, err = 0;

	msg[0] = '\0';
	for (unsigned i = 0; !err && i < target->lib.probe_count; i++) {
		const struct tls_probe *p = &target->lib.probes[i];

		if (p->call == TLS_CALL_KEY && !t->keys)
			continue;
		/* The return first: a call that begins in between has none. */
		if (p->at_return)
			err = attach_at(t, target, p, true);
		if (!err)
			err = attach_at(t, target, p, false);
		if (err)
			snprintf(msg, EBPF_MSG_MAX, "%.300s: cannot look at %s: %s",
			         target->path, p->name, strerror(-err));
		count++;
	}
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
	return no_more(t, t->event(t->ctx, data)) ? -ECANCELED : 0;
}

static int on_key(void *ctx, void *data, size_t len)
{
	struct tls *t = ctx;

	if (len < sizeof(struct tls_key_event))
		return 0;
	return no_more(t, t->key(t->ctx, data)) ? -ECANCELED : 0;
}

static int open_rings(struct tls *t, char *msg)
{
	void *totals;

	t->rings = ring_buffer__new(bpf_map__fd(map_of(t, "keys")), on_key, t, NULL);
	if (!t->rings || ring_buffer__add(t->rings, bpf_map__fd(map_of(t, "events")),
	                                  on_event, t) != 0) {
		snprintf(msg, EBPF_MSG_MAX, "cannot map the rings of events: %s",
		         strerror(errno));
		return -errno;
	}
	totals = mmap(NULL, sizeof(*t->totals), PROT_READ, MAP_SHARED,
	              bpf_map__fd(map_of(t, ".data.tls")), 0);
	if (totals == MAP_FAILED) {
		snprintf(msg, EBPF_MSG_MAX, "cannot map the counters: %s",
		         strerror(errno));
		return -errno;
	}
	t->totals = totals;
	return 0;
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
	t->keys = cfg->keys;
	libbpf_set_print(NULL);
	err = link_objects(tls_object, tls_object_len, cfg->filter, cfg->filter_len, &l,
	                   msg);
	if (!err) {
		err = load(t, cfg, &l, msg);
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

void tls_close(struct tls *t)
{
	if (!t)
		return;
	for (unsigned i = 0; i < t->link_count; i++)
		bpf_link__destroy(t->links[i]);
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

int tls_read(struct tls *t, unsigned max,
             bool (*event)(void *ctx, const struct tls_event *e),
             bool (*key)(void *ctx, const struct tls_key_event *e), void *ctx)
{
	int err;

	t->event = event;
	t->key = key;
	t->ctx = ctx;
	t->left = max;
	t->read = 0;
	err = ring_buffer__consume(t->rings);
	return err < 0 && err != -ECANCELED ? err : (int)t->read;
}

int tls_wait(struct tls *t, int ms, const sigset_t *mask)
{
	struct epoll_event event;

	return epoll_pwait(ring_buffer__epoll_fd(t->rings), &event, 1, ms, mask) < 0
	               ? -errno
	               : 0;
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

void tls_forget(struct tls *t, const struct tls_conn *c)
{
	bpf_map_delete_elem(bpf_map__fd(map_of(t, "conns")), &c->session);
}
