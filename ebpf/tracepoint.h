/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tracepoint.h - tracepoints of system calls, which have no types for programs.
 *
 * Their numbers are in tracefs. Where that is not mounted, it is looked at without mounting it.
 */
#ifndef PFC_EBPF_TRACEPOINT_H
#define PFC_EBPF_TRACEPOINT_H

struct bpf_link;
struct bpf_program;

/* The number of "syscalls/sys_exit_accept". returns -errno: it cannot be read. */
int tracepoint_id(const char *name);

/* NULL with errno. */
struct bpf_link *tracepoint_attach(const struct bpf_program *p, const char *name);

#endif
