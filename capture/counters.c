/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/counters.h"

#include <inttypes.h>
#include <time.h>

void counters_add(struct capture_stats *sum, uint32_t received, uint32_t dropped)
{
	sum->received += received;
	sum->dropped += dropped;
}

void counters_join(struct capture_stats *sum, const struct capture_stats *one)
{
	sum->matched += one->matched;
	sum->captured += one->captured;
	sum->received += one->received;
	sum->dropped += one->dropped;
	sum->unsaved += one->unsaved;
	sum->bursts += one->bursts;
	sum->captured_kib += one->captured_kib;
	sum->missed_iface += one->missed_iface;
	sum->host_times += one->host_times;
	sum->tagged += one->tagged;
	/* The kernel's own counter is one for all. */
	if (one->missed_kernel > sum->missed_kernel)
		sum->missed_kernel = one->missed_kernel;
	/* What helps is said of the ring that needs it most. */
	if (sum->ring_kib && one->burst_max <= sum->burst_max)
		return;
	sum->burst_max = one->burst_max;
	sum->burst_max_ns = one->burst_max_ns;
	sum->ring_kib = one->ring_kib;
	sum->fill_max_kib = one->fill_max_kib;
}

void counters_burst(struct capture_stats *stats, uint64_t lost, uint64_t ns)
{
	stats->bursts++;
	if (lost <= stats->burst_max)
		return;
	stats->burst_max = lost;
	stats->burst_max_ns = ns;
}

uint64_t counters_ring_wanted(const struct capture_stats *stats)
{
	uint64_t more, wanted = 64;

	if (!stats->burst_max || !stats->captured || !stats->ring_kib)
		return 0;
	/* The lost ones took as much room as those that came, on the average. */
	more = stats->burst_max * (stats->captured_kib + 1) / stats->captured + 1;
	while (wanted < stats->ring_kib + more)
		wanted *= 2;
	return wanted;
}

static void add_time(struct str *out, uint64_t ns)
{
	time_t s = (time_t)(ns / 1000000000);
	char text[32] = "";
	struct tm tm;

	if (localtime_r(&s, &tm))
		strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &tm);
	str_printf(out, "%s.%06" PRIu64, text, ns % 1000000000 / 1000);
}

static void report_loss(const struct capture_stats *s, struct str *out)
{
	uint64_t wanted = counters_ring_wanted(s);

	str_printf(out, "lost in %" PRIu64 " burst%s, the largest %" PRIu64
	           " packet%s, ", s->bursts, s->bursts == 1 ? "" : "s", s->burst_max,
	           s->burst_max == 1 ? "" : "s");
	if (s->burst_max_ns) {
		str_printf(out, "before ");
		add_time(out, s->burst_max_ns);
	} else {
		str_printf(out, "at the end");
	}
	str_printf(out, "\n");
	if (wanted)
		str_printf(out, "at most %" PRIu64 " of %" PRIu64
		           " KiB of the ring were waiting; -B %" PRIu64
		           " would have held that burst, or less of each packet with "
		           "-s\n", s->fill_max_kib, s->ring_kib, wanted);
}

static void report_missed(const struct capture_stats *s, struct str *out)
{
	if (s->missed_iface)
		str_printf(out, "%" PRIu64 " missed by the interface: no capture sees "
		           "them; a larger receive ring helps (ethtool -G)\n",
		           s->missed_iface);
	if (s->missed_kernel)
		str_printf(out, "%" PRIu64 " dropped by the kernel on their way in, on "
		           "all interfaces: no capture sees them; a larger "
		           "net.core.netdev_max_backlog helps\n",
		           s->missed_kernel);
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
	if (form != COUNTERS_LINES)
		return;
	if (stats->matched > stats->received)
		str_printf(out, "%" PRIu64 " packets matched; those are a sample of them\n",
		           stats->matched);
	if (stats->unsaved)
		str_printf(out, "%" PRIu64 " matched and could not be saved\n",
		           stats->unsaved);
	if (stats->host_times)
		str_printf(out, "%" PRIu64 " with the time of this machine: the adapter "
		           "gave none\n",
		           stats->host_times);
	if (stats->tagged && stats->tagged < stats->captured)
		str_printf(out, "%" PRIu64 " captured with a VLAN tag that the filter was not "
		           "shown; in a file it sees the tag: see --as-saved\n",
		           stats->tagged);
	if (stats->bursts)
		report_loss(stats, out);
	report_missed(stats, out);
}
