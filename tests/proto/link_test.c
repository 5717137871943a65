/* SPDX-License-Identifier: BSD-2-Clause */
#include "proto/link.h"

#include <dlfcn.h>

#include "tests/test.h"

/* Highest number of the registry that the table knows. */
enum { LAST = 304 };

TEST(rows_are_sorted_by_number)
{
	for (size_t i = 1; i < link_count(); i++)
		CHECK_MSG(link_at(i - 1)->number < link_at(i)->number, "row %s",
		          link_at(i)->name);
	CHECK_EQ(link_at(link_count() - 1)->number, LAST);
}

TEST(names_are_unique_and_complete)
{
	for (size_t i = 0; i < link_count(); i++) {
		const struct link *l = link_at(i);

		CHECK(l->name && *l->name && strlen(l->name) < 32);
		CHECK_MSG(l->description && *l->description, "row %s", l->name);
		CHECK_MSG(link_by_name(l->name) == l, "row %s", l->name);
		CHECK_MSG(link_by_number(l->number) == l, "row %s", l->name);
	}
}

TEST(the_whole_matching_range_is_there)
{
	for (uint32_t n = 104; n <= LAST; n++)
		CHECK_MSG(link_by_number(n) || n == 208, "number %u", n);
}

static unsigned type_len(const struct link *l)
{
	switch (l->test) {
	case LT_ETHER:
	case LT_SLL:
	case LT_PPP:
	case LT_PPP_BSDOS:
	case LT_TYPE16:
	case LT_HDLC:
	case LT_NLPID:
		return 2;
	case LT_AF:
	case LT_AF_BE:
		return 4;
	case LT_ARCNET:
	case LT_IPNET:
		return 1;
	case LT_AF8: /* the header in front of it has its length in the packet */
	case LT_LLC: /* in the payload */
	case LT_SUNATM:
	case LT_WLAN:
	case LT_JUNIPER:
	case LT_NONE:
	case LT_VERSION:
	case LT_IP4:
	case LT_IP6:
	case LT_ATALK:
		break;
	}
	return 0;
}

TEST(type_field_lies_inside_the_link_header)
{
	for (size_t i = 0; i < link_count(); i++) {
		const struct link *l = link_at(i);

		/* In front of PFLOG's stands a header with its length in the packet. */
		if (l->layout != LAYOUT_PFLOG)
			CHECK_MSG(l->type_off + type_len(l) <= l->payload, "row %s",
			          l->name);
	}
}

TEST(other_fields_lie_inside_the_link_header)
{
	for (size_t i = 0; i < link_count(); i++) {
		const struct link *l = link_at(i);

		if (l->flags & LF_MAC48) {
			CHECK_MSG(l->link_off + l->mac_dst + 6 <= l->payload, "row %s", l->name);
			CHECK_MSG(l->link_off + l->mac_src + 6 <= l->payload, "row %s", l->name);
			CHECK_MSG(l->mac_dst + 6 <= l->mac_src ||
			                  l->mac_src + 6 <= l->mac_dst,
			          "row %s", l->name);
		} else if (l->flags & LF_MAC8) {
			CHECK_MSG(l->mac_dst != l->mac_src, "row %s", l->name);
		} else {
			CHECK_MSG(!l->mac_dst && !l->mac_src, "row %s", l->name);
		}
		if (l->direction == LD_NONE)
			CHECK_MSG(!l->dir_off && !l->dir_len, "row %s", l->name);
		else
			CHECK_MSG((l->dir_len == 1 || l->dir_len == 2) &&
			                  (l->layout != LAYOUT_FIXED ||
			                   l->dir_off + l->dir_len <= l->payload),
			          "row %s", l->name);
		CHECK_MSG(l->ifindex_off >= -1 && l->ifindex_off + 4 <= l->payload + 3,
		          "row %s", l->name);
	}
}

TEST(a_type_that_is_not_tested_has_no_layout)
{
	for (size_t i = 0; i < link_count(); i++) {
		const struct link *l = link_at(i);

		if (l->test == LT_NONE && !(l->flags & (LF_SS7 | LF_MAC8)))
			CHECK_MSG(!l->payload && !l->flags, "row %s", l->name);
		if (l->flags & LF_VLAN_META)
			CHECK_MSG(l->flags & LF_VLAN, "row %s", l->name);
		if (l->nl) /* SNAP follows LLC */
			CHECK_MSG(l->nl == 8 && l->nls == 3, "row %s", l->name);
		if (l->flags & LF_WLAN)
			CHECK_MSG(l->test == LT_WLAN && l->layout >= LAYOUT_WLAN, "row %s",
			          l->name);
	}
}

static uint32_t number_of(const char *name)
{
	const struct link *l = link_by_name(name);

	return l ? l->number : UINT32_MAX;
}

TEST(finds_every_spelling)
{
	CHECK_EQ(number_of("EN10MB"), 1);
	CHECK_EQ(number_of("en10mb"), 1);
	CHECK_EQ(number_of("DLT_EN10MB"), 1);
	CHECK_EQ(number_of("dlt_Linux_Sll2"), 276);
	CHECK_EQ(number_of("LINKTYPE_ETHERNET"), 1);
	CHECK_EQ(number_of("LINKTYPE_RAW"), 101);
	CHECK_EQ(number_of("IEEE802_15_4_WITHFCS"), 195);
	CHECK_EQ(number_of("1"), 1);
	CHECK_EQ(number_of("276"), 276);
	CHECK_EQ(number_of("101"), 101);
	CHECK_EQ(number_of("12"), 101); /* DLT_RAW: no link type has number 12 */
}

TEST(does_not_find_what_is_not_there)
{
	static const char *const wrong[] = {
		"", "EN10M", "EN10MB ", "DLT_", "DLT_DLT_RAW", "1x", "-1", "0x1",
		"208", "305", "4294967297", "99999999999999999999", "DLT_1",
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CHECK_MSG(!link_by_name(wrong[i]), "\"%s\"", wrong[i]);
	CHECK(!link_by_number(208));
	CHECK(!link_by_number(LAST + 1));
	CHECK(!link_by_number(UINT32_MAX));
}

TEST(dlt_numbers_go_there_and_back)
{
	for (size_t i = 0; i < link_count(); i++) {
		uint32_t n = link_at(i)->number;

		CHECK_EQ(link_from_dlt(link_to_dlt(n)), n);
	}
	CHECK_EQ(link_to_dlt(101), 12);
	CHECK_EQ(link_to_dlt(100), 11);
	CHECK_EQ(link_from_dlt(16), 103);
	CHECK_EQ(link_to_dlt(1), 1);
}

/* Every name that the installed libpcap has for a DLT is the name here. */
TEST(names_are_those_of_libpcap)
{
	void *pcap = dlopen("libpcap.so.0.8", RTLD_NOW | RTLD_LOCAL);
	const char *(*name_of)(int);
	unsigned compared = 0;

	if (!pcap)
		SKIP("libpcap is not installed");
	*(void **)&name_of = dlsym(pcap, "pcap_datalink_val_to_name");
	CHECK(name_of);
	for (int dlt = 0; dlt <= LAST; dlt++) {
		const char *name = name_of(dlt);
		const struct link *l = link_by_number(link_from_dlt((uint32_t)dlt));

		if (!name)
			continue;
		CHECK_MSG(l, "DLT %d is %s there", dlt, name);
		CHECK_MSG(link_by_name(name) == l, "DLT %d is %s there, %s here", dlt,
		          name, l->name);
		compared++;
	}
	CHECK_MSG(compared > 100, "%u names", compared);
	dlclose(pcap);
}

TEST_MAIN(CASE(rows_are_sorted_by_number), CASE(names_are_unique_and_complete),
          CASE(the_whole_matching_range_is_there),
          CASE(type_field_lies_inside_the_link_header),
          CASE(other_fields_lie_inside_the_link_header),
          CASE(a_type_that_is_not_tested_has_no_layout), CASE(finds_every_spelling),
          CASE(does_not_find_what_is_not_there), CASE(dlt_numbers_go_there_and_back),
          CASE(names_are_those_of_libpcap))
