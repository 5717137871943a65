/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/live.h - the interfaces of a capture, each with its filter, as one source. */
#ifndef PFC_CLI_LIVE_H
#define PFC_CLI_LIVE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "capture/source.h"
#include "cli/filter.h"
#include "cli/options.h"

struct live; /* opaque */

/* Finds the interfaces of -i, compiles their filters, and captures.
 *
 * filter     for those without a filter of their own
 * wait_mask  see struct ring_config; lent
 * retire_ms  set to how long a packet may lie in a ring
 *
 * returns EXIT_DONE, or a status after a message. Free *out in both cases, after *src.
 */
int live_open(const struct args *args, const struct filter *filter,
              const sigset_t *wait_mask, struct live **out, struct source **src,
              uint32_t *retire_ms);
void live_close(struct live *l);

/* Whether the packets come through libpcap. */
bool live_by_libpcap(const struct live *l);

/* "listening on v0, link-type ..."; also for files. */
void say_source(const char *what, const char *name, uint32_t linktype,
                uint32_t snaplen);

#endif
