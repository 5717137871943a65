/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/http_fuzz.c - HTTP that is any bytes.
 *
 * Pieces: a byte with the direction and whether they are missing, one with the length. What is
 * told has ends of its texts, and comes whether the pieces are cut or not.
 */
#include <string.h>

#include "base/hash.h"
#include "cli/http.h"
#include "tests/fuzz/fuzz.h"

static void on_exchange(void *ctx, const struct http_exchange *x)
{
	uint32_t *hash = ctx;

	FUZZ_CHECK(memchr(x->method, 0, sizeof(x->method)), "method");
	FUZZ_CHECK(memchr(x->host, 0, sizeof(x->host)), "host");
	FUZZ_CHECK(memchr(x->path, 0, sizeof(x->path)), "path");
	*hash = hash_u32(*hash, hash_bytes(x->path, strlen(x->path)));
	*hash = hash_u32(*hash, (uint32_t)(x->status + x->bytes[0] + 3 * x->bytes[1]));
}

static uint32_t feed(const uint8_t *data, size_t size, size_t step)
{
	struct http *h = http_new();
	uint32_t hash = 0;
	const struct http_to to = { on_exchange, &hash };
	uint64_t now = 1;

	while (size > 2) {
		size_t len = data[1] < size - 2 ? data[1] : size - 2;
		unsigned dir = data[0] & 1;

		if (data[0] >> 1 == 7)
			http_gap(h, dir, len);
		else
			for (size_t k = 0; k < len; k += step)
				http_feed(h, dir, data + 2 + k,
				          len - k < step ? len - k : step, now, &to);
		data += 2 + len;
		size -= 2 + len;
	}
	http_end(h, now, &to);
	http_free(h);
	return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FUZZ_CHECK(feed(data, size, 1) == feed(data, size, 256), "cut, it says something else");
	return 0;
}
