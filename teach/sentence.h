/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/sentence.h - a filter as an English sentence. */
#ifndef PFC_TEACH_SENTENCE_H
#define PFC_TEACH_SENTENCE_H

#include "base/str.h"
#include "compiler/compile_int.h"

/* Appends "Packets that ..." with a full stop. */
void sentence(struct str *out, struct compile *c);

#endif
