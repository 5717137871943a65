/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_wire.h - what the hellos of TLS connections say on the wire.
 *
 * They are found by the ends of their connection, in the network namespace that is captured
 * in.
 */
#ifndef PFC_CLI_TLS_WIRE_H
#define PFC_CLI_TLS_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/source.h"
#include "cli/options.h"
#include "ebpf/tls/layout.h"

struct tls_wire; /* opaque */

struct tls_hello {
	uint8_t random[TLS_RANDOM_LEN]; /* of the client */
	char name[256];                 /* of the server, as the client asks for; "" */
	uint16_t version, cipher;       /* that the server chose; 0: not seen */
	bool has_client;
	uint64_t ns; /* of the last one, since 1970 */
};

/* What is told of each packet of TCP. */
typedef void tls_packet_fn(void *ctx, const struct packet *p);

/* packet  NULL: hellos alone are captured.
 * returns EXIT_DONE, or a status after a message.
 */
int tls_wire_open(const struct args *args, tls_packet_fn *packet, void *ctx,
                  struct tls_wire **out);
void tls_wire_close(struct tls_wire *w);

/* Takes what came; stop: all of it, and the capture is over then. False: memory ended. */
bool tls_wire_poll(struct tls_wire *w, bool stop);

/* Where the packets come from, and in which network namespace. */
struct source *tls_wire_source(const struct tls_wire *w);
uint32_t tls_wire_netns(const struct tls_wire *w);

/* The ends of a packet, and whether there is something behind its headers. False: it is not of
 * TCP.
 */
bool tls_wire_ends(const struct tls_wire *w, const struct packet *p,
                   struct tcp_tuple *from, bool *has_payload);

/* Whether these are the ends of one that said hello as a client. */
bool tls_wire_is_client(const struct tls_wire *w, const struct tcp_tuple *from);

/* Forgets those that are older than a minute. wall: now, ns since 1970. */
void tls_wire_tick(struct tls_wire *w, uint64_t wall);

/* The ends of the connection whose client said hello with this random, the client's the local
 * one; NULL: it was not seen.
 */
const struct tcp_tuple *tls_wire_ends_of(const struct tls_wire *w, const uint8_t *random);

/* The hellos of a connection; NULL: none was seen. client: set to whether the local end is
 * that; may be NULL.
 */
const struct tls_hello *tls_wire_find(const struct tls_wire *w,
                                      const struct tls_conn *c, bool *client);

#endif
