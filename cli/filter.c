/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/filter.h"

#include <errno.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture/ring.h"
#include "cli/diag_print.h"
#include "cli/say.h"
#include "proto/link.h"

enum { FILE_MAX = 64 << 20 }; /* bytes; more is taken for a mistake */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Makes the text that is compiled: comments blanked out, and no blanks at the end, so
 * that a message about the end points behind the last word.
 */
static int make_text(struct filter *f, bool comments)
{
	bool in_comment = false;

	f->text = malloc(f->shown_len + 1);
	if (!f->text)
		return say("out of memory");
	for (size_t i = 0; i < f->shown_len; i++) {
		char c = f->shown[i];

		if (c == '\n')
			in_comment = false;
		else if (c == '#' && comments)
			in_comment = true;
		f->text[i] = in_comment ? ' ' : c;
		if (!is_blank(f->text[i]))
			f->len = i + 1;
	}
	f->text[f->len] = '\0';
	return EXIT_DONE;
}

static int from_words(struct filter *f, int count, char **words)
{
	struct str s = { 0 };

	str_add(&s, "", 0);
	for (int i = 0; i < count; i++)
		str_printf(&s, "%s%s", i ? " " : "", words[i]);
	if (s.failed) {
		str_fini(&s);
		return say("out of memory");
	}
	f->shown = s.at;
	f->shown_len = s.len;
	f->name = "filter";
	return make_text(f, false);
}

static int read_all(FILE *in, const char *name, struct str *s)
{
	char block[65536];
	size_t n;

	str_add(s, "", 0);
	while ((n = fread(block, 1, sizeof(block), in)) > 0) {
		str_add(s, block, n);
		if (s->len > FILE_MAX)
			return say("%s: more than %d MiB is no filter", name,
			           FILE_MAX >> 20);
	}
	if (ferror(in))
		return say("%s: %s", name, strerror(errno));
	return s->failed ? say("out of memory") : EXIT_DONE;
}

static int from_file(struct filter *f, const char *path)
{
	bool is_stdin = !strcmp(path, "-");
	struct str s = { 0 };
	int status;
	FILE *in;

	f->name = is_stdin ? "stdin" : path;
	in = is_stdin ? stdin : fopen(path, "re");
	if (!in)
		return say("%s: %s", path, strerror(errno));
	status = read_all(in, f->name, &s);
	if (!is_stdin)
		fclose(in);
	if (status != EXIT_DONE) {
		str_fini(&s);
		return status;
	}
	f->shown = s.at;
	f->shown_len = s.len;
	return make_text(f, true);
}

int filter_init(struct filter *f, const struct args *args, int count, char **words)
{
	*f = (struct filter){ 0 };
	if (!args->filter_file)
		return from_words(f, count, words);
	if (count)
		return say_usage("the filter is given twice: by -F %s and as '%s'",
		                 args->filter_file, words[0]);
	return from_file(f, args->filter_file);
}

void filter_fini(struct filter *f)
{
	free(f->shown);
	free(f->text);
}

/* Whether --no-lint leaves out warnings of this name; "" asks for all. */
static bool lint_off(const struct args *args, const char *name)
{
	for (unsigned i = 0; i < args->no_lint.count; i++) {
		const char *off = args->no_lint.at[i];

		if (!*off || !strcmp(off, name))
			return true;
	}
	return false;
}

void filter_opts(struct pfc_opts *opts, const struct args *args)
{
	*opts = (struct pfc_opts)PFC_OPTS_INIT;
	if (args->linktype >= 0)
		opts->linktype = (uint32_t)args->linktype;
	if (args->snaplen)
		opts->snaplen = (uint32_t)args->snaplen;
	opts->netmask = args->netmask;
	if (args->optimize >= 0)
		opts->optimize = (enum pfc_optimize)args->optimize;
	if (args->no_optimize)
		opts->optimize = PFC_OPTIMIZE_NONE;
	opts->target = (enum pfc_target)args->target;
	opts->action = (enum pfc_action)args->action;
	opts->redirect_to = (uint32_t)args->redirect_to;
	opts->buffer_size = (uint32_t)args->buffer_size;
	if (args->frags)
		opts->flags |= PFC_FRAGS;
	if (args->no_btf)
		opts->flags |= PFC_NO_BTF;
	if (args->form == FORM_FUNCTION)
		opts->flags |= PFC_FUNCTION;
	if (args->live)
		opts->flags |= PFC_LIVE;
	if (args->ip6_ext)
		opts->flags |= PFC_IP6_EXT;
	if (args->scoped)
		opts->flags |= PFC_SCOPED;
	if (args->as_saved)
		opts->flags |= PFC_AS_SAVED;
	if (args->no_lookup)
		opts->flags |= PFC_NO_LOOKUP;
	if (args->allow_empty)
		opts->flags |= PFC_ALLOW_EMPTY;
	if (lint_off(args, ""))
		opts->flags |= PFC_NO_LINT;
	opts->flags |= PFC_READ_FILES;
	opts->insns_max = 0;
}

void filter_opts_trace(struct pfc_opts *opts, const struct args *args, bool connection)
{
	enum { ROOM = 64 }; /* bytes behind the headers, as in the programs */

	filter_opts(opts, args);
	opts->target = PFC_TARGET_BUFFER;
	opts->linktype = LINKTYPE_RAW;
	opts->buffer_size = ROOM;
	if (connection)
		opts->flags |= PFC_CONNECTION;
}

/* Prints the messages; returns whether one of them is an error. */
static bool print_diags(const struct filter *f, const struct args *args,
                        const struct pfc_prog *prog)
{
	struct diag_source src = { f->name, f->shown, f->shown_len, false };
	struct str out = { 0 };
	bool failed = false;
	size_t count;
	const struct pfc_diag *d = pfc_prog_diags(prog, &count);

	src.color = color_wanted((enum color)args->color, STDERR_FILENO);
	for (size_t i = 0; i < count; i++) {
		struct pfc_diag said = d[i];

		if (said.level == PFC_WARNING && said.lint && lint_off(args, said.lint))
			continue;
		if (said.level == PFC_WARNING && args->lint == LINT_ERROR)
			said.level = PFC_ERROR;
		failed |= said.level == PFC_ERROR;
		if (args->diag == DIAG_JSON)
			diag_json(&out, &src, &said);
		else
			diag_print(&out, &src, &said);
	}
	if (out.failed)
		say("out of memory");
	else if (out.len)
		fwrite(out.at, 1, out.len, stderr);
	str_fini(&out);
	return failed;
}

int filter_compile(const struct filter *f, const struct args *args,
                   const struct pfc_opts *opts, struct pfc_prog **out)
{
	struct pfc_prog *prog = NULL;
	int err = pfc_compile(f->text, f->len, opts, &prog);

	*out = NULL;
	if (err == -EINVAL)
		return say_usage("link type %u is unknown", opts->linktype);
	if (!prog)
		return say("cannot compile the filter: %s", strerror(-err));
	if (print_diags(f, args, prog) || err) {
		pfc_prog_free(prog);
		return EXIT_FILTER;
	}
	*out = prog;
	return EXIT_DONE;
}

/* Does the kernel take the classic program? One that it cannot decide is not the longer for
 * that, unless the form for the kernel would be: it is up to some times as long.
 */
static bool is_short(const struct pfc_prog *prog)
{
	enum { FORMS = 8 };
	size_t count;

	if (pfc_prog_kernel_insns(prog, &count))
		return count <= PFC_INSNS_MAX - RING_FRONT_MAX;
	pfc_prog_insns(prog, &count);
	return count < PFC_INSNS_MAX / FORMS;
}

int filter_compile_live(const struct filter *f, const struct args *args,
                        const struct pfc_opts *opts, struct pfc_prog **out)
{
	struct pfc_opts with = *opts;
	struct pfc_prog *prog;
	int status;

	with.insns_max = 0;
	status = filter_compile(f, args, &with, out);
	if (status != EXIT_DONE || !ring_has_ebpf() || is_short(*out))
		return status;
	with.target = PFC_TARGET_SOCKET;
	with.flags |= PFC_NO_LINT | PFC_ONLY_ETHERNET;
	if (with.linktype == LINKTYPE_LINUX_SLL2) /* it is filtered here, too */
		with.snaplen = PFC_SNAPLEN_MAX;
	if (pfc_compile(f->text, f->len, &with, &prog) != 0) {
		pfc_prog_free(prog);
		return EXIT_DONE;
	}
	pfc_prog_free(*out);
	*out = prog;
	return EXIT_DONE;
}

bool filter_stands_alone(const struct filter *f, const struct pfc_opts *opts,
                         const struct pfc_prog *prog)
{
	struct pfc_opts alone = *opts;
	struct pfc_prog *other = NULL;
	const struct sock_filter *a, *b;
	size_t count_a, count_b;
	bool same = false;

	alone.linktype = pfc_prog_linktype(prog);
	alone.flags |= PFC_NO_LOOKUP | PFC_ALLOW_EMPTY;
	alone.flags &= ~(uint32_t)PFC_READ_FILES;
	if (pfc_compile(f->text, f->len, &alone, &other) == 0) {
		a = pfc_prog_insns(prog, &count_a);
		b = pfc_prog_insns(other, &count_b);
		same = count_a == count_b && !memcmp(a, b, count_a * sizeof(*a));
	}
	pfc_prog_free(other);
	return same;
}

struct dump {
	struct str out;
	struct closest near;
	bool titles;
	unsigned count;
};

static void add_stage(void *ctx, const char *stage, const char *text)
{
	struct dump *d = ctx;

	if (d->titles)
		str_printf(&d->out, "%s== %s\n", d->count ? "\n" : "", stage);
	str_printf(&d->out, "%s", text);
	if (d->out.len && d->out.at[d->out.len - 1] != '\n')
		str_printf(&d->out, "\n");
	d->count++;
}

static void try_stage(void *ctx, const char *stage, const char *text)
{
	struct dump *d = ctx;

	(void)text;
	closest_try(&d->near, stage);
	str_printf(&d->out, "%s%s", d->count++ ? ", " : "", stage);
}

/* Says which passes there are. */
static int unknown_stage(const struct filter *f, const struct args *args,
                         struct pfc_opts *opts)
{
	struct dump d = { .near = { .word = args->dump, .len = strlen(args->dump) } };
	struct pfc_prog *prog = NULL;

	opts->dump = try_stage;
	opts->dump_ctx = &d;
	opts->dump_stage = "all";
	pfc_compile(f->text, f->len, opts, &prog);
	pfc_prog_free(prog);
	if (d.near.best)
		say_usage("--dump: no pass '%s' ran: did you mean '%s'?", args->dump,
		          d.near.best);
	else
		say_usage("--dump: no pass '%s' ran; there were %s", args->dump,
		          d.count && !d.out.failed ? d.out.at : "none");
	str_fini(&d.out);
	return EXIT_USAGE;
}

int filter_dump(const struct filter *f, const struct args *args,
                const struct pfc_opts *opts)
{
	size_t len = strlen(args->dump);
	struct pfc_opts with = *opts;
	struct dump d = { 0 };
	struct pfc_prog *prog;
	int status;

	d.titles = !strcmp(args->dump, "all") || (len && args->dump[len - 1] == '*');
	with.dump = add_stage;
	with.dump_ctx = &d;
	with.dump_stage = args->dump;
	status = filter_compile(f, args, &with, &prog);
	pfc_prog_free(prog);
	if (status == EXIT_DONE && !d.count) {
		str_fini(&d.out);
		return unknown_stage(f, args, &with);
	}
	if (put_stdout_str(&d.out) != EXIT_DONE && status == EXIT_DONE)
		status = EXIT_FAILED;
	return status;
}
