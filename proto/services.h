/* SPDX-License-Identifier: BSD-2-Clause */
/* proto/services.h - port names that need no database of the machine. */
#ifndef PFC_PROTO_SERVICES_H
#define PFC_PROTO_SERVICES_H

#include <stddef.h>
#include <stdint.h>

enum { SERVICE_TCP = 1 << 0, SERVICE_UDP = 1 << 1, SERVICE_SCTP = 1 << 2 };

struct service {
	const char *name;
	uint16_t port;
	uint8_t transports; /* set of SERVICE_ */
};

/* NULL when there is none; names are case-sensitive, as in services(5). */
const struct service *service_by_name(const char *name);

size_t service_count(void);
const struct service *service_at(size_t i);

#endif
