/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/cli/hpack_test.c - the examples of RFC 7541, and damaged blocks. */
#include "cli/hpack.h"

#include <stdio.h>
#include <string.h>

#include "tests/test.h"

static char got[8192];

static void on_field(void *ctx, const char *name, const char *value)
{
	(void)ctx;
	snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s=%s;", name, value);
}

static size_t bytes_of(const char *hex, uint8_t *to)
{
	size_t n = 0;
	unsigned byte;

	for (; *hex; hex += 2) {
		if (*hex == ' ')
			hex++;
		sscanf(hex, "%2x", &byte);
		to[n++] = (uint8_t)byte;
	}
	return n;
}

/* The fields of a block of hexadecimal digits, "" where it is damaged. */
static const char *read_block(struct hpack *h, const char *hex)
{
	uint8_t block[1024];
	size_t len = bytes_of(hex, block);

	got[0] = '\0';
	return hpack_read(h, block, len, on_field, NULL) ? got : "";
}

#define FIRST ":method=GET;:scheme=http;:path=/;:authority=www.example.com;"
#define SECOND FIRST "cache-control=no-cache;"
#define THIRD                                                                          \
	":method=GET;:scheme=https;:path=/index.html;:authority=www.example.com;"      \
	"custom-key=custom-value;"

/* Appendix C.3 and C.4: the same three requests, plain and coded. */
TEST(requests_refer_to_the_ones_before)
{
	struct hpack plain = { 0 }, coded = { 0 };

	CHECK_STR(read_block(&plain, "828684410f7777772e6578616d706c652e636f6d"), FIRST);
	CHECK_STR(read_block(&plain, "828684be58086e6f2d6361636865"), SECOND);
	CHECK_STR(read_block(&plain, "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"),
	          THIRD);
	CHECK(plain.size == 164 && plain.count == 3);
	CHECK_STR(read_block(&coded, "828684418cf1e3c2e5f23a6ba0ab90f4ff"), FIRST);
	CHECK_STR(read_block(&coded, "828684be5886a8eb10649cbf"), SECOND);
	CHECK_STR(read_block(&coded, "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"), THIRD);
	hpack_fini(&plain);
	hpack_fini(&coded);
}

/* Appendix C.6, behind a table of 256 bytes: what does not fit any more is gone. */
TEST(answers_push_old_fields_out)
{
	struct hpack h = { 0 };

	CHECK_STR(read_block(&h, "3fe101"), "");
	CHECK(!h.failed);
	CHECK_STR(read_block(&h, "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166"
	                         "e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3"),
	          ":status=302;cache-control=private;date=Mon, 21 Oct 2013 20:13:21 GMT;"
	          "location=https://www.example.com;");
	CHECK_STR(read_block(&h, "4883640effc1c0bf"),
	          ":status=307;cache-control=private;date=Mon, 21 Oct 2013 20:13:21 GMT;"
	          "location=https://www.example.com;");
	CHECK(h.count == 4 && h.size == 222);
	CHECK_STR(read_block(&h, "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a83"
	                         "9bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672"
	                         "c1ab270fb5291f9587316065c003ed4ee5b1063d5007"),
	          ":status=200;cache-control=private;date=Mon, 21 Oct 2013 20:13:22 GMT;"
	          "location=https://www.example.com;content-encoding=gzip;"
	          "set-cookie=foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1;");
	CHECK(h.count == 3 && h.size == 215);
	hpack_fini(&h);
}

TEST(damaged_blocks_are_refused_from_then_on)
{
	static const char *const bad[] = {
		"80",               /* field 0 */
		"be",               /* the first of an empty table */
		"ffffffffffffffff", /* a number without end */
		"4105616263",       /* a text that is cut off */
		"418cf1e3c2",       /* the same, coded */
		"4184ffffffff",     /* the end of a text inside of it */
		"418100",           /* padding that is none */
		"3fffffff7f",       /* a table that nobody has */
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct hpack h = { 0 };

		read_block(&h, bad[i]);
		CHECK_MSG(h.failed, "%s", bad[i]);
		CHECK_STR(read_block(&h, "82"), "");
		hpack_fini(&h);
	}
}

TEST_MAIN(CASE(requests_refer_to_the_ones_before), CASE(answers_push_old_fields_out),
          CASE(damaged_blocks_are_refused_from_then_on))
