/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/pack.h - from what a compile made to the program it gives away. */
#ifndef PFC_COMPILER_PACK_H
#define PFC_COMPILER_PACK_H

#include "base/diag.h"
#include "compiler/emit_cbpf.h"
#include "compiler/emit_ebpf.h"
#include "pfc/pfc.h"

struct pack {
	const struct pfc_opts *opts;
	uint32_t linktype;
	const char *text;
	uint32_t text_len;
	const struct diags *diags;
	struct emitted code, kernel_code; /* without instructions: none */
	struct ebpf_emitted ebpf;
};

/* One heap block; NULL: memory ended. */
struct pfc_prog *pack_prog(const struct pack *p);

#endif
