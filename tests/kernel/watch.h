/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/watch.h - the same traffic captured without a filter and with many.
 *
 * Every filter gets a ring of its own, opened as the program opens it, so its program runs
 * in the kernel. What comes out must be those frames of the capture without filter that
 * the interpreter accepts: run, as on a file, on the frames as they are written, with the
 * program for such a file.
 *
 * Optimized, the two programs need not agree where the filter as written reads beyond the
 * end of the frame: one of them may do without that load.
 */
#ifndef PFC_TESTS_KERNEL_WATCH_H
#define PFC_TESTS_KERNEL_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pfc/prog.h"

/* A frame as a capture without filter gave it. */
struct sight {
	uint8_t *data;
	uint32_t caplen, len;
	struct pfc_meta meta;
};

struct sights {
	struct sight *at;
	uint32_t count;
};

void sights_free(struct sights *all);

struct watch {
	const char *iface;
	uint32_t flags;              /* enum pfc_flags, beside PFC_LIVE */
	void (*traffic)(void *ctx);  /* sends what is captured */
	void *ctx;
	/* Called for what a capture without filter gave; NULL: not wanted. */
	void (*seen)(void *ctx, const struct sights *all);
};

struct tally {
	uint32_t filters;   /* that compile */
	uint32_t in_kernel; /* of them decided there, at either level */
	uint32_t decisive;  /* of these those that accept some frames and reject some */
	uint32_t failed;
	uint64_t verdicts, beyond; /* beyond: differ, and may */
};

/* Each filter at two levels of optimization. Those that do not compile for the interface,
 * or for its file, are left out.
 *
 * used  when not NULL, set for each filter that was decided in the kernel.
 */
void watch_filters(const struct watch *w, const char *const *filters, size_t count,
                   struct tally *tally, bool *used);

/* The same with the filters of tests/peer/oneliners.txt and so many random ones for a link
 * type; prints the tally.
 */
void watch_many(const struct watch *w, uint32_t linktype, uint32_t random,
                struct tally *tally);

void watch_report(const struct tally *tally);

/* How many frames a live capture with this filter gives; it must compile, and run in the
 * kernel.
 */
uint32_t watch_count(const struct watch *w, const char *filter);

/* All of this process on one processor: then each packet passes all sockets before the
 * next one does, and captures agree in their order.
 */
void watch_pin(void);

#endif
