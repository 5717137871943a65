/* SPDX-License-Identifier: BSD-2-Clause */
/* proto/field.h - fields of headers by their place, and what their numbers stand for.
 *
 * The rows are in proto/fields.def. Fields of a layer do not overlap and are in the order
 * of their places.
 */
#ifndef PFC_PROTO_FIELD_H
#define PFC_PROTO_FIELD_H

#include <stddef.h>
#include <stdint.h>

#include "proto/proto.h"

enum field_layer {
	FIELD_NONE, /* no header that is known */
	FIELD_ETHER,
	FIELD_LINK, /* the type field of other link types */
	FIELD_PPP,  /* that of PPP */
	FIELD_TAG,  /* behind the type of a VLAN tag */
	FIELD_LLC,
	FIELD_MPLS,
	FIELD_PPPOE,
	FIELD_IP4,
	FIELD_IP6,
	FIELD_IP6_FRAGMENT,
	FIELD_ARP,
	FIELD_TCP,
	FIELD_UDP,
	FIELD_SCTP,
	FIELD_ICMP,
	FIELD_ICMP6,
	FIELD_IGMP,
	FIELD_PAYLOAD, /* of IP, of a protocol without fields here */
	FIELD_LAYERS
};

enum field_values {
	VALUES_NUMBER,
	VALUES_MAC,
	VALUES_ETHERTYPE,
	VALUES_PPP,
	VALUES_IPPROTO,
	VALUES_IP4,
	VALUES_IP6,
	VALUES_PORT,
	VALUES_ARP_OP,
	VALUES_TCP_FLAGS,
	VALUES_ICMP_TYPE,
	VALUES_ICMP6_TYPE,
};

struct field {
	enum field_layer layer;
	uint16_t bit, bits;
	const char *name;
	enum field_values values;
};

size_t field_count(void);
const struct field *field_at(size_t i);

/* The field that holds a bit; NULL: none. */
const struct field *field_of_bit(enum field_layer layer, uint32_t bit);

/* "IPv4", "TCP"; "" for FIELD_NONE. */
const char *field_layer_name(enum field_layer layer);

/* The header whose bytes accessors of a protocol word read: FIELD_TCP of `tcp[...]`; NONE: there
 * are no fields of it. And back: the word, "tcp"; NULL: no accessors read that header.
 */
enum field_layer field_layer_of(enum proto_id id);
const char *field_layer_word(enum field_layer layer);

/* What a whole number of such a field is called: "TCP" for 6; NULL: nothing. */
const char *field_value_name(enum field_values values, uint32_t value);

#endif
