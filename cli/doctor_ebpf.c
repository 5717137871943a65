/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/doctor_ebpf.c - what of eBPF this kernel has and this user may use. */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/capability.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "capture/identity.h"
#include "capture/tap.h"
#include "cli/doctor.h"
#include "ebpf/newer.h"

#define BIT(n) (UINT64_C(1) << (n))

/* Words joined with commas; returns how many there are. */
struct words {
	char text[160];
	int count;
};

static void add_word(struct words *w, const char *word)
{
	size_t len = strlen(w->text);

	snprintf(w->text + len, sizeof(w->text) - len, "%s%s", w->count++ ? ", " : "", word);
}

/* Before Linux 5.8 there is CAP_SYS_ADMIN in place of the newer ones. */
static bool may(int capability)
{
	uint64_t have = identity_capabilities();

	return have & (BIT(capability) | BIT(CAP_SYS_ADMIN));
}

static void look_libbpf(struct check_result *r)
{
	libbpf_set_print(NULL); /* what it has to say is said here */
	check_set(r, CHECK_GOOD, "%s", libbpf_version_string());
}

static void look_capabilities(struct check_result *r)
{
	static const struct {
		int capability;
		const char *what;
	} rows[] = {
		{ CAP_BPF, "CAP_BPF (programs)" },
		{ CAP_NET_ADMIN, "CAP_NET_ADMIN (tc, XDP)" },
		{ CAP_PERFMON, "CAP_PERFMON (tc, XDP, tracing)" },
	};
	struct words missing = { 0 };
	char path[256];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!may(rows[i].capability))
			add_word(&missing, rows[i].what);
	}
	if (!missing.count) {
		check_set(r, CHECK_GOOD, "programs, tc and XDP, tracing");
		return;
	}
	check_set(r, CHECK_BAD, "this process lacks %s", missing.text);
	if (!doctor_own_path(path, sizeof(path)))
		strcpy(path, "PROGRAM");
	check_remedy(r,
	             "sudo setcap cap_net_raw,cap_bpf,cap_net_admin,cap_perfmon=ep %s, or "
	             "run it with sudo",
	             path);
}

/* What cannot be tried is not missing. */
static bool can_try(struct check_result *r)
{
	if (may(CAP_BPF))
		return true;
	check_set(r, CHECK_NOTE, "cannot be tried without CAP_BPF");
	return false;
}

static void say_missing(struct check_result *r, const struct words *missing,
                        const char *all, const char *since)
{
	if (!missing->count) {
		check_set(r, CHECK_GOOD, "%s", all);
		return;
	}
	check_set(r, CHECK_BAD, "this kernel refuses %s", missing->text);
	check_remedy(r, "%s", since);
}

/* libbpf's own trial of these takes a message of the kernel for the answer, and that
 * changes. So one is loaded, for a tracepoint that every kernel with TCP has.
 */
static bool has_typed_tracepoints(void)
{
	static const struct bpf_insn accept[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_TRACE_RAW_TP);
	int id = libbpf_find_vmlinux_btf_id("inet_sock_set_state", BPF_TRACE_RAW_TP);
	int fd = -1;

	if (id > 0) {
		opts.attach_btf_id = (uint32_t)id;
		fd = bpf_prog_load(BPF_PROG_TYPE_TRACING, "probe", "GPL", accept, 2, &opts);
	}
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void look_programs(struct check_result *r)
{
	static const struct {
		enum bpf_prog_type type;
		int capability; /* beside CAP_BPF; 0: none */
		const char *name;
	} rows[] = {
		{ BPF_PROG_TYPE_SOCKET_FILTER, 0, "socket filters" },
		{ BPF_PROG_TYPE_SCHED_CLS, CAP_NET_ADMIN, "tc" },
		{ BPF_PROG_TYPE_XDP, CAP_NET_ADMIN, "XDP" },
		{ BPF_PROG_TYPE_KPROBE, CAP_PERFMON, "probes" },
		{ BPF_PROG_TYPE_TRACING, CAP_PERFMON, "typed tracepoints" },
	};
	struct words there = { 0 }, missing = { 0 };

	if (!can_try(r))
		return;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool has;

		if (rows[i].capability && !may(rows[i].capability))
			continue;
		has = rows[i].type == BPF_PROG_TYPE_TRACING
		              ? has_typed_tracepoints()
		              : libbpf_probe_bpf_prog_type(rows[i].type, NULL) == 1;
		add_word(has ? &there : &missing, rows[i].name);
	}
	say_missing(r, &missing, there.text,
	            "Linux 5.5 or later with CONFIG_BPF_SYSCALL, CONFIG_NET_CLS_BPF, "
	            "CONFIG_BPF_EVENTS and CONFIG_DEBUG_INFO_BTF");
}

static void look_maps(struct check_result *r)
{
	static const struct {
		enum bpf_map_type type;
		const char *name;
	} rows[] = {
		{ BPF_MAP_TYPE_ARRAY, "arrays" },
		{ BPF_MAP_TYPE_PERCPU_ARRAY, "arrays for each processor" },
		{ BPF_MAP_TYPE_HASH, "hashes" },
		{ BPF_MAP_TYPE_PERF_EVENT_ARRAY, "perf buffers" },
		{ BPF_MAP_TYPE_RINGBUF, "ring buffers" },
	};
	struct words missing = { 0 };

	if (!can_try(r))
		return;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (libbpf_probe_bpf_map_type(rows[i].type, NULL) != 1)
			add_word(&missing, rows[i].name);
	}
	say_missing(r, &missing, "arrays, hashes, perf and ring buffers",
	            "Linux 5.8 or later has ring buffers; without them perf buffers do");
}

/* Asks what is attached to the loopback interface: a kernel without tcx does not know the
 * question.
 */
static void look_tcx(struct check_result *r)
{
	union bpf_attr attr;

	if (!may(CAP_NET_ADMIN)) {
		check_set(r, CHECK_NOTE, "cannot be asked without CAP_NET_ADMIN");
		return;
	}
	memset(&attr, 0, sizeof(attr));
	attr.query.target_fd = 1; /* in every namespace, lo has this number */
	attr.query.attach_type = NEWER_TCX_INGRESS;
	if (syscall(SYS_bpf, BPF_PROG_QUERY, &attr, sizeof(attr)) == 0)
		check_set(r, CHECK_GOOD, "tcx: several programs, gone with their process");
	else if (errno == EINVAL)
		check_set(r, CHECK_NOTE,
		          "no tcx (Linux 6.6): a clsact queue stands in for it");
	else
		check_set(r, CHECK_NOTE, "tcx: %s", strerror(errno));
}

static bool kernel_is(int want_major, int want_minor)
{
	struct utsname u;
	int major, minor;

	return uname(&u) == 0 && sscanf(u.release, "%d.%d", &major, &minor) == 2 &&
	       (major > want_major || (major == want_major && minor >= want_minor));
}

static void look_xdp(struct check_result *r)
{
	if (!may(CAP_BPF) || !may(CAP_NET_ADMIN)) {
		check_set(r, CHECK_NOTE, "cannot be tried without CAP_BPF and CAP_NET_ADMIN");
		return;
	}
	if (!kernel_is(5, 9)) {
		check_set(r, CHECK_BAD, "this kernel has no links, which go with their process");
		check_remedy(r, "Linux 5.9 or later; --tc does without");
		return;
	}
	if (tap_has_frags()) {
		check_set(r, CHECK_GOOD, "packets of any length, gone with their process");
		return;
	}
	check_set(r, CHECK_NOTE, "only packets that are one piece: not with a large MTU");
	check_remedy(r, "Linux 5.18 or later; --tc sees packets of any length");
}

static void look_long_filters(struct check_result *r)
{
	char path[256];
	long off = 1;

	doctor_read_number("/proc/sys/kernel/unprivileged_bpf_disabled", &off);
	if (may(CAP_BPF) || !off) {
		check_set(r, CHECK_GOOD, "run in the kernel, as eBPF");
		return;
	}
	check_set(r, CHECK_NOTE, "run in user space: the kernel would take them with CAP_BPF");
	if (!doctor_own_path(path, sizeof(path)))
		strcpy(path, "PROGRAM");
	check_remedy(r, "sudo setcap cap_bpf,cap_net_raw=ep %s, or run it with sudo", path);
}

static void look_btf(struct check_result *r)
{
	if (access("/sys/kernel/btf/vmlinux", R_OK) == 0) {
		check_set(r, CHECK_GOOD, "the kernel describes its types");
		return;
	}
	check_set(r, CHECK_BAD, "the kernel does not describe its types: %s",
	          strerror(errno));
	check_remedy(r, "a kernel with CONFIG_DEBUG_INFO_BTF; only tracing needs it");
}

static void look_memlock(struct check_result *r)
{
	struct rlimit limit = { 0, 0 };

	getrlimit(RLIMIT_MEMLOCK, &limit);
	if (kernel_is(5, 11))
		check_set(r, CHECK_GOOD, "this kernel counts maps with the other memory");
	else if (limit.rlim_cur == RLIM_INFINITY)
		check_set(r, CHECK_GOOD, "unlimited");
	else
		check_set(r, CHECK_BAD, "maps and programs have %llu KiB together",
		          (unsigned long long)limit.rlim_cur / 1024);
	if (r->state == CHECK_BAD)
		check_remedy(r, "'ulimit -l unlimited' as root; Linux 5.11 has no such limit");
}

static void look_lockdown(struct check_result *r)
{
	FILE *in = fopen("/sys/kernel/security/lockdown", "re");
	char line[128] = "";

	if (in && !fgets(line, sizeof(line), in))
		line[0] = '\0';
	if (in)
		fclose(in);
	if (strstr(line, "[confidentiality]")) {
		check_set(r, CHECK_BAD, "confidentiality: tracing cannot read memory");
		check_remedy(r, "lockdown=integrity on the kernel's command line");
	} else if (strstr(line, "[integrity]")) {
		check_set(r, CHECK_GOOD, "integrity: nothing that pfc does is locked");
	} else {
		check_set(r, CHECK_GOOD, "none");
	}
}

static void look_unprivileged(struct check_result *r)
{
	long off;

	if (doctor_read_number("/proc/sys/kernel/unprivileged_bpf_disabled", &off) != 0) {
		check_set(r, CHECK_NOTE, "not known");
	} else if (off) {
		check_set(r, CHECK_GOOD, "only users with CAP_BPF load programs");
	} else {
		check_set(r, CHECK_NOTE, "every user may load some kinds of programs");
		check_remedy(r, "sudo sysctl -w kernel.unprivileged_bpf_disabled=2, where that "
		                "is not wanted; pfc does not need it");
	}
}

const struct check ebpf_checks[] = {
	{ "libbpf", "libbpf", false, look_libbpf },
	{ "capabilities", "capabilities", false, look_capabilities },
	{ "programs", "kinds of programs", false, look_programs },
	{ "maps", "kinds of maps", false, look_maps },
	{ "tcx", "programs at tc", false, look_tcx },
	{ "xdp", "programs at XDP", false, look_xdp },
	{ "long_filters", "filters above 4096 instructions", false, look_long_filters },
	{ "btf", "BTF", false, look_btf },
	{ "memlock", "locked memory", false, look_memlock },
	{ "lockdown", "lockdown", false, look_lockdown },
	{ "unprivileged", "others", false, look_unprivileged },
	{ 0 }
};
