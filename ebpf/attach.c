/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/attach.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <inttypes.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/if_link.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ebpf/attach_tc.h"
#include "ebpf/newer.h"

static void say(char *msg, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void say(char *msg, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(msg, EBPF_MSG_MAX, fmt, ap);
	va_end(ap);
}

const char *attach_way_name(enum attach_way way)
{
	switch (way) {
	case ATTACH_NOT:
		break;
	case ATTACH_XDP_DRIVER:
		return "driver";
	case ATTACH_XDP_GENERIC:
		return "generic";
	case ATTACH_TCX:
		return "tcx";
	case ATTACH_CLSACT:
		return "clsact";
	}
	return "nowhere";
}

/* --- privilege --- */

static uint64_t capabilities(void)
{
	FILE *in = fopen("/proc/self/status", "re");
	uint64_t caps = UINT64_MAX; /* unknown: the kernel will tell */
	char line[256];

	while (in && fgets(line, sizeof(line), in)) {
		if (sscanf(line, "CapEff: %" SCNx64, &caps) == 1)
			break;
	}
	if (in)
		fclose(in);
	return caps;
}

/* In the order in which they are named. Source: linux/capability.h */
static const struct {
	uint64_t bit;
	const char *name, *plain; /* in a text, and for setcap(8) */
} capability_rows[] = {
	{ ATTACH_CAP(CAP_BPF), "CAP_BPF", "cap_bpf" },
	{ ATTACH_CAP(CAP_NET_ADMIN), "CAP_NET_ADMIN", "cap_net_admin" },
	{ ATTACH_CAP(CAP_PERFMON), "CAP_PERFMON", "cap_perfmon" },
	{ ATTACH_CAP(CAP_SYS_PTRACE), "CAP_SYS_PTRACE", "cap_sys_ptrace" },
	{ ATTACH_CAP(CAP_SYS_ADMIN), "CAP_SYS_ADMIN", "cap_sys_admin" },
	{ ATTACH_CAP(CAP_NET_RAW), "CAP_NET_RAW", "cap_net_raw" },
};

enum {
	CAPABILITY_ROWS = sizeof(capability_rows) / sizeof(capability_rows[0]),
	NAMES_MAX = 128,
};

/* Before Linux 5.8 CAP_SYS_ADMIN was CAP_BPF and CAP_PERFMON, too. */
static uint64_t missing_of(uint64_t needed)
{
	uint64_t have = capabilities();

	if (have & ATTACH_CAP(CAP_SYS_ADMIN))
		have |= ATTACH_CAP(CAP_BPF) | ATTACH_CAP(CAP_PERFMON);
	return needed & ~have;
}

/* "CAP_BPF, CAP_PERFMON and CAP_NET_RAW"; plain: "cap_bpf,cap_perfmon,cap_net_raw" */
static void put_names(uint64_t set, bool plain, char names[NAMES_MAX])
{
	size_t len = 0;

	for (int i = 0; i < CAPABILITY_ROWS; i++) {
		const char *behind;

		if (!(set & capability_rows[i].bit))
			continue;
		set &= ~capability_rows[i].bit;
		behind = !set ? "" : plain ? "," : set & (set - 1) ? ", " : " and ";
		len += (size_t)snprintf(names + len, NAMES_MAX - len, "%s%s",
		                        plain ? capability_rows[i].plain
		                              : capability_rows[i].name,
		                        behind);
	}
}

/* takes: what is named; given: what setcap(8) gives, which has other uses, too. */
static void say_lacks(const char *what, uint64_t takes, uint64_t given, char *msg)
{
	uint64_t missing = missing_of(takes);
	char named[NAMES_MAX], which[NAMES_MAX], plain[NAMES_MAX], exe[256];
	ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	int count = __builtin_popcountll(takes);

	exe[len > 0 ? len : 0] = '\0';
	put_names(takes, false, named);
	put_names(missing, false, which);
	put_names(given, true, plain);
	if (missing == takes)
		snprintf(which, sizeof(which), "%s",
		         count == 1   ? "it"
		         : count == 2 ? "both"
		                      : "all");
	say(msg,
	    "no permission for %s: that takes %s, and %s %s missing; give %s to the program "
	    "with 'sudo setcap %s=ep %s', or run it with sudo",
	    what, named, which, count > 1 && missing & (missing - 1) ? "are" : "is",
	    count > 1 ? "them" : "it", plain, exe[0] ? exe : "PROGRAM");
}

bool attach_lacks_any(const char *what, uint64_t needed, uint64_t takes, char *msg)
{
	if (!missing_of(needed))
		return false;
	say_lacks(what, takes, takes, msg);
	return true;
}

/* What captures takes that as well. */
static bool capture_lacks(const char *what, uint64_t needed, uint64_t besides, char *msg)
{
	if (!missing_of(needed))
		return false;
	say_lacks(what, needed, needed | besides | ATTACH_CAP(CAP_NET_RAW), msg);
	return true;
}

bool attach_lacks(const char *what, char *msg)
{
	return capture_lacks(what, ATTACH_CAP(CAP_BPF) | ATTACH_CAP(CAP_NET_ADMIN), 0,
	                     msg);
}

bool attach_lacks_bpf(const char *what, char *msg)
{
	return capture_lacks(what, ATTACH_CAP(CAP_BPF), 0, msg);
}

bool attach_lacks_perfmon(char *msg)
{
	return capture_lacks(
		"a filter at tc or XDP that looks behind headers of any length",
		ATTACH_CAP(CAP_PERFMON), ATTACH_CAP(CAP_BPF) | ATTACH_CAP(CAP_NET_ADMIN),
		msg);
}

/* --- sockets --- */

int attach_socket(int sock, int prog_fd)
{
	if (setsockopt(sock, SOL_SOCKET, SO_ATTACH_BPF, &prog_fd, sizeof(prog_fd)) < 0)
		return -errno;
	return 0;
}

/* --- who is there --- */

/* By the system call itself: libbpf 1.1 knows no tcx. */
uint32_t tcx_count(uint32_t ifindex, enum attach_dir dir)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.query.target_fd = ifindex;
	attr.query.attach_type = dir == ATTACH_IN ? NEWER_TCX_INGRESS : NEWER_TCX_EGRESS;
	if (syscall(SYS_bpf, BPF_PROG_QUERY, &attr, sizeof(attr)) != 0)
		return 0;
	return attr.query.prog_cnt;
}

/* --- links --- */

static int link_create(uint32_t ifindex, int prog_fd, uint32_t type, uint32_t flags)
{
	union bpf_attr attr;
	long fd;

	memset(&attr, 0, sizeof(attr));
	attr.link_create.prog_fd = (uint32_t)prog_fd;
	attr.link_create.target_ifindex = ifindex;
	attr.link_create.attach_type = type;
	attr.link_create.flags = flags;
	fd = syscall(__NR_bpf, BPF_LINK_CREATE, &attr, sizeof(attr));
	return fd < 0 ? -errno : (int)fd;
}

/* --- XDP --- */

int xdp_find(uint32_t ifindex, struct xdp_occupant *out)
{
	LIBBPF_OPTS(bpf_xdp_query_opts, found);
	struct bpf_prog_info info;
	uint32_t len = sizeof(info);
	char name[IF_NAMESIZE];
	int err, fd;

	memset(out, 0, sizeof(*out));
	if (!if_indextoname(ifindex, name))
		return -ENODEV;
	libbpf_set_print(NULL);
	err = bpf_xdp_query((int)ifindex, 0, &found);
	if (err)
		return err;
	out->id = found.prog_id       ? found.prog_id
	          : found.drv_prog_id ? found.drv_prog_id
	          : found.skb_prog_id ? found.skb_prog_id
	                              : found.hw_prog_id;
	if (!out->id)
		return 0;
	fd = bpf_prog_get_fd_by_id(out->id);
	if (fd < 0)
		return 0; /* its name takes more privilege than its number */
	memset(&info, 0, sizeof(info));
	if (bpf_obj_get_info_by_fd(fd, &info, &len) == 0)
		memcpy(out->name, info.name, sizeof(out->name) - 1);
	close(fd);
	return 0;
}

static int say_occupied(const char *ifname, const struct xdp_occupant *who, char *msg)
{
	if (who->id)
		say(msg, "'%s' has an XDP program already, number %u%s%s%s", ifname,
		    who->id, who->name[0] ? " (" : "", who->name,
		    who->name[0] ? ")" : "");
	else
		say(msg, "'%s' has an XDP program already", ifname);
	return -EBUSY;
}

/* In the first mode that this device can. returns the link, or -errno. */
static int try_modes(uint32_t ifindex, int prog_fd, enum attach_way *way)
{
	static const struct {
		enum attach_way way;
		uint32_t flags;
	} modes[] = {
		{ ATTACH_XDP_DRIVER, XDP_FLAGS_DRV_MODE },
		{ ATTACH_XDP_GENERIC, XDP_FLAGS_SKB_MODE },
	};
	int fd = -EINVAL;

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		/* A link never takes the place of another program. */
		fd = link_create(ifindex, prog_fd, BPF_XDP, modes[i].flags);
		*way = modes[i].way;
		if (fd >= 0 || fd == -EBUSY || fd == -EEXIST || fd == -EPERM)
			break;
	}
	return fd;
}

int attach_xdp(uint32_t ifindex, const char *ifname, int prog_fd, struct attached *out,
               char *msg)
{
	struct xdp_occupant who;
	int err;

	msg[0] = '\0';
	memset(out, 0, sizeof(*out));
	err = xdp_find(ifindex, &who);
	if (!err && who.id)
		return say_occupied(ifname, &who, msg);
	if (!err) {
		out->fd = try_modes(ifindex, prog_fd, &out->way);
		out->ifindex = ifindex;
		if (out->fd >= 0)
			return 0;
		err = out->fd;
	}
	memset(out, 0, sizeof(*out));
	if (err == -EBUSY || err == -EEXIST) { /* it came in between */
		xdp_find(ifindex, &who);
		return say_occupied(ifname, &who, msg);
	}
	if (err != -EPERM || !attach_lacks("--xdp", msg))
		say(msg, "cannot attach an XDP program to '%s': %s", ifname,
		    strerror(-err));
	return err;
}

/* --- tc --- */

int attach_tc(uint32_t ifindex, const char *ifname, enum attach_dir dir, int prog_fd,
              bool allow_tcx, struct attached *out, char *msg)
{
	int fd;

	msg[0] = '\0';
	memset(out, 0, sizeof(*out));
	libbpf_set_print(NULL);
	clsact_clean(ifindex);
	if (allow_tcx) {
		fd = link_create(ifindex, prog_fd,
		                 dir == ATTACH_IN ? NEWER_TCX_INGRESS
		                                  : NEWER_TCX_EGRESS,
		                 NEWER_F_BEFORE);
		if (fd >= 0) {
			out->way = ATTACH_TCX;
			out->fd = fd;
			out->ifindex = ifindex;
			out->dir = dir;
			return 0;
		}
	}
	return clsact_attach(ifindex, ifname, dir, prog_fd, out, msg);
}

void detach(struct attached *a)
{
	if (a->way == ATTACH_NOT)
		return;
	if (a->way == ATTACH_CLSACT)
		clsact_detach(a);
	else
		close(a->fd);
	memset(a, 0, sizeof(*a));
}
