/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/value.h - numbers as what they stand for in a field. */
#ifndef PFC_TEACH_VALUE_H
#define PFC_TEACH_VALUE_H

#include "base/str.h"
#include "teach/notes.h"

/* An operation, BPF_OP() of a code, between its operands: "plus", "shifted left by". */
const char *operation_word(uint8_t op);

/* What it makes of 32 bits; 0 where it divides by 0. BPF_NEG takes no b. */
uint32_t operation_compute(uint8_t op, uint32_t a, uint32_t b);

/* Does a mask of a load cover all bits that a field has? */
bool value_is_whole(const struct field *f, uint32_t mask);

/* value: the bits of a load that are in mask and of field f (NULL: of none): "6 (TCP)",
 * "192.0.2.1", "SYN, no ACK".
 */
void value_words(struct str *out, const struct field *f, uint32_t mask, uint32_t value);

/* The one whole field that bits of a load are, shifted right so that they begin at 0; NULL: they
 * are not one.
 */
const struct field *value_field(const struct place *of, uint32_t width, uint32_t mask,
                                uint32_t right);

/* The k of compare i, where A is one whole field, by that; else as a number. */
void value_number(struct str *out, const struct notes *n, uint32_t i);

#endif
