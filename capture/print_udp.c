/* SPDX-License-Identifier: BSD-2-Clause */
/* UDP, the table of what is looked into by port, and transports that only have ports.
 *
 * Sources: RFC 768, RFC 8200 8.1 (checksum 0), RFC 3828, RFC 4340, RFC 9260 (SCTP).
 */
#include "capture/print_parts.h"

/* By destination port. */
static const struct print_row ports[] = {
	{ 4789, "vxlan", print_vxlan },
	{ 6081, "geneve", print_geneve },
};

static void more_udp(struct print *p, const uint8_t *h, const struct bytes *all)
{
	uint16_t found = get_be16(h + 6);

	if (!more_begin(p, "udp"))
		return;
	if (!found) {
		out_text(&p->more, " cksum none");
		obj_text(p, "udp_checksum", "none");
	} else if (whole(p, all) && p->src && !p->routed) {
		uint32_t sum = add_sum(pseudo_sum(p), h, 6);
		uint16_t right = fold_sum(add_sum(sum, h + 8, all->len - 8));

		more_checksum(p, "udp_checksum", found, right ? right : 0xffff);
	} else {
		out_text(&p->more, " cksum ");
		out_0x(&p->more, found, 4);
	}
	more_end(p);
}

void print_udp(struct print *p, struct bytes b)
{
	struct bytes all = b;
	uint32_t len, wire = p->wire;
	const uint8_t *h = take_header(p, &b, 8, "udp");

	if (!h)
		return;
	put_endpoints(p, get_be16(h), get_be16(h + 2));
	len = get_be16(h + 4);
	if (len && len < 8) { /* 0: more than 65535 bytes */
		out_text(&p->out, "udp [bad length ");
		out_u32(&p->out, len);
		out_char(&p->out, ']');
		return;
	}
	if (len) {
		limit(p, &b, len - 8);
		wire = len;
		if (all.len > len)
			all.len = len;
	}
	len = p->wire;
	p->wire = wire;
	more_udp(p, h, &all);
	p->wire = len;
	obj_open(p, "udp");
	obj_number(p, "length", len);
	obj_close(p);
	for (size_t i = 0; i < sizeof(ports) / sizeof(ports[0]); i++) {
		if (ports[i].number == get_be16(h + 2) && !p->quoted) {
			ports[i].print(p, b);
			return;
		}
	}
	out_text(&p->out, "udp ");
	put_len(p);
	if (p->wire && !p->opts->quiet && !p->quoted)
		put_datagram(p, b, get_be16(h), get_be16(h + 2));
}

/* Transports that begin with the two ports and have no more to say: p->name is theirs. */
void print_ports(struct print *p, struct bytes b)
{
	const uint8_t *h = take_header(p, &b, 4, p->name);

	if (!h)
		return;
	put_endpoints(p, get_be16(h), get_be16(h + 2));
	out_text(&p->out, p->name);
	out_char(&p->out, ' ');
	p->wire += 4;
	put_len(p);
}

static const char *const chunks[] = {
	"data",          "init",       "init-ack", "sack",         "heartbeat",
	"heartbeat-ack", "abort",      "shutdown", "shutdown-ack", "error",
	"cookie-echo",   "cookie-ack", "ecne",     "cwr",          "shutdown-complete",
	"auth",
};

/* Chunks are a type, flags, a length and are padded to four bytes; the first eight are
 * named. Their first word behind the header counts: TSN, tag or cumulative TSN.
 */
static void put_chunks(struct print *p, struct bytes b)
{
	obj_list(p, "chunks");
	for (unsigned i = 0; b.len >= 4 && !b.failed; i++) {
		const uint8_t *chunk = b.at;
		const char *start;
		uint32_t len = get_be16(chunk + 2);

		if (i)
			out_char(&p->out, ',');
		if (i == 8) {
			out_text(&p->out, " ...");
			break;
		}
		start = p->out.at + 1;
		put_word(p, chunks, sizeof(chunks) / sizeof(chunks[0]), chunk[0]);
		obj_since(p, NULL, start);
		if ((chunk[0] == 0 || chunk[0] == 3) && b.len >= 8) {
			out_text(&p->out, " tsn ");
			out_u32(&p->out, get_be32(chunk + 4));
		}
		if (len < 4) {
			out_text(&p->out, " [bad length]");
			break;
		}
		bytes_take(&b, (len + 3) & ~3u);
	}
	obj_list_end(p);
}

void print_sctp(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *h;

	if (b.len < 12 && b.len >= 4) {
		put_endpoints(p, get_be16(b.at), get_be16(b.at + 2));
		out_text(&p->out, "sctp");
		take(p, &b, 12);
		return;
	}
	h = take_header(p, &b, 12, "sctp");
	if (!h)
		return;
	put_endpoints(p, get_be16(h), get_be16(h + 2));
	out_text(&p->out, "sctp len ");
	out_u32(&p->out, len);
	obj_open(p, "sctp");
	obj_number(p, "tag", get_be32(h + 4));
	if (!p->opts->quiet)
		put_chunks(p, b);
	obj_close(p);
	if (more_begin(p, "sctp")) {
		out_text(&p->more, " tag ");
		out_0x(&p->more, get_be32(h + 4), 8);
		more_end(p);
	}
}
