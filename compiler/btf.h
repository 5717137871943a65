/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/btf.h - what the kernel and libbpf are told about an eBPF function. */
#ifndef PFC_COMPILER_BTF_H
#define PFC_COMPILER_BTF_H

#include "base/str.h"
#include "pfc/prog.h"

/* The contents of .BTF and .BTF.ext: the type of the function, where it is, and for each
 * instruction the piece of the filter it comes from.
 */
void btf_make(struct str *types, struct str *ext, const struct pfc_prog *prog,
              const char *section, const char *function);

#endif
