/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_calibrate.h - where libraries keep secrets, found by running their code elsewhere: in a
 * process that is confined, can do nothing but tell it, and is ended when it does not.
 */
#ifndef PFC_CLI_TLS_CALIBRATE_H
#define PFC_CLI_TLS_CALIBRATE_H

#include <stdbool.h>

#include "ebpf/tls/places.h"
#include "ebpf/tls/targets.h"

enum { CALIBRATE_WHY_MAX = 256 };

struct tls_calibrated {
	const struct tls_target *target;
	bool done;
	struct tls_places places;    /* when it is done */
	char why[CALIBRATE_WHY_MAX]; /* when it is not */
};

/* Whether that can be done with a file at all, without running any of it. why: set if not. */
bool calibrate_suits(const struct tls_target *t, char *why);

/* Does it: to be called before there is anything in this process that is not for others. */
void calibrate(const struct tls_target *t, struct tls_calibrated *out);

#endif
