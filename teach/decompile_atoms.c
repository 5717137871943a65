/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/decompile_atoms.c - terms that a program may have been made of.
 *
 * Bounds of ranges are ends of networks and of port ranges. Addresses that are compared in
 * several pieces are taken from packets that were accepted.
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "teach/decompile_int.h"

enum {
	ATOMS_MAX = 3000,
	ACCESSOR = 80,    /* what a byte accessor adds to the weight of a term */
	WORDS_IN_MAX = 6, /* contexts with a number each */
	LENGTHS_MAX = 10, /* of IPv6 networks */
	SAMPLED_MAX = 16, /* packets of either kind that addresses are taken from */
};

static bool is_range(const char *text)
{
	return strstr(text, "portrange ") || strstr(text, "net ");
}

static void add_atom(struct decompiler *d, struct context *in, const char *text,
                     uint32_t weight)
{
	struct pfc_prog *prog = NULL;
	struct atom *a;
	const char *whole = text;

	if (in->atoms.count == ATOMS_MAX)
		return;
	if (*in->word && strcmp(text, in->word) != 0)
		whole = arena_printf(d->arena, "%s and %s", in->word, text);
	if (pfc_compile(whole, PFC_NUL, &d->opts, &prog) != 0) {
		pfc_prog_free(prog);
		return;
	}
	a = vec_push(d->arena, &in->atoms);
	a->text = text;
	a->weight = weight;
	a->range = is_range(text);
	a->prog = prog;
	a->holds = arena_alloc(d->arena, sizeof(bits_t));
	for (uint32_t i = 0; i < d->samples.count; i++) {
		struct pfc_packet pkt = { d->samples.at[i].data, DECOMPILE_BYTES,
			                  d->samples.at[i].len, NULL };

		bit_put(a->holds, i, pfc_prog_run(prog, &pkt) != 0);
	}
}

__attribute__((format(printf, 3, 4))) static void
term(struct harvest *h, struct context *in, const char *fmt, ...)
{
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = arena_vprintf(h->d->arena, fmt, ap);
	va_end(ap);
	add_atom(h->d, in, text, (uint32_t)strlen(text));
}

/* "host A" with each direction and each protocol that it can have. */
static void add_addresses(struct harvest *h, struct context *in, const char *type,
                          const char *address)
{
	static const char *const protos[] = { "", "ip ", "arp ", "rarp ", "ip6 " };
	static const char *const dirs[] = { "", "src ", "dst ", "src and dst " };
	bool v6 = strchr(address, ':');

	for (size_t p = 0; p < 5; p++) {
		if (p && (p == 4) != v6)
			continue;
		for (size_t k = 0; k < 4; k++)
			term(h, in, "%s%s%s %s", protos[p], dirs[k], type, address);
	}
}

static void put_ip4(char *out, size_t size, uint64_t a)
{
	snprintf(out, size, "%u.%u.%u.%u", (unsigned)(a >> 24 & 255),
	         (unsigned)(a >> 16 & 255), (unsigned)(a >> 8 & 255),
	         (unsigned)(a & 255));
}

static void add_nets(struct harvest *h, struct context *in)
{
	char text[40];

	for (uint32_t i = 0; i < h->hosts.count && i < NUMBERS_MAX / 2; i++) {
		put_ip4(text, sizeof(text), h->hosts.at[i]);
		add_addresses(h, in, "host", text);
	}
	for (uint32_t i = 0; i < h->bounds.count; i++) {
		for (uint32_t k = 0; k < h->bounds.count; k++) {
			uint64_t lo = h->bounds.at[i], hi = h->bounds.at[k];
			uint64_t room = hi - lo;
			size_t len;

			if (hi <= lo || room < 2 || room & (room - 1) ||
			    lo & (room - 1) || hi > UINT64_C(1) << 32)
				continue;
			put_ip4(text, sizeof(text), lo);
			len = strlen(text);
			snprintf(text + len, sizeof(text) - len, "/%d",
			         32 - __builtin_ctzll(room));
			add_addresses(h, in, "net", text);
		}
	}
}

/* Lengths of networks that the bounds of IPv6 words are of, and whole addresses. */
static uint32_t lengths6(const struct harvest *h, int *lens)
{
	bool is[129] = { false };
	uint32_t count = 0;

	is[128] = is[64] = true;
	for (int word = 0; word < 4; word++) {
		const struct numbers *n = &h->bounds6[word];

		for (uint32_t i = 0; i < n->count; i++) {
			for (uint32_t k = 0; k < n->count; k++) {
				uint64_t room = n->at[k] - n->at[i];

				if (n->at[k] > n->at[i] && !(room & (room - 1)) &&
				    room <= UINT64_C(1) << 32 &&
				    !(n->at[i] & (room - 1)))
					is[32 * word + 32 - __builtin_ctzll(room)] =
						true;
			}
		}
	}
	for (int len = 128; len > 0 && count < LENGTHS_MAX; len--) {
		if (is[len])
			lens[count++] = len;
	}
	return count;
}

static void add_ip6(struct harvest *h, struct context *in, const uint8_t *at, int len)
{
	char text[INET6_ADDRSTRLEN + 16];
	struct in6_addr a;

	memcpy(&a, at, sizeof(a));
	for (int b = len; b < 128; b++)
		a.s6_addr[b / 8] &= (uint8_t) ~(0x80 >> b % 8);
	if (!inet_ntop(AF_INET6, &a, text, INET6_ADDRSTRLEN))
		return;
	if (len < 128)
		snprintf(text + strlen(text), 16, "/%d", len);
	for (uint32_t i = 0; i < in->atoms.count; i++) {
		const char *have = strstr(in->atoms.at[i].text, text);

		if (have && !have[strlen(text)])
			return;
	}
	add_addresses(h, in, len < 128 ? "net" : "host", text);
}

/* IPv6 and link addresses of packets that were accepted, and of some that were not. */
static void add_sampled(struct harvest *h, struct context *in, uint32_t shift)
{
	int lens[LENGTHS_MAX];
	uint32_t count = lengths6(h, lens), taken[2] = { 0, 0 };

	for (uint32_t k = 0; k < h->d->samples.count; k++) {
		const uint8_t *data = h->d->samples.at[k].data;

		if (taken[bit_get(h->d->accepted, k)]++ >= SAMPLED_MAX)
			continue;
		for (uint32_t at = 22 + shift; h->ip6 && at <= 38 + shift; at += 16) {
			for (uint32_t l = 0; l < count; l++)
				add_ip6(h, in, data + at, lens[l]);
		}
		for (int at = 0; h->mac && at <= 6; at += 6) {
			static const char *const dirs[] = { "", "src ", "dst ",
				                            "src and dst " };
			const uint8_t *m = data + at;

			for (size_t d = 0; d < 4; d++)
				term(h, in,
				     "ether %shost %02x:%02x:%02x:%02x:%02x:%02x",
				     dirs[d], m[0], m[1], m[2], m[3], m[4], m[5]);
		}
	}
}

static void add_ports(struct harvest *h, struct context *in)
{
	static const char *const transports[] = { "", "tcp ", "udp ", "sctp " };
	static const char *const dirs[] = { "", "src ", "dst ", "src and dst " };

	for (size_t t = 0; t < 4; t++) {
		for (size_t d = 0; d < 4; d++) {
			for (uint32_t i = 0; i < h->ports.count; i++)
				term(h, in, "%s%sport %" PRIu64, transports[t], dirs[d],
				     h->ports.at[i]);
		}
	}
	for (uint32_t i = 0; i < h->port_bounds.count && i < 12; i++) {
		for (uint32_t k = 0; k < h->port_bounds.count && k < 12; k++) {
			uint64_t lo = h->port_bounds.at[i], hi = h->port_bounds.at[k];

			if (hi <= lo + 1 || hi > 65536)
				continue;
			for (size_t t = 0; t < 4; t++) {
				for (size_t d = 0; d < 4; d++)
					term(h, in,
					     "%s%sportrange %" PRIu64 "-%" PRIu64,
					     transports[t], dirs[d], lo, hi - 1);
			}
		}
	}
}

static void add_words(struct harvest *h, struct context *in)
{
	static const char *const words[] = {
		"ip",           "ip6",          "arp",
		"rarp",         "tcp",          "udp",
		"sctp",         "icmp",         "icmp6",
		"igmp",         "pim",          "esp",
		"ah",           "vrrp",         "igrp",
		"stp",          "iso",          "ipx",
		"netbeui",      "atalk",        "aarp",
		"decnet",       "lat",          "sca",
		"moprc",        "mopdl",        "isis",
		"clnp",         "esis",         "pppoed",
		"llc",          "broadcast",    "multicast",
		"ip multicast", "ip broadcast", "ip6 multicast",
		"ip proto 6",   "ip6 proto 6",  "ip proto 17",
		"ip6 proto 17", "ip proto 132", "ip6 proto 132",
		"ip proto 58",  "ip6 proto 1",  "l1",
		"l2",           "iih",          "lsp",
		"snp",          "csnp",         "psnp",
	};
	static const char *const llcs[] = { "i",     "s",    "u",   "rr",   "rnr",
		                            "rej",   "ui",   "ua",  "disc", "dm",
		                            "sabme", "test", "xid", "frmr" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		term(h, in, "%s", words[i]);
	for (size_t i = 0; i < sizeof(llcs) / sizeof(llcs[0]); i++)
		term(h, in, "llc %s", llcs[i]);
	for (uint32_t i = 0; i < h->types.count; i++)
		term(h, in, "ether proto 0x%04" PRIx64, h->types.at[i]);
	for (uint32_t i = 0; i < h->protocols.count; i++) {
		term(h, in, "proto %" PRIu64, h->protocols.at[i]);
		term(h, in, "ip proto %" PRIu64, h->protocols.at[i]);
		term(h, in, "ip6 proto %" PRIu64, h->protocols.at[i]);
		term(h, in, "ip protochain %" PRIu64, h->protocols.at[i]);
	}
	for (uint32_t i = 0; i < h->lengths.count; i++) {
		term(h, in, "len >= %" PRIu64, h->lengths.at[i]);
		term(h, in, "len = %" PRIu64, h->lengths.at[i]);
	}
	for (uint32_t i = 0; i < h->accessors.count && i < 4 * NUMBERS_MAX; i++)
		add_atom(h->d, in, h->accessors.at[i],
		         (uint32_t)strlen(h->accessors.at[i]) + ACCESSOR);
}

static void add_context(struct harvest *h, const char *word)
{
	struct context in = { .word = word };

	if (*word) {
		add_atom(h->d, &in, word, 0);
		if (!in.atoms.count)
			return;
	}
	add_words(h, &in);
	add_nets(h, &in);
	add_ports(h, &in);
	if (!*word || !strncmp(word, "vlan", 4))
		add_sampled(h, &in, *word ? 4 : 0);
	*vec_push(h->d->arena, &h->d->contexts) = in;
}

/* A word that shifts, with each number that the program may mean, with ranges of them, twice,
 * and alone.
 */
static void add_shifts(struct harvest *h, const char *word, const struct numbers *n,
                       const struct numbers *bounds)
{
	struct arena *arena = h->d->arena;

	for (uint32_t i = 0; i < n->count && i < WORDS_IN_MAX; i++) {
		add_context(h, arena_printf(arena, "%s %" PRIu64, word, n->at[i]));
		add_context(h, arena_printf(arena, "%s and %s %" PRIu64, word, word,
		                            n->at[i]));
		for (uint32_t k = 0; bounds && k < n->count && k < WORDS_IN_MAX / 2;
		     k++)
			add_context(h, arena_printf(arena,
			                            "%s %" PRIu64 " and %s %" PRIu64,
			                            word, n->at[i], word, n->at[k]));
	}
	for (uint32_t i = 0; bounds && i < bounds->count && i < WORDS_IN_MAX; i++) {
		for (uint32_t k = 0; k < bounds->count && k < WORDS_IN_MAX; k++) {
			if (bounds->at[k] > bounds->at[i] + 1)
				add_context(h, arena_printf(arena,
				                            "%s in {%" PRIu64
				                            "-%" PRIu64 "}",
				                            word, bounds->at[i],
				                            bounds->at[k] - 1));
		}
	}
	add_context(h, word);
}

static bool has_type(const struct harvest *h, uint32_t type)
{
	for (uint32_t i = 0; i < h->types.count; i++) {
		if (h->types.at[i] == type)
			return true;
	}
	return false;
}

void decompile_atoms(struct decompiler *d)
{
	struct harvest h = { .d = d };

	decompile_harvest(&h);
	add_context(&h, "");
	if (has_type(&h, 0x8100)) {
		add_shifts(&h, "vlan", &h.tags, &h.tag_bounds);
		add_context(&h, "vlan and vlan");
	}
	if (has_type(&h, 0x8847)) {
		add_shifts(&h, "mpls", &h.labels, &h.label_bounds);
		add_context(&h, "mpls and mpls");
	}
	if (has_type(&h, 0x8864))
		add_shifts(&h, "pppoes", &h.sessions, NULL);
	for (uint32_t i = 0; i < h.ports.count; i++) {
		if (h.ports.at[i] == 4789)
			add_context(&h, "vxlan");
		if (h.ports.at[i] == 6081)
			add_context(&h, "geneve");
	}
}
