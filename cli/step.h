/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/step.h - a session of `pfc step`: packets, one program or two, and where they are. */
#ifndef PFC_CLI_STEP_H
#define PFC_CLI_STEP_H

#include "capture/savefile.h"
#include "cli/example.h"
#include "cli/loaded.h"
#include "teach/step.h"

struct step_packet {
	struct packet packet;
};

struct step_side {
	struct loaded loaded;
	struct notes notes;
	struct stepper stepper;
};

struct stepping {
	const struct args *args;
	struct pfc_opts opts;
	struct step_side side[2];
	int sides;
	VEC(struct step_packet) packets;
	uint32_t number; /* of the packet, from 0 */
	uint32_t told;   /* the packet where a difference was shown last, + 1 */
	struct example example;
	struct arena arena;
	jmp_buf *landing;
};

/* Goes to a packet; its number is in range. */
void step_go(struct stepping *x, uint32_t number);

/* Runs one command, "step 3" or "s 3", and appends what it says. returns false for quit. */
bool step_command(struct stepping *x, const char *line, struct str *out);

/* The place in words: registers, bytes just read, what comes next. */
void step_place(struct str *out, struct stepping *x);

/* Packet bytes, those that were just read in brackets. */
void step_bytes(struct str *out, struct stepping *x);

/* Where a program is: its listing around the place, with a mark. */
void step_listing(struct str *out, struct stepping *x, uint32_t from, uint32_t to);

/* Every field that the run has read so far; the packet, with its line. */
void step_fields(struct str *out, struct stepping *x);
void step_packet(struct str *out, struct stepping *x);

/* One instruction, and how a run ended. */
void step_put_line(struct str *out, const struct notes *n, uint32_t i);
void step_put_verdict(struct str *out, const struct trace *t);

/* Commands from stdin, answers on stdout. */
int step_lines(struct stepping *x);

/* The whole terminal. */
int step_screen(struct stepping *x);

#endif
