/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/kern.h - for kernel programs: what all of them start with. */
#ifndef PFC_EBPF_KERN_H
#define PFC_EBPF_KERN_H

#include <linux/bpf.h>
#include <stdbool.h>

#include <bpf/bpf_helpers.h>

/* A length between 1 and `most`, in a way that the verifier can follow: a compiler may test
 * one copy of a length and pass another.
 */
#define BOUNDED(n, most)                                                               \
	({                                                                             \
		__u64 bounded_ = (n);                                                  \
                                                                                       \
		asm volatile("%[v] &= 0xfffff\n"                                       \
			     "if %[v] != 0 goto +1\n"                                  \
			     "%[v] = 1\n"                                              \
			     "if %[v] <= %[m] goto +1\n"                               \
			     "%[v] = %[m]\n"                                           \
			     : [v] "+r"(bounded_)                                      \
			     : [m] "i"(most));                                         \
		bounded_;                                                              \
	})

#endif
