/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace_write.h - packets that wait for what is told of their connections, for a file. */
#ifndef PFC_CLI_TRACE_WRITE_H
#define PFC_CLI_TRACE_WRITE_H

#include "capture/sink.h"
#include "capture/source.h"
#include "capture/writer.h"
#include "cli/filter.h"
#include "cli/live.h"
#include "cli/trace.h"
#include "cli/trace_hold.h"
#include "cli/trace_keys.h"
#include "cli/trace_notes.h"

/* What a connection is found by. */
struct ends {
	struct tcp_tuple tuple;
	uint32_t netns;
	uint32_t pad;
};

struct known {
	struct tcp_ident id;
	uint64_t until; /* CLOCK_MONOTONIC; 0: it is open */
};

struct writing {
	struct filter all; /* "tcp": the connections are chosen elsewhere */
	struct args plain;
	struct live *live;
	struct source *src;
	struct sink *sink;
	struct writer *writer;
	struct keys known; /* by ends */
	struct hold held;
	struct notes notes;
	struct str comment; /* of the packet that is written */
	uint32_t dropped_iface; /* of the file; UINT32_MAX: there is none yet */
	uint32_t netns;
	bool ended; /* of the source */
	bool failed;
	uint64_t written, owned, again, dropped;
};

/* Writes the first packet that waits, behind those that were dropped before it, and lets go of it. */
void write_give_first(struct trace *t);

/* Writes those that were dropped unseen before a time, in nanoseconds since 1970. */
void write_give_unseen(struct trace *t, uint64_t until);

#endif
