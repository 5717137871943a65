/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/resolve.h - names and literals of the tree become addresses, ports, numbers.
 *
 * One batch after parsing: checks which qualifiers combine (rows of proto/protos.def), looks
 * every name up, checks ranges, and reports every problem it finds. It knows no link type;
 * what a link type cannot have is said by lower.
 */
#ifndef PFC_COMPILER_RESOLVE_H
#define PFC_COMPILER_RESOLVE_H

#include <stdbool.h>
#include <stdint.h>

#include "grammar/ast.h"

/* Which test a primitive is after all defaults were applied. */
enum prim_kind {
	PRIM_HOST,       /* v4[], v6[]; also net; proto NONE, IP, IP6, ARP, RARP */
	PRIM_LINK_HOST,  /* mac */
	PRIM_LINK_HOST8, /* mac[0] (ARCnet, MS/TP) */
	PRIM_DECNET,     /* num: address as 16-bit host-order area*1024+node */
	PRIM_GATEWAY,    /* mac and v4[] */
	PRIM_PORT,       /* ports; transports */
	PRIM_IP_PROTO,   /* num; proto NONE, IP or IP6 */
	PRIM_PROTOCHAIN, /* num; proto NONE, IP or IP6 */
	PRIM_LINK_PROTO, /* num: EtherType, SAP, or what the link type takes */
	PRIM_ISO_PROTO,  /* num */
	PRIM_ISIS_PROTO, /* num */
};

enum { TRANSPORT_TCP = 1 << 0, TRANSPORT_UDP = 1 << 1, TRANSPORT_SCTP = 1 << 2 };

struct net4 {
	uint32_t addr; /* host order; no bits outside mask */
	uint32_t mask;
};

struct net6 {
	uint32_t addr[4]; /* host order words, first word first */
	uint32_t mask[4];
};

struct resolved {
	enum prim_kind kind;
	enum proto_id proto; /* qualifier as written; PROTO_NONE: unqualified */
	enum ast_dir dir;
	struct net4 *v4;
	uint32_t v4_count;
	struct net6 *v6;
	uint32_t v6_count;
	uint8_t mac[6];
	uint32_t num;
	uint32_t lo, hi;     /* PORT: range, lo <= hi */
	uint32_t transports; /* PORT: set of TRANSPORT_ */
};

struct resolve_opts {
	bool no_lookup;      /* built-in tables and literals only */
	const char *text;    /* the filter, which messages quote; the spans index it */
	uint32_t timeout_ms; /* for all hosts and networks together; 0: 10 seconds */
};

/* Fills prim.resolved of every PRIM node below tree (NULL is fine) and checks PROTO, REL
 * and WORD nodes as far as no link type is needed. Names in WORD nodes become their num,
 * as the comments of enum word say.
 *
 * returns false when errors were queued.
 */
bool resolve(struct arena *arena, struct diags *diags, const struct resolve_opts *opts,
             struct ast *tree);

#endif
