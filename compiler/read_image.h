/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_image.h - a program from its text, in every form that image.c writes. */
#ifndef PFC_COMPILER_READ_IMAGE_H
#define PFC_COMPILER_READ_IMAGE_H

#include <stdbool.h>

#include "base/diag.h"
#include "compiler/emit_cbpf.h"

/* Reads a listing, decimal, hex, JSON or xt_bpf text, a graph, assembler, or an array in C,
 * Go or Rust; which one it is shows at its start. The instructions are any, but for
 * assembler: check_cbpf() says whether they are a program.
 *
 * returns false with an error in diags, at its place in the text.
 */
bool read_image(struct arena *arena, struct diags *diags, const char *text, size_t len,
                struct emitted *out);

/* The same for assembler, which is a program that check_cbpf() accepts. */
bool read_asm(struct arena *arena, struct diags *diags, const char *text, size_t len,
              struct emitted *out);

#endif
