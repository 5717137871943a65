/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_earlier.c - keys of sessions whose handshake was not seen.
 *
 * Such a session is known by its first read or write. What its secrets are made from is read
 * then, where the calibrated library keeps it, and goes on as if the library had told it.
 */
#include "cli/tls.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/say.h"
#include "ebpf/tls/earlier.h"

struct tls_before {
	struct tls_calibrated *at;
	unsigned count;
	/* Sessions: all of them, and what came of each. */
	uint64_t sessions, keys, other, unreadable, unfit;
};

/* --- begin --- */

static bool is_wanted(const struct args *args, const struct tcp_settings *want,
                      const struct tls_target *t)
{
	if (args->lib || !want->pid_count)
		return args->lib || t->pid_count;
	for (uint32_t i = 0; i < want->pid_count; i++) {
		for (unsigned k = 0; k < t->pid_count; k++) {
			if (t->pids[k] == want->pids[i])
				return true;
		}
	}
	return false;
}

int tls_earlier_open(struct tls_view *v, const struct tcp_settings *want)
{
	const struct args *args = v->t.args;
	struct tls_before *b = calloc(1, sizeof(*b));

	v->before = b;
	if (b)
		b->at = calloc(v->targets.count + 1, sizeof(*b->at));
	if (!b || !b->at)
		return say("out of memory");
	for (unsigned i = 0; i < v->targets.count; i++) {
		const struct tls_target *t = v->targets.at[i];
		struct tls_calibrated *c = &b->at[b->count];

		if (!is_wanted(args, want, t))
			continue;
		calibrate(t, c);
		b->count += c->done;
		if (!c->done && args->lib)
			return say("%s: it cannot be calibrated: %s", t->path, c->why);
		if (c->done)
			say("%s: calibrated", t->path);
		else
			say("note: %s: it cannot be calibrated: %s", t->path, c->why);
	}
	return EXIT_DONE;
}

/* --- which sessions --- */

bool tls_is_visible(const struct tcp_who *who)
{
	static const ino_t first = 0xeffffffc; /* that all others are below */
	struct stat st;

	return who->pid != who->tgid ||
	       (stat("/proc/self/ns/pid", &st) == 0 && st.st_ino == first);
}

static bool has_process(const struct tls_target *t, uint32_t pid)
{
	for (unsigned i = 0; i < t->pid_count; i++) {
		if (t->pids[i] == pid)
			return true;
	}
	return false;
}

/* --- their keys --- */

static void take_secrets(struct tls_view *v, const struct tls_conn *c,
                         const struct tls_earlier *made)
{
	struct tls_key_event e = { .ns = v->t.now, .conn = *c, .has_random = 1 };

	memcpy(e.random, made->random, TLS_RANDOM_LEN);
	e.secret_len = (uint8_t)made->len;
	for (unsigned i = 0; i < made->count; i++) {
		strncpy(e.label, made->secrets[i].label, TLS_LABEL_MAX - 1);
		memcpy(e.secret, made->secrets[i].at, made->len);
		tls_random_add(v, &e);
		tls_keylog_add(v, &e);
	}
}

enum found { FOUND, NOT_READABLE, NOT_FIT };

static enum found look_at(struct tls_view *v, const struct tls_conn *c,
                          const struct tls_places *p)
{
	struct tls_kept *kept = malloc(sizeof(*kept));
	enum found found = NOT_READABLE;
	struct tls_earlier made;

	if (!kept) {
		v->failed = true;
		return NOT_READABLE;
	}
	for (int tls13 = 1; tls13 >= 0 && found != FOUND; tls13--) {
		if (earlier_read((pid_t)c->who.pid, c->session.at, p, tls13, kept) != 0)
			continue;
		found = earlier_make(kept, tls13, &made) ? FOUND : NOT_FIT;
	}
	if (found == FOUND)
		take_secrets(v, c, &made);
	free(kept);
	return found;
}

void tls_earlier_conn(struct tls_view *v, const struct tls_event *e)
{
	struct tls_before *b = v->before;
	const struct tls_known *k = b ? tls_known(v, e->conn.id) : NULL;
	bool tried = false, read = false, found = false;

	if (!k || k->keys == TLS_KEYS_ALL)
		return;
	for (unsigned i = 0; i < b->count && !found; i++) {
		enum found n;

		if (!tls_is_visible(&e->conn.who) ||
		    !has_process(b->at[i].target, e->conn.who.pid))
			continue;
		n = look_at(v, &e->conn, &b->at[i].places);
		tried = true;
		read = read || n == NOT_FIT;
		found = n == FOUND;
	}
	/* One that was seen from its begin lacks what its library does not tell. */
	if (e->conn.handshake && !found)
		return;
	b->sessions++;
	b->keys += found;
	b->unfit += !found && read;
	b->unreadable += !found && tried && !read;
	b->other += !tried;
}

void tls_earlier_gone(struct tls_view *v, const struct tls_target *target)
{
	struct tls_before *b = v->before;

	for (unsigned i = 0; b && i < b->count; i++) {
		if (b->at[i].target == target)
			b->at[i] = b->at[--b->count];
	}
}

/* --- end --- */

void tls_earlier_close(struct tls_view *v)
{
	struct tls_before *b = v->before;

	if (!b)
		return;
	say("sessions from before: %" PRIu64 ", of which %" PRIu64 " with keys",
	    b->sessions, b->keys);
	if (b->other)
		say("note: %" PRIu64
		    " of them are of libraries that were not calibrated",
		    b->other);
	if (b->unreadable)
		say("note: %" PRIu64 " of them could not be read any more",
		    b->unreadable);
	if (b->unfit)
		say("note: of %" PRIu64
		    " of them what was read does not fit together: what it "
		    "would take is not kept, or another handshake has begun",
		    b->unfit);
	free(b->at);
	free(b);
	v->before = NULL;
}
