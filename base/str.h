/* SPDX-License-Identifier: BSD-2-Clause */
/* base/str.h - small work on text: growing strings, closest word. */
#ifndef PFC_BASE_STR_H
#define PFC_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* A growing heap string; a zeroed one is empty. Once memory ended, failed stays set and
 * nothing more is added.
 */
struct str {
	char *at; /* NUL-terminated when not NULL */
	size_t len;
	size_t room;
	bool failed;
};

/* Makes room for `more` bytes behind len, and for a NUL. False: memory ended. */
bool str_reserve(struct str *s, size_t more);

void str_add(struct str *s, const char *text, size_t len);
void str_printf(struct str *s, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void str_fini(struct str *s);

/* Keeps the word of a list closest to one that is not in it.
 *
 * Feed every candidate to closest_try(); `best` is then the nearest by edit distance
 * (swapped neighbours count once), or NULL when none is near enough to be a typing
 * mistake.
 */
struct closest {
	const char *word; /* len bytes, need not be terminated */
	size_t len;
	const char *best;
	unsigned distance; /* of best */
};

void closest_try(struct closest *c, const char *candidate);

#endif
