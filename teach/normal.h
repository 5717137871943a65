/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/normal.h - a filter with every implied test written out.
 *
 * What comes out is a filter again and means the same. What stays unsaid is only how the
 * link layer says "ip", "arp" and so on, and how words such as `vlan` shift what follows.
 */
#ifndef PFC_TEACH_NORMAL_H
#define PFC_TEACH_NORMAL_H

#include "base/str.h"
#include "compiler/compile_int.h"

/* Appends the filter of a compile on one line; nothing for the empty filter. */
void normal_form(struct str *out, struct compile *c);

/* Addresses as filters have them: 192.0.2.1, 2001:db8::1, with /len where it is none. */
void normal_net4(struct str *out, const struct net4 *net);
void normal_net6(struct str *out, const struct net6 *net);
void normal_mac(struct str *out, const uint8_t mac[6]);

/* An expression, with parentheses around everything inside it. */
void normal_expr(struct str *out, const struct expr *e);

#endif
