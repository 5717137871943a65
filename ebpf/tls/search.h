/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/search.h - looks for what is known of sessions in the objects of their library. */
#ifndef PFC_EBPF_TLS_SEARCH_H
#define PFC_EBPF_TLS_SEARCH_H

#include "ebpf/tls/heap.h"
#include "ebpf/tls/places.h"

/* One end of a connection whose secrets are known. */
struct sample {
	uintptr_t session;
	bool tls13, client;
	enum sha2_kind hash;
	/* What is to be found, but for PLACE_CIPHER and PLACE_HANDSHAKE, which are known by what
	 * follows from them.
	 */
	uint8_t known[TLS_PLACES][SHA2_LEN_MAX];
	uint8_t handshake_traffic[SHA2_LEN_MAX]; /* the client's, of TLS 1.3 */
};

/* Finds the places that all samples agree upon; the others have no steps. */
void search_places(const struct heap *h, const struct sample *samples, unsigned count,
                   struct tls_places *out);

#endif
