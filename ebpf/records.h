/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/records.h - packets of capture programs, of all processors, in the order of time.
 *
 * Each processor has a ring of its own, as producers that share one wait for each other.
 * Merging needs to know up to when nothing older can come any more: the programs take the
 * time after they have taken room, so what is not in a ring at the moment T gets a time
 * behind T. Kernels that cannot have such rings use perf's (before Linux 5.18), where records
 * are held back for a while instead.
 */
#ifndef PFC_EBPF_RECORDS_H
#define PFC_EBPF_RECORDS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "ebpf/capture.h"

struct records; /* opaque */

struct records_config {
	uint32_t kib; /* of all rings together */
	bool perf;    /* also where the kernel could do better */
};

struct record {
	const struct capture_record *head;
	const uint8_t *data; /* head->caplen bytes */
	uint64_t ns;         /* since 1970 */
	uint32_t cpu;
};

/* Makes the rings. msg as in ebpf/attach.h. returns 0 or -errno. */
int records_open(const struct records_config *cfg, struct records **out, char *msg);
void records_close(struct records *r);

/* For programs: the map to put records into, and how to. */
bool records_are_perf(const struct records *r);
int records_map(const struct records *r);
void records_settings(const struct records *r, struct capture_settings *settings);

/* The next ones, at most `max`; 0 when there are none now. Those of the call before are gone
 * then.
 *
 * all  programs are detached: nothing has to be waited for.
 */
uint32_t records_next(struct records *r, bool all, struct record *out, uint32_t max);

/* Waits until there is much to read, for at most `ms` milliseconds (-1: for ever).
 *
 * mask     of signals while waiting; NULL: as it is.
 * returns 0, or -errno: -EINTR after a signal.
 */
int records_wait(struct records *r, int ms, const sigset_t *mask);

/* Nothing is waiting to be read. */
bool records_idle(const struct records *r);

/* Of one ring, and the most that was waiting in one; KiB. */
uint64_t records_ring_kib(const struct records *r);
uint64_t records_fill_kib(const struct records *r);

/* Processors that there may be. */
uint32_t records_cpus(const struct records *r);

#endif
