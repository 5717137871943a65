/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/names.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/ether.h>
#include <string.h>

#include "base/hash.h"
#include "compiler/lookup.h"
#include "proto/ipprotos.h"
#include "proto/services.h"

static uint32_t hash_name(enum name_kind kind, const char *text)
{
	return hash_u32(hash_bytes(text, strlen(text)), (uint32_t)kind);
}

/* The slot that holds the name, or the free one where it belongs. */
static uint32_t *slot_of(const struct names *names, enum name_kind kind,
                         const char *text)
{
	uint32_t i = hash_name(kind, text) & (names->slot_count - 1);

	while (names->slots[i]) {
		const struct name *n = &names->list.at[names->slots[i] - 1];

		if (n->kind == kind && !strcmp(n->text, text))
			break;
		i = (i + 1) & (names->slot_count - 1);
	}
	return &names->slots[i];
}

static void grow(struct names *names)
{
	names->slot_count = names->slot_count ? names->slot_count * 2 : 16;
	names->slots =
		arena_alloc(names->arena, names->slot_count * sizeof(*names->slots));
	for (uint32_t i = 0; i < names->list.count; i++) {
		const struct name *n = &names->list.at[i];

		*slot_of(names, n->kind, n->text) = i + 1;
	}
}

void names_want(struct names *names, enum name_kind kind, const char *text)
{
	struct name *n;
	uint32_t *slot;

	if (names->list.count >= names->slot_count / 2)
		grow(names);
	slot = slot_of(names, kind, text);
	if (*slot)
		return;
	n = vec_push(names->arena, &names->list);
	n->kind = kind;
	n->text = text;
	*slot = names->list.count;
}

struct name *names_get(const struct names *names, enum name_kind kind, const char *text)
{
	uint32_t *slot = slot_of(names, kind, text);

	return &names->list.at[*slot - 1];
}

static int32_t port_of(const char *name, const char *transport)
{
	struct servent entry, *found = NULL;
	char space[4096];

	if (getservbyname_r(name, transport, &entry, space, sizeof(space), &found) ||
	    !found)
		return -1;
	return ntohs((uint16_t)found->s_port);
}

static void lookup_service(const struct names *names, struct name *n)
{
	static const char *const transports[] = { "tcp", "udp", "sctp" };
	const struct service *s = service_by_name(n->text);

	for (int i = 0; i < PORT_KINDS; i++) {
		n->port[i] = names->no_lookup ? -1 : port_of(n->text, transports[i]);
		n->found |= n->port[i] >= 0;
	}
	if (n->found || !s)
		return;
	n->found = true;
	n->port[PORT_TCP] = s->transports & SERVICE_TCP ? s->port : -1;
	n->port[PORT_UDP] = s->transports & SERVICE_UDP ? s->port : -1;
	n->port[PORT_SCTP] = s->transports & SERVICE_SCTP ? s->port : -1;
}

static void lookup_ipproto(const struct names *names, struct name *n)
{
	const struct ipproto *p = ipproto_by_name(n->text);
	struct protoent entry, *found = NULL;
	char space[4096];

	if (!names->no_lookup &&
	    !getprotobyname_r(n->text, &entry, space, sizeof(space), &found) && found) {
		n->found = true;
		n->number = (uint32_t)found->p_proto;
	} else if (p) {
		n->found = true;
		n->number = p->number;
	}
}

static void lookup_ether(const struct names *names, struct name *n)
{
	struct ether_addr addr;

	n->found = !names->no_lookup && !ether_hostton(n->text, &addr);
	if (n->found)
		memcpy(n->mac, addr.ether_addr_octet, sizeof(n->mac));
}

static const char *why_not(struct arena *arena, const struct lookup_answer *a,
                           uint32_t timeout_ms)
{
	switch (a->state) {
	case LOOKUP_FOUND:
	case LOOKUP_UNKNOWN:
		break;
	case LOOKUP_FAILED:
		return gai_strerror(a->error);
	case LOOKUP_TOO_SLOW:
		return arena_printf(arena, "no answer within %g seconds",
		                    timeout_ms / 1000.0);
	}
	return NULL;
}

static void take_answer(const struct names *names, struct name *n,
                        const struct lookup_answer *a)
{
	n->found = a->state == LOOKUP_FOUND;
	n->why = why_not(names->arena, a, names->timeout_ms);
	n->number = a->net;
	n->v4 = a->v4;
	n->v4_count = a->v4_count;
	n->v6 = a->v6;
	n->v6_count = a->v6_count;
}

static bool needs_resolver(const struct name *n)
{
	return n->kind == NAME_HOST || n->kind == NAME_NET;
}

/* Hosts and networks may have to ask a server: all at once and with a time limit. */
static void lookup_slow_kinds(struct names *names)
{
	VEC(struct lookup) jobs = { 0 };
	uint32_t next = 0;

	for (uint32_t i = 0; i < names->list.count; i++) {
		const struct name *n = &names->list.at[i];
		struct lookup *job;

		if (!needs_resolver(n))
			continue;
		job = vec_push(names->arena, &jobs);
		job->name = n->text;
		job->net = n->kind == NAME_NET;
		job->answer = arena_alloc(names->arena, sizeof(*job->answer));
	}
	lookup_run(jobs.at, jobs.count, names->timeout_ms);
	for (uint32_t i = 0; i < names->list.count; i++) {
		struct name *n = &names->list.at[i];

		if (needs_resolver(n))
			take_answer(names, n, jobs.at[next++].answer);
	}
}

void names_lookup(struct names *names)
{
	for (uint32_t i = 0; i < names->list.count; i++) {
		struct name *n = &names->list.at[i];

		switch (n->kind) {
		case NAME_HOST:
		case NAME_NET:
			break;
		case NAME_ETHER:
			lookup_ether(names, n);
			break;
		case NAME_SERVICE:
			lookup_service(names, n);
			break;
		case NAME_IPPROTO:
			lookup_ipproto(names, n);
			break;
		}
	}
	if (!names->no_lookup)
		lookup_slow_kinds(names);
}
