/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/view_test.c - programs for the kernel's view against the frames made of it.
 *
 * For each filter there are two programs: one for packets as the kernel shows them, which
 * is bytes and metadata, and one for the frame that a capture makes of these. Packets that
 * take the first program down every path are made into frames, and both must agree.
 * Optimized, they need not where the filter as written reads beyond the end of the packet:
 * one of them may do without that load.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "compiler/run.h"
#include "pfc/pfc.h"
#include "proto/arphrd.h"
#include "proto/link.h"
#include "tests/kernel/made.h"
#include "tests/kernel/socket.h"
#include "tests/peer/explore.h"
#include "tests/peer/frames.h"
#include "tests/peer/gen.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum {
	FILTERS = 250,  /* random ones, for each way */
	PACKETS = 1500, /* for a filter */
	LIVE = PFC_LIVE | PFC_ALLOW_EMPTY | PFC_NO_LINT,
	TAG_PRESENT = SKF_AD_VLAN_TAG_PRESENT / 4,
	MADE_WIRE = MADE_MAX - 200,
};

/* How frames are made, and what both programs are compiled with. */
enum way {
	AS_SAVED, /* tag put back, --as-saved */
	COOKED,   /* LINUX_SLL2, -i any */
	VLAN,     /* tag put back: words behind `vlan` mean the same in both */
	WAYS,
};

struct pair {
	enum way way;
	const char *filter;
	struct pfc_prog *prog, *live; /* the frame's; the kernel's, unless it is in prog */
	struct pfc_prog *reference;   /* the frame's as written, when prog is optimized */
	struct code kernel;
	uint32_t accepted, rejected;
	bool ok;
};

static struct pfc_prog *compile(const char *filter, uint32_t linktype, uint32_t flags,
                                enum pfc_optimize optimize)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;
	int err;

	opts.linktype = linktype;
	opts.flags = flags;
	opts.optimize = optimize;
	opts.netmask = 0xffffff00;
	opts.insns_max = 0;
	err = pfc_compile(filter, PFC_NUL, &opts, &prog);
	if (err) {
		pfc_prog_free(prog);
		prog = NULL;
	}
	return prog;
}

static const uint32_t frame_flags[WAYS] = { [AS_SAVED] = LIVE | PFC_AS_SAVED,
	                                    [COOKED] = LIVE,
	                                    [VLAN] = LIVE & ~PFC_LIVE };
static const uint32_t frame_links[WAYS] = { [AS_SAVED] = LINKTYPE_ETHERNET,
	                                    [COOKED] = LINKTYPE_LINUX_SLL2,
	                                    [VLAN] = LINKTYPE_ETHERNET };

/* returns false when the filter does not compile, or not for the kernel. */
static bool pair_open(struct pair *p, enum pfc_optimize optimize)
{
	uint32_t flags = frame_flags[p->way], link = frame_links[p->way];
	size_t count = 0;

	p->prog = compile(p->filter, link, flags, optimize);
	if (p->way == VLAN)
		p->live = compile(p->filter, link, LIVE, optimize);
	if (optimize != PFC_OPTIMIZE_NONE)
		p->reference = compile(p->filter, link, flags, PFC_OPTIMIZE_NONE);
	if (p->prog)
		p->kernel.insns = pfc_prog_kernel_insns(p->live ? p->live : p->prog, &count);
	p->kernel.count = (uint32_t)count;
	return p->kernel.insns != NULL;
}

static void pair_close(struct pair *p)
{
	pfc_prog_free(p->prog);
	pfc_prog_free(p->live);
	pfc_prog_free(p->reference);
}

/* Metadata that a kernel could have, near to what the explorer came up with. */
static struct pfc_meta real_meta(const struct pair *pair, const struct packet *pkt)
{
	const uint32_t *m = pkt->meta;
	struct pfc_meta meta = {
		.protocol = m[SKF_AD_PROTOCOL / 4] & 0xffff,
		.pkttype = m[SKF_AD_PKTTYPE / 4] & 7,
		.ifindex = m[SKF_AD_IFINDEX / 4] ? m[SKF_AD_IFINDEX / 4] : 3,
		.hatype = HW_ETHERNET,
		.vlan_present = m[TAG_PRESENT] != 0,
	};

	if (pair->way == COOKED && m[SKF_AD_HATYPE / 4] == HW_NONE) {
		meta.hatype = HW_NONE;
		meta.vlan_present = 0;
	}
	if (meta.vlan_present) {
		meta.vlan_tci = m[SKF_AD_VLAN_TAG / 4] & 0xffff;
		meta.vlan_tpid = m[SKF_AD_VLAN_TPID / 4] == 0x88a8 ? 0x88a8 : 0x8100;
	}
	return meta;
}

static void show(const struct pair *p, const struct pfc_packet *pkt, const struct made *m,
                 bool kernel)
{
	printf("# %s: kernel %s\n# tag %u 0x%x 0x%x type %u if %u hatype 0x%x proto 0x%x:",
	       p->filter, kernel ? "accepts" : "rejects", pkt->meta->vlan_present,
	       pkt->meta->vlan_tpid, pkt->meta->vlan_tci, pkt->meta->pkttype,
	       pkt->meta->ifindex, pkt->meta->hatype, pkt->meta->protocol);
	for (uint32_t i = 0; i < pkt->len && i < 128; i++)
		printf("%s%02x", i % 16 ? "" : " ", pkt->data[i]);
	printf("\n# made frame of %u, kernel's view of %u bytes\n", m->len, pkt->len);
}

/* Does the filter as written read beyond the end of the frame? */
static bool reads_beyond(const struct pair *p, const struct made *m)
{
	static struct packet pkt;
	static struct trace trace;
	struct code code;
	size_t count;

	if (!p->reference)
		return false;
	code.insns = pfc_prog_insns(p->reference, &count);
	code.count = (uint32_t)count;
	memset(&pkt, 0, sizeof(pkt));
	memcpy(pkt.data, m->data, m->len < PACKET_ROOM ? m->len : PACKET_ROOM);
	pkt.len = pkt.wire = m->len;
	pkt.meta[SKF_AD_PKTTYPE / 4] = m->meta.pkttype;
	pkt.meta[SKF_AD_IFINDEX / 4] = m->meta.ifindex;
	trace_run(&code, &pkt, &trace, NULL, NULL);
	return trace.ran_out || trace.reach > m->len;
}

static bool agree(struct pair *p, const struct packet *pkt, uint32_t len)
{
	struct pfc_meta meta = real_meta(p, pkt);
	struct pfc_packet view = { pkt->data, len, len, &meta };
	static struct made m;
	bool kernel, frame;

	made_frame(&m, pkt->data, len, meta.hatype == HW_NONE ? 0 : 14, &meta,
	           p->way == COOKED);
	kernel = run_cbpf(p->kernel.insns, p->kernel.count, &view, NULL) != 0;
	frame = made_accepted(p->prog, &m);
	p->accepted += kernel;
	p->rejected += !kernel;
	if (kernel == frame || reads_beyond(p, &m))
		return true;
	show(p, &view, &m, kernel);
	p->ok = false;
	return false;
}

/* The packet itself, and what its metadata and its end may do to the frame. */
static bool each_packet(void *ctx, const struct packet *pkt, const struct trace *traces)
{
	struct pair *p = ctx;
	struct packet other = *pkt;
	uint32_t len = pkt->wire < 14 ? 14 : pkt->wire > PACKET_ROOM ? PACKET_ROOM : pkt->wire;

	(void)traces;
	if (!agree(p, pkt, len) || !agree(p, pkt, pkt->len < 14 ? 14 : pkt->len) ||
	    !agree(p, pkt, 14 + len % 4))
		return false;
	other.meta[TAG_PRESENT] ^= 1;
	if (!agree(p, &other, len))
		return false;
	other.meta[TAG_PRESENT] = 1;
	other.meta[SKF_AD_VLAN_TPID / 4] = 0x88a8;
	if (!agree(p, &other, len))
		return false;
	other.meta[SKF_AD_HATYPE / 4] = HW_NONE;
	return p->way != COOKED || agree(p, &other, len);
}

/* returns 0, or the errno with which the kernel refuses the program. */
static int attach(const struct code *code)
{
	struct ksocket k;
	int err;

	if (code->count > PFC_INSNS_MAX)
		return 0; /* nobody would try */
	err = ksocket_open(&k) ? 0 : errno;
	if (!err)
		err = ksocket_attach(&k, code->insns, code->count);
	ksocket_close(&k);
	return err == ENOMEM ? 0 : err; /* net.core.optmem_max may be small */
}

struct tally {
	uint32_t programs, decisive; /* of filters: those that accept and reject */
};

/* Both levels of one filter; returns whether there was a program to look at. */
static bool check_filter(enum way way, const char *filter, uint64_t seed,
                         struct tally *tally)
{
	static const enum pfc_optimize levels[] = { PFC_OPTIMIZE_SPEED, PFC_OPTIMIZE_NONE };
	bool any = false;

	for (size_t i = 0; i < LEN(levels); i++) {
		struct pair p = { .way = way, .filter = filter, .ok = true };
		struct exploration ex = { .code_count = 1, .linktype = LINKTYPE_ETHERNET,
			                  .budget = PACKETS, .seed = seed,
			                  .packet = each_packet, .ctx = &p };

		if (pair_open(&p, levels[i])) {
			int err = attach(&p.kernel);

			CHECK_MSG(!err, "%s: %s", filter, strerror(err));
			ex.codes[0] = p.kernel;
			CHECK(explore(&ex));
			CHECK_MSG(p.ok, "%s", filter);
			tally->decisive += !any && p.accepted && p.rejected;
			any = true;
		}
		pair_close(&p);
	}
	tally->programs += any;
	return any;
}

/* Filters that must have a program for the kernel. */
static const char *const both[] = {
	"", "ip", "not ip", "arp", "tcp port 80", "host 192.0.2.1 and tcp port 443",
	"vlan", "not vlan", "vlan 73", "vlan 73 and ip", "vlan and vlan and ip",
	"vlan 73 or vlan 74", "vlan and arp", "vlan and tcp[13] & 2 != 0",
	"ip or (vlan and ip)", "vlan and ip6 and udp port 53", "ip proto 6 or ip6 proto 17",
	"inbound", "outbound and udp", "ifindex 3", "vlan and inbound and ip",
	"less 100", "greater 100", "len = 80", "len - 4 > 60", "vlan and len > 78",
	"ip[2:2] = len - 14", "icmp6", "ip[0] & 0xf != 5", "tcp[(tcp[12] >> 4) * 4] = 0x47",
	"udp[8:4] = 0", "stp", "ipx", "netbeui", "iso", "isis", "atalk", "aarp",
	"vlan and stp", "vlan and ipx", "vlan and geneve", "vlan and vxlan and ip",
	"geneve and ip", "vxlan and vlan and udp", "ether proto 0x8100",
	"ether proto 0x88a8", "ether proto 4", "ip protochain 6", "ip6 protochain 17",
	"link[0] = 0x86", "len / ip[8] = 2 or arp", "sctp or ah or esp",
};

static const char *const saved_only[] = {
	"ether host 02:00:00:00:00:01", "ether broadcast", "link[12:2] = 0x8100",
	"link[10:4] = 0x00018100", "link[13] = 0", "link[13:2] & 0xff = 0x10",
	"link[14:2] & 0xfff = 73", "link[15:2] = 0x4908", "link[15:4] & 0xffff = 0x45",
	"link[11:4] = 0", "link[16:2] = 0x800", "vlan and pppoes and ip",
	"vlan and pppoes 30 and tcp", "vlan and vlan and pppoes", "vlan and mpls and ip",
	"mpls", "pppoes and tcp", "llc", "vlan and llc", "byte 14 = 0x45", "multicast",
	"link[link[20] & 3] = 2", "link[(ip[0] & 0xf) * 4 + 16] = 6",
};

static const char *const cooked_only[] = {
	"link[0:2] = 0x800", "link[1] = 6", "link[1:2] = 0", "link[2:2] = 0",
	"link[4:4] = 3", "link[6:4] & 0xffff = 1", "link[10] = 4", "link[8:2] = 0xfffe",
	"link[9:2] = 0x104", "link[20:4] = 0x00490800", "link[21:2] = 0x4908", "link[0:2] = 4",
	"link[22:4] = 0x08004500", "link[20 + (ip[0] & 0xf)] = 6", "ether proto 1",
	"not ether proto 4", "link[0:2] > 1500 and link[20] < 9",
};

static void check_list(enum way way, const char *const *list, size_t count)
{
	struct tally tally = { 0, 0 };

	for (size_t i = 0; i < count; i++)
		CHECK_MSG(check_filter(way, list[i], i + 1, &tally),
		          "no program for the kernel: %s", list[i]);
	printf("# %u of %u filters accept some and reject some\n", tally.decisive,
	       tally.programs);
	CHECK(tally.decisive > tally.programs / 2);
}

TEST(known_filters_as_saved)
{
	check_list(AS_SAVED, both, LEN(both));
	check_list(AS_SAVED, saved_only, LEN(saved_only));
}

TEST(known_filters_cooked)
{
	check_list(COOKED, both, LEN(both));
	check_list(COOKED, cooked_only, LEN(cooked_only));
}

/* Bytes the kernel cannot show, and indices that may point at them. */
TEST(what_the_kernel_cannot_decide)
{
	static const char *const cooked[] = { "link[11] = 6", "link[12:4] = 1",
		                              "link[9:4] = 0", "link[ip[0]] = 1",
		                              "ip and link[18:4] = 1" };
	static const char *const saved[] = { "link[link[0]] = 1", "link[len - 40] = 2",
		                             "link[8 + (link[0] & 0xf)] = 1" };

	struct tally tally;

	for (size_t i = 0; i < LEN(cooked); i++)
		CHECK_MSG(!check_filter(COOKED, cooked[i], 1, &tally), "%s", cooked[i]);
	for (size_t i = 0; i < LEN(saved); i++)
		CHECK_MSG(!check_filter(AS_SAVED, saved[i], 1, &tally), "%s", saved[i]);
}

/* What is told by length, or counted from the start of the frame, differs between the two
 * by intention.
 */
static bool is_relative(const char *filter)
{
	static const char *const fixed[] = { "len", "less", "greater", "byte", "link[" };

	for (size_t i = 0; i < LEN(fixed); i++) {
		if (strstr(filter, fixed[i]))
			return false;
	}
	return true;
}

static void check_random(enum way way, uint32_t linktype)
{
	static const char *const fronts[] = { "vlan and", "vlan 73 and", "not vlan 73 and",
		                              "vlan and vlan and", "vlan or",
		                              "vlan and vxlan and",
		                              "vlan and pppoes and",
		                              "vlan and geneve and" };
	struct tally tally = { 0, 0 };
	uint32_t filters = 0;
	struct str text = { 0 };
	char full[4096];

	for (uint64_t seed = 1; filters < FILTERS; seed++) {
		const char *filter = full;

		gen_filter(&text, linktype, seed * 2654435761u + (uint64_t)way);
		if (way != VLAN && seed % 4)
			filter = text.at;
		else if (way == VLAN && !is_relative(text.at))
			continue;
		else
			snprintf(full, sizeof(full), "%s (%s)",
			         fronts[seed / 4 % LEN(fronts)], text.at);
		filters++;
		check_filter(way, filter, seed, &tally);
	}
	str_fini(&text);
	printf("# of %u filters %u have a program for the kernel, %u accept some and "
	       "reject some\n",
	       filters, tally.programs, tally.decisive);
	CHECK(tally.programs > FILTERS / 2);
	CHECK(tally.decisive > tally.programs / 2);
}

TEST(random_filters_as_saved)
{
	check_random(AS_SAVED, LINKTYPE_ETHERNET);
}

TEST(random_filters_cooked)
{
	check_random(COOKED, LINKTYPE_LINUX_SLL2);
}

TEST(words_behind_vlan)
{
	check_random(VLAN, LINKTYPE_ETHERNET);
}

/* Metadata tells where the header does not. */
TEST(direction_and_interface_on_every_link_type)
{
	static const struct {
		const char *filter;
		uint32_t pkttype, ifindex;
		bool accept;
	} cases[] = {
		{ "inbound", 0, 3, true },  { "inbound", 3, 3, true },
		{ "inbound", 4, 3, false }, { "outbound", 4, 3, true },
		{ "outbound", 1, 3, false }, { "ifindex 3", 0, 3, true },
		{ "ifindex 3", 0, 4, false },
	};
	static const uint8_t data[64];
	uint32_t asked = 0;

	for (size_t l = 0; l < link_count(); l++) {
		const struct link *link = link_at(l);

		for (size_t i = 0; i < LEN(cases); i++) {
			struct pfc_meta meta = { .pkttype = cases[i].pkttype,
				                 .ifindex = cases[i].ifindex, .hatype = 1 };
			struct pfc_packet pkt = { data, 64, 64, &meta };
			struct pfc_prog *prog = compile(cases[i].filter, link->number, LIVE,
			                                PFC_OPTIMIZE_SPEED);
			bool header = cases[i].filter[2] == 'i' ? link->ifindex_off >= 0
			                                        : link->direction != LD_NONE;

			CHECK_MSG(prog, "%s on %s", cases[i].filter, link->name);
			if (!header && link->layout == LAYOUT_FIXED) {
				CHECK_MSG((pfc_prog_run(prog, &pkt) != 0) == cases[i].accept,
				          "%s on %s", cases[i].filter, link->name);
				asked++;
			}
			pfc_prog_free(prog);
		}
	}
	CHECK(asked > 100);
}

TEST_MAIN(CASE(known_filters_as_saved), CASE(known_filters_cooked),
          CASE(what_the_kernel_cannot_decide), CASE(random_filters_as_saved),
          CASE(random_filters_cooked), CASE(words_behind_vlan),
          CASE(direction_and_interface_on_every_link_type))
