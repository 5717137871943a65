/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/earlier.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>

#include "ebpf/tls/schedule.h"

enum { UPDATES_MAX = 1024 };

/* --- what is kept --- */

/* returns how much could be read, or -errno. */
static ssize_t read_memory(pid_t pid, uint64_t at, void *to, size_t len)
{
	struct iovec local = { to, len }, remote;
	ssize_t n;

	remote.iov_base = (void *)(uintptr_t)at;
	remote.iov_len = len;
	n = process_vm_readv(pid, &local, 1, &remote, 1, 0);
	return n < 0 ? -errno : n;
}

static int follow(pid_t pid, uint64_t session, const struct tls_way *w, uint64_t *at)
{
	if (!w->steps)
		return -EINVAL;
	*at = session;
	for (unsigned i = 0; i + 1 < w->steps; i++) {
		ssize_t n = read_memory(pid, *at + w->offset[i], at, sizeof(*at));

		if (n != (ssize_t)sizeof(*at))
			return n < 0 ? (int)n : -EFAULT;
	}
	*at += w->offset[w->steps - 1];
	return 0;
}

static int read_place(pid_t pid, uint64_t session, const struct tls_way *w, void *to,
                      size_t len, size_t *got)
{
	uint64_t at;
	int err = follow(pid, session, w, &at);
	ssize_t n = err ? err : read_memory(pid, at, to, len);

	*got = n < 0 ? 0 : (size_t)n;
	return n < 0 ? (int)n : 0;
}

int earlier_read(pid_t pid, uint64_t session, const struct tls_places *p, bool tls13,
                 struct tls_kept *out)
{
	const struct tls_way *random = &p->way[PLACE_CLIENT_RANDOM];
	uint8_t again[TLS_RANDOM_LEN];
	size_t got;
	int err = 0;

	memset(out, 0, sizeof(*out));
	if (!places_have(p, tls13))
		return -EINVAL;
	for (unsigned i = 0; !err && i < TLS_PLACES; i++) {
		if (i == PLACE_CIPHER || !p->way[i].steps)
			continue;
		err = read_place(pid, session, &p->way[i], out->at[i], SHA2_LEN_MAX,
		                 &got);
		if (!err && got < TLS_RANDOM_LEN)
			err = -EFAULT;
	}
	/* It may end before the largest that there is. */
	if (!err)
		err = read_place(pid, session, &p->way[PLACE_CIPHER], out->cipher,
		                 p->cipher_len, &out->cipher_len);
	/* Is it still the same session? */
	if (!err)
		err = read_place(pid, session, random, again, sizeof(again), &got);
	return !err && memcmp(again, out->at[PLACE_CLIENT_RANDOM], sizeof(again)) != 0
	               ? -EAGAIN
	               : err;
}

/* --- what follows from it --- */

static void add(struct tls_earlier *out, const char *label, const uint8_t *secret,
                size_t len)
{
	out->secrets[out->count].label = label;
	memcpy(out->secrets[out->count].at, secret, len);
	out->len = len;
	out->count++;
}

static bool is_zero(const uint8_t *at, size_t len)
{
	uint8_t all = 0;

	for (size_t i = 0; i < len; i++)
		all |= at[i];
	return !all;
}

/* Is `now` the traffic secret that `first` became by updates, or that itself? */
static bool is_reached(enum sha2_kind hash, const uint8_t *first, const uint8_t *now)
{
	uint8_t at[SHA2_LEN_MAX], next[SHA2_LEN_MAX];
	size_t len = sha2_len(hash);

	memcpy(at, first, len);
	for (int i = 0; i <= UPDATES_MAX; i++) {
		if (!memcmp(at, now, len))
			return true;
		schedule_expand(hash, at, "traffic upd", NULL, next, len);
		memcpy(at, next, len);
	}
	return false;
}

static bool has_finished(enum sha2_kind hash, const uint8_t *handshake_traffic,
                         const uint8_t *finished)
{
	uint8_t key[SHA2_LEN_MAX];

	schedule_expand(hash, handshake_traffic, "finished", NULL, key, sha2_len(hash));
	return !memcmp(key, finished, sha2_len(hash));
}

/* One direction: its secret of the handshake and the first one behind it. */
struct direction {
	const char *handshake, *traffic;             /* in a key log */
	const char *handshake_label, *traffic_label; /* as they are derived */
	enum tls_place finished, now;
};

static const struct direction directions[] = {
	{ "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0", "c hs traffic",
	  "c ap traffic", PLACE_CLIENT_FINISHED, PLACE_CLIENT_TRAFFIC },
	{ "SERVER_HANDSHAKE_TRAFFIC_SECRET", "SERVER_TRAFFIC_SECRET_0", "s hs traffic",
	  "s ap traffic", PLACE_SERVER_FINISHED, PLACE_SERVER_TRAFFIC },
};

static bool make_13(const struct tls_kept *k, enum sha2_kind hash,
                    struct tls_earlier *out)
{
	uint8_t master[SHA2_LEN_MAX], made[SHA2_LEN_MAX];
	const uint8_t *handshake = k->at[PLACE_HANDSHAKE];
	size_t len = sha2_len(hash);
	bool in_use = false;

	schedule_master(hash, handshake, master);
	for (int i = 0; i < 2; i++) {
		const struct direction *d = &directions[i];

		schedule_expand(hash, handshake, d->handshake_label,
		                k->at[PLACE_HELLO_HASH], made, len);
		if (!has_finished(hash, made, k->at[d->finished]))
			return false;
		add(out, d->handshake, made, len);
		schedule_expand(hash, master, d->traffic_label,
		                k->at[PLACE_FINISHED_HASH], made, len);
		if (!is_reached(hash, made, k->at[d->now]))
			return false;
		add(out, d->traffic, made, len);
		in_use = in_use || cipher_has_traffic_key(k->cipher, k->cipher_len,
		                                          hash, k->at[d->now]);
	}
	schedule_expand(hash, master, "exp master", k->at[PLACE_FINISHED_HASH], made,
	                len);
	add(out, "EXPORTER_SECRET", made, len);
	return in_use;
}

static bool make_12(const struct tls_kept *k, enum sha2_kind hash,
                    struct tls_earlier *out)
{
	if (is_zero(k->at[PLACE_MASTER], MASTER_LEN) ||
	    !cipher_has_master_key(k->cipher, k->cipher_len, hash, k->at[PLACE_MASTER],
	                           k->at[PLACE_CLIENT_RANDOM],
	                           k->at[PLACE_SERVER_RANDOM]))
		return false;
	add(out, "CLIENT_RANDOM", k->at[PLACE_MASTER], MASTER_LEN);
	return true;
}

bool earlier_make(const struct tls_kept *k, bool tls13, struct tls_earlier *out)
{
	for (unsigned hash = 0; hash < SHA2_KINDS; hash++) {
		memset(out, 0, sizeof(*out));
		memcpy(out->random, k->at[PLACE_CLIENT_RANDOM], TLS_RANDOM_LEN);
		if (tls13 ? make_13(k, hash, out) : make_12(k, hash, out))
			return true;
	}
	out->count = 0;
	return false;
}
