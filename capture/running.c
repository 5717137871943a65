/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/running.h"

#include <errno.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "capture/source.h"

/* linux/socket.h, since 3.8: the same number as SO_ATTACH_FILTER. */
#ifndef SO_GET_FILTER
#	define SO_GET_FILTER SO_ATTACH_FILTER
#endif

/* A copy of a descriptor of another process; Linux 5.6. */
static int borrow(pid_t pid, int fd, char *msg)
{
	int of = (int)syscall(SYS_pidfd_open, pid, 0);
	int mine, err = errno;

	if (of < 0) {
		snprintf(msg, SOURCE_MSG_MAX, "process %d: %s", (int)pid,
		         err == ENOSYS ? "this kernel gives nothing of other processes "
		                         "(Linux 5.6 does)"
		                       : strerror(err));
		return -err;
	}
	mine = (int)syscall(SYS_pidfd_getfd, of, fd, 0);
	err = errno;
	close(of);
	if (mine >= 0)
		return mine;
	if (err == EPERM)
		snprintf(msg, SOURCE_MSG_MAX,
		         "process %d may not be looked into: that takes CAP_SYS_PTRACE "
		         "(sudo), or being its debugger",
		         (int)pid);
	else if (err == EBADF)
		snprintf(msg, SOURCE_MSG_MAX,
		         "process %d has no descriptor %d: see 'ls -l /proc/%d/fd'",
		         (int)pid, fd, (int)pid);
	else
		snprintf(msg, SOURCE_MSG_MAX, "descriptor %d of process %d: %s", fd,
		         (int)pid, strerror(err));
	return -err;
}

/* The kernel counts in instructions, here and in the length it gives back. */
static int get_filter(int sock, struct sock_filter **out, uint32_t *count)
{
	socklen_t len = 0;

	if (getsockopt(sock, SOL_SOCKET, SO_GET_FILTER, NULL, &len) != 0)
		return -errno;
	if (!len)
		return -ENOENT;
	*out = calloc(len, sizeof(**out));
	if (!*out)
		return -ENOMEM;
	*count = (uint32_t)len;
	if (getsockopt(sock, SOL_SOCKET, SO_GET_FILTER, *out, &len) == 0 &&
	    len == *count)
		return 0;
	free(*out);
	*out = NULL;
	return errno ? -errno : -EAGAIN;
}

int running_of_socket(pid_t pid, int fd, struct sock_filter **out, uint32_t *count,
                      char *msg)
{
	int sock = borrow(pid, fd, msg), err;

	*out = NULL;
	if (sock < 0)
		return sock;
	err = get_filter(sock, out, count);
	close(sock);
	if (err == -ENOTSOCK)
		snprintf(msg, SOURCE_MSG_MAX,
		         "descriptor %d of process %d is no socket", fd, (int)pid);
	else if (err == -ENOENT)
		snprintf(msg, SOURCE_MSG_MAX,
		         "the socket has no filter: it gets all packets that it could");
	else if (err == -EACCES)
		snprintf(
			msg, SOURCE_MSG_MAX,
			"the filter of the socket is eBPF: 'bpftool prog' lists those, "
			"and --prog shows one");
	else if (err)
		snprintf(msg, SOURCE_MSG_MAX, "the filter of the socket: %s",
		         strerror(-err));
	return err;
}

static int sys_bpf(int cmd, union bpf_attr *attr)
{
	int ret = (int)syscall(SYS_bpf, cmd, attr, sizeof(*attr));

	return ret < 0 ? -errno : ret;
}

/* Asks for the instructions into room bytes; *len is how many there are. */
static int get_info(int fd, void *insns, uint32_t room, uint32_t *len)
{
	struct bpf_prog_info info;
	union bpf_attr attr;
	int err;

	memset(&info, 0, sizeof(info));
	memset(&attr, 0, sizeof(attr));
	info.xlated_prog_len = room;
	info.xlated_prog_insns = (uintptr_t)insns;
	attr.info.bpf_fd = (uint32_t)fd;
	attr.info.info_len = sizeof(info);
	attr.info.info = (uintptr_t)&info;
	err = sys_bpf(BPF_OBJ_GET_INFO_BY_FD, &attr);
	*len = info.xlated_prog_len;
	/* The address is taken away where the kernel has something to hide. */
	return !err && room && !info.xlated_prog_insns ? -EPERM : err;
}

static int get_insns(int fd, struct bpf_insn **out, uint32_t *count)
{
	uint32_t room, len;
	int err = get_info(fd, NULL, 0, &room);

	if (err)
		return err;
	if (!room)
		return -EPERM;
	*out = calloc(1, room);
	if (!*out)
		return -ENOMEM;
	err = get_info(fd, *out, room, &len);
	if (!err && len != room)
		err = -EAGAIN;
	if (err) {
		free(*out);
		*out = NULL;
	}
	*count = room / (uint32_t)sizeof(**out);
	return err;
}

int running_by_id(uint32_t id, struct bpf_insn **out, uint32_t *count, char *msg)
{
	union bpf_attr attr;
	int fd, err;

	*out = NULL;
	memset(&attr, 0, sizeof(attr));
	attr.prog_id = id;
	fd = sys_bpf(BPF_PROG_GET_FD_BY_ID, &attr);
	err = fd < 0 ? fd : get_insns(fd, out, count);
	if (fd >= 0)
		close(fd);
	if (err == -ENOENT)
		snprintf(msg, SOURCE_MSG_MAX,
		         "there is no eBPF program %u: 'bpftool prog' lists them", id);
	else if (err == -EPERM)
		snprintf(msg, SOURCE_MSG_MAX,
		         "the kernel does not show eBPF program %u: that takes "
		         "CAP_SYS_ADMIN (sudo), and kernel.kptr_restrict below 2",
		         id);
	else if (err)
		snprintf(msg, SOURCE_MSG_MAX, "eBPF program %u: %s", id,
		         strerror(-err));
	return err;
}
