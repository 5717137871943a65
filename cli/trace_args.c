/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_args.h"
#include "cli/say.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/trace_keys.h"
#include "cli/trace_list.h"

enum {
	PROGRAMS_MAX = 16384, /* then the older half is forgotten */
	ARGS_MAX = 1024,      /* bytes that are kept */
	START_NEAR = 20,      /* /proc counts in hundredths of a second */
};

/* What makes a number of a process one process. */
struct process {
	uint32_t tgid, start; /* as in struct tcp_who */
};

struct program {
	char *path;      /* NULL: not known */
	char *args;      /* each ends in 0; NULL: not known */
	size_t args_len; /* bytes */
	bool cut;        /* there are more */
	bool asked;      /* /proc was */
	uint64_t age;    /* the higher, the younger */
};

struct programs {
	struct keys list; /* by process */
	uint64_t age;
};

/* --- what is known --- */

static void program_clear(struct program *p)
{
	free(p->path);
	free(p->args);
	p->path = p->args = NULL;
	p->args_len = 0;
}

static bool is_young(const void *value, void *ctx)
{
	const struct program *p = value;
	const struct programs *all = ctx;

	return p->age + PROGRAMS_MAX / 2 > all->age;
}

static void forget_old(struct programs *all)
{
	for (uint32_t i = 0; i < all->list.count; i++) {
		if (!is_young(keys_at(&all->list, i), all))
			program_clear(keys_at(&all->list, i));
	}
	keys_filter(&all->list, is_young, all);
}

/* NULL: memory ended; then nothing is known. */
static struct program *program_at(struct trace *t, const struct tcp_who *who, bool *is_new)
{
	struct process key = { who->tgid, who->start };
	struct program *p;

	if (!t->programs) {
		t->programs = calloc(1, sizeof(*t->programs));
		if (!t->programs)
			return NULL;
		t->programs->list.key_len = sizeof(key);
		t->programs->list.value_len = sizeof(*p);
	}
	if (t->programs->list.count >= PROGRAMS_MAX)
		forget_old(t->programs);
	p = keys_get(&t->programs->list, &key, is_new);
	if (p && *is_new)
		p->age = ++t->programs->age;
	return p;
}

static void keep_args(struct program *p, const char *args, size_t len, size_t all)
{
	p->args_len = len < all ? len : all;
	p->cut = all > p->args_len;
	p->args = p->args_len ? malloc(p->args_len) : NULL;
	if (p->args)
		memcpy(p->args, args, p->args_len);
	else
		p->args_len = 0;
}

void args_exec(struct trace *t, const struct tcp_exec *x)
{
	bool is_new;
	struct program *p = program_at(t, &x->who, &is_new);

	if (!p)
		return;
	program_clear(p);
	p->asked = false;
	p->path = strndup(x->path, sizeof(x->path));
	keep_args(p, x->args, sizeof(x->args), x->args_len);
}

/* --- /proc --- */

/* The number is one of the reader's namespace, or not: what says so is when it started. */
static bool is_same(const struct tcp_who *who)
{
	char path[64], text[1024], *at;
	uint64_t ticks, start;
	int64_t off;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%u/stat", who->pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return false;
	text[n] = '\0';
	at = strrchr(text, ')'); /* a name may have anything in it */
	for (int field = 2; at && field < 22; field++)
		at = strchr(at + 1, ' ');
	if (!at || sscanf(at, " %" SCNu64, &ticks) != 1)
		return false;
	start = (ticks * (UINT64_C(1000000000) / (uint64_t)sysconf(_SC_CLK_TCK))) >> 20;
	off = (int64_t)start - who->start;
	return off > -START_NEAR && off < START_NEAR;
}

static void read_proc(struct program *p, const struct tcp_who *who)
{
	char path[64], text[ARGS_MAX + 1];
	ssize_t n;
	int fd;

	if (!is_same(who))
		return;
	snprintf(path, sizeof(path), "/proc/%u/exe", who->pid);
	n = readlink(path, text, sizeof(text) - 1);
	if (n > 0) {
		free(p->path);
		p->path = strndup(text, (size_t)n);
	}
	snprintf(path, sizeof(path), "/proc/%u/cmdline", who->pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? -1 : read(fd, text, sizeof(text));
	if (fd >= 0)
		close(fd);
	if (n > 0) {
		free(p->args);
		keep_args(p, text, ARGS_MAX, (size_t)n);
	}
}

/* NULL: nothing is known. */
static const struct program *program_of(struct trace *t, const struct tcp_who *who)
{
	struct program *p;
	bool is_new;

	if (!t->args->args || who->source == TCP_BY_NOTHING)
		return NULL;
	p = program_at(t, who, &is_new);
	/* It says more than the kernel told, of a process that still runs. */
	if (p && !p->asked)
		read_proc(p, who);
	if (p)
		p->asked = true;
	return p && (p->path || p->args) ? p : NULL;
}

static void see(void *ctx, const struct tcp_sample *s)
{
	program_of(ctx, &s->id.owner);
}

void args_open(struct trace *t)
{
	if (t->args->args)
		trace_list(t, see);
}

/* --- output --- */

/* The next of the arguments, which begins at `at`; returns its length. The last one may lack its
 * end.
 */
static size_t arg_len(const struct program *p, size_t at)
{
	return strnlen(p->args + at, p->args_len - at);
}

/* The path stands for the first argument, which a program is free to choose. */
void add_args(struct trace *t, const struct tcp_who *who)
{
	const struct program *p = program_of(t, who);
	struct str *s = &t->out;
	size_t len;

	if (!p)
		return;
	str_printf(s, "  ");
	if (p->path)
		str_add_escaped(s, p->path, strlen(p->path), ESCAPE_UTF8);
	for (size_t at = 0; at < p->args_len; at += len + 1) {
		len = arg_len(p, at);
		if (at == 0 && p->path)
			continue;
		if (at)
			str_add(s, " ", 1);
		str_add_escaped(s, p->args + at, len, ESCAPE_UTF8);
	}
	if (p->cut)
		str_printf(s, "...");
}

void json_args(struct trace *t, const struct tcp_who *who)
{
	const struct program *p = program_of(t, who);
	const char *comma = "";
	char arg[ARGS_MAX + 1];
	size_t len;

	if (!p)
		return;
	if (p->path)
		json_text(&t->out, "exe", p->path);
	if (!p->args)
		return;
	str_printf(&t->out, ",\"args\":[");
	for (size_t at = 0; at < p->args_len; at += len + 1) {
		len = arg_len(p, at);
		memcpy(arg, p->args + at, len);
		arg[len] = '\0';
		str_printf(&t->out, "%s", comma);
		json_quoted(&t->out, arg);
		comma = ",";
	}
	str_printf(&t->out, "]");
	if (p->cut)
		json_yes(&t->out, "args_cut");
}

void args_close(struct trace *t)
{
	struct programs *all = t->programs;

	if (!all)
		return;
	for (uint32_t i = 0; i < all->list.count; i++)
		program_clear(keys_at(&all->list, i));
	keys_fini(&all->list);
	free(all);
	t->programs = NULL;
}
