/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/source.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/counters.h"
#include "capture/source_impl.h"

int source_next(struct source *s, struct batch *batch)
{
	batch->packets = NULL;
	batch->count = 0;
	batch->last = true;
	return s->ops->next(s, batch);
}

const struct source_iface *source_ifaces(const struct source *s, uint32_t *count)
{
	*count = s->iface_count;
	return s->ifaces;
}

const char *source_message(const struct source *s)
{
	return s->message;
}

void source_close(struct source *s)
{
	if (s)
		s->ops->close(s);
}

void source_stop(struct source *s)
{
	s->ops->stop(s);
}

void source_wait_limit(struct source *s, int ms)
{
	s->ops->wait_limit(s, ms);
}

bool source_idle(const struct source *s)
{
	return s->ops->idle(s);
}

bool source_stats_of(struct source *s, uint32_t i, uint32_t *iface,
                     struct capture_stats *out)
{
	return s->ops->stats_of(s, i, iface, out);
}

void source_stats(struct source *s, struct capture_stats *out)
{
	struct capture_stats one;
	uint32_t iface;

	memset(out, 0, sizeof(*out));
	for (uint32_t i = 0; source_stats_of(s, i, &iface, &one); i++)
		counters_join(out, &one);
}

void source_init(struct source *s, const struct source_ops *ops)
{
	memset(s, 0, sizeof(*s));
	s->ops = ops;
}

/* The texts of an interface are ours, and const only for the reader. */
static void free_text(const char *text)
{
	char *ours;

	memcpy(&ours, &text, sizeof(ours));
	free(ours);
}

/* returns false without memory; of no text there is a copy, too. */
static bool copy_text(const char *text, const char **copy)
{
	*copy = text ? strdup(text) : NULL;
	return !text || *copy;
}

void source_fini(struct source *s)
{
	for (uint32_t i = 0; i < s->iface_count; i++) {
		free_text(s->ifaces[i].name);
		free_text(s->ifaces[i].description);
		free_text(s->ifaces[i].filter);
	}
	free(s->ifaces);
	s->ifaces = NULL;
	s->iface_count = s->iface_room = 0;
}

int source_add_iface(struct source *s, const struct source_iface *iface)
{
	struct source_iface new = *iface;

	if (s->iface_count == s->iface_room) {
		uint32_t room = s->iface_room ? 2 * s->iface_room : 4;
		struct source_iface *p = realloc(s->ifaces, room * sizeof(*p));

		if (!p)
			return -ENOMEM;
		s->ifaces = p;
		s->iface_room = room;
	}
	new.description = new.filter = NULL;
	if (!copy_text(iface->name, &new.name) ||
	    !copy_text(iface->description, &new.description) ||
	    !copy_text(iface->filter, &new.filter)) {
		free_text(new.name);
		free_text(new.description);
		return -ENOMEM;
	}
	s->ifaces[s->iface_count] = new;
	return (int)s->iface_count++;
}

void source_say(struct source *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s->message, sizeof(s->message), fmt, ap);
	va_end(ap);
}
