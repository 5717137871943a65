/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/signals.h - what signals asked for while packets flow.
 *
 * A handler has no context, so the flags are the one variable of cli/. The first SIGINT,
 * SIGTERM or SIGHUP asks to stop; the second of the same kind ends pfc at once.
 */
#ifndef PFC_CLI_SIGNALS_H
#define PFC_CLI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* Installs the handlers. SIGHUP stays ignored when it was. */
void signals_install(void);

/* Holds the signals back, until signals_allow() sets the mask that was there before. */
void signals_hold(void);
void signals_allow(const sigset_t *before);

bool signals_stop(void);

/* Each tells once for every time it happened. */
bool signals_report(void); /* SIGUSR1: show the counters */
bool signals_flush(void);  /* SIGUSR2: hand everything to the file */

#endif
