/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_image.h - a program from its text, in every form that image.c writes. */
#ifndef PFC_COMPILER_READ_IMAGE_H
#define PFC_COMPILER_READ_IMAGE_H

#include <stdbool.h>

#include "base/diag.h"
#include "compiler/emit_cbpf.h"

/* Reads a listing, C, decimal, hex, JSON or xt_bpf text; which one it is shows at its start.
 * The instructions are any: check_cbpf() says whether they are a program.
 *
 * returns false with an error in diags, at its place in the text.
 */
bool read_image(struct arena *arena, struct diags *diags, const char *text, size_t len,
                struct emitted *out);

#endif
