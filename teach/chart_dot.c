/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/chart_dot.c - a layout by dot of Graphviz, which is told sizes and asked for places.
 *
 * Its form "plain" is lines of words, lengths in inches and y from below:
 *	graph 1 WIDTH HEIGHT
 *	node NAME X Y WIDTH HEIGHT ...
 *	edge TAIL HEAD N X1 Y1 ... XN YN ...
 */
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "teach/chart_int.h"

extern char **environ;

enum { INCH = 72, POINTS_MAX = 1000 };

/* What dot is asked. Arrows are drawn by us. */
static void put_question(struct str *out, const struct chart *c)
{
	str_printf(out, "digraph {\nnode [shape=box fixedsize=true label=\"\"]\n"
	                "edge [arrowhead=none headport=n]\n");
	for (uint32_t i = 0; i < c->boxes; i++)
		str_printf(out, "n%" PRIu32 " [width=%.3f height=%.3f]\n", i,
		           c->places.at[i].width / INCH, c->places.at[i].height / INCH);
	for (uint32_t i = 0; i < c->edges.count; i++)
		str_printf(out, "n%" PRIu32 " -> n%" PRIu32 "\n", c->edges.at[i].a,
		           c->edges.at[i].b);
	str_printf(out, "}\n");
}

/* ---- running it ---- */

/* A file in memory that holds the text; -1: there is none. */
static int text_fd(const struct str *text)
{
	int fd = memfd_create("dot", MFD_CLOEXEC);

	if (fd >= 0 && (write(fd, text->at, text->len) != (ssize_t)text->len ||
	                lseek(fd, 0, SEEK_SET) != 0)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static bool read_all(struct str *out, int fd)
{
	char part[4096];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) > 0)
		str_add(out, part, (size_t)n);
	return n == 0 && !out->failed;
}

/* The question comes from a file, so dot never waits for us while we wait for it. */
static bool start(pid_t *pid, const char *dot, int in, const int *pipe_fds)
{
	char program[] = "dot", form[] = "-Tplain";
	char *argv[] = { program, form, NULL };
	posix_spawn_file_actions_t files;
	int err;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, pipe_fds[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	err = posix_spawnp(pid, dot, &files, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	return err == 0;
}

static bool ask(struct str *answer, const char *dot, const struct str *question)
{
	int in = text_fd(question), fds[2] = { -1, -1 }, status;
	bool ok = in >= 0 && pipe2(fds, O_CLOEXEC) == 0;
	pid_t pid;

	if (ok && start(&pid, dot, in, fds)) {
		close(fds[1]);
		fds[1] = -1;
		ok = read_all(answer, fds[0]);
		ok = waitpid(pid, &status, 0) == pid && status == 0 && ok;
	} else {
		ok = false;
	}
	for (int i = 0; i < 2; i++) {
		if (fds[i] >= 0)
			close(fds[i]);
	}
	if (in >= 0)
		close(in);
	return ok;
}

/* ---- the answer ---- */

struct reader {
	const char *at;
	bool failed;
};

static bool read_word(struct reader *r, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(r->at, word, len) != 0 || r->at[len] != ' ')
		return false;
	r->at += len;
	return true;
}

/* In pixels. */
static double read_length(struct reader *r)
{
	char *end;
	double v = strtod(r->at, &end);

	r->failed |= end == r->at || !(v > -1e6 && v < 1e6);
	r->at = end;
	return v * INCH;
}

static uint32_t read_number(struct reader *r, uint32_t below)
{
	unsigned long v;
	char *end;

	while (*r->at == ' ' || *r->at == 'n')
		r->at++;
	v = strtoul(r->at, &end, 10);
	r->failed |= end == r->at || v >= below;
	r->at = end;
	return r->failed ? 0 : (uint32_t)v;
}

static void read_node(struct reader *r, struct chart *c)
{
	struct spot *p = &c->places.at[read_number(r, c->boxes)];
	double x = read_length(r), y = read_length(r);

	p->x = x + CHART_MARGIN;
	p->y = c->height - CHART_MARGIN - y - p->height / 2;
}

/* Of edges between the same boxes the first that has no path. */
static struct edge *edge_between(struct chart *c, uint32_t a, uint32_t b)
{
	for (uint32_t i = 0; i < c->edges.count; i++) {
		struct edge *e = &c->edges.at[i];

		if (e->a == a && e->b == b && !e->path.count)
			return e;
	}
	return NULL;
}

/* A curve begins at a point and takes three more for each piece. */
static void read_edge(struct reader *r, struct chart *c)
{
	uint32_t a = read_number(r, c->boxes), b = read_number(r, c->boxes);
	uint32_t points = read_number(r, POINTS_MAX);
	struct edge *e = edge_between(c, a, b);

	r->failed |= !e || points % 3 != 1;
	for (uint32_t i = 0; i < points && !r->failed; i++) {
		double x = read_length(r), y = read_length(r);

		*vec_push(c->arena, &e->path) = (struct point){
			x + CHART_MARGIN, c->height - CHART_MARGIN - y
		};
	}
}

static bool read_answer(struct chart *c, const char *text)
{
	struct reader r = { text, false };
	uint32_t edges = 0;

	while (*r.at && !r.failed) {
		if (read_word(&r, "graph")) {
			read_length(&r);
			c->width = read_length(&r) + 2 * CHART_MARGIN;
			c->height = read_length(&r) + 2 * CHART_MARGIN;
		} else if (read_word(&r, "node")) {
			read_node(&r, c);
		} else if (read_word(&r, "edge")) {
			read_edge(&r, c);
			edges++;
		}
		r.at += strcspn(r.at, "\n");
		r.at += *r.at == '\n';
	}
	return !r.failed && edges == c->edges.count && c->width > 0;
}

bool chart_dot(struct chart *c, const char *dot)
{
	struct str question = { 0 }, answer = { 0 };
	bool ok;

	put_question(&question, c);
	ok = !question.failed && ask(&answer, dot, &question) && answer.at &&
	     read_answer(c, answer.at);
	if (!ok) {
		for (uint32_t i = 0; i < c->edges.count; i++)
			c->edges.at[i].path.count = 0;
		c->width = c->height = 0;
	}
	str_fini(&question);
	str_fini(&answer);
	return ok;
}
