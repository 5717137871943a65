/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/step.h - a debugger of filter programs: a run that one can move in.
 *
 * The whole run of a packet is noted when it is loaded, so going back undoes going forward
 * exactly. A place is the step that comes next; behind the last one is the end.
 */
#ifndef PFC_TEACH_STEP_H
#define PFC_TEACH_STEP_H

#include "teach/notes.h"
#include "teach/trace.h"

enum break_kind {
	BREAK_LINE,  /* in front of instruction `line` */
	BREAK_TEXT,  /* in front of one whose words have `text` in them */
	BREAK_VALUE, /* where a register becomes what is asked for */
};

enum break_cmp {
	BREAK_EQ,
	BREAK_NE,
	BREAK_GT,
	BREAK_GE,
	BREAK_LT,
	BREAK_LE,
	BREAK_BITS
};

enum { BREAK_TEXT_MAX = 80, BREAKS_MAX = 32 };

struct breakpoint {
	enum break_kind kind;
	uint32_t line;
	char text[BREAK_TEXT_MAX];
	int reg; /* 'a', 'x', or a scratch word from 0 on */
	enum break_cmp cmp;
	uint32_t k;
};

struct stepper {
	const struct notes *notes; /* of the program */
	struct pfc_packet pkt;
	struct trace trace; /* of the packet */
	uint32_t at; /* index of the step that comes next; steps.count: the end */
	struct breakpoint breaks[BREAKS_MAX];
	uint32_t break_count;
	struct arena arena; /* of the run */
	jmp_buf *landing;
	bool loaded;
};

/* notes stay; landing: where to go when memory ends. To be freed. */
void stepper_init(struct stepper *s, const struct notes *notes, jmp_buf *landing);
void stepper_fini(struct stepper *s);

/* Loads a packet and stands in front of the first instruction; the bytes must stay. */
void stepper_load(struct stepper *s, const struct pfc_packet *pkt);

bool stepper_ended(const struct stepper *s);

/* Registers at the place; those of the last step at the end. */
const struct run_state *stepper_state(const struct stepper *s);

/* The instruction that comes next; at the end the one that was last. */
uint32_t stepper_insn(const struct stepper *s);

/* Bytes that the instruction before the place has read. */
struct read stepper_read(const struct stepper *s);

/* One step; false at the end, or at the start. */
bool stepper_forward(struct stepper *s);
bool stepper_back(struct stepper *s);

/* To the next breakpoint, or the end, or the start; gives its index, -1: none. */
int stepper_run(struct stepper *s, bool back);

/* Reads "12", "A = 6", "M[3] & 0x10", or part of an instruction's words. false: there is no
 * room, or no place of the program is meant.
 */
bool stepper_break(struct stepper *s, const char *text);
void stepper_delete(struct stepper *s, uint32_t index);
void stepper_break_words(struct str *out, const struct breakpoint *b);

/* Why it ended so: the decisive test in words, and the smallest change that turns it. */
void stepper_why(struct str *out, struct stepper *s);

/* The first step at which two runs of one packet differ in what they decide: index of the
 * step, or UINT32_MAX when they end alike.
 */
uint32_t stepper_difference(const struct stepper *a, const struct stepper *b);

#endif
