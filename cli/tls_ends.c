/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_ends.c - whose socket it is, where calls do not tell: by the client's random, which
 * the library knows and the hello on the wire has.
 *
 * Which end of the connection is the session's follows from the sockets that its process was
 * seen to use; where it used none of them, the socket stays unknown. A socket that was inferred
 * from calls next to it is given up when the hello of its connection has another random.
 */
#include "cli/tls.h"

#include <string.h>

#include "cli/trace_packet.h"

/* What is known of the socket, from one telling of a connection to another. */
static void take_ends(struct tls_conn *to, const struct tls_conn *from)
{
	to->tuple = from->tuple;
	to->cookie = from->cookie;
	to->cgroup = from->cgroup;
	to->netns = from->netns;
	to->method = from->method;
	to->verdict = from->verdict;
}

void tls_random_add(struct tls_view *v, const struct tls_key_event *e)
{
	struct tls_known *k;
	bool is_new;

	if (!e->has_random)
		return;
	k = keys_get(&v->known, &e->conn.id, &is_new);
	if (!k) {
		v->failed = true;
		return;
	}
	if (is_new)
		k->conn = e->conn;
	memcpy(k->random, e->random, TLS_RANDOM_LEN);
	k->has_random = true;
}

static bool is_end(const struct tcp_tuple *a, struct tcp_tuple b)
{
	if (!memcmp(a, &b, sizeof(b)))
		return true;
	tuple_turn(&b);
	return !memcmp(a, &b, sizeof(b));
}

static bool bind(struct tls_view *v, struct tls_conn *c, const struct tcp_tuple *own)
{
	const struct tls_owner_key key = { *own, tls_wire_netns(v->wire), c->session.tgid };
	struct tls_event e = { .ns = v->t.now, .kind = TLS_EV_BOUND };
	struct tls_owner o;

	if (!tls_owner(v->tls, &key, &o))
		return false;
	c->tuple = *own;
	c->netns = key.netns;
	c->cookie = o.cookie;
	c->cgroup = o.cgroup;
	c->verdict = o.verdict;
	c->method = TLS_BY_WIRE;
	e.conn = *c;
	if (v->write && c->verdict != TCP_OTHER &&
	    (!v->selective || c->verdict == TCP_MATCHES))
		tls_write_conn(v, &e);
	return true;
}

void tls_attribute(struct tls_view *v, struct tls_known *k)
{
	struct tls_conn *c = &k->conn;
	const struct tcp_tuple *ends;
	struct tcp_tuple own;

	if (c->method == TLS_BY_CALL || c->method == TLS_BY_WIRE || !k->has_random)
		return;
	ends = tls_wire_ends_of(v->wire, k->random);
	if (!ends)
		return;
	if (c->method == TLS_BY_ADJACENT) {
		const struct tls_conn none = { .verdict = TCP_UNDECIDED };

		if (c->netns != tls_wire_netns(v->wire) || is_end(ends, c->tuple))
			return;
		take_ends(c, &none);
	}
	own = *ends;
	if (bind(v, c, &own))
		return;
	tuple_turn(&own);
	bind(v, c, &own);
}

void tls_know(struct tls_view *v, const struct tls_event *e)
{
	bool is_new;
	struct tls_known *k = keys_get(&v->known, &e->conn.id, &is_new);
	struct tls_conn before;

	if (!k) {
		v->failed = true;
		return;
	}
	before = k->conn;
	k->conn = e->conn;
	if (!is_new && before.method == TLS_BY_WIRE && e->conn.method != TLS_BY_CALL)
		take_ends(&k->conn, &before);
	k->until = e->kind == TLS_EV_CLOSE ? v->t.now + TLS_KEEP_NS : 0;
}

void tls_settle_ends(struct tls_view *v, struct tls_event *e)
{
	struct tls_known *k = tls_known(v, e->conn.id);

	if (!k)
		return;
	tls_attribute(v, k);
	take_ends(&e->conn, &k->conn);
}
