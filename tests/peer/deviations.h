/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/deviations.h - where pfc means something else than libpcap, on purpose.
 *
 * The records of tests/filter/deviations.t. A difference that no record covers is a
 * defect; so is a record whose witnesses no longer differ.
 */
#ifndef PFC_TESTS_PEER_DEVIATIONS_H
#define PFC_TESTS_PEER_DEVIATIONS_H

#include <regex.h>
#include <stdbool.h>
#include <stdint.h>

#include "tests/peer/trace.h"

enum deviation_kind {
	DEVIATION_MEANING, /* other packets match */
	DEVIATION_CUT_OFF, /* needs other bytes of cut-off packets */
	DEVIATION_ACCEPTS, /* only pfc compiles the filter */
	DEVIATION_REFUSES, /* only libpcap compiles it */
	DEVIATION_UNSET, /* libpcap's program reads words it never set, or does not end */
	DEVIATION_PACKET, /* the link headers of the shape are read in another way */
};

enum deviation_shape {
	SHAPE_NONE,
	SHAPE_GUARD_RIGHT,
	SHAPE_PRECEDENCE,
	SHAPE_ARITHMETIC_FIRST,
	SHAPE_FAMILY,
	SHAPE_WLAN_HEADER,
	SHAPE_SLIP,
	SHAPE_BYTES,
};

#define WITNESSES_MAX 8
#define LINKS_MAX 64
#define VALUES_MAX 16

struct witness {
	uint32_t linktype;
	const char *filter;
};

struct deviation {
	const char *tag;
	const char *reason;
	enum deviation_kind kind;
	uint32_t links[LINKS_MAX];
	uint32_t link_count; /* 0: any */
	bool live;           /* only where libpcap compiles for a live interface */
	bool has_match, has_except;
	regex_t match, except;
	enum deviation_shape shape;
	uint32_t off, width; /* SHAPE_BYTES: they are one of the values */
	uint32_t values[VALUES_MAX], value_count;
	struct witness witnesses[WITNESSES_MAX];
	uint32_t witness_count;
	uint32_t line; /* where the record starts */
};

struct deviations {
	char *text; /* of the file; the strings of the records lie in it */
	struct deviation *at;
	uint32_t count;
};

/* returns NULL, or a message about what is wrong with the file. */
char *deviations_read(struct deviations *d, const char *path);
void deviations_free(struct deviations *d);

/* The first record of the kind that covers the filter; NULL: none. */
const struct deviation *deviation_find(const struct deviations *d,
                                       enum deviation_kind kind, const char *filter,
                                       uint32_t linktype, bool live);

/* Whether a record covers this packet's link header for this filter. */
bool deviation_covers_packet(const struct deviations *d, const char *filter,
                             const struct packet *pkt, uint32_t linktype);

#endif
