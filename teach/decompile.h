/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/decompile.h - from a program back to a filter, by example.
 *
 * The program is run on packets that lead through all of its branches. From the numbers it
 * compares with come terms that it may have been made of ("tcp", "src host 192.0.2.1"); an
 * expression of terms is looked for that says the same of every packet. It is a guess: who
 * asks for it proves it, or comes back with a packet that tells both apart.
 */
#ifndef PFC_TEACH_DECOMPILE_H
#define PFC_TEACH_DECOMPILE_H

#include "base/vec.h"
#include "pfc/pfc.h"
#include "teach/notes.h"

enum { DECOMPILE_BYTES = 256, DECOMPILE_SAMPLES = 6144 };

struct sample {
	uint8_t data[DECOMPILE_BYTES];
	uint32_t len; /* on the wire; all the bytes are there */
};

/* A set of samples, a bit each. */
typedef uint64_t bits_t[DECOMPILE_SAMPLES / 64];

struct atom {
	const char *text;
	uint32_t weight; /* the less, the better it reads */
	bool range;      /* it was made of two numbers of the program */
	struct pfc_prog *prog;
	uint64_t *holds;
};

/* The terms behind a word that shifts: "vlan 5". */
struct context {
	const char *word; /* "": none */
	VEC(struct atom) atoms;
};

struct decompiler {
	struct arena *arena;
	const struct notes *notes; /* of the program */
	struct pfc_opts opts;      /* terms are compiled with */
	VEC(struct sample) samples;
	uint64_t *accepted;
	VEC(struct context) contexts; /* [0] has no word */
	uint64_t random;
};

/* opts.linktype is that of the notes. To be freed. */
void decompile_init(struct decompiler *d, struct arena *arena,
                    const struct notes *notes, const struct pfc_opts *opts);
void decompile_fini(struct decompiler *d);

/* A packet that the last guess was wrong about. false: there is no room for more. */
bool decompile_learn(struct decompiler *d, const uint8_t *data, uint32_t caplen,
                     uint32_t len);

/* A filter that fits all samples, "" for one that takes everything; NULL: none was found. */
const char *decompile_guess(struct decompiler *d);

/* ---- between the files ---- */

/* decompile_samples.c: packets through all branches. */
void decompile_explore(struct decompiler *d);

/* decompile_atoms.c: terms from what the program compares with. */
void decompile_atoms(struct decompiler *d);

/* Does the program accept it? */
bool decompile_run(const struct decompiler *d, const struct sample *s);

/* Adds a sample and asks all terms; it is there already, or there is no room: false. */
bool decompile_add(struct decompiler *d, const struct sample *s);

static inline bool bit_get(const uint64_t *bits, uint32_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

static inline void bit_put(uint64_t *bits, uint32_t i, bool on)
{
	uint64_t one = UINT64_C(1) << (i % 64);

	bits[i / 64] = on ? bits[i / 64] | one : bits[i / 64] & ~one;
}

#endif
