/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/normal_int.h - between normal.c, which has the tree, and normal_prim.c. */
#ifndef PFC_TEACH_NORMAL_INT_H
#define PFC_TEACH_NORMAL_INT_H

#include "teach/normal.h"

struct normal {
	struct str *out;
	struct compile *c;
	bool mpls;  /* behind `mpls` */
	bool inner; /* the link header is another one than at the start */
};

static inline bool normal_option(const struct normal *n, uint32_t flag)
{
	return n->c->opts.flags & flag;
}

/* A primitive, and a protocol word alone, as the tests that they stand for. */
void normal_prim(struct normal *n, const struct resolved *r);
void normal_proto(struct normal *n, enum proto_id id);

#endif
