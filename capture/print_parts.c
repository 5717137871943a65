/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/print_parts.h"

#include "capture/resolve.h"

static const char *const tints[] = {
	[TINT_DIM] = "\033[2m",
	[TINT_BAD] = "\033[1;31m",
	[TINT_ODD] = "\033[33m",
};

/* Of addresses: what red and yellow say is left to trouble. */
static const char *const hues[] = {
	"\033[32m", "\033[34m", "\033[35m", "\033[36m",
	"\033[92m", "\033[94m", "\033[95m", "\033[96m",
};

void tint_begin(struct print *p, enum tint tint)
{
	if (p->opts->color)
		out_text(&p->out, tints[tint]);
}

void tint_end(struct print *p)
{
	if (p->opts->color)
		out_text(&p->out, "\033[0m");
}

/* An address has the same hue wherever it stands. */
static void hue_begin(struct print *p, const uint8_t *addr)
{
	uint32_t hash = 0;

	if (!p->opts->color)
		return;
	for (unsigned i = 0; i < p->addr_len; i++)
		hash = (hash ^ addr[i]) * 0x01000193;
	hash ^= hash >> 15;
	out_text(&p->out, hues[hash % (sizeof(hues) / sizeof(hues[0]))]);
}

/* Says once per line why it ends here. */
static void mark(struct print *p, const char *why)
{
	if (!p->quoted && !p->marked) {
		if (p->out.at > p->line && p->out.at[-1] != ' ')
			out_char(&p->out, ' ');
		tint_begin(p, TINT_ODD);
		out_text(&p->out, why);
		tint_end(p);
	}
	p->marked = true;
}

void put_missing(struct print *p, size_t n)
{
	bool cut = p->wire >= n && !p->torn;

	if (!p->marked)
		p->cut = cut;
	mark(p, cut ? "[cut]" : "[short]");
}

void put_unread(struct print *p, const char *name)
{
	put_addresses(p);
	out_text(&p->out, name);
}

void limit(struct print *p, struct bytes *b, uint32_t len)
{
	if (len > p->wire && !p->fragment && !p->quoted)
		p->torn = true;
	p->wire = len;
	if (b->len > len)
		b->len = len;
}

bool enter_layer(struct print *p)
{
	if (p->layers == LAYERS_MAX) {
		mark(p, "[too many headers]");
		return false;
	}
	p->layers++;
	return true;
}

/* The name of an address, where there is one. */
static bool put_host(struct print *p, const uint8_t *addr)
{
	const char *name = NULL;

	if (p->opts->resolver)
		name = resolver_name(p->opts->resolver, addr, p->addr_len);
	if (name)
		out_escaped(&p->out, name, strlen(name));
	return name;
}

static void put_addr(struct print *p, const uint8_t *addr)
{
	hue_begin(p, addr);
	if (!put_host(p, addr)) {
		if (p->addr_len == 4)
			out_ip4(&p->out, addr);
		else
			out_ip6(&p->out, addr);
	}
	tint_end(p);
}

/* IPv6 with a port is written in brackets. */
static void put_endpoint(struct print *p, const uint8_t *addr, uint16_t port)
{
	hue_begin(p, addr);
	if (put_host(p, addr)) {
		/* a name needs no brackets */
	} else if (p->addr_len == 4) {
		out_ip4(&p->out, addr);
	} else {
		out_char(&p->out, '[');
		out_ip6(&p->out, addr);
		out_char(&p->out, ']');
	}
	tint_end(p);
	out_char(&p->out, ':');
	out_u32(&p->out, port);
}

static const char *extension_name(uint8_t protocol)
{
	switch (protocol) {
	case 0:
		return "hopopts ";
	case 43:
		return "routing ";
	case 44:
		return "fraghdr ";
	case 51:
		return "ah ";
	case 60:
		return "dstopts ";
	case 135:
		return "mobility ";
	case 139:
		return "hip ";
	default:
		return "shim6 ";
	}
}

static void put_extensions(struct print *p)
{
	for (unsigned i = 0; i < p->extension_count; i++)
		out_text(&p->out, extension_name(p->extensions[i]));
	p->extension_count = 0;
}

void put_addresses(struct print *p)
{
	if (p->src) {
		put_addr(p, p->src);
		out_text(&p->out, " > ");
		put_addr(p, p->dst);
		out_char(&p->out, ' ');
		put_extensions(p);
	} else if (p->mac_src && !p->opts->link) {
		out_mac(&p->out, p->mac_src);
		if (p->mac_dst) {
			out_text(&p->out, " > ");
			out_mac(&p->out, p->mac_dst);
		}
		out_char(&p->out, ' ');
	}
}

void put_endpoints(struct print *p, uint16_t src_port, uint16_t dst_port)
{
	p->has_ports = true;
	p->src_port = src_port;
	p->dst_port = dst_port;
	if (!p->src)
		return;
	put_endpoint(p, p->src, src_port);
	out_text(&p->out, " > ");
	put_endpoint(p, p->dst, dst_port);
	out_char(&p->out, ' ');
	put_extensions(p);
}

void forget_addresses(struct print *p)
{
	p->src = p->dst = NULL;
	p->mac_src = p->mac_dst = NULL;
}

void put_tunnel(struct print *p, const char *name)
{
	put_addresses(p);
	out_text(&p->out, name);
	out_text(&p->out, " | ");
	obj_tunnel(p, name, false, 0);
	forget_addresses(p);
}

void put_fact(struct print *p, const char *name, uint32_t number)
{
	out_char(&p->out, ' ');
	out_text(&p->out, name);
	out_char(&p->out, ' ');
	out_u32(&p->out, number);
	obj_number(p, name, number);
}

void put_len(struct print *p)
{
	out_text(&p->out, "len ");
	out_u32(&p->out, p->wire);
}

void put_named(struct print *p, const char *name)
{
	put_addresses(p);
	out_text(&p->out, name);
	out_char(&p->out, ' ');
	put_len(p);
	p->protocol_name = name;
}

void put_word(struct print *p, const char *const words[], size_t count, uint32_t number)
{
	out_char(&p->out, ' ');
	if (number < count && words[number])
		out_text(&p->out, words[number]);
	else
		out_u32(&p->out, number);
}

bool more_begin(struct print *p, const char *name)
{
	if (!p->opts->verbose || p->quoted)
		return false;
	out_char(&p->more, '\t');
	out_text(&p->more, name);
	return true;
}

void more_end(struct print *p)
{
	out_char(&p->more, '\n');
}

void more_checksum(struct print *p, const char *member, uint16_t found, uint16_t right)
{
	obj_text(p, member, found == right ? "ok" : "bad");
	out_text(&p->more, " cksum ");
	if (found == right) {
		out_text(&p->more, "ok");
		return;
	}
	out_0x(&p->more, found, 4);
	out_text(&p->more, " bad (");
	out_0x(&p->more, right, 4);
	out_text(&p->more, " is right)");
}

uint32_t add_sum(uint32_t sum, const uint8_t *bytes, size_t len)
{
	uint64_t total = sum;

	for (; len >= 4; bytes += 4, len -= 4)
		total += get_be32(bytes);
	if (len >= 2) {
		total += get_be16(bytes);
		bytes += 2;
		len -= 2;
	}
	if (len)
		total += (uint32_t)bytes[0] << 8;
	total = (total & 0xffffffff) + (total >> 32);
	total = (total & 0xffff) + (total >> 16 & 0xffff) + (total >> 32);
	return (uint32_t)total;
}

uint16_t fold_sum(uint32_t sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

bool whole(const struct print *p, const struct bytes *b)
{
	return !p->fragment && !p->quoted && !p->opts->no_checksums && !b->failed &&
	       b->len == p->wire;
}

uint32_t pseudo_sum(const struct print *p)
{
	uint32_t sum = p->protocol;

	sum += (p->wire & 0xffff) + (p->wire >> 16);
	sum = add_sum(sum, p->src, p->addr_len);
	return add_sum(sum, p->dst, p->addr_len);
}
