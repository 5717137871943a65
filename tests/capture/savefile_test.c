/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/savefile.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include "capture/mapguard.h"
#include "tests/capture/files.h"
#include "tests/test.h"

/* Reads the file each way; all must say what is wanted. */
static void check_file(const char *what, const struct bin *b, bool blocks,
                       const char *want)
{
	static const char *const names[] = { "mapped", "read", "piped" };
	struct file f = file_of_bin(b);
	struct str got = { 0 };

	for (enum how how = MAPPED; how <= PIPED; how++) {
		describe(&f, how, blocks, &got);
		CHECK_MSG(!strcmp(got.at, want), "%s, %s\n%swanted\n%s", what,
		          names[how], got.at, want);
	}
	str_fini(&got);
	file_close(&f);
}

TEST(reads_pcap_of_each_magic_and_byte_order)
{
	static const uint32_t magics[] = { MICRO, NANO, MODIFIED };

	for (int i = 0; i < 6; i++) {
		uint32_t magic = magics[i / 2];
		uint32_t frac = magic == NANO ? 20000 : 20;
		struct bin b = { .big = i & 1 };

		pcap_head(&b, magic, 4, 65535, 1);
		if (magic == MODIFIED) {
			pcap_rec_modified(&b, 1, frac, 4, 6, 4);
			pcap_rec_modified(&b, 2, frac, 0, 0, 0);
		} else {
			pcap_rec(&b, 1, frac, 4, 6, 4);
			pcap_rec(&b, 2, frac, 0, 0, 0);
		}
		check_file(
			b.big ? "big" : "little", &b, false,
			"1.000020000 4/6 #0 00010203\n2.000020000 0/0 #0 \nend 0 \n");
		bin_free(&b);
	}
}

TEST(old_versions_have_the_lengths_the_other_way_round)
{
	static const struct {
		uint16_t minor;
		uint32_t first, second;
	} rows[] = { { 0, 6, 4 }, { 2, 6, 4 }, { 3, 6, 4 }, { 3, 4, 6 }, { 4, 4, 6 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bin b = { .big = i & 1 };

		pcap_head(&b, MICRO, rows[i].minor, 65535, 1);
		pcap_rec(&b, 1, 2, rows[i].first, rows[i].second, 4);
		check_file("old", &b, false, "1.000002000 4/6 #0 00010203\nend 0 \n");
		bin_free(&b);
	}
}

TEST(a_packet_is_cut_at_the_snap_length_of_the_file)
{
	struct bin b = { 0 };

	pcap_head(&b, MICRO, 4, 3, 1);
	pcap_rec(&b, 1, 2, 4, 9, 4);
	pcap_rec(&b, 1, 3, 2, 9, 2);
	check_file("snaplen", &b, false,
	           "1.000002000 3/9 #0 000102\n1.000003000 2/9 #0 0001\nend 0 \n");
	bin_free(&b);
}

/* What one interface of an open file looks like. */
static struct source_iface iface_of(const struct bin *b)
{
	struct file f = file_of_bin(b);
	char err[SOURCE_MSG_MAX];
	struct source_iface iface;
	struct source *s;
	uint32_t count;

	CHECK_EQ(savefile_open(f.path, NULL, &s, err), 0);
	iface = *source_ifaces(s, &count);
	iface.name = NULL;
	CHECK_EQ(count, 1);
	source_close(s);
	file_close(&f);
	return iface;
}

TEST(the_header_of_pcap_says_what_the_interface_is)
{
	static const struct {
		uint32_t magic, snaplen, word;
		uint32_t linktype, want_snaplen;
		int32_t fcs_len;
	} rows[] = {
		{ MICRO, 65535, 1, 1, 65535, -1 },
		{ MICRO, 0, 1, 1, 262144, -1 }, /* no limit */
		{ MICRO, 0xffffffff, 1, 1, 262144, -1 },
		{ MICRO, 0x7fffffff, 1, 1, 0x7fffffff, -1 },
		{ MICRO, 0, 231, 231, 128 << 20, -1 }, /* DBUS */
		{ MICRO, 96, 0x24000001, 1, 96, 4 },   /* FCS bits */
		{ MICRO, 96, 0x20000001, 1, 96, -1 },  /* a length, but not valid */
		{ MICRO, 96, 12, 101, 96, -1 },        /* DLT_RAW for LINKTYPE_RAW */
		{ MICRO, 96, 0x02000001, 0x02000001, 96, -1 },
		{ MODIFIED, 96, 1, 1, 110, -1 }, /* perhaps cooked: 14 more */
		{ MODIFIED, 96, 101, 101, 96, -1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bin b = { .big = i & 1 };
		struct source_iface iface;

		pcap_head(&b, rows[i].magic, 4, rows[i].snaplen, rows[i].word);
		iface = iface_of(&b);
		CHECK_MSG(iface.linktype == rows[i].linktype &&
		                  iface.snaplen == rows[i].want_snaplen &&
		                  iface.fcs_len == rows[i].fcs_len,
		          "row %zu: %u %u %d", i, iface.linktype, iface.snaplen,
		          iface.fcs_len);
		bin_free(&b);
	}
}

/* Two good packets before what is to come. */
static struct bin two_packets(bool pcapng)
{
	struct bin b = { 0 };

	if (pcapng) {
		ng_shb(&b);
		ng_idb(&b, 1, 0);
		ng_epb(&b, 0, 1, 3, 3);
		ng_epb(&b, 0, 2, 5, 5);
	} else {
		pcap_head(&b, MICRO, 4, 65535, 1);
		pcap_rec(&b, 0, 1, 3, 3, 3);
		pcap_rec(&b, 0, 2, 5, 5, 5);
	}
	return b;
}

#define TWO "0.000001000 3/3 #0 000102\n0.000002000 5/5 #0 0001020304\n"

TEST(a_record_too_long_is_damage_and_the_rest_stays_good)
{
	struct bin b = two_packets(false);

	pcap_rec(&b, 0, 3, 262145, 262145, 100);
	check_file("256 KiB and 1", &b, false,
	           TWO
	           "end -74 packet 3 at byte 64: says it has 262145 bytes, more than "
	           "the 262144 a packet can have\n");
	bin_free(&b);
	b = two_packets(false);
	pcap_rec(&b, 0, 3, 262144, 262144, 12);
	check_file("256 KiB", &b, false,
	           TWO
	           "end 0 packet 3 at byte 64: says it has 262144 bytes, the file ends "
	           "after 12\n");
	bin_free(&b);
}

static unsigned lines_of(const char *text)
{
	unsigned n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

/* Cuts the file everywhere: all whole records come, and a warning unless the cut is
 * between two records.
 */
static void check_cuts(const struct bin *b, const size_t *ends, unsigned count,
                       size_t from)
{
	struct str got = { 0 };

	for (size_t n = from; n <= b->len; n++) {
		struct file f = file_of(b->at, n);
		unsigned whole = 0;
		bool between = n == from;

		for (unsigned i = 0; i < count; i++) {
			whole += ends[i] <= n;
			between |= ends[i] == n;
		}
		for (enum how how = MAPPED; how <= PIPED; how++) {
			describe(&f, how, false, &got);
			CHECK_MSG(lines_of(got.at) == whole + 1 &&
			                  strstr(got.at, "end 0 ") &&
			                  (strstr(got.at, "end 0 \n") != NULL) ==
			                          between,
			          "cut at %zu, way %d:\n%s", n, how, got.at);
		}
		file_close(&f);
	}
	str_fini(&got);
}

TEST(a_cut_file_gives_all_whole_records_and_a_warning)
{
	size_t ends[4];
	struct bin b = { 0 };

	pcap_head(&b, MICRO, 4, 65535, 1);
	for (unsigned i = 0; i < 4; i++) {
		pcap_rec(&b, i, 0, i * 7, 99, i * 7);
		ends[i] = b.len;
	}
	check_cuts(&b, ends, 4, 24);
	bin_free(&b);

	b.big = true;
	ng_shb(&b);
	ng_idb(&b, 1, 0);
	for (uint32_t i = 0; i < 4; i++) {
		ng_epb(&b, 0, i, i * 7, 99);
		ends[i] = b.len;
	}
	check_cuts(&b, ends, 4, 48);
	bin_free(&b);
}

TEST(pcapng_packets_of_each_kind_and_byte_order)
{
	for (int big = 0; big < 2; big++) {
		struct bin b = { .big = big };
		size_t start;

		ng_shb(&b);
		ng_idb(&b, 1, 6);
		ng_epb(&b, 0, 0x100000001, 5, 50);
		start = block_start(&b, 3);
		bin_32(&b, 5);
		bin_counting(&b, 5);
		block_end(&b, start);
		start = block_start(&b, 3); /* cut by the snap length */
		bin_32(&b, 500);
		bin_counting(&b, 6);
		block_end(&b, start);
		start = block_start(&b, 2);
		bin_16(&b, 0);
		bin_16(&b, 7);
		bin_32(&b, 1);
		bin_32(&b, 2);
		bin_32(&b, 3);
		bin_32(&b, 30);
		bin_counting(&b, 3);
		block_end(&b, start);
		check_file(big ? "big" : "little", &b, false,
		           "4294.967297000 5/50 #0 0001020304\n"
		           "- 5/5 #0 0001020304\n"
		           "- 6/500 #0 000102030405\n"
		           "4294.967298000 3/30 #0 000102\n"
		           "end 0 \n");
		bin_free(&b);
	}
}

TEST(each_section_has_its_byte_order_and_interfaces)
{
	struct bin b = { 0 };
	struct file f;
	struct source *s;
	struct batch batch;
	const struct source_iface *ifaces;
	char err[SOURCE_MSG_MAX];
	uint32_t count;

	ng_shb(&b);
	ng_idb(&b, 1, 0);
	ng_idb(&b, 101, 96);
	ng_epb(&b, 1, 1, 1, 1);
	b.big = true;
	ng_shb(&b);
	ng_idb(&b, 113, 0);
	ng_epb(&b, 0, 2, 2, 2);
	b.big = false;
	ng_shb(&b);
	ng_idb(&b, 12, 0); /* DLT_RAW */
	ng_epb(&b, 0, 3, 3, 3);
	check_file("sections", &b, false,
	           "0.000001000 1/1 #1 00\n0.000002000 2/2 #2 0001\n"
	           "0.000003000 3/3 #3 000102\nend 0 \n");

	f = file_of_bin(&b);
	CHECK_EQ(savefile_open(f.path, NULL, &s, err), 0);
	while (source_next(s, &batch) > 0)
		;
	ifaces = source_ifaces(s, &count);
	CHECK_EQ(count, 4);
	CHECK_EQ(ifaces[0].linktype, 1);
	CHECK_EQ(ifaces[1].linktype, 101);
	CHECK_EQ(ifaces[1].snaplen, 96);
	CHECK_EQ(ifaces[2].linktype, 113);
	CHECK_EQ(ifaces[3].linktype, 101);
	source_close(s);
	file_close(&f);
	bin_free(&b);
}

TEST(time_stamps_of_any_resolution_become_nanoseconds)
{
	static const struct {
		uint8_t resolution;
		int64_t offset;
		uint64_t stamp;
		const char *want;
	} rows[] = {
		{ 0, 0, 17, "17.000000000" },
		{ 3, 0, 17123, "17.123000000" },
		{ 6, 0, 17123456, "17.123456000" },
		{ 9, 0, 17123456789, "17.123456789" },
		{ 6, 100, 17123456, "117.123456000" },
		{ 6, -7, 17123456, "10.123456000" },
		{ 12, 0, 17123456789999, "17.123456789" },
		{ 19, 0, 12345678901234567890u, "1.234567890" },
		{ 0x80, 0, 17, "17.000000000" },
		{ 0x80 | 1, 0, 35, "17.500000000" },
		{ 0x80 | 20, 0, (17 << 20) + (3 << 18), "17.750000000" },
		{ 0x80 | 32, 5, UINT64_C(17) << 32 | 0x80000001, "22.500000000" },
		{ 0x80 | 33, 0, UINT64_C(17) << 33 | 0x1ffffffff, "17.999999999" },
		{ 0x80 | 63, 0, UINT64_C(3) << 62, "1.500000000" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bin b = { .big = i & 1 };
		char want[64];

		ng_shb(&b);
		ng_idb_time(&b, rows[i].resolution, rows[i].offset);
		ng_epb(&b, 0, rows[i].stamp, 1, 1);
		snprintf(want, sizeof(want), "%s 1/1 #0 00\nend 0 \n", rows[i].want);
		check_file("resolution", &b, false, want);
		bin_free(&b);
	}
}

TEST(the_flags_option_gives_direction_and_offloads)
{
	static const uint32_t words[] = { 1, 2, 1 << 9 | 1, 1 << 10, 1 << 11, 0x1fc };
	struct bin b = { 0 };

	ng_shb(&b);
	ng_idb(&b, 1, 0);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t start = block_start(&b, 6);

		bin_zeros(&b, 12);
		bin_32(&b, 3);
		bin_32(&b, 3);
		bin_counting(&b, 3);
		bin_8(&b, 0);
		option(&b, 1, "hello", 5);
		option(&b, 2, &words[i], 4);
		block_end(&b, start);
	}
	check_file(
		"flags", &b, false,
		"0.000000000 3/3 #0 000102 +4\n0.000000000 3/3 #0 000102 +8\n"
		"0.000000000 3/3 #0 000102 +14\n0.000000000 3/3 #0 000102 +20\n"
		"0.000000000 3/3 #0 000102 +40\n0.000000000 3/3 #0 000102\nend 0 \n");
	bin_free(&b);
}

TEST(blocks_without_packets_are_handed_out_in_order)
{
	struct bin b = { 0 };

	ng_shb(&b);
	ng_other(&b, 0x12345, 3);
	ng_idb(&b, 1, 0);
	ng_other(&b, 4, 8);
	ng_epb(&b, 0, 1, 1, 1);
	ng_epb(&b, 0, 2, 1, 1);
	ng_other(&b, 10, 20);
	ng_other(&b, 0x40000bad, 4);
	ng_epb(&b, 0, 3, 1, 1);
	ng_other(&b, 5, 12);
	check_file("blocks", &b, true,
	           "block 168627466 28\nblock 74565 16\nblock 1 20\nblock 4 20\n"
	           "0.000001000 1/1 #0 00\n0.000002000 1/1 #0 00\n"
	           "block 10 32\nblock 1073744813 16\n"
	           "0.000003000 1/1 #0 00\nblock 5 24\nend 0 \n");
	bin_free(&b);
}

TEST(what_is_wrong_in_pcapng_is_said_with_its_place)
{
	static const struct {
		const char *name;
		uint32_t bytes[8]; /* of the block, as numbers */
		unsigned count;
		const char *want;
	} rows[] = {
		{ "length 8",
		  { 6, 8, 8 },
		  3,
		  "packet 3 at byte 124: says its block has 8 bytes; it takes a "
		  "multiple of 4 "
		  "from 12 to 135266304" },
		{ "length 14",
		  { 6, 14, 0, 0 },
		  4,
		  "packet 3 at byte 124: says its block has 14 bytes; it takes a "
		  "multiple of 4 "
		  "from 12 to 135266304" },
		{ "length 4 G",
		  { 10, 0xfffffffc, 0, 0 },
		  4,
		  "decryption secrets at byte 124: says its block has 4294967292 "
		  "bytes; it takes "
		  "a multiple of 4 from 12 to 135266304" },
		{ "two lengths",
		  { 0x77, 16, 0, 20 },
		  4,
		  "block of type 0x00000077 at byte 124: says its block has 16 bytes, "
		  "and 20 "
		  "where it ends" },
		{ "no packet",
		  { 6, 16, 0, 16 },
		  4,
		  "packet 3 at byte 124: is in a block of 16 bytes, too few for a "
		  "packet" },
		{ "caplen",
		  { 6, 32, 0, 0, 0, 4, 4, 32 },
		  8,
		  "packet 3 at byte 124: says it has 4 bytes, its block has room for "
		  "0" },
		{ "interface",
		  { 6, 32, 1, 0, 0, 0, 0, 32 },
		  8,
		  "packet 3 at byte 124: is of interface 1, and its section describes only 1" },
		{ "short SPB",
		  { 3, 12, 12 },
		  3,
		  "packet 3 at byte 124: is in a block of 12 bytes, too few for a "
		  "packet" },
		{ "SPB",
		  { 3, 20, 5, 0, 20 },
		  5,
		  "packet 3 at byte 124: says it has 5 bytes, its block has room for "
		  "4" },
		{ "IDB",
		  { 1, 16, 1, 16 },
		  4,
		  "interface description at byte 124: describes an interface in 16 "
		  "bytes, not "
		  "20" },
		{ "tsresol",
		  { 1, 28, 1, 0, 1 << 16 | 9, 20, 28 },
		  7,
		  "interface description at byte 124: says times are in units of "
		  "10^-20 s; "
		  "10^-19 is the finest that can be read" },
		{ "tsresol length",
		  { 1, 28, 1, 0, 2 << 16 | 9, 6, 28 },
		  7,
		  "interface description at byte 124: has option if_tsresol with 2 "
		  "bytes "
		  "instead of 1" },
		{ "option",
		  { 1, 28, 1, 0, 9 << 16 | 2, 6, 28 },
		  7,
		  "interface description at byte 124: has an option that is longer "
		  "than the "
		  "block" },
		{ "magic",
		  { 0x0a0d0d0a, 28, 0x1a2b3c4e, 1, 0, 0, 28 },
		  7,
		  "section header at byte 124: starts a section with 4e 3c 2b 1a for "
		  "its byte "
		  "order, which is neither 1a 2b 3c 4d nor its reverse" },
		{ "version",
		  { 0x0a0d0d0a, 28, 0x1a2b3c4d, 2, 0, 0, 28 },
		  7,
		  "section header at byte 124: starts a section of version 2.0; 1.0 "
		  "can be "
		  "read" },
		{ "short section",
		  { 0x0a0d0d0a, 16, 0x1a2b3c4d, 16 },
		  4,
		  "section header at byte 124: starts a section in 16 bytes, not 28" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bin b = two_packets(true);
		char want[512];

		for (unsigned j = 0; j < rows[i].count; j++)
			bin_32(&b, rows[i].bytes[j]);
		ng_epb(&b, 0, 1, 1, 1);
		snprintf(want, sizeof(want), TWO "end -74 %s\n", rows[i].want);
		check_file(rows[i].name, &b, false, want);
		bin_free(&b);
	}
}

TEST(a_packet_needs_an_interface)
{
	struct bin b = { 0 };

	ng_shb(&b);
	check_file("no interface", &b, false, "end 0 \n");
	ng_epb(&b, 0, 1, 1, 1);
	check_file("packet first", &b, false,
	           "end -74 packet 1 at byte 28: comes before the description of any "
	           "interface\n");
	bin_free(&b);
}

TEST(files_that_are_not_captures_are_refused_by_what_they_are)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *want;
	} rows[] = {
		{ "", 0, "open -74 is empty, not a capture file\n" },
		{ "abc", 3, "open -74 is too short for a capture file: 3 bytes\n" },
		{ "hello", 5,
		  "open -74 is neither a pcap nor a pcapng file: it starts with "
		  "68 65 6c 6c\n" },
		{ "\xa1\xb2\xc3\xd4zz", 6,
		  "open -74 ends inside the header of a pcap file, "
		  "after 6 of 24 bytes\n" },
		{ "\xa1\xb2\xc3\xd4\0\2\0\5\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1", 24,
		  "open -74 is a pcap file of version 2.5; versions 2.0 to 2.4 can be "
		  "read\n" },
		{ "\x0a\x0d\x0d\x0a\x1c", 5,
		  "open -74 section header at byte 0: the file "
		  "ends inside its header, after 5 of 12 bytes\n" },
		{ "\x0a\x0d\x0d\x0a\x1c\0\0\0zzzzzz", 14,
		  "open -74 section header at byte 0: starts a section with 7a 7a 7a "
		  "7a for "
		  "its byte order, which is neither 1a 2b 3c 4d nor its reverse\n" },
		{ "BZh9", 4,
		  "open -74 is compressed; read it through a pipe: "
		  "bzip2 -dc FILE | ... -r -\n" },
		{ "\xfd" "7zX", 4,
		  "open -74 is compressed; read it through a pipe: "
		  "xz -dc FILE | ... -r -\n" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bin b = { 0 };

		bin_bytes(&b, rows[i].bytes, rows[i].n);
		check_file(rows[i].bytes, &b, false, rows[i].want);
		bin_free(&b);
	}
}

TEST(what_cannot_be_opened_is_named)
{
	char err[SOURCE_MSG_MAX];
	struct source *s;

	CHECK_EQ(savefile_open("/nonexistent/x", NULL, &s, err), -ENOENT);
	CHECK_STR(err, "/nonexistent/x: No such file or directory");
	CHECK_EQ(savefile_open("/", NULL, &s, err), -EISDIR);
	CHECK_STR(err, "/: Is a directory");
}

TEST(records_larger_than_the_read_buffer_are_whole)
{
	struct bin b = { 0 };

	pcap_head(&b, MICRO, 4, 2 << 20, 249);
	for (uint32_t i = 0; i < 3; i++)
		pcap_rec(&b, i, 0, 300000 + i, 300000 + i, 300000 + i);
	check_file("pcap", &b, false,
	           "0.000000000 300000/300000 #0 0001020304050607..\n"
	           "1.000000000 300001/300001 #0 0001020304050607..\n"
	           "2.000000000 300002/300002 #0 0001020304050607..\nend 0 \n");
	bin_free(&b);

	ng_shb(&b);
	ng_other(&b, 0x4242, 900000);
	ng_idb(&b, 1, 0);
	ng_epb(&b, 0, 7, 1, 1);
	check_file("pcapng", &b, true,
	           "block 168627466 28\nblock 16962 900012\nblock 1 20\n"
	           "0.000007000 1/1 #0 00\nend 0 \n");
	bin_free(&b);
}

TEST(memory_does_not_follow_lengths_that_lie)
{
	struct bin b = { 0 };
	struct file f;
	char err[SOURCE_MSG_MAX];
	struct savefile_opts opts = { .no_map = true };
	struct source *s;
	struct batch batch;
	struct mallinfo2 before = mallinfo2(), after;

	ng_shb(&b);
	ng_idb(&b, 1, 0);
	bin_32(&b, 10);
	bin_32(&b, 128 << 20);
	bin_zeros(&b, 64);
	f = file_of_bin(&b);
	CHECK_EQ(savefile_open(f.path, &opts, &s, err), 0);
	CHECK_EQ(source_next(s, &batch), 0);
	after = mallinfo2();
	CHECK(after.uordblks + after.hblkhd <
	      before.uordblks + before.hblkhd + (4 << 20));
	source_close(s);
	file_close(&f);
	bin_free(&b);
}

TEST(standard_input_is_read_from_where_it_stands)
{
	struct bin b = { 0 };
	struct file f;
	struct str got = { 0 };
	int old = dup(STDIN_FILENO);
	struct file in = { STDIN_FILENO, "-" };

	bin_bytes(&b, "skip", 4);
	pcap_head(&b, MICRO, 4, 65535, 1);
	pcap_rec(&b, 1, 2, 4, 6, 4);
	pcap_rec(&b, 1, 2, 4, 6, 3);
	f = file_of_bin(&b);
	for (enum how how = MAPPED; how <= READ; how++) {
		lseek(f.fd, 4, SEEK_SET);
		dup2(f.fd, STDIN_FILENO);
		describe(&in, how, false, &got);
		CHECK_STR(got.at,
		          "1.000002000 4/6 #0 00010203\nend 0 stdin: packet 2 at byte "
		          "44: says it has 4 bytes, the file ends after 3\n");
	}
	dup2(old, STDIN_FILENO);
	close(old);
	str_fini(&got);
	file_close(&f);
	bin_free(&b);
}

TEST(a_file_that_grows_is_read_to_its_new_end)
{
	struct bin b = { 0 };
	struct file f;
	struct source *s;
	struct batch batch;
	char err[SOURCE_MSG_MAX];
	uint32_t packets = 0;

	mapguard_install();
	pcap_head(&b, MICRO, 4, 65535, 1);
	pcap_rec(&b, 1, 2, 4, 4, 4);
	pcap_rec(&b, 1, 3, 4, 4, 4);
	f = file_of(b.at, b.len - 2);
	CHECK_EQ(savefile_open(f.path, NULL, &s, err), 0);
	CHECK(savefile_info(s)->stable);
	CHECK_EQ(source_next(s, &batch), 1);
	CHECK_EQ(batch.count, 1);
	CHECK_EQ(pwrite(f.fd, b.at + b.len - 2, 2, (off_t)b.len - 2), 2);
	CHECK_EQ(pwrite(f.fd, b.at + b.len - 20, 20, (off_t)b.len), 20);
	while (source_next(s, &batch) > 0) {
		packets += batch.count;
		CHECK_EQ(batch.packets[0].data[3], 3);
	}
	CHECK_EQ(packets, 2);
	CHECK_STR(source_message(s), "");
	source_close(s);
	file_close(&f);
	bin_free(&b);
}

static void nothing(int sig)
{
	(void)sig;
}

TEST(a_signal_interrupts_waiting_and_nothing_is_lost)
{
	struct sigaction sa = { .sa_handler = nothing }, old;
	struct itimerval soon = { .it_value = { 0, 20000 } };
	struct bin b = { 0 };
	struct source *s;
	struct batch batch;
	char path[32], err[SOURCE_MSG_MAX];
	int fds[2];

	pcap_head(&b, MICRO, 4, 65535, 1);
	pcap_rec(&b, 1, 2, 4, 4, 4);
	CHECK_EQ(pipe(fds), 0);
	CHECK_EQ(write(fds[1], b.at, 30), 30);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fds[0]);
	CHECK_EQ(savefile_open(path, NULL, &s, err), 0);
	sigaction(SIGALRM, &sa, &old);
	setitimer(ITIMER_REAL, &soon, NULL);
	CHECK_EQ(source_next(s, &batch), -EINTR);
	CHECK_EQ(write(fds[1], b.at + 30, b.len - 30), b.len - 30);
	CHECK_EQ(source_next(s, &batch), 1); /* does not wait for the end of the pipe */
	CHECK_EQ(batch.count, 1);
	close(fds[1]);
	CHECK_EQ(source_next(s, &batch), 0);
	sigaction(SIGALRM, &old, NULL);
	source_close(s);
	close(fds[0]);
	bin_free(&b);
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* A file with something of everything. */
static struct bin rich_file(unsigned kind)
{
	struct bin b = { .big = kind & 1 };

	if (kind < 4) {
		pcap_head(&b, kind < 2 ? MICRO : MODIFIED, kind & 2 ? 3 : 4, 100, 1);
		for (uint32_t i = 0; i < 6; i++)
			if (kind < 2)
				pcap_rec(&b, i, i, i * 9, i * 9, i * 9);
			else
				pcap_rec_modified(&b, i, i, i * 9, i * 9, i * 9);
		return b;
	}
	for (int section = 0; section < 2; section++, b.big = !b.big) {
		ng_shb(&b);
		ng_idb(&b, 1, 40);
		ng_idb_time(&b, section ? 0x8a : 9, 3);
		ng_other(&b, 4, 12);
		for (uint32_t i = 0; i < 4; i++)
			ng_epb(&b, i & 1, i, i * 11, 99);
		ng_other(&b, 3, 20);
	}
	return b;
}

static void mutate(struct bin *b, uint64_t *random)
{
	static const uint32_t numbers[] = { 0,          1,         4,      12,
		                            0xffff,     262144,    262145, 0x7fffffff,
		                            0xfffffffc, 0xffffffff };
	uint64_t changes = 1 + next_random(random) % 4;

	while (changes--) {
		size_t at = next_random(random) % b->len;

		switch (next_random(random) % 4) {
		case 0:
			b->at[at] ^= (uint8_t)(1 << next_random(random) % 8);
			break;
		case 1:
			b->at[at] = (uint8_t)next_random(random);
			break;
		case 2:
			if (at + 4 <= b->len)
				memcpy(b->at + at, &numbers[next_random(random) % 10],
				       4);
			break;
		default:
			if (at > 4)
				b->len = at;
		}
	}
}

/* However damaged, a file reads alike in each way, ends, and stays inside its bytes
 * (which the sanitizers watch).
 */
TEST(mutated_files_end_and_read_alike_in_each_way)
{
	uint64_t random = 0x9e3779b97f4a7c15;
	const int rounds = getenv("PFC_LONG") ? 100000 : 4000;
	struct str a = { 0 }, c = { 0 };

	for (int i = 0; i < rounds; i++) {
		struct bin b = rich_file((unsigned)i % 6);
		struct file f;

		mutate(&b, &random);
		f = file_of_bin(&b);
		describe(&f, MAPPED, i & 1, &a);
		describe(&f, i & 2 ? READ : PIPED, i & 1, &c);
		CHECK_MSG(!strcmp(a.at, c.at), "round %d\n%sand\n%s", i, a.at, c.at);
		CHECK_MSG(lines_of(a.at) <= b.len / 12 + 2, "round %d: %s", i, a.at);
		file_close(&f);
		bin_free(&b);
	}
	str_fini(&a);
	str_fini(&c);
}

TEST_MAIN(CASE(reads_pcap_of_each_magic_and_byte_order),
          CASE(old_versions_have_the_lengths_the_other_way_round),
          CASE(a_packet_is_cut_at_the_snap_length_of_the_file),
          CASE(the_header_of_pcap_says_what_the_interface_is),
          CASE(a_record_too_long_is_damage_and_the_rest_stays_good),
          CASE(a_cut_file_gives_all_whole_records_and_a_warning),
          CASE(pcapng_packets_of_each_kind_and_byte_order),
          CASE(each_section_has_its_byte_order_and_interfaces),
          CASE(time_stamps_of_any_resolution_become_nanoseconds),
          CASE(the_flags_option_gives_direction_and_offloads),
          CASE(blocks_without_packets_are_handed_out_in_order),
          CASE(what_is_wrong_in_pcapng_is_said_with_its_place),
          CASE(a_packet_needs_an_interface),
          CASE(files_that_are_not_captures_are_refused_by_what_they_are),
          CASE(what_cannot_be_opened_is_named),
          CASE(records_larger_than_the_read_buffer_are_whole),
          CASE(memory_does_not_follow_lengths_that_lie),
          CASE(standard_input_is_read_from_where_it_stands),
          CASE(a_file_that_grows_is_read_to_its_new_end),
          CASE(a_signal_interrupts_waiting_and_nothing_is_lost),
          CASE(mutated_files_end_and_read_alike_in_each_way))
