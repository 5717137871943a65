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

#include "cli/options.h"
#include "ebpf/tls/layout.h"

struct tls_wire; /* opaque */

struct tls_hello {
	uint8_t random[TLS_RANDOM_LEN]; /* of the client */
	char name[256];                 /* of the server, as the client asks for; "" */
	uint16_t version, cipher;       /* that the server chose; 0: not seen */
	bool has_client;
};

/* returns EXIT_DONE, or a status after a message. */
int tls_wire_open(const struct args *args, struct tls_wire **out);
void tls_wire_close(struct tls_wire *w);

/* Takes what came. False: memory ended. */
bool tls_wire_poll(struct tls_wire *w);

/* The hellos of a connection; NULL: none was seen. client: set to whether the local end is
 * that; may be NULL.
 */
const struct tls_hello *tls_wire_find(const struct tls_wire *w,
                                      const struct tls_conn *c, bool *client);

#endif
