/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/net/own_etc.h - name databases of its own for a test program.
 *
 * The process moves into new mount and network name spaces, where /etc is a folder that
 * has nothing but what `fill` puts there. They end with the process.
 */
#ifndef PFC_TESTS_NET_OWN_ETC_H
#define PFC_TESTS_NET_OWN_ETC_H

#include <stdbool.h>

/* fill: writes the databases into the working folder, with etc_put(); false: it cannot.
 *
 * returns NULL, or why there are no such name spaces. The working folder stays what it
 * was.
 */
const char *own_etc(bool (*fill)(void));

/* A whole file. */
bool etc_put(const char *name, const char *text);

#endif
