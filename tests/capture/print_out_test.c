/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/print_out.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "tests/test.h"

static char text[256];

static struct out begin(void)
{
	return (struct out){ text, text + sizeof(text) - 1 };
}

static const char *end(struct out *o)
{
	*o->at = '\0';
	return text;
}

static void check_u32(uint32_t v)
{
	struct out o = begin();
	char want[32];

	out_u32(&o, v);
	snprintf(want, sizeof(want), "%u", v);
	CHECK_STR(end(&o), want);
	o = begin();
	out_u32_zero(&o, v, 6);
	out_u32_blank(&o, v, 12);
	snprintf(want, sizeof(want), "%06u%12u", v, v);
	CHECK_STR(end(&o), want);
	o = begin();
	out_0x(&o, v, 8);
	snprintf(want, sizeof(want), "0x%08x", v);
	CHECK_STR(end(&o), want);
}

TEST(numbers_are_as_printf_has_them)
{
	struct out o = begin();

	for (uint32_t v = 1; v; v = v > UINT32_MAX / 10 ? 0 : v * 10) {
		check_u32(v - 1);
		check_u32(v);
		check_u32(v * 9);
	}
	check_u32(UINT32_MAX);
	out_u64(&o, UINT64_MAX);
	out_two(&o, 7);
	out_hex(&o, 0xabc, 2);
	CHECK_STR(end(&o), "1844674407370955161507bc");
}

static void check_ip6(const char *addr)
{
	uint8_t bytes[16];
	struct out o = begin();

	CHECK_EQ(inet_pton(AF_INET6, addr, bytes), 1);
	out_ip6(&o, bytes);
	CHECK_STR(end(&o), addr);
}

TEST(addresses_have_their_shortest_form)
{
	static const char *const list[] = {
		"::",
		"::1",
		"1::",
		"1::8",
		"fe80::1",
		"1::4:5:6:7:8",
		"2001:db8::1",
		"1:2:3:4:5:6:7:8",
		"1:0:3:4:5:6:7:8",
		"1::4:0:0:7:8",
		"1:0:0:4::8",
		"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"::ffff:192.0.2.1",
	};
	struct out o = begin();

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		check_ip6(list[i]);
	out_ip4(&o, (const uint8_t[]){ 0, 9, 10, 255 });
	out_char(&o, ' ');
	out_ip4(&o, (const uint8_t[]){ 99, 100, 109, 200 });
	out_char(&o, ' ');
	out_mac(&o, (const uint8_t[]){ 0, 1, 0xab, 0xff, 0x10, 9 });
	CHECK_STR(end(&o), "0.9.10.255 99.100.109.200 00:01:ab:ff:10:09");
}

/* Random groups with many zeros, against the C library. */
TEST(ip6_addresses_equal_those_of_the_system)
{
	unsigned seed = 1;

	for (unsigned round = 0; round < 20000; round++) {
		uint8_t bytes[16] = { 0 };
		char want[INET6_ADDRSTRLEN];
		struct out o = begin();

		for (unsigned i = 0; i < 16; i++)
			if (rand_r(&seed) % 3 == 0)
				bytes[i] = (uint8_t)rand_r(&seed);
		bytes[0] |= 0x20; /* the system has its own rules for ::a.b.c.d */
		inet_ntop(AF_INET6, bytes, want, sizeof(want));
		out_ip6(&o, bytes);
		CHECK_STR(end(&o), want);
	}
}

TEST(bytes_from_outside_cannot_act)
{
	struct out o = begin();

	out_escaped(&o, "a~ \\\n\033[2J\x7f\x80\xff", 12);
	out_escaped(&o, "\0", 1);
	CHECK_STR(end(&o), "a~ \\\\\\x0a\\x1b[2J\\x7f\\x80\\xff\\x00");
}

TEST(what_does_not_fit_ends_the_text)
{
	struct out o = { text, text + 10 };

	out_text(&o, "12345678");
	out_u32(&o, 123);
	out_char(&o, 'x'); /* would fit, but stands behind what did not */
	CHECK_STR(end(&o), "12345678");
	o = (struct out){ text, text + 14 };
	out_ip4(&o, (const uint8_t[]){ 1, 1, 1, 1 });
	out_ip6(&o, (const uint8_t[16]){ 0 });
	out_mac(&o, (const uint8_t[6]){ 0 });
	out_hex(&o, 1, 8);
	CHECK_STR(end(&o), "");
}

static void check_dump(void (*dump)(struct out *, const uint8_t *, size_t),
                       const void *bytes, size_t len, const char *want)
{
	char *room = calloc(1, out_dump_room(len) + 1);
	struct out o = { room, room + out_dump_room(len) };

	CHECK(room != NULL);
	dump(&o, bytes, len);
	CHECK(o.end > o.at || !len);
	CHECK_STR(room, want);
	free(room);
}

TEST(dumps_have_their_columns)
{
	check_dump(
		out_dump_hex, "0123456789abcdef\n", 17,
		"\t0x0000:  3031 3233 3435 3637 3839 6162 6364 6566\n\t0x0010:  0a\n");
	check_dump(
		out_dump_hex_ascii, "0123456789abcde \x7f~\t", 19,
		"\t0x0000:  3031 3233 3435 3637 3839 6162 6364 6520  0123456789abcde.\n"
		"\t0x0010:  7f7e 09                                  .~.\n");
	check_dump(out_dump_ascii, "a\r\nb\rc\t\033\xff\r", 10, "a\nb.c\t..\n");
	check_dump(out_dump_ascii, "a\r\rb", 4, "a.b\n");
	check_dump(out_dump_hex, "", 0, "");
}

TEST(long_dumps_fit_their_room)
{
	enum { LEN = 0x1000 * 256 + 1 };
	uint8_t *bytes = malloc(LEN);
	char *room = malloc(out_dump_room(LEN));
	struct out o = { room, room + out_dump_room(LEN) };
	const char *last = "\t0x100000:  0a                                       .\n";

	CHECK(bytes && room);
	memset(bytes, '\n', LEN);
	out_dump_hex_ascii(&o, bytes, LEN);
	CHECK(o.at < o.end);
	CHECK_MEM(o.at - strlen(last), last, strlen(last));
	o.at = room;
	out_dump_ascii(&o, bytes, LEN);
	CHECK_EQ(o.at - room, LEN + 1);
	free(bytes);
	free(room);
}

TEST_MAIN(CASE(numbers_are_as_printf_has_them),
          CASE(addresses_have_their_shortest_form),
          CASE(ip6_addresses_equal_those_of_the_system),
          CASE(bytes_from_outside_cannot_act), CASE(what_does_not_fit_ends_the_text),
          CASE(dumps_have_their_columns), CASE(long_dumps_fit_their_room))
