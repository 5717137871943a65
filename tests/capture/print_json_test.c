/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/print_json.h"

#include <jansson.h>

#include "tests/capture/print_tool.h"
#include "tests/test.h"

/* Prints a packet and reads the line back; every name stands once in its object. */
static json_t *object_of(struct printer *p, const struct source_iface *iface,
                         const struct packet *pkt, const char *what)
{
	struct str out = { 0 };
	json_error_t error;
	json_t *object;

	print_packet(p, iface, pkt, &out);
	CHECK(!out.failed && out.len > 0 && out.at[out.len - 1] == '\n');
	CHECK(memchr(out.at, '\n', out.len) == out.at + out.len - 1);
	object = json_loadb(out.at, out.len, JSON_REJECT_DUPLICATES, &error);
	CHECK_MSG(object != NULL, "%s: %s\n%s", what, error.text, out.at);
	CHECK(json_is_object(object));
	str_fini(&out);
	return object;
}

static struct printer *open_with(const char *letters)
{
	struct printer_opts opts = opts_of(letters);
	struct printer *p = printer_open(&opts);

	CHECK(p != NULL);
	return p;
}

TEST(every_sample_cut_anywhere_is_an_object)
{
	struct printer *p = open_with("jev");

	for (size_t i = 0; i < ALL_COUNT; i++) {
		const struct sample *s = sample_at(i);
		struct source_iface iface = { .linktype = s->linktype };
		uint8_t bytes[PACKET_MAX];
		uint32_t len = from_hex(s->hex, bytes);

		for (uint32_t cut = 0; cut <= len; cut++) {
			struct packet pkt = packet_of(bytes, cut, len);

			json_decref(object_of(p, &iface, &pkt, s->name));
		}
	}
	printer_close(p);
}

static json_t *sample_printed(const char *name, const char *letters)
{
	for (size_t i = 0; i < ALL_COUNT; i++) {
		const struct sample *s = sample_at(i);
		struct source_iface iface = { .linktype = s->linktype };
		uint8_t bytes[PACKET_MAX];
		struct packet pkt;
		struct printer *p;
		json_t *object;

		if (strcmp(s->name, name) != 0)
			continue;
		p = open_with(letters);
		pkt = packet_of(bytes, from_hex(s->hex, bytes), s->len);
		object = object_of(p, &iface, &pkt, name);
		printer_close(p);
		return object;
	}
	CHECK_MSG(false, "no sample '%s'", name);
	return NULL;
}

static json_t *sample_object(const char *name)
{
	return sample_printed(name, "j");
}

/* The object of a sample equals one that is written here with ' for ". */
static void check_object(const char *name, const char *want)
{
	json_t *object = sample_object(name), *wanted;
	char text[2048];
	json_error_t error;
	char *is;

	snprintf(text, sizeof(text), "%s", want);
	for (char *c = text; *c; c++)
		if (*c == '\'')
			*c = '"';
	wanted = json_loads(text, 0, &error);
	CHECK_MSG(wanted != NULL, "%s", error.text);
	is = json_dumps(object, JSON_COMPACT);
	CHECK_MSG(json_equal(object, wanted), "%s", is);
	free(is);
	json_decref(object);
	json_decref(wanted);
}

TEST(members_are_those_of_the_manual)
{
	check_object("tcp syn",
	             "{'number':1,'length':74,'captured':74,'link':'EN10MB',"
	             "'ether':{'src':'52:54:00:65:43:21','dst':'52:54:00:12:34:56',"
	             "'type':2048},'ip':{'version':4,'ttl':64,'tos':0,'id':4242,"
	             "'df':true},'tcp':{'flags':'S','seq':0,'win':65160,'length':0},"
	             "'src':'10.0.0.1','dst':'10.0.0.2','src_port':41022,"
	             "'dst_port':443,'protocol':'tcp','text':'10.0.0.1:41022 > "
	             "10.0.0.2:443 tcp S seq 0 win 65160 len 0'}");
	check_object("dns answer",
	             "{'number':1,'length':73,'captured':73,'link':'RAW',"
	             "'ip':{'version':4,'ttl':64,'tos':0,'id':4242,'df':true},"
	             "'udp':{'length':45},'application':'dns','dns':{'id':4242,"
	             "'response':true,'type':'A','name':'example.org','opcode':0,"
	             "'rcode':0,'answers':[{'name':'example.org',"
	             "'data':'93.184.216.34'}]},'src':'10.0.0.5','dst':'10.0.0.53',"
	             "'src_port':53,'dst_port':40111,'protocol':'udp',"
	             "'text':'10.0.0.5:53 > 10.0.0.53:40111 udp len 45 dns 4242 A? "
	             "example.org = 93.184.216.34'}");
}

static const char *text_at(const json_t *object, const char *outer, const char *name)
{
	const char *text = json_string_value(
		json_object_get(json_object_get(object, outer), name));

	CHECK_MSG(text != NULL, "%s.%s", outer, name);
	return text;
}

static void check_member(const json_t *object, const char *name, const char *want)
{
	const char *is = json_string_value(json_object_get(object, name));

	CHECK_MSG(is && !strcmp(is, want), "%s: %s", name, is ? is : "none");
}

TEST(verbose_adds_checksums_and_options)
{
	json_t *object = sample_printed("tcp syn", "jv");
	const json_t *options = json_object_get(object, "tcp_options");

	check_member(object, "ip_checksum", "ok");
	check_member(object, "tcp_checksum", "ok");
	CHECK(json_array_size(options) == 4);
	CHECK(!strcmp(json_string_value(json_array_get(options, 0)), "mss 1460"));
	CHECK(!strcmp(json_string_value(json_array_get(options, 3)), "ws 7"));
	json_decref(object);
	object = sample_printed("udp checksum bad", "jv");
	check_member(object, "udp_checksum", "bad");
	json_decref(object);
	object = sample_object("tcp syn");
	CHECK(!json_object_get(object, "tcp_checksum"));
	json_decref(object);
}

TEST(bytes_of_packets_are_escaped_as_on_the_line)
{
	json_t *object = sample_object("http request");

	CHECK_STR(text_at(object, "http", "request"),
	          "GET /index.html?q=\"1\" HTTP/1.1");
	json_decref(object);
	object = sample_object("http status");
	CHECK_STR(text_at(object, "http", "status"), "HTTP/1.1 404 Not \\x1b[31mFound");
	json_decref(object);
	object = sample_object("tls client hello");
	CHECK_STR(text_at(object, "tls", "server_name"), "example.org");
	CHECK_STR(text_at(object, "tls", "version"), "v1.3");
	CHECK_EQ(json_array_size(
			 json_object_get(json_object_get(object, "tls"), "alpn")),
	         2);
	json_decref(object);
}

TEST(what_a_packet_lies_in_is_a_list)
{
	json_t *object = sample_object("vxlan");
	const json_t *tunnel = json_array_get(json_object_get(object, "tunnels"), 0);

	CHECK_STR(json_string_value(json_object_get(tunnel, "type")), "vxlan");
	CHECK(json_is_integer(json_object_get(tunnel, "id")));
	CHECK(json_is_string(json_object_get(tunnel, "src")));
	CHECK(json_is_object(json_object_get(tunnel, "udp")));
	json_decref(object);
	object = sample_object("qinq");
	CHECK_EQ(json_integer_value(json_array_get(json_object_get(object, "vlan"), 0)),
	         100);
	CHECK_EQ(json_integer_value(json_array_get(json_object_get(object, "vlan"), 1)),
	         5);
	json_decref(object);
}

TEST(time_interface_direction_and_cut)
{
	struct printer_opts opts = { .time = PRINT_TIME_UTC, .json = true };
	struct printer *p = printer_open(&opts);
	struct source_iface iface = { .linktype = LINKTYPE_RAW, .name = "e\033t\"h0" };
	uint8_t bytes[] = { 0x45, 0 };
	struct packet pkt = packet_of(bytes, sizeof(bytes), 60);
	json_t *object;

	CHECK(p != NULL);
	pkt.ns = 1774745999123456789;
	pkt.flags |= PACKET_OUT;
	object = object_of(p, &iface, &pkt, "front");
	CHECK_STR(json_string_value(json_object_get(object, "time")),
	          "2026-03-29T00:59:59.123456Z");
	CHECK_STR(json_string_value(json_object_get(object, "interface")),
	          "e\\x1bt\"h0");
	CHECK_STR(json_string_value(json_object_get(object, "direction")), "out");
	CHECK(json_is_true(json_object_get(object, "cut")));
	CHECK_EQ(json_integer_value(json_object_get(object, "length")), 60);
	CHECK_EQ(json_integer_value(json_object_get(object, "captured")), 2);
	json_decref(object);
	printer_close(p);
	opts.time = PRINT_TIME_EPOCH;
	p = printer_open(&opts);
	CHECK(p != NULL);
	object = object_of(p, &iface, &pkt, "epoch");
	CHECK(json_is_real(json_object_get(object, "time")));
	json_decref(object);
	printer_close(p);
}

/* DNS names of escaped bytes make the longest objects. */
TEST(an_object_without_room_says_so)
{
	enum { NAMES = 100, NAME = 255 };
	static uint8_t bytes[65000];
	struct source_iface iface = { .linktype = LINKTYPE_RAW };
	struct printer *p = open_with("ja");
	struct packet pkt;
	uint32_t len = 40;
	json_t *object;

	memset(bytes, 0xff, sizeof(bytes));
	memset(bytes, 0, len);
	bytes[29] = 0;
	put_be16(bytes + 20, 53);
	put_be16(bytes + 22, 53);
	put_be16(bytes + 30, 0x8180);
	put_be16(bytes + 34, NAMES);
	for (unsigned i = 0; i < NAMES; i++) { /* owners of four long labels */
		for (unsigned label = 0; label < 3; label++) {
			bytes[len] = 63;
			len += 64;
		}
		bytes[len++] = 0;
		memset(bytes + len, 0, 10);
		bytes[len + 1] = 1;
		len += 10;
	}
	bytes[0] = 0x45;
	bytes[9] = 17;
	put_be16(bytes + 2, (uint16_t)len);
	put_be16(bytes + 24, (uint16_t)(len - 20));
	pkt = packet_of(bytes, len, len);
	object = object_of(p, &iface, &pkt, "large");
	CHECK(json_is_true(json_object_get(object, "incomplete")));
	json_decref(object);
	printer_close(p);
}

TEST_MAIN(CASE(every_sample_cut_anywhere_is_an_object),
          CASE(members_are_those_of_the_manual),
          CASE(verbose_adds_checksums_and_options),
          CASE(bytes_of_packets_are_escaped_as_on_the_line),
          CASE(what_a_packet_lies_in_is_a_list), CASE(time_interface_direction_and_cut),
          CASE(an_object_without_room_says_so))
