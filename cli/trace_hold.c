/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_hold.h"

#include <stdlib.h>
#include <string.h>

bool hold_open(struct hold *h)
{
	h->at = calloc(HOLD_MAX, sizeof(*h->at));
	h->first = h->count = 0;
	return h->at != NULL;
}

void hold_close(struct hold *h)
{
	while (h->count)
		hold_drop(h);
	free(h->at);
	h->at = NULL;
}

bool hold_add(struct hold *h, const struct packet *p)
{
	uint8_t *bytes = malloc(p->caplen ? p->caplen : 1);
	struct packet *to = &h->at[(h->first + h->count) % HOLD_MAX];

	if (!bytes)
		return false;
	memcpy(bytes, p->data, p->caplen);
	*to = *p;
	to->data = bytes;
	to->record = NULL;
	h->count++;
	return true;
}

const struct packet *hold_first(const struct hold *h)
{
	return h->count ? &h->at[h->first] : NULL;
}

const struct packet *hold_at(const struct hold *h, uint32_t i)
{
	return &h->at[(h->first + i) % HOLD_MAX];
}

void hold_drop(struct hold *h)
{
	union {
		const uint8_t *lent;
		void *own;
	} bytes = { .lent = h->at[h->first].data };

	free(bytes.own);
	h->first = (h->first + 1) % HOLD_MAX;
	h->count--;
}
