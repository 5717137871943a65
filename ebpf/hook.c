/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/hook.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "ebpf/objects.h"
#include "ebpf/link.h"
#include "ebpf/load.h"

enum { LOG_LEN = 64 * 1024 };

bool hook_has_frags(void)
{
	libbpf_set_print(NULL);
	/* Where it may not ask, the capture will fail for that. */
	return libbpf_probe_bpf_helper(BPF_PROG_TYPE_XDP, BPF_FUNC_xdp_load_bytes, NULL) != 0;
}

static const char *program_of(const struct hook_config *cfg)
{
	bool perf = cfg->records ? records_are_perf(cfg->records) : cfg->no_frags;

	if (cfg->kind == HOOK_XDP)
		return perf ? "pfc_xdp_perf" : "pfc_xdp";
	if (cfg->dir == ATTACH_IN)
		return perf ? "pfc_tc_in_perf" : "pfc_tc_in";
	return perf ? "pfc_tc_out_perf" : "pfc_tc_out";
}

/* --- preparing the object --- */

static int set_up_maps(struct bpf_object *object, const struct hook_config *cfg)
{
	struct capture_settings s = {
		.snaplen = cfg->snaplen,
		.sample = cfg->sample ? cfg->sample : 1,
		.hook = cfg->number,
		.only_count = cfg->records == NULL,
	};
	const char *used =
		cfg->records && !records_are_perf(cfg->records) ? "rings" : "events";
	const char *unused = !strcmp(used, "rings") ? "events" : "rings";
	struct bpf_map *map = bpf_object__find_map_by_name(object, ".rodata.pfc");

	if (!map)
		return -ENOENT;
	if (cfg->records)
		records_settings(cfg->records, &s);
	if (bpf_map__set_initial_value(map, &s, sizeof(s)))
		return -EINVAL;
	map = bpf_object__find_map_by_name(object, "counts");
	if (!map || bpf_map__set_max_entries(map, (uint32_t)libbpf_num_possible_cpus()))
		return -ENOENT;
	map = bpf_object__find_map_by_name(object, unused);
	if (!map || bpf_map__set_autocreate(map, false))
		return -ENOENT;
	map = bpf_object__find_map_by_name(object, used);
	if (!map)
		return -ENOENT;
	if (cfg->records)
		return bpf_map__reuse_fd(map, records_map(cfg->records));
	return 0;
}

static int choose_program(struct bpf_object *object, const struct hook_config *cfg,
                          char *log, bool frags)
{
	const char *name = program_of(cfg);
	struct bpf_program *p, *chosen = NULL;

	bpf_object__for_each_program(p, object)
	{
		bool wanted = !strcmp(bpf_program__name(p), name);

		bpf_program__set_autoload(p, wanted);
		if (wanted)
			chosen = p;
	}
	if (!chosen)
		return -ENOENT;
	if (cfg->kind == HOOK_XDP)
		bpf_program__set_flags(chosen, frags ? BPF_F_XDP_HAS_FRAGS : 0);
	log[0] = '\0';
	return bpf_program__set_log_buf(chosen, log, LOG_LEN);
}

static int at_most(size_t len, size_t most)
{
	return (int)(len < most ? len : most);
}

/* What the verifier said, of which instruction, made of what; the log goes to a file. */
static void say_rejected(const struct hook_config *cfg, int err, const char *log, char *msg)
{
	struct verdict v = verdict_of_log(log);
	char name[128] = "";
	FILE *out = *log ? verdict_file(name, sizeof(name)) : NULL;

	if (out) {
		fprintf(out, "program %s, with the filter linked to it\n%s", program_of(cfg), log);
		fclose(out);
	}
	if (v.insn < 0)
		snprintf(msg, EBPF_MSG_MAX,
		         "internal error: the kernel rejects the capture program for '%s': %s%s%.*s%s%s",
		         cfg->ifname, strerror(-err), v.why_len ? ": " : "",
		         at_most(v.why_len, 120), v.why_len ? v.why : "",
		         *name ? "; the log is in " : "", name);
	else
		snprintf(msg, EBPF_MSG_MAX,
		         "internal error: the kernel rejects the capture program for '%s' at "
		         "instruction %ld, '%.*s', which is of '%.*s': %.*s; the log is in %s",
		         cfg->ifname, v.insn, at_most(v.text_len, 60), v.text,
		         at_most(v.source_len, 60), v.source_len ? v.source : "",
		         at_most(v.why_len, 120), v.why_len ? v.why : "",
		         *name ? name : "no file");
}

static int load(struct hook *h, const struct hook_config *cfg, const struct linked *l,
                bool frags, char *log)
{
	LIBBPF_OPTS(bpf_object_open_opts, opts, .object_name = "pfc");
	int err;

	h->object = bpf_object__open_mem(l->at, l->len, &opts);
	if (!h->object)
		return -errno;
	err = set_up_maps(h->object, cfg);
	if (!err)
		err = choose_program(h->object, cfg, log, frags);
	if (!err)
		err = bpf_object__load(h->object);
	if (err) {
		bpf_object__close(h->object);
		h->object = NULL;
	}
	return err;
}

/* Programs for packets in several pieces first. */
static int load_any(struct hook *h, const struct hook_config *cfg, char *msg)
{
	bool xdp = cfg->kind == HOOK_XDP;
	bool frags = xdp && !cfg->no_frags;
	char *log = malloc(LOG_LEN);
	struct linked l;
	int err;

	if (!log) {
		snprintf(msg, EBPF_MSG_MAX, "out of memory");
		return -ENOMEM;
	}
	err = link_objects(xdp ? capture_xdp_object : capture_tc_object,
	                   xdp ? capture_xdp_object_len : capture_tc_object_len,
	                   cfg->filter, cfg->filter_len, &l, msg);
	if (!err) {
		err = load(h, cfg, &l, frags, log);
		if (err && err != -EPERM && frags)
			err = load(h, cfg, &l, false, log);
		if (err && attach_lacks_perfmon(msg))
			err = -EPERM;
		else if (err)
			say_rejected(cfg, err, log, msg);
		link_free(&l);
	}
	free(log);
	return err;
}

static int map_counts(struct hook *h)
{
	int fd = bpf_object__find_map_fd_by_name(h->object, "counts");
	void *at =
		mmap(NULL, h->cpus * sizeof(*h->counts), PROT_READ, MAP_SHARED, fd, 0);

	if (at == MAP_FAILED)
		return -errno;
	h->counts = at;
	return 0;
}

int hook_open(const struct hook_config *cfg, struct hook *h, char *msg)
{
	struct bpf_program *p;
	int err, fd;

	memset(h, 0, sizeof(*h));
	msg[0] = '\0';
	libbpf_set_print(NULL);
	h->cpus = (uint32_t)libbpf_num_possible_cpus();
	if (attach_lacks(cfg->kind == HOOK_XDP ? "--xdp" : "--tc", msg))
		return -EPERM;
	err = load_any(h, cfg, msg);
	if (err)
		return err;
	p = bpf_object__find_program_by_name(h->object, program_of(cfg));
	fd = bpf_program__fd(p);
	err = map_counts(h);
	if (err)
		snprintf(msg, EBPF_MSG_MAX, "cannot map the counters: %s",
		         strerror(-err));
	else if (cfg->kind == HOOK_XDP)
		err = attach_xdp(cfg->ifindex, cfg->ifname, fd, &h->attached, msg);
	else
		err = attach_tc(cfg->ifindex, cfg->ifname, cfg->dir, fd, !cfg->no_tcx,
		                &h->attached, msg);
	if (err)
		hook_close(h);
	return err;
}

void hook_detach(struct hook *h)
{
	detach(&h->attached);
}

static uint64_t load_count(const uint64_t *at)
{
	return __atomic_load_n(at, __ATOMIC_RELAXED);
}

void hook_counts(const struct hook *h, struct capture_counts *sum)
{
	memset(sum, 0, sizeof(*sum));
	for (uint32_t i = 0; i < h->cpus; i++) {
		const struct capture_counts *c = &h->counts[i];

		sum->matched += load_count((const uint64_t *)&c->matched);
		sum->bytes += load_count((const uint64_t *)&c->bytes);
		sum->kept += load_count((const uint64_t *)&c->kept);
		sum->lost += load_count((const uint64_t *)&c->lost);
	}
}

void hook_close(struct hook *h)
{
	void *at;

	hook_detach(h);
	memcpy(&at, &h->counts, sizeof(at)); /* const only for the reader */
	if (at)
		munmap(at, h->cpus * sizeof(*h->counts));
	h->counts = NULL;
	bpf_object__close(h->object);
	h->object = NULL;
}
