/* SPDX-License-Identifier: BSD-2-Clause */
#include "proto/ipprotos.h"

#include <strings.h>

static const struct ipproto ipprotos[] = {
#define IPPROTO(number, name) { number, name },
#include "proto/ipprotos.def"
#undef IPPROTO
};

size_t ipproto_count(void)
{
	return sizeof(ipprotos) / sizeof(ipprotos[0]);
}

const struct ipproto *ipproto_at(size_t i)
{
	return &ipprotos[i];
}

const struct ipproto *ipproto_by_name(const char *name)
{
	for (size_t i = 0; i < ipproto_count(); i++) {
		if (!strcasecmp(name, ipprotos[i].name))
			return &ipprotos[i];
	}
	return NULL;
}
