/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/inputs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture/several.h"
#include "cli/live.h"
#include "cli/say.h"

enum { LIST_MAX = 64 << 20 }; /* bytes; more is taken for a mistake */

bool inputs_given(const struct args *args)
{
	return args->read_files.count || args->list_file;
}

static int read_list(struct str *out, const char *path)
{
	bool is_stdin = !strcmp(path, "-");
	FILE *f = is_stdin ? stdin : fopen(path, "re");
	char block[4096];
	int status = EXIT_DONE;
	size_t n;

	if (!f)
		return say("%s: %s", path, strerror(errno));
	str_add(out, "", 0);
	while (status == EXIT_DONE && (n = fread(block, 1, sizeof(block), f)) > 0) {
		str_add(out, block, n);
		if (out->len > LIST_MAX)
			status = say("%s: more than %d MiB is no list of files", path,
			             LIST_MAX >> 20);
	}
	if (status == EXIT_DONE && ferror(f))
		status = say("%s: %s", path, strerror(errno));
	if (!is_stdin)
		fclose(f);
	return status == EXIT_DONE && out->failed ? say("out of memory") : status;
}

static uint32_t count_lines(const struct str *text)
{
	uint32_t n = 1;

	for (size_t i = 0; i < text->len; i++)
		n += text->at[i] == '\n';
	return n;
}

/* One name a line; lines without one do not count. */
static int take_list(struct inputs *in, const char *path)
{
	int status = read_list(&in->list, path);
	char *at, *end;

	if (status != EXIT_DONE)
		return status;
	if (memchr(in->list.at, '\0', in->list.len))
		return say("%s: is no list of file names, one a line: it has a zero byte",
		           path);
	in->names = calloc(count_lines(&in->list), sizeof(*in->names));
	if (!in->names)
		return say("out of memory");
	for (at = in->list.at; at; at = end ? end + 1 : NULL) {
		end = strchr(at, '\n');
		if (end)
			*end = '\0';
		if (*at)
			in->names[in->count++] = at;
	}
	return in->count ? EXIT_DONE : say("%s: names no file", path);
}

static int take_names(struct inputs *in, const struct opt_list *list)
{
	in->count = list->count;
	in->names = calloc(in->count, sizeof(*in->names));
	if (!in->names)
		return say("out of memory");
	memcpy(in->names, list->at, in->count * sizeof(*in->names));
	return EXIT_DONE;
}

/* What is written to must be none of them; one that is missing is told when opened. */
static void look_at_files(struct inputs *in)
{
	for (uint32_t i = 0; i < in->count; i++) {
		int err = strcmp(in->names[i], "-")
		                  ? stat(in->names[i], &in->files[i])
		                  : fstat(STDIN_FILENO, &in->files[i]);

		if (err)
			memset(&in->files[i], 0, sizeof(in->files[i]));
	}
}

static uint32_t count_stdin(const struct inputs *in, const struct args *args)
{
	uint32_t n = args->list_file && !strcmp(args->list_file, "-");

	for (uint32_t i = 0; i < in->count; i++)
		n += !strcmp(in->names[i], "-");
	return n;
}

int inputs_init(struct inputs *in, const struct args *args)
{
	int status;

	*in = (struct inputs){ .in_turn = args->list_file != NULL };
	if (args->list_file && args->read_files.count)
		return say_usage("-r and -V exclude each other");
	status = args->list_file ? take_list(in, args->list_file)
	                         : take_names(in, &args->read_files);
	if (status != EXIT_DONE)
		return status;
	if (count_stdin(in, args) > 1)
		return say_usage("standard input is read only once: '-' is given twice");
	in->files = calloc(in->count, sizeof(*in->files));
	if (!in->files)
		return say("out of memory");
	look_at_files(in);
	return EXIT_DONE;
}

void inputs_fini(struct inputs *in)
{
	free(in->names);
	free(in->files);
	str_fini(&in->list);
}

bool inputs_stdin(const struct inputs *in, const struct args *args)
{
	return count_stdin(in, args) > 0;
}

const char *inputs_name(const struct inputs *in)
{
	return in->count == 1 ? in->names[0] : "the files";
}

static void opened(void *ctx, const char *name, const struct source *file)
{
	struct inputs *in = ctx;
	uint32_t count;
	const struct source_iface *iface = source_ifaces(file, &count);

	if (!count)
		return;
	say_source("reading from file", name, iface->linktype, iface->snaplen);
	if (!in->first) {
		in->first = name;
		in->first_type = iface->linktype;
	} else if (!in->other && iface->linktype != in->first_type) {
		in->other = name;
		in->other_type = iface->linktype;
	}
}

int inputs_open(struct inputs *in, const struct args *args, struct source **out)
{
	struct several_opts several = {
		.names = in->names,
		.count = in->count,
		.order = in->in_turn ? SEVERAL_IN_TURN : SEVERAL_BY_TIME,
		.keep_blocks = args->file_size || args->file_time,
		.opened = opened,
		.ctx = in,
	};
	char msg[SOURCE_MSG_MAX];
	int err;

	if (in->count > 1) {
		err = several_open(&several, out, msg);
	} else {
		err = savefile_open(in->names[0], NULL, out, msg);
		if (!err) {
			in->info = savefile_info(*out);
			opened(in, in->names[0], *out);
		}
	}
	return err ? say("%s", msg) : EXIT_DONE;
}
