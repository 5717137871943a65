/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/landlock.h - which files a process may touch, by Landlock (Linux 5.13).
 *
 * By its system calls: there is no library, and headers may be older than the kernel.
 */
#ifndef PFC_CAPTURE_LANDLOCK_H
#define PFC_CAPTURE_LANDLOCK_H

#include <stdbool.h>

/* What the kernel can; 0 or less: nothing. */
int landlock_version(void);

struct landlock; /* opaque */

/* Nothing is allowed that is not added.
 *
 * reads    files may be read everywhere, and names asked for.
 * signals  processes that were started before may get some.
 * returns NULL and sets *err to -errno.
 */
struct landlock *landlock_new(bool reads, bool signals, int *err);
void landlock_free(struct landlock *l);

/* Files in and below `dir` may be made, written, renamed and removed. returns 0, -errno. */
int landlock_allow(struct landlock *l, const char *dir);

/* Files in and below `dir` may be read. returns 0, -errno. */
int landlock_allow_reading(struct landlock *l, const char *dir);

/* One file that is open may be read, also when it is opened again. returns 0, -errno. */
int landlock_allow_file(struct landlock *l, int fd);

/* From now on, for good; takes no_new_privs. returns 0 or -errno. */
int landlock_enforce(struct landlock *l);

#endif
