/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/notes.h - what each instruction of a program is about: fields, and in words.
 *
 * Works for any program, whoever compiled it: the names come from offsets, masks and the
 * tests around them.
 */
#ifndef PFC_TEACH_NOTES_H
#define PFC_TEACH_NOTES_H

#include "base/str.h"
#include "teach/flow.h"
#include "teach/trace.h"

enum { NOTE_PLACES = 4 };

/* Where the first byte lies that a load reads, in packets of one kind. */
struct place {
	struct header at;
	const struct hypothesis *kind; /* NULL: not known */
};

struct note {
	struct place places[NOTE_PLACES]; /* of a load */
	uint32_t count;
	bool more;    /* places were left out */
	bool used;    /* some packet comes here */
	struct sym a; /* a compare: what A is, in a packet that can be accepted ... */
	struct place of; /* ... and where that was loaded from */
	bool header;     /* X is the length of the IPv4 header, for loads behind it */
	uint32_t x;      /* X, where it is one number */
	bool x_known;
};

/* Adds one; a place that says little is kept as long as there is none that says more. */
void note_add_place(struct note *n, struct place place);

struct notes {
	const struct sock_filter *insns; /* accepted by check_cbpf() */
	uint32_t count;
	const struct link *link;
	struct note *at;
};

/* Finds out; at is in the arena. */
void notes_make(struct notes *n, struct arena *arena, const struct sock_filter *insns,
                uint32_t count, const struct link *link);

/* The field that instruction i reads or looks at: "IPv4 protocol"; nothing when none. */
void notes_field(struct str *out, const struct notes *n, uint32_t i);

/* The bytes that load i reads: "bytes 12-13", "2 bytes at X + 14". */
void notes_bytes(struct str *out, const struct notes *n, uint32_t i);

/* What instruction i does: "A = IPv4 protocol (byte 23)". Never empty. */
void notes_words(struct str *out, const struct notes *n, uint32_t i);

/* The instruction as in a listing, then its words: one line, without its end. */
void notes_line(struct str *out, const struct notes *n, uint32_t i);

/* What compare i finds in A, of value a: "IPv4 protocol is 17 (UDP)", or "A is 0x11". */
void notes_found(struct str *out, const struct notes *n, uint32_t i, uint32_t a);

/* The change to bytes that load i reads: "IPv4 protocol 17 (UDP) instead of 6 (TCP)". */
void notes_change(struct str *out, const struct notes *n, uint32_t i, const struct flip *f);

/* A field that compare i looks at, and the number it is compared with, as an accessor of these
 * bytes would see them.
 */
struct compared {
	const struct field *field; /* NULL: none that is known */
	enum field_layer layer;
	uint32_t off, bytes; /* in the header */
	uint32_t mask, value;
};

enum { NOTES_PARTS = 8 };

/* returns how many fields there are; 0: A is not made of fields. */
uint32_t notes_compared(const struct notes *n, uint32_t i, struct compared *out);

/* The bits of its code: "BPF_LD | BPF_H | BPF_ABS". */
void notes_code(struct str *out, uint16_t code);

#endif
