/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/read_ebpf_int.h - what the readers of eBPF share. */
#ifndef PFC_COMPILER_READ_EBPF_INT_H
#define PFC_COMPILER_READ_EBPF_INT_H

#include "compiler/read_ebpf.h"
#include "compiler/reader.h"

/* Adds a program; there is room for count instructions and the one of zeros behind them. */
struct ebpf_code *ebpf_add_code(struct arena *arena, struct ebpf_codes *out, uint32_t count);

/* Where sections of such a name are attached; PFC_TARGET_CBPF: that is not known. */
enum pfc_target ebpf_target_of(const char *section);

/* Notes which line of the source instructions are of, by the sections .BTF and .BTF.ext of an
 * object; what is broken in them is left out.
 */
void ebpf_read_lines(struct arena *arena, const char *btf, size_t btf_len, const char *ext,
                     size_t ext_len, struct ebpf_codes *codes);

/* Is a listing next, with headings and comments in front of it? */
bool ebpf_is_listing(const struct reader *r);

/* Reads all listings of a text. */
void ebpf_read_listing(struct reader *r, struct ebpf_codes *out);

/* Reads the words of instruction i up to what is behind them; `code` is what the listing says
 * of it, -1: nothing. Numbers of 64 bits take two places.
 */
void ebpf_read_words(struct reader *r, struct bpf_insn *out, uint32_t i, int code);

/* "r7" or "w7"; *wide says which. false: no register is next. */
bool ebpf_take_register(struct reader *r, uint32_t *reg, bool *wide);
uint32_t ebpf_read_register(struct reader *r);

/* What is loaded or stored, from behind "*(" or "lock *("; an atomic operation, from behind
 * "atomic".
 */
void ebpf_read_load(struct reader *r, struct bpf_insn *out, bool is_signed);
void ebpf_read_store(struct reader *r, struct bpf_insn *out);
void ebpf_read_lock(struct reader *r, struct bpf_insn *out);
void ebpf_read_fetch(struct reader *r, struct bpf_insn *out);

#endif
