/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/output.h - where packets go: a capture file, lines on stdout, or only a count. */
#ifndef PFC_CLI_OUTPUT_H
#define PFC_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "capture/counters.h"
#include "capture/print.h"
#include "capture/sink.h"
#include "capture/source.h"
#include "capture/writer.h"
#include "cli/inputs.h"
#include "cli/options.h"

struct hooks;

struct output {
	const struct args *args;
	struct source *src;
	bool live;
	const struct inputs *in; /* the files of src; NULL: live */
	bool pcapng;
	const char *path;          /* of the file that is written, or about to be */
	struct progress *progress; /* has to go before a message; NULL: none */
	struct hooks *hooks;       /* NULL: nothing is run for files */
	struct rotation *rotation; /* NULL: there is one file and no end to it */
	bool enough;               /* no packet is wanted any more */
	uint64_t closed_saved;     /* packets in the files before */
	struct sink *sink; /* NULL: no file */
	struct writer *writer;
	bool is_part; /* of what is captured; others get the rest */
	struct printer *printer; /* NULL: nothing is printed */
	struct resolver *resolver; /* NULL: no names */
	struct names *names;       /* for the file; NULL: none */
	struct str lines;        /* printed and not written yet */
	bool copies;       /* the writer takes records of the source as they are */
	bool told_mixed;   /* that interfaces differ in link type */
	char cpu[16];      /* "cpu 3", of the last packet from a hook; "": none yet */
	uint32_t cpu_number;
	uint32_t ifaces;   /* of a live source that the writer knows */
	uint64_t count;    /* packets taken */
	uint64_t start_ns; /* when it was opened, since 1970 */
	bool closed;       /* the reader of the output went away */
	bool failed;       /* nothing more can be taken, and why was said */
};

/* Checks what the options ask for, before anything is opened. */
int output_check(const struct args *args);

/* Whether the file will be in pcapng form. */
bool output_is_pcapng(const struct args *args);

/* Opens the file and says what will be written to it.
 *
 * in      the files that src reads; NULL: it is live.
 * hooks   what is run for files; lent, NULL: nothing.
 * returns EXIT_DONE, or a status after a message. Close it in both cases.
 */
int output_open(struct output *o, const struct args *args, struct source *src,
                const struct inputs *in, struct hooks *hooks);

/* The file of o->path; for cli/rotation.c. */
int output_open_file(struct output *o);
int output_close_file(struct output *o);

/* Takes a packet of the source.
 *
 * returns EXIT_DONE, or EXIT_FAILED when nothing more can be taken: after a message, or
 *         with `closed` set.
 */
int output_packet(struct output *o, const struct packet *pkt);

/* Takes many packets of a live source. returns as output_packet(). */
int output_packets(struct output *o, const struct packet *packets, uint32_t count);

/* Hands over what is waiting; file: also what is for the file. returns as above. */
int output_flush(struct output *o, bool file);

/* With --sync: hands it to the disk. returns as output_packet(). */
int output_sync(struct output *o);

/* Completes and closes the file; prints the count when only that is wanted.
 *
 * returns EXIT_DONE, also when the reader went away, or EXIT_FAILED after a message.
 */
int output_close(struct output *o);

/* For a capture from an interface: what is known about it now, for the file. */
int output_stats(struct output *o);

/* All packets up to `now`, nanoseconds since 1970, have been taken. */
int output_idle(struct output *o, uint64_t now);

/* When output_idle() has something to do; UINT64_MAX: never. */
uint64_t output_deadline(const struct output *o);

/* Packets that are in files, as far as is known. */
uint64_t output_saved(const struct output *o);

#endif
