/* SPDX-License-Identifier: BSD-2-Clause */
/* proto/proto.h - the protocol words of the language and what they may be used for.
 *
 * The rows are in proto/protos.def; the meaning of a word is its row, no pass has a
 * switch over protocols.
 */
#ifndef PFC_PROTO_PROTO_H
#define PFC_PROTO_PROTO_H

#include <stdint.h>

enum proto_id {
	PROTO_NONE, /* no protocol was written */
#define PROTO(id, word, layer, number, heads, flags) PROTO_##id,
#include "proto/protos.def"
#undef PROTO
	PROTO_COUNT
};

enum proto_layer {
	LAYER_NONE,
	LAYER_LINK,
	LAYER_TYPE,
	LAYER_IP,
	LAYER_IP4,
	LAYER_IP6,
	LAYER_ISO,
	LAYER_ISIS,
	LAYER_RADIO,
};

/* Kinds of primitive a protocol word may stand in front of. */
enum proto_head {
	H_HOST = 1 << 0,
	H_NET = 1 << 1,
	H_PORT = 1 << 2,
	H_PORTRANGE = 1 << 3,
	H_PROTO = 1 << 4,
	H_PROTOCHAIN = 1 << 5,
	H_GATEWAY = 1 << 6,
	H_BROADCAST = 1 << 7,
	H_MULTICAST = 1 << 8,
};

enum proto_flags { F_ALONE = 1 << 0, F_INDEX = 1 << 1 };

struct proto {
	const char *word; /* as it is written in a filter; "" for PROTO_NONE */
	enum proto_layer layer;
	uint32_t number;
	uint32_t heads; /* enum proto_head */
	uint32_t flags; /* enum proto_flags */
};

/* The row of a word; id below PROTO_COUNT. */
const struct proto *proto_at(enum proto_id id);

#endif
