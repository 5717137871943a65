/* SPDX-License-Identifier: BSD-2-Clause */
/* base/vec.h - a growing array in an arena.
 *
 * VEC(type) declares one; a zeroed one is empty. Growing moves the items, so hold
 * indexes, not pointers, across a push.
 */
#ifndef PFC_BASE_VEC_H
#define PFC_BASE_VEC_H

#include "base/arena.h"

#define VEC(type)               \
	struct {                \
		type *at;       \
		uint32_t count; \
		uint32_t room;  \
	}

/* Makes room for one more item and counts it; the item is zero. Gives its address. */
#define vec_push(arena, v)                                                            \
	((v)->count == (v)->room                                                      \
	         ? (void)((v)->at = arena_grow((arena), (v)->at, &(v)->room,          \
	                                       (v)->count + 1, sizeof(*(v)->at)))     \
	         : (void)0,                                                           \
	 &(v)->at[(v)->count++])

#endif
