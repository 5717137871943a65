/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/link_headers.c - see layers.h.
 *
 * Written from the descriptions of the link types, not from the table that pfc compiles
 * from, so that a wrong offset there meets a packet that has it elsewhere.
 */
#include "tests/peer/layers.h"

#include <string.h>

#include "base/bytes.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* LLC or SNAP, whatever the protocol has. */
static bool add_snap(struct packet *p, const struct layer *first)
{
	bool apple = !strcmp(first->name, "atalk");

	if (!first->ethertype) {
		frame_llc(p, first);
		return first->sap != 0;
	}
	put_be32(frame_room(p, 4), 0xaaaa0300u | (apple ? 0x08 : 0));
	put_be16(frame_room(p, 2), apple ? 0x0007 : 0);
	put_be16(frame_room(p, 2), first->ethertype);
	return true;
}

/* Zeros, with 16 bits at an offset that say the protocol. */
static bool add_typed(struct packet *p, uint32_t len, uint32_t at, uint16_t type)
{
	put_be16(frame_room(p, len) + at, type);
	return type != 0;
}

/* ---- 802.11 ---- */

/* Frame control, flags, then whether a fourth address, QoS and HT control follow; pad:
 * bytes behind the header.
 */
struct wlan_form {
	const char *radio; /* radiotap header */
	uint8_t fc, flags;
	bool addr4, qos, ht;
	uint8_t pad;
};

static const struct wlan_form wlan_forms[] = {
	{ "0000080000000000", 0x08, 0x01, false, false, false, 0 },
	{ "00000c0002000000 00000000", 0x88, 0x02, false, true, false, 0 },
	{ "00000c0002000000 20000000", 0x88, 0x01, false, true, false, 2 },
	{ "0000140003000000 1122334455667788 20000000", 0x08, 0x00, false, false, false, 0 },
	{ "0000140003000000 1122334455667788 20000000", 0x88, 0x42, false, true, false, 2 },
	{ "0000090002000000 20", 0x88, 0x02, false, true, false, 2 },
	{ "0000180002000080 0000000020000000 0000000000000000", 0x88, 0x01, false, true,
	  false, 0 },
	{ "00000c0002000000 20000000", 0x08, 0x03, true, false, false, 2 },
	{ "0000080000000000", 0x88, 0x03, true, true, false, 0 },
	{ "0000080000000000", 0x88, 0x81, false, true, true, 0 },
	{ "00000c0002000000 20000000", 0x88, 0x83, true, true, true, 0 },
};

/* What stands in front of the 802.11 header. */
static void add_radio(struct packet *p, uint32_t linktype, const struct wlan_form *f)
{
	uint8_t *h;

	switch (linktype) {
	case 119: /* Prism, or AVS under its number */
		h = frame_room(p, f->qos ? 64 : 144);
		put_be32(h, f->qos ? 0x80211001 : 0x44000000);
		put_be32(h + 4, f->qos ? 64 : 0x90000000);
		break;
	case 127:
		frame_hex(p, f->radio);
		break;
	case 163:
		h = frame_room(p, 64);
		put_be32(h, 0x80211001);
		put_be32(h + 4, 64);
		break;
	case 192:
		h = frame_room(p, f->qos ? 32 : 8);
		h[2] = f->qos ? 32 : 8;
		h[4] = 105;
		break;
	default:
		break;
	}
}

static bool add_wlan(struct packet *p, uint32_t linktype, const struct wlan_form *f,
                     const struct layer *first)
{
	uint8_t *h;

	if (!first->ethertype && !first->sap)
		return false;
	add_radio(p, linktype, f);
	h = frame_room(p, 24);
	h[0] = f->fc;
	h[1] = f->flags;
	put_be32(h + 4, 0x02aa0500);
	put_be16(h + 8, 0x7f01);
	put_be32(h + 10, 0x001b213c);
	put_be16(h + 14, 0x9df8);
	put_be32(h + 16, 0xffffffff);
	put_be16(h + 20, 0xffff);
	if (f->addr4)
		frame_hex(p, "001b213c9df9");
	if (f->qos)
		frame_hex(p, "0700");
	if (f->ht)
		frame_hex(p, "00000000");
	if (linktype == 127)
		frame_room(p, f->pad);
	return add_snap(p, first);
}

/* ---- the others ---- */

static bool add_sunatm(struct packet *p, uint32_t form, const struct layer *first)
{
	uint8_t *h = frame_room(p, 4);

	h[0] = form == 0 ? 0x02 : 0x81;
	h[1] = 1;
	put_be16(h + 2, 100);
	if (form == 0)
		return add_snap(p, first);
	put_be16(frame_room(p, 2), form == 1 ? 0x0005 : 0xff00);
	frame_ethernet(p, first);
	return true;
}

static bool add_arcnet(struct packet *p, uint32_t len, uint32_t at,
                       const struct layer *first)
{
	static const struct {
		uint16_t type;
		uint8_t code;
	} codes[] = { { 0x0800, 0xd4 }, { 0x0806, 0xd5 }, { 0x8035, 0xd6 },
		      { 0x86dd, 0xc4 }, { 0x809b, 0xdd } };

	for (size_t i = 0; i < LEN(codes); i++) {
		if (codes[i].type == first->ethertype) {
			uint8_t *h = frame_room(p, len);

			h[0] = 0x1f;
			h[1] = 0x07;
			h[at] = codes[i].code;
			return true;
		}
	}
	return false;
}

static bool is_iso(const struct layer *first)
{
	return first->sap == 0xfe;
}

static bool add_frelay(struct packet *p, const struct layer *first)
{
	frame_hex(p, "184103");
	if (is_iso(first))
		return true; /* the NLPID is the first byte of the protocol */
	*frame_room(p, 1) = first->ethertype == 0x0800   ? 0xcc
	                    : first->ethertype == 0x86dd ? 0x8e
	                                                 : 0x80;
	return first->ethertype != 0;
}

static bool add_hdlc(struct packet *p, const struct layer *first)
{
	frame_hex(p, "0f00");
	put_be16(frame_room(p, 2), is_iso(first) ? 0xfefe : first->ethertype);
	if (is_iso(first))
		*frame_room(p, 1) = 3;
	return is_iso(first) || first->ethertype;
}

/* Where Juniper types have their payload; 0: wherever. */
static uint32_t juniper_payload(uint32_t linktype)
{
	switch (linktype) {
	case 130: case 131: case 134: case 137: case 179: case 180: case 181:
		return 4;
	case 135:
		return 8;
	case 133: case 164:
		return 12;
	case 167: case 178:
		return 32;
	case 168:
		return 6;
	case 132: case 136: case 183: case 194: case 200: case 232: case 233: case 234:
	case 238:
		return 16;
	default:
		return 0;
	}
}

static bool add_juniper(struct packet *p, uint32_t linktype, uint32_t form)
{
	uint32_t payload = juniper_payload(linktype);

	if (!payload)
		return false;
	put_be32(frame_room(p, payload), 0x4d474300 | form);
	return true;
}

uint32_t link_header_forms(uint32_t linktype)
{
	switch (linktype) {
	case 105: case 119: case 127: case 163: case 192:
		return LEN(wlan_forms);
	case 123:
		return 3;
	case 109: case 113: case 117: case 276:
		return 2;
	default:
		return juniper_payload(linktype) ? 2 : 1;
	}
}

static bool add_cooked(struct packet *p, uint32_t linktype, uint32_t form,
                       const struct layer *first)
{
	uint16_t type = frame_type(first, first->sap == 0xffff ? 1 : 4);
	uint8_t *h = frame_room(p, linktype == 113 ? 16 : 20);

	if (linktype == 113) {
		put_be16(h, form ? 0 : 4);
		put_be16(h + 2, 1);
		put_be16(h + 4, 6);
		put_be32(h + 6, 0x001b213c);
		put_be16(h + 14, type);
	} else {
		put_be16(h, type);
		put_be32(h + 4, 3);
		put_be16(h + 8, 1);
		h[10] = form ? 0 : 4;
		h[11] = 6;
		put_be32(h + 12, 0x001b213c);
	}
	frame_llc(p, first);
	return true;
}

static bool add_family(struct packet *p, uint32_t linktype, uint32_t form,
                       const struct layer *first)
{
	uint8_t *h;

	switch (linktype) {
	case 0:
	case 108:
		put_be32(frame_room(p, 4), first->family);
		break;
	case 109:
		h = frame_room(p, 12);
		if (form)
			h[0] = (uint8_t)first->family;
		else
			put_be32(h, first->family);
		break;
	case 117:
		h = frame_room(p, form ? 100 : 64);
		h[0] = form ? 97 : 61;
		h[1] = (uint8_t)first->family;
		memcpy(h + 4, "em1", 4);
		memcpy(h + 20, "authpf", 7);
		h[39] = 12;
		h[60] = 1;
		break;
	case 226:
		h = frame_room(p, 24);
		h[0] = 1;
		h[1] = first->family == 2 ? 2 : 26;
		put_be16(h + 2, 1);
		break;
	default:
		return false;
	}
	return first->family != 0;
}

bool link_header(struct packet *p, uint32_t linktype, uint32_t form,
                 const struct layer *first)
{
	switch (linktype) {
	case 1:
		frame_ethernet(p, first);
		return true;
	case 240:
		frame_hex(p, "00000000");
		frame_ethernet(p, first);
		return true;
	case 241:
		frame_hex(p, "00000000 55555555555555d5");
		frame_ethernet(p, first);
		return true;
	case 281:
	case 284: /* a tag of four bytes in front of the type */
		frame_hex(p, "02aa05007f01001b213c9df8 20000001");
		put_be16(frame_room(p, 2), frame_type(first, 46));
		frame_llc(p, first);
		return true;
	case 101:
		return first->family != 0;
	case 228:
		return first->family == 2;
	case 229:
		return first->family > 2;
	case 0:
	case 108:
	case 109:
	case 117:
	case 226:
		return add_family(p, linktype, form, first);
	case 113:
	case 276:
		return add_cooked(p, linktype, form, first);
	case 9:
	case 50:
	case 166:
		frame_hex(p, "ff03");
		return add_typed(p, 2, 0, first->ppp);
	case 51:
		frame_hex(p, "110001f20040");
		return add_typed(p, 2, 0, first->ppp);
	case 103:
		return add_typed(p, 24, 5, first->ppp);
	case 8:
		*frame_room(p, 16) = 1;
		return first->family != 0;
	case 102:
		frame_room(p, 24);
		return first->family != 0;
	case 10:
		frame_hex(p, "50 02aa05007f01 001b213c9df8");
		return add_snap(p, first);
	case 6:
		frame_hex(p, "1040 02aa05007f01 001b213c9df8");
		return add_snap(p, first);
	case 122:
		frame_hex(p, "1000 02aa05007f01 1000 001b213c9df8");
		return add_snap(p, first);
	case 100:
	case 106:
		return add_snap(p, first);
	case 123:
		return add_sunatm(p, form, first);
	case 105:
	case 119:
	case 127:
	case 163:
	case 192:
		return add_wlan(p, linktype, &wlan_forms[form], first);
	case 104:
	case 112:
		return add_hdlc(p, first);
	case 107:
		return add_frelay(p, first);
	case 7:
		return add_arcnet(p, 6, 2, first);
	case 129:
		return add_arcnet(p, 8, 4, first);
	case 114:
		return first->ethertype == 0x809b;
	case 138:
		return add_typed(p, 18, 16, first->ethertype);
	case 99:
		return add_typed(p, 44, 6, first->ethertype);
	default:
		return add_juniper(p, linktype, form);
	}
}

/* Addresses from 00:00:00:00:01:0d on; explorers find those of a filter. */
#define ADDR "00000000010d 00000000020d 00000000030d 1000 "
static const char *const wlan_frames[] = {
	"8000 0000" ADDR "0000000000000000 6400 1104", /* beacon */
	"5000 0000" ADDR,                              /* probe response */
	"b400 0000 00000000010d 00000000020d",         /* RTS */
	"c400 0000 00000000010d",                      /* CTS */
	"d400 0000 00000000010d",                      /* ACK */
	"a400 0000 00000000010d 00000000020d",         /* PS-Poll */
	"4801 0000" ADDR,                              /* data without data */
	"0c00 0000 00000000010d",                      /* an extension frame */
};

static const char *const atm_frames[] = {
	"85 00 0005 090300000005", /* signalling */
	"05 00 0001 09030000004d",
	"06 00 0003 0000", /* OAM */
	"01 01 0064 ff00 0001 000000000000",
};

static const char *const mtp2_frames[] = {
	"8080 00", "8080 01 00", "8080 3f 85 0b40 0300", "8080 0000 0100 8583", /* HSL */
	"8080 0000 0380 00 85 0b40 0300",
};

bool link_frame(struct packet *p, uint32_t linktype, uint32_t form, uint32_t n)
{
	switch (linktype) {
	case 105:
	case 119:
	case 127:
	case 163:
	case 192:
		if (n >= LEN(wlan_frames))
			return false;
		add_radio(p, linktype, &wlan_forms[form]);
		frame_hex(p, wlan_frames[n]);
		return true;
	case 123:
		if (n >= LEN(atm_frames))
			return false;
		frame_hex(p, atm_frames[n]);
		return true;
	case 139:
	case 140:
	case 197:
		if (n >= LEN(mtp2_frames))
			return false;
		frame_room(p, linktype == 139 ? 4 : linktype == 140 ? 0 : 20);
		frame_hex(p, mtp2_frames[n]);
		return true;
	case 165:
		frame_hex(p, "55ff05 2a 07 0000 00");
		return n == 0;
	default:
		return false;
	}
}
