/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/image.h - a program as text, in each format others read. */
#ifndef PFC_COMPILER_IMAGE_H
#define PFC_COMPILER_IMAGE_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "pfc/prog.h"

struct bpf_insn; /* of <linux/bpf.h>: that of <pcap/bpf.h> is another */

/* Appends the program to out; LISTING, C and DECIMAL are byte for byte what tcpdump
 * prints for -d, -dd and -ddd.
 */
void image_cbpf(struct str *out, const struct sock_filter *insns, uint32_t count,
                enum pfc_format format);

/* Appends one instruction as in LISTING, without line end; pc is its index. */
void image_cbpf_insn(struct str *out, const struct sock_filter *insn, uint32_t pc);

/* As source text: image_cbpf() calls them. DOT is a box for each run of instructions. */
void image_go(struct str *out, const struct sock_filter *insns, uint32_t count);
void image_rust(struct str *out, const struct sock_filter *insns, uint32_t count);
void image_dot(struct str *out, const struct sock_filter *insns, uint32_t count);

/* Of newer headers than some that this is built with, Linux 6.6: BPF_MEMSX, a mode of loads, and
 * BPF_PSEUDO_KFUNC_CALL.
 */
enum { EBPF_MEMSX = 0x80, EBPF_CALL_KERNEL = 2 };

/* Is it one that image_ebpf_insn() has words for? */
bool image_ebpf_known(const struct bpf_insn *in);

/* One eBPF instruction, without line end; returns how many it takes, 1 or 2. */
uint32_t image_ebpf_insn(struct str *out, const struct bpf_insn *in, uint32_t pc);

/* The number of a helper of the kernel, by its name; 0: there is none. */
int32_t image_ebpf_helper(const char *name, size_t len);

/* The same for eBPF, in the notation of bpftool and LLVM. Jumps go to the number of an
 * instruction. Behind each is what it is for, and in front of it a line of its source as a
 * comment; notes and lines, and what is in them, may be NULL.
 */
void image_ebpf(struct str *out, const struct bpf_insn *insns, uint32_t count,
                const char *const *notes, const char *const *lines);

/* "socket", "xdp"; by enum pfc_target. */
extern const char *const image_targets[];

/* A program for an eBPF target as an object file; false: memory ended. */
bool image_elf(struct str *out, const struct pfc_prog *prog);

/* A program for an eBPF target in a format; false: it cannot be written in that. */
bool image_ebpf_prog(struct str *out, const struct pfc_prog *prog, enum pfc_format format);

#endif
