/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/tls/schedule.h - how TLS makes secrets and keys from each other.
 *
 * Source: RFC 8446 (TLS 1.3) 7.1 to 7.3, RFC 5246 (TLS 1.2) 5 and 6.3.
 */
#ifndef PFC_EBPF_TLS_SCHEDULE_H
#define PFC_EBPF_TLS_SCHEDULE_H

#include <stddef.h>
#include <stdint.h>

#include "base/sha2.h"

/* HKDF-Expand-Label(secret, label, context, len) of TLS 1.3; len is not above that of the hash.
 * context  NULL: empty; else as long as the hash.
 */
void schedule_expand(enum sha2_kind kind, const uint8_t *secret, const char *label,
                     const uint8_t *context, uint8_t *out, size_t len);

/* The master secret that follows a handshake secret. */
void schedule_master(enum sha2_kind kind, const uint8_t *handshake, uint8_t *master);

enum { PRF_SEED_MAX = 128 };

/* PRF(secret, label, seed) of TLS 1.2; seed_len is not above PRF_SEED_MAX less the label. */
void schedule_prf(enum sha2_kind kind, const uint8_t *secret, size_t secret_len,
                  const char *label, const uint8_t *seed, size_t seed_len, uint8_t *out,
                  size_t len);

#endif
