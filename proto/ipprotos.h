/* SPDX-License-Identifier: BSD-2-Clause */
/* proto/ipprotos.h - names of IP protocol numbers. */
#ifndef PFC_PROTO_IPPROTOS_H
#define PFC_PROTO_IPPROTOS_H

#include <stddef.h>
#include <stdint.h>

struct ipproto {
	uint8_t number;
	const char *name; /* lower case */
};

/* NULL when there is none; names in any case. */
const struct ipproto *ipproto_by_name(const char *name);

size_t ipproto_count(void);
const struct ipproto *ipproto_at(size_t i);

#endif
