/* SPDX-License-Identifier: BSD-2-Clause */
#include "proto/proto.h"

static const struct proto protos[] = {
	[PROTO_NONE] = { "", LAYER_NONE, 0,
	                 H_HOST | H_NET | H_PORT | H_PORTRANGE | H_PROTO | H_PROTOCHAIN |
	                         H_GATEWAY | H_BROADCAST | H_MULTICAST,
	                 0 },
#define PROTO(id, word, layer, number, heads, flags) \
	[PROTO_##id] = { word, LAYER_##layer, number, heads, flags },
#include "proto/protos.def"
#undef PROTO
};

const struct proto *proto_at(enum proto_id id)
{
	return &protos[id];
}
