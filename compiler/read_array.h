/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_array.h - a program out of a source file in C, Go or Rust.
 *
 *	struct sock_filter code[] = {          { 0x28, 0, 0, 0x0000000c },
 *		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12),     { .code = 0x28, .k = 12 },
 *	[]bpf.RawInstruction{{Op: 0x28, Jt: 0, Jf: 0, K: 0xc}, ...}
 *	[libc::sock_filter { code: 0x28, jt: 0, jf: 0, k: 0xc }, ...]
 */
#ifndef PFC_COMPILER_READ_ARRAY_H
#define PFC_COMPILER_READ_ARRAY_H

#include <stdbool.h>

#include "compiler/reader.h"

/* Moves to the first instruction; what is in front of it does not count. false: there is
 * none.
 */
bool array_find(struct reader *r, bool *inside);

/* Reads instructions up to the end of the array, or of the text when they are not inside
 * one.
 */
void array_read(struct reader *r, bool inside);

#endif
