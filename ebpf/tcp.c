/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tcp_int.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ebpf/attach.h"
#include "ebpf/link.h"
#include "ebpf/load.h"
#include "ebpf/objects.h"
#include "ebpf/tracepoint.h"
#include "ebpf/tracing.h"

enum {
	RING_LEN = 16 << 20,
	SAMPLES = 64, /* read at once */
};

/* As in ebpf/tcp_entry.bpf.h. */
struct given {
	struct tcp_settings s;
	struct tcp_entry entry;
	struct tcp_hist hist;
	struct tcp_io io;
	struct tcp_answers answers;
};

/* --- loading --- */

struct bpf_map *tcp_map(const struct tcp *t, const char *name)
{
	return bpf_object__find_map_by_name(t->object, name);
}

static uint32_t own_pidns(void)
{
	struct stat st;

	return stat("/proc/self/ns/pid", &st) == 0 ? (uint32_t)st.st_ino : 0;
}

static int set_up(void *ctx)
{
	struct tcp *t = ctx;
	const struct tcp_config *cfg = t->cfg;
	uint32_t ring = cfg->ring_kib ? cfg->ring_kib * 1024 : RING_LEN;
	struct given *given = calloc(1, sizeof(*given));
	struct bpf_program *p;
	int err;

	if (!given)
		return -ENOMEM;
	given->s = cfg->want;
	given->s.wake = ring / 8;
	given->s.pidns = own_pidns();
	features_find(cfg, t->kernel, t->features, &given->s);
	err = bpf_map__set_initial_value(tcp_map(t, ".rodata.pfc"), given,
	                                 sizeof(*given));
	free(given);
	if (!err)
		err = bpf_map__set_max_entries(tcp_map(t, "events"), ring);
	if (!err && cfg->entries_max)
		err = bpf_map__set_max_entries(tcp_map(t, "entries"), cfg->entries_max);
	if (!err && !cfg->want.answers)
		err = bpf_map__set_max_entries(tcp_map(t, "answers"), 1);
	else if (!err && cfg->entries_max)
		err = bpf_map__set_max_entries(tcp_map(t, "answers"), cfg->entries_max);
	bpf_object__for_each_program(p, t->object)
	{
		bpf_program__set_autoload(p, false);
	}
	for (size_t i = 0; !err && i < tcp_feature_count(); i++) {
		p = bpf_object__find_program_by_name(t->object, t->features[i].program);
		err = p ? bpf_program__set_autoload(p, t->features[i].used) : -ENOENT;
	}
	return err;
}

static int load(struct tcp *t, const struct linked *l, char *msg)
{
	const struct tracing how = {
		.follows = "TCP",
		.needed = ATTACH_CAP(CAP_BPF) | ATTACH_CAP(CAP_PERFMON),
		.takes = ATTACH_CAP(CAP_BPF) | ATTACH_CAP(CAP_PERFMON),
		.set_up = set_up,
		.ctx = t,
	};

	return tracing_load(&how, l, &t->object, msg);
}

/* Hooks without which there is nothing to tell. */
static int check_hooks(const struct tcp *t, char *msg)
{
	for (size_t i = 0; i < tcp_feature_count(); i++) {
		const struct tcp_feature *f = &t->features[i];

		if (f->there || !f->wanted || f->without)
			continue;
		snprintf(msg, EBPF_MSG_MAX, "cannot follow TCP: %s: %s", f->hook, f->why);
		return -ENOTSUP;
	}
	return 0;
}

static struct bpf_link *attach_one(struct bpf_program *p, const char *hook)
{
	char name[64];

	if (strncmp(hook, "syscalls:", 9) != 0)
		return bpf_program__attach(p);
	snprintf(name, sizeof(name), "syscalls/%s", hook + 9);
	return tracepoint_attach(p, name);
}

/* A tracepoint of system calls may be refused where the others are not. */
static int attach_all(struct tcp *t, char *msg)
{
	for (size_t i = 0; i < tcp_feature_count(); i++) {
		struct tcp_feature *f = &t->features[i];
		struct bpf_program *p;

		if (!f->used)
			continue;
		p = bpf_object__find_program_by_name(t->object, f->program);
		t->links[i] = attach_one(p, f->hook);
		if (t->links[i]) {
			if (!strcmp(f->program, "tcp_list"))
				t->list_fd = bpf_link__fd(t->links[i]);
			if (!strcmp(f->program, "tcp_list_rest"))
				t->rest_fd = bpf_link__fd(t->links[i]);
			continue;
		}
		snprintf(f->why, sizeof(f->why), "it cannot be attached: %s",
		         strerror(errno));
		f->used = f->there = false;
		if (!f->without) {
			snprintf(msg, EBPF_MSG_MAX, "cannot follow TCP: %s: %s",
			         f->hook, f->why);
			return -errno;
		}
	}
	return 0;
}

static int on_event(void *ctx, void *data, size_t len)
{
	struct tcp *t = ctx;

	if (len < TCP_EVENT_SHORT)
		return 0;
	t->read++;
	if (!t->fn(t->ctx, data) || !--t->left)
		return -ECANCELED; /* else it goes on as long as there are producers */
	return 0;
}

static int open_rings(struct tcp *t, char *msg)
{
	static const struct tracing_ring events = { "events", on_event };
	int err = tracing_rings(t->object, &events, 1, t, &t->ring, msg);

	if (err)
		return err;
	t->totals = tracing_data(t->object, ".data.pfc", sizeof(*t->totals), true, msg);
	return t->totals ? 0 : -errno;
}

/* Its types, and how many processors it may have, while files can be read. */
static int look_at_kernel(struct tcp *t, char *msg)
{
	int cpus = libbpf_num_possible_cpus();

	t->kernel = btf__load_vmlinux_btf();
	if (!t->kernel) {
		snprintf(msg, EBPF_MSG_MAX,
		         "this kernel does not tell its types: tracing takes Linux "
		         "5.13 or later with CONFIG_DEBUG_INFO_BTF");
		return -ENOTSUP;
	}
	if (cpus <= 0) {
		snprintf(msg, EBPF_MSG_MAX, "cannot find out how many processors there are: %s",
		         strerror(-cpus));
		return -EIO;
	}
	t->cpus = (unsigned)cpus;
	return 0;
}

int tcp_open(const struct tcp_config *cfg, struct tcp **out, char *msg)
{
	struct tcp *t = calloc(1, sizeof(*t));
	struct linked l;
	int err;

	*out = NULL;
	msg[0] = '\0';
	if (!t)
		return -ENOMEM;
	t->cfg = cfg;
	t->list_fd = t->rest_fd = -1;
	libbpf_set_print(NULL);
	err = look_at_kernel(t, msg);
	if (!err)
		err = link_objects(tcp_object, tcp_object_len, cfg->filter,
		                   cfg->filter_len, &l, msg);
	if (!err) {
		err = load(t, &l, msg);
		link_free(&l);
	}
	if (!err)
		err = check_hooks(t, msg);
	if (!err)
		err = open_rings(t, msg);
	if (!err)
		err = attach_all(t, msg);
	if (!err) {
		enum_names(t->kernel, "skb_drop_reason", "SKB_DROP_REASON_",
		           t->drop_reasons, TCP_DROP_REASONS);
		enum_names(t->kernel, "sk_rst_reason", "SK_RST_REASON_",
		           t->reset_reasons, TCP_RESET_REASONS);
		*out = t;
		return 0;
	}
	tcp_close(t);
	return err;
}

void tcp_close(struct tcp *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < TCP_FEATURES_MAX; i++)
		bpf_link__destroy(t->links[i]);
	ring_buffer__free(t->ring);
	if (t->totals)
		munmap(t->totals, sizeof(*t->totals));
	bpf_object__close(t->object);
	btf__free(t->kernel);
	free(t);
}

const struct tcp_feature *tcp_used(const struct tcp *t)
{
	return t->features;
}

const struct tcp_totals *tcp_totals(const struct tcp *t)
{
	return t->totals;
}

/* --- open sockets --- */

static int run_list(int link, void (*fn)(void *ctx, const struct tcp_sample *s),
                    void *ctx)
{
	static const size_t one = sizeof(struct tcp_sample);
	struct tcp_sample *room = malloc(SAMPLES * one);
	size_t have = 0;
	ssize_t n = 0;
	int fd = bpf_iter_create(link);

	if (fd < 0 || !room) {
		free(room);
		return fd < 0 ? fd : -ENOMEM;
	}
	for (;;) {
		n = read(fd, (char *)room + have, SAMPLES * one - have);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			continue;
		if (n <= 0)
			break;
		have += (size_t)n;
		for (size_t i = 0; fn && i < have / one; i++)
			fn(ctx, &room[i]);
		memmove(room, (char *)room + have / one * one, have % one);
		have %= one;
	}
	if (n < 0)
		n = -errno;
	close(fd);
	free(room);
	return (int)n;
}

int tcp_list(struct tcp *t, void (*fn)(void *ctx, const struct tcp_sample *s),
             void *ctx)
{
	int err = 0;

	/* Who listens tells servers from clients, so that is found first. */
	if (!t->totals->pass) {
		t->totals->only_listeners = 1;
		err = run_list(t->list_fd, NULL, NULL);
		t->totals->only_listeners = 0;
	}
	t->totals->pass++;
	if (!err)
		err = run_list(t->list_fd, fn, ctx);
	if (!err && t->rest_fd >= 0)
		err = run_list(t->rest_fd, fn, ctx);
	return err;
}

bool tcp_can_list(const struct tcp *t)
{
	int fd = bpf_iter_create(t->list_fd);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* --- events --- */

int tcp_read(struct tcp *t, unsigned max,
             bool (*fn)(void *ctx, const struct tcp_event *e), void *ctx)
{
	int err;

	t->fn = fn;
	t->ctx = ctx;
	t->left = max;
	t->read = 0;
	err = ring_buffer__consume(t->ring);
	return err < 0 && err != -ECANCELED ? err : (int)t->read;
}

int tcp_wait(struct tcp *t, int ms, const sigset_t *mask)
{
	struct epoll_event event;

	return epoll_pwait(ring_buffer__epoll_fd(t->ring), &event, 1, ms, mask) < 0
	               ? -errno
	               : 0;
}

/* --- the command, and words --- */

int tcp_follow_children(struct tcp *t, bool on)
{
	int fd = bpf_map__fd(tcp_map(t, "command"));
	uint32_t self = t->totals->reader;
	uint8_t one = 1;
	int err;

	if (!self)
		return -ESRCH;
	err = on ? bpf_map_update_elem(fd, &self, &one, BPF_ANY)
	         : bpf_map_delete_elem(fd, &self);
	return err ? -errno : 0;
}

const char *tcp_drop_reason(const struct tcp *t, uint32_t reason)
{
	return reason < TCP_DROP_REASONS ? t->drop_reasons[reason] : NULL;
}

const char *tcp_reset_reason(const struct tcp *t, uint32_t reason)
{
	return reason < TCP_RESET_REASONS ? t->reset_reasons[reason] : NULL;
}
