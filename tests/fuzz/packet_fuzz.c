/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/packet_fuzz.c - printing a packet: any bytes, any link type.
 *
 * The input is the number of a link type with options in its upper bits, more options, then
 * the packet. What is printed is whole lines of printable ASCII, whatever was in the packet,
 * and with JSON an object whose names are different.
 */
#include <jansson.h>
#include <string.h>

#include "base/bytes.h"
#include "capture/print.h"
#include "proto/link.h"
#include "tests/fuzz/fuzz.h"

enum { LINKTYPES = 512 }; /* their numbers are below */

static void check_objects(const struct str *out)
{
	for (const char *line = out->at, *end; line < out->at + out->len;
	     line = end + 1) {
		json_error_t error;
		json_t *object;

		end = strchr(line, '\n');
		object = json_loadb(line, (size_t)(end - line), JSON_REJECT_DUPLICATES,
		                    &error);
		FUZZ_CHECK(object != NULL, "%s in: %s", error.text, line);
		json_decref(object);
	}
}

static struct printer_opts opts_of(uint32_t bits)
{
	struct printer_opts opts = {
		.time = PRINT_TIME_UTC,
		.dump = (enum print_dump)(bits % (PRINT_DUMP_ASCII_WHOLE + 1)),
		.iface = bits >> 3 & 1,
		.link = bits >> 4 & 1,
		.quiet = bits >> 5 & 1,
		.verbose = bits >> 6 & 1,
		.absolute_seq = bits >> 7 & 1,
		.json = bits >> 8 & 1,
		.all = bits >> 9 & 1,
		.lengths = bits >> 10 & 1,
		.classic = bits >> 11 & 1,
	};

	return opts;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = { data, size, false };
	struct source_iface iface = { .name = "if\033[1m0",
		                      .tsresol = 1000000,
		                      .fcs_len = -1 };
	struct packet pkt = { .ns = 1700000000123456789, .flags = PACKET_HAS_TIME };
	struct printer_opts opts;
	struct printer *printer;
	uint32_t bits;
	struct str out = { 0 };

	bits = bytes_be16(&in);
	iface.linktype = bits & (LINKTYPES - 1);
	opts = opts_of(bits / LINKTYPES << 8 | bytes_u8(&in));
	pkt.len = bytes_u8(&in);
	if (in.failed)
		return 0;
	pkt.data = in.at;
	pkt.caplen = (uint32_t)in.len;
	pkt.len += pkt.caplen; /* up to 255 bytes were cut off */
	printer = printer_open(&opts);
	if (!printer)
		return 0;
	print_packet(printer, &iface, &pkt, &out);
	print_packet(printer, &iface, &pkt, &out); /* its TCP flow is known now */
	FUZZ_CHECK(!out.failed && out.len > 0 && out.at[out.len - 1] == '\n',
	           "linktype %u", iface.linktype);
	for (size_t i = 0; i < out.len; i++)
		FUZZ_CHECK((out.at[i] >= ' ' && out.at[i] < 0x7f) ||
		                   out.at[i] == '\n' || out.at[i] == '\t',
		           "byte %02x in: %s", (uint8_t)out.at[i], out.at);
	if (opts.json)
		check_objects(&out);
	str_fini(&out);
	printer_close(printer);
	return 0;
}
