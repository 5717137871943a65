/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/run.h - the interpreter of classic BPF. */
#ifndef PFC_COMPILER_RUN_H
#define PFC_COMPILER_RUN_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stdint.h>

#include "pfc/prog.h"

/* Runs a program that check_cbpf() accepted.
 *
 * steps   when not NULL, the number of executed instructions is added to it.
 * returns what the program returned; 0 when a load or a division failed.
 */
uint32_t run_cbpf(const struct sock_filter *insns, uint32_t count,
                  const struct pfc_packet *pkt, uint64_t *steps);

/* Registers and scratch words in front of an instruction. */
struct run_state {
	uint32_t pc, a, x;
	uint32_t mem[BPF_MEMWORDS]; /* 0 until they are written */
};

/* The same as run_cbpf(), and tells each instruction that is about to be executed. */
uint32_t run_watched(const struct sock_filter *insns, const struct pfc_packet *pkt,
                     void (*watch)(void *ctx, const struct run_state *s), void *ctx);

/* A decoded instruction; what its fields mean is up to run_ops.c. */
struct run_op {
	uint8_t op;
	uint8_t size;     /* bytes that a load takes */
	uint16_t yes, no; /* how far a jump goes */
	uint32_t k, compare;
};

/* Decodes a program that check_cbpf() accepted into count operations. */
void run_decode(const struct sock_filter *insns, uint32_t count, struct run_op *ops);

/* The same as run_cbpf(), faster. */
uint32_t run_ops(const struct run_op *ops, const struct pfc_packet *pkt);

/* For both: a load that ends beyond the captured bytes, of metadata or nothing, into *a.
 *
 * returns false when the packet is to be rejected.
 */
bool run_load_special(uint32_t k, uint32_t size, const struct pfc_packet *pkt, uint32_t *a,
                      uint32_t x);

/* Runs it and adds share to the number of each instruction that is executed. */
void run_visits(const struct sock_filter *insns, const struct pfc_packet *pkt,
                double share, double *visits);

#endif
