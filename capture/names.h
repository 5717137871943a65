/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/names.h - names of the addresses in a capture, for pcapng files.
 *
 * A name is known from an answer of DNS, mDNS or LLMNR that was seen (the name that was
 * asked for, whatever aliases are between), or from a resolver. A file gets it once: with
 * the answer, and, if that is in an earlier file, with the first packet of the address.
 * What is remembered is bounded.
 */
#ifndef PFC_CAPTURE_NAMES_H
#define PFC_CAPTURE_NAMES_H

#include <stdint.h>

#include "capture/savefile_pcapng.h"
#include "capture/source.h"

struct resolver;
struct names; /* opaque */

/* resolver: lent; NULL: none. returns NULL when there is no memory. */
struct names *names_open(struct resolver *resolver);
void names_close(struct names *n);

/* From now on packets go into a new file. */
void names_new_file(struct names *n);

/* Looks at a packet.
 *
 * list    the names to be in the file before it; lent until the next call.
 * returns how many these are.
 */
uint32_t names_of(struct names *n, const struct source_iface *iface,
                  const struct packet *pkt, const struct pcapng_name **list);

#endif
