/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/options.h - every option of pfc and its commands, and what they were set to.
 *
 * All commands share struct args; each has the rows that make sense for it.
 */
#ifndef PFC_CLI_OPTIONS_H
#define PFC_CLI_OPTIONS_H

#include "cli/opt.h"

enum diag_form { DIAG_TEXT, DIAG_JSON };
enum lint_level { LINT_WARN, LINT_ERROR };
enum direction { DIRECTION_IN, DIRECTION_OUT, DIRECTION_INOUT };
enum form { FORM_PROGRAM, FORM_FUNCTION };
enum precision { PRECISION_MICRO, PRECISION_NANO };
enum style { STYLE_PFC, STYLE_TCPDUMP };
enum time_form { TIME_ISO, TIME_UTC, TIME_EPOCH, TIME_DELTA };
enum shell { SHELL_BASH, SHELL_ZSH, SHELL_FISH };

struct args {
	/* The filter. */
	const char *filter_file;
	int64_t linktype; /* LINKTYPE_ number; -1: not said */
	uint64_t snaplen; /* bytes; 0: the most there is */
	uint32_t netmask; /* host order, or PFC_NETMASK_UNKNOWN */
	bool live;
	bool ip6_ext;
	bool scoped;
	bool as_saved;
	bool no_lookup;
	bool no_optimize;
	int optimize; /* enum pfc_optimize; -1: not said */
	bool allow_empty;
	struct opt_list no_lint; /* "" stands for all */
	int lint;                /* enum lint_level */
	int diag;                /* enum diag_form */
	int color;               /* enum color */
	const char *dump;
	bool explain_opt;

	/* The program. */
	unsigned listing; /* -d, -dd, -ddd */
	int to;           /* enum pfc_format; -1: not said */
	int target;       /* enum pfc_target */
	int form;         /* enum form */
	int action;       /* enum pfc_action */
	uint64_t redirect_to; /* interface index; 0: not said */
	bool frags;
	bool no_btf;
	uint64_t buffer_size; /* bytes */

	/* pfc explain. */
	bool encoding;
	const char *html; /* NULL: text */

	/* pfc step. */
	bool lines;
	const char *with; /* a second filter or @FILE; NULL: none */

	/* pfc disasm: programs that run. */
	const char *socket; /* PID/FD */
	uint64_t prog_id;   /* 0: not said */

	/* Where packets come from. */
	struct opt_list read_files;
	const char *list_file; /* -V */
	bool strict;
	struct opt_list splits; /* FILE=FILTER */
	const char *rest_file;
	struct opt_ifaces ifaces;
	const char *netns; /* NULL: here */
	bool wait;
	bool list_ifaces;
	bool list_links;
	bool no_promiscuous;
	bool immediate;
	uint64_t buffer_kib; /* 0: not said */
	int direction;       /* enum direction */
	int stamp;           /* enum stamp; -1: not said */
	bool list_stamps;
	bool link_headers;
	bool xdp;            /* packets by programs at that hook */
	bool tc;
	uint64_t skip;   /* so many that match come first */
	uint64_t sample; /* one of so many; 0: not said */
	uint64_t count_max;  /* 0: no limit */

	/* Where they go. */
	const char *write_file;
	bool pcapng;
	const char *comment; /* NULL: none */
	bool names, sync;
	uint32_t mode; /* of files that are made; 0: the default */
	bool nano;
	bool micro;
	int precision; /* enum precision; -1: not said */
	bool packet_buffered;
	bool line_buffered;
	bool count_only;
	bool print;

	/* How many files, and when the capture ends by itself. */
	uint64_t file_size;  /* -C, bytes; here and below 0: not said */
	uint64_t file_time;  /* -G, ns */
	uint64_t file_count; /* -W */
	int naming;          /* enum rotate_naming */
	bool align;
	bool skip_empty;
	uint64_t keep;
	uint64_t keep_size; /* bytes */
	uint64_t max_files;
	uint64_t max_size; /* bytes */
	uint64_t duration; /* ns */
	const char *hook;  /* -z */
	const char *on_file;
	bool print_files;
	bool atomic;
	bool stats_json;
	bool silent; /* nothing but what goes wrong */

	/* With which rights. */
	const char *user; /* -Z; NULL: chosen */
	bool no_sandbox;

	/* How they are printed. */
	unsigned numeric;
	bool resolve;
	bool short_names;
	bool local_names;
	unsigned time;     /* -t ... -ttttt */
	int time_form;     /* enum time_form; -1: not said */
	int style;         /* enum style */
	unsigned hex;      /* -x, -xx */
	unsigned hex_text; /* -X, -XX */
	unsigned verbose;
	unsigned text; /* -A, -AA */
	bool link_header;
	bool quiet;
	bool absolute_seq;
	bool no_checksums;
	bool number;
	bool lengths;

	/* pfc doctor. */
	bool wireshark;
	bool no_wireshark;

	/* pfc trace tcp. */
	bool top;
	uint64_t events; /* bits: enum tcp_kind; here and below 0: not said */
	bool life;
	uint64_t hist;      /* bits: enum tcp_hist_what */
	uint64_t slow;      /* ns */
	uint64_t count_set; /* bits: enum trace_count */
	bool listen;
	bool cong;
	bool features;
	bool io;
	const char *pids;
	const char *comm;
	const char *uid;
	const char *cgroup;
	int role;        /* 0 client, 1 server; -1: not said */
	uint64_t min_ms; /* milliseconds */
	uint64_t interval;    /* ns */
	int by;               /* enum tcp_by; -1: not said */
	int sort;             /* enum trace_sort; -1: not said */
	bool no_resp;
	bool args; /* paths and arguments of programs */
	uint64_t rows;
	uint64_t ring_kib;
	uint64_t entries;
	bool all_drops;
	const char *without; /* tracepoints */
	char **command;      /* behind "--"; NULL: none */

	/* pfc trace tls. */
	bool list;
	const char *lib;    /* a file; NULL: any */
	const char *keylog; /* NULL: none */
	uint64_t hold; /* ms; 0: not said */
	int plaintext; /* enum tls_form; -1: not said */
	bool redact;
	bool keys_only;
	bool all_keys;
	bool calibrate;
	const char *cache; /* a folder; NULL: the usual one */
	bool no_cache;

	/* pfc equiv. */
	bool contract;
	uint64_t timeout; /* seconds */

	bool json; /* also of packets */

	bool help;
	bool version;
	int completion; /* enum shell; -1: not said */
};

void args_init(struct args *args);

extern const struct opt_command pfc_command;
extern const struct opt_command compile_command;
extern const struct opt_command equiv_command;
extern const struct opt_command doctor_command;
extern const struct opt_command info_command;
extern const struct opt_command explain_command;
extern const struct opt_command step_command_options;
extern const struct opt_command decompile_command;
extern const struct opt_command asm_command;
extern const struct opt_command disasm_command;
extern const struct opt_command trace_tcp_command;
extern const struct opt_command trace_tls_command;

/* Every command, NULL at the end; the first is pfc itself. */
extern const struct opt_command *const commands[];

/* What --completion writes: the script for one shell. */
void completion_script(struct str *out, enum shell shell);

#endif
