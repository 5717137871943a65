/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/kernel_view.h - a filter about a made frame, said about what the kernel shows.
 *
 * Some frames that are written never exist in the kernel: with a VLAN tag put back, or
 * with a pseudo header in place of the link header. A socket filter sees the packet as it
 * came and, beside it, metadata.
 */
#ifndef PFC_COMPILER_KERNEL_VIEW_H
#define PFC_COMPILER_KERNEL_VIEW_H

#include "compiler/graph.h"

enum kernel_view {
	VIEW_SAME,  /* what is written is what the kernel shows */
	VIEW_TAGS,  /* Ethernet with the tag put back that the kernel took out */
	VIEW_SLL,   /* a pseudo header for the link header, in front of a tag put back */
	VIEW_SLL2,
	/* The same for Ethernet interfaces only, and for programs that cannot ask which
	 * those are.
	 */
	VIEW_SLL_ETHERNET,
	VIEW_SLL2_ETHERNET,
};

/* What a program for this link type and these enum pfc_flags is about. */
enum kernel_view kernel_view_of(uint32_t linktype, uint32_t flags);

/* The same decisions on the kernel's view. For VIEW_SLL and VIEW_SLL2 that is the view of
 * a raw packet socket, for interfaces whose hardware type is one of proto/arphrd.h.
 *
 * returns no node (id 0) when the filter looks at bytes that the kernel cannot show.
 */
struct ref kernel_view(struct graph *g, struct ref root, enum kernel_view view);

#endif
