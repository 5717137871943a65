/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_merge.h"

#include <string.h>

enum { RESET_NS = 10 * 1000000 }; /* behind the close that it is of */

static struct merging *place(struct merge *m, uint32_t i)
{
	return &m->at[(m->first + i) % MERGE_ROOM];
}

void merge_add(struct merge *m, const struct tcp_event *e, bool waits)
{
	struct merging *to = place(m, m->count++);

	memcpy(&to->event, e, TCP_EVENT_IS_LONG(e->kind) ? sizeof(*e) : TCP_EVENT_SHORT);
	to->waits = waits;
	to->has_reset = false;
}

bool merge_reset(struct merge *m, const struct tcp_event *reset)
{
	for (uint32_t i = 0; i < m->count; i++) {
		struct merging *close = place(m, i);

		if (!close->waits || close->event.id.cookie != reset->id.cookie)
			continue;
		memcpy(&close->reset, reset, TCP_EVENT_SHORT);
		close->waits = false;
		close->has_reset = true;
		return true;
	}
	return false;
}

const struct merging *merge_take(struct merge *m, uint64_t now)
{
	struct merging *first = place(m, 0);

	if (!m->count || (first->waits && m->count < MERGE_ROOM &&
	                  now < first->event.ns + RESET_NS))
		return NULL;
	m->first = (m->first + 1) % MERGE_ROOM;
	m->count--;
	return first;
}
