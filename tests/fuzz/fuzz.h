/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/fuzz.h - a fuzz target: one function that any bytes may go into.
 *
 * With --enable-fuzz, libFuzzer calls it for as long as it is told to. In every other build
 * tests/fuzz/replay.c does, with seeds and a fixed number of changed ones, as a test.
 */
#ifndef PFC_TESTS_FUZZ_FUZZ_H
#define PFC_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold for every input. */
#define FUZZ_CHECK(cond, ...)                                                      \
	do {                                                                       \
		if (!(cond)) {                                                     \
			fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, \
			        #cond);                                            \
			fprintf(stderr, __VA_ARGS__);                              \
			fputc('\n', stderr);                                       \
			abort();                                                   \
		}                                                                  \
	} while (0)

#endif
