/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/source_impl.h - for those who make a source: what is behind struct source.
 *
 * A source embeds struct source as its first member; source_next() and source_close()
 * call its operations. close() releases everything, the struct itself included, and
 * calls source_fini() on the way.
 */
#ifndef PFC_CAPTURE_SOURCE_IMPL_H
#define PFC_CAPTURE_SOURCE_IMPL_H

#include "capture/source.h"

struct source_ops {
	int (*next)(struct source *s, struct batch *batch);
	void (*close)(struct source *s);
	/* Live sources only; see capture/source.h. */
	void (*stop)(struct source *s);
	void (*wait_limit)(struct source *s, int ms);
	bool (*idle)(const struct source *s);
	bool (*stats_of)(struct source *s, uint32_t i, uint32_t *iface,
	                 struct capture_stats *out);
};

struct source {
	const struct source_ops *ops;
	struct source_iface *ifaces; /* iface_count of them; names are ours */
	uint32_t iface_count;
	uint32_t iface_room;
	char message[SOURCE_MSG_MAX];
};

void source_init(struct source *s, const struct source_ops *ops);
void source_fini(struct source *s);

/* Adds an interface with a copy of its name.
 * returns its index, or -ENOMEM.
 */
int source_add_iface(struct source *s, const struct source_iface *iface);

/* Sets the message, shortened to fit. */
void source_say(struct source *s, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
