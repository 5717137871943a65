/* SPDX-License-Identifier: BSD-2-Clause */
#include "config.h"

#include "cli/doctor.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/seccomp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "capture/identity.h"
#include "capture/landlock.h"
#include "capture/sandbox.h"
#include "pfc/pfc.h"

void check_set(struct check_result *r, enum check_state state, const char *fmt, ...)
{
	va_list ap;

	r->state = state;
	va_start(ap, fmt);
	vsnprintf(r->value, sizeof(r->value), fmt, ap);
	va_end(ap);
}

void check_remedy(struct check_result *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(r->remedy, sizeof(r->remedy), fmt, ap);
	va_end(ap);
}

int doctor_read_number(const char *path, long *value)
{
	FILE *in = fopen(path, "re");
	int err = 0;

	if (!in)
		return -errno;
	if (fscanf(in, "%ld", value) != 1)
		err = -EINVAL;
	fclose(in);
	return err;
}

bool doctor_own_path(char *path, size_t size)
{
	ssize_t len = readlink("/proc/self/exe", path, size - 1);

	path[len > 0 ? len : 0] = '\0';
	return len > 0;
}

static bool has_capability(int n)
{
	return identity_capabilities() >> n & 1;
}

/* --- capturing --- */

static void look_net_raw(struct check_result *r)
{
	char path[256];

	if (has_capability(CAP_NET_RAW)) {
		check_set(r, CHECK_GOOD, "this process has it");
		return;
	}
	check_set(r, CHECK_BAD, "this process does not have it");
	if (!doctor_own_path(path, sizeof(path)))
		strcpy(path, "PROGRAM");
	check_remedy(r,
	             "sudo setcap cap_net_raw=ep %s; for a group of users only, before that: "
	             "sudo chgrp GROUP %s, sudo chmod 750 %s; in a container: docker run "
	             "--cap-add NET_RAW",
	             path, path, path);
}

static void look_socket(struct check_result *r)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	int version = TPACKET_V3, err = errno;

	if (fd >= 0 &&
	    setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof(version)) == 0)
		check_set(r, CHECK_GOOD, "with rings of the third version");
	else if (fd >= 0)
		check_set(r, CHECK_BAD, "no rings of the third version: %s",
		          strerror(errno));
	else if (err == EPERM || err == EACCES)
		check_set(r, CHECK_BAD, "not permitted");
	else
		check_set(r, CHECK_BAD, "%s", strerror(err));
	if (fd >= 0)
		close(fd);
	else if (err == EAFNOSUPPORT)
		check_remedy(r, "a kernel with CONFIG_PACKET, or 'modprobe af_packet'");
	else if (err == EPERM || err == EACCES)
		check_remedy(r, "CAP_NET_RAW, as above");
}

static void look_netns(struct check_result *r)
{
	if (has_capability(CAP_SYS_ADMIN)) {
		check_set(r, CHECK_GOOD, "can be entered (--netns)");
		return;
	}
	check_set(r, CHECK_NOTE, "cannot be entered (--netns): that takes CAP_SYS_ADMIN");
	check_remedy(r, "run it with sudo where --netns is wanted");
}

const struct check capture_checks[] = {
	{ "cap_net_raw", "CAP_NET_RAW", true, look_net_raw },
	{ "packet_socket", "packet sockets", true, look_socket },
	{ "netns", "other network namespaces", false, look_netns },
	{ 0 }
};

/* --- speed --- */

static void look_jit(struct check_result *r)
{
	static const char path[] = "/proc/sys/net/core/bpf_jit_enable";
	long on;
	int err = doctor_read_number(path, &on);

	if (!err && on > 0) {
		check_set(r, CHECK_GOOD, "filters become machine code");
	} else if (!err) {
		check_set(r, CHECK_BAD, "off: filters are interpreted");
		check_remedy(r, "sudo sysctl -w net.core.bpf_jit_enable=1");
	} else if (err == -EACCES || err == -EPERM) {
		check_set(r, CHECK_NOTE, "only root can see it");
	} else if (access("/proc/sys/net/core/netdev_max_backlog", F_OK) != 0) {
		/* That one every kernel has, and both only the first namespace. */
		check_set(r, CHECK_NOTE,
		          "its switch is not to be seen from this network namespace");
	} else {
		check_set(r, CHECK_BAD, "this kernel has none: filters are interpreted");
		check_remedy(r, "a kernel with CONFIG_BPF_JIT");
	}
}

/* Whether a program of `count` instructions, half of them loads, has room at a socket. */
static bool filter_fits(int fd, uint32_t count)
{
	struct sock_filter *insns = calloc(count, sizeof(*insns));
	struct sock_fprog prog = { (unsigned short)count, insns };
	bool fits;

	if (!insns)
		return false;
	for (uint32_t i = 0; i + 1 < count; i++)
		insns[i] = i % 2 ? (struct sock_filter)BPF_JUMP(
					   BPF_JMP | BPF_JEQ | BPF_K, i, 0, 0)
		                 : (struct sock_filter)BPF_STMT(
					   BPF_LD | BPF_H | BPF_ABS, i % 64);
	insns[count - 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, 0);
	fits = setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof(prog)) == 0;
	free(insns);
	return fits;
}

/* By trying: what an instruction takes differs between kernels. */
static void look_optmem(struct check_result *r)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	uint32_t least = 1, most = PFC_INSNS_MAX;
	long bytes = 0;

	doctor_read_number("/proc/sys/net/core/optmem_max", &bytes);
	while (fd >= 0 && least < most) {
		uint32_t middle = (least + most + 1) / 2;

		if (filter_fits(fd, middle))
			least = middle;
		else
			most = middle - 1;
	}
	if (fd >= 0)
		close(fd);
	if (least == PFC_INSNS_MAX) {
		check_set(r, CHECK_GOOD, "%ld bytes: filters of all %u instructions fit",
		          bytes, PFC_INSNS_MAX);
		return;
	}
	check_set(r, CHECK_NOTE, "%ld bytes: filters of about %u instructions fit, of %u",
	          bytes, least, PFC_INSNS_MAX);
	check_remedy(r, "sudo sysctl -w net.core.optmem_max=%lu",
	             ((unsigned long)bytes * PFC_INSNS_MAX / least / 65536 + 1) * 65536);
}

const struct check speed_checks[] = {
	{ "jit", "JIT of the kernel", false, look_jit },
	{ "optmem_max", "room for filters", false, look_optmem },
	{ 0 }
};

/* --- safety --- */

static void look_landlock(struct check_result *r)
{
	int version = landlock_version();

	if (!sandbox_built()) {
		check_set(r, CHECK_NOTE, "not used by this checking build");
	} else if (version > 0) {
		check_set(r, CHECK_GOOD, "version %d: other files are closed", version);
	} else {
		check_set(r, CHECK_BAD, "files stay open to a capture: %s",
		          strerror(errno));
		check_remedy(r, "Linux 5.13 or later with CONFIG_SECURITY_LANDLOCK, and "
		                "landlock in lsm= of its command line");
	}
}

static void look_seccomp(struct check_result *r)
{
	uint32_t action = SECCOMP_RET_ERRNO;

	if (!sandbox_built()) {
		check_set(r, CHECK_NOTE, "not used by this checking build");
	} else if (!sandbox_has_seccomp()) {
		check_set(r, CHECK_BAD, "this pfc was built without libseccomp");
		check_remedy(r, "install libseccomp-dev, configure and build again");
	} else if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0) {
		check_set(r, CHECK_GOOD, "other system calls are closed");
	} else {
		check_set(r, CHECK_BAD, "this kernel has none: %s", strerror(errno));
		check_remedy(r, "a kernel with CONFIG_SECCOMP_FILTER");
	}
}

static void look_user(struct check_result *r)
{
	struct identity who;
	char msg[IDENTITY_MSG_MAX];
	const struct identity_output here = { "./pfc.pcapng", true };

	if (identity_choose(&who, NULL, &here, 1, msg) != 0)
		check_set(r, CHECK_BAD, "%s", msg);
	else if (who.changes)
		check_set(r, CHECK_GOOD, "files here would belong to user %u, who called "
		                         "sudo", (unsigned)who.uid);
	else if (who.overrides)
		check_set(r, CHECK_NOTE, "files here would be written by root with "
		                         "CAP_DAC_OVERRIDE");
	else
		check_set(r, CHECK_GOOD, "files here would belong to user %u, without any "
		                         "capability", (unsigned)geteuid());
	identity_free(&who);
}

const struct check safety_checks[] = {
	{ "user", "user of a capture", false, look_user },
	{ "landlock", "Landlock", false, look_landlock },
	{ "seccomp", "seccomp", false, look_seccomp },
	{ 0 }
};
