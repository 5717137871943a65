/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_tls.c - pfc trace tls: from options to programs, and the loop that reads them. */
#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/say.h"
#include "cli/signals.h"
#include "cli/tls.h"
#include "ebpf/attach.h"

#define LAST_KEYS_NS UINT64_C(500000000) /* so long handshakes go on behind the end */

enum {
	SECOND = 1000000000,
	POLL_MS = 20,
	DRAIN_MAX = 4096, /* such rounds at the end: others may go on for ever */
	EVENTS = 1024,    /* read before anything else gets a turn */
};

static uint64_t clock_ns(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

static void look_at_clocks(struct tls_view *v)
{
	uint64_t real = clock_ns(CLOCK_REALTIME);

	v->t.now = clock_ns(CLOCK_MONOTONIC);
	v->t.wall = (int64_t)(real - v->t.now);
}

/* --- what is told --- */

struct tls_known *tls_known(struct tls_view *v, uint64_t id)
{
	bool is_new;

	return keys_find(&v->known, &id) ? keys_get(&v->known, &id, &is_new) : NULL;
}

const struct tls_conn *tls_bound(struct tls_view *v, const struct tls_conn *c)
{
	struct tls_known *k;

	if (c->verdict == TCP_MATCHES && c->method != TLS_BY_ADJACENT)
		return c;
	k = tls_known(v, c->id);
	if (!k)
		return c->verdict == TCP_MATCHES ? c : NULL;
	tls_attribute(v, k);
	return k->conn.verdict == TCP_MATCHES ? &k->conn : NULL;
}

static bool is_fresh(const void *value, void *ctx)
{
	const struct tls_known *k = value;
	const struct tls_view *v = ctx;

	return !k->until || k->until > v->t.now;
}

static bool on_event(void *ctx, const struct tls_event *e)
{
	struct tls_view *v = ctx;

	tls_know(v, e);
	if (v->failed)
		return false;
	if (v->write) {
		struct tls_event known = *e;

		tls_settle_ends(v, &known);
		if (!v->selective || known.conn.verdict == TCP_MATCHES)
			tls_write_conn(v, &known);
	}
	if (e->kind == TLS_EV_BOUND)
		return true;
	if (e->kind == TLS_EV_OPEN)
		tls_earlier_conn(v, e);
	else
		tls_keylog_ended(v, tls_known(v, e->conn.id));
	if (e->conn.verdict == TLS_FILTERED)
		return true;
	if (v->silent && e->kind == TLS_EV_CLOSE)
		v->by_method[e->conn.method]++;
	/* Its socket may be known when the line is due. */
	if (!v->silent && (!v->selective || e->conn.verdict == TCP_MATCHES ||
	                   e->conn.verdict == TCP_UNDECIDED))
		tls_line_wait(v, e, NULL);
	return !signals_stop();
}

static bool on_key(void *ctx, const struct tls_key_event *e)
{
	struct tls_view *v = ctx;

	tls_random_add(v, e);
	if (v->keylog)
		tls_keylog_add(v, e);
	return true;
}

static bool on_data(void *ctx, const struct tls_data *d)
{
	struct tls_view *v = ctx;

	v->last_data = d->ns;
	tls_data_wait(v, d);
	return true;
}

/* Sessions of processes that ended without a word. */
static void end_of_gone(void *ctx, const struct tls_conn *c)
{
	struct tls_view *v = ctx;
	struct tls_event e = { .ns = v->t.now, .kind = TLS_EV_CLOSE, .conn = *c };

	if (!tls_is_visible(&c->who) || kill((pid_t)c->who.pid, 0) == 0 || errno != ESRCH)
		return;
	if (c->verdict != TCP_OTHER)
		on_event(v, &e);
	tls_forget(v->tls, c);
}

static void tick(struct tls_view *v)
{
	tls_conns(v->tls, end_of_gone, v);
	keys_filter(&v->known, is_fresh, v);
	tls_keylog_tick(v);
	tls_wire_tick(v->wire, v->t.now + (uint64_t)v->t.wall);
	if (v->write)
		tls_write_tick(v);
	if (v->synth)
		tls_synth_tick(v);
	tls_targets_tick(v);
}

/* --- the loop --- */

static int flush(struct tls_view *v)
{
	struct str *out = &v->t.out;
	int err;

	if (out->failed || v->failed)
		return say("out of memory");
	if (!out->len)
		return EXIT_DONE;
	err = write_stdout(out->at, out->len);
	out->len = 0;
	if (err == -EPIPE) {
		v->t.full = true; /* nobody reads any more */
		return EXIT_DONE;
	}
	return err ? say("standard output: %s", strerror(-err)) : EXIT_DONE;
}

/* One round; end: the last one. returns how much was read, or -errno. */
static int take(struct tls_view *v, bool end)
{
	const struct tls_reader to = { on_event, on_key, on_data, v };
	uint64_t began = clock_ns(CLOCK_MONOTONIC);
	int n = tls_read(v->tls, EVENTS, &to);

	/* What is told of an end has to wait for the bytes that came before. */
	v->read_until = n < EVENTS ? began : v->last_data;
	if (n < EVENTS)
		v->keys_until = began;

	if (!tls_wire_poll(v->wire, false))
		v->failed = true;
	look_at_clocks(v);
	tls_keylog_poll(v, end);
	tls_lines_write(v, end);
	if (v->write)
		tls_write_poll(v, end);
	if (v->synth)
		tls_synth_poll(v);
	return n;
}

static void wait_for_more(struct tls_view *v, const sigset_t *mask)
{
	const struct timespec most = { .tv_nsec = POLL_MS * 1000000 };
	struct pollfd fds[] = {
		{ .fd = tls_fd(v->tls), .events = POLLIN },
		{ .fd = v->watch ? watch_fd(v->watch) : -1, .events = POLLIN },
		{ .fd = v->targets.changes ? v->targets.changes : -1, .events = POLLIN },
	};

	ppoll(fds, sizeof(fds) / sizeof(fds[0]), &most, mask);
	if (fds[2].revents & POLLIN)
		tls_changed(v);
	if (fds[1].revents & POLLIN)
		tls_mapped(v);
}

static int loop(struct tls_view *v, const sigset_t *mask)
{
	const struct args *args = v->t.args;
	uint64_t next = v->t.now + SECOND;
	uint64_t end = args->duration ? v->t.now + args->duration : UINT64_MAX;
	int status = EXIT_DONE, n;

	while (status == EXIT_DONE && !v->t.full && !signals_stop() && v->t.now < end) {
		n = take(v, false);
		if (n < 0)
			return say("cannot read events: %s", strerror(-n));
		if (v->t.now >= next) {
			tick(v);
			next = v->t.now + SECOND;
		}
		status = flush(v);
		if (n < EVENTS)
			wait_for_more(v, mask);
	}
	return status;
}

/* What there is, after a signal or so. Packets end first: of connections that have just begun
 * the last keys are behind them.
 */
static void take_rest(struct tls_view *v)
{
	uint64_t until = clock_ns(CLOCK_MONOTONIC) + LAST_KEYS_NS;
	const struct timespec pause = { .tv_nsec = POLL_MS * 1000000 };
	int n;

	if (!tls_wire_poll(v->wire, true))
		v->failed = true;
	for (int i = 0; i < DRAIN_MAX && !v->t.full; i++) {
		n = take(v, false);
		if (flush(v) != EXIT_DONE)
			break;
		if (n >= EVENTS)
			continue;
		if (!v->write || !tls_write_waits(v) || v->t.now >= until)
			break;
		nanosleep(&pause, NULL);
	}
	take(v, true);
}

static int run(struct tls_view *v, const sigset_t *mask, int count, char **words)
{
	int status, err;

	look_at_clocks(v);
	tls_attach_new(v);
	tls_say_unread(&v->targets);
	if (!v->attached)
		return say(
			"there is nothing to follow: 'pfc trace tls --list' says what "
			"there is, and why");
	tls_tell_begin(v, count, words);
	status = flush(v);
	if (status == EXIT_DONE)
		status = loop(v, mask);
	take_rest(v);
	tls_http_close(v);
	tls_tell_end(v);
	err = flush(v);
	return status != EXIT_DONE ? status : err;
}

/* Does the file get packets as they are on the wire, with their keys? */
static bool is_wire(const struct args *args)
{
	return args->write_file && args->plaintext != TLS_PCAP;
}

static enum tls_secrets which_secrets(const struct args *args)
{
	if (!args->keylog && !is_wire(args))
		return TLS_SECRETS_NONE;
	return args->all_keys ? TLS_SECRETS_ALL : TLS_SECRETS_SELECTED;
}

static int open_and_run(const struct args *args, const struct tls_config *cfg,
                        struct tls_view *v, int count, char **words)
{
	char msg[EBPF_MSG_MAX];
	sigset_t before;
	int status, err;

	sigprocmask(SIG_BLOCK, NULL, &before);
	signals_install();
	signals_hold();
	/* First, as it knows all rights that are missing, and then no file is touched. */
	status = tls_open(cfg, &v->tls, msg) ? say("%s", msg) : EXIT_DONE;
	if (status == EXIT_DONE)
		status = tls_wire_open(args, is_wire(args) ? tls_write_packet : NULL, v,
		                       &v->wire);
	if (status == EXIT_DONE && cfg->secrets)
		status = tls_keylog_open(v, args->keylog);
	if (status == EXIT_DONE && is_wire(args))
		status = tls_write_open(v, args->write_file);
	else if (status == EXIT_DONE && args->write_file)
		status = tls_synth_open(v, args->write_file);
	/* From here on, and then what is there: nothing is missed in between. */
	if (status == EXIT_DONE && !args->lib && watch_open(&v->watch) != 0)
		say("note: programs that start are found once a second only");
	if (status == EXIT_DONE)
		status = tls_find_targets(args, &v->targets);
	if (status == EXIT_DONE)
		status = run(v, &before, count, words);
	watch_close(v->watch);
	tls_earlier_close(v);
	err = tls_keylog_close(v);
	if (tls_write_close(v) != EXIT_DONE || tls_synth_close(v) != EXIT_DONE)
		err = EXIT_FAILED;
	tls_close(v->tls);
	tls_wire_close(v->wire);
	keys_fini(&v->known);
	for (unsigned i = 0; i < v->line_count; i++)
		free(v->lines[i].data);
	free(v->lines);
	str_fini(&v->t.out);
	signals_allow(&before);
	return status != EXIT_DONE ? status : err;
}

/* Then no lines go there. */
static bool is_stdout(const char *path)
{
	return path && !strcmp(path, "-");
}

static int trace(const struct args *args, struct tls_view *v, int count, char **words)
{
	struct tls_config cfg = { .secrets = which_secrets(args) };
	uint64_t ring = args->ring_kib ? args->ring_kib : TRACE_RING_KIB;
	struct pfc_prog *prog = NULL;
	char *object = NULL;
	int status = trace_select(args, &cfg.want);

	if (status == EXIT_DONE)
		status = trace_filter(args, count, words, true, &prog, &object,
		                      &cfg.filter_len);
	/* Before all else, as it runs the code of others: there is nothing for them here yet. */
	if (status == EXIT_DONE && args->calibrate)
		status = tls_find_targets(args, &v->targets);
	if (status == EXIT_DONE && args->calibrate)
		status = tls_earlier_open(v, &cfg.want);
	cfg.no_calls = args->keys_only;
	cfg.data_kib = args->plaintext >= 0 ? (uint32_t)ring : 0;
	if (status == EXIT_DONE) {
		cfg.filter = object;
		v->data = args->plaintext >= 0;
		v->silent = is_stdout(args->write_file) || is_stdout(args->keylog) ||
		            args->keys_only || args->silent;
		v->selective = prog || args->cgroup || args->netns;
		status = open_and_run(args, &cfg, v, count, words);
	}
	pfc_prog_free(prog);
	free(object);
	return status;
}

int cmd_trace_tls(const struct args *args, int count, char **words)
{
	struct tls_view v = { .t = { .args = args } };
	int status;

	v.known.key_len = sizeof(uint64_t);
	v.known.value_len = sizeof(struct tls_known);
	if (args->hold && !args->write_file)
		return say_usage("--hold is for -w");
	if (args->all_keys && !args->keylog && !is_wire(args))
		return say_usage("--all-keys is for --keylog and -w");
	if (args->calibrate && !args->list && !args->keylog && !is_wire(args))
		return say_usage("--calibrate is for --keylog and -w");
	if (args->calibrate && args->keys_only)
		return say_usage("--calibrate knows sessions by their reads and writes, which "
		                 "--keys-only does not look at");
	if (args->keys_only && !args->keylog && !args->write_file)
		return say_usage("--keys-only is for --keylog and -w");
	if (args->keys_only && args->plaintext >= 0)
		return say_usage("--keys-only looks at no reads and writes, which "
		                 "--plaintext shows");
	if (args->plaintext == TLS_PCAP && !args->write_file)
		return say_usage("--plaintext=pcap takes the file that -w names");
	if (args->hold && args->plaintext == TLS_PCAP)
		return say_usage("--hold: --plaintext=pcap has no packets that wait");
	if (args->redact && args->plaintext != TLS_TEXT && args->plaintext != TLS_HTTP)
		return say_usage("--redact is for --plaintext=text and http: in other "
		                 "forms nothing is hidden");
	if (args->ring_kib & (args->ring_kib - 1))
		return say_usage("--ring %" PRIu64 ": that is not a power of two",
		                 args->ring_kib);
	if (args->cache && args->no_cache)
		return say_usage("--cache and --no-cache: only one of them");
	if (args->list && count)
		return say_usage(
			"--list lists libraries, of which a filter says nothing");
	if (args->netns && strspn(args->netns, "0123456789") == strlen(args->netns))
		return say_usage(
			"--netns: hellos are captured in a network namespace by "
			"its name, path or pid:N, not by its inode");
	tls_raise_descriptors();
	if (!args->list) {
		status = trace(args, &v, count, words);
	} else {
		status = tls_find_targets(args, &v.targets);
		if (status == EXIT_DONE)
			status = tls_list(args, &v.targets);
	}
	tls_targets_close(&v.targets);
	return status;
}
