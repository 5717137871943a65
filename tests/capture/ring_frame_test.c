/* SPDX-License-Identifier: BSD-2-Clause */
/* Frames as the kernel lays them into a block, made by hand. */
#include "capture/ring_frame.h"

#include <linux/filter.h>
#include <sys/socket.h>

#include "base/bytes.h"
#include "compiler/program.h"
#include "tests/test.h"

/* A frame in a ring: header, address, room, bytes. */
struct cell {
	_Alignas(16) struct tpacket3_hdr head;
	struct sockaddr_ll from;
	uint8_t rest[256];
};

enum { MAC_AT = 82, NET_AT = 96 }; /* where Linux puts an Ethernet frame, its payload */

static uint8_t *fill(struct cell *c, uint16_t at, const uint8_t *bytes, uint32_t len)
{
	uint8_t *frame = (uint8_t *)c + at;

	memset(c, 0xee, sizeof(*c)); /* nothing may lean on zeros */
	memset(&c->head, 0, sizeof(c->head));
	memset(&c->from, 0, sizeof(c->from));
	c->head.tp_mac = at;
	c->head.tp_net = NET_AT;
	c->head.tp_snaplen = c->head.tp_len = len;
	c->head.tp_sec = 1700000000;
	c->head.tp_nsec = 123456789;
	c->from.sll_family = AF_PACKET;
	put_be16(&c->from.sll_protocol, 0x86dd);
	c->from.sll_ifindex = 70000;
	c->from.sll_hatype = 1;
	c->from.sll_pkttype = PACKET_MULTICAST;
	c->from.sll_halen = 6;
	memcpy(c->from.sll_addr, "\x02\x00\x00\x00\x00\x01\xaa\xbb", 8);
	memcpy(frame, bytes, len);
	return frame;
}

static const uint8_t frame[20] = { 2, 0, 0,    0,    0,    2, 2, 0, 0, 0,
	                           0, 1, 0x86, 0xdd, 0x60, 0, 0, 0, 0, 0 };

TEST(plain_frame)
{
	struct frame_rules rules = { .snaplen = 262144 };
	struct packet p;
	struct cell c;
	uint8_t *at = fill(&c, MAC_AT, frame, sizeof(frame));

	c.head.tp_len = 1500;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK(p.data == at);
	CHECK_EQ(p.caplen, 20);
	CHECK_EQ(p.len, 1500);
	CHECK(p.ns == UINT64_C(1700000000123456789));
	CHECK_EQ(p.flags, PACKET_HAS_META | PACKET_HAS_TIME | PACKET_IN);
	CHECK(!p.record);
	CHECK_EQ(p.meta.protocol, 0x86dd);
	CHECK_EQ(p.meta.ifindex, 70000);
	CHECK_EQ(p.meta.hatype, 1);
	CHECK_EQ(p.meta.pkttype, PACKET_MULTICAST);
	CHECK_EQ(p.meta.vlan_present, 0);
}

TEST(offloading_is_told)
{
	/* Bits of tp_status, from linux/if_packet.h: 3, 7 and 8. */
	static const struct {
		uint32_t status, flags;
	} rows[] = {
		{ 1, 0 },
		{ 1 | 1 << 3, PACKET_CSUM_TODO },
		{ 1 | 1 << 7, PACKET_CSUM_GOOD },
		{ 1 | 1 << 8 | 1 << 3, PACKET_GSO | PACKET_CSUM_TODO },
	};
	struct frame_rules rules = { .snaplen = 262144 };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct packet p;
		struct cell c;

		fill(&c, MAC_AT, frame, sizeof(frame));
		c.head.tp_status = rows[i].status;
		CHECK(frame_view(&rules, &c.head, &p));
		CHECK_EQ(p.flags, rows[i].flags | PACKET_HAS_META | PACKET_HAS_TIME |
		                          PACKET_IN);
	}
}

TEST(time_goes_beyond_2038)
{
	struct frame_rules rules = { .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, MAC_AT, frame, sizeof(frame));
	c.head.tp_sec = UINT32_MAX;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK(p.ns == UINT64_C(4294967295123456789));
}

TEST(stripped_tag)
{
	static const uint8_t want[24] = { 2, 0, 0,    0, 0,    2, 2,    0,    0,   0,
		                          0, 1, 0x81, 0, 0x60, 5, 0x86, 0xdd, 0x60 };
	struct frame_rules rules = { .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, MAC_AT, frame, sizeof(frame));
	c.head.tp_status =
		TP_STATUS_USER | TP_STATUS_VLAN_VALID | TP_STATUS_VLAN_TPID_VALID;
	c.head.hv1.tp_vlan_tci = 0x6005;
	c.head.hv1.tp_vlan_tpid = 0x8100;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(p.caplen, 24);
	CHECK_EQ(p.len, 24);
	CHECK_MEM(p.data, want, 24);
	CHECK_EQ(p.meta.vlan_tci, 0x6005);
}

/* Kernels before 3.14 do not tell the TPID. */
TEST(stripped_tag_without_tpid)
{
	struct frame_rules rules = { .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, MAC_AT, frame, sizeof(frame));
	c.head.tp_status = TP_STATUS_USER | TP_STATUS_VLAN_VALID;
	c.head.hv1.tp_vlan_tci = 7;
	c.head.hv1.tp_vlan_tpid = 0xdead;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(get_be16(p.data + 12), 0x8100);
	CHECK_EQ(get_be16(p.data + 14), 7);
	CHECK_EQ(p.meta.vlan_tpid, 0x8100);
}

TEST(stripped_tag_and_a_snapshot_that_ends_early)
{
	static const uint32_t lens[] = { 11, 12, 13, 20 };
	struct packet p;
	struct cell c;

	for (size_t i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
		struct frame_rules rules = { .snaplen = lens[i] };

		fill(&c, MAC_AT, frame, lens[i]);
		c.head.tp_len = 60;
		c.head.tp_status = TP_STATUS_USER | TP_STATUS_VLAN_VALID;
		c.head.hv1.tp_vlan_tci = 7;
		CHECK(frame_view(&rules, &c.head, &p));
		CHECK_EQ(p.caplen, lens[i]);
		CHECK_EQ(p.len, 64);
		CHECK_MEM(p.data, frame, 11);
		if (lens[i] > 12)
			CHECK_EQ(p.data[12], 0x81);
	}
}

/* A tag cannot be put into a frame that is not Ethernet. */
TEST(stripped_tag_of_another_link_type)
{
	struct frame_rules rules = { .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, MAC_AT, frame, sizeof(frame));
	c.from.sll_hatype = 65534;
	c.head.tp_status = TP_STATUS_USER | TP_STATUS_VLAN_VALID;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(p.caplen, 20);
	CHECK_MEM(p.data, frame, 20);
}

/* A device without link header: the protocol is the kernel's. */
TEST(cooked_without_link_header)
{
	static const uint8_t want[20] = { 0x86, 0xdd, 0,    0,    0, 1,
		                          0x11, 0x70, 0xff, 0xfe, 2 };
	struct frame_rules rules = { .cooked = true, .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, NET_AT, frame + 14, 6);
	c.from.sll_hatype = 65534;
	c.from.sll_halen = 0;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(p.caplen, 26);
	CHECK_EQ(p.len, 26);
	CHECK_MEM(p.data, want, 20);
	CHECK_MEM(p.data + 20, frame + 14, 6);
}

/* Tags still in the frame, one of them or both; the kernel moved its network header. */
TEST(cooked_with_tags_in_the_frame)
{
	static const uint8_t tagged[26] = { 2,    0, 0, 0, 0,    2,    2,   0,
		                            0,    0, 0, 1, 0x88, 0xa8, 0,   8,
		                            0x81, 0, 0, 7, 0x86, 0xdd, 0x60 };
	struct frame_rules rules = { .cooked = true, .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, 74, tagged, sizeof(tagged)); /* 22 bytes before the network header */
	put_be16(&c.from.sll_protocol, 0x86dd);
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(p.caplen, 32);
	CHECK_EQ(get_be16(p.data), 0x88a8);
	CHECK_MEM(p.data + 20, tagged + 14, 12);

	fill(&c, 74, tagged, sizeof(tagged));
	c.head.tp_status = TP_STATUS_USER | TP_STATUS_VLAN_VALID;
	c.head.hv1.tp_vlan_tci = 9;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(p.caplen, 36);
	CHECK_EQ(get_be16(p.data), 0x8100);
	CHECK_MEM(p.data + 12, "\x02\x00\x00\x00\x00\x01\x00\x00", 8);
	CHECK_EQ(get_be32(p.data + 20), 0x000988a8);
	CHECK_MEM(p.data + 24, tagged + 14, 12);
}

TEST(cooked_802_3)
{
	static const uint8_t llc[20] = { 1, 0x80, 0xc2, 0, 0,    0,    2, 0, 0, 0,
		                         0, 1,    0,    6, 0x42, 0x42, 3, 0, 0, 0 };
	struct frame_rules rules = { .cooked = true, .snaplen = 262144 };
	struct packet p;
	struct cell c;
	uint8_t *at = fill(&c, MAC_AT, llc, sizeof(llc));

	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(get_be16(p.data), 4);
	CHECK_MEM(p.data + 20, llc + 14, 6);

	at = fill(&c, MAC_AT, llc, sizeof(llc));
	put_be16(at + 14, 0xffff); /* Novell's IPX without 802.2 */
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(get_be16(p.data), 1);
}

/* Shorter than a link header: nothing to read a protocol from. */
TEST(cooked_runt)
{
	struct frame_rules rules = { .cooked = true, .snaplen = 262144 };
	struct packet p;
	struct cell c;

	for (uint32_t len = 0; len < 14; len++) {
		fill(&c, MAC_AT, frame, len);
		CHECK(frame_view(&rules, &c.head, &p));
		CHECK_EQ(p.caplen, 20);
		CHECK_EQ(p.len, 20);
		CHECK_EQ(get_be16(p.data), 0x86dd);
	}
}

TEST(cooked)
{
	static const uint8_t want[20] = {
		0x86, 0xdd, 0, 0, 0, 1, 0x11, 0x70, 0,    1,
		2,    6,    2, 0, 0, 0, 0,    1,    0xaa, 0xbb
	};
	struct frame_rules rules = { .cooked = true, .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, MAC_AT, frame, sizeof(frame));
	c.from.sll_halen = 8;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(p.caplen, 26);
	CHECK_EQ(p.len, 26);
	CHECK_EQ(p.data[11], 8);
	CHECK_MEM(p.data, want, 11);
	CHECK_MEM(p.data + 12, want + 12, 8);
	CHECK_MEM(p.data + 20, frame + 14, 6);
}

TEST(cooked_with_tag)
{
	static const uint8_t want[30] = { 0x88, 0xa8, 0,    0,   0, 1, 0x11,
		                          0x70, 0,    1,    4,   6, 2, 0,
		                          0,    0,    0,    1,   0, 0, 0x20,
		                          9,    0x86, 0xdd, 0x60 };
	struct frame_rules rules = { .cooked = true, .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, MAC_AT, frame, sizeof(frame));
	c.from.sll_pkttype = PACKET_OUTGOING;
	c.head.tp_status =
		TP_STATUS_USER | TP_STATUS_VLAN_VALID | TP_STATUS_VLAN_TPID_VALID;
	c.head.hv1.tp_vlan_tci = 0x2009;
	c.head.hv1.tp_vlan_tpid = 0x88a8;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(p.caplen, 30);
	CHECK_MEM(p.data, want, 30);
	CHECK_EQ(p.flags & (PACKET_IN | PACKET_OUT), PACKET_OUT);
}

/* Infiniband has addresses of 20 bytes: the first 8 are shown, the length stays. */
TEST(cooked_with_a_long_address)
{
	struct frame_rules rules = { .cooked = true, .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, MAC_AT, frame, sizeof(frame));
	c.from.sll_halen = 20;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(p.data[11], 20);
	CHECK_MEM(p.data + 12, "\x02\x00\x00\x00\x00\x01\xaa\xbb", 8);
	CHECK_MEM(p.data + 20, frame + 14, 6);
}

/* With link headers a filter is still about LINUX_SLL2. */
static struct sock_filter sll2_insns[] = {
	BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 0), /* its protocol */
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x86dd, 0, 3),
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 4), /* its interface */
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 70000, 0, 1),
	BPF_STMT(BPF_RET | BPF_K, 262144),
	BPF_STMT(BPF_RET | BPF_K, 0),
};

TEST(link_headers_are_kept)
{
	const struct pfc_prog prog = { .insns = sll2_insns,
		                       .insn_count = 6,
		                       .linktype = 276 };
	struct frame_rules rules = { .cooked = true,
		                     .link_headers = true,
		                     .snaplen = 262144,
		                     .prog = &prog };
	struct packet p;
	struct cell c;
	uint8_t *at = fill(&c, MAC_AT, frame, sizeof(frame));

	CHECK(frame_view(&rules, &c.head, &p));
	CHECK(p.data == at);
	CHECK_EQ(p.caplen, 20);
	CHECK_EQ(p.len, 20);
	CHECK_MEM(p.data, frame, sizeof(frame));
	fill(&c, MAC_AT, frame, sizeof(frame));
	c.from.sll_ifindex = 70001;
	CHECK(!frame_view(&rules, &c.head, &p));

	/* Without a link header, and with one that the kernel's program does not know. */
	at = fill(&c, NET_AT, frame + 14, 6);
	c.from.sll_hatype = 65534;
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK(p.data == at);
	CHECK_EQ(p.caplen, 6);
	rules.kernel_did = true;
	at = fill(&c, MAC_AT, frame, sizeof(frame));
	c.from.sll_hatype = 801; /* 802.11 */
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK(p.data == at);
	CHECK_MEM(p.data, frame, sizeof(frame));
	fill(&c, MAC_AT, frame, sizeof(frame));
	c.from.sll_hatype = 801;
	c.from.sll_ifindex = 70001;
	CHECK(!frame_view(&rules, &c.head, &p));
}

TEST(link_headers_with_tags)
{
	struct frame_rules rules = { .cooked = true,
		                     .link_headers = true,
		                     .as_saved = true,
		                     .snaplen = 262144 };
	struct packet p;
	struct cell c;
	uint8_t *at;

	for (uint32_t len = 0; len <= sizeof(frame); len++) {
		at = fill(&c, MAC_AT, frame, len);
		c.head.tp_status = TP_STATUS_USER | TP_STATUS_VLAN_VALID;
		c.head.hv1.tp_vlan_tci = 5;
		CHECK(frame_view(&rules, &c.head, &p));
		CHECK_EQ(p.len, len + 4);
		CHECK_EQ(p.caplen, len < 12 ? len : len + 4);
		CHECK(p.data == (len < 12 ? at : at - 4));
	}
	CHECK_MEM(p.data, frame, 12);
	CHECK_EQ(get_be32(p.data + 12), 0x81000005);
	CHECK_MEM(p.data + 16, frame + 12, 8);
}

/* A kind of interface whose header files have no link type for. */
TEST(link_headers_that_are_not_known)
{
	struct frame_rules rules = { .cooked = true,
		                     .link_headers = true,
		                     .snaplen = 262144 };
	struct packet p;
	struct cell c;

	fill(&c, MAC_AT, frame, sizeof(frame));
	c.from.sll_hatype = 778; /* GRE */
	CHECK(frame_view(&rules, &c.head, &p));
	CHECK_EQ(p.caplen, 26);
	CHECK_EQ(get_be16(p.data), 0x86dd);
	CHECK_EQ(get_be16(p.data + 8), 778);
}

TEST(the_filter_sees_the_tag_as_metadata)
{
	static struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 12), /* the type behind the tag */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x86dd, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		         (uint32_t)(SKF_AD_OFF + SKF_AD_VLAN_TAG)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 5, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 262144),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	const struct pfc_prog prog = { .insns = insns, .insn_count = 6, .linktype = 1 };
	struct frame_rules rules = { .snaplen = 13, .prog = &prog };
	struct packet p;
	struct cell c;

	for (uint16_t vid = 4; vid < 7; vid++) {
		fill(&c, MAC_AT, frame, sizeof(frame));
		c.head.tp_status = TP_STATUS_USER | TP_STATUS_VLAN_VALID;
		c.head.hv1.tp_vlan_tci = vid;
		CHECK_EQ(frame_view(&rules, &c.head, &p), vid == 5);
		if (vid == 5)
			CHECK_EQ(p.caplen, 13);
	}
}

TEST_MAIN(CASE(plain_frame), CASE(offloading_is_told), CASE(time_goes_beyond_2038), CASE(stripped_tag),
          CASE(stripped_tag_without_tpid),
          CASE(stripped_tag_and_a_snapshot_that_ends_early),
          CASE(stripped_tag_of_another_link_type), CASE(cooked),
          CASE(cooked_without_link_header), CASE(cooked_with_tags_in_the_frame),
          CASE(cooked_802_3), CASE(cooked_runt), CASE(cooked_with_tag),
          CASE(cooked_with_a_long_address), CASE(link_headers_are_kept),
          CASE(link_headers_with_tags), CASE(link_headers_that_are_not_known),
          CASE(the_filter_sees_the_tag_as_metadata))
