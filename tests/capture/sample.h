/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/capture/sample.h - a packet and the lines it prints. */
#ifndef PFC_TESTS_CAPTURE_SAMPLE_H
#define PFC_TESTS_CAPTURE_SAMPLE_H

#include <stdint.h>

#include "proto/link.h"

struct sample {
	const char *name;
	uint32_t linktype;
	uint32_t len; /* on the wire; 0: all of it is here */
	const char *opts;
	const char *hex;
	const char *lines;
};

#endif
