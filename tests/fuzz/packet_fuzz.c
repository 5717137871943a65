/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/packet_fuzz.c - printing a packet: any bytes, any link type.
 *
 * The input is the number of a link type, options, then the packet. What is printed is
 * whole lines of printable ASCII, whatever was in the packet.
 */
#include <string.h>

#include "base/bytes.h"
#include "capture/print.h"
#include "proto/link.h"
#include "tests/fuzz/fuzz.h"

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
	};

	return opts;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes in = { data, size, false };
	struct source_iface iface = { .name = "if\033[1m0", .tsresol = 1000000, .fcs_len = -1 };
	struct packet pkt = { .ns = 1700000000123456789, .flags = PACKET_HAS_TIME };
	struct printer_opts opts;
	struct printer *printer;
	struct str out = { 0 };

	iface.linktype = bytes_be16(&in);
	opts = opts_of(bytes_u8(&in));
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
	FUZZ_CHECK(!out.failed && out.len > 0 && out.at[out.len - 1] == '\n', "linktype %u",
	           iface.linktype);
	for (size_t i = 0; i < out.len; i++)
		FUZZ_CHECK((out.at[i] >= ' ' && out.at[i] < 0x7f) || out.at[i] == '\n' ||
		                   out.at[i] == '\t',
		           "byte %02x in: %s", (uint8_t)out.at[i], out.at);
	str_fini(&out);
	printer_close(printer);
	return 0;
}
