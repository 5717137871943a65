/* SPDX-License-Identifier: BSD-2-Clause */
/* DHCP and DHCPv6: the kind of message, who it is about, the addresses in it.
 *
 * Sources: RFC 951, RFC 2131, RFC 2132, RFC 8415; IANA bootp-dhcp-parameters and
 * dhcpv6-parameters.
 */
#include "capture/print_app.h"

enum {
	OPTIONS_MAX = 64, /* looked at in one message */
	TEXT_SHOWN = 60,
};

enum option {
	OPTION_PAD = 0,
	OPTION_HOST_NAME = 12,
	OPTION_REQUESTED = 50,
	OPTION_LEASE = 51,
	OPTION_KIND = 53,
	OPTION_SERVER = 54,
	OPTION_END = 255,
};

static const char *const kinds[] = {
	"bootp",      "discover",   "offer",   "request", "decline",
	"ack",        "nak",        "release", "inform",  "forcerenew",
	"leasequery", "unassigned", "unknown", "active",
};

struct dhcp {
	unsigned kind;                 /* of OPTION_KIND; 0: none */
	const uint8_t *asked, *server; /* NULL: not said */
	const uint8_t *name;
	uint32_t name_len;
	bool has_lease;
	uint32_t lease; /* seconds */
};

static void read_options(struct bytes *b, struct dhcp *d)
{
	for (unsigned i = 0; i < OPTIONS_MAX && b->len; i++) {
		uint8_t code = bytes_u8(b);
		const uint8_t *at;
		uint8_t len;

		if (code == OPTION_END)
			return;
		if (code == OPTION_PAD)
			continue;
		len = bytes_u8(b);
		at = bytes_take(b, len);
		if (!at)
			return;
		if (code == OPTION_KIND && len == 1) {
			d->kind = at[0];
		} else if (code == OPTION_REQUESTED && len == 4) {
			d->asked = at;
		} else if (code == OPTION_SERVER && len == 4) {
			d->server = at;
		} else if (code == OPTION_LEASE && len == 4) {
			d->has_lease = true;
			d->lease = get_be32(at);
		} else if (code == OPTION_HOST_NAME) {
			d->name = at;
			d->name_len = len;
		}
	}
}

static void put_addr(struct print *p, const char *name, const uint8_t *addr)
{
	if (!addr || !get_be32(addr))
		return;
	out_char(&p->out, ' ');
	out_text(&p->out, name);
	out_char(&p->out, ' ');
	out_ip4(&p->out, addr);
	obj_addr(p, name, addr, 4);
}

/* The fixed part is 236 bytes; a magic number tells DHCP's options from BOOTP's. */
void app_dhcp(struct print *p, struct bytes b, const char *name)
{
	const uint8_t *h = bytes_take(&b, 236);
	const char *start;
	struct dhcp d = { 0 };

	app_begin(p, name);
	if (!h) {
		app_end(p, &b);
		return;
	}
	if (b.len >= 4 && get_be32(b.at) == 0x63825363) {
		bytes_take(&b, 4);
		read_options(&b, &d);
	}
	start = p->out.at + 1;
	put_word(p, kinds, sizeof(kinds) / sizeof(kinds[0]), d.kind);
	obj_since(p, "kind", start);
	if (h[1] == 1 && h[2] == 6) {
		out_char(&p->out, ' ');
		out_mac(&p->out, h + 28);
		obj_mac(p, "client", h + 28);
	}
	put_addr(p, "has", h + 12);
	put_addr(p, "ask", d.asked);
	put_addr(p, "gets", h + 16);
	put_addr(p, "server", d.server);
	put_addr(p, "relay", h + 24);
	if (d.has_lease)
		put_fact(p, "lease", d.lease);
	if (d.name_len) {
		out_text(&p->out, " name ");
		start = p->out.at;
		app_text(p, d.name, d.name_len, TEXT_SHOWN);
		obj_since(p, "name", start);
	}
	app_end(p, &b);
}

static const char *const kinds6[] = {
	NULL,     "solicit", "advertise",  "request",    "confirm",
	"renew",  "rebind",  "reply",      "release",    "decline",
	"reconf", "inform",  "relay-forw", "relay-repl",
};

enum option6 {
	OPTION6_IA_NA = 3,
	OPTION6_IA_TA = 4,
	OPTION6_ADDRESS = 5,
	OPTION6_RELAYED = 9,
	OPTION6_IA_PD = 25,
	OPTION6_PREFIX = 26,
};

enum { RELAY_FORWARD = 12, RELAY_REPLY = 13, RELAYS_MAX = 8 };

static void put_address6(struct print *p, const uint8_t *addr)
{
	out_text(&p->out, " addr ");
	out_ip6(&p->out, addr);
	obj_addr(p, NULL, addr, 16);
}

/* Two lifetimes, the length, the prefix. */
static void put_prefix6(struct print *p, const uint8_t *at)
{
	const char *start;

	out_text(&p->out, " prefix ");
	start = p->out.at;
	out_ip6(&p->out, at + 9);
	out_char(&p->out, '/');
	out_u32(&p->out, at[8]);
	obj_since(p, NULL, start);
}

/* The message that a relay packed up; failed: none. */
static struct bytes find_relayed(struct bytes b)
{
	for (unsigned i = 0; i < OPTIONS_MAX && b.len && !b.failed; i++) {
		uint16_t code = bytes_be16(&b), len = bytes_be16(&b);
		const uint8_t *at = b.at;

		if (code == OPTION6_RELAYED && !b.failed)
			return (struct bytes){ at, len < b.len ? len : b.len, false };
		bytes_take(&b, len);
	}
	b.failed = true;
	return b;
}

/* The addresses in the options, which lie in identity associations; *count bounds what is
 * looked at in all.
 */
static void put_options6(struct print *p, struct bytes *b, bool nested, unsigned *count)
{
	while (b->len && !b->failed && (*count)++ < OPTIONS_MAX) {
		uint16_t code = bytes_be16(b), len = bytes_be16(b);
		const uint8_t *at = bytes_take(b, len);
		size_t head = code == OPTION6_IA_TA ? 4 : 12;

		if (!at)
			break;
		if (code == OPTION6_ADDRESS && len >= 16) {
			put_address6(p, at);
		} else if (code == OPTION6_PREFIX && len >= 25) {
			put_prefix6(p, at);
		} else if (!nested && len > head &&
		           (code == OPTION6_IA_NA || code == OPTION6_IA_TA ||
		            code == OPTION6_IA_PD)) {
			struct bytes in = { at + head, len - head, false };

			put_options6(p, &in, true, count);
		}
	}
}

void app_dhcp6(struct print *p, struct bytes b, const char *name)
{
	unsigned count = 0;

	app_begin(p, name);
	for (unsigned i = 0; i < RELAYS_MAX; i++) {
		const uint8_t *h = bytes_take(&b, 4);
		bool relay = h && (h[0] == RELAY_FORWARD || h[0] == RELAY_REPLY);
		const char *start = p->out.at + 1;

		if (!h || (relay && !bytes_take(&b, 30)))
			break;
		put_word(p, kinds6, sizeof(kinds6) / sizeof(kinds6[0]), h[0]);
		if (relay) {
			b = find_relayed(b);
			continue;
		}
		obj_since(p, "kind", start);
		out_text(&p->out, " xid ");
		out_0x(&p->out, get_be32(h) & 0xffffff, 6);
		obj_number(p, "xid", get_be32(h) & 0xffffff);
		obj_list(p, "addresses");
		put_options6(p, &b, false, &count);
		obj_list_end(p);
		break;
	}
	app_end(p, &b);
}
