/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/btf.h - what the kernel and libbpf are told about an eBPF function. */
#ifndef PFC_COMPILER_BTF_H
#define PFC_COMPILER_BTF_H

#include "base/str.h"
#include "pfc/prog.h"

/* The headers of <linux/btf.h> do not have these of .BTF.ext. */
struct btf_ext_header {
	uint16_t magic;
	uint8_t version, flags;
	uint32_t hdr_len, func_off, func_len, line_off, line_len;
};

struct btf_ext_section {
	uint32_t name_off, count;
};

/* The contents of .BTF and .BTF.ext: the type of the function, where it is, and for each
 * instruction the piece of the filter it comes from.
 */
void btf_make(struct str *types, struct str *ext, const struct pfc_prog *prog,
              const char *section, const char *function);

#endif
