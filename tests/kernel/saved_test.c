/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/saved_test.c - --as-saved: a live filter means what it means on the file.
 *
 * Frames come in with their outermost tag taken out by the kernel, which is put back when
 * they are written. Those that pass a live filter must be those that the same filter,
 * without --as-saved, finds in the file of everything.
 */
#include <stdlib.h>

#include "base/bytes.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/kernel/traffic.h"
#include "tests/kernel/watch.h"
#include "tests/net/net.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static void both_ways(void *ctx)
{
	(void)ctx;
	traffic_frames("v1");
	traffic_frames("v0");
}

static const struct watch v0 = { .iface = "v0",
	                         .flags = PFC_AS_SAVED,
	                         .traffic = both_ways };

/* These must be decided in the kernel. */
/* clang-format off */
static const char *const known[] = {
	"", "ip", "not ip", "ip6", "arp", "tcp", "udp port 53", "port 80", "not port 80",
	"host 192.0.2.1", "src host 192.0.2.1 and tcp", "net 198.51.100.0/24", "icmp6",
	"ether proto 0x8100", "ether proto 0x88a8", "ether proto 0x9100",
	"not ether proto 0x8100", "ether proto 0x800", "ether proto 0x8100 or ip",
	"vlan", "not vlan", "vlan 73", "vlan 74", "not vlan 73", "vlan 0x49",
	"vlan and ip", "vlan 73 and host 192.0.2.1", "vlan and tcp port 80",
	"vlan 73 and udp port 53", "vlan and ip6", "vlan and arp", "ip or (vlan and ip)",
	"vlan and vlan", "vlan 73 and vlan 73", "vlan 73 and vlan 74", "vlan 73 or vlan 74",
	"vlan and vlan and ip", "vlan and vlan and tcp port 80", "vlan and vlan and vlan",
	"vlan and vlan and vlan and ip", "ether proto 0x88a8 and vlan and vlan",
	"vlan and mpls", "vlan and mpls and ip", "mpls", "mpls and ip", "vlan and pppoes",
	"vlan and pppoes and ip", "pppoes and tcp", "vlan and geneve and ip",
	"geneve and vlan", "vlan and vxlan and ip6", "vlan and stp", "vlan and iso",
	"vlan and llc", "llc", "stp", "ipx", "vlan and aarp",
	"len > 60", "len = 60", "less 60", "greater 60", "less 64", "greater 64",
	"vlan and len > 78", "vlan and less 64", "len & 1 = 1", "len - 4 > 60",
	"ip[2:2] = len - 14", "vlan and ip[2:2] = len - 18",
	"link[12:2] = 0x8100", "link[12] = 0x81", "link[13:2] & 0xff = 0x60",
	"link[14:2] & 0xfff = 73", "link[14:2] >> 13 = 3", "link[16:2] = 0x800",
	"link[16:2] = 0x8100 or link[16:2] = 0x800", "link[11:4] & 0xffff00 = 0x810000",
	"byte 14 = 0x60", "byte 14 & 0x40", "ether[0] & 1 = 1",
	"ether host 02:aa:05:00:7f:01", "ether dst 02:aa:05:00:7f:01",
	"ether src 00:1b:21:3c:9d:f8 and vlan", "broadcast", "multicast and not broadcast",
	"vlan and broadcast", "tcp[tcpflags] & tcp-syn != 0",
	"vlan and tcp[tcpflags] & tcp-syn != 0", "link[(link[18] & 0xf) * 4 + 18] = 6",
};
/* clang-format on */

struct kinds {
	uint32_t in, out, doubles, service;
};

static void count_kinds(void *ctx, const struct sights *all)
{
	struct kinds *k = ctx;

	for (uint32_t i = 0; i < all->count; i++) {
		const struct sight *s = &all->at[i];
		bool tagged = s->caplen >= 18 && get_be16(s->data + 12) == 0x8100;

		k->in += tagged && s->meta.vlan_present;
		k->out += tagged && !s->meta.vlan_present;
		k->doubles += s->meta.vlan_present && s->caplen >= 18 &&
		              get_be16(s->data + 16) == 0x8100;
		k->service += s->meta.vlan_present && get_be16(s->data + 12) == 0x88a8;
	}
}

TEST(tags_are_in_the_file)
{
	struct kinds k = { 0 };
	struct tally t = { 0 };
	struct watch w = v0;

	w.seen = count_kinds;
	w.ctx = &k;
	watch_filters(&w, known, 1, &t, NULL);
	test_note("%u tags come, %u leave, %u come double, %u of a service", k.in,
	          k.out, k.doubles, k.service);
	CHECK(k.in > 10 && k.out > 10 && k.doubles > 2 && k.service > 2);
}

TEST(known_filters)
{
	static bool used[LEN(known)];
	struct tally t = { 0 };

	watch_filters(&v0, known, LEN(known), &t, used);
	watch_report(&t);
	CHECK_EQ(t.failed, 0);
	for (size_t i = 0; i < LEN(known); i++)
		CHECK_MSG(used[i], "not decided in the kernel: %s", known[i]);
	CHECK(t.decisive > t.in_kernel * 3 / 4);
}

TEST(everyday_and_random_filters)
{
	struct tally t = { 0 };

	watch_many(&v0, LINKTYPE_ETHERNET, getenv("PFC_LONG") ? 3000 : 100, &t);
	CHECK_EQ(t.failed, 0);
	CHECK(t.in_kernel >= 200);
	CHECK(t.decisive > t.in_kernel / 2);
}

static const char *enter(void)
{
	const char *why_not = net_enter();

	if (!why_not)
		why_not = traffic_open();
	if (!why_not)
		watch_pin();
	return why_not;
}

TEST_MAIN_UNLESS(enter(), CASE(tags_are_in_the_file), CASE(known_filters),
                 CASE(everyday_and_random_filters))
