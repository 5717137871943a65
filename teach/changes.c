/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/changes.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "compiler/check.h"
#include "compiler/compile_int.h"
#include "teach/notes.h"

enum {
	NAMED_MAX = 2000, /* instructions; longer programs are only counted */
	LINES_MAX = 16,   /* of one pass */
	FIRST_MAX = 5,    /* fields whose order is told */
	PIECES_MAX = 2,
	QUOTE_MAX = 40,
};

/* What is looked at in a program, by name. */
struct subject {
	const char *name;
	uint32_t loads, compares;
	uint32_t fields; /* it is made of */
	struct span pieces[PIECES_MAX + 1];
	uint32_t piece_count;
};

struct stage {
	struct arena *arena;
	const char *text;
	struct emitted code;
	struct notes notes;
	bool named;
	VEC(struct subject) subjects; /* as they are compared */
	uint32_t others; /* instructions that neither load nor compare */
};

/* ---- what a program looks at ---- */

static struct subject *subject_named(struct stage *s, const char *name)
{
	struct subject *found;

	for (uint32_t i = 0; i < s->subjects.count; i++) {
		if (!strcmp(s->subjects.at[i].name, name))
			return &s->subjects.at[i];
	}
	found = vec_push(s->arena, &s->subjects);
	found->name = arena_strndup(s->arena, name, strlen(name));
	return found;
}

static const struct subject *subject_find(const struct stage *s, const char *name)
{
	for (uint32_t i = 0; i < s->subjects.count; i++) {
		if (!strcmp(s->subjects.at[i].name, name))
			return &s->subjects.at[i];
	}
	return NULL;
}

static void add_piece(struct subject *s, struct span at)
{
	for (uint32_t i = 0; i < s->piece_count; i++) {
		if (s->pieces[i].off == at.off && s->pieces[i].len == at.len)
			return;
	}
	if (at.len && s->piece_count <= PIECES_MAX)
		s->pieces[s->piece_count++] = at;
}

static bool is_compare(const struct sock_filter *insn)
{
	return BPF_CLASS(insn->code) == BPF_JMP && insn->code != (BPF_JMP | BPF_JA);
}

/* The field that load i reads, or its bytes. */
static const char *name_of_load(const struct stage *s, uint32_t i)
{
	struct str name = { 0 };
	const char *copy;

	notes_field(&name, &s->notes, i);
	if (!name.len)
		notes_bytes(&name, &s->notes, i);
	copy = s->notes.at[i].used && name.at ? arena_strndup(s->arena, name.at, name.len)
	                                      : "what no packet comes to";
	str_fini(&name);
	return copy;
}

/* What compare i looks at: a field, what it is computed from, or where that is unknown none. */
static const char *name_of_compare(const struct stage *s, uint32_t i)
{
	int32_t load = s->notes.at[i].a.load;
	struct str name = { 0 };
	const char *copy;

	notes_field(&name, &s->notes, i);
	copy = name.at && name.len ? arena_strndup(s->arena, name.at, name.len)
	       : load >= 0         ? name_of_load(s, (uint32_t)load)
	                           : "a number that is computed";
	str_fini(&name);
	return copy;
}

/* A load counts for the first compare that looks at it. */
static void look_at_compare(struct stage *s, uint32_t i, unsigned char *seen)
{
	struct subject *subject = subject_named(s, name_of_compare(s, i));
	int32_t load = s->notes.at[i].a.load;
	struct compared parts[NOTES_PARTS];

	subject->compares++;
	subject->fields = notes_compared(&s->notes, i, parts);
	if (load >= 0 && !seen[load]) {
		seen[load] = 1;
		subject->loads++;
	}
	if (s->code.spans)
		add_piece(subject, s->code.spans[i]);
}

static bool is_load(const struct sock_filter *insn)
{
	uint16_t mode = BPF_MODE(insn->code);

	if (BPF_CLASS(insn->code) == BPF_LDX)
		return mode == BPF_MSH;
	return BPF_CLASS(insn->code) == BPF_LD &&
	       (mode == BPF_ABS || mode == BPF_IND || mode == BPF_LEN);
}

/* Loads that no compare looks at, by what they read, and all the rest. */
static void look_at_rest(struct stage *s, uint32_t i, const unsigned char *seen)
{
	const struct sock_filter *insn = &s->code.insns[i];
	struct subject *subject;

	if (is_load(insn) && !seen[i]) {
		subject = subject_named(s, name_of_load(s, i));
		subject->loads++;
		if (s->code.spans)
			add_piece(subject, s->code.spans[i]);
	} else if (!is_load(insn) && !is_compare(insn)) {
		s->others++;
	}
}

static void stage_make(struct stage *s, struct compile *c, const struct emitted *code)
{
	struct check_fault fault;
	unsigned char *seen;

	*s = (struct stage){ .arena = &c->arena, .text = c->text, .code = *code };
	s->named = code->count <= NAMED_MAX &&
	           check_cbpf(code->insns, code->count, 0, &fault);
	if (!s->named)
		return;
	notes_make(&s->notes, &c->arena, code->insns, code->count, c->link);
	seen = arena_alloc(&c->arena, code->count);
	for (uint32_t i = 0; i < code->count; i++) {
		if (is_compare(&code->insns[i]))
			look_at_compare(s, i, seen);
	}
	for (uint32_t i = 0; i < code->count; i++)
		look_at_rest(s, i, seen);
}

/* ---- differences ---- */

static void put_times(struct str *out, uint32_t n)
{
	if (n == 1)
		str_printf(out, "once");
	else if (n == 2)
		str_printf(out, "twice");
	else if (n)
		str_printf(out, "%" PRIu32 " times", n);
	else
		str_printf(out, "never");
}

static void put_pieces(struct str *out, const struct stage *s, const struct subject *of)
{
	for (uint32_t i = 0; i < of->piece_count && i < PIECES_MAX; i++) {
		struct span at = of->pieces[i];
		uint32_t len = at.len < QUOTE_MAX ? at.len : QUOTE_MAX;

		str_printf(out, "%s'%.*s%s'", i ? ", " : " (of ", (int)len,
		           s->text + at.off, len < at.len ? "..." : "");
	}
	if (of->piece_count)
		str_printf(out, of->piece_count > PIECES_MAX ? " and others)" : ")");
}

static void put_compares(struct str *out, uint32_t n)
{
	str_printf(out, "%" PRIu32 " compare%s", n, n == 1 ? "" : "s");
}

/* How often it was looked at, and is; what is not there has no compares and no loads. */
static void put_counts(struct str *out, const struct subject *was, const struct subject *is)
{
	if (!was->compares && !was->loads && is->fields > 1) {
		str_printf(out, "asked together now, in one load");
	} else if (!was->compares && !was->loads) {
		str_printf(out, "new, loaded ");
		put_times(out, is->loads);
	} else if (!is->compares && !is->loads) {
		str_printf(out, "no longer looked at, was loaded ");
		put_times(out, was->loads);
	} else {
		if (was->loads != is->loads) {
			str_printf(out, "loaded ");
			put_times(out, was->loads);
			str_printf(out, ", now ");
			put_times(out, is->loads);
		}
		if (was->compares != is->compares) {
			str_printf(out, was->loads != is->loads ? "; " : "");
			put_compares(out, was->compares);
			str_printf(out, ", now %" PRIu32, is->compares);
		}
	}
}

/* returns whether there was something to tell. */
static bool put_subject_change(struct str *out, const struct stage *before,
                               const struct stage *after, const char *name)
{
	static const struct subject none;
	const struct subject *was = subject_find(before, name);
	const struct subject *is = subject_find(after, name);
	const struct subject *pieces = was ? was : is;

	was = was ? was : &none;
	is = is ? is : &none;
	if (was->loads == is->loads && was->compares == is->compares)
		return false;
	str_printf(out, "%s: ", name);
	put_counts(out, was, is);
	put_pieces(out, before, pieces);
	str_printf(out, "\n");
	return true;
}

/* The fields that both have, in the order of s. */
static uint32_t common(const struct stage *s, const struct stage *other, const char **names)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < s->subjects.count; i++) {
		if (subject_find(other, s->subjects.at[i].name))
			names[count++] = s->subjects.at[i].name;
	}
	return count;
}

static void put_order(struct str *out, const struct stage *before, const struct stage *after)
{
	const char **was = arena_alloc(after->arena, before->subjects.count * sizeof(*was));
	const char **is = arena_alloc(after->arena, after->subjects.count * sizeof(*is));
	uint32_t count = common(before, after, was), from = 0;

	common(after, before, is);
	while (from < count && !strcmp(was[from], is[from]))
		from++;
	if (from == count)
		return;
	str_printf(out, "order now: ");
	for (uint32_t i = 0; i < after->subjects.count && i < FIRST_MAX; i++)
		str_printf(out, "%s%s", i ? ", then " : "", after->subjects.at[i].name);
	if (after->subjects.count > FIRST_MAX)
		str_printf(out, ", and %" PRIu32 " more", after->subjects.count - FIRST_MAX);
	str_printf(out, "\n");
}

static bool same_program(const struct emitted *a, const struct emitted *b)
{
	return a->count == b->count &&
	       !memcmp(a->insns, b->insns, a->count * sizeof(*a->insns));
}

static void put_changes(struct str *out, const struct stage *before,
                        const struct stage *after)
{
	uint32_t shown = 0, more = 0;

	for (uint32_t i = 0; i < before->subjects.count + after->subjects.count; i++) {
		bool old = i < before->subjects.count;
		const char *name =
			old ? before->subjects.at[i].name
			    : after->subjects.at[i - before->subjects.count].name;
		size_t start = out->len;

		if (!old && subject_find(before, name))
			continue;
		if (!put_subject_change(out, before, after, name))
			continue;
		if (shown < LINES_MAX) {
			shown++;
			continue;
		}
		more++;
		out->len = start;
	}
	if (more)
		str_printf(out, "and %" PRIu32 " more\n", more);
	if (before->others != after->others)
		str_printf(out,
		           "masks, sums, moves and ends: %" PRIu32 " instructions, now %" PRIu32
		           "\n",
		           before->others, after->others);
	put_order(out, before, after);
	if (!out->len)
		str_printf(out, "the same is looked at, in other words or by other ways\n");
}

/* ---- all passes ---- */

static const struct change words[] = {
	{ .pass = "-O",
	  .does = "the filter word for word: each test loads what it looks at",
	  .why = "" },
	{ .pass = "lower",
	  .does = "values that one field is compared with become one test",
	  .why = "the field is the same, so its value can be looked up among all of them" },
	{ .pass = "opt_facts",
	  .does = "what earlier tests have settled is not asked again",
	  .why = "what is left out is known by then; nothing is read earlier or further" },
	{ .pass = "opt_order",
	  .does = "what most packets fail is asked first; neighbours are asked together",
	  .why = "an accepted packet passes all of these tests in any order, and a load that "
	         "fails rejects, as the tests it overtakes would" },
	{ .pass = "opt_usual",
	  .does = "headers of the usual length get a way of their own, at constant offsets",
	  .why = "the first byte of the header is read next anyway, and it tells the length" },
	{ .pass = "emit",
	  .does = "what A or X holds is not loaded again, and equal endings are written once",
	  .why = "registers keep what they hold, and instructions that end alike do the same" },
};

static void put_listing(struct str *out, const struct stage *s)
{
	for (uint32_t i = 0; s->named && i < s->code.count; i++) {
		notes_line(out, &s->notes, i);
		str_printf(out, "\n");
	}
}

static void add_stage(struct changes *out, const struct stage *before,
                      const struct stage *after, uint32_t word)
{
	struct change *c = &out->at[out->count++];

	*c = words[word];
	c->count = after->code.count;
	c->same = before && same_program(&before->code, &after->code);
	if (before && !c->same && before->named && after->named)
		put_changes(&c->lines, before, after);
	put_listing(&c->listing, after);
}

/* The programs after each pass, written test by test as -O does, and the last as it is. */
static uint32_t make_codes(struct compile *c, struct emitted *codes)
{
	const struct purpose frame = { VIEW_SAME, c->opts.snaplen };
	const struct variant *best = c->best;
	const struct ref roots[] = { best->lowered, best->known, best->ordered,
		                     best->optimized };
	uint32_t count = 1;

	codes[0] = variants_reference(c, &frame)->code;
	if (best->exact)
		return count;
	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
		codes[count++] = emit_cbpf(&c->tried->made[best->way]->graph, roots[i],
		                           c->opts.snaplen, 0);
	codes[count++] = c->code;
	return count;
}

static void look(void *ctx, struct compile *c)
{
	struct emitted codes[CHANGES_MAX];
	uint32_t count = make_codes(c, codes), last = 0;
	struct stage stages[2];
	struct changes *out = ctx;

	for (unsigned way = 0; c->tried && way < WAYS; way++)
		out->ways += c->tried->made[way] && c->tried->made[way]->code.insns;
	for (uint32_t i = 0; i < count; i++) {
		/* Scratch words may not be enough for a program without registers. */
		if (!codes[i].insns)
			continue;
		stage_make(&stages[!last], c, &codes[i]);
		add_stage(out, out->count ? &stages[last] : NULL, &stages[!last], i);
		last = !last;
	}
}

bool changes_find(struct changes *out, const char *text, size_t len,
                  const struct pfc_opts *opts)
{
	struct pfc_opts with = *opts;
	struct pfc_prog *prog = NULL;
	bool ok;

	memset(out, 0, sizeof(*out));
	with.flags |= PFC_NO_LINT;
	ok = compile_and(text, len, &with, &prog, look, out) != -ENOMEM;
	pfc_prog_free(prog);
	for (uint32_t i = 0; i < out->count; i++)
		ok &= !out->at[i].lines.failed && !out->at[i].listing.failed;
	return ok;
}

void changes_fini(struct changes *c)
{
	for (uint32_t i = 0; i < c->count; i++) {
		str_fini(&c->at[i].lines);
		str_fini(&c->at[i].listing);
	}
}
