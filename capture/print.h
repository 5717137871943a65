/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/print.h - a packet as one line of text, with details and dump below it on wish.
 *
 * Any bytes may come in: every read is checked against caplen, every byte that came from
 * a packet and is not printable ASCII is escaped. State is bounded: 64Ki TCP flows.
 */
#ifndef PFC_CAPTURE_PRINT_H
#define PFC_CAPTURE_PRINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "capture/source.h"

enum print_time {
	PRINT_TIME_LOCAL,       /* 22:13:20.000001 */
	PRINT_TIME_NONE,        /* -t */
	PRINT_TIME_EPOCH,       /* -tt: seconds since 1970-01-01 UTC */
	PRINT_TIME_DELTA,       /* -ttt: since the previous packet */
	PRINT_TIME_DATE,        /* -tttt: date and local time */
	PRINT_TIME_SINCE_FIRST, /* -ttttt */
	PRINT_TIME_ISO,         /* 2026-01-02T12:00:00.000001+01:00 */
	PRINT_TIME_UTC,         /* 2026-01-02T11:00:00.000001Z */
};

/* The bytes below the line; "whole" ones begin with the link header. */
enum print_dump {
	PRINT_DUMP_NONE,
	PRINT_DUMP_HEX,             /* -x */
	PRINT_DUMP_HEX_WHOLE,       /* -xx */
	PRINT_DUMP_HEX_ASCII,       /* -X */
	PRINT_DUMP_HEX_ASCII_WHOLE, /* -XX */
	PRINT_DUMP_ASCII,           /* -A */
	PRINT_DUMP_ASCII_WHOLE,     /* -AA */
};

struct resolver;

/* Who wants to know what packets are about; all NULL: nobody. The functions must not print
 * with the printer.
 */
struct print_watch {
	void *ctx;
	/* An IP header has this address. */
	void (*address)(void *ctx, const uint8_t *addr, unsigned len);
	/* An answer of DNS says that a name has it; name as it is printed. */
	void (*answer)(void *ctx, const uint8_t *addr, unsigned len, const char *name,
	               size_t name_len);
};

/* All zero is the plain line. */
struct printer_opts {
	enum print_time time;
	enum print_dump dump;
	bool nano;         /* nine digits behind the second instead of six */
	bool number;       /* -#: packets counted from 1 in front */
	bool iface;        /* name the interface: set when there is more than one */
	bool link;         /* -e: facts of the link header */
	bool quiet;        /* -q: addresses, protocol and length only */
	bool verbose;      /* -v: a line below for each header */
	bool absolute_seq; /* -S */
	bool no_checksums; /* -K: with verbose, do not verify */
	bool all;          /* -vv: of lists all there is, not the first few */
	bool lengths;      /* --lengths: captured and on the wire */
	bool json;         /* an object a line; in it the line without time */
	bool color;        /* for a terminal; only in the style of pfc */
	struct resolver *resolver; /* lent; NULL: addresses as numbers */
	struct print_watch watch;
	bool classic; /* the shapes of tcpdump, where print_classic.h has them */
};

struct printer; /* opaque */

/* NULL when there is no memory. opts is copied. */
struct printer *printer_open(const struct printer_opts *opts);
void printer_close(struct printer *p);

/* More interfaces may appear while reading. */
void printer_show_iface(struct printer *p, bool show);

/* Appends the packet as whole lines, the last one ended. When memory ends, out->failed is
 * set and out stays as it was.
 */
void print_packet(struct printer *p, const struct source_iface *iface,
                  const struct packet *pkt, struct str *out);

#endif
