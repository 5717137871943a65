/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/lists_test.c - lists of each kind, in each objective: members, their
 * neighbours, and packets that end within what is listed.
 *
 * What is a member is found by looking at every entry, as the text of the filter has it.
 */
#include <linux/filter.h>

#include "base/bytes.h"
#include "base/str.h"
#include "compiler/run.h"
#include "pfc/pfc.h"
#include "tests/test.h"

enum { LIST_MAX = 1000, PACKET = 128 };

struct entry {
	uint32_t lo, hi; /* of the last four bytes of what is listed */
};

struct kind {
	const char *word;
	uint16_t type;  /* EtherType */
	uint32_t at[2]; /* where the listed values lie; 0: one place only */
	uint32_t width; /* bytes compared there */
	void (*entry)(struct str *s, struct entry *e, uint32_t i, uint32_t x);
};

static void host(struct str *s, struct entry *e, uint32_t i, uint32_t x)
{
	(void)i;
	e->lo = e->hi = 0x01000000 + x % 0xd0000000;
	str_printf(s, "%u.%u.%u.%u", e->lo >> 24, e->lo >> 16 & 255, e->lo >> 8 & 255,
	           e->lo & 255);
}

static void near_host(struct str *s, struct entry *e, uint32_t i, uint32_t x)
{
	host(s, e, i, 0x09000000 + i / 3 * 5 + i % 3 + (x & 1));
}

static void put_net(struct str *s, struct entry *e, uint32_t x, uint32_t len)
{
	uint32_t mask = UINT32_MAX << (32 - len);

	e->lo = (0x01000000 + x % 0xd0000000) & mask;
	e->hi = e->lo | ~mask;
	str_printf(s, "%u.%u.%u.%u/%u", e->lo >> 24, e->lo >> 16 & 255,
	           e->lo >> 8 & 255, e->lo & 255, len);
}

static void net24(struct str *s, struct entry *e, uint32_t i, uint32_t x)
{
	(void)i;
	put_net(s, e, x, 24);
}

static void net(struct str *s, struct entry *e, uint32_t i, uint32_t x)
{
	put_net(s, e, x, 12 + i % 21);
}

static void port(struct str *s, struct entry *e, uint32_t i, uint32_t x)
{
	(void)i;
	e->lo = e->hi = x % 65536;
	str_printf(s, "%u", e->lo);
}

static void mac(struct str *s, struct entry *e, uint32_t i, uint32_t x)
{
	(void)i;
	e->lo = e->hi = x;
	str_printf(s, "02:03:%02x:%02x:%02x:%02x", x >> 24, x >> 16 & 255, x >> 8 & 255,
	           x & 255);
}

static void type(struct str *s, struct entry *e, uint32_t i, uint32_t x)
{
	static const uint16_t odd[] = { 0x809b, 0x80f3,
		                        0x8137 }; /* those LLC has, too */

	e->lo = e->hi = i < 3 ? odd[i] : 1501 + x % (65536 - 1501);
	str_printf(s, "%u", e->lo);
}

static void number(struct str *s, struct entry *e, uint32_t i, uint32_t x)
{
	(void)i;
	e->lo = e->hi = x % 251;
	str_printf(s, "%u", e->lo);
}

static void host6(struct str *s, struct entry *e, uint32_t i, uint32_t x)
{
	(void)i;
	e->lo = e->hi = x;
	str_printf(s, "2001:db8:0:%x::%x:%x", 7, x >> 16, x & 0xffff);
}

static const struct kind kinds[] = {
	{ "host ", 0x0800, { 26, 30 }, 4, host },
	{ "host ", 0x0800, { 26, 30 }, 4, near_host },
	{ "host ", 0x0806, { 28, 38 }, 4, host },
	{ "src host ", 0x0800, { 26, 0 }, 4, near_host },
	{ "net ", 0x0800, { 26, 30 }, 4, net24 },
	{ "src net ", 0x0800, { 26, 0 }, 4, net24 },
	{ "net ", 0x8035, { 28, 38 }, 4, net24 },
	{ "dst net ", 0x0800, { 30, 0 }, 4, net },
	{ "port ", 0x0800, { 34, 36 }, 2, port },
	{ "port ", 0x86dd, { 54, 56 }, 2, port },
	{ "udp dst port ", 0x0800, { 36, 0 }, 2, port },
	{ "ether host ", 0x0800, { 2, 8 }, 4, mac },
	{ "ether src ", 0x86dd, { 8, 0 }, 4, mac },
	{ "ether proto ", 0, { 12, 0 }, 2, type },
	{ "ip proto ", 0x0800, { 23, 0 }, 1, number },
	{ "ip6 host ", 0x86dd, { 34, 50 }, 4, host6 },
};

static struct entry entries[LIST_MAX];
static const struct sock_filter *insns;
static size_t insn_count;

static bool member(uint32_t n, uint32_t x)
{
	for (uint32_t i = 0; i < n; i++) {
		if (x >= entries[i].lo && x <= entries[i].hi)
			return true;
	}
	return false;
}

/* A frame that has x at one place, and at the other what no list has. */
static void frame(const struct kind *k, uint32_t at, uint32_t x, uint8_t *p)
{
	memset(p, 0, PACKET);
	put_be16(p, 0x0203);
	put_be16(p + 6, 0x0203);
	put_be16(p + 12, k->type);
	p[14] = k->type == 0x86dd ? 0x60 : 0x45;
	p[20] = k->type == 0x86dd ? 17 : 0;
	p[23] = k->type == 0x0800 ? 17 : 0;
	if (k->entry == host6) {
		put_be32(p + 22, 0x20010db8);
		put_be32(p + 26, 7);
		put_be32(p + 38, 0x20010db8);
		put_be32(p + 42, 7);
	}
	for (int i = 0; i < 2 && k->at[1]; i++) {
		uint32_t none = 0;

		while (member(LIST_MAX, none))
			none++;
		if (k->width == 4)
			put_be32(p + k->at[i], none);
		else
			put_be16(p + k->at[i], (uint16_t)none);
	}
	if (k->width == 4)
		put_be32(p + at, x);
	else if (k->width == 2)
		put_be16(p + at, (uint16_t)x);
	else
		p[at] = (uint8_t)x;
}

static bool accepts(const uint8_t *p, uint32_t cap)
{
	struct pfc_packet pkt = { p, cap, PACKET, NULL };
	uint64_t steps = 0;

	return run_cbpf(insns, (uint32_t)insn_count, &pkt, &steps) != 0;
}

static void try_value(const struct kind *k, uint32_t n, uint32_t x, bool negated)
{
	uint32_t top = k->width == 4 ? UINT32_MAX : (1u << (8 * k->width)) - 1;
	uint8_t p[PACKET];

	if (x > top)
		return;
	/* Below, a type is a length; an LLC frame is another thing. */
	if (k->entry == type && x <= 1500)
		return;
	for (int i = 0; i < 2 && (i == 0 || k->at[i]); i++) {
		bool in = member(n, x);
		uint32_t end;

		frame(k, k->at[i], x, p);
		CHECK_MSG(accepts(p, PACKET) == (in != negated),
		          "%s, %u entries%s: %u at byte %u is %s", k->word, n,
		          negated ? ", negated" : "", x, k->at[i],
		          in ? "a member" : "no member");
		/* One that ends in front of its first listed value tells nothing. */
		CHECK_MSG(!accepts(p, k->at[0]),
		          "%s, %u entries: accepts the first %u bytes", k->word, n,
		          k->at[0]);
		/* No listed value lies behind the last: that must do. */
		end = (k->at[1] ? k->at[1] : k->at[0]) + k->width;
		CHECK_MSG(!in || negated || accepts(p, end),
		          "%s, %u entries: needs more than the list", k->word, n);
	}
}

static void try_list(const struct kind *k, uint32_t n, enum pfc_optimize how,
                     bool negated)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;
	struct str text = { 0 };
	uint32_t x = 7 + n;

	str_printf(&text, negated ? "not (" : "(");
	memset(entries, 0, sizeof(entries));
	for (uint32_t i = 0; i < LIST_MAX; i++) {
		struct str rest = { 0 };

		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		if (i < n)
			str_printf(&text, "%s%s", i ? " or " : "", k->word);
		k->entry(i < n ? &text : &rest, &entries[i], i, x);
		str_fini(&rest);
	}
	str_printf(&text, ")");
	opts.optimize = how;
	opts.insns_max = 0;
	opts.flags = PFC_NO_LINT | PFC_NO_LOOKUP;
	CHECK_EQ(pfc_compile(text.at, PFC_NUL, &opts, &prog), 0);
	insns = pfc_prog_insns(prog, &insn_count);
	for (uint32_t i = 0; i < n; i++) {
		try_value(k, n, entries[i].lo, negated);
		try_value(k, n, entries[i].hi, negated);
		try_value(k, n, entries[i].lo - 1, negated);
		try_value(k, n, entries[i].hi + 1, negated);
	}
	pfc_prog_free(prog);
	str_fini(&text);
}

static void try_objective(enum pfc_optimize how)
{
	static const uint32_t lengths[] = { 1, 2, 3, 7, 9, 33, 65, 130, 400 };

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
			if (kinds[k].entry == number && lengths[i] > 65)
				continue;
			try_list(&kinds[k], lengths[i], how, false);
			if (i % 2)
				try_list(&kinds[k], lengths[i], how, true);
		}
	}
}

TEST(balanced)
{
	try_objective(PFC_OPTIMIZE_BALANCED);
}

TEST(size)
{
	try_objective(PFC_OPTIMIZE_SIZE);
}

TEST(speed)
{
	try_objective(PFC_OPTIMIZE_SPEED);
}

TEST(as_written)
{
	try_objective(PFC_OPTIMIZE_NONE);
}

/* What a kernel holds, of 1000 entries. */
TEST(fits)
{
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		const struct kind *kind = &kinds[k];

		if (kind->entry == host6 || kind->entry == number)
			continue;
		try_list(kind, LIST_MAX, PFC_OPTIMIZE_BALANCED, false);
		CHECK_MSG(insn_count <= PFC_INSNS_MAX, "%s: %zu instructions",
		          kind->word, insn_count);
	}
}

TEST_MAIN(CASE(balanced), CASE(size), CASE(speed), CASE(as_written), CASE(fits))
