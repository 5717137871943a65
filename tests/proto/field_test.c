/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/proto/field_test.c - mirrors proto/field.c: the invariants of its rows. */
#include "proto/field.h"

#include "tests/test.h"

TEST(fields_are_in_order_and_found)
{
	for (size_t i = 0; i < field_count(); i++) {
		const struct field *f = field_at(i), *next = f + 1;

		CHECK_MSG(f->bits > 0 && *f->name, "%s", f->name);
		CHECK(field_of_bit(f->layer, f->bit) == f);
		CHECK(field_of_bit(f->layer, f->bit + f->bits - 1u) == f);
		if (i + 1 < field_count() && next->layer == f->layer)
			CHECK_MSG(f->bit + f->bits <= next->bit, "%s", next->name);
		for (size_t k = i + 1; k < field_count(); k++)
			CHECK_MSG(next->layer == f->layer || field_at(k)->layer != f->layer,
			          "%s", field_at(k)->name);
	}
}

TEST(layers_have_names_and_accessors)
{
	for (enum field_layer l = FIELD_NONE; l < FIELD_LAYERS; l++)
		CHECK(field_layer_name(l) != NULL);
	for (enum proto_id id = PROTO_NONE; id < PROTO_COUNT; id++) {
		enum field_layer l = field_layer_of(id);

		if (l != FIELD_NONE && id != PROTO_RARP)
			CHECK_STR(field_layer_word(l), proto_at(id)->word);
	}
	CHECK_STR(field_layer_word(FIELD_ETHER), "link");
	CHECK_STR(field_layer_word(FIELD_ICMP6), "icmp6");
	CHECK(!field_layer_word(FIELD_TAG));
	CHECK_EQ(field_layer_of(PROTO_RARP), FIELD_ARP);
	CHECK_EQ(field_layer_of(PROTO_PIM), FIELD_NONE);
	CHECK_EQ(field_layer_of(PROTO_NONE), FIELD_NONE);
}

TEST_MAIN(CASE(fields_are_in_order_and_found), CASE(layers_have_names_and_accessors))
