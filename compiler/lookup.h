/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/lookup.h - host and network names asked of the system, with a time limit.
 *
 * getaddrinfo() cannot be stopped, so it runs in helper threads that own what they write
 * to. When the time is up the caller goes on without them; they end with the call they
 * are in, and the last one frees the batch.
 */
#ifndef PFC_COMPILER_LOOKUP_H
#define PFC_COMPILER_LOOKUP_H

#include <stdbool.h>
#include <stdint.h>

enum { LOOKUP_ADDRS_MAX = 100 }; /* of each family; more are left out */

enum lookup_state {
	LOOKUP_FOUND,
	LOOKUP_UNKNOWN,  /* the system answered: there is none */
	LOOKUP_FAILED,   /* the system could not tell; error says why */
	LOOKUP_TOO_SLOW, /* no answer before the time limit */
};

struct lookup_answer {
	enum lookup_state state;
	int error;                        /* FAILED: EAI_ code */
	uint32_t net;                     /* of a network name */
	uint32_t v4_count, v6_count;      /* of a host name */
	uint32_t v4[LOOKUP_ADDRS_MAX];    /* host order, sorted, each once */
	uint8_t v6[LOOKUP_ADDRS_MAX][16]; /* the same */
};

struct lookup {
	const char *name;
	bool net;                     /* a network of networks(5), not a host */
	struct lookup_answer *answer; /* filled; zeroed space of the caller */
};

/* Answers all lookups, several at a time, in at most timeout_ms milliseconds. */
void lookup_run(struct lookup *lookups, uint32_t count, uint32_t timeout_ms);

#endif
