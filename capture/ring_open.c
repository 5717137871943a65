/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/ring_open.c - the way from an interface to a ring that fills.
 *
 * The order matters: a socket of protocol 0 receives nothing, so ring and filter are in
 * place before bind() lets the first packet in. None of another interface or from
 * before the filter can get into the ring.
 */
#include <errno.h>
#include <linux/filter.h>
#include <net/if_arp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "capture/ring_impl.h"
#include "pfc/pfc.h"
#include "proto/arphrd.h"

enum {
	BLOCK_LEN = 1024 * 1024,    /* holds the largest offloaded packet */
	BLOCK_LEN_MIN = 128 * 1024, /* holds one of 64 KiB and its headers */
	BLOCKS_WANTED = 32,         /* below this the blocks get smaller */
	FRAME_LEN = 2048,           /* divides a block evenly; V3 packs frames */
	RETIRE_MS_IMMEDIATE = 1,
	COOKED_KEEP_MIN = 256, /* bytes; more than any link header */
};

/* Warnings and errors share msg; several are told with "; " between them. */
__attribute__((format(printf, 2, 3))) static void say(char *msg, const char *fmt, ...)
{
	size_t used = strlen(msg);
	va_list ap;

	if (used && used + 2 < SOURCE_MSG_MAX) {
		strcpy(msg + used, "; ");
		used += 2;
	}
	va_start(ap, fmt);
	vsnprintf(msg + used, SOURCE_MSG_MAX - used, fmt, ap);
	va_end(ap);
}

static void say_no_privilege(char *msg)
{
	char exe[256];
	ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	exe[len > 0 ? len : 0] = '\0';
	say(msg,
	    "no permission to capture: that takes CAP_NET_RAW; give it to the program "
	    "with 'sudo setcap cap_net_raw=ep %s' (for a group of users only, before "
	    "that: 'sudo chgrp GROUP' and 'sudo chmod 750' on it), or run it with sudo; "
	    "in a container: 'docker run --cap-add NET_RAW'",
	    exe[0] ? exe : "PROGRAM");
}

static int open_socket(char *msg)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	int err = errno;

	if (fd >= 0)
		return fd;
	if (err == EPERM || err == EACCES) {
		say_no_privilege(msg);
		return -EPERM;
	}
	if (err == EAFNOSUPPORT)
		say(msg, "this kernel has no packet sockets (CONFIG_PACKET)");
	else
		say(msg, "cannot open a packet socket: %s", strerror(err));
	return -err;
}

static int set_option(int fd, int option, const void *value, socklen_t len)
{
	return setsockopt(fd, SOL_PACKET, option, value, len) < 0 ? -errno : 0;
}

static int attach(int fd, struct sock_filter *insns, size_t count)
{
	struct sock_fprog prog = { .len = (unsigned short)count, .filter = insns };

	if (count > PFC_INSNS_MAX)
		return -EMSGSIZE;
	if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof(prog)) < 0)
		return -errno;
	return 0;
}

int ring_reject_all(int fd)
{
	struct sock_filter reject = BPF_STMT(BPF_RET | BPF_K, 0);

	return attach(fd, &reject, 1);
}

#define LOAD_META(what)                                                                \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(SKF_AD_OFF + (what)))

/* Instructions that reject what the direction excludes; returns how many.
 *
 * A packet over loopback passes twice, out and in: one of the two is enough.
 */
static size_t direction_test(const struct ring_config *cfg, struct sock_filter *to)
{
	const struct sock_filter drop_out[] = {
		LOAD_META(SKF_AD_PKTTYPE),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PACKET_OUTGOING, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	const struct sock_filter only_out[] = {
		LOAD_META(SKF_AD_PKTTYPE),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PACKET_OUTGOING, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	const struct sock_filter if_loopback[] = {
		LOAD_META(SKF_AD_HATYPE),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARPHRD_LOOPBACK, 0, 3),
	};
	const struct sock_filter clear = BPF_STMT(BPF_LD | BPF_W | BPF_IMM, 0);
	size_t n = 0;

	if (cfg->direction == RING_OUT) {
		memcpy(to, only_out, sizeof(only_out));
		n = 3;
	} else {
		if (cfg->direction == RING_INOUT && cfg->iface->index == 0) {
			memcpy(to, if_loopback, sizeof(if_loopback));
			n = 2;
		} else if (cfg->direction == RING_INOUT &&
		           cfg->iface->hatype != ARPHRD_LOOPBACK) {
			return 0;
		}
		memcpy(to + n, drop_out, sizeof(drop_out));
		n += 3;
	}
	to[n++] = clear; /* programs start with A = 0 */
	return n;
}

/* Instructions that take, whole, what a program for LINUX_SLL2 cannot decide in the kernel;
 * returns how many.
 */
static size_t unknown_test(const struct ring_config *cfg, struct sock_filter *to)
{
	const struct sock_filter test[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_HATYPE)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, HW_ETHERNET, 3, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, HW_LOOPBACK, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, HW_NONE, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, PFC_SNAPLEN_MAX),
		BPF_STMT(BPF_LD | BPF_W | BPF_IMM, 0), /* programs start with A = 0 */
	};

	if (!cfg->iface->cooked)
		return 0;
	memcpy(to, test, sizeof(test));
	return sizeof(test) / sizeof(test[0]);
}

/* What the kernel is to run: the direction test, then the program. */
static int attach_filter(int fd, const struct ring_config *cfg,
                         const struct sock_filter *insns, size_t count, bool is_filter)
{
	struct sock_filter *all = calloc(RING_FRONT_MAX + count, sizeof(*all));
	size_t before;
	int err;

	if (!all)
		return -ENOMEM;
	before = direction_test(cfg, all);
	if (is_filter)
		before += unknown_test(cfg, all + before);
	memcpy(all + before, insns, count * sizeof(*all));
	err = attach(fd, all, before + count);
	free(all);
	return err;
}

static void say_filtered_here(size_t count, int err, char *msg)
{
	if (err == -EMSGSIZE)
		say(msg,
		    "warning: the kernel takes %u instructions, the filter has %zu: "
		    "filtering in user space, which is slower",
		    PFC_INSNS_MAX, count);
	else if (err == -ENOMEM)
		say(msg,
		    "warning: the kernel has no room for the %zu instructions of the "
		    "filter: filtering in user space, which is slower; 'sysctl -w "
		    "net.core.optmem_max=%zu' makes room",
		    count, (count * 128 / 65536 + 1) * 65536 + 65536);
	else
		say(msg,
		    "warning: the kernel refused the filter (%s): filtering in user "
		    "space, which is slower",
		    strerror(-err));
}

/* Classic BPF where that holds the filter, else eBPF; false: here. */
static bool filter_in_kernel(struct ring *r, const struct ring_config *cfg, char *msg)
{
	char why[SOURCE_MSG_MAX];
	const struct sock_filter *insns;
	size_t count;
	int err;

	if (!cfg->prog)
		return false;
	if (pfc_prog_target(cfg->prog) == PFC_TARGET_SOCKET) {
		pfc_prog_insns(cfg->prog, &count);
		err = ring_attach_ebpf(r->fd, cfg, why);
		/* What a cooked one takes is filtered once more. */
		r->rules.kernel_did = err == 0 && !cfg->iface->cooked;
		if (err)
			say(msg,
			    "warning: filtering in user space, which is slower: the filter "
			    "has %zu instructions, classic BPF takes %u; %s",
			    count, PFC_INSNS_MAX, why);
		return err == 0;
	}
	insns = pfc_prog_kernel_insns(cfg->prog, &count);
	if (!insns)
		return false;
	err = attach_filter(r->fd, cfg, insns, count, true);
	r->rules.kernel_did = err == 0;
	if (err)
		say_filtered_here(count, err, msg);
	return err == 0;
}

/* Filter in the kernel where it can, here where it cannot. */
static int install_filter(struct ring *r, const struct ring_config *cfg, char *msg)
{
	struct sock_filter take = BPF_STMT(BPF_RET | BPF_K, 0);
	uint32_t keep = cfg->snaplen;
	int err;

	r->rules.prog = cfg->prog;
	r->rules.kernel_did = false;
	r->rules.as_saved = cfg->prog && (pfc_prog_flags(cfg->prog) & PFC_AS_SAVED);
	r->tags_hidden = cfg->filter && *cfg->filter && !r->rules.as_saved;
	if (filter_in_kernel(r, cfg, msg))
		return 0;
	/* A filter that runs here must see the packets whole, and one that is cooked
	 * here its link header.
	 */
	if (cfg->prog && keep < PFC_SNAPLEN_MAX)
		keep = PFC_SNAPLEN_MAX;
	else if (r->rules.cooked && keep < COOKED_KEEP_MIN)
		keep = COOKED_KEEP_MIN;
	take.k = keep;
	err = attach_filter(r->fd, cfg, &take, 1, false);
	if (err)
		say(msg, "cannot attach a filter: %s", strerror(-err));
	return err;
}

static uint64_t memory_len(void)
{
	long pages = sysconf(_SC_PHYS_PAGES);
	long page = sysconf(_SC_PAGESIZE);

	return pages > 0 && page > 0 ? (uint64_t)pages * (uint64_t)page : 1u << 30;
}

/* A block is handed over at the latest when its time is up, be it full or not. So the
 * number of blocks is also the time, in retire times, that a slow reader has before
 * packets are lost, however few they are: many blocks matter more than large ones.
 */
int ring_geometry(const struct ring_config *cfg, uint64_t memory, uint32_t *block_len,
                  uint32_t *block_count)
{
	uint32_t kib = cfg->ring_kib ? cfg->ring_kib : RING_KIB_DEFAULT;
	uint64_t len = (uint64_t)kib * 1024;
	uint32_t block = cfg->immediate ? BLOCK_LEN_MIN : BLOCK_LEN;

	if (!cfg->ring_kib && len > memory / 16)
		len = memory / 16;
	while (block > BLOCK_LEN_MIN && (uint64_t)block * BLOCKS_WANTED > len)
		block /= 2;
	/* The kernel takes what it is asked for, and kills others to get it. */
	if (len > memory / 2)
		return -EINVAL;
	*block_len = block;
	*block_count = len / block < 2 ? 2 : (uint32_t)(len / block);
	return 0;
}

/* A ring of the most blocks the kernel has memory for, up to r->block_count. */
static int allocate(struct ring *r, char *msg)
{
	uint64_t wanted = (uint64_t)r->block_count * r->block_len;
	struct tpacket_req3 req;
	int err;

	memset(&req, 0, sizeof(req));
	req.tp_block_size = r->block_len;
	req.tp_frame_size = FRAME_LEN;
	req.tp_retire_blk_tov = r->retire_ms;
	for (;; r->block_count /= 2) {
		req.tp_block_nr = r->block_count;
		req.tp_frame_nr = r->block_len / FRAME_LEN * r->block_count;
		err = set_option(r->fd, PACKET_RX_RING, &req, sizeof(req));
		if (!err)
			break;
		if (err != -ENOMEM || r->block_count < 4) {
			say(msg, "no ring of %llu KiB to capture into: %s",
			    (unsigned long long)wanted / 1024, strerror(-err));
			return err;
		}
	}
	r->map_len = (size_t)r->block_count * r->block_len;
	if (r->map_len < wanted)
		say(msg,
		    "warning: memory is short, the ring holds %zu KiB instead of %llu",
		    r->map_len / 1024, (unsigned long long)wanted / 1024);
	return 0;
}

static int make_ring(struct ring *r, const struct ring_config *cfg, char *msg)
{
	uint64_t memory = memory_len();
	int version = TPACKET_V3;
	void *map;
	int err;

	err = ring_geometry(cfg, memory, &r->block_len, &r->block_count);
	if (err) {
		say(msg,
		    "a ring of %u KiB is too large: half the memory of this machine is "
		    "%llu KiB",
		    cfg->ring_kib, (unsigned long long)memory / 2048);
		return err;
	}
	r->retire_ms = cfg->retire_ms ? cfg->retire_ms : RING_RETIRE_MS;
	if (cfg->immediate)
		r->retire_ms = RETIRE_MS_IMMEDIATE;

	err = set_option(r->fd, PACKET_VERSION, &version, sizeof(version));
	if (err) {
		say(msg, "no TPACKET_V3 in this kernel (Linux 3.2): %s",
		    strerror(-err));
		return err;
	}
	err = allocate(r, msg);
	if (err)
		return err;
	map = mmap(NULL, r->map_len, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE,
	           r->fd, 0);
	if (map == MAP_FAILED) {
		err = errno;
		say(msg, "cannot map the ring: %s", strerror(err));
		return -err;
	}
	r->map = map;
	r->gaps = calloc(r->block_count, sizeof(*r->gaps));
	if (!r->gaps) {
		say(msg, "out of memory");
		return -ENOMEM;
	}
	return 0;
}

/* Not every device can; the capture is still good for what reaches this machine. */
static void set_promiscuous(struct ring *r, char *msg)
{
	int err = ring_set_promiscuous(r);

	if (err)
		say(msg, "warning: '%s' cannot be made promiscuous: %s", r->name,
		    strerror(-err));
}

static int bind_to(struct ring *r, char *msg)
{
	int err = -ring_bind(r);

	/* Where an interface may be away, it may be down as well. */
	if (err == ENETDOWN && r->waits) {
		say(msg, "interface '%s' is down: waiting for it to come up", r->name);
		r->down = r->said_down = true;
		return 0;
	}
	if (err == ENODEV || err == ENXIO)
		say(msg, "interface '%s' is gone", r->name);
	else if (err == ENETDOWN)
		say(msg, "interface '%s' is down; 'ip link set %s up' brings it up",
		    r->name, r->name);
	else if (err)
		say(msg, "cannot capture on '%s': %s", r->name, strerror(err));
	return -err;
}

static int check_config(const struct ring_config *cfg, char *msg)
{
	size_t count;

	if (cfg->snaplen == 0) {
		say(msg, "the snapshot length must be 1 or more");
		return -EINVAL;
	}
	if (!cfg->prog)
		return 0;
	if (pfc_prog_linktype(cfg->prog) != cfg->iface->linktype) {
		say(msg, "the filter is for link type %u, '%s' has %u",
		    pfc_prog_linktype(cfg->prog), cfg->iface->name,
		    cfg->iface->linktype);
		return -EINVAL;
	}
	if (!pfc_prog_insns(cfg->prog, &count)) {
		say(msg, "the filter does not compile");
		return -EINVAL;
	}
	return 0;
}

int ring_start(struct ring *r, const struct ring_config *cfg, char *msg)
{
	int one = 1;
	int err;

	msg[0] = '\0';
	err = check_config(cfg, msg);
	if (err)
		return err;
	r->rules.cooked = cfg->iface->cooked;
	r->rules.snaplen = cfg->snaplen;
	r->wait_mask = cfg->wait_mask;
	r->ifindex = cfg->iface->index;
	r->hatype = cfg->iface->hatype;
	r->waits = cfg->waits && r->ifindex;
	r->promiscuous = cfg->promiscuous && r->ifindex;
	memcpy(r->name, cfg->iface->name, sizeof(r->name));

	r->fd = open_socket(msg);
	if (r->fd < 0)
		return r->fd;
	err = ring_reject_all(r->fd);
	if (err) {
		say(msg, "cannot attach a filter: %s", strerror(-err));
		return err;
	}
	err = stamp_use(r->fd, cfg->iface, cfg->stamp, msg);
	if (!err)
		err = make_ring(r, cfg, msg);
	if (!err)
		err = install_filter(r, cfg, msg);
	if (err)
		return err;
	/* Saves the kernel the copies that the filter would reject (Linux 4.20). */
	if (cfg->direction == RING_IN)
		set_option(r->fd, PACKET_IGNORE_OUTGOING, &one, sizeof(one));
	if (r->promiscuous)
		set_promiscuous(r, msg);
	return bind_to(r, msg);
}
