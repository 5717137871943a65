/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/trace.h - what the files of pfc trace tcp share.
 *
 * cmd_trace.c runs it; a view gets events, and its turn every interval and at the end. What
 * it writes collects in `out`.
 */
#ifndef PFC_CLI_TRACE_H
#define PFC_CLI_TRACE_H

#include "base/str.h"
#include "cli/confine.h"
#include "cli/options.h"
#include "ebpf/tcp.h"
#include "pfc/pfc.h"

/* What a trace took of processors, its own start not counted. */
struct trace_cost {
	uint64_t runs;     /* of programs in the kernel */
	uint64_t programs; /* ns, about */
	uint64_t own;      /* of this process, ns */
	double percent;    /* both, of one processor */
};

/* A process that has a socket open. */
struct holder {
	uint64_t cookie;
	uint32_t tgid, pid; /* as in struct tcp_who */
	char comm[TCP_COMM_LEN];
};

struct holders {
	struct holder *at;
	uint32_t count, room;
};

enum { TRACE_RING_KIB = 16384 }; /* unless said */

struct trace {
	const struct args *args;
	const struct view *view;
	struct tcp *tcp;
	struct str out;
	bool terminal;  /* stdout is one */
	int64_t wall;   /* from CLOCK_MONOTONIC to the time since 1970, ns */
	uint64_t began; /* all is attached; CLOCK_MONOTONIC, ns, as all below */
	uint64_t last;  /* refresh before this one */
	uint64_t now;
	uint64_t list_next; /* not before then is looked for owners again */
	struct trace_cost to_start;
	uint32_t ends_width; /* of the column of both ends, characters; 0: as by default */
	uint64_t lines;     /* written, or refreshes */
	bool full;      /* as many as were asked for */
	void *own;      /* of the view */
	int status;     /* of it, EXIT_DONE unless it said what went wrong */
	uint32_t netns; /* that is asked for; 0: any */
	const struct pfc_prog *prog; /* the filter; NULL: there is none */
	struct holders holders; /* of sockets that several have, by cookie: trace_list.h */
	struct symbols *symbols;
	struct programs *programs; /* cli/trace_args.h */
	struct confine confine;    /* cli/trace_rights.h */
	struct args rights_args;   /* what it was told */
	bool became;               /* the user to go on as */
};

/* Options that not every view looks at. */
enum trace_takes {
	TAKES_SAMPLE = 1 << 0,
	TAKES_SORT = 1 << 1,
	TAKES_NO_RESP = 1 << 2,
	TAKES_ROWS = 1 << 3,
	TAKES_BY = 1 << 4,
	TAKES_ARGS = 1 << 5,
	TAKES_MIN_MS = 1 << 6,
	TAKES_ROLE = 1 << 7,
	TAKES_IO = 1 << 8,
	TAKES_COUNT = 1 << 9, /* -c: of lines or refreshes */
	TAKES_IFACE = 1 << 10,
	TAKES_ALL_DROPS = 1 << 11,
	/* What all do that look at connections. */
	TAKES_CONNECTIONS = TAKES_ROLE | TAKES_IO,
};

/* One way to look at connections. */
struct view {
	const char *name;
	const char *option; /* that asks for it */
	unsigned takes;     /* enum trace_takes */
	/* What has to be watched. */
	void (*want)(const struct args *args, struct tcp_settings *s);
	bool (*open)(struct trace *t); /* NULL: nothing to do; false: no memory */
	void (*event)(struct trace *t, const struct tcp_event *e);
	void (*tick)(struct trace *t); /* every interval; NULL: never */
	void (*poll)(struct trace *t); /* all the time, some ten times a second */
	void (*end)(struct trace *t);  /* once; NULL: nothing to do */
	void (*close)(struct trace *t);
};

extern const struct view view_events, view_life, view_slow, view_count, view_hist,
	view_top, view_listen, view_cong, view_write;

/* trace_events.c: the kinds that are asked for, bits: enum tcp_kind. */
uint32_t trace_events_of(const struct args *args);

/* trace_select.c: which connections. returns EXIT_DONE or a status after a message. */
int trace_select(const struct args *args, struct tcp_settings *s);

/* The filter, as a program that the kernel asks. Without one both are NULL.
 *
 * connection  it is asked with what is known of a connection alone.
 * object      to be freed with free(); len: its length.
 * returns EXIT_DONE or a status after a message.
 */
int trace_filter(const struct args *args, int count, char **words, bool connection,
                 struct pfc_prog **prog, char **object, size_t *len);

/* trace_text.c: pieces of lines. */
void add_time(struct trace *t, struct str *s, uint64_t mono);
void add_end(struct str *s, const struct tcp_tuple *tuple, bool remote);
void add_ends(struct str *s, const struct tcp_ident *id);

/* The same as a column, and its title. It has to be wide enough: making room says whether it got
 * wider.
 */
bool ends_make_room(struct trace *t, const struct tcp_ident *id);
void add_ends_column(const struct trace *t, struct str *s, const struct tcp_ident *id);
void add_ends_title(const struct trace *t, struct str *s);

/* Text at the left of a column, which it may exceed. width: characters. */
void add_left(struct str *s, uint32_t width, const char *text);
void add_who(struct str *s, const struct tcp_who *who);
void add_duration(struct str *s, uint64_t ns);
void add_bytes(struct str *s, uint64_t bytes);

/* A column of what lines are put together by, and the title of it. */
void add_group(struct str *s, const struct tcp_group *g, enum tcp_by by);
void add_group_column(struct str *s, const struct tcp_group *g, enum tcp_by by);
void add_group_title(struct str *s, enum tcp_by by);

/* Ends a line, without blanks at its end. */
void add_line_end(struct str *s);
const char *role_name(unsigned role);
const char *state_name(unsigned state);
const char *ca_name(unsigned state);
const char *source_name(unsigned source);
const char *retrans_name(unsigned type);
const char *kind_name(unsigned kind);

/* Why a connection ended: "fin", "refused", ... */
const char *cause_of(const struct tcp_close *c);

/* By this end, without an error of the other. */
bool is_abort(const struct tcp_close *c);

/* Why a reset was sent; NULL: the kernel does not say. */
const char *reset_reason(const struct trace *t, const struct tcp_event *reset);

/* What a connect came to: "ok", "refused", ... */
const char *connect_result(const struct tcp_event *e);

/* trace_json.c: one object a line. */
void json_open(struct trace *t, const char *ev, uint64_t mono);
void json_close(struct trace *t);
void json_number(struct str *s, const char *name, uint64_t n);
void json_text(struct str *s, const char *name, const char *text);
void json_quoted(struct str *s, const char *text);
void json_yes(struct str *s, const char *name);
void json_us(struct str *s, const char *name, uint64_t ns); /* as microseconds */
void json_ident(struct str *s, const struct tcp_ident *id);
void json_whose(struct trace *t, const struct tcp_ident *id); /* with --args these, too */
void json_counts(struct str *s, const struct tcp_counts *c);
void json_io(struct str *s, const struct tcp_io *io);
void json_group(struct str *s, const struct tcp_group *g, enum tcp_by by);
/* reset: that came behind a close and is of it; NULL: none. */
void json_event(struct trace *t, const struct tcp_event *e, const struct tcp_event *reset);

/* trace_symbols.c: where the kernel dropped a packet, "tcp_v4_rcv+0x53"; "" unknown. They are
 * read while it has the right.
 */
void symbols_open(struct trace *t);
const char *symbol_at(struct trace *t, uint64_t address);
void symbols_close(struct trace *t);

/* trace_tell.c: what is said around it. From trace_starts() on its cost is counted. */
uint64_t trace_clock(int id); /* a clockid_t; ns */
void trace_starts(struct trace *t);
struct trace_cost trace_cost(const struct trace *t);
void trace_tell_begin(struct trace *t);
void trace_tell_end(struct trace *t);
int trace_print_features(const struct tcp_config *cfg); /* an exit status */

/* A line is complete; counts it. */
void trace_line(struct trace *t);

/* by: what is asked for, or the default of the view. */
enum tcp_by trace_by(const struct args *args, enum tcp_by usual);

#endif
