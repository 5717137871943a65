/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/names.h - the names of one filter and what they stand for.
 *
 * Used in three steps: want every name, look all of them up, get the answers. A name is
 * asked for once however often it is written. The databases of the machine come first
 * (hosts and DNS, networks, ethers, services, protocols), then the tables in proto/.
 */
#ifndef PFC_COMPILER_NAMES_H
#define PFC_COMPILER_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"

enum name_kind {
	NAME_HOST,    /* v4, v6 */
	NAME_NET,     /* number: as networks(5) has it, not shifted */
	NAME_ETHER,   /* mac */
	NAME_SERVICE, /* port */
	NAME_IPPROTO, /* number */
};

enum { PORT_TCP, PORT_UDP, PORT_SCTP, PORT_KINDS };

struct name {
	enum name_kind kind;
	const char *text;
	bool found;
	const char *why;    /* not found: what the system said, or NULL: it has none */
	bool reported;      /* for the caller: an error about it was queued */
	const uint32_t *v4; /* host order, sorted, each once */
	uint32_t v4_count;
	const uint8_t (*v6)[16]; /* the same */
	uint32_t v6_count;
	uint32_t number;
	uint8_t mac[6];
	int32_t port[PORT_KINDS]; /* by transport; -1: none */
};

struct names {
	struct arena *arena;
	bool no_lookup;      /* only the tables in proto/ */
	uint32_t timeout_ms; /* for all host and network names together */
	VEC(struct name) list;
	uint32_t *slots; /* hash table: 1 + index into list, 0: free */
	uint32_t slot_count;
};

/* Notes a name; before names_lookup(). text must outlive names. */
void names_want(struct names *names, enum name_kind kind, const char *text);

void names_lookup(struct names *names);

/* A name that was wanted, after names_lookup(). */
struct name *names_get(const struct names *names, enum name_kind kind,
                       const char *text);

#endif
