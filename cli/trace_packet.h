/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_packet.h - which connection a packet is of. */
#ifndef PFC_CLI_TRACE_PACKET_H
#define PFC_CLI_TRACE_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "capture/source.h"
#include "ebpf/tcp_layout.h"

/* Where IP begins; SIZE_MAX: nobody knows. */
size_t packet_ip_at(const struct packet *p, uint32_t linktype);

/* The ends of a packet of TCP as its sender has them. False: it is none, or cut off.
 *
 * payload  where the headers end, not beyond `len` by more than options; NULL: not asked.
 */
bool packet_ends(const uint8_t *ip, size_t len, struct tcp_tuple *t, size_t *payload);

/* The sequence number of a packet that has ends; 0 where it is cut off. */
uint32_t packet_seq(const uint8_t *ip, size_t len);

/* Takes the other end for the local one. */
void tuple_turn(struct tcp_tuple *t);

#endif
