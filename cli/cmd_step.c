/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_step.c - `pfc step`: packets through a program, step by step. */
#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/confine.h"
#include "cli/say.h"
#include "cli/step.h"

enum { PACKETS_MAX = 1000000, BYTES_MAX = 1 << 30 };

/* ---- packets ---- */

static int keep_packet(struct stepping *x, const struct packet *p, uint64_t *bytes)
{
	struct step_packet *kept;
	uint8_t *copy;

	if (x->packets.count == PACKETS_MAX || *bytes + p->caplen > BYTES_MAX)
		return 1;
	copy = arena_alloc(&x->arena, p->caplen ? p->caplen : 1);
	memcpy(copy, p->data, p->caplen);
	*bytes += p->caplen;
	kept = vec_push(&x->arena, &x->packets);
	kept->packet = *p;
	kept->packet.data = copy;
	kept->packet.record = NULL;
	return 0;
}

/* Packets of another link type are left out: the program is for one. */
static int read_packets(struct stepping *x, struct source *src)
{
	uint64_t bytes = 0, others = 0, max = x->args->count_max;
	struct batch batch;
	int ret;

	while ((ret = source_next(src, &batch)) == 1) {
		uint32_t ifaces;
		const struct source_iface *iface = source_ifaces(src, &ifaces);

		for (uint32_t i = 0; i < batch.count; i++) {
			const struct packet *p = &batch.packets[i];

			if (iface[p->iface].linktype != x->opts.linktype) {
				others++;
				continue;
			}
			if (max && x->packets.count == max)
				return EXIT_DONE;
			if (keep_packet(x, p, &bytes)) {
				say("note: only the first %" PRIu32 " packets are kept",
				    x->packets.count);
				return EXIT_DONE;
			}
		}
	}
	if (*source_message(src))
		say("%s", source_message(src));
	if (others)
		say("note: %" PRIu64 " packets of another link type are left out",
		    others);
	return ret < 0 ? EXIT_FAILED : EXIT_DONE;
}

static int read_file(struct stepping *x)
{
	char msg[SOURCE_MSG_MAX];
	const struct source_iface *iface;
	struct source *src;
	uint32_t count;
	int status;

	if (x->args->read_files.count > 1)
		return say_usage("step reads one file");
	if (savefile_open(x->args->read_files.at[0], NULL, &src, msg) != 0)
		return say("%s", msg);
	iface = source_ifaces(src, &count);
	if (count && x->args->linktype < 0)
		x->opts.linktype = iface->linktype;
	x->opts.flags |= PFC_SAVEFILE;
	status = read_packets(x, src);
	source_close(src);
	return status;
}

/* Without a file: a packet that the program accepts, and one that it nearly does. */
static void make_packets(struct stepping *x)
{
	const struct loaded *p = &x->side[0].loaded;

	example_find(&x->example, &x->arena, p->insns, p->count, x->opts.linktype);
	for (int near = 0; near < 2; near++) {
		if (!x->example.witness || (near && !x->example.flips))
			return;
		vec_push(&x->arena, &x->packets)->packet =
			example_packet(&x->example, near);
	}
}

/* ---- programs ---- */

static int prepare(struct stepping *x, int side, int count, char **words)
{
	struct step_side *s = &x->side[side];
	int status =
		loaded_open(&s->loaded, &x->arena, x->args, &x->opts, count, words);

	if (status != EXIT_DONE)
		return status;
	notes_make(&s->notes, &x->arena, s->loaded.insns, s->loaded.count,
	           link_by_number(x->opts.linktype));
	stepper_init(&s->stepper, &s->notes, x->landing);
	return EXIT_DONE;
}

static int step(struct stepping *x, int count, char **words)
{
	char *with = (char *)(uintptr_t)x->args->with;
	int status = EXIT_DONE;

	if (x->args->read_files.count)
		status = read_file(x);
	if (status == EXIT_DONE)
		status = prepare(x, 0, count, words);
	if (status == EXIT_DONE && with)
		status = prepare(x, 1, 1, &with);
	if (status != EXIT_DONE)
		return status;
	x->sides = with ? 2 : 1;
	if (!x->args->read_files.count)
		make_packets(x);
	if (!x->packets.count)
		return say(x->args->read_files.count
		                   ? "there is no packet to step through"
		                   : "no packet was found that the program accepts: "
		                     "give a "
		                     "file with -r");
	step_go(x, 0);
	if (!x->args->lines && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return step_screen(x);
	return step_lines(x);
}

int cmd_step(const struct args *args, int count, char **words)
{
	struct stepping *x = calloc(1, sizeof(*x));
	jmp_buf landing;
	int status;

	if (!x)
		return say("out of memory");
	x->args = args;
	x->landing = &landing;
	confine_reader(args);
	filter_opts(&x->opts, args);
	arena_init(&x->arena, &landing);
	status = setjmp(landing) ? say("out of memory") : step(x, count, words);
	for (int i = 0; i < 2; i++) {
		stepper_fini(&x->side[i].stepper);
		loaded_fini(&x->side[i].loaded);
	}
	example_fini(&x->example);
	arena_fini(&x->arena);
	free(x);
	return status;
}
