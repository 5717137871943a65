/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/capture/tap_tool.h - captures at hooks, and frames that come by them. */
#ifndef PFC_TESTS_CAPTURE_TAP_TOOL_H
#define PFC_TESTS_CAPTURE_TAP_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "capture/counters.h"
#include "capture/tap.h"

enum { SEEN_MAX = 20000, FRAME_LEN = 100 };

/* A packet that was handed out. */
struct seen {
	uint32_t number, caplen, len, flags, cpu, queue;
	uint64_t ns, drops;
	uint8_t at[128];
};

/* Those of the source that was opened last. */
extern struct seen seen[SEEN_MAX];
extern uint32_t seen_count;

extern char tap_msg[SOURCE_MSG_MAX]; /* what was refused last, and why */

/* Both must work. */
struct source *open_taps(const struct taps_config *cfg);
void add_tap(struct source *src, const char *name, const struct tap_config *like);

void take_seen(const struct batch *b);
/* Until there are so many, or none comes for a while. */
void collect(struct source *src, uint32_t count);
/* Stops, and takes what is left. */
void drain(struct source *src);
/* So many were seen, and in the order in which they were sent. */
void check_numbers(uint32_t count);
struct capture_stats stats_of(struct source *src);

/* UDP from port 1000, each with its number. */
void send_frames(const char *name, uint32_t count, uint16_t port, size_t len);

/* Every way to hand packets over. */
struct way {
	const char *name;
	enum tap_hook hook;
	bool perf, no_tcx, no_frags;
	const char *at; /* what taps_way() calls it */
};
enum { WAYS = 6 };
extern const struct way ways[WAYS];

#define FOR_EACH_WAY(w) for (const struct way *w = ways; w < ways + WAYS; w++)

/* A network of its own with a cable; returns why not, or NULL. */
const char *tap_why_not(void);

#endif
