/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/splits.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/rotation.h"
#include "cli/say.h"

/* --- options --- */

static void set_args(struct split *s, const struct args *args)
{
	s->args = *args;
	s->args.write_file = s->path;
	s->args.filter_file = NULL;
	s->args.print = s->args.count_only = false;
	s->args.splits.count = 0;
	s->args.rest_file = NULL;
	s->matcher.args = &s->args;
}

/* "FILE=EXPR" */
static int take_split(struct split *s, const struct args *args, const char *word)
{
	const char *equals = strchr(word, '=');
	char *text;
	int status;

	if (!equals || equals == word)
		return say_usage("--split takes FILE=FILTER, not '%s'", word);
	s->path = strndup(word, (size_t)(equals - word));
	if (!s->path)
		return say("out of memory");
	set_args(s, args);
	memcpy(&text, &(const char *){ equals + 1 }, sizeof(text)); /* only read */
	status = filter_init(&s->matcher.filter, &s->args, 1, &text);
	s->matcher.filter.name = s->path;
	return status;
}

static int take_rest(struct split *s, const struct args *args)
{
	s->path = strdup(args->rest_file);
	if (!s->path)
		return say("out of memory");
	set_args(s, args);
	return EXIT_DONE;
}

static int check_names(const struct splits *s, const struct args *args)
{
	for (uint32_t i = 0; i < s->count; i++) {
		const char *name = s->at[i].path;
		int status = output_check(&s->at[i].args);

		if (status != EXIT_DONE)
			return status;
		if (args->write_file && !strcmp(args->write_file, name))
			return say_usage("-w and --split both write to %s", name);
		for (uint32_t k = 0; k < i; k++) {
			if (!strcmp(s->at[k].path, name))
				return say_usage("--split writes to %s twice", name);
		}
		if (!strcmp(name, "-") && (args->print || args->count_only))
			return say_usage("--split -=... and --%s both write to standard "
			                 "output",
			                 args->print ? "print" : "count");
	}
	return EXIT_DONE;
}

int splits_init(struct splits *s, const struct args *args)
{
	uint32_t filters = args->splits.count;
	int status = EXIT_DONE;

	*s = (struct splits){ .main_file = args->write_file };
	if (args->rest_file && !filters)
		return say_usage("--split-rest is for what no --split takes, and there is "
		                 "none");
	if (!filters)
		return EXIT_DONE;
	s->count = filters + (args->rest_file != NULL);
	s->at = calloc(s->count, sizeof(*s->at));
	if (!s->at)
		return say("out of memory");
	for (uint32_t i = 0; i < filters && status == EXIT_DONE; i++)
		status = take_split(&s->at[i], args, args->splits.at[i]);
	if (args->rest_file && status == EXIT_DONE) {
		s->rest = &s->at[filters];
		status = take_rest(s->rest, args);
	}
	return status == EXIT_DONE ? check_names(s, args) : status;
}

void splits_fini(struct splits *s)
{
	for (uint32_t i = 0; i < s->count; i++) {
		matcher_fini(&s->at[i].matcher);
		free(s->at[i].path);
	}
	free(s->at);
}

/* --- opening --- */

/* Two names may be one file, which would be written over by both. */
static int check_files(const struct splits *s)
{
	for (uint32_t i = 0; i < s->count; i++) {
		struct stat one, other;

		if (stat(s->at[i].path, &one) != 0 || !S_ISREG(one.st_mode))
			continue;
		for (uint32_t k = 0; k <= i; k++) {
			const char *name = k < i ? s->at[k].path : s->main_file;

			if (name && stat(name, &other) == 0 &&
			    one.st_dev == other.st_dev && one.st_ino == other.st_ino)
				return say("%s and %s are the same file", name,
				           s->at[i].path);
		}
	}
	return EXIT_DONE;
}

static int open_one(struct split *s, const struct pfc_opts *opts, struct source *src,
                    const struct inputs *in, struct hooks *hooks)
{
	int status;

	s->matcher.files = in ? inputs_name(in) : "the interfaces";
	s->matcher.src = src;
	s->matcher.opts = *opts;
	/* What is written is what is matched, of an interface too. */
	s->matcher.opts.flags |= PFC_SAVEFILE;
	s->matcher.opts.flags &= ~(uint32_t)(PFC_LIVE | PFC_AS_SAVED);
	status = matcher_compile(&s->matcher);
	if (status != EXIT_DONE)
		return status;
	s->opened = true;
	status = output_open(&s->out, &s->args, src, in, hooks);
	s->out.is_part = true;
	return status;
}

int splits_open(struct splits *s, const struct pfc_opts *opts, struct source *src,
                const struct inputs *in, struct hooks *hooks)
{
	int status = check_files(s);

	for (uint32_t i = 0; i < s->count && status == EXIT_DONE; i++)
		status = open_one(&s->at[i], opts, src, in, hooks);
	return status;
}

/* --- packets --- */

static int give(struct split *s, const struct packet *pkt, uint32_t snaplen)
{
	struct packet cut;

	if (s->out.enough)
		return EXIT_DONE;
	if (snaplen >= pkt->caplen)
		return output_packet(&s->out, pkt);
	cut = *pkt;
	cut.caplen = snaplen;
	return output_packet(&s->out, &cut);
}

int splits_packet(struct splits *s, const struct packet *pkt, uint32_t snaplen)
{
	bool taken = false;

	for (uint32_t i = 0; i < s->count; i++) {
		struct split *one = &s->at[i];
		uint32_t wanted = snaplen;
		int status = EXIT_DONE;

		if (one == s->rest)
			wanted = taken ? 0 : snaplen;
		else
			status = matcher_run(&one->matcher, pkt, &wanted);
		if (status == EXIT_DONE && wanted)
			status = give(one, pkt, wanted < snaplen ? wanted : snaplen);
		if (status != EXIT_DONE)
			return status;
		taken |= wanted > 0;
	}
	return EXIT_DONE;
}

int splits_flush(struct splits *s, bool file)
{
	int status = EXIT_DONE;

	for (uint32_t i = 0; i < s->count && status == EXIT_DONE; i++)
		status = output_flush(&s->at[i].out, file);
	return status;
}

int splits_sync(struct splits *s)
{
	int status = EXIT_DONE;

	for (uint32_t i = 0; i < s->count && status == EXIT_DONE; i++)
		status = output_sync(&s->at[i].out);
	return status;
}

int splits_idle(struct splits *s, uint64_t now)
{
	int status = EXIT_DONE;

	for (uint32_t i = 0; i < s->count && status == EXIT_DONE; i++)
		status = output_idle(&s->at[i].out, now);
	return status;
}

uint64_t splits_deadline(const struct splits *s)
{
	uint64_t first = UINT64_MAX;

	for (uint32_t i = 0; i < s->count; i++) {
		uint64_t deadline = output_deadline(&s->at[i].out);

		if (deadline < first)
			first = deadline;
	}
	return first;
}

int splits_tend(struct splits *s)
{
	int least = -1;

	for (uint32_t i = 0; i < s->count; i++) {
		int wait = rotation_tend(&s->at[i].out);

		if (wait >= 0 && (least < 0 || wait < least))
			least = wait;
	}
	return least;
}

int splits_close(struct splits *s, bool *gone)
{
	int status = EXIT_DONE;

	for (uint32_t i = 0; i < s->count; i++) {
		struct split *one = &s->at[i];

		if (!one->opened)
			continue;
		if (output_close(&one->out) != EXIT_DONE)
			status = EXIT_FAILED;
		*gone |= one->out.closed;
	}
	return status;
}

void splits_report(const struct splits *s, struct str *out)
{
	for (uint32_t i = 0; i < s->count; i++) {
		str_add_escaped(out, s->at[i].path, strlen(s->at[i].path), ESCAPE_UTF8);
		str_printf(out, ": %" PRIu64 " packet%s\n", s->at[i].out.count,
		           s->at[i].out.count == 1 ? "" : "s");
	}
}
