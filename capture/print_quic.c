/* SPDX-License-Identifier: BSD-2-Clause */
/* QUIC: version, kind of long header, connection ids. What is behind is encrypted.
 *
 * Sources: RFC 8999 (what all versions share), RFC 9000 (version 1), RFC 9369 (version 2).
 */
#include "capture/print_app.h"

enum {
	LONG = 0x80,
	FIXED = 0x40,
	VERSION_1 = 1,
	ID_MAX = 20,
};

static const uint32_t version_2 = 0x6b3343cf;

/* Version 0 is a server that names the versions it has. */
static bool is_known(uint32_t version)
{
	return version <= VERSION_1 || version == version_2 ||
	       version >> 8 == 0xff0000; /* drafts */
}

static void put_version(struct print *p, uint32_t version)
{
	obj_number(p, "version", version);
	if (version <= VERSION_1 || version == version_2) {
		out_text(&p->out, version == version_2 ? " v2" : " v1");
		return;
	}
	out_text(&p->out, " draft ");
	out_u32(&p->out, version & 0xff);
}

static bool put_id(struct print *p, const char *name, struct bytes *b)
{
	uint8_t len = bytes_u8(b);
	const uint8_t *at = bytes_take(b, len);
	const char *start;

	if (!at)
		return false;
	out_char(&p->out, ' ');
	out_text(&p->out, name);
	out_char(&p->out, ' ');
	start = p->out.at;
	for (uint8_t i = 0; i < len; i++)
		out_hex(&p->out, at[i], 2);
	obj_since(p, name, start);
	if (!len)
		out_char(&p->out, '-');
	return true;
}

static void put_long(struct print *p, struct bytes *b, uint8_t first, uint32_t version)
{
	static const char *const kinds[] = { "initial", "0-rtt", "handshake", "retry" };
	unsigned kind = first >> 4 & 3u;

	if (version == version_2) /* the same four, one further */
		kind = (kind + 3) & 3;
	if (version) {
		put_version(p, version);
		app_word(p, "kind", kinds[kind]);
	} else {
		app_word(p, "kind", "versions");
	}
	if (put_id(p, "dcid", b))
		put_id(p, "scid", b);
}

bool app_quic(struct print *p, struct bytes b, bool likely)
{
	struct bytes id;
	uint8_t first = bytes_u8(&b);
	uint32_t version;

	if (b.failed)
		return false;
	if (!(first & LONG)) {
		if (!likely || !(first & FIXED))
			return false;
		app_begin(p, "quic");
		app_word(p, "kind", "short");
		app_end(p, &b);
		return true;
	}
	version = bytes_be32(&b);
	id = b;
	if (b.failed || !is_known(version) || bytes_u8(&id) > ID_MAX || id.failed ||
	    (version && !(first & FIXED)) || (!version && !likely))
		return false;
	app_begin(p, "quic");
	put_long(p, &b, first, version);
	app_end(p, &b);
	return true;
}
