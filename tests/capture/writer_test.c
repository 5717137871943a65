/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "capture/mapguard.h"
#include "capture/order.h"
#include "capture/savefile_pcap.h"
#include "proto/link.h"
#include "tests/capture/files.h"
#include "tests/test.h"

/* Copies all packets of a source for which keep() is true; returns what went wrong. */
static int copy_all(struct source *src, struct writer *w, bool (*keep)(uint64_t n))
{
	struct batch b;
	uint64_t n = 0;
	int status, error = 0;

	while ((status = source_next(src, &b)) > 0) {
		for (uint32_t i = 0; i < b.count && !error; i++)
			if (keep(n++))
				error = writer_packet(w, &b.packets[i], NULL);
		if (error)
			return error;
	}
	return status;
}

static bool all(uint64_t n)
{
	(void)n;
	return true;
}

static bool odd(uint64_t n)
{
	return n & 1;
}

/* Copies a file, mapped or read; returns the new one. */
static struct file copied(const struct bin *in, enum savefile_format format, bool nano,
                          bool (*keep)(uint64_t n), bool map)
{
	struct file from = file_of_bin(in), to = file_of("", 0);
	struct savefile_opts how = { .no_map = !map };
	struct writer_opts opts = { .format = format, .nano = nano };
	char err[SOURCE_MSG_MAX];
	struct sink *sink;
	struct writer *w;

	mapguard_install();
	CHECK_MSG(savefile_open(from.path, &how, &opts.copy, err) == 0, "%s", err);
	CHECK_MSG(sink_open(to.path, NULL, &sink, err) == 0, "%s", err);
	CHECK_EQ(writer_open(sink, &opts, &w), 0);
	CHECK_EQ(copy_all(opts.copy, w, keep), 0);
	CHECK_EQ(writer_finish(w), 0);
	CHECK_EQ(sink_saved(sink), sink_given(sink));
	writer_close(w);
	CHECK_EQ(sink_close(sink, NULL), 0);
	source_close(opts.copy);
	file_close(&from);
	return to;
}

static void check_copy(const char *what, const struct bin *in,
                       enum savefile_format format, bool nano, bool (*keep)(uint64_t n),
                       const struct bin *want)
{
	for (int map = 0; map < 2; map++) {
		struct file f = copied(in, format, nano, keep, map);
		size_t n;
		uint8_t *got = file_bytes(&f, &n);

		CHECK_MSG(n == want->len, "%s: %zu bytes instead of %zu", what, n,
		          want->len);
		CHECK_MEM(got, want->at, n);
		free(got);
		file_close(&f);
	}
}

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
enum { NATIVE_BIG = 1 };
#else
enum { NATIVE_BIG = 0 };
#endif

static void odd_packets(struct bin *b, uint32_t scale_to)
{
	pcap_head(b, scale_to, 4, 65535, 0x24000001);
	for (uint32_t i = 1; i < 300; i += 2)
		pcap_rec(b, i, scale_to == NANO ? i * 1000 : i, i, i + 7, i);
}

TEST(pcap_in_any_form_becomes_the_same_file)
{
	static const uint32_t magics[] = { MICRO, NANO, MODIFIED };
	struct bin micro = { .big = NATIVE_BIG }, nano = { .big = NATIVE_BIG };

	odd_packets(&micro, MICRO);
	odd_packets(&nano, NANO);
	for (int i = 0; i < 6; i++) {
		uint32_t magic = magics[i / 2], unit = magic == NANO ? 1000 : 1;
		/* A modified Ethernet file gets 14 bytes more. */
		struct bin in = { .big = i & 1 };

		pcap_head(&in, magic, 4, magic == MODIFIED ? 65521 : 65535, 0x24000001);
		for (uint32_t j = 0; j < 300; j++)
			if (magic == MODIFIED)
				pcap_rec_modified(&in, j, j, j, j + 7, j);
			else
				pcap_rec(&in, j, j * unit, j, j + 7, j);
		check_copy("micro", &in, SAVEFILE_PCAP, false, odd, &micro);
		check_copy("nano", &in, SAVEFILE_PCAP, true, odd, &nano);
		bin_free(&in);
	}
	bin_free(&micro);
	bin_free(&nano);
}

TEST(odd_times_and_lengths_of_pcap_are_kept)
{
	struct bin in = { .big = !NATIVE_BIG }, want = { .big = NATIVE_BIG };

	/* no snap length, DLT_RAW, lengths exchanged */
	pcap_head(&in, MICRO, 2, 0, 12);
	pcap_rec(&in, 0xfffffff0, 2999999, 4, 6, 6);
	pcap_rec(&in, 5, 0xffffffff, 9, 0, 0);
	pcap_head(&want, MICRO, 4, 262144, 101);
	pcap_rec(&want, 0xfffffff0, 2999999, 6, 4, 6);
	pcap_rec(&want, 5, 0xffffffff, 0, 9, 0);
	check_copy("odd", &in, SAVEFILE_PCAP, false, all, &want);
	bin_free(&in);
	bin_free(&want);
}

TEST(packets_cut_at_the_snap_length_are_written_cut)
{
	struct bin in = { .big = NATIVE_BIG }, want = { .big = NATIVE_BIG };

	pcap_head(&in, MICRO, 4, 5, 1);
	pcap_head(&want, MICRO, 4, 5, 1);
	for (uint32_t i = 0; i < 10; i++) {
		pcap_rec(&in, i, 0, i, 99, i);
		pcap_rec(&want, i, 0, i < 5 ? i : 5, 99, i < 5 ? i : 5);
	}
	check_copy("cut", &in, SAVEFILE_PCAP, false, all, &want);
	bin_free(&in);
	bin_free(&want);
}

/* Two sections of different byte order with all sorts of blocks; only the blocks and
 * packets that a copy with odd() keeps, when kept is set.
 */
static struct bin all_sorts(bool kept)
{
	struct bin b = { 0 };

	for (int section = 0; section < 2; section++, b.big = !b.big) {
		size_t start = block_start(&b, 0x0a0d0d0a);

		bin_32(&b, 0x1a2b3c4d);
		bin_16(&b, 1);
		bin_16(&b, 0);
		bin_64(&b, kept ? UINT64_MAX : 12345);
		option(&b, 1, "a comment", 9);
		block_end(&b, start);
		ng_idb(&b, 1, 0);
		ng_idb_time(&b, 0x94, 0);
		ng_other(&b, 4, 16);
		for (uint32_t i = 0; i < 200; i++) {
			if (!kept || i & 1)
				ng_epb(&b, i / 2 & 1, i, i, i);
			if (i == 100)
				ng_other(&b, 10, 50);
			if (i == 110)
				ng_other(&b, 0xbad, 8);
			if (i == 120 && !kept)
				ng_other(&b, 0x40000bad, 8);
			if (i == 130)
				ng_other(&b, 0x7fff1234, 5);
		}
		ng_other(&b, 5, 20);
	}
	return b;
}

TEST(a_copy_of_pcapng_keeps_what_it_does_not_know)
{
	struct bin in = all_sorts(false), want = all_sorts(true);

	check_copy("copy", &in, SAVEFILE_PCAPNG, false, odd, &want);
	bin_free(&in);
	bin_free(&want);
}

TEST(pcapng_becomes_pcap)
{
	struct bin in = { .big = !NATIVE_BIG }, want = { .big = NATIVE_BIG };

	ng_shb(&in);
	ng_idb(&in, 105, 0); /* has no packets, so it does not count */
	ng_idb(&in, 1, 200);
	ng_epb(&in, 1, 5000007, 6, 60);
	ng_idb(&in, 1, 0);
	ng_epb(&in, 2, 6000009, 7, 70);
	pcap_head(&want, MICRO, 4, 200, 1);
	pcap_rec(&want, 5, 7, 6, 60, 6);
	pcap_rec(&want, 6, 9, 7, 70, 7);
	check_copy("to pcap", &in, SAVEFILE_PCAP, false, all, &want);
	bin_free(&in);
	bin_free(&want);
}

TEST(a_pcap_file_without_packets_has_its_header)
{
	struct bin in = { .big = !NATIVE_BIG }, want = { .big = NATIVE_BIG };

	ng_shb(&in);
	pcap_head(&want, MICRO, 4, 262144, 1);
	check_copy("no interface", &in, SAVEFILE_PCAP, false, all, &want);
	ng_idb(&in, 113, 96);
	want.len = 0;
	pcap_head(&want, MICRO, 4, 96, 113);
	check_copy("no packet", &in, SAVEFILE_PCAP, false, all, &want);
	bin_free(&in);
	bin_free(&want);
}

TEST(pcap_refuses_a_second_link_type)
{
	struct bin in = { 0 };
	struct file from, to = file_of("", 0);
	struct writer_opts opts = { .format = SAVEFILE_PCAP };
	char err[SOURCE_MSG_MAX];
	struct sink *sink;
	struct writer *w;

	ng_shb(&in);
	ng_idb(&in, 1, 0);
	ng_idb(&in, 113, 0);
	ng_epb(&in, 0, 1, 1, 1);
	ng_epb(&in, 1, 1, 1, 1);
	from = file_of_bin(&in);
	CHECK_EQ(savefile_open(from.path, NULL, &opts.copy, err), 0);
	CHECK_EQ(sink_open(to.path, NULL, &sink, err), 0);
	CHECK_EQ(writer_open(sink, &opts, &w), 0);
	CHECK_EQ(copy_all(opts.copy, w, all), -EINVAL);
	CHECK_STR(writer_message(w),
	          "a pcap file has one link type, here EN10MB, and this "
	          "packet has LINUX_SLL; a pcapng file can hold both");
	writer_close(w);
	CHECK_EQ(sink_close(sink, NULL), 0);
	source_close(opts.copy);
	file_close(&from);
	file_close(&to);
	bin_free(&in);
}

/* A new pcapng file with everything that can be said. */
static struct file new_pcapng(void)
{
	static const uint8_t mac[6] = { 2, 0, 0, 0, 0, 1 };
	struct pcapng_iface_desc eth = { .linktype = 1,
		                         .snaplen = 96,
		                         .fcs_len = 4,
		                         .name = "eth0",
		                         .description = "the first",
		                         .filter = "tcp port 80",
		                         .os = "Linux",
		                         .hardware = "card",
		                         .mac = mac,
		                         .speed = 10000000 };
	struct pcapng_iface_desc lo = { .linktype = 1, .fcs_len = -1, .name = "lo" };
	struct packet_notes notes = { .drops = 5,
		                      .has_packetid = true,
		                      .packetid = 77,
		                      .has_queue = true,
		                      .queue = 3,
		                      .has_process = true,
		                      .pid = 12,
		                      .tid = 13,
		                      .comment = "hello" };
	struct pcapng_stats stats = PCAPNG_STATS_NONE;
	struct writer_opts opts = { .format = SAVEFILE_PCAPNG,
		                    .application = "pfc 0",
		                    .os = "Linux",
		                    .hardware = "x",
		                    .comment = "why" };
	uint8_t bytes[60] = { 1, 2, 3 };
	struct packet p = { .data = bytes,
		            .caplen = 3,
		            .len = 60,
		            .ns = 1234567890123456789,
		            .iface = 0,
		            .flags = PACKET_HAS_TIME | PACKET_IN };
	struct file f = file_of("", 0);
	char err[SINK_MSG_MAX];
	struct sink *sink;
	struct writer *w;

	CHECK_EQ(sink_open(f.path, NULL, &sink, err), 0);
	CHECK_EQ(writer_open(sink, &opts, &w), 0);
	CHECK_EQ(writer_add_iface(w, &eth), 0);
	CHECK_EQ(writer_add_iface(w, &lo), 0);
	CHECK_EQ(writer_packet(w, &p, &notes), 0);
	p.iface = 1;
	p.flags = PACKET_HAS_TIME | PACKET_OUT | PACKET_CSUM_TODO | PACKET_GSO;
	CHECK_EQ(writer_packet(w, &p, NULL), 0);
	p.flags = PACKET_HAS_TIME;
	p.caplen = 60;
	CHECK_EQ(writer_packet(w, &p, NULL), 0);
	stats.ns = p.ns;
	stats.received = 3;
	stats.os_drops = 5;
	CHECK_EQ(writer_stats(w, 0, &stats), 0);
	p.iface = 2;
	CHECK_EQ(writer_packet(w, &p, NULL), -EINVAL);
	CHECK_STR(writer_message(w),
	          "a packet is of interface 2, which the file does not "
	          "have");
	CHECK_EQ(writer_finish(w), 0);
	writer_close(w);
	CHECK_EQ(sink_close(sink, NULL), 0);
	return f;
}

TEST(a_new_pcapng_file_says_everything)
{
	struct file f = new_pcapng();
	struct str got = { 0 };
	struct source *s;
	const struct source_iface *ifaces;
	char err[SOURCE_MSG_MAX];
	struct batch b;
	uint32_t count;

	describe(&f, READ, true, &got);
	CHECK_STR(got.at, "block 168627466 72\nblock 1 124\nblock 1 40\n"
	                  "1234567890.123456789 3/60 #0 010203 +4\n"
	                  "1234567890.123456789 3/60 #1 010203 +58\n"
	                  "1234567890.123456789 60/60 #1 0102030000000000..\n"
	                  "block 5 52\nend 0 \n");
	CHECK_EQ(savefile_open(f.path, NULL, &s, err), 0);
	CHECK_EQ(source_next(s, &b), 1);
	ifaces = source_ifaces(s, &count);
	CHECK_EQ(count, 2);
	CHECK_STR(ifaces[0].name, "eth0");
	CHECK_EQ(ifaces[0].snaplen, 96);
	CHECK_EQ(ifaces[0].fcs_len, 4);
	CHECK_EQ(ifaces[0].tsresol, 1000000000);
	CHECK_STR(ifaces[1].name, "lo");
	CHECK_EQ(ifaces[1].fcs_len, -1);
	source_close(s);
	str_fini(&got);
	file_close(&f);
}

/* "code:len code:len ...", and whether codes come in order. */
static void list_options(const uint8_t *block, uint32_t len, uint32_t from,
                         struct str *out)
{
	struct pcapng_options options = { block + from, len - 4 - from, false };
	struct pcapng_option o;
	uint16_t last = 0;

	while (pcapng_option_next(&options, &o) > 0) {
		CHECK(o.code > last);
		last = o.code;
		str_printf(out, "%u:%u ", o.code, o.len);
	}
	CHECK_EQ(options.len, 4); /* the end of options, and nothing behind it */
}

TEST(options_come_in_order_and_end)
{
	uint8_t at[400];
	struct packet p = { .data = at,
		            .caplen = 5,
		            .len = 5,
		            .flags = PACKET_HAS_META | PACKET_CSUM_GOOD };
	struct packet_notes notes = { .drops = 5,
		                      .has_packetid = true,
		                      .has_queue = true,
		                      .has_process = true,
		                      .verdict_kind = 2,
		                      .comment = "hello" };
	struct pcapng_stats stats = { 0 };
	struct pcapng_iface_desc iface = { .name = "eth0",
		                           .filter = "ip",
		                           .fcs_len = -1 };
	struct str got = { 0 };
	size_t n;

	n = pcapng_epb(at, sizeof(at), &p, &notes);
	list_options(at, (uint32_t)n, 28 + 8, &got);
	CHECK_STR(got.at, "1:5 2:4 4:8 5:8 6:4 7:9 8:8 ");
	got.len = 0;
	n = pcapng_isb(at, sizeof(at), 0, &stats);
	list_options(at, (uint32_t)n, 20, &got);
	CHECK_STR(got.at, "2:8 3:8 4:8 5:8 6:8 7:8 8:8 ");
	got.len = 0;
	n = pcapng_idb(at, sizeof(at), &iface);
	list_options(at, (uint32_t)n, 16, &got);
	CHECK_STR(got.at, "2:4 9:1 11:3 ");
	got.len = 0;
	n = pcapng_shb(at, sizeof(at), "h", NULL, "", "c");
	list_options(at, (uint32_t)n, 24, &got);
	CHECK_STR(got.at, "1:1 2:1 ");
	CHECK_EQ(pcapng_shb(at, sizeof(at), NULL, NULL, NULL, NULL), 28);
	str_fini(&got);
}

TEST(records_can_be_built_in_front_of_their_own_bytes)
{
	struct packet_notes notes = { .drops = 1 };

	for (uint32_t caplen = 0; caplen < 200; caplen++) {
		uint8_t block[400], apart[400];
		struct packet p = { .data = block + 82,
			            .caplen = caplen,
			            .len = 999,
			            .ns = 1234567890987654321,
			            .flags = PACKET_IN };
		struct packet q = p;
		uint8_t bytes[200];
		size_t n;

		for (uint32_t i = 0; i < caplen; i++)
			block[82 + i] = bytes[i] = (uint8_t)(caplen + i * 3);
		q.data = bytes;
		n = pcap_record(apart, sizeof(apart), &q, true);
		CHECK_EQ(pcap_record(block + 82 - 16, 16 + caplen, &p, true), n);
		CHECK_MEM(block + 82 - 16, apart, n);

		n = pcapng_epb(apart, sizeof(apart), &q, &notes);
		CHECK(n <= 82 + caplen);
		CHECK_EQ(pcapng_epb(block, n, &p, &notes), n);
		CHECK_MEM(block, apart, n);
	}
}

TEST(what_does_not_fit_is_refused)
{
	uint8_t block[200], bytes[30] = { 0 };
	struct packet p = { .data = bytes, .caplen = 30, .len = 30 };
	struct packet_notes notes = { .comment = "too long for the room" };
	struct source_iface iface = { .linktype = 1 };
	size_t n;

	n = pcapng_epb(NULL, SIZE_MAX, &p, &notes);
	for (size_t room = 0; room < n; room++) {
		memset(block, 0x5a, sizeof(block));
		CHECK_EQ(pcapng_epb(block, room, &p, &notes), 0);
		CHECK_EQ(block[room], 0x5a);
	}
	memset(block, 0x5a, sizeof(block));
	for (size_t room = 0; room < 46; room++)
		CHECK_EQ(pcap_record(block, room, &p, false), 0);
	for (size_t room = 0; room < 24; room++)
		CHECK_EQ(pcap_file_header(block, room, &iface, false), 0);
	CHECK_EQ(block[0], 0x5a);
	CHECK_EQ(pcapng_epb(block, n, &p, &notes), n);
}

TEST(the_last_whole_record_is_found_in_any_part_of_a_file)
{
	struct bin pcap = { .big = NATIVE_BIG }, ng = all_sorts(false);
	size_t end = 0;
	uint64_t packets, want = 0;

	pcap_head(&pcap, MICRO, 4, 65535, 1);
	for (uint32_t i = 0; i < 20; i++)
		pcap_rec(&pcap, i, 0, i * 3, i * 3, i * 3);
	for (size_t n = 0; n <= pcap.len; n++) {
		if (n == 24 || (n > end && end >= 24 && n - end >= 16 &&
		                n - end == 16 + get_ne32(pcap.at + end + 8))) {
			want += n > 24;
			end = n;
		}
		CHECK_EQ(pcap_whole(pcap.at, n, true, &packets), end);
		CHECK_EQ(packets, want);
	}
	CHECK_EQ(pcap_whole(pcap.at + 24, 16, false, &packets), 16);
	CHECK_EQ(packets, 1);

	CHECK_EQ(pcapng_whole(ng.at, ng.len, true, &packets), ng.len);
	CHECK_EQ(packets, 400);
	CHECK_EQ(pcapng_whole(ng.at, ng.len - 1, true, &packets), ng.len - 32);
	CHECK_EQ(packets, 400);
	CHECK_EQ(pcapng_whole(ng.at, 43, true, &packets), 0);
	CHECK_EQ(pcapng_whole(ng.at, 44, true, &packets), 44);
	bin_free(&pcap);
	bin_free(&ng);
}

/* When the input is cut under the copy, the copy has only packets that were there. */
TEST(a_copy_of_a_file_that_is_cut_has_no_zeros)
{
	bool (*const keeps[])(uint64_t) = { all, odd };

	for (int i = 0; i < 2; i++) {
		struct bin in = { .big = NATIVE_BIG };
		struct file from, to = file_of("", 0);
		struct writer_opts opts = { .format = SAVEFILE_PCAP };
		char err[SOURCE_MSG_MAX];
		struct sink *sink;
		struct writer *w;
		struct batch b;
		struct str got = { 0 };
		int error;

		mapguard_install();
		pcap_head(&in, MICRO, 4, 65535, 1);
		for (uint32_t j = 0; j < 40000; j++)
			pcap_rec(&in, j + 1, 0, 84, 84, 84);
		from = file_of_bin(&in);
		CHECK_EQ(savefile_open(from.path, NULL, &opts.copy, err), 0);
		CHECK_EQ(sink_open(to.path, NULL, &sink, err), 0);
		CHECK_EQ(writer_open(sink, &opts, &w), 0);
		for (int j = 0; j < 5; j++) {
			CHECK_EQ(source_next(opts.copy, &b), 1);
			for (uint32_t k = 0; k < b.count; k++)
				if (keeps[i](k))
					CHECK_EQ(writer_packet(w, &b.packets[k], NULL),
					         0);
		}
		CHECK_EQ(ftruncate(from.fd, 30000), 0); /* some of those are gone */
		error = copy_all(opts.copy, w, keeps[i]);
		CHECK(error < 0);
		writer_finish(w);
		writer_close(w);
		sink_close(sink, err);
		source_close(opts.copy);
		describe(&to, READ, false, &got);
		CHECK_MSG(strstr(got.at, "end 0 \n") &&
		                  !strstr(got.at, "0000000000000000.."),
		          "%s", got.at);
		str_fini(&got);
		file_close(&from);
		file_close(&to);
		bin_free(&in);
	}
}

/* A file of n packets of an interface, written one by one or many at once. */
static struct file new_file(enum savefile_format format, const struct packet *packets,
                            uint32_t n, bool at_once)
{
	struct pcapng_iface_desc iface = { .linktype = LINKTYPE_ETHERNET, .fcs_len = -1 };
	struct writer_opts opts = { .format = format };
	struct file f = file_of("", 0);
	char err[SINK_MSG_MAX];
	struct sink *sink;
	struct writer *w;

	CHECK_MSG(sink_open(f.path, NULL, &sink, err) == 0, "%s", err);
	CHECK_EQ(writer_open(sink, &opts, &w), 0);
	CHECK_EQ(writer_add_iface(w, &iface), 0);
	if (at_once)
		CHECK_EQ(writer_many(w, packets, n), 0);
	for (uint32_t i = 0; i < n && !at_once; i++)
		CHECK_EQ(writer_packet(w, &packets[i], NULL), 0);
	CHECK_EQ(writer_finish(w), 0);
	CHECK_EQ(sink_given(sink), n);
	CHECK_EQ(sink_saved(sink), n);
	writer_close(w);
	CHECK_EQ(sink_close(sink, NULL), 0);
	return f;
}

/* Lengths around those at which a piece, or the buffer of the sink, is full. */
TEST(many_packets_at_once_are_the_same_file)
{
	static const uint32_t lengths[] = { 60, 0, 1, 1514, 65535, 65536, 3, 262144, 64 };
	enum { COUNT = 3000, LENGTHS = sizeof(lengths) / sizeof(lengths[0]) };
	struct packet *packets = calloc(COUNT, sizeof(*packets));
	uint8_t *data = malloc(262144 + COUNT);

	CHECK(packets && data);
	for (uint32_t i = 0; i < 262144 + COUNT; i++)
		data[i] = (uint8_t)(i * 7 + i / 251);
	for (uint32_t i = 0; i < COUNT; i++) {
		struct packet *p = &packets[i];

		p->data = data + i;
		p->caplen = i % 100 < LENGTHS ? lengths[i % 100] : i % 1500;
		p->len = p->caplen + i % 3;
		p->ns = 1234567890123456789u + i * 1000003ull;
		p->flags = i & 1 ? PACKET_OUT : PACKET_IN;
	}
	for (uint32_t n = 0; n <= COUNT; n += n < 5 ? 1 : COUNT - 5) {
		for (int format = 0; format < 2; format++) {
			enum savefile_format as = format ? SAVEFILE_PCAP : SAVEFILE_PCAPNG;
			struct file one = new_file(as, packets, n, false);
			struct file many = new_file(as, packets, n, true);
			size_t want_len, got_len;
			uint8_t *want = file_bytes(&one, &want_len);
			uint8_t *got = file_bytes(&many, &got_len);

			CHECK_EQ(got_len, want_len);
			CHECK_MEM(got, want, want_len);
			free(want);
			free(got);
			file_close(&one);
			file_close(&many);
		}
	}
	free(packets);
	free(data);
}

TEST(many_packets_of_an_interface_that_is_not_there_are_refused)
{
	struct packet packets[2] = { { .iface = 1 }, { .iface = 1 } };
	struct writer_opts opts = { .format = SAVEFILE_PCAPNG };
	struct file f = file_of("", 0);
	struct sink *sink;
	struct writer *w;
	char err[SINK_MSG_MAX];

	CHECK_EQ(sink_open(f.path, NULL, &sink, err), 0);
	CHECK_EQ(writer_open(sink, &opts, &w), 0);
	CHECK_EQ(writer_many(w, packets, 2), -EINVAL);
	CHECK_STR(writer_message(w),
	          "a packet is of interface 1, which the file does not have");
	CHECK_EQ(sink_given(sink), 0);
	writer_close(w);
	sink_close(sink, NULL);
	file_close(&f);
}

TEST(names_are_written_in_either_byte_order)
{
	static const uint8_t ip4[4] = { 192, 0, 2, 1 }, ip6[16] = { 0x20, 1, 0xd, 0xb8 };
	static const struct pcapng_name names[] = {
		{ ip4, "abc", 4, 3 }, /* 8 bytes: no padding */
		{ ip6, "example.org", 16, 11 },
	};
	static const uint8_t want[] = {
		0, 0, 0, 4, 0, 0, 0, 60, /**/
		0, 1, 0, 8, 192, 0, 2, 1, 'a', 'b', 'c', 0, /**/
		0, 2, 0, 28, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /**/
		'e', 'x', 'a', 'm', 'p', 'l', 'e', '.', 'o', 'r', 'g', 0, /**/
		0, 0, 0, 0, 0, 0, 0, 60,
	};
	uint8_t big[60], other[60];

	CHECK_EQ(sizeof(want), 60);
	CHECK_EQ(pcapng_nrb(NULL, SIZE_MAX, names, 2, false), 60);
	CHECK_EQ(pcapng_nrb(big, 59, names, 2, false), 0);
	CHECK_EQ(pcapng_nrb(big, 60, names, 2, !NATIVE_BIG), 60);
	CHECK_MEM(big, want, 60);
	CHECK_EQ(pcapng_nrb(other, 60, names, 2, NATIVE_BIG), 60);
	CHECK_EQ(other[0], 4);
	CHECK_EQ(other[4], 60);
	CHECK_EQ(other[8], 1);
	CHECK_EQ(other[10], 8);
}

TEST_MAIN(CASE(pcap_in_any_form_becomes_the_same_file),
          CASE(odd_times_and_lengths_of_pcap_are_kept),
          CASE(packets_cut_at_the_snap_length_are_written_cut),
          CASE(a_copy_of_pcapng_keeps_what_it_does_not_know), CASE(pcapng_becomes_pcap),
          CASE(a_pcap_file_without_packets_has_its_header),
          CASE(pcap_refuses_a_second_link_type),
          CASE(a_new_pcapng_file_says_everything), CASE(options_come_in_order_and_end),
          CASE(records_can_be_built_in_front_of_their_own_bytes),
          CASE(what_does_not_fit_is_refused),
          CASE(the_last_whole_record_is_found_in_any_part_of_a_file),
          CASE(a_copy_of_a_file_that_is_cut_has_no_zeros),
          CASE(many_packets_at_once_are_the_same_file),
          CASE(names_are_written_in_either_byte_order),
          CASE(many_packets_of_an_interface_that_is_not_there_are_refused))
