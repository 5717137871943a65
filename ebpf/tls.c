/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "ebpf/attach.h"
#include "ebpf/link.h"
#include "ebpf/load.h"
#include "ebpf/objects.h"
#include "ebpf/tls_links.h"
#include "ebpf/tracing.h"

/* The last for hellos on the wire, which who opens this captures. */
#define NEEDED                                                                         \
	(ATTACH_CAP(CAP_BPF) | ATTACH_CAP(CAP_PERFMON) | ATTACH_CAP(CAP_NET_RAW))

struct tls {
	const struct tls_config *cfg; /* while it is opened */
	struct bpf_object *object;
	struct ring_buffer *rings; /* of both kinds */
	struct tls_totals *totals;
	struct tls_links links;
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
	return err ? err : links_choose(&t->links, t->object);
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
	t->links.keys = cfg->secrets != TLS_SECRETS_NONE;
	t->links.no_calls = cfg->no_calls;
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
		err = links_sockets(&t->links, t->object, msg);
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
	links_close(&t->links);
	ring_buffer__free(t->rings);
	if (t->totals)
		munmap(t->totals, sizeof(*t->totals));
	bpf_object__close(t->object);
	free(t);
}

int tls_attach(struct tls *t, const struct tls_target *target, char *msg)
{
	return links_attach(&t->links, t->object, target, msg);
}

void tls_detach(struct tls *t, const struct tls_target *target)
{
	links_detach(&t->links, target);
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
