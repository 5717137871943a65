/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/structure.h - a program as a filter that has nothing but byte accessors. */
#ifndef PFC_TEACH_STRUCTURE_H
#define PFC_TEACH_STRUCTURE_H

#include <linux/filter.h>

#include "base/arena.h"

/* For a link type whose link[0] is the first byte of the packet.
 *
 * insns   a program that check_cbpf() accepted.
 * returns the filter; NULL when it asks the kernel for something, returns a number that it
 *         computes, or becomes too long.
 */
const char *structure_text(struct arena *arena, const struct sock_filter *insns);

#endif
