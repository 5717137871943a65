/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/run.h - the interpreter of classic BPF. */
#ifndef PFC_COMPILER_RUN_H
#define PFC_COMPILER_RUN_H

#include <linux/filter.h>
#include <stdint.h>

#include "pfc/prog.h"

/* Runs a program that check_cbpf() accepted.
 *
 * steps   when not NULL, the number of executed instructions is added to it.
 * returns what the program returned; 0 when a load or a division failed.
 */
uint32_t run_cbpf(const struct sock_filter *insns, uint32_t count,
                  const struct pfc_packet *pkt, uint64_t *steps);

/* Runs it and adds share to the number of each instruction that is executed. */
void run_visits(const struct sock_filter *insns, const struct pfc_packet *pkt,
                double share, double *visits);

#endif
