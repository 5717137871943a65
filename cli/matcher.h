/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/matcher.h - a filter for packets of any link type, compiled when one is met. */
#ifndef PFC_CLI_MATCHER_H
#define PFC_CLI_MATCHER_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/sieve.h"
#include "capture/source.h"
#include "cli/filter.h"
#include "cli/options.h"
#include "pfc/pfc.h"

/* The caller sets the first fields, the rest is zero at first. */
struct matcher {
	const struct args *args;
	const char *files; /* how messages call what is read */
	struct filter filter;
	struct pfc_opts opts;
	struct source *src;
	struct pfc_prog **progs; /* one for each link type met */
	uint32_t prog_count;
	const struct pfc_prog **by_iface; /* of the source's interfaces; NULL: not yet */
	uint32_t iface_count;
};

/* Compiles for what the source announces, so that what does not compile is known before
 * anything is written. returns EXIT_DONE, or a status after messages.
 */
int matcher_compile(struct matcher *m);

/* How many bytes of a packet of the source are wanted, 0: it does not match.
 *
 * returns as above.
 */
int matcher_run(struct matcher *m, const struct packet *pkt, uint32_t *snaplen);

/* For savefile_sieve(): a filter that is compiled for all packets there will be, since it
 * is those of a pcap file. returns false when there is none.
 */
bool matcher_sieve(const struct matcher *m, struct sieve *sieve);

/* Whether compiling for another link type asks for no names and opens no file; sees to it,
 * if it can be so.
 */
bool matcher_needs_no_more(struct matcher *m);

void matcher_fini(struct matcher *m);

#endif
