/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/nss.h"

#include <elf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "ebpf/tls/funnel.h"

/* Places in such a table; source: struct sslSocketOpsStr of NSS, sslimpl.h. */
enum {
	CONNECT,
	ACCEPT, /* empty in both */
	BIND,
	LISTEN,
	SHUTDOWN,
	CLOSE,
	RECV,
	SEND,
	READ,
	WRITE,
	PEER_NAME,
	SOCKET_NAME,
	PLACES,
	SLOT = 8,
};

/* A pointer that the loader puts in. */
struct filled {
	uint64_t at, value;
};

struct table {
	struct filled *at;
	size_t count;
};

static int by_at(const void *a, const void *b)
{
	const struct filled *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

static int read_relocations(const struct elf *e, struct table *t)
{
	const uint8_t *p = elf_at(e, e->rela, (size_t)e->rela_len);
	size_t count = p ? (size_t)(e->rela_len / sizeof(Elf64_Rela)) : 0;

	t->count = 0;
	t->at = calloc(count + 1, sizeof(*t->at));
	if (!t->at)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++, p += sizeof(Elf64_Rela)) {
		if (get_le32(p + offsetof(Elf64_Rela, r_info)) != e->machine->relative)
			continue;
		t->at[t->count++] = (struct filled){
			get_le64(p + offsetof(Elf64_Rela, r_offset)),
			get_le64(p + offsetof(Elf64_Rela, r_addend))
		};
	}
	qsort(t->at, t->count, sizeof(*t->at), by_at);
	return 0;
}

/* What is in a slot when the file is loaded; packed relocations have it in place. */
static uint64_t slot(const struct elf *e, const struct table *t, uint64_t addr)
{
	struct filled key = { addr, 0 };
	const struct filled *f =
		t->count ? bsearch(&key, t->at, t->count, sizeof(key), by_at) : NULL;
	const uint8_t *p = elf_at(e, addr, SLOT);

	if (f)
		return f->value;
	return p ? get_le64(p) : 0;
}

/* Functions but for one place. */
static bool read_table(const struct elf *e, const struct table *t, uint64_t addr,
                       uint64_t *places)
{
	for (unsigned i = 0; i < PLACES; i++) {
		places[i] = slot(e, t, addr + i * SLOT);
		if (i == ACCEPT ? places[i] != 0 : !elf_is_function(e, places[i]))
			return false;
	}
	return true;
}

/* Both do some things alike, and no reads and writes. */
static bool is_pair(const uint64_t *a, const uint64_t *b)
{
	static const unsigned same[] = { BIND, LISTEN, PEER_NAME, SOCKET_NAME };
	static const unsigned other[] = { SHUTDOWN, CLOSE, RECV, SEND, READ, WRITE };

	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		if (a[same[i]] != b[same[i]])
			return false;
	}
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++) {
		if (a[other[i]] == b[other[i]])
			return false;
	}
	return true;
}

static uint64_t distance(const uint64_t *places)
{
	uint64_t a = places[SHUTDOWN], b = places[LISTEN];

	return a > b ? a - b : b - a;
}

/* What both share is without TLS, and so is what lies next to it: they are of one file. */
static const uint64_t *with_tls(const uint64_t *a, const uint64_t *b)
{
	return distance(a) > distance(b) ? a : b;
}

static bool find_in(const struct elf *e, const struct table *t, const struct elf_load *l,
                    struct nss_calls *out)
{
	uint64_t first = -l->addr & (SLOT - 1), a[PLACES], b[PLACES];

	for (uint64_t i = first; i + SLOT <= l->len; i += SLOT) {
		uint64_t addr = l->addr + i;
		const uint64_t *found;

		if (!read_table(e, t, addr, a) ||
		    !read_table(e, t, addr + (uint64_t)PLACES * SLOT, b) || !is_pair(a, b))
			continue;
		found = with_tls(a, b);
		*out = (struct nss_calls){ .close = found[CLOSE],
			                   .recv = found[RECV],
			                   .send = found[SEND],
			                   .read = found[READ],
			                   .write = found[WRITE] };
		return true;
	}
	return false;
}

int nss_find(const struct elf *e, struct nss_calls *out)
{
	struct table t;
	int err = read_relocations(e, &t);
	bool found = false;

	for (unsigned i = 0; !err && !found && i < e->load_count; i++)
		found = !e->loads[i].exec && find_in(e, &t, &e->loads[i], out);
	free(t.at);
	return err ? err : found ? 0 : -ENOENT;
}
