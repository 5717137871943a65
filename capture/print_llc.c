/* SPDX-License-Identifier: BSD-2-Clause */
/* What follows an 802.3 length: LLC, SNAP, spanning tree, IS-IS; and two protocols of
 * Ethernet's own (slow protocols, pause).
 *
 * Sources: IEEE 802.2 (LLC), IEEE 802 (SNAP), IEEE 802.1D and 802.1Q (spanning tree), ISO
 * 10589 and ISO 9577 (IS-IS, NLPID), IEEE 802.3 annexes 31B and 57A.
 */
#include "capture/print_parts.h"

enum {
	SAP_IP = 0x06,
	SAP_STP = 0x42,
	SAP_SNAP = 0xaa,
	SAP_IPX = 0xe0,
	SAP_NETBEUI = 0xf0,
	SAP_ISO = 0xfe,
	CONTROL_UI = 0x03,
	OUI_ETHERTYPE = 0x000000,
	OUI_CISCO = 0x00000c,
	OUI_APPLE = 0x080007,
};

/* Takes n bytes that -x does not count as payload when they touch the link header. */
static const uint8_t *take_link(struct print *p, struct bytes *b, size_t n,
                                const char *name)
{
	const uint8_t *at = take_header(p, b, n, name);

	if (at && at == p->pkt->data + p->link_len)
		p->link_len += (uint32_t)n;
	return at;
}

/* Cisco's protocols behind SNAP, by number. */
static const struct print_row cisco[] = {
	{ 0x0104, "port-aggregation", NULL },
	{ 0x010b, "pvst", print_stp },
	{ 0x0111, "udld", NULL },
	{ 0x2000, "cdp", NULL },
	{ 0x2003, "vtp", NULL },
	{ 0x2004, "dtp", NULL },
};

static void put_snap(struct print *p, uint32_t oui, uint32_t type)
{
	put_addresses(p);
	out_text(&p->out, "snap ");
	out_hex(&p->out, oui, 6);
	out_char(&p->out, ' ');
	out_0x(&p->out, type, 4);
	out_char(&p->out, ' ');
	put_len(p);
}

static void print_cisco(struct print *p, struct bytes b, uint32_t type)
{
	for (size_t i = 0; i < sizeof(cisco) / sizeof(cisco[0]); i++) {
		if (cisco[i].number != type)
			continue;
		p->name = cisco[i].name;
		if (cisco[i].print)
			cisco[i].print(p, b);
		else
			put_named(p, p->name);
		return;
	}
	put_snap(p, OUI_CISCO, type);
}

static void print_snap(struct print *p, struct bytes b)
{
	const uint8_t *header = take_link(p, &b, 5, "snap");
	uint32_t oui, type;

	if (!header)
		return;
	oui = get_be32(header) >> 8;
	type = get_be16(header + 3);
	if (oui == OUI_CISCO) {
		print_cisco(p, b, type);
	} else if ((oui == OUI_ETHERTYPE || oui == OUI_APPLE) && type > 1500) {
		print_ethertype(p, b, type);
	} else {
		put_snap(p, oui, type);
	}
}

static const char *control_name(uint32_t control)
{
	static const char *const supervisory[] = { "rr", "rnr", "rej", "s" };

	if (!(control & 1))
		return "i";
	if ((control & 3) == 1)
		return supervisory[control >> 2 & 3];
	switch (control & 0xef) { /* without poll/final */
	case 0x03:
		return "ui";
	case 0x0f:
		return "dm";
	case 0x43:
		return "disc";
	case 0x63:
		return "ua";
	case 0x6f:
		return "sabme";
	case 0x87:
		return "frmr";
	case 0xaf:
		return "xid";
	case 0xe3:
		return "test";
	default:
		return "u";
	}
}

static void put_llc(struct print *p, uint32_t dsap, uint32_t ssap, uint32_t control)
{
	put_addresses(p);
	out_text(&p->out, "llc ");
	out_0x(&p->out, ssap, 2);
	out_text(&p->out, " > ");
	out_0x(&p->out, dsap, 2);
	out_char(&p->out, ' ');
	out_text(&p->out, control_name(control));
	out_char(&p->out, ' ');
	put_len(p);
}

/* DSAP, SSAP and a control field of one byte, or two for numbered frames. */
void print_llc(struct print *p, struct bytes b)
{
	const uint8_t *header;
	uint32_t sap;

	if (!enter_layer(p))
		return;
	if (b.len >= 2 && get_be16(b.at) == 0xffff) {
		put_named(p, "ipx"); /* raw 802.3: a checksum field, never used */
		return;
	}
	header = take_link(p, &b, 3, "llc");
	if (!header)
		return;
	sap = header[0];
	if ((header[2] & 3) != 3 && !take_link(p, &b, 1, "llc"))
		return;
	if (header[2] != CONTROL_UI || sap != (header[1] & 0xfeu))
		put_llc(p, header[0], header[1], header[2]);
	else if (sap == SAP_STP)
		print_stp(p, b);
	else if (sap == SAP_SNAP)
		print_snap(p, b);
	else if (sap == SAP_ISO)
		print_iso(p, b);
	else if (sap == SAP_IP)
		print_ip4(p, b);
	else if (sap == SAP_IPX)
		put_named(p, "ipx");
	else if (sap == SAP_NETBEUI)
		put_named(p, "netbeui");
	else
		put_llc(p, header[0], header[1], header[2]);
}

/* Priority and MAC of a bridge: "8000.52:54:00:65:43:21". */
static void put_bridge(struct print *p, const char *name, const uint8_t *id)
{
	out_text(&p->out, name);
	out_hex(&p->out, get_be16(id), 4);
	out_char(&p->out, '.');
	out_mac(&p->out, id + 2);
}

static void put_port_role(struct print *p, uint32_t flags)
{
	static const char *const roles[] = { "unknown", "alternate", "root",
		                             "designated" };

	put_word(p, roles, 4, flags >> 2 & 3);
	if (flags & 0x20)
		out_text(&p->out, " forwarding");
	else if (flags & 0x10)
		out_text(&p->out, " learning");
	else
		out_text(&p->out, " discarding");
}

void print_stp(struct print *p, struct bytes b)
{
	uint32_t len = p->wire;
	const uint8_t *head, *config;

	head = take_header(p, &b, 4, "stp");
	if (!head)
		return;
	put_addresses(p);
	if (head[3] == 0x80) {
		out_text(&p->out, "stp topology change notification");
		return;
	}
	if (get_be16(head) || (head[3] != 0 && head[3] != 2)) {
		out_text(&p->out, "stp len ");
		out_u32(&p->out, len);
		return;
	}
	out_text(&p->out, head[2] >= 3 ? "mstp" : head[2] == 2 ? "rstp" : "stp");
	config = take(p, &b, 31);
	if (!config)
		return;
	put_bridge(p, " root ", config + 1);
	out_text(&p->out, " cost ");
	out_u32(&p->out, get_be32(config + 9));
	put_bridge(p, " bridge ", config + 13);
	out_text(&p->out, " port ");
	out_hex(&p->out, get_be16(config + 21), 4);
	if (head[2] >= 2)
		put_port_role(p, config[0]);
	if (config[0] & 1)
		out_text(&p->out, " topology change");
	if (more_begin(p, "stp")) {
		static const char *const times[] = { " age ", " max age ", " hello ",
			                             " forward delay " };

		for (unsigned i = 0; i < 4; i++) { /* in 1/256 seconds */
			uint32_t t = get_be16(config + 23 + 2 * i);

			out_text(&p->more, times[i]);
			out_u32(&p->more, t / 256);
			out_char(&p->more, '.');
			out_two(&p->more, t % 256 * 100 / 256);
		}
		more_end(p);
	}
}

void print_iso(struct print *p, struct bytes b)
{
	static const char *const pdus[32] = {
		[15] = "l1 hello", [16] = "l2 hello", [17] = "p2p hello",
		[18] = "l1 lsp",   [20] = "l2 lsp",   [24] = "l1 csnp",
		[25] = "l2 csnp",  [26] = "l1 psnp",  [27] = "l2 psnp",
	};

	if (!b.len) {
		take_header(p, &b, 1, "iso");
		return;
	}
	put_addresses(p);
	switch (b.at[0]) {
	case 0x81:
		out_text(&p->out, "clnp ");
		break;
	case 0x82:
		out_text(&p->out, "esis ");
		break;
	case 0x83:
		out_text(&p->out, "isis");
		if (b.len > 4)
			put_word(p, pdus, 32, b.at[4] & 31u);
		out_char(&p->out, ' ');
		break;
	default:
		out_text(&p->out, "iso nlpid ");
		out_0x(&p->out, b.at[0], 2);
		out_char(&p->out, ' ');
	}
	put_len(p);
}

void print_slow(struct print *p, struct bytes b)
{
	static const char *const subtypes[] = { NULL, "lacp", "marker", "oam",
		                                NULL, NULL,   NULL,     NULL,
		                                NULL, NULL,   "ossp" };

	put_addresses(p);
	out_text(&p->out, "slow");
	if (b.len)
		put_word(p, subtypes, sizeof(subtypes) / sizeof(subtypes[0]), b.at[0]);
	out_char(&p->out, ' ');
	put_len(p);
}

/* MAC control: opcode 1 stops the sender for a number of times 512 bit times. */
void print_pause(struct print *p, struct bytes b)
{
	const uint8_t *header;

	header = take_header(p, &b, 4, "mac control");
	if (!header)
		return;
	put_addresses(p);
	if (get_be16(header) == 1) {
		out_text(&p->out, "pause ");
		out_u32(&p->out, get_be16(header + 2));
	} else {
		out_text(&p->out, "mac control opcode ");
		out_u32(&p->out, get_be16(header));
	}
}
