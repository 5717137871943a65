/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/print.h"

#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "tests/capture/print_tool.h"
#include "tests/test.h"

/* Prints one packet by a fresh printer; the caller frees out. */
static void print_once(const struct printer_opts *opts,
                       const struct source_iface *iface, const struct packet *pkt,
                       struct str *out)
{
	struct printer *p = printer_open(opts);

	CHECK(p != NULL);
	print_packet(p, iface, pkt, out);
	printer_close(p);
}

TEST(every_sample_prints_its_lines)
{
	unsigned wrong = 0;

	for (size_t i = 0; i < ALL_COUNT; i++) {
		const struct sample *s = sample_at(i);
		struct source_iface iface = { .linktype = s->linktype };
		struct printer_opts opts = opts_of(s->opts);
		uint8_t bytes[PACKET_MAX];
		uint32_t caplen = from_hex(s->hex, bytes);
		struct packet pkt = packet_of(bytes, caplen, s->len ? s->len : caplen);
		struct str out = { 0 };

		print_once(&opts, &iface, &pkt, &out);
		if (strcmp(out.at, s->lines) != 0) {
			test_note("%s\nwant %s got %s", s->name, s->lines, out.at);
			wrong++;
		}
		CHECK_EQ(strlen(out.at), out.len);
		str_fini(&out);
	}
	CHECK_EQ(wrong, 0);
}

/* Memory whose last byte is followed by a page that must not be touched. */
struct fence {
	uint8_t *map;
	uint8_t *end;
	size_t size;
};

static struct fence fence_open(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	struct fence f = { .size = 2 * page };

	f.map = mmap(NULL, f.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
	             -1, 0);
	CHECK(f.map != MAP_FAILED);
	f.end = f.map + page;
	CHECK_EQ(mprotect(f.end, page, PROT_NONE), 0);
	return f;
}

static void fence_close(struct fence *f)
{
	munmap(f->map, f->size);
}

/* Whole lines, and nothing in them that could move a terminal's cursor. */
static void check_text(const struct str *out, const char *what)
{
	CHECK(!out->failed);
	CHECK_MSG(out->len && out->at[out->len - 1] == '\n', "%s", what);
	for (size_t i = 0; i < out->len; i++) {
		unsigned char c = (unsigned char)out->at[i];

		CHECK_MSG(c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f),
		          "%s: byte 0x%02x at %zu", what, c, i);
	}
}

static void print_fenced(struct printer *p, struct fence *f, uint32_t linktype,
                         const uint8_t *bytes, uint32_t caplen, uint32_t len,
                         const char *what)
{
	struct source_iface iface = { .linktype = linktype };
	struct packet pkt = packet_of(f->end - caplen, caplen, len);
	struct str out = { 0 };

	memcpy(f->end - caplen, bytes, caplen);
	print_packet(p, &iface, &pkt, &out);
	check_text(&out, what);
	str_fini(&out);
}

TEST(no_sample_cut_anywhere_is_read_beyond_its_end)
{
	struct printer_opts opts = opts_of("evX"), classic = opts_of("ce");
	struct printer *p = printer_open(&opts);
	struct printer *c = printer_open(&classic);
	struct fence f = fence_open();

	CHECK(p != NULL && c != NULL);
	for (size_t i = 0; i < ALL_COUNT; i++) {
		const struct sample *s = sample_at(i);
		uint8_t bytes[PACKET_MAX];
		uint32_t len = from_hex(s->hex, bytes);

		for (uint32_t cut = 0; cut <= len; cut++) {
			print_fenced(p, &f, s->linktype, bytes, cut, len, s->name);
			print_fenced(p, &f, s->linktype, bytes, cut, cut, s->name);
			print_fenced(c, &f, s->linktype, bytes, cut, len, s->name);
			print_fenced(c, &f, s->linktype, bytes, cut, cut, s->name);
		}
	}
	printer_close(p);
	printer_close(c);
	fence_close(&f);
}

/* A small generator of numbers, the same on every machine. */
static uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

TEST(damaged_and_random_bytes_are_never_read_beyond_their_end)
{
	static const uint32_t linktypes[] = { LINKTYPE_ETHERNET,  LINKTYPE_RAW,
		                              LINKTYPE_NULL,      LINKTYPE_LOOP,
		                              LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2,
		                              LINKTYPE_IPV4,      LINKTYPE_IPV6 };
	struct printer_opts opts = opts_of("ev"), classic = opts_of("c");
	struct printer *p = printer_open(&opts);
	struct printer *c = printer_open(&classic);
	struct fence f = fence_open();
	uint64_t state = 1;

	CHECK(p != NULL && c != NULL);
	for (unsigned round = 0; round < 40000; round++) {
		const struct sample *s = sample_at(next_random(&state) % ALL_COUNT);
		uint32_t linktype = s->linktype;
		uint8_t bytes[PACKET_MAX];
		uint32_t len = from_hex(s->hex, bytes);

		if (round % 4 == 0) { /* all of it random */
			len = next_random(&state) % 200;
			linktype = linktypes[next_random(&state) % 8];
			for (uint32_t i = 0; i < len; i++)
				bytes[i] = (uint8_t)next_random(&state);
		}
		for (unsigned flips = next_random(&state) % 6; flips && len; flips--)
			bytes[next_random(&state) % len] = (uint8_t)next_random(&state);
		print_fenced(p, &f, linktype, bytes, len, len + round % 2, s->name);
		print_fenced(c, &f, linktype, bytes, len, len + round % 2, s->name);
	}
	printer_close(p);
	printer_close(c);
	fence_close(&f);
}

/* An Ethernet frame with a TCP segment without payload. */
static void make_segment(uint8_t frame[54], bool from_client, uint32_t seq,
                         uint32_t ack, uint8_t flags)
{
	static const uint8_t client[] = { 10, 0, 0, 1 }, server[] = { 10, 0, 0, 2 };

	memset(frame, 0, 54);
	frame[12] = 0x08;
	frame[14] = 0x45;
	frame[17] = 40;
	frame[23] = 6;
	memcpy(frame + 26, from_client ? client : server, 4);
	memcpy(frame + 30, from_client ? server : client, 4);
	put_be16(frame + 34, from_client ? 1000 : 80);
	put_be16(frame + 36, from_client ? 80 : 1000);
	put_be32(frame + 38, seq);
	put_be32(frame + 42, ack);
	frame[46] = 0x50;
	frame[47] = flags;
}

static void check_segment(struct printer *p, bool from_client, uint32_t seq,
                          uint32_t ack, uint8_t flags, const char *want)
{
	struct source_iface iface = { .linktype = LINKTYPE_ETHERNET };
	uint8_t frame[54];
	struct packet pkt = packet_of(frame, sizeof(frame), sizeof(frame));
	struct str out = { 0 };

	make_segment(frame, from_client, seq, ack, flags);
	print_packet(p, &iface, &pkt, &out);
	CHECK(out.len > 0);
	out.at[out.len - 1] = '\0';
	CHECK_STR(strstr(out.at, "tcp ") + 4, want);
	str_fini(&out);
}

TEST(tcp_numbers_count_from_the_start_of_the_flow)
{
	struct printer_opts opts = opts_of("");
	struct printer *p = printer_open(&opts);

	CHECK(p != NULL);
	check_segment(p, true, 1000, 0, 0x02, "S seq 0 win 0 len 0");
	check_segment(p, false, 4294967290, 1001, 0x12, "SA seq 0 ack 1 win 0 len 0");
	check_segment(p, true, 1001, 4294967291, 0x10, "A seq 1 ack 1 win 0 len 0");
	check_segment(p, false, 4, 1101, 0x10, "A seq 10 ack 101 win 0 len 0");
	/* the same ports once more: counted from the new start */
	check_segment(p, true, 7000, 0, 0x02, "S seq 0 win 0 len 0");
	check_segment(p, false, 50, 7001, 0x12, "SA seq 0 ack 1 win 0 len 0");
	printer_close(p);
}

TEST(tcp_numbers_of_a_flow_already_going_on_start_as_they_are)
{
	struct printer_opts opts = opts_of("");
	struct printer *p = printer_open(&opts);

	CHECK(p != NULL);
	check_segment(p, false, 5000, 900, 0x18, "PA seq 5000 ack 900 win 0 len 0");
	check_segment(p, false, 5010, 900, 0x18, "PA seq 11 ack 1 win 0 len 0");
	check_segment(p, true, 910, 5020, 0x10, "A seq 11 ack 21 win 0 len 0");
	/* a reset of a flow that was never seen teaches nothing */
	check_segment(p, true, 0, 0, 0x04, "R seq 4294966397 win 0 len 0");
	printer_close(p);
	p = printer_open(&opts);
	CHECK(p != NULL);
	check_segment(p, true, 0, 77, 0x14, "RA seq 0 ack 77 win 0 len 0");
	check_segment(p, true, 77, 88, 0x10, "A seq 77 ack 88 win 0 len 0");
	printer_close(p);
}

/* More flows than there are slots: the first one must have lost its place, and come back
 * with its numbers as they are.
 */
TEST(tcp_flows_are_bounded)
{
	struct printer_opts opts = opts_of("");
	struct printer *p = printer_open(&opts);
	struct source_iface iface = { .linktype = LINKTYPE_ETHERNET };
	struct str out = { 0 };
	uint8_t frame[54];
	struct packet pkt = packet_of(frame, sizeof(frame), sizeof(frame));

	CHECK(p != NULL);
	check_segment(p, true, 1000, 0, 0x02, "S seq 0 win 0 len 0");
	check_segment(p, true, 1001, 7, 0x10, "A seq 1 ack 7 win 0 len 0");
	for (uint32_t i = 0; i < 1000000; i++) {
		make_segment(frame, true, 1000, 0, 0x02);
		put_be32(frame + 26, i);
		print_packet(p, &iface, &pkt, &out);
		out.len = 0;
	}
	check_segment(p, true, 1002, 8, 0x10, "A seq 1002 ack 8 win 0 len 0");
	str_fini(&out);
	printer_close(p);
}

static void check_line(struct printer *p, const struct source_iface *iface,
                       const struct packet *pkt, const char *want)
{
	struct str out = { 0 };

	print_packet(p, iface, pkt, &out);
	CHECK_STR(out.at, want);
	str_fini(&out);
}

TEST(interface_direction_and_number_stand_in_front)
{
	static const uint8_t arp[] = { 0, 1, 8, 0, 0, 0, 0, 9 };
	struct printer_opts opts = opts_of("#");
	struct source_iface ifaces[] = {
		{ .linktype = LINKTYPE_NULL, .name = "eth0" },
		{ .linktype = LINKTYPE_NULL, .name = "lo" },
		{ .linktype = LINKTYPE_NULL },
		{ .linktype = LINKTYPE_NULL, .name = "a\033b\\" },
	};
	uint8_t bytes[12] = { 7, 0, 0, 0 };
	struct packet pkt = packet_of(bytes, sizeof(bytes), sizeof(bytes));
	struct printer *p = printer_open(&opts);

	CHECK(p != NULL);
	memcpy(bytes + 4, arp, sizeof(arp));
	check_line(p, &ifaces[0], &pkt, "    1  af 7 len 8\n");
	printer_show_iface(p, true);
	check_line(p, &ifaces[0], &pkt, "    2  eth0 af 7 len 8\n");
	pkt.flags = PACKET_HAS_META | PACKET_IN;
	pkt.meta.hatype = 772;
	check_line(p, &ifaces[1], &pkt, "    3  lo   = af 7 len 8\n");
	pkt.meta.hatype = 1;
	pkt.meta.ifindex = 12;
	check_line(p, &ifaces[2], &pkt, "    4  if12 < af 7 len 8\n");
	pkt.flags = PACKET_OUT;
	pkt.iface = 2;
	check_line(p, &ifaces[2], &pkt, "    5  #2   > af 7 len 8\n");
	check_line(p, &ifaces[3], &pkt, "    6  a\\x1bb\\\\ > af 7 len 8\n");
	printer_close(p);
}

/* Without its escape codes a coloured line is the plain one, and every colour ends. */
TEST(colour_adds_nothing_but_colour)
{
	for (size_t i = 0; i < ALL_COUNT; i++) {
		const struct sample *s = sample_at(i);
		struct source_iface iface = { .linktype = s->linktype };
		struct printer_opts opts = opts_of(s->opts);
		uint8_t bytes[PACKET_MAX];
		uint32_t caplen = from_hex(s->hex, bytes);
		struct packet pkt = packet_of(bytes, caplen, s->len ? s->len : caplen);
		struct str out = { 0 };
		bool colored = false;
		char *to;

		opts.color = true;
		print_once(&opts, &iface, &pkt, &out);
		to = out.at;
		for (const char *c = out.at; *c; c++) {
			if (*c != '\033') {
				CHECK_MSG(*c != '\n' || !colored, "%s", s->name);
				*to++ = *c;
				continue;
			}
			CHECK(c[1] == '[');
			colored = strncmp(c, "\033[0m", 4) != 0;
			c = strchr(c, 'm');
			CHECK(c != NULL);
		}
		*to = '\0';
		CHECK_STR(out.at, s->lines);
		str_fini(&out);
	}
}

TEST(an_address_has_one_colour_and_trouble_is_red)
{
	struct source_iface iface = { .linktype = LINKTYPE_ETHERNET };
	struct printer_opts opts = { .time = PRINT_TIME_UTC, .color = true };
	uint8_t frame[54];
	struct packet pkt = packet_of(frame, sizeof(frame), sizeof(frame));
	struct printer *p = printer_open(&opts);
	struct str there = { 0 }, back = { 0 };
	char *address;

	CHECK(p != NULL);
	make_segment(frame, true, 1, 0, 0x02);
	print_packet(p, &iface, &pkt, &there);
	make_segment(frame, false, 1, 0, 0x14);
	print_packet(p, &iface, &pkt, &back);
	CHECK(strncmp(there.at, "\033[2m1970-01-01T00:00:00.000000Z ", 32) == 0);
	address = strstr(there.at, "10.0.0.1\033[0m:1000");
	CHECK(address != NULL);
	CHECK(strstr(back.at, "10.0.0.1\033[0m:1000") != NULL);
	CHECK_MEM(address - 5, strstr(back.at, "10.0.0.1") - 5, 5);
	CHECK(!strstr(there.at, "\033[1;31m"));
	CHECK(strstr(back.at, "tcp \033[1;31mRA\033[0m seq") != NULL);
	str_fini(&there);
	str_fini(&back);
	printer_close(p);
}

static void check_time(enum print_time time, bool nano, const uint64_t *ns,
                       size_t count, const char *want)
{
	struct printer_opts opts = { .time = time, .nano = nano };
	struct source_iface iface = { .linktype = LINKTYPE_RAW };
	struct packet pkt = packet_of((const uint8_t *)"", 0, 0);
	struct printer *p = printer_open(&opts);
	struct str out = { 0 };

	CHECK(p != NULL);
	for (size_t i = 0; i < count; i++) {
		pkt.ns = ns[i];
		print_packet(p, &iface, &pkt, &out);
	}
	CHECK_STR(out.at, want);
	str_fini(&out);
	printer_close(p);
}

static void set_zone(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

TEST(times_of_every_kind)
{
	/* 2026-03-29 00:59:59.999999999 UTC, the last second of winter time in Berlin */
	static const uint64_t ns[] = { 1774745999999999999, 1774746000000000001,
		                       1774745990500000000 };

	set_zone("CET-1CEST,M3.5.0,M10.5.0/3");
	check_time(PRINT_TIME_LOCAL, false, ns, 2,
	           "01:59:59.999999 ip [short]\n03:00:00.000000 ip [short]\n");
	check_time(PRINT_TIME_LOCAL, true, ns, 2,
	           "01:59:59.999999999 ip [short]\n03:00:00.000000001 ip [short]\n");
	check_time(PRINT_TIME_DATE, false, ns, 2,
	           "2026-03-29 01:59:59.999999 ip [short]\n"
	           "2026-03-29 03:00:00.000000 ip [short]\n");
	check_time(PRINT_TIME_ISO, false, ns, 2,
	           "2026-03-29T01:59:59.999999+01:00 ip [short]\n"
	           "2026-03-29T03:00:00.000000+02:00 ip [short]\n");
	check_time(PRINT_TIME_UTC, false, ns, 2,
	           "2026-03-29T00:59:59.999999Z ip [short]\n"
	           "2026-03-29T01:00:00.000000Z ip [short]\n");
	check_time(PRINT_TIME_EPOCH, false, ns, 1, "1774745999.999999 ip [short]\n");
	check_time(PRINT_TIME_DELTA, true, ns, 3,
	           " 00:00:00.000000000 ip [short]\n 00:00:00.000000002 ip [short]\n"
	           "-00:00:09.500000001 ip [short]\n");
	check_time(PRINT_TIME_SINCE_FIRST, false, ns, 3,
	           " 00:00:00.000000 ip [short]\n 00:00:00.000001 ip [short]\n"
	           "-00:00:09.499999 ip [short]\n");
	check_time(PRINT_TIME_NONE, false, ns, 1, "ip [short]\n");
	set_zone("EST5");
	check_time(PRINT_TIME_DATE, false, (const uint64_t[]){ 0 }, 1,
	           "1969-12-31 19:00:00.000000 ip [short]\n");
	check_time(PRINT_TIME_ISO, false, (const uint64_t[]){ 0 }, 1,
	           "1969-12-31T19:00:00.000000-05:00 ip [short]\n");
	/* a zone that changes its offset inside a quarter of an hour */
	set_zone("AAA0BBB-1,M3.5.0/00:07:30,M10.5.0/3");
	check_time(PRINT_TIME_LOCAL, false,
	           (const uint64_t[]){ 1774742849000000000, 1774742850000000000,
	                               1774742400000000000 },
	           3,
	           "00:07:29.000000 ip [short]\n01:07:30.000000 ip [short]\n"
	           "00:00:00.000000 ip [short]\n");
}

TEST(a_packet_without_time_says_so)
{
	struct printer_opts opts = { .time = PRINT_TIME_LOCAL };
	struct source_iface iface = { .linktype = LINKTYPE_RAW };
	struct packet pkt = { .data = (const uint8_t *)"", .caplen = 0 };
	struct printer *p = printer_open(&opts);

	CHECK(p != NULL);
	check_line(p, &iface, &pkt, "- ip [short]\n");
	printer_close(p);
}

TEST_MAIN(CASE(every_sample_prints_its_lines),
          CASE(no_sample_cut_anywhere_is_read_beyond_its_end),
          CASE(damaged_and_random_bytes_are_never_read_beyond_their_end),
          CASE(tcp_numbers_count_from_the_start_of_the_flow),
          CASE(tcp_numbers_of_a_flow_already_going_on_start_as_they_are),
          CASE(tcp_flows_are_bounded),
          CASE(interface_direction_and_number_stand_in_front),
          CASE(colour_adds_nothing_but_colour),
          CASE(an_address_has_one_colour_and_trouble_is_red), CASE(times_of_every_kind),
          CASE(a_packet_without_time_says_so))
