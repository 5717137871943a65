/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/kernel_ebpf.h - a filter for a socket as eBPF, several times. */
#ifndef PFC_BENCH_KERNEL_EBPF_H
#define PFC_BENCH_KERNEL_EBPF_H

/* Loads a program that runs that many copies of the filter, one behind the other,
 * and drops the packet. returns its descriptor; ends the process when there is none.
 */
int kernel_ebpf(const char *filter, unsigned copies);

#endif
