/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_ebpf.h - eBPF from a file: an object, or text that image_ebpf_prog() writes. */
#ifndef PFC_COMPILER_READ_EBPF_H
#define PFC_COMPILER_READ_EBPF_H

#include <linux/bpf.h>
#include <stdbool.h>

#include "base/diag.h"
#include "pfc/pfc.h"

struct ebpf_code {
	const char *name;       /* of its section, printable; "" or NULL: it has none */
	struct bpf_insn *insns; /* one of zeros is behind them */
	const char **notes; /* NULL: none; else of each instruction, what is put in at loading, or
	                     * what a listing says of it */
	const char **lines; /* NULL: none; else of its source, where another one begins */
	uint32_t count;
	enum pfc_target target; /* it is called as for that; PFC_TARGET_CBPF: not known */
};

struct ebpf_codes {
	VEC(struct ebpf_code) list;
};

bool ebpf_is_object(const char *text, size_t len);
bool ebpf_is_text(const char *text, size_t len);

/* Reads the code of every section of an object. What a linker or loader puts in is as it is
 * in the file, with a note of its name. Lines of the source come from .BTF.ext.
 *
 * returns NULL, or what is wrong with it.
 */
const char *ebpf_read_object(struct arena *arena, const char *text, size_t len,
                             struct ebpf_codes *out);

/* Reads decimal, hex, C, JSON or listings, of bpftool, too; the instructions are any.
 *
 * returns false with an error in diags, at its place in the text.
 */
bool ebpf_read_text(struct arena *arena, struct diags *diags, const char *text,
                    size_t len, struct ebpf_codes *out);

#endif
