/* SPDX-License-Identifier: BSD-2-Clause */
/* proto/operands.h - the fixed names that some words of the language take as operand.
 *
 * All are matched in any case. Sources: IEEE 802.2 (LLC), IEEE 802.11 9.2.4.1 (types and
 * subtypes), pf(4) of FreeBSD, NetBSD, OpenBSD and macOS, IANA ieee-802-numbers, ISO 9577.
 */
#ifndef PFC_PROTO_OPERANDS_H
#define PFC_PROTO_OPERANDS_H

#include <stddef.h>
#include <stdint.h>

enum operand_set {
	OPERANDS_LLC,        /* LLC_KIND() of the control byte */
	OPERANDS_LINK_PROTO, /* EtherType, or SAP up to 255 */
	OPERANDS_ISO_PROTO,  /* network layer protocol id */
	OPERANDS_PF_REASON,  /* byte of the pflog header, of any system */
	OPERANDS_PF_ACTION,
	OPERANDS_WLAN_TYPE, /* frame control byte 0 & 0x0c */
	OPERANDS_WLAN_MGT,  /* subtypes: frame control byte 0 & 0xf0 */
	OPERANDS_WLAN_CTL,
	OPERANDS_WLAN_DATA,
	OPERANDS_WLAN_DIR, /* frame control byte 1 & 3 */
	OPERAND_SETS
};

/* "control byte & mask == value" in one number. */
#define LLC_KIND(mask, value) ((uint32_t)(mask) << 8 | (value))
#define LLC_MASK(kind) ((kind) >> 8)
#define LLC_VALUE(kind) ((kind)&0xff)

enum { WLAN_TYPE_MASK = 0x0c, WLAN_SUBTYPE_MASK = 0xf0, WLAN_DIR_MASK = 0x03 };
enum { WLAN_MGT = 0x00, WLAN_CTL = 0x04, WLAN_DATA = 0x08 };

struct operand_name {
	const char *name;
	uint32_t value;
};

/* NULL when the set has no such name. */
const struct operand_name *operand_by_name(enum operand_set set, const char *name);

size_t operand_count(enum operand_set set);
const struct operand_name *operand_at(enum operand_set set, size_t i);

#endif
