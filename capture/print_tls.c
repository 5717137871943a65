/* SPDX-License-Identifier: BSD-2-Clause */
/* TLS: the first message of a record, and what the hello messages agree on.
 *
 *	tls hello example.org h2,http/1.1 v1.3
 *	tls server hello v1.3 0x1301
 *
 * Sources: RFC 8446 (records, hellos, supported_versions), RFC 5246, RFC 6066 (SNI),
 * RFC 7301 (ALPN); IANA tls-parameters and tls-extensiontype-values.
 */
#include "capture/print_app.h"

enum {
	RECORD_CCS = 20,
	RECORD_ALERT = 21,
	RECORD_HANDSHAKE = 22,
	RECORD_DATA = 23,
	RECORD_MAX = 16384 + 2048, /* bytes in one */
	CLIENT_HELLO = 1,
	SERVER_HELLO = 2,
	EXTENSION_SNI = 0,
	EXTENSION_ALPN = 16,
	EXTENSION_VERSIONS = 43,
	EXTENSIONS_SHOWN = 64, /* looked at in one hello */
	PROTOCOLS_MAX = 8,
	TEXT_SHOWN = 255,
};

static const char *const handshakes[] = {
	[1] = "hello",        [2] = "server hello",        [4] = "ticket",
	[11] = "certificate", [12] = "server key",         [13] = "certificate request",
	[14] = "server done", [15] = "certificate verify", [16] = "client key",
	[20] = "finished",    [24] = "key update",
};

static const char *const alerts[] = {
	[0] = "close",
	[10] = "unexpected message",
	[20] = "bad record mac",
	[40] = "handshake failure",
	[42] = "bad certificate",
	[44] = "certificate revoked",
	[45] = "certificate expired",
	[46] = "certificate unknown",
	[48] = "unknown ca",
	[50] = "decode error",
	[51] = "decrypt error",
	[70] = "protocol version",
	[80] = "internal error",
	[86] = "inappropriate fallback",
	[90] = "canceled",
	[109] = "missing extension",
	[112] = "unrecognized name",
	[116] = "certificate required",
	[120] = "no application protocol",
};

/* Of a hello. */
struct hello {
	const uint8_t *name;
	size_t name_len;
	struct bytes protocols; /* of ALPN: each a length and a text */
	uint16_t version;
	bool has_version; /* of the extension, which overrules the old field */
};

/* GREASE numbers (RFC 8701) stand for nothing. */
static bool is_grease(uint16_t v)
{
	return (v & 0x0f0f) == 0x0a0a && v >> 8 == (v & 0xff);
}

/* A list with its length in front, of two bytes or one; what is there of it. */
static struct bytes take_list(struct bytes *b, unsigned length_bytes)
{
	size_t len = length_bytes == 2 ? bytes_be16(b) : bytes_u8(b);
	struct bytes list = { b->at, len < b->len ? len : b->len, false };

	bytes_take(b, len);
	return list;
}

static void read_sni(struct hello *h, struct bytes b)
{
	struct bytes list = take_list(&b, 2);
	uint8_t type = bytes_u8(&list);
	size_t len = bytes_be16(&list);
	const uint8_t *name = bytes_take(&list, len);

	if (name && type == 0) {
		h->name = name;
		h->name_len = len;
	}
}

static void read_versions(struct hello *h, struct bytes b, uint8_t message)
{
	struct bytes list = b;

	h->has_version = true;
	if (message == CLIENT_HELLO)
		list = take_list(&b, 1);
	while (list.len >= 2) {
		uint16_t version = bytes_be16(&list);

		if (!is_grease(version) &&
		    (version > h->version || message != CLIENT_HELLO))
			h->version = version;
	}
}

static void read_extensions(struct hello *h, struct bytes *b, uint8_t message)
{
	for (unsigned i = 0; i < EXTENSIONS_SHOWN && b->len && !b->failed; i++) {
		uint16_t type = bytes_be16(b);
		struct bytes in = take_list(b, 2);

		if (b->failed)
			return;
		if (type == EXTENSION_SNI && in.len)
			read_sni(h, in);
		else if (type == EXTENSION_ALPN)
			h->protocols = take_list(&in, 2);
		else if (type == EXTENSION_VERSIONS)
			read_versions(h, in, message);
	}
}

static void put_version(struct print *p, uint16_t version)
{
	static const char *const names[] = { "ssl3", "v1.0", "v1.1", "v1.2", "v1.3" };
	char text[8];
	struct out o = { text, text + sizeof(text) };

	if (version >> 8 == 3 && (version & 0xff) < 5) {
		app_word(p, "version", names[version & 0xff]);
		return;
	}
	out_0x(&o, version, 4);
	*o.at = '\0';
	app_word(p, "version", text);
}

static void put_protocols(struct print *p, struct bytes b)
{
	obj_list(p, "alpn");
	for (unsigned i = 0; i < PROTOCOLS_MAX && b.len; i++) {
		uint8_t len = bytes_u8(&b);
		const uint8_t *at = bytes_take(&b, len);
		const char *start;

		if (!at)
			break;
		out_char(&p->out, i ? ',' : ' ');
		start = p->out.at;
		app_text(p, at, len, TEXT_SHOWN);
		obj_since(p, NULL, start);
	}
	obj_list_end(p);
}

/* Version, random, session; then a client's lists of ciphers and compressions, or the ones
 * that the server chose; then extensions.
 */
static void put_hello(struct print *p, struct bytes *b, uint8_t message)
{
	struct hello h = { .version = bytes_be16(b) };
	uint16_t cipher = 0;
	const char *start;

	bytes_take(b, 32);
	take_list(b, 1);
	if (message == CLIENT_HELLO) {
		take_list(b, 2);
		take_list(b, 1);
	} else {
		cipher = bytes_be16(b);
		bytes_u8(b);
	}
	if (b->failed)
		return;
	if (b->len) {
		struct bytes extensions = take_list(b, 2);

		read_extensions(&h, &extensions, message);
	}
	if (h.name) {
		out_char(&p->out, ' ');
		start = p->out.at;
		app_text(p, h.name, h.name_len, TEXT_SHOWN);
		obj_since(p, "server_name", start);
	}
	if (h.protocols.len)
		put_protocols(p, h.protocols);
	if (h.has_version || !b->failed)
		put_version(p, h.version);
	if (message == SERVER_HELLO) {
		out_char(&p->out, ' ');
		out_0x(&p->out, cipher, 4);
		obj_number(p, "cipher", cipher);
	}
}

static void put_alert(struct print *p, const struct bytes *b)
{
	if (b->len != 2 || b->at[0] > 2)
		return; /* encrypted */
	app_word(p, "level", b->at[0] == 2 ? "fatal" : "warning");
	put_word(p, alerts, sizeof(alerts) / sizeof(alerts[0]), b->at[1]);
	obj_number(p, "alert", b->at[1]);
}

/* A handshake message names itself, unless it is encrypted already: then its length, which
 * is 24 bits, does not fit into the record.
 */
static void put_handshake(struct print *p, struct bytes *b, size_t record_len)
{
	uint32_t head = bytes_be32(b);
	uint8_t type = (uint8_t)(head >> 24);
	size_t len = head & 0xffffff;

	if (b->failed)
		return;
	if (type >= sizeof(handshakes) / sizeof(handshakes[0]) || !handshakes[type] ||
	    (len + 4 > record_len && type != 11)) {
		app_word(p, "message", "handshake");
		return;
	}
	app_word(p, "message", handshakes[type]);
	if (b->len > len)
		b->len = len;
	if (type == CLIENT_HELLO || type == SERVER_HELLO)
		put_hello(p, b, type);
}

bool app_tls(struct print *p, struct bytes b)
{
	uint8_t type = bytes_u8(&b);
	uint16_t version = bytes_be16(&b), len = bytes_be16(&b);

	if (b.failed || type < RECORD_CCS || type > RECORD_DATA || version >> 8 != 3 ||
	    (version & 0xff) > 4 || !len || len > RECORD_MAX)
		return false;
	if (b.len > len)
		b.len = len;
	app_begin(p, "tls");
	switch (type) {
	case RECORD_CCS:
		app_word(p, "message", "change cipher");
		break;
	case RECORD_ALERT:
		app_word(p, "message", "alert");
		put_alert(p, &b);
		break;
	case RECORD_HANDSHAKE:
		put_handshake(p, &b, len);
		break;
	case RECORD_DATA:
		app_word(p, "message", "data");
		break;
	}
	app_end(p, &b);
	return true;
}
