/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/read_sets.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/printable.h"

enum {
	FILE_MAX = 1 << 26, /* bytes */
	FIRST_ROOM = 1 << 16,
	SILENCE_MS = 10000, /* a pipe may take so long for its next bytes */
	QUOTE_MAX = 128,
};

static bool refuse(struct set_reader *r, struct span at, const char *name,
                   const char *why, const char *hint)
{
	diag_error(r->diags, at, "%s: %s",
	           printable(r->arena, name, strlen(name), QUOTE_MAX), why)
		->hint = hint;
	return false;
}

static bool refuse_errno(struct set_reader *r, struct span at, const char *name)
{
	char space[128];

	return refuse(r, at, name, strerror_r(errno, space, sizeof(space)), NULL);
}

static bool open_file(struct set_reader *r, struct span at, const char *name,
                      struct stat *st)
{
	/* Without O_NONBLOCK a FIFO that nobody writes to would never open. */
	r->fd = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (r->fd < 0 || fstat(r->fd, st))
		return refuse_errno(r, at, name);
	if (S_ISREG(st->st_mode) || S_ISFIFO(st->st_mode))
		return true;
	return refuse(r, at, name,
	              S_ISDIR(st->st_mode) ? "this is a directory"
	                                   : "this is neither a file nor a pipe",
	              "a set is read from a file with one entry a line");
}

/* Waits for the writer of a pipe. */
static bool wait_for_bytes(struct set_reader *r, struct span at, const char *name)
{
	struct pollfd wait = { .fd = r->fd, .events = POLLIN };
	int ready = poll(&wait, 1, SILENCE_MS);

	if (ready > 0 || (ready < 0 && errno == EINTR))
		return true;
	if (ready < 0)
		return refuse_errno(r, at, name);
	return refuse(r, at, name, "nothing came out of this pipe for 10 seconds",
	              NULL);
}

static bool read_all(struct set_reader *r, struct ast_file *f, const struct stat *st)
{
	uint32_t room = 0;
	char *text = NULL;
	ssize_t n;

	if (st->st_size >= FILE_MAX)
		return refuse(r, f->at, f->name, "a set has at most 64 MiB", NULL);
	text = arena_grow(
		r->arena, text, &room,
		st->st_size > FIRST_ROOM ? (uint32_t)st->st_size + 2 : FIRST_ROOM, 1);
	for (;;) {
		if (f->len >= FILE_MAX)
			return refuse(r, f->at, f->name, "a set has at most 64 MiB",
			              NULL);
		if (room - f->len < 2)
			text = arena_grow(r->arena, text, &room, room + 1, 1);
		n = read(r->fd, text + f->len, room - f->len - 1);
		if (n == 0)
			break;
		if (n > 0)
			f->len += (uint32_t)n;
		else if (errno == EAGAIN && !wait_for_bytes(r, f->at, f->name))
			return false;
		else if (errno != EAGAIN && errno != EINTR)
			return refuse_errno(r, f->at, f->name);
	}
	text[f->len] = '\0';
	f->text = text;
	if (f->len || S_ISREG(st->st_mode))
		return true;
	return refuse(r, f->at, f->name, "nobody writes to this pipe", NULL);
}

/* The text of the file an operand names; NULL: an error was queued. */
static const struct ast_file *file_of(struct set_reader *r, const struct ast_operand *o)
{
	struct ast_file *f = arena_alloc(r->arena, sizeof(*f));
	struct stat st;
	bool ok;

	f->name = o->name;
	f->at = o->at;
	for (uint32_t i = 0; i < r->files.count; i++) {
		if (strcmp(r->files.at[i].name, o->name))
			continue;
		f->text = r->files.at[i].text;
		f->len = r->files.at[i].len;
		return f;
	}
	ok = open_file(r, o->at, o->name, &st) && read_all(r, f, &st);
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
	if (!ok)
		return NULL;
	*vec_push(r->arena, &r->files) = *f;
	return f;
}

static void put_file(struct set_reader *r, struct ast *node)
{
	const struct ast_head *head = node->prim.head;
	const struct ast_file *file;
	struct ast *set;
	struct diag *d;

	if (!r->allowed) {
		d = diag_error(r->diags, node->prim.operand.at,
		               "this program does not let filters read files");
		d->hint = "write the entries into the filter, as 'in { ... }'";
		return;
	}
	file = file_of(r, &node->prim.operand);
	set = file ? ast_parse_file(r->arena, r->diags, file) : NULL;
	if (!set)
		return;
	ast_set_head(set, head);
	*node = *set;
}

static void walk(struct set_reader *r, struct ast *node)
{
	switch (node->kind) {
	case AST_CHAIN:
		for (uint32_t i = 0; i < node->chain.count; i++)
			walk(r, node->chain.kid[i]);
		break;
	case AST_NOT:
		walk(r, node->not );
		break;
	case AST_PRIM:
		if (node->prim.operand.kind == OPD_FILE)
			put_file(r, node);
		break;
	case AST_WORD:
		if (node->word.set)
			walk(r, node->word.set);
		break;
	case AST_PROTO:
	case AST_REL:
		break;
	}
}

bool read_sets(struct set_reader *r, struct ast *tree)
{
	uint32_t errors = r->diags->errors;

	if (tree)
		walk(r, tree);
	return r->diags->errors == errors;
}
