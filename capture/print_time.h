/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/print_time.h - the time in front of a line.
 *
 * localtime_r() is asked twice per quarter of an hour of packet time, not per packet.
 */
#ifndef PFC_CAPTURE_PRINT_TIME_H
#define PFC_CAPTURE_PRINT_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/print.h"
#include "capture/print_out.h"

struct print_clock {
	int64_t zone_from, zone_to; /* seconds; offset holds in [from, to) */
	int32_t offset;             /* local time minus UTC, seconds */
	int64_t day;                /* local day since 1970 that date is for */
	char date[16];              /* 2026-01-02 */
	int64_t second;             /* that hms is for */
	char hms[8];                /* local, 22:13:20 */
	bool started;
	uint64_t first_ns, previous_ns;
};

void print_clock_init(struct print_clock *c);

/* The time of a packet and a blank; "- " when it has none. */
void print_clock_put(struct print_clock *c, const struct printer_opts *opts,
                     const struct packet *pkt, struct out *o);

/* For JSON, its key included: a number of seconds with PRINT_TIME_EPOCH, a text in local
 * time with PRINT_TIME_ISO, else one in UTC; nothing with PRINT_TIME_NONE.
 */
void print_clock_json(struct print_clock *c, const struct printer_opts *opts,
                      const struct packet *pkt, struct out *o);

#endif
