/* SPDX-License-Identifier: BSD-2-Clause */
#include "proto/services.h"

#include <string.h>

static const struct service services[] = {
#define SERVICE(name, port, transports) { name, port, transports },
#include "proto/services.def"
#undef SERVICE
};

size_t service_count(void)
{
	return sizeof(services) / sizeof(services[0]);
}

const struct service *service_at(size_t i)
{
	return &services[i];
}

const struct service *service_by_name(const char *name)
{
	size_t lo = 0, hi = service_count();

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = strcmp(name, services[mid].name);

		if (!order)
			return &services[mid];
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}
