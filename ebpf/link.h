/* SPDX-License-Identifier: BSD-2-Clause */
/* ebpf/link.h - two object files of kernel programs become one, in memory. */
#ifndef PFC_EBPF_LINK_H
#define PFC_EBPF_LINK_H

#include <stddef.h>

struct linked {
	void *at;
	size_t len;
};

/* Functions of the second one take the place of weak ones in the first; NULL: a copy.
 *
 * msg as in ebpf/attach.h. returns 0 or -errno; free with link_free().
 */
int link_objects(const void *first, size_t first_len, const void *second,
                 size_t second_len, struct linked *out, char *msg);
void link_free(struct linked *l);

#endif
