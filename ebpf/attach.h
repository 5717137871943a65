/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/attach.h - a loaded program at a hook of the kernel, and off it again.
 *
 * What is attached belongs to this process: links end with their descriptor, so with the
 * process as well, however that ends. A clsact filter (kernels before 6.6) is removed by a
 * process of its own, the keeper, when this one lets go of it, closes, or is killed, and
 * whatever rights it has by then. Where the keeper was killed as well, the next attach_tc()
 * on that interface removes it. Programs and qdiscs of others stay what and where they are.
 *
 * Functions of this folder say why they failed in a message of EBPF_MSG_MAX bytes, without
 * a line end; on success it is a warning, or "".
 */
#ifndef PFC_EBPF_ATTACH_H
#define PFC_EBPF_ATTACH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { EBPF_MSG_MAX = 512 };

/* In messages, where descriptors ran out. */
#define EBPF_MORE_FILES "raise the limit with 'ulimit -n', or LimitNOFILE= of systemd"

enum attach_dir { ATTACH_IN, ATTACH_OUT };

enum attach_way {
	ATTACH_NOT,
	ATTACH_XDP_DRIVER,  /* in the driver, before there is a packet buffer */
	ATTACH_XDP_GENERIC, /* behind it, for drivers that have no XDP */
	ATTACH_TCX,
	ATTACH_CLSACT,
};

struct attached {
	enum attach_way way;
	int fd; /* of the link; ATTACH_CLSACT: open as long as the filter is to stay */
	uint32_t ifindex;
	enum attach_dir dir;
	/* ATTACH_CLSACT */
	uint32_t handle, priority;
	bool made_qdisc;
	int keeper_gone; /* at its end when the keeper has ended */
	pid_t keeper;
};

/* What stands at the XDP hook of an interface. */
struct xdp_occupant {
	uint32_t id;   /* 0: nothing */
	char name[16]; /* BPF_OBJ_NAME_LEN; "" when the kernel does not say */
};

/* As the filter of a socket, in place of what it had. returns 0 or -errno. */
int attach_socket(int sock, int prog_fd);

/* Which program is attached, in whatever mode. returns 0 or -errno. */
int xdp_find(uint32_t ifindex, struct xdp_occupant *out);

/* How many programs are at tc by tcx; 0 also where this process may not ask. */
uint32_t tcx_count(uint32_t ifindex, enum attach_dir dir);

/* At the XDP hook, in the driver where that is possible.
 *
 * ifname  for messages.
 * returns 0; -EBUSY when another program is there, which msg names; -EPERM; -errno.
 */
int attach_xdp(uint32_t ifindex, const char *ifname, int prog_fd, struct attached *out,
               char *msg);

/* At the tc hook, in front of what is there: by tcx, else by a filter of clsact, which has
 * to return TC_ACT_UNSPEC for those behind it to be asked.
 *
 * allow_tcx  false: straight to clsact.
 * returns as attach_xdp(); there is no -EBUSY.
 */
int attach_tc(uint32_t ifindex, const char *ifname, enum attach_dir dir, int prog_fd,
              bool allow_tcx, struct attached *out, char *msg);

/* Removes it; afterwards `way` is ATTACH_NOT. Also of an interface that is gone, and of a
 * zeroed struct.
 */
void detach(struct attached *a);

/* "driver", "generic", "tcx", "clsact" */
const char *attach_way_name(enum attach_way way);

/* Which of CAP_BPF and CAP_NET_ADMIN the process lacks, as text for a message about `what`
 * ("--xdp"); writes and returns false when it has both.
 */
bool attach_lacks(const char *what, char *msg);

/* The same where CAP_BPF is enough: for filters of sockets. */
bool attach_lacks_bpf(const char *what, char *msg);

/* The same for CAP_PERFMON, which tc and XDP programs need to read from a packet at an offset
 * that is in the packet: without it the verifier refuses them.
 */
bool attach_lacks_perfmon(char *msg);

/* The same where any of `needed` is missing, which are ATTACH_CAP() of linux/capability.h;
 * named are all of `takes`: those, and what it takes to do all of it.
 */
#define ATTACH_CAP(number) (UINT64_C(1) << (number))
bool attach_lacks_any(const char *what, uint64_t needed, uint64_t takes, char *msg);

#endif
