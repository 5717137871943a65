/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lower_ip6ext.c - the walk along IPv6 extension headers, unrolled.
 *
 * Behind each header the place of the next one is another value, so the walk is a tree
 * of tests: 3 ways to go on, one per rule for the length. Fragment and Authentication
 * Header come once, which keeps the tree small; in instructions its ways meet again,
 * for all of them leave the place in register X.
 *
 * Sources: RFC 8200 4 (extension headers), RFC 6564 4 (their uniform format), RFC
 * 4302 2.2 (Authentication Header), RFC 6275 6.1 (Mobility), RFC 7401 5.1 (HIP), RFC
 * 5533 5.1 (shim6).
 */
#include "compiler/lower.h"

enum {
	IP6_NEXT_OFF = 6,
	FRAGMENT = 44,
	AH = 51,
	HEADERS_MAX = 6, /* those of RFC 8200 4.1, each as often as it allows */
};

/* Headers that come at most once. */
enum { SEEN_FRAGMENT = 1 << 0, SEEN_AH = 1 << 1 };

struct walk {
	struct lower *cx;
	const ranges_t *nums;
	bool later; /* later fragments count */
	struct ref (*found)(struct lower *cx, struct pos at, void *arg);
	void *arg;
	struct ref no;
};

static struct ref step(const struct walk *w, struct val next, struct pos at,
                       uint32_t depth, unsigned seen);

/* Of a later fragment only the number of what the first one begins with is known. */
static struct ref fragment(const struct walk *w, struct pos at, uint32_t depth,
                           unsigned seen)
{
	struct lower *cx = w->cx;
	struct val offset = val_op_k(cx->g, VAL_AND, pos_u16(cx, at, 2), 0xfff8);
	struct val next = pos_u8(cx, at, 0);
	struct ref first =
		step(w, next, pos_add(at, 8), depth + 1, seen | SEEN_FRAGMENT);
	struct ref later = w->no;
	ranges_t nums = *w->nums;

	if (w->later)
		later = lower_ranges(cx, next, &nums, w->found(cx, at, w->arg), w->no);
	return node_eq(cx->g, offset, 0, first, later);
}

/* The header at `at` has the number `next`; `depth` headers were passed. */
static struct ref step(const struct walk *w, struct val next, struct pos at,
                       uint32_t depth, unsigned seen)
{
	/* hop-by-hop, routing, destination options, Mobility, HIP, shim6 */
	static const uint32_t extensions[] = { 0, 43, 60, 135, 139, 140 };
	struct lower *cx = w->cx;
	struct ref rest = w->no;
	ranges_t nums = *w->nums, set = { 0 };
	struct val follow, len;
	struct pos ext, ah;

	if (depth < HEADERS_MAX) {
		follow = pos_u8(cx, at, 0);
		len = pos_u8(cx, at, 1);
		ah = pos_add(pos_add_val(cx, at, val_op_k(cx->g, VAL_LSH, len, 2)), 8);
		ext = pos_add(pos_add_val(cx, at, val_op_k(cx->g, VAL_LSH, len, 3)), 8);
		for (size_t i = 0; i < sizeof(extensions) / sizeof(extensions[0]); i++)
			ranges_add(cx, &set, extensions[i], extensions[i]);
		if (!(seen & SEEN_FRAGMENT))
			rest = node_eq(cx->g, next, FRAGMENT,
			               fragment(w, at, depth, seen), rest);
		if (!(seen & SEEN_AH))
			rest = node_eq(cx->g, next, AH,
			               step(w, follow, ah, depth + 1, seen | SEEN_AH),
			               rest);
		rest = lower_ranges(cx, next, &set,
		                    step(w, follow, ext, depth + 1, seen), rest);
	}
	return lower_ranges(cx, next, &nums, w->found(cx, at, w->arg), rest);
}

struct ref lower_ip6_walk(struct lower *cx, const ranges_t *nums, bool later,
                          struct ref (*found)(struct lower *cx, struct pos at,
                                              void *arg),
                          void *arg, struct ref no)
{
	struct walk w = { cx, nums, later, found, arg, no };
	struct val next = pos_u8(cx, net_pos(cx), IP6_NEXT_OFF);

	return step(&w, next, ip6_payload(cx), 0, 0);
}
