/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/print_parts.h - what the printers of single protocols share.
 *
 * A printer gets the captured bytes of its layer in a checked cursor and writes to p->out.
 * A new protocol is a function here and a row in the table of the layer below it
 * (ethertypes in print_ether.c, IP protocols in print_ip.c, UDP ports in print_udp.c).
 *
 * p->wire is the length on the wire of what the cursor stands at, so it is never less than
 * the bytes left in the cursor; take() keeps the two in step.
 */
#ifndef PFC_CAPTURE_PRINT_PARTS_H
#define PFC_CAPTURE_PRINT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "capture/print.h"
#include "capture/print_json.h"
#include "capture/print_out.h"
#include "capture/print_time.h"
#include "proto/link.h"

enum {
	LINE_ROOM = 8192, /* bytes of one line; many times what a packet can need */
	MORE_ROOM = 8192, /* bytes of the -v lines below it */
	JSON_ROOM = 32768, /* bytes of an object but for its head and the line */
	HEAD_ROOM = 4096,
	RESET_ROOM = 8, /* of the code that ends a colour */
	LAYERS_MAX = 16,  /* headers inside headers; a hostile packet stops here */
	EXTENSIONS_MAX = 8,
	IFACE_WIDTH = 15, /* longest interface name that still makes the column wider */
	FLOW_SETS = 16384, /* times FLOW_WAYS: TCP flows with relative numbers */
	FLOW_WAYS = 4,
};

/* The first sequence number of both ends of a TCP flow; 16 bytes, so that a set is one
 * cache line.
 */
struct flow {
	uint64_t tag;     /* hash of addresses and ports; low bits: which base is known */
	uint32_t base[2]; /* of the end with the larger address and port, of the other */
};

struct print;
typedef void print_fn(struct print *p, struct bytes b);

struct print_row {
	uint32_t number;
	const char *name;
	print_fn *print; /* NULL: name and length are all there is to say */
};

struct printer {
	struct printer_opts opts;
	struct print_clock clock;
	uint32_t count;          /* packets so far */
	uint32_t iface_width;    /* of the interface column */
	uint32_t linktype;       /* that link and row are for */
	const struct link *link; /* NULL: unknown */
	print_fn *print_link;    /* NULL: only name and length */
	char more[MORE_ROOM];
	char line[LINE_ROOM]; /* with JSON, where the line waits */
	char json[JSON_ROOM];
	uint32_t vlans[LAYERS_MAX], labels[LAYERS_MAX]; /* of this layer, for JSON */
	struct flow flows[FLOW_SETS][FLOW_WAYS];
};

/* One packet on its way through the printers. */
struct print {
	struct printer *owner;
	const struct printer_opts *opts;
	const struct packet *pkt;
	const struct source_iface *iface;
	struct out out;         /* the line */
	const char *line;       /* where it starts */
	struct out more;        /* the lines of -v; empty without it */
	struct out json;        /* without --json no room at all */
	const char *json_layer; /* where the innermost layer begins there */
	const char *protocol_name; /* of the innermost protocol; NULL: none yet */
	uint16_t src_port, dst_port; /* when has_ports */
	uint8_t vlan_count, label_count;
	bool has_ports;
	uint32_t wire;          /* bytes on the wire from the cursor on */
	uint32_t link_len;      /* bytes of link header, which -x leaves out */
	const uint8_t *mac_dst; /* six bytes; NULL: not known */
	const uint8_t *mac_src;
	const uint8_t *src, *dst; /* of the innermost IP header; NULL: none */
	uint8_t addr_len;         /* 4 or 16 */
	uint8_t protocol;         /* of the innermost IP header */
	uint8_t layers;
	uint8_t extension_count;
	uint8_t extensions[EXTENSIONS_MAX]; /* protocol numbers, in order */
	const char *name;                   /* of the row that chose this printer */
	bool fragment; /* not the whole of what was sent: checksums cannot be told */
	bool routed;   /* the IPv6 destination is not the last one */
	bool quoted;   /* a packet inside an ICMP error: cut short on purpose */
	bool torn;     /* a length field says more than the packet has */
	bool marked;   /* [cut] or [short] stands on the line */
	bool cut;      /* it is [cut] */
	bool payload_cut; /* of what a transport carries, not all was captured */
};

/* Kinds of fields for the eye; nothing at all without opts->color. */
enum tint { TINT_DIM, TINT_BAD, TINT_ODD };
void tint_begin(struct print *p, enum tint tint);
void tint_end(struct print *p);

/* > or <, 0: not known. */
char direction_of(const struct print *p);

/* [cut] or [short], for n bytes that are not there; the name of a header before it. */
void put_missing(struct print *p, size_t n);
void put_unread(struct print *p, const char *name);

/* The next n bytes. When they are not there says so on the line and returns NULL: [cut] if
 * they were on the wire, [short] if the packet is too small for what its headers claim.
 */
static inline const uint8_t *take(struct print *p, struct bytes *b, size_t n)
{
	const uint8_t *at = bytes_take(b, n);

	if (at)
		p->wire -= (uint32_t)n;
	else
		put_missing(p, n);
	return at;
}

/* The same for the first bytes of a layer: when short, addresses and its name stand in
 * front of the reason.
 */
static inline const uint8_t *take_header(struct print *p, struct bytes *b, size_t n,
                                         const char *name)
{
	if (b->len < n)
		put_unread(p, name);
	return take(p, b, n);
}

/* The layer ends after len bytes, as a length field says; what follows is padding. */
void limit(struct print *p, struct bytes *b, uint32_t len);

/* One header further in. False, with a note on the line, when there are too many. */
bool enter_layer(struct print *p);

/* "a > b " and the names of extension headers. Link addresses where there are no others. */
void put_addresses(struct print *p);
void put_endpoints(struct print *p, uint16_t src_port, uint16_t dst_port);

/* Addresses and "gre | ": another packet follows, with addresses of its own. */
void put_tunnel(struct print *p, const char *name);
void forget_addresses(struct print *p);

/* " ttl 64" on the line, "ttl":64 in the object of the protocol. */
void put_fact(struct print *p, const char *name, uint32_t number);

void put_len(struct print *p); /* "len 60", of p->wire */

/* A name, a number, or both (name NULL: "ethertype 0x88b5"), then the length. */
void put_named(struct print *p, const char *name);

/* A blank and the word that the list has for a number, else the number itself. */
void put_word(struct print *p, const char *const words[], size_t count,
              uint32_t number);

/* "cksum ok", "cksum 0x1234 bad (0x5678 is right)" on a line of -v; the member of an object
 * is "ok" or "bad".
 */
void more_checksum(struct print *p, const char *member, uint16_t found, uint16_t right);

/* A line of -v begins with its name: "\ttcp". False when there are none to write. */
bool more_begin(struct print *p, const char *name);
void more_end(struct print *p);

/* Sums for RFC 1071; fold_sum() gives the checksum field that makes the sum right. */
uint32_t add_sum(uint32_t sum, const uint8_t *bytes, size_t len);
uint16_t fold_sum(uint32_t sum);

/* Whether the checksum over the layer at b, p->wire bytes, can be told. */
bool whole(const struct print *p, const struct bytes *b);

/* Sum of the pseudo-header of the innermost IP header. */
uint32_t pseudo_sum(const struct print *p);

/* The slot of a TCP flow, found or made; *dir is 0 or 1, the end that sent this packet. */
struct flow *flow_slot(struct print *p, const uint8_t *ports, unsigned *dir);

/* Link layers. */
print_fn print_ether, print_null, print_loop, print_raw, print_sll, print_sll2,
	print_ppp;
void print_ethertype(struct print *p, struct bytes b, uint32_t type);
void print_llc(struct print *p, struct bytes b);
void print_ppp_payload(struct print *p, struct bytes b, uint32_t protocol);
print_fn print_by_row;
print_fn print_vlan, print_mpls, print_pppoe_discovery, print_pppoe_session, print_stp;
print_fn print_iso, print_slow, print_pause;
print_fn print_arp;

/* IP and what lies in it. */
print_fn print_ip4, print_ip6, print_ip;

/* What an address family of a BSD, Darwin or Linux says that it is. */
void print_family(struct print *p, struct bytes b, uint32_t family);
print_fn print_tcp, print_udp, print_ports, print_sctp;
print_fn print_icmp, print_icmp6, print_igmp, print_gre, print_esp, print_ospf;
/* What a transport carries, told by port or by its first bytes; p->wire is its length. */
void put_stream(struct print *p, struct bytes b, uint16_t src, uint16_t dst);
void put_datagram(struct print *p, struct bytes b, uint16_t src, uint16_t dst);

print_fn print_vrrp, print_pim, print_etherip, print_vxlan, print_geneve;

#endif
