/* SPDX-License-Identifier: BSD-2-Clause */
/* TCP and UDP as tcpdump prints them. */
#include "capture/print_classic.h"

enum {
	FIN = 0x01,
	SYN = 0x02,
	RST = 0x04,
	ACK = 0x10,
	URG = 0x20,
	LINE_SHOWN = 200,
};

static void put_flags(struct print *p, uint32_t flags)
{
	static const char letters[] = "FSRP.UEW";

	out_text(&p->out, "Flags [");
	if (!flags)
		out_text(&p->out, "none");
	for (unsigned i = 0; i < 8; i++)
		if (flags & 1u << i)
			out_char(&p->out, letters[i]);
	out_char(&p->out, ']');
}

static void put_sack(struct print *p, const uint8_t *at, uint32_t len, uint32_t base)
{
	out_text(&p->out, "sack ");
	out_u32(&p->out, len / 8);
	out_char(&p->out, ' ');
	for (; len >= 8; at += 8, len -= 8) {
		out_char(&p->out, '{');
		out_u32(&p->out, get_be32(at) - base);
		out_char(&p->out, ':');
		out_u32(&p->out, get_be32(at + 4) - base);
		out_char(&p->out, '}');
	}
}

/* An option of len bytes that starts with its kind and length. */
static void put_option(struct print *p, const uint8_t *at, uint32_t len, uint32_t base)
{
	struct out *o = &p->out;

	if (at[0] == 2 && len == 4) {
		out_text(o, "mss ");
		out_u32(o, get_be16(at + 2));
	} else if (at[0] == 3 && len == 3) {
		out_text(o, "wscale ");
		out_u32(o, at[2]);
	} else if (at[0] == 4 && len == 2) {
		out_text(o, "sackOK");
	} else if (at[0] == 5 && len % 8 == 2) {
		put_sack(p, at + 2, len - 2, base);
	} else if (at[0] == 8 && len == 10) {
		out_text(o, "TS val ");
		out_u32(o, get_be32(at + 2));
		out_text(o, " ecr ");
		out_u32(o, get_be32(at + 6));
	} else {
		out_text(o, "unknown-");
		out_u32(o, at[0]);
		for (uint32_t i = 2; i < len; i++) {
			if (i == 2)
				out_text(o, " 0x");
			out_hex(o, at[i], 2);
		}
	}
}

/* False: the line ends with an option that is damaged. */
static bool put_options(struct print *p, struct bytes b, uint32_t base)
{
	const char *between = ", options [";

	if (!b.len)
		return true;
	while (b.len) {
		const uint8_t *at = b.at;
		uint8_t kind = bytes_u8(&b), len;

		out_text(&p->out, between);
		between = ",";
		if (kind == 0) {
			out_text(&p->out, "eol");
			break;
		}
		if (kind == 1) {
			out_text(&p->out, "nop");
			continue;
		}
		len = bytes_u8(&b);
		if (len < 2 || !bytes_take(&b, len - 2u)) {
			out_text(&p->out, "[bad opt]]");
			return false;
		}
		put_option(p, at, len, base);
	}
	out_char(&p->out, ']');
	return true;
}

/* Numbers are relative behind the packet that began the flow here, if they have an ACK. */
static void relative(struct print *p, const uint8_t *h, uint32_t flags, uint32_t *seq,
                     uint32_t *ack, uint32_t *sack_base)
{
	unsigned dir;
	struct flow *f;

	*sack_base = 0;
	if (p->opts->absolute_seq || !(flags & ACK))
		return;
	f = flow_slot(p, h, &dir);
	if (!(f->tag & 1) || flags & SYN) {
		f->tag |= 1;
		f->base[dir] = *seq;
		f->base[!dir] = *ack - 1;
	} else {
		*seq -= f->base[dir];
		*ack -= f->base[!dir];
	}
	*sack_base = f->base[!dir];
}

/* Of a line that ends, without its end; 0 when it does not, or has other bytes in it. */
static size_t line_len(const struct bytes *b)
{
	const uint8_t *end = b->len ? memchr(b->at, '\n', b->len) : NULL;
	size_t len = end ? (size_t)(end - b->at) : 0;

	if (len && b->at[len - 1] == '\r')
		len--;
	for (size_t i = 0; i < len; i++)
		if (b->at[i] < 0x20 || b->at[i] > 0x7e)
			return 0;
	return len > LINE_SHOWN ? 0 : len;
}

static bool is_http(uint16_t port)
{
	return port == 80 || port == 8080 || port == 3128;
}

/* The first line of HTTP, or only its name. */
static void put_http(struct print *p, const struct bytes *b)
{
	size_t len = line_len(b);

	out_text(&p->out, ": HTTP");
	if (!len || b->at[0] < 'A' || b->at[0] > 'Z' || !memmem(b->at, len, "HTTP/", 5))
		return;
	out_text(&p->out, ": ");
	out_escaped(&p->out, b->at, len);
}

/* What of the payload is said: of HTTP and SSH the first line, and DNS. */
static void put_payload(struct print *p, struct bytes b, uint16_t src, uint16_t dst)
{
	size_t len = line_len(&b);

	if (is_http(src) || is_http(dst)) {
		put_http(p, &b);
	} else if ((src == 53 || dst == 53) && p->wire > 2) {
		out_char(&p->out, ' ');
		bytes_take(&b, 2);
		classic_dns(p, b, p->wire - 2);
	} else if ((src == 22 || dst == 22) && len > 4 && !memcmp(b.at, "SSH-", 4)) {
		out_text(&p->out, ": SSH: ");
		out_escaped(&p->out, b.at, len);
	}
}

void classic_tcp(struct print *p, struct bytes b)
{
	const uint8_t *h;
	uint32_t header_len, flags, seq, ack, base;

	if (b.len < 20) {
		if (b.len >= 4)
			classic_endpoints(p, get_be16(b.at), get_be16(b.at + 2));
		else
			classic_addresses(p);
		out_text(&p->out, " [|tcp]");
		p->marked = true;
		return;
	}
	h = classic_take(p, &b, 20, "tcp");
	classic_endpoints(p, get_be16(h), get_be16(h + 2));
	header_len = 4 * (h[12] >> 4);
	if (header_len < 20) {
		out_text(&p->out, " tcp ");
		out_u32(&p->out, p->wire + 20 - header_len);
		out_text(&p->out, " [bad hdr length ");
		out_u32(&p->out, header_len);
		out_text(&p->out, " - too short, < 20]");
		return;
	}
	flags = h[13];
	if (!p->opts->quiet) {
		put_flags(p, flags);
	} else {
		out_text(&p->out, "tcp ");
		out_u32(&p->out, p->wire + 20 - header_len);
	}
	if (header_len - 20 > p->wire) {
		out_text(&p->out, " [bad hdr length ");
		out_u32(&p->out, header_len);
		out_text(&p->out, " - too long, > ");
		out_u32(&p->out, p->wire + 20);
		out_char(&p->out, ']');
		return;
	}
	p->wire -= header_len - 20;
	if (p->opts->quiet)
		return;
	seq = get_be32(h + 4);
	ack = get_be32(h + 8);
	relative(p, h, flags, &seq, &ack, &base);
	if (p->wire || flags & (SYN | FIN | RST))
		classic_fact(p, "seq", seq);
	if (p->wire) {
		out_char(&p->out, ':');
		out_u32(&p->out, seq + p->wire);
	}
	if (flags & ACK)
		classic_fact(p, "ack", ack);
	classic_fact(p, "win", get_be16(h + 14));
	if (flags & URG)
		classic_fact(p, "urg", get_be16(h + 18));
	if (b.len < header_len - 20) {
		p->wire += header_len - 20;
		classic_take(p, &b, header_len - 20, "tcp");
		return;
	}
	if (!put_options(p, (struct bytes){ h + 20, header_len - 20, false }, base))
		return;
	bytes_take(&b, header_len - 20);
	classic_len(p, p->wire);
	if (p->wire)
		put_payload(p, b, get_be16(h), get_be16(h + 2));
}

void classic_udp(struct print *p, struct bytes b)
{
	const uint8_t *h = b.at;
	uint32_t len;

	if (b.len < 8) {
		if (b.len >= 4)
			classic_endpoints(p, get_be16(h), get_be16(h + 2));
		else
			classic_addresses(p);
		out_text(&p->out, " [|udp]");
		p->marked = true;
		return;
	}
	classic_endpoints(p, get_be16(h), get_be16(h + 2));
	len = get_be16(h + 4);
	if (len < 8) {
		out_text(&p->out, "truncated-udplength ");
		out_u32(&p->out, len);
		return;
	}
	if (!p->opts->quiet && (get_be16(h) == 53 || get_be16(h + 2) == 53)) {
		bytes_take(&b, 8);
		if (b.len > len - 8)
			b.len = len - 8;
		classic_dns(p, b, (p->wire < len ? p->wire : len) - 8);
		return;
	}
	out_text(&p->out, "UDP");
	if (len > p->wire && !p->fragment) {
		classic_fact(p, "bad length", len - 8);
		out_text(&p->out, " > ");
		out_u32(&p->out, p->wire - 8);
		return;
	}
	classic_len(p, (p->wire < len && !p->fragment ? p->wire : len) - 8);
}
