/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/netns.h - to be in another network namespace for a moment.
 *
 * A socket stays in the namespace it was made in: only finding interfaces and opening
 * sockets has to happen there.
 */
#ifndef PFC_CAPTURE_NETNS_H
#define PFC_CAPTURE_NETNS_H

/* Enters the namespace of a path, of a name that `ip netns` gave, or of a process
 * ("pid:123").
 *
 * name    NULL: stays here.
 * back    for netns_leave().
 * msg     of SOURCE_MSG_MAX bytes: the error.
 * returns 0 or -errno.
 */
int netns_enter(const char *name, int *back, char *msg);

/* returns 0 or -errno. */
int netns_leave(int back);

#endif
