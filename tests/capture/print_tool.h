/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/capture/print_tool.h - what the tests of the packet printer share. */
#ifndef PFC_TESTS_CAPTURE_PRINT_TOOL_H
#define PFC_TESTS_CAPTURE_PRINT_TOOL_H

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "capture/print.h"
#include "tests/capture/print_app_samples.h"
#include "tests/capture/print_samples.h"

enum {
	PACKET_MAX = 4096,
	SAMPLE_COUNT = sizeof(samples) / sizeof(samples[0]),
	APP_COUNT = sizeof(app_samples) / sizeof(app_samples[0]),
	ALL_COUNT = SAMPLE_COUNT + APP_COUNT,
};

/* Of both tables. */
static inline const struct sample *sample_at(size_t i)
{
	return i < SAMPLE_COUNT ? &samples[i] : &app_samples[i - SAMPLE_COUNT];
}

/* The bytes of a text of hex digits; returns how many. */
static inline uint32_t from_hex(const char *hex, uint8_t bytes[PACKET_MAX])
{
	uint32_t count = 0;

	for (; hex[0] && hex[1] && count < PACKET_MAX; hex += 2) {
		char digits[3] = { hex[0], hex[1], '\0' };

		bytes[count++] = (uint8_t)strtoul(digits, NULL, 16);
	}
	return count;
}

/* Options as the letters of a sample. */
static inline struct printer_opts opts_of(const char *letters)
{
	struct printer_opts opts = { .time = PRINT_TIME_NONE };

	for (; *letters; letters++) {
		switch (*letters) {
		case 'a':
			opts.all = true;
			break;
		case 'c':
			opts.classic = true;
			break;
		case 'C':
			opts.color = true;
			break;
		case 'e':
			opts.link = true;
			break;
		case 'i':
			opts.iface = true;
			break;
		case 'j':
			opts.json = true;
			break;
		case 'K':
			opts.no_checksums = true;
			break;
		case 'l':
			opts.lengths = true;
			break;
		case 'q':
			opts.quiet = true;
			break;
		case 'S':
			opts.absolute_seq = true;
			break;
		case 'v':
			opts.verbose = true;
			break;
		case 'X':
			opts.dump = PRINT_DUMP_HEX_ASCII;
			break;
		case '#':
			opts.number = true;
			break;
		default:
			abort();
		}
	}
	return opts;
}

static inline struct packet packet_of(const uint8_t *data, uint32_t caplen,
                                      uint32_t len)
{
	return (struct packet){
		.data = data, .caplen = caplen, .len = len, .flags = PACKET_HAS_TIME
	};
}

#endif
