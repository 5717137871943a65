/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/attach_tc.h - filters of a clsact qdisc: ours, and those left behind by a process of
 * ours that was killed.
 *
 * A filter of ours has a handle 0x706663NN, "pfc" and a number. Its keeper holds an
 * abstract Unix socket of that name, which is one of the network namespace, like the
 * interface, and ends with the process: a filter whose socket nobody holds was left behind.
 * Process ids would not do, as another container has its own.
 */
#ifndef PFC_EBPF_ATTACH_TC_H
#define PFC_EBPF_ATTACH_TC_H

#include "ebpf/attach.h"

/* As attach_tc(). */
int clsact_attach(uint32_t ifindex, const char *ifname, enum attach_dir dir,
                  int prog_fd, struct attached *out, char *msg);
void clsact_detach(struct attached *a);

/* Removes filters of ours that nobody holds, and the qdisc when it was made for one of them
 * and has nothing else. returns how many filters, or -errno.
 */
int clsact_clean(uint32_t ifindex);

#endif
