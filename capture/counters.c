/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/counters.h"

#include <inttypes.h>

void counters_add(struct capture_stats *sum, uint32_t received, uint32_t dropped)
{
	sum->received += received;
	sum->dropped += dropped;
}

void counters_report(const struct capture_stats *stats, enum counters_form form,
                     struct str *out)
{
	const struct {
		uint64_t count;
		const char *what;
	} rows[] = {
		{ stats->captured, "captured" },
		{ stats->received, "received by filter" },
		{ stats->dropped, "dropped by kernel" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (i)
			str_printf(out, form == COUNTERS_LINES ? "\n" : ", ");
		str_printf(out, "%" PRIu64 " packet%s %s", rows[i].count,
		           rows[i].count == 1 ? "" : "s", rows[i].what);
	}
	str_add(out, "\n", 1);
}
