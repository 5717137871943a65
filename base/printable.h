/* SPDX-License-Identifier: BSD-2-Clause */
/* base/printable.h - pieces of text that a message repeats.
 *
 * What comes out is one line and prints on any terminal: blanks of every kind become
 * spaces, other bytes that are not printable UTF-8 become \xNN.
 */
#ifndef PFC_BASE_PRINTABLE_H
#define PFC_BASE_PRINTABLE_H

#include "base/arena.h"

/* Up to `room` bytes (at least 4) of text, and "..." if that is not all; room 0: all. */
const char *printable(struct arena *a, const char *text, size_t len, size_t room);

#endif
