/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/cli/trace_keys_test.c - things by key, as many as there are. */
#include "cli/trace_keys.h"

#include "tests/test.h"

enum { COUNT = 20000 };

static void add(struct keys *k, uint64_t key, uint32_t value)
{
	bool is_new;
	uint32_t *at = keys_get(k, &key, &is_new);

	CHECK(at && is_new);
	CHECK_EQ(*at, 0);
	*at = value;
}

static uint32_t value_of(const struct keys *k, uint64_t key)
{
	const uint32_t *at = keys_find(k, &key);

	return at ? *at : 0;
}

static struct keys full(void)
{
	struct keys k = { .key_len = sizeof(uint64_t), .value_len = sizeof(uint32_t) };

	for (uint32_t i = 1; i <= COUNT; i++)
		add(&k, i * UINT64_C(0x100000001), i);
	return k;
}

TEST(an_empty_one_has_nothing)
{
	struct keys k = { .key_len = sizeof(uint64_t), .value_len = 1 };
	uint64_t key = 1;

	CHECK(!keys_find(&k, &key));
	keys_fini(&k);
}

TEST(each_key_has_its_value)
{
	struct keys k = full();
	uint64_t key = UINT64_C(0x100000001);
	bool is_new;

	CHECK_EQ(k.count, COUNT);
	for (uint32_t i = 1; i <= COUNT; i++)
		CHECK_EQ(value_of(&k, i * key), i);
	CHECK_EQ(value_of(&k, 1), 0);
	CHECK(keys_get(&k, &key, &is_new));
	CHECK(!is_new);
	CHECK_EQ(k.count, COUNT);
	keys_fini(&k);
}

static bool is_odd(const void *value, void *ctx)
{
	(void)ctx;
	return *(const uint32_t *)value & 1;
}

TEST(those_that_are_left_are_found)
{
	struct keys k = full();

	keys_filter(&k, is_odd, NULL);
	CHECK_EQ(k.count, COUNT / 2);
	for (uint32_t i = 1; i <= COUNT; i++)
		CHECK_EQ(value_of(&k, i * UINT64_C(0x100000001)), i & 1 ? i : 0);
	for (uint32_t i = 2; i <= COUNT; i += 2)
		add(&k, i * UINT64_C(0x100000001), i);
	CHECK_EQ(k.count, COUNT);
	keys_fini(&k);
}

TEST_MAIN(CASE(an_empty_one_has_nothing), CASE(each_key_has_its_value),
          CASE(those_that_are_left_are_found))
