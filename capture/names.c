/* SPDX-License-Identifier: BSD-2-Clause */
/* The printer finds addresses and answers, whatever they are wrapped in; what it prints is
 * not used.
 */
#include "capture/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "capture/print.h"
#include "capture/resolve.h"

enum {
	SETS = 4096, /* times WAYS: addresses that are remembered */
	WAYS = 4,
	LIST_MAX = 64, /* of one packet; the others come with their packets */
};

struct known {
	uint8_t addr[16];
	uint8_t addr_len; /* 4 or 16; 0: free */
	uint8_t name_len;
	uint32_t file; /* in which it was said last */
	char name[256];
};

struct names {
	struct resolver *resolver;
	struct printer *printer;
	struct str lines;
	uint32_t file; /* from 1 on */
	uint32_t turn; /* which of a set goes when it is full */
	uint32_t count;
	struct pcapng_name list[LIST_MAX];
	struct known *listed[LIST_MAX];
	struct known sets[SETS][WAYS];
};

static struct known *set_of(struct names *n, const uint8_t *addr, unsigned len)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (unsigned i = 0; i < len; i++)
		hash = (hash ^ addr[i]) * 16777619u;
	return n->sets[(hash ^ hash >> 16) % SETS];
}

static struct known *find(struct names *n, const uint8_t *addr, unsigned len)
{
	struct known *set = set_of(n, addr, len);

	for (int i = 0; i < WAYS; i++) {
		if (set[i].addr_len == len && !memcmp(set[i].addr, addr, len))
			return &set[i];
	}
	return NULL;
}

/* What stands in the list stays until that is written. */
static bool is_listed(const struct names *n, const struct known *k)
{
	for (uint32_t i = 0; i < n->count; i++) {
		if (n->listed[i] == k)
			return true;
	}
	return false;
}

/* A place for an address that is not there yet; NULL: none. */
static struct known *add(struct names *n, const uint8_t *addr, unsigned len)
{
	struct known *set = set_of(n, addr, len), *k = NULL;

	for (int i = 0; i < WAYS && !k; i++) {
		if (!set[i].addr_len)
			k = &set[i];
	}
	if (!k)
		k = &set[n->turn++ % WAYS];
	if (is_listed(n, k))
		return NULL;
	memcpy(k->addr, addr, len);
	k->addr_len = (uint8_t)len;
	return k;
}

static void list(struct names *n, struct known *k)
{
	if (k->file == n->file || n->count == LIST_MAX)
		return;
	k->file = n->file;
	n->listed[n->count] = k;
	n->list[n->count++] = (struct pcapng_name){ .addr = k->addr,
		                                    .addr_len = k->addr_len,
		                                    .name = k->name,
		                                    .name_len = k->name_len };
}

/* Names with escapes in them are no names of hosts. */
static void learn(struct names *n, const uint8_t *addr, unsigned len, const char *name,
                  size_t name_len)
{
	struct known *k = find(n, addr, len);

	if (!name_len || name_len > 255 || memchr(name, '\\', name_len))
		return;
	if (k && k->name_len == name_len && !memcmp(k->name, name, name_len)) {
		list(n, k);
		return;
	}
	if (k && is_listed(n, k))
		return;
	if (!k)
		k = add(n, addr, len);
	if (!k)
		return;
	memcpy(k->name, name, name_len);
	k->name_len = (uint8_t)name_len;
	k->file = 0;
	list(n, k);
}

static void on_answer(void *ctx, const uint8_t *addr, unsigned len, const char *name,
                      size_t name_len)
{
	learn(ctx, addr, len, name, name_len);
}

static void on_address(void *ctx, const uint8_t *addr, unsigned len)
{
	struct names *n = ctx;
	struct known *k = find(n, addr, len);
	const char *name;

	if (k) {
		list(n, k);
		return;
	}
	name = n->resolver ? resolver_name(n->resolver, addr, len) : NULL;
	if (name)
		learn(n, addr, len, name, strlen(name));
}

struct names *names_open(struct resolver *resolver)
{
	struct names *n = calloc(1, sizeof(*n));
	struct printer_opts opts = {
		.time = PRINT_TIME_NONE,
		.all = true,
		.watch = { .ctx = n, .address = on_address, .answer = on_answer },
	};

	if (!n)
		return NULL;
	n->resolver = resolver;
	n->file = 1;
	n->printer = printer_open(&opts);
	if (n->printer)
		return n;
	free(n);
	return NULL;
}

void names_close(struct names *n)
{
	if (!n)
		return;
	printer_close(n->printer);
	str_fini(&n->lines);
	free(n);
}

void names_new_file(struct names *n)
{
	n->file++;
}

uint32_t names_of(struct names *n, const struct source_iface *iface,
                  const struct packet *pkt, const struct pcapng_name **names)
{
	n->count = 0;
	n->lines.len = 0;
	print_packet(n->printer, iface, pkt, &n->lines);
	*names = n->list;
	return n->count;
}
