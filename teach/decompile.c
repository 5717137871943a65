/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/decompile.c - an expression of terms that fits all samples.
 *
 * From the top: if all packets that are accepted have a term, it stands in front of an `and`;
 * if all that have it are accepted, in front of an `or`; the rest is looked for among the
 * packets that this does not settle. Where no term does either, both sides of one are looked
 * at. A packet that proves it wrong joins the samples, and it begins anew.
 */
#include "teach/decompile.h"

#include <string.h>

enum { WORDS = DECOMPILE_SAMPLES / 64, DEPTH_MAX = 24, TEXT_MAX_LEN = 6000 };

void decompile_init(struct decompiler *d, struct arena *arena,
                    const struct notes *notes, const struct pfc_opts *opts)
{
	*d = (struct decompiler){ .arena = arena, .notes = notes, .opts = *opts };
	d->opts.optimize = PFC_OPTIMIZE_NONE;
	d->opts.flags |= PFC_NO_LINT | PFC_NO_LOOKUP | PFC_ALLOW_EMPTY;
	d->opts.insns_max = 0;
	d->random = UINT64_C(0x9e3779b97f4a7c15);
	d->accepted = arena_alloc(arena, sizeof(bits_t));
	decompile_explore(d);
	decompile_atoms(d);
}

void decompile_fini(struct decompiler *d)
{
	for (uint32_t c = 0; c < d->contexts.count; c++) {
		for (uint32_t i = 0; i < d->contexts.at[c].atoms.count; i++)
			pfc_prog_free(d->contexts.at[c].atoms.at[i].prog);
	}
}

bool decompile_learn(struct decompiler *d, const uint8_t *data, uint32_t caplen,
                     uint32_t len)
{
	struct sample s;

	memset(&s, 0, sizeof(s));
	memcpy(s.data, data, caplen < DECOMPILE_BYTES ? caplen : DECOMPILE_BYTES);
	s.len = len;
	return decompile_add(d, &s);
}

/* ---- sets ---- */

static uint32_t size(const uint64_t *a)
{
	uint32_t n = 0;

	for (int i = 0; i < WORDS; i++)
		n += (uint32_t)__builtin_popcountll(a[i]);
	return n;
}

/* |a & (b or not b)| */
static uint32_t size_and(const uint64_t *a, const uint64_t *b, bool not )
{
	uint32_t n = 0;

	for (int i = 0; i < WORDS; i++)
		n += (uint32_t)__builtin_popcountll(a[i] & (not ? ~b[i] : b[i]));
	return n;
}

static void cut(uint64_t *to, const uint64_t *a, const uint64_t *b, bool not )
{
	for (int i = 0; i < WORDS; i++)
		to[i] = a[i] & (not ? ~b[i] : b[i]);
}

/* Are b, or what is not in b, and c the same in a? */
static bool same(const uint64_t *a, const uint64_t *b, const uint64_t *c, bool not )
{
	for (int i = 0; i < WORDS; i++) {
		if (a[i] & ((not ? ~b[i] : b[i]) ^ c[i]))
			return false;
	}
	return true;
}

/* ---- expressions ---- */

struct learner {
	struct decompiler *d;
	const struct context *in;
	const uint64_t *wanted;
	bool no_ranges, or_first;
};

struct choice {
	const struct atom *atom;
	bool not ;
	enum { CHOICE_NONE, CHOICE_IS, CHOICE_AND, CHOICE_OR, CHOICE_SPLIT } how;
	double gain;
};

static const char *term(struct learner *l, const struct atom *a, bool not )
{
	return arena_printf(l->d->arena, not ? "not %s" : "%s", a->text);
}

/* Is x a better choice than best? Settling more is better, then being shorter. */
static void consider(struct choice *best, struct choice x)
{
	double own = x.gain, than = best->gain;

	if (best->how == CHOICE_NONE || own > than + 1e-9 ||
	    (own > than - 1e-9 &&
	     x.atom->weight + 4 * x.not < best->atom->weight + 4 * best->not ))
		*best = x;
}

/* What a term is good for among packets that are wanted (yes) and others (no). */
static void judge(const struct learner *l, struct choice *best, const struct atom *a,
                  bool not, const uint64_t *yes, const uint64_t *no, uint32_t yes_count,
                  uint32_t no_count)
{
	uint32_t in_yes = size_and(yes, a->holds, not ),
		 in_no = size_and(no, a->holds, not );
	double out_no = no_count - in_no;

	if (in_yes == yes_count && !in_no) {
		consider(best, (struct choice){ a, not, CHOICE_IS, 10 });
		return;
	}
	/* Terms read well; what a long accessor settles has to be more. */
	if (in_yes == yes_count && in_no < no_count)
		consider(best,
		         (struct choice){ a, not, CHOICE_AND,
		                          2 + out_no / no_count - a->weight / 4000.0 });
	if (!in_no && in_yes)
		consider(best,
		         (struct choice){ a, not, CHOICE_OR,
		                          2 + l->or_first + (double)in_yes / yes_count -
		                                  a->weight / 4000.0 });
	if (!not &&(in_yes || in_no) && (in_yes < yes_count || in_no < no_count)) {
		double p = (double)in_yes / yes_count, q = (double)in_no / no_count;
		double apart = p > q ? p - q : q - p;

		consider(best, (struct choice){ a, not, CHOICE_SPLIT,
		                                apart - a->weight / 4000.0 });
	}
}

static const char *learn(struct learner *l, const uint64_t *among, unsigned depth);

static const char *both_sides(struct learner *l, const uint64_t *among,
                              const struct atom *a, unsigned depth)
{
	const char *yes, *no;
	bits_t part;

	cut(part, among, a->holds, false);
	yes = learn(l, part, depth + 1);
	cut(part, among, a->holds, true);
	no = yes ? learn(l, part, depth + 1) : NULL;
	if (!no)
		return NULL;
	if (!*yes)
		return arena_printf(l->d->arena, "(%s or %s)", a->text, no);
	if (!strcmp(no, "-"))
		return arena_printf(l->d->arena, "(%s and %s)", a->text, yes);
	return arena_printf(l->d->arena, "((%s and %s) or (not %s and %s))", a->text,
	                    yes, a->text, no);
}

/* A filter for packets of a set: "" for all, "-" for none, NULL when it gets too long. */
static const char *learn(struct learner *l, const uint64_t *among, unsigned depth)
{
	struct choice best = { .how = CHOICE_NONE };
	bits_t yes, no, rest;
	uint32_t yes_count, no_count;
	const char *text, *other;

	cut(yes, among, l->wanted, false);
	cut(no, among, l->wanted, true);
	yes_count = size(yes);
	no_count = size(no);
	if (!no_count && yes_count)
		return "";
	if (!yes_count)
		return "-";
	if (depth > DEPTH_MAX)
		return NULL;
	for (uint32_t i = 0; i < l->in->atoms.count; i++) {
		const struct atom *a = &l->in->atoms.at[i];

		if (a->range && l->no_ranges)
			continue;
		judge(l, &best, a, false, yes, no, yes_count, no_count);
		judge(l, &best, a, true, yes, no, yes_count, no_count);
	}
	if (best.how == CHOICE_NONE)
		return NULL;
	text = term(l, best.atom, best.not );
	if (best.how == CHOICE_IS)
		return text;
	if (best.how == CHOICE_SPLIT)
		return both_sides(l, among, best.atom, depth);
	cut(rest, among, best.atom->holds,
	    best.how == CHOICE_AND ? best.not : !best.not );
	other = learn(l, rest, depth + 1);
	if (!other || !*other || !strcmp(other, "-"))
		return other ? text : NULL;
	text = arena_printf(l->d->arena,
	                    best.how == CHOICE_AND ? "(%s and %s)" : "(%s or %s)", text,
	                    other);
	return strlen(text) > TEXT_MAX_LEN ? NULL : text;
}

/* How a filter reads: accessors are what one wants to be rid of. */
static size_t effort(const char *text)
{
	size_t n = strlen(text);

	for (const char *c = text; *c; c++)
		n += *c == '[' ? 60 : 0;
	return n;
}

/* What is behind the word of a context, and all else: "front or (vlan and behind)". On the
 * packets that have the word, front may say yes where that is right.
 */
static const char *guess_in(struct learner *l, const struct context *in,
                            const uint64_t *all)
{
	struct decompiler *d = l->d;
	const char *front, *behind;
	bits_t left, rest;

	cut(left, all, in->atoms.at[0].holds, false);
	for (int i = 0; i < WORDS; i++)
		rest[i] = all[i] & ~(left[i] & l->wanted[i]);
	l->in = &d->contexts.at[0];
	/* Nothing but that the word is there, or is not. */
	if (same(all, in->atoms.at[0].holds, l->wanted, false))
		return in->word;
	if (same(all, in->atoms.at[0].holds, l->wanted, true))
		return arena_printf(d->arena,
		                    strstr(in->word, " and ") ? "not (%s)" : "not %s",
		                    in->word);
	front = learn(l, rest, 0);
	l->in = in;
	behind = learn(l, left, 0);
	if (!front || !behind || !*front || !strcmp(behind, "-"))
		return NULL;
	behind = *behind ? arena_printf(d->arena, "%s and %s", in->word, behind)
	                 : in->word;
	if (!strcmp(front, "-"))
		return behind;
	return arena_printf(d->arena, "%s or (%s)", front, behind);
}

/* Ways to look for an expression: the one that reads best is kept. */
static const char *guess_by(struct decompiler *d, const uint64_t *all, bool no_ranges,
                            bool or_first)
{
	struct learner l = { .d = d, .wanted = d->accepted };
	const char *best, *other;

	l.no_ranges = no_ranges;
	l.or_first = or_first;
	l.in = &d->contexts.at[0];
	best = learn(&l, all, 0);
	for (uint32_t c = 1; c < d->contexts.count && !(best && !strcmp(best, "-"));
	     c++) {
		other = guess_in(&l, &d->contexts.at[c], all);
		if (other && (!best || effort(other) < effort(best)))
			best = other;
	}
	return best;
}

const char *decompile_guess(struct decompiler *d)
{
	const char *best = NULL;
	bits_t all;

	memset(all, 0, sizeof(all));
	for (uint32_t i = 0; i < d->samples.count; i++)
		bit_put(all, i, true);
	for (int way = 0; way < 4; way++) {
		const char *other = guess_by(d, all, way & 1, way & 2);

		if (other && !strcmp(other, "-"))
			return "1 = 0";
		if (other && (!best || effort(other) < effort(best)))
			best = other;
	}
	return best;
}
