/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/made.h - the frame that a capture makes of what the kernel shows. */
#ifndef PFC_TESTS_KERNEL_MADE_H
#define PFC_TESTS_KERNEL_MADE_H

#include <stdbool.h>
#include <stdint.h>

#include "pfc/prog.h"

enum { MADE_MAX = 2048 };

struct made {
	uint32_t len;
	uint8_t data[MADE_MAX];
	struct pfc_meta meta;
};

/* Makes the frame as capture/ring_frame.c does: with its tag put back, or cooked, with the
 * header of LINUX_SLL2.
 *
 * header  bytes of link header at data.
 */
void made_frame(struct made *out, const uint8_t *data, uint32_t len, uint32_t header,
                const struct pfc_meta *meta, bool cooked);

/* Whether a program about made frames accepts this one. */
bool made_accepted(const struct pfc_prog *prog, const struct made *m);

#endif
