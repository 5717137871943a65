/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/attach_tc.h"

#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* A handle: our mark, whether the qdisc was made for this filter, and a number. */
enum {
	HANDLE_MARK = 0x70666300, /* "pfc" */
	HANDLE_MARK_BITS = ~0xff,
	HANDLE_MADE_QDISC = 0x80,
	HANDLE_NUMBERS = 0x7f,
};

static bool is_ours(uint32_t handle)
{
	return (handle & (uint32_t)HANDLE_MARK_BITS) == (uint32_t)HANDLE_MARK;
}

/* Takes the name of a filter. returns the socket that holds it, or -errno: -EADDRINUSE when
 * somebody has it.
 */
static int hold(uint32_t ifindex, enum attach_dir dir, unsigned number)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int len, err;

	if (fd < 0)
		return -errno;
	len = snprintf(name.sun_path + 1, sizeof(name.sun_path) - 1, "pfc/tc/%u/%s/%u",
	               ifindex, dir == ATTACH_IN ? "in" : "out", number);
	if (bind(fd, (const struct sockaddr *)&name,
	         (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1) +
	                 (socklen_t)len) == 0)
		return fd;
	err = errno;
	close(fd);
	return -err;
}

/* --- the filters that there are --- */

struct found {
	uint32_t handle, priority;
};

struct list {
	struct found *at;
	unsigned count;
	unsigned others; /* filters that are not ours */
};

static int ask(int fd, uint32_t ifindex, enum attach_dir dir)
{
	struct {
		struct nlmsghdr head;
		struct tcmsg body;
	} request;

	memset(&request, 0, sizeof(request));
	request.head.nlmsg_len = sizeof(request);
	request.head.nlmsg_type = RTM_GETTFILTER;
	request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	request.body.tcm_family = AF_UNSPEC;
	request.body.tcm_ifindex = (int)ifindex;
	request.body.tcm_parent =
		TC_H_MAKE(TC_H_CLSACT, dir == ATTACH_IN ? (uint32_t)TC_H_MIN_INGRESS
	                                                : (uint32_t)TC_H_MIN_EGRESS);
	return send(fd, &request, sizeof(request), 0) < 0 ? -errno : 0;
}

static int add(struct list *list, const struct tcmsg *tc)
{
	struct found *grown;

	if (!tc->tcm_handle)
		return 0; /* the head of those of one priority */
	if (!is_ours(tc->tcm_handle)) {
		list->others++;
		return 0;
	}
	grown = realloc(list->at, (list->count + 1) * sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	list->at = grown;
	grown[list->count++] =
		(struct found){ tc->tcm_handle, TC_H_MAJ(tc->tcm_info) >> 16 };
	return 0;
}

/* The messages of one datagram; 1 when the list has ended. */
static int read_messages(struct list *list, const uint8_t *at, size_t len)
{
	struct nlmsghdr head;
	struct tcmsg tc;
	size_t step;
	int err;

	for (; len >= sizeof(head); at += step, len -= step) {
		memcpy(&head, at, sizeof(head));
		if (head.nlmsg_len < sizeof(head) || head.nlmsg_len > len)
			return -EBADMSG;
		step = NLMSG_ALIGN(head.nlmsg_len) < len ? NLMSG_ALIGN(head.nlmsg_len)
		                                         : len;
		if (head.nlmsg_type == NLMSG_DONE)
			return 1;
		if (head.nlmsg_type == NLMSG_ERROR) {
			if (head.nlmsg_len < sizeof(head) + sizeof(err))
				return -EBADMSG;
			memcpy(&err, at + sizeof(head), sizeof(err));
			return err < 0 ? err : -EBADMSG;
		}
		if (head.nlmsg_len < sizeof(head) + sizeof(tc))
			return -EBADMSG;
		memcpy(&tc, at + sizeof(head), sizeof(tc));
		err = add(list, &tc);
		if (err)
			return err;
	}
	return 0;
}

/* returns 0, also without a clsact qdisc; free list->at. */
static int list_filters(uint32_t ifindex, enum attach_dir dir, struct list *list)
{
	enum { ROOM = 32 * 1024 };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	uint8_t *room = malloc(ROOM);
	int err = fd < 0 ? -errno : room ? ask(fd, ifindex, dir) : -ENOMEM;

	while (!err) {
		ssize_t got = recv(fd, room, ROOM, MSG_TRUNC);

		if (got < 0)
			err = -errno;
		else if (got > ROOM)
			err = -EMSGSIZE;
		else
			err = read_messages(list, room, (size_t)got);
	}
	free(room);
	if (fd >= 0)
		close(fd);
	/* There is no such qdisc. */
	return err == 1 || err == -EINVAL ? 0 : err;
}

/* --- adding and removing --- */

static struct bpf_tc_hook hook_of(uint32_t ifindex, int points)
{
	struct bpf_tc_hook hook;

	memset(&hook, 0, sizeof(hook));
	hook.sz = sizeof(hook);
	hook.ifindex = (int)ifindex;
	hook.attach_point = (enum bpf_tc_attach_point)points;
	return hook;
}

static int point_of(enum attach_dir dir)
{
	return dir == ATTACH_IN ? BPF_TC_INGRESS : BPF_TC_EGRESS;
}

static int remove_filter(uint32_t ifindex, enum attach_dir dir, uint32_t handle,
                         uint32_t priority)
{
	struct bpf_tc_hook hook = hook_of(ifindex, point_of(dir));
	LIBBPF_OPTS(bpf_tc_opts, opts);

	opts.handle = handle;
	opts.priority = priority;
	return bpf_tc_detach(&hook, &opts);
}

static bool is_empty(uint32_t ifindex)
{
	struct list list = { 0 };
	int err = list_filters(ifindex, ATTACH_IN, &list);

	if (!err)
		err = list_filters(ifindex, ATTACH_OUT, &list);
	free(list.at);
	return !err && !list.count && !list.others;
}

/* Only for one that we made. Somebody may have put a filter there since. */
static void remove_qdisc(uint32_t ifindex)
{
	struct bpf_tc_hook hook = hook_of(ifindex, BPF_TC_INGRESS | BPF_TC_EGRESS);

	if (is_empty(ifindex))
		bpf_tc_hook_destroy(&hook);
}

static int clean_one(uint32_t ifindex, enum attach_dir dir, bool *made_qdisc)
{
	struct list list = { 0 };
	int err = list_filters(ifindex, dir, &list);
	int removed = 0;

	for (unsigned i = 0; !err && i < list.count; i++) {
		const struct found *f = &list.at[i];
		int fd = hold(ifindex, dir, f->handle & HANDLE_NUMBERS);

		if (fd < 0)
			continue;
		if (remove_filter(ifindex, dir, f->handle, f->priority) == 0) {
			removed++;
			*made_qdisc |= (f->handle & HANDLE_MADE_QDISC) != 0;
		}
		close(fd);
	}
	free(list.at);
	return err ? err : removed;
}

int clsact_clean(uint32_t ifindex)
{
	bool made_qdisc = false;
	int in = clean_one(ifindex, ATTACH_IN, &made_qdisc);
	int out = clean_one(ifindex, ATTACH_OUT, &made_qdisc);

	if (made_qdisc)
		remove_qdisc(ifindex);
	return in < 0 ? in : out < 0 ? out : in + out;
}

/* --- the keeper --- */

/* Waits until the other end of `go` is closed, and removes the filter. */
__attribute__((noreturn)) static void keep(const struct attached *a, int hold, int go,
                                           int gone)
{
	enum { FD_MAX = 1024 };
	sigset_t all;
	char byte;
	ssize_t n;

	/* What is for a whole group of processes, as Ctrl-C, is not for us. */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	/* Nothing that is open may stay so for our sake. */
	if (dup2(hold, 0) < 0 || dup2(go, 1) < 0 || dup2(gone, 2) < 0)
		_exit(1);
	if (syscall(__NR_close_range, 3u, ~0u, 0u) != 0) {
		for (int fd = 3; fd < FD_MAX; fd++) /* before Linux 5.9 */
			close(fd);
	}
	prctl(PR_SET_NAME, "pfc-keeper");
	do
		n = read(1, &byte, 1);
	while (n > 0 || (n < 0 && errno == EINTR));
	remove_filter(a->ifindex, a->dir, a->handle, a->priority);
	if (a->made_qdisc)
		remove_qdisc(a->ifindex);
	_exit(0);
}

static int start_keeper(struct attached *a, int hold)
{
	int go[2] = { -1, -1 }, gone[2] = { -1, -1 };
	int err = 0;

	if (pipe2(go, O_CLOEXEC) < 0 || pipe2(gone, O_CLOEXEC) < 0)
		err = -errno;
	if (!err) {
		a->keeper = fork();
		if (a->keeper == 0) {
			close(go[1]);
			keep(a, hold, go[0], gone[1]);
		}
		err = a->keeper < 0 ? -errno : 0;
	}
	if (go[0] >= 0)
		close(go[0]);
	if (gone[1] >= 0)
		close(gone[1]);
	a->fd = go[1];
	a->keeper_gone = gone[0];
	return err;
}

void clsact_detach(struct attached *a)
{
	char byte;
	ssize_t n;

	if (a->fd >= 0)
		close(a->fd);
	a->fd = -1;
	do
		n = read(a->keeper_gone, &byte, 1);
	while (n > 0 || (n < 0 && errno == EINTR));
	close(a->keeper_gone);
	waitpid(a->keeper, NULL, 0);
}

/* A number that nobody of ours has; -errno. */
static int take_number(uint32_t ifindex, enum attach_dir dir, unsigned *number)
{
	int fd = -EUSERS;

	for (*number = 1; *number <= HANDLE_NUMBERS; ++*number) {
		fd = hold(ifindex, dir, *number);
		if (fd != -EADDRINUSE)
			break;
	}
	return fd;
}

int clsact_attach(uint32_t ifindex, const char *ifname, enum attach_dir dir,
                  int prog_fd, struct attached *out, char *msg)
{
	struct bpf_tc_hook hook = hook_of(ifindex, BPF_TC_INGRESS | BPF_TC_EGRESS);
	LIBBPF_OPTS(bpf_tc_opts, opts);
	unsigned number = 0;
	bool made;
	int err, fd;

	memset(out, 0, sizeof(*out));
	fd = take_number(ifindex, dir, &number);
	err = fd < 0 ? fd : bpf_tc_hook_create(&hook);
	made = err == 0;
	if (err == -EEXIST)
		err = 0;
	if (!err) {
		hook = hook_of(ifindex, point_of(dir));
		opts.prog_fd = prog_fd;
		opts.handle = (uint32_t)HANDLE_MARK | number |
		              (made ? (uint32_t)HANDLE_MADE_QDISC : 0);
		/* Within a priority the newest is the first, but all are of one kind. */
		opts.priority = 1;
		err = bpf_tc_attach(&hook, &opts);
		if (err && err != -EPERM) {
			opts.priority = 0; /* any */
			err = bpf_tc_attach(&hook, &opts);
		}
	}
	if (!err) {
		*out = (struct attached){ .way = ATTACH_CLSACT,
			                  .ifindex = ifindex,
			                  .dir = dir,
			                  .handle = opts.handle,
			                  .priority = opts.priority,
			                  .made_qdisc = made };
		err = start_keeper(out, fd);
		if (err)
			remove_filter(ifindex, dir, opts.handle, opts.priority);
	}
	if (fd >= 0)
		close(fd); /* the keeper has it */
	if (!err)
		return 0;
	if (made)
		remove_qdisc(ifindex);
	memset(out, 0, sizeof(*out));
	if (err != -EPERM || !attach_lacks("--tc", msg))
		snprintf(msg, EBPF_MSG_MAX, "cannot add a filter to clsact of '%s': %s",
		         ifname, strerror(-err));
	return err;
}
