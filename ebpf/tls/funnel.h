/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/funnel.h - the function of a file that all its secrets go through. */
#ifndef PFC_EBPF_TLS_FUNNEL_H
#define PFC_EBPF_TLS_FUNNEL_H

#include "ebpf/tls/analyse.h"
#include "ebpf/tls/elf.h"

/* Sets funnel and inner of `out`, or says in why_no_keys why there is none. returns 0 or
 * -ENOMEM.
 */
int find_funnel(const struct elf *e, struct tls_lib *out);

/* Does a function pass the client's random and its length on? */
bool passes_random(const struct elf *e, uint64_t func);

/* Does one of the file's own functions begin there, not a jump into another file? */
bool elf_is_function(const struct elf *e, uint64_t addr);

#endif
