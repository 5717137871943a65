/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/renew.h - what pcapng files say besides, for a file that packets of several of them
 * go into: in this machine's byte order, with interfaces of other numbers.
 *
 * Options of packets are all kept where the byte order is that of the machine; else those
 * whose form is known. Names, secrets and custom blocks that may be copied are about no
 * interface, and keep their meaning in any file.
 */
#ifndef PFC_CAPTURE_RENEW_H
#define PFC_CAPTURE_RENEW_H

#include "capture/savefile.h"

/* Builds an enhanced packet block of a packet that is PACKET_PCAPNG.
 *
 * returns its length; 0: it is longer than room, for which RENEW_MORE beyond record_len is
 *         enough. at NULL: it is only measured.
 */
enum { RENEW_MORE = 64 };
size_t renew_packet(uint8_t *at, size_t room, const struct packet *p);

/* The same for a block that holds no packet, with RENEW_MORE beyond its length as room; 0: it
 * is none of those, or damaged.
 */
size_t renew_block(uint8_t *at, size_t room, const struct savefile_block *b);

#endif
