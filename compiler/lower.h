/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower.h - the resolved tree becomes a decision graph.
 *
 * Words such as `vlan` or `geneve` shift everything to their right in the text. How far is
 * known only where the packet is looked at, so a place in the text has a set of worlds: one
 * struct where for each way the words before it may have gone. A primitive is lowered once
 * per world, given the nodes that follow it in that world, and after lowering nothing is
 * left of worlds but plain loads.
 */
#ifndef PFC_COMPILER_LOWER_H
#define PFC_COMPILER_LOWER_H

#include "base/diag.h"
#include "compiler/graph.h"
#include "compiler/resolve.h"
#include "grammar/ast.h"
#include "proto/link.h"

/* A place in the packet: base (absolute when none) + off bytes. */
struct pos {
	struct val base;
	uint32_t off;
};

/* Where the headers lie; after filter words changed it, also how the type is read. */
struct where {
	const struct link *link;   /* addresses, direction; EN10MB inside a tunnel */
	enum link_type_test test;
	struct pos l;              /* start of the link header */
	struct pos t;              /* its type field */
	struct pos p;              /* its payload */
	uint32_t nl, nls;          /* from p to the network header, plain and behind LLC */
	uint32_t mpls, vlans;      /* labels and tags consumed */
	bool tunnel;               /* inside VXLAN or Geneve */
	bool no_link;              /* the tunnel carries no link header here */
	bool dead;                 /* the tunnel was not found: nothing inside can match */
	bool ppp;                  /* behind pppoes */
	bool lane;                 /* behind lane: LE control frames carry nothing */
};

struct lower_opts {
	const struct link *link;
	uint32_t netmask; /* host order, PFC_NETMASK_UNKNOWN */
	bool live;        /* kernel metadata is there */
	bool ip6_ext;     /* walk along IPv6 extension headers */
	bool scoped;      /* words that shift hold only for their run of `and`s */
	bool as_saved;    /* tags are in the frame, also live */
	bool merge;       /* join the entries of a list into one test */
	bool ip6_base;    /* address what follows an IPv6 header as base 40, as after IPv4 */
};

struct lower {
	struct graph *g;
	struct arena *arena;
	struct diags *diags;
	struct lower_opts opts;
	const struct where *w; /* of the primitive being lowered */
	struct ast *node;      /* the primitive being lowered */
	VEC(struct where) worlds;
};

struct range {
	uint32_t lo, hi;
};

typedef VEC(struct range) ranges_t;

/* Everything that one primitive, or a merged list of them, accepts. */
struct set {
	struct resolved first; /* kind, proto, transports shared by all entries */
	bool both;             /* src and dst: one entry, both ends must match */
	VEC(struct net4) src4, dst4;
	VEC(struct net6) src6, dst6;
	ranges_t src, dst; /* ports */
	VEC(uint64_t) src_mac, dst_mac; /* 48 bits */
	VEC(uint32_t) num;
};

/* Lowers a tree (NULL: accept everything).
 *
 * returns the entry node; errors are queued in cx->diags.
 */
struct ref lower(struct lower *cx, struct ast *tree);

/* A tree by itself in one world; it must be annotated. */
struct ref lower_at(struct lower *cx, struct ast *tree, uint32_t world);

/* Marks trees that shift state and trees that are lists (ast.stateful, ast.set_key). */
void lower_annotate(struct ast *tree);

/* ---- below: between the lower_*.c files ---- */

enum { OFFSET_MAX = 0x3fffffff }; /* further than any packet; load offsets must not wrap */

/* Queues one error per primitive, however many worlds it is lowered in; span len 0: the
 * whole primitive. Gives NULL when it had one already.
 */
struct diag *lower_error(struct lower *cx, struct span at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static inline struct pos pos_add(struct pos p, uint32_t off)
{
	p.off += off;
	return p;
}

/* p + v, the constant part of v in the offset. */
struct pos pos_add_val(struct lower *cx, struct pos p, struct val v);

/* Loads at p + off. */
struct val pos_u8(struct lower *cx, struct pos p, uint32_t off);
struct val pos_u16(struct lower *cx, struct pos p, uint32_t off);
struct val pos_u32(struct lower *cx, struct pos p, uint32_t off);

/* The network header, behind LLC or not; queues an error where a link type has it at no place
 * that is known.
 */
struct pos net_pos(struct lower *cx);
struct pos llc_pos(struct lower *cx);

/* What follows an IPv4 header (its length field) and a bare IPv6 header. */
struct pos ip4_payload(struct lower *cx);
struct pos ip6_payload(struct lower *cx);

/* lower_link.c: the worlds that a packet of this link type can start in, and the test that
 * tells them apart.
 */
enum { START_WORLDS = 2 };
uint32_t start_worlds(struct lower *cx, uint32_t out[START_WORLDS]);
struct ref lower_start(struct lower *cx, const struct ref start[START_WORLDS]);

/* The 32-bit length of the header in front, on link types that have one. */
struct val link_length(struct lower *cx);

/* lower_bound.c: the same, and such a length is at most OFFSET_MAX where it is added to. */
struct ref lower_bound(struct lower *cx, struct ref root);

/* An 802.11 frame at p is a data frame. */
struct ref lower_wlan_data(struct lower *cx, struct ref yes, struct ref no);

/* lower_type.c: "the link layer says the payload is x". named: from a protocol word, which
 * a link type may have no number for; then it is false.
 */
struct ref lower_type(struct lower *cx, uint32_t x, bool named, struct ref yes,
                      struct ref no);
struct ref lower_first_fragment(struct lower *cx, struct ref yes, struct ref no);
/* Is that a test of the type field, and of nothing else? */
bool lower_type_is_field(const struct lower *cx, uint32_t x);

bool lower_has_types(struct lower *cx);

/* lower_set.c */
uint32_t set_key(const struct ast *tree);
void set_add(struct lower *cx, struct set *s, const struct ast *tree);
struct ref lower_set(struct lower *cx, struct set *s, struct ref yes, struct ref no);
struct ref lower_ranges(struct lower *cx, struct val v, ranges_t *r, struct ref yes,
                        struct ref no);
void ranges_add(struct lower *cx, ranges_t *r, uint32_t lo, uint32_t hi);

/* lower_addr.c */
struct ref in_macs(struct lower *cx, struct pos p, uint64_t *mac, uint32_t count,
                   struct ref yes, struct ref no);
static inline uint64_t mac_number(const uint8_t mac[6])
{
	uint64_t n = 0;

	for (int i = 0; i < 6; i++)
		n = n << 8 | mac[i];
	return n;
}

struct ref lower_hosts(struct lower *cx, struct set *s, struct ref yes, struct ref no);
struct ref lower_macs(struct lower *cx, struct set *s, struct ref yes, struct ref no);
struct ref lower_mac_bytes(struct lower *cx, struct pos p, uint64_t mac, struct ref yes,
                           struct ref no);
struct ref lower_not_le_control(struct lower *cx, struct ref yes, struct ref no);
bool lower_has_mac(struct lower *cx, const char *what);
struct ref lower_mac8(struct lower *cx, const struct resolved *r, struct ref yes,
                      struct ref no);
struct ref lower_decnet(struct lower *cx, const struct resolved *r, struct ref yes,
                        struct ref no);
struct ref lower_gateway(struct lower *cx, const struct resolved *r, struct ref yes,
                         struct ref no);

/* lower_proto.c */
struct ref lower_proto_word(struct lower *cx, enum proto_id id, struct ref yes,
                            struct ref no);
struct ref lower_ports(struct lower *cx, struct set *s, struct ref yes, struct ref no);
struct ref lower_ip_proto(struct lower *cx, enum proto_id family, ranges_t *nums,
                          struct ref yes, struct ref no);
struct ref lower_iso(struct lower *cx, ranges_t *nlpids, struct ref yes, struct ref no);
struct ref lower_isis(struct lower *cx, ranges_t *types, struct ref yes, struct ref no);
struct ref lower_protochain(struct lower *cx, const struct resolved *r, struct ref yes,
                            struct ref no);

/* lower_ip6ext.c: walks along the headers of the IPv6 packet at cx->w to the first whose
 * number is among nums; found() gives the node for where it lies.
 *
 * later: fragments other than the first count as well; they have no such header, so found()
 * must not look at it.
 */
struct ref lower_ip6_walk(struct lower *cx, const ranges_t *nums, bool later,
                          struct ref (*found)(struct lower *cx, struct pos at, void *arg),
                          void *arg, struct ref no);

/* lower_wlan.c: addresses and words of 802.11. */
enum wlan_address { WLAN_SA, WLAN_DA };
struct ref lower_wlan_macs(struct lower *cx, struct set *s, struct ref yes, struct ref no);
struct ref lower_wlan_address(struct lower *cx, const struct resolved *r, struct ref yes,
                              struct ref no);
struct ref lower_wlan_group(struct lower *cx, bool broadcast, struct ref yes,
                            struct ref no);
struct ref lower_wlan_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                           struct ref no);

/* lower_pf.c, lower_atm.c, lower_ss7.c: words of one link type each. */
struct ref lower_pf_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                         struct ref no);
struct ref lower_atm_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                          struct ref no);
struct ref lower_ss7_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                          struct ref no);

/* b(at) compared with n; the node for each relational operator. */
struct ref lower_compare(struct graph *g, enum relop op, struct val a, struct val b,
                         struct ref yes, struct ref no);

/* lower_expr.c */
struct ref lower_relation(struct lower *cx, const struct ast *rel, struct ref yes,
                          struct ref no);

/* What the relation compares, in a packet that starts here; false: it has no such values. */
bool lower_sides(struct lower *cx, const struct ast *rel, struct val *a, struct val *b);

/* lower_word.c: words that leave the state alone. */
struct ref lower_word(struct lower *cx, const struct ast_word *word, struct ref yes,
                      struct ref no);

/* lower_shift.c: words that change it. */
/* The node to go on with, world by world. */
struct map {
	const uint32_t *world;
	const struct ref *to;
	uint32_t count;
};

struct ref map_get(const struct map *m, uint32_t world);
bool word_shifts(const struct ast_word *word);

/* The worlds that a word leads to from world; at most WORLDS_PER_WORD, gives how many. */
enum { WORLDS_PER_WORD = 5, WORLDS_MAX = 4096 };
uint32_t shift_worlds(struct lower *cx, uint32_t world, const struct ast_word *word,
                      uint32_t out[WORLDS_PER_WORD]);

/* The node to enter where the word was not evaluated at all. */
struct ref shift_skipped(struct lower *cx, uint32_t world, const struct ast_word *word,
                         struct ref (*then)(struct lower *, uint32_t, void *), void *arg);

/* The test of the word itself, going on in the world it leads to. */
struct ref lower_shift(struct lower *cx, uint32_t world, const struct ast_word *word,
                       const struct map *yes, const struct map *no);

uint32_t world_intern(struct lower *cx, const struct where *w);

#endif
