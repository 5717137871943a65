/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/any_test.c - captures on all interfaces, filtered in the kernel.
 *
 * There the kernel runs a program about its own view of packets, for filters about frames
 * that are made later, with the header of LINUX_SLL2: over a virtual cable, loopback, a tun
 * device, and one of a type that only user space can decide.
 */
#include <stdlib.h>

#include "base/bytes.h"
#include "proto/arphrd.h"
#include "proto/link.h"
#include "tests/kernel/traffic.h"
#include "tests/kernel/watch.h"
#include "tests/net/net.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum { SLL2_HEADER = 20 };

static const struct watch any = { .iface = "any", .traffic = traffic_all };

/* These must be decided in the kernel. */
/* clang-format off */
static const char *const known[] = {
	"", "ip", "not ip", "ip6", "not ip6", "arp", "rarp", "not arp and not ip", "tcp",
	"udp", "icmp", "icmp6", "sctp or ah or esp", "tcp port 80", "udp port 53",
	"port 53", "not port 53", "portrange 20-100", "src port 40000", "dst port 443",
	"host 192.0.2.1", "src host 192.0.2.1 and dst host 198.51.100.2",
	"host 192.0.2.1 and tcp port 80", "net 192.0.2.0/24", "not net 198.51.100.0/24",
	"host 127.0.0.1", "host ::1", "net 10.77.0.0/24", "net 10.78.0.0/24 and udp",
	"ip6 net 2001:db8::/32", "ip6 and udp port 53", "ip6 host 2001:db8::1",
	"ip proto 6 or ip6 proto 17", "ip proto 47", "proto 50", "ip6 proto 44",
	"ip protochain 6", "ip6 protochain 17", "ip multicast", "ip6 multicast",
	"vlan", "not vlan", "vlan 73", "not vlan 73", "vlan 74", "vlan 73 and ip",
	"vlan and ip", "vlan and ip6", "vlan and arp", "vlan and tcp",
	"vlan 73 and udp port 53", "vlan and vlan", "vlan and vlan and ip",
	"vlan and vlan and vlan", "vlan and vlan 73 and tcp", "vlan 73 or vlan 74",
	"ip or (vlan and ip)", "arp or (vlan and arp)", "not vlan and udp",
	"vlan and tcp[13] & 2 != 0", "vlan and stp", "vlan and ipx", "vlan and iso",
	"vlan and aarp", "vlan and pppoes and ip",
	"vlan and pppoes", "vlan and geneve", "vlan and vxlan and ip", "vlan and inbound",
	"vlan and outbound and ip", "vlan and len > 78", "vlan and not ip",
	"geneve", "geneve and ip", "geneve and vlan", "geneve 0x1000 and ip6", "vxlan",
	"vxlan and ip", "vxlan and vlan and arp", "pppoes", "pppoes and ip", "pppoed",
	"pppoes 0x1f2 and ip6", "pppoes and tcp port 80",
	"stp", "ipx", "netbeui", "iso", "isis", "clnp", "esis", "l1", "atalk", "aarp",
	"decnet", "lat", "sca", "moprc", "mopdl", "not stp", "iso or ipx",
	"ether proto 0x8100", "ether proto 0x88a8", "ether proto 0x9100", "ether proto 4",
	"ether proto 1", "not ether proto 4", "ether proto 0x88cc", "ether proto 0x88e5",
	"link proto lldp or slow", "ether proto 0x8847", "ether proto 0x8809",
	"inbound", "outbound", "not inbound", "inbound and tcp", "outbound and udp",
	"inbound or vlan", "ifindex 1", "ifindex 1 and ip", "ifindex 2 or ifindex 3",
	"not ifindex 1", "ifindex 4", "ifindex 5", "ifindex 2 and vlan", "ifindex 99",
	"less 60", "greater 60", "less 24", "len = 20", "len > 20 and len < 40",
	"len - 4 > 60", "len & 1 = 1", "greater 1500",
	"ip[2:2] = len - 20", "ip[0] & 0xf != 5", "ip[6:2] & 0x1fff != 0",
	"tcp[(tcp[12] >> 4) * 4] = 0x47", "tcp[tcpflags] & tcp-syn != 0",
	"not tcp[13] & 2 = 0", "udp[8:4] = 0", "udp[4:2] > 20", "icmp[icmptype] = 8",
	"icmp[0] = icmp-unreach", "icmp6[0] = 135", "ip6[6] = 17", "arp[6:2] = 1",
	"link[0:2] = 0x800", "link[1] = 6", "link[1:2] = 0", "link[2:2] = 0",
	"link[4:4] = 1", "link[4:4] = 4", "link[6:4] & 0xffff = 1", "link[10] = 4",
	"link[10] = 0", "link[8:2] = 0xfffe", "link[8:2] = 772", "link[8:2] = 512",
	"link[9:2] = 0x104", "link[20:4] = 0x60490800", "link[21:2] = 0x4908",
	"link[0:2] = 4", "link[22:4] = 0x08004500", "link[20 + (ip[0] & 0xf)] = 6",
	"link[0:2] > 1500 and link[20] < 9", "link[0:2] <= 1500 and link[20] = 0x42",
	"len / ip[8] = 2 or arp",
	"byte 0 = 8", "byte 20 = 0x45", "byte 9 = 1", "byte 21 & 0x80",
};
/* clang-format on */

/* ---- what there is to decide ---- */

struct kinds {
	uint32_t tags_out, tags_in, untagged_in_double, bare_in, bare_out, unknown, lo,
		llc, novell, arp, mpls, ip6, tiny, cut_tag, hosts, broadcasts,
		multicasts, others, large;
};

static void count_kind(struct kinds *k, const struct sight *s)
{
	const struct pfc_meta *m = &s->meta;
	uint32_t protocol = get_be16(s->data);
	bool out = m->pkttype == 4, ether = m->hatype == HW_ETHERNET;

	k->tags_out += out && ether && protocol == 0x8100;
	k->tags_in += !out && ether && m->vlan_present;
	k->untagged_in_double += m->vlan_present && s->caplen >= SLL2_HEADER + 4 &&
	                         get_be16(s->data + SLL2_HEADER + 2) == 0x8100;
	k->bare_in += !out && m->hatype == HW_NONE;
	k->bare_out += out && m->hatype == HW_NONE;
	k->unknown += m->hatype == 512;
	k->lo += m->hatype == HW_LOOPBACK;
	k->llc += protocol == 4 && ether;
	k->novell += protocol == 1 && ether;
	k->arp += protocol == 0x806;
	k->mpls += protocol == 0x8847;
	k->ip6 += protocol == 0x86dd;
	k->tiny += s->caplen <= SLL2_HEADER + 1;
	k->cut_tag +=
		!m->vlan_present && protocol == 0x8100 && s->caplen < SLL2_HEADER + 4;
	k->hosts += m->pkttype == 0;
	k->broadcasts += m->pkttype == 1;
	k->multicasts += m->pkttype == 2;
	k->others += m->pkttype == 3;
	k->large += s->len > 2000;
}

static void count_kinds(void *ctx, const struct sights *all)
{
	for (uint32_t i = 0; i < all->count; i++)
		count_kind(ctx, &all->at[i]);
}

/* Or agreement would mean little. */
TEST(frames_of_every_kind_pass)
{
	struct kinds k = { 0 };
	struct watch w = any;
	struct tally tally = { 0 };

	w.seen = count_kinds;
	w.ctx = &k;
	watch_filters(&w, known, 1, &tally, NULL);
	test_note("%u tags leave, %u come, %u double; %u bare ones come, %u leave",
	          k.tags_out, k.tags_in, k.untagged_in_double, k.bare_in, k.bare_out);
	CHECK(k.tags_out > 10 && k.tags_in > 10 && k.untagged_in_double > 2);
	CHECK(k.bare_in > 100 && k.bare_out > 100 && k.unknown > 20 && k.lo > 100);
	CHECK(k.llc > 10 && k.novell > 0 && k.arp > 3 && k.mpls > 3 && k.ip6 > 20);
	CHECK(k.tiny > 5 && k.cut_tag > 0 && k.large > 1);
	CHECK(k.hosts > 100 && k.broadcasts > 20 && k.multicasts > 20 && k.others > 20);
}

/* ---- filters ---- */

TEST(known_filters)
{
	static bool used[LEN(known)];
	struct tally t = { 0 };

	watch_filters(&any, known, LEN(known), &t, used);
	watch_report(&t);
	CHECK_EQ(t.failed, 0);
	for (size_t i = 0; i < LEN(known); i++)
		CHECK_MSG(used[i], "not decided in the kernel: %s", known[i]);
	CHECK(t.decisive > t.in_kernel * 3 / 4);
}

TEST(everyday_and_random_filters)
{
	struct tally t = { 0 };

	watch_many(&any, LINKTYPE_LINUX_SLL2, getenv("PFC_LONG") ? 3000 : 100, &t);
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

TEST_MAIN_UNLESS(enter(), CASE(frames_of_every_kind_pass), CASE(known_filters),
                 CASE(everyday_and_random_filters))
