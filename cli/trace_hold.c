/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_hold.h"

#include <stdlib.h>
#include <string.h>

#define NEAR_NS UINT64_C(1000000000) /* further apart, the clock was set */

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

static struct packet *slot(struct hold *h, uint32_t i)
{
	return &h->at[(h->first + i) % HOLD_MAX];
}

static bool is_before(const struct packet *a, const struct packet *b)
{
	return a->ns < b->ns && b->ns - a->ns < NEAR_NS;
}

bool hold_add(struct hold *h, const struct packet *p)
{
	uint8_t *bytes = malloc(p->caplen ? p->caplen : 1);
	uint32_t i = h->count;

	if (!bytes)
		return false;
	memcpy(bytes, p->data, p->caplen);
	for (; i && is_before(p, slot(h, i - 1)); i--)
		*slot(h, i) = *slot(h, i - 1);
	*slot(h, i) = *p;
	slot(h, i)->data = bytes;
	slot(h, i)->record = NULL;
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
