/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/mapguard.h - survive a mapped file that becomes shorter.
 *
 * Touching a mapped page that is no longer in the file raises SIGBUS. The guard's
 * handler puts zero pages there and sets a flag that the reader looks at. A signal
 * handler is a property of the whole process, so the program, not the library, decides
 * to install it; without it savefiles are read instead of mapped. The table of guarded
 * mappings is the one variable of the process in capture/: a handler is given no
 * context.
 */
#ifndef PFC_CAPTURE_MAPGUARD_H
#define PFC_CAPTURE_MAPGUARD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct mapguard {
	char *start; /* of the mapping */
	size_t len;
	atomic_bool lost;           /* set by the handler, in any thread */
	char *_Atomic lost_from;    /* then: the first byte that is gone */
};

/* Installs the SIGBUS handler; a fault outside guarded mappings still goes to the
 * handler that was there before. Called again, it takes SIGBUS back from whoever has it
 * by then.
 * returns 0 or -errno.
 */
int mapguard_install(void);

bool mapguard_installed(void);

/* Guards a mapping until mapguard_remove(); g must not move meanwhile.
 * returns false when there is no free place in the table.
 */
bool mapguard_add(struct mapguard *g, void *start, size_t len);
void mapguard_remove(struct mapguard *g);

#endif
