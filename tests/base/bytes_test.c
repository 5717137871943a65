/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/base/bytes_test.c - mirrors base/bytes.h. */
#include "base/bytes.h"

#include "tests/test.h"

static const uint8_t bytes[9] = { 0xff, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88 };

TEST(numbers_are_read_at_odd_addresses)
{
	const uint8_t *p = bytes + 1;

	CHECK_EQ(get_be16(p), 0x8182);
	CHECK_EQ(get_le16(p), 0x8281);
	CHECK_EQ(get_be32(p), 0x81828384);
	CHECK_EQ(get_le32(p), 0x84838281);
	CHECK(get_be64(p) == 0x8182838485868788);
	CHECK(get_le64(p) == 0x8887868584838281);
}

TEST(numbers_are_written_as_they_are_read)
{
	uint8_t out[6];

	put_be16(out, 0x8182);
	put_be32(out + 2, 0x83848586);
	CHECK_MEM(out, bytes + 1, 6);
}

TEST(a_cursor_that_ran_short_stays_failed)
{
	struct bytes b = { bytes, 4, false };

	CHECK_EQ(bytes_u8(&b), 0xff);
	CHECK_EQ(bytes_be16(&b), 0x8182);
	CHECK_EQ(b.len, 1);
	CHECK(!b.failed);
	CHECK_EQ(bytes_be32(&b), 0);
	CHECK(b.failed);
	CHECK_EQ(bytes_u8(&b), 0);
	CHECK(!bytes_take(&b, 0));
	CHECK(b.at == bytes + 3);
}

TEST(a_cursor_takes_all_and_no_more)
{
	struct bytes b = { bytes, sizeof(bytes), false };

	CHECK(!bytes_take(&b, SIZE_MAX));
	b.failed = false;
	CHECK(bytes_take(&b, sizeof(bytes)) == bytes);
	CHECK_EQ(b.len, 0);
	CHECK(bytes_take(&b, 0));
	CHECK(!b.failed);
}

TEST_MAIN(CASE(numbers_are_read_at_odd_addresses),
          CASE(numbers_are_written_as_they_are_read),
          CASE(a_cursor_that_ran_short_stays_failed),
          CASE(a_cursor_takes_all_and_no_more))
