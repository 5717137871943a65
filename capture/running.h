/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/running.h - filter programs that this system runs now, as far as the kernel shows
 * them.
 */
#ifndef PFC_CAPTURE_RUNNING_H
#define PFC_CAPTURE_RUNNING_H

#include <stdint.h>
#include <sys/types.h>

struct sock_filter; /* <linux/filter.h> */
struct bpf_insn;    /* <linux/bpf.h> */

/* Reads the classic program of a socket that another process has open.
 *
 * out     from the heap.
 * msg     of SOURCE_MSG_MAX bytes: the error, and what to do about it.
 * returns 0 or -errno.
 */
int running_of_socket(pid_t pid, int fd, struct sock_filter **out, uint32_t *count,
                      char *msg);

/* Reads a loaded eBPF program, as the verifier rewrote it; the same as above. */
int running_by_id(uint32_t id, struct bpf_insn **out, uint32_t *count, char *msg);

#endif
