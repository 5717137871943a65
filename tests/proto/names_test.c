/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/proto/names_test.c - the name tables: services, ipprotos, operands. */
#include <ctype.h>

#include "proto/ipprotos.h"
#include "proto/operands.h"
#include "proto/services.h"
#include "tests/test.h"

TEST(services_are_sorted_and_found)
{
	CHECK(service_count() > 150);
	for (size_t i = 0; i < service_count(); i++) {
		const struct service *s = service_at(i);

		if (i)
			CHECK_MSG(strcmp(service_at(i - 1)->name, s->name) < 0, "%s",
			          s->name);
		CHECK_MSG(s->port && s->transports && s->transports < 8, "%s", s->name);
		CHECK(service_by_name(s->name) == s);
	}
	CHECK_EQ(service_by_name("https")->port, 443);
	CHECK_EQ(service_by_name("domain")->transports, SERVICE_TCP | SERVICE_UDP);
	CHECK_EQ(service_by_name("smtp")->transports, SERVICE_TCP);
	CHECK(!service_by_name("nosuch"));
	CHECK(!service_by_name(""));
	CHECK(!service_by_name("HTTP"));
}

/* A name must be one identifier of the language. */
TEST(service_names_can_be_written)
{
	for (size_t i = 0; i < service_count(); i++) {
		const char *c = service_at(i)->name;

		CHECK(islower((unsigned char)*c) || isdigit((unsigned char)*c));
		for (; *c; c++)
			CHECK_MSG(islower((unsigned char)*c) ||
			                  isdigit((unsigned char)*c) || *c == '-',
			          "%s", service_at(i)->name);
	}
}

TEST(ipprotos_are_sorted_and_unique)
{
	for (size_t i = 0; i < ipproto_count(); i++) {
		const struct ipproto *p = ipproto_at(i);

		if (i)
			CHECK_MSG(ipproto_at(i - 1)->number <= p->number, "%s", p->name);
		CHECK_MSG(ipproto_by_name(p->name) == p, "%s", p->name);
		for (const char *c = p->name; *c; c++)
			CHECK_EQ(tolower((unsigned char)*c), *c);
	}
	CHECK_EQ(ipproto_by_name("tcp")->number, 6);
	CHECK_EQ(ipproto_by_name("OSPF")->number, 89);
	CHECK_EQ(ipproto_by_name("ipv6-icmp")->number, 58);
	CHECK(!ipproto_by_name("icmp6"));
}

TEST(operand_names_are_unique_in_their_set)
{
	for (int set = 0; set < OPERAND_SETS; set++) {
		CHECK(operand_count((enum operand_set)set) > 0);
		for (size_t i = 0; i < operand_count((enum operand_set)set); i++) {
			const struct operand_name *o =
				operand_at((enum operand_set)set, i);

			CHECK_MSG(operand_by_name((enum operand_set)set, o->name) == o,
			          "%s", o->name);
		}
	}
}

TEST(operand_values_fit_their_field)
{
	static const struct {
		enum operand_set set;
		uint32_t mask;
	} rows[] = {
		{ OPERANDS_LINK_PROTO, 0xffff },
		{ OPERANDS_ISO_PROTO, 0xff },
		{ OPERANDS_PF_REASON, 0xff },
		{ OPERANDS_PF_ACTION, 0xff },
		{ OPERANDS_WLAN_TYPE, WLAN_TYPE_MASK },
		{ OPERANDS_WLAN_MGT, WLAN_SUBTYPE_MASK },
		{ OPERANDS_WLAN_CTL, WLAN_SUBTYPE_MASK },
		{ OPERANDS_WLAN_DATA, WLAN_SUBTYPE_MASK },
		{ OPERANDS_WLAN_DIR, WLAN_DIR_MASK },
	};

	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
		for (size_t i = 0; i < operand_count(rows[r].set); i++)
			CHECK_EQ(operand_at(rows[r].set, i)->value & ~rows[r].mask, 0);
	}
	for (size_t i = 0; i < operand_count(OPERANDS_LLC); i++) {
		uint32_t kind = operand_at(OPERANDS_LLC, i)->value;

		CHECK_EQ(LLC_VALUE(kind) & ~LLC_MASK(kind), 0);
		CHECK(LLC_MASK(kind) >= 1 && LLC_MASK(kind) <= 0xff);
	}
	CHECK_EQ(operand_by_name(OPERANDS_LLC, "XID")->value, LLC_KIND(0xef, 0xaf));
	CHECK_EQ(operand_by_name(OPERANDS_WLAN_DATA, "QoS-Data")->value, 0x80);
}

TEST_MAIN(CASE(services_are_sorted_and_found), CASE(service_names_can_be_written),
          CASE(ipprotos_are_sorted_and_unique),
          CASE(operand_names_are_unique_in_their_set),
          CASE(operand_values_fit_their_field))
