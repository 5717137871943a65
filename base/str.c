/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool str_reserve(struct str *s, size_t more)
{
	size_t need, room;
	char *p;

	if (s->failed || more > SIZE_MAX / 2 - s->len - 1) {
		s->failed = true;
		return false;
	}
	need = s->len + more + 1;
	if (need <= s->room)
		return true;
	room = s->room ? s->room : 128;
	while (room < need)
		room *= 2;
	p = realloc(s->at, room);
	if (!p) {
		s->failed = true;
		return false;
	}
	s->at = p;
	s->room = room;
	return true;
}

void str_add(struct str *s, const char *text, size_t len)
{
	if (!str_reserve(s, len))
		return;
	if (len)
		memcpy(s->at + s->len, text, len);
	s->len += len;
	s->at[s->len] = '\0';
}

void str_printf(struct str *s, const char *fmt, ...)
{
	va_list ap, again;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	if (len >= 0 && str_reserve(s, (size_t)len)) {
		vsnprintf(s->at + s->len, (size_t)len + 1, fmt, again);
		s->len += (size_t)len;
	}
	va_end(again);
	va_end(ap);
}

void str_fini(struct str *s)
{
	free(s->at);
	memset(s, 0, sizeof(*s));
}

enum { WORD_MAX = 32 }; /* longer words are not looked at */

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

/* Edit distance with insertion, deletion, replacement and swap of neighbours. */
static unsigned edit_distance(const char *a, size_t alen, const char *b, size_t blen)
{
	unsigned row[3][WORD_MAX + 1];
	unsigned *above2 = row[0], *above = row[1], *here = row[2];

	for (size_t j = 0; j <= blen; j++)
		above[j] = (unsigned)j;
	for (size_t i = 1; i <= alen; i++) {
		unsigned *spare = above2;

		here[0] = (unsigned)i;
		for (size_t j = 1; j <= blen; j++) {
			here[j] = min3(above[j] + 1, here[j - 1] + 1,
			               above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && above2[j - 2] + 1 < here[j])
				here[j] = above2[j - 2] + 1;
		}
		above2 = above;
		above = here;
		here = spare;
	}
	return above[blen];
}

void closest_try(struct closest *c, const char *candidate)
{
	size_t len = strlen(candidate);
	unsigned limit = c->len <= 2 ? 0 : c->len <= 5 ? 1 : 2;
	unsigned d;

	if (!limit || len > WORD_MAX || c->len > WORD_MAX)
		return;
	d = edit_distance(c->word, c->len, candidate, len);
	if (d <= limit && (!c->best || d < c->distance)) {
		c->best = candidate;
		c->distance = d;
	}
}
