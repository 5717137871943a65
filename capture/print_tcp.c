/* SPDX-License-Identifier: BSD-2-Clause */
/* TCP, with sequence numbers counted from the start of each flow.
 *
 * The table of flows has a fixed size: sets of four, the least recently used of a set goes
 * first. A flow that lost its place, or whose beginning was not seen, prints its next
 * number as it is and counts from there. Two flows that share all 62 bits of the tag would
 * share their numbers; nothing else depends on the table.
 *
 * Sources: RFC 9293 (header, options), RFC 7323 (window scale, timestamps), RFC 2018
 * (SACK), RFC 3168 and RFC 9768 (ECN bits), RFC 7413, RFC 8684; IANA tcp-parameters.
 */
#include "capture/print_parts.h"

enum {
	FIN = 0x001,
	SYN = 0x002,
	RST = 0x004,
	ACK = 0x010,
	URG = 0x020,
	KNOWN = 3, /* low bits of a tag: which of the two bases are known */
};

/* The finalizer of splitmix64: every bit of the input reaches every bit of the output. */
static uint64_t mix(uint64_t x)
{
	x ^= x >> 30;
	x *= 0xbf58476d1ce4e5b9u;
	x ^= x >> 27;
	x *= 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

/* One number for an end of a flow: address and port themselves for IPv4. */
static uint64_t end_number(const uint8_t *addr, uint8_t addr_len, uint16_t port)
{
	uint64_t number = port;

	if (addr_len == 4)
		return number | (uint64_t)get_be32(addr) << 16;
	number += mix(get_be64(addr));
	return mix(number) + get_be64(addr + 8);
}

struct flow *flow_slot(struct print *p, const uint8_t *ports, unsigned *dir)
{
	uint64_t src = end_number(p->src, p->addr_len, get_be16(ports));
	uint64_t dst = end_number(p->dst, p->addr_len, get_be16(ports + 2));
	uint64_t hash = src < dst ? mix(src + mix(dst)) : mix(dst + mix(src));
	struct flow *set = p->owner->flows[hash % FLOW_SETS];
	uint64_t tag = hash & ~(uint64_t)KNOWN;
	struct flow found = { tag, { 0, 0 } };
	unsigned i;

	*dir = src < dst;
	if ((set->tag & ~(uint64_t)KNOWN) == tag)
		return set;
	for (i = 1; i < FLOW_WAYS; i++)
		if ((set[i].tag & ~(uint64_t)KNOWN) == tag)
			break;
	if (i < FLOW_WAYS)
		found = set[i];
	else
		i = FLOW_WAYS - 1;
	memmove(set + 1, set, i * sizeof(*set));
	set[0] = found;
	return set;
}

/* The number of one end as it is shown: relative when that end's start is known, else as
 * it is; `start` is then remembered.
 */
static uint32_t shown(struct flow *f, unsigned end, uint32_t number, uint32_t start)
{
	if (f->tag & 1u << end)
		return number - f->base[end];
	f->tag |= 1u << end;
	f->base[end] = start;
	return number;
}

static void relative(struct print *p, const uint8_t *h, uint32_t flags, uint32_t *seq,
                     uint32_t *ack)
{
	unsigned dir;
	struct flow *f = flow_slot(p, h, &dir);

	if (flags & SYN) {
		f->tag |= 1u << dir;
		f->base[dir] = *seq;
		if (!(flags & ACK)) /* a new connection on the same ports */
			f->tag &= ~(uint64_t)(1u << !dir);
	}
	if (flags & RST && !(f->tag & 1u << dir)) {
		if (f->tag & 1u << !dir && flags & ACK)
			*ack = *ack - f->base[!dir];
		return;
	}
	*seq = shown(f, dir, *seq, *seq - 1);
	if (flags & ACK)
		*ack = shown(f, !dir, *ack, *ack - 1);
}

/* The first byte of the text of each flag set, in the order tcpdump has them. */
static void put_flags(struct print *p, uint32_t flags)
{
	static const char letters[] = "FSRPAUEWe";

	if (!(flags & 0x1ff))
		out_char(&p->out, '-');
	for (unsigned i = 0; i < 9; i++)
		if (flags & 1u << i)
			out_char(&p->out, letters[i]);
}

static void more_sack(struct out *o, const uint8_t *at, size_t len)
{
	for (; len >= 8; at += 8, len -= 8) {
		out_char(o, ' ');
		out_u32(o, get_be32(at));
		out_char(o, '-');
		out_u32(o, get_be32(at + 4));
	}
}

/* One option of len bytes with its two bytes of kind and length at `at`. */
static void more_option(struct out *o, const uint8_t *at, uint32_t len)
{
	if (at[0] == 2 && len == 4) {
		out_text(o, " mss ");
		out_u32(o, get_be16(at + 2));
	} else if (at[0] == 3 && len == 3) {
		out_text(o, " ws ");
		out_u32(o, at[2]);
	} else if (at[0] == 4 && len == 2) {
		out_text(o, " sackOK");
	} else if (at[0] == 5 && len % 8 == 2) {
		out_text(o, " sack");
		more_sack(o, at + 2, len - 2);
	} else if (at[0] == 8 && len == 10) {
		out_text(o, " ts ");
		out_u32(o, get_be32(at + 2));
		out_char(o, ' ');
		out_u32(o, get_be32(at + 6));
	} else if (at[0] == 19 && len == 18) {
		out_text(o, " md5");
	} else if (at[0] == 29) {
		out_text(o, " tcp-ao");
	} else if (at[0] == 30) {
		out_text(o, " mptcp");
	} else if (at[0] == 34) {
		out_text(o, " fastopen");
	} else {
		out_text(o, " option ");
		out_u32(o, at[0]);
	}
}

static void more_options(struct print *p, struct bytes b)
{
	while (b.len) {
		const uint8_t *at = b.at;
		uint8_t kind = bytes_u8(&b);
		const char *start;
		uint8_t len;

		if (kind == 0) {
			out_text(&p->more, " eol");
			return;
		}
		if (kind == 1) {
			out_text(&p->more, " nop");
			continue;
		}
		len = bytes_u8(&b);
		if (len < 2 || !bytes_take(&b, len - 2u)) {
			out_text(&p->more, " [bad length]");
			return;
		}
		start = p->more.at + 1; /* behind the blank */
		more_option(&p->more, at, len);
		if (p->more.at > start) /* there was room for it */
			obj_printed(p, NULL, start, (size_t)(p->more.at - start));
	}
}

static void more_tcp(struct print *p, const uint8_t *h, const struct bytes *all,
                     uint32_t header_len)
{
	if (!more_begin(p, "tcp"))
		return;
	if (whole(p, all) && p->src && !p->routed) {
		uint32_t sum = pseudo_sum(p);
		uint16_t found = get_be16(h + 16);

		sum = add_sum(sum, h, 16);
		sum = add_sum(sum, h + 18, all->len - 18);
		more_checksum(p, "tcp_checksum", found, fold_sum(sum));
	} else {
		out_text(&p->more, " cksum ");
		out_0x(&p->more, get_be16(h + 16), 4);
	}
	if (header_len > 20) {
		out_text(&p->more, " options");
		obj_list(p, "tcp_options");
		more_options(p, (struct bytes){ h + 20, header_len - 20, false });
		obj_list_end(p);
	}
	more_end(p);
}

static void put_numbers(struct print *p, const uint8_t *h, uint32_t flags)
{
	uint32_t seq = get_be32(h + 4);
	uint32_t ack = get_be32(h + 8);
	const char *start;

	if (!p->opts->absolute_seq && !p->quoted && p->src)
		relative(p, h, flags, &seq, &ack);
	if (flags & RST)
		tint_begin(p, TINT_BAD);
	start = p->out.at;
	put_flags(p, flags);
	obj_since(p, "flags", start);
	if (flags & RST)
		tint_end(p);
	put_fact(p, "seq", seq);
	if (flags & ACK)
		put_fact(p, "ack", ack);
	put_fact(p, "win", get_be16(h + 14));
	if (flags & URG)
		put_fact(p, "urg", get_be16(h + 18));
	out_char(&p->out, ' ');
}

/* A packet quoted in an ICMP error may hold the ports only. */
void print_tcp(struct print *p, struct bytes b)
{
	struct bytes all = b;
	uint32_t header_len;
	const uint8_t *h;

	if (b.len < 20 && b.len >= 4) {
		put_endpoints(p, get_be16(b.at), get_be16(b.at + 2));
		out_text(&p->out, "tcp");
		take(p, &b, 20);
		return;
	}
	h = take_header(p, &b, 20, "tcp");
	if (!h)
		return;
	put_endpoints(p, get_be16(h), get_be16(h + 2));
	out_text(&p->out, "tcp ");
	header_len = 4 * (h[12] >> 4);
	if (header_len < 20) {
		out_text(&p->out, "[bad header length ");
		out_u32(&p->out, header_len);
		out_char(&p->out, ']');
		return;
	}
	obj_open(p, "tcp");
	if (!p->opts->quiet)
		put_numbers(p, h, (uint32_t)(h[12] & 1) << 8 | h[13]);
	if (!take(p, &b, header_len - 20)) {
		obj_close(p);
		return;
	}
	put_len(p);
	obj_number(p, "length", p->wire);
	obj_close(p);
	p->wire += header_len;
	more_tcp(p, h, &all, header_len);
	p->wire -= header_len;
	if (p->wire && !p->opts->quiet && !p->quoted)
		put_stream(p, b, get_be16(h), get_be16(h + 2));
}
