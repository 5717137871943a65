/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/sieve.h - a choice among packets that a source makes by itself. */
#ifndef PFC_CAPTURE_SIEVE_H
#define PFC_CAPTURE_SIEVE_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/source.h"

/* What each packet has to pass; called by several threads at once. Of the packet only
 * data, caplen and len are set.
 *
 * returns how many of its bytes are wanted, 0: none, it is passed over.
 */
struct sieve {
	uint32_t (*wanted)(const void *ctx, const struct packet *pkt);
	const void *ctx;
};

/* Cuts the packet to what is wanted of it. returns whether anything is. */
static inline bool sieve_keeps(const struct sieve *s, struct packet *pkt)
{
	uint32_t wanted = s->wanted(s->ctx, pkt);

	if (wanted < pkt->caplen)
		pkt->caplen = wanted;
	return wanted > 0;
}

#endif
