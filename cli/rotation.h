/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/rotation.h - the files of a capture, one after another, and when it ends by itself.
 *
 * Between struct output, which fills one file, and capture/rotate.h, which decides.
 */
#ifndef PFC_CLI_ROTATION_H
#define PFC_CLI_ROTATION_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/hooks.h"
#include "capture/rotate.h"
#include "cli/options.h"

struct output;
struct packet;

struct rotation {
	struct rotate when;
	struct str name; /* of the file being written; empty: there is none */
	struct str part; /* what it is called until it is complete; empty: the same */
	uint64_t file_lost;  /* by the kernel before this file */
	uint64_t first_ns, last_ns;
	bool hook_failed;
};

/* Checks what the options ask for. */
int rotation_check(const struct args *args);

/* Whether the options ask for anything of this. */
bool rotation_wanted(const struct args *args);

/* Starts, and sets the name of the first file; returns an exit status. */
int rotation_open(struct output *o);

/* Whether the first file waits for the time of the first packet. */
bool rotation_is_timed(const struct output *o);

/* Opens the first file without one. */
int rotation_open_now(struct output *o);

/* A sink_room_fn: removes the oldest file, where files are kept by number or size. */
bool rotation_make_room(void *ctx);

/* To be called before a packet is taken: changes files as needed.
 *
 * wanted  false: the packet is left out, as the capture has come to its end.
 */
int rotation_packet(struct output *o, const struct packet *pkt, bool *wanted);

/* All packets up to `now` have been taken. */
int rotation_idle(struct output *o, uint64_t now);

/* The file is being closed for good: names it, tells and runs what is to be run. */
int rotation_file_done(struct output *o, uint64_t size);

/* Looks after commands; returns how many milliseconds it may stay unlooked after, -1: for
 * ever.
 */
int rotation_tend(struct output *o);

/* Waits for commands and frees; returns EXIT_FAILED when a command failed. */
int rotation_close(struct output *o);

#endif
