/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/print_app.h - what transports carry, in a few words behind "len".
 *
 * Each printer gets the captured bytes of the payload in a checked cursor, which fails
 * where they end, and writes from a blank on. b->at is where reading may go on: what is
 * not understood is left out, never an error.
 */
#ifndef PFC_CAPTURE_PRINT_APP_H
#define PFC_CAPTURE_PRINT_APP_H

#include "capture/print_parts.h"

typedef void app_fn(struct print *p, struct bytes b, const char *name);

app_fn app_dns, app_dhcp, app_dhcp6, app_ntp;

/* These look first whether it is theirs, and return whether it was. */
bool app_tls(struct print *p, struct bytes b);
bool app_http(struct print *p, struct bytes b);
bool app_quic(struct print *p, struct bytes b, bool likely);

/* " dns" and the object of that name, and their end; what the bytes did not suffice for is
 * [cut] if the capture is to blame, and "..." if the next segment or nobody has it.
 */
void app_begin(struct print *p, const char *name);
void app_end(struct print *p, const struct bytes *b);

/* A blank, a word; the same under a name in the object. */
void app_word(struct print *p, const char *name, const char *word);

/* A name of DNS in the message `all`, from b on, which moves behind it or fails. */
void dns_put_name(const struct bytes *all, struct bytes *b, struct out *o);

/* Text from the packet, escaped: at most len bytes, "..." behind a part. */
void app_text(struct print *p, const uint8_t *at, size_t len, size_t most);

#endif
