/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/image.h - a program as text, in each format others read. */
#ifndef PFC_COMPILER_IMAGE_H
#define PFC_COMPILER_IMAGE_H

#include <linux/filter.h>
#include <stdint.h>

#include "base/str.h"
#include "pfc/prog.h"

/* Appends the program to out; LISTING, C and DECIMAL are byte for byte what tcpdump
 * prints for -d, -dd and -ddd.
 */
void image_cbpf(struct str *out, const struct sock_filter *insns, uint32_t count,
                enum pfc_format format);

/* Appends one instruction as in LISTING, without line end; pc is its index. */
void image_cbpf_insn(struct str *out, const struct sock_filter *insn, uint32_t pc);

#endif
