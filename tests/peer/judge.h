/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/judge.h - one filter after the other judged, one TAP line each.
 *
 * A filter is fine when both sides agree that it compiles, the reference is libpcap's
 * unoptimized meaning and the programs keep the contract with it; where a record of
 * tests/filter/deviations.t covers it, libpcap does not count.
 */
#ifndef PFC_TESTS_PEER_JUDGE_H
#define PFC_TESTS_PEER_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "tests/peer/deviations.h"
#include "tests/peer/peer.h"

#define NETMASK 0xffffff00

struct longer {
	char *filter;
	uint32_t ours, theirs;
};

/* Sizes of programs, ours against libpcap's optimized ones, where both mean the same. */
struct sizes {
	double log_ratio; /* sum of the logarithms of ours / libpcap's */
	double log_steps; /* of instructions executed */
	uint32_t count;
	struct longer *longer;
	uint32_t longer_count;
};

struct judge {
	struct deviations deviations;
	uint32_t budget; /* packets per filter */
	uint32_t number, failed;
	uint32_t excused; /* filters covered by a record */
	uint32_t refused; /* wrong on both sides */
	uint64_t packets, edges, edges_taken;
	bool grouped; /* one TAP line for all filters until judge_group_end() */
	uint32_t group, group_failed;
	struct sizes *sizes; /* where to count the next filters; NULL: nowhere */
};

/* Prints a TAP line. */
void judge_report(struct judge *j, bool ok, const char *where, const char *what);

/* Searches; ends the program when memory ended. returns true when nothing differs. */
bool judge_search(struct judge *j, const struct peer *p, struct search *s);

/* One filter. One that is wrong on both sides is a TAP line only when `must` says so. */
void judge_filter(struct judge *j, const struct peer_target *target, const char *filter,
                  bool must);

/* A filter, and how libpcap has to write it to mean the same; libpcap's optimizer is
 * left out. label: what to call it.
 */
void judge_respelled(struct judge *j, const struct peer_target *target,
                     const char *filter, const char *theirs, const char *label);

/* Ends a group of filters that had no TAP lines of their own, unless they failed. */
void judge_group_end(struct judge *j, const char *where, const char *what);

/* Every witness of every record still differs. */
void judge_deviations(struct judge *j, pcap_t *live);

/* Prints about a group of sizes, what is longer worst first, and frees the list. */
void judge_print_sizes(const char *group, const char *where, struct sizes *sizes);

void judge_print_summary(const struct judge *j);

#endif
