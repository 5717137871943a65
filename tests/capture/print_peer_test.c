/* SPDX-License-Identifier: BSD-2-Clause */
/* Dumps and times beside those of the installed tcpdump, for the same file. */
#include <stdbool.h>
#include <unistd.h>

#include "base/str.h"
#include "tests/capture/print_tool.h"
#include "tests/test.h"

enum { FRAMES_MAX = 512 };

/* A capture file of one link type, and what is in it. */
struct file {
	char path[64];
	uint32_t linktype;
	uint32_t count;
	uint8_t bytes[FRAMES_MAX][PACKET_MAX];
	struct packet packets[FRAMES_MAX];
};

static const char *missing_tcpdump(void)
{
	return system("tcpdump --version >/dev/null 2>&1") == 0
	               ? NULL
	               : "tcpdump is not installed";
}

/* tcpdump dumps by itself, as well as for -x, what some of its printers do not know; dumps
 * the link header too where one gave up early; and sees IPX in other places.
 */
static bool differs(const struct sample *s)
{
	static const char *const names[] = {
		"arp operation 25",
		"arp addresses beyond the frame",
		"ppp protocol",
		"ppp compressed protocol, unknown",
		"clnp",
		"slow unknown",
		"ipx raw",
		"ipx llc",
		"sll ipx",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(s->name, names[i]) == 0)
			return true;
	return s->len || !*s->hex;
}

static void add_packet(struct file *f, const uint8_t *bytes, uint32_t len, uint64_t ns)
{
	CHECK(f->count < FRAMES_MAX);
	memcpy(f->bytes[f->count], bytes, len);
	f->packets[f->count] = packet_of(f->bytes[f->count], len, len);
	f->packets[f->count].ns = ns;
	f->count++;
}

static void add_samples(struct file *f)
{
	for (size_t i = 0; i < SAMPLE_COUNT; i++) {
		uint8_t bytes[PACKET_MAX];
		uint32_t len = from_hex(samples[i].hex, bytes);

		if (samples[i].linktype == f->linktype && !differs(&samples[i]))
			add_packet(f, bytes, len, 1700000000000000000 + i);
	}
}

static void add_payloads(struct file *f)
{
	for (size_t i = 0; i < APP_COUNT; i++) {
		const struct sample *s = &app_samples[i];
		uint8_t bytes[PACKET_MAX];
		uint32_t len = from_hex(s->hex, bytes);

		add_packet(f, bytes, len, 0);
		if (s->len)
			f->packets[f->count - 1].len = s->len;
	}
}

/* UDP datagrams of random bytes in all lengths up to a few rows. */
static void add_datagrams(struct file *f)
{
	unsigned seed = 7;

	for (uint32_t len = 0; len < 100; len++) {
		uint8_t bytes[PACKET_MAX] = { [12] = 0x08, [14] = 0x45, [23] = 17 };

		put_be16(bytes + 16, (uint16_t)(28 + len));
		bytes[26] = 10;
		bytes[30] = 10;
		put_be16(bytes + 34, 40000);
		put_be16(bytes + 36, 40001);
		put_be16(bytes + 38, (uint16_t)(8 + len));
		for (uint32_t i = 0; i < len; i++) {
			int kind = rand_r(&seed) % 8;

			bytes[42 + i] = (uint8_t)rand_r(&seed);
			if (kind == 0)
				bytes[42 + i] = '\r';
			else if (kind == 1)
				bytes[42 + i] = '\n';
			else if (kind < 5)
				bytes[42 + i] &= 0x7f;
		}
		add_packet(f, bytes, 42 + len, 1700000000000000000);
	}
}

static void put_le32(FILE *out, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		putc((int)(v >> 8 * i & 0xff), out);
}

/* The format of pcap with nanoseconds: a header of 24 bytes, records of 16 and the data. */
static void write_file(struct file *f)
{
	FILE *out;
	int fd;

	snprintf(f->path, sizeof(f->path), "/tmp/pfc-print-XXXXXX");
	fd = mkstemp(f->path);
	CHECK(fd >= 0);
	out = fdopen(fd, "wb");
	CHECK(out != NULL);
	put_le32(out, 0xa1b23c4d);
	put_le32(out, 2 | 4 << 16);
	put_le32(out, 0);
	put_le32(out, 0);
	put_le32(out, 262144);
	put_le32(out, f->linktype);
	for (uint32_t i = 0; i < f->count; i++) {
		put_le32(out, (uint32_t)(f->packets[i].ns / 1000000000));
		put_le32(out, (uint32_t)(f->packets[i].ns % 1000000000));
		put_le32(out, f->packets[i].caplen);
		put_le32(out, f->packets[i].len);
		fwrite(f->packets[i].data, 1, f->packets[i].caplen, out);
	}
	CHECK_EQ(fclose(out), 0);
}

static struct file *file_new(uint32_t linktype)
{
	struct file *f = calloc(1, sizeof(*f));

	CHECK(f != NULL);
	f->linktype = linktype;
	return f;
}

static void file_free(struct file *f)
{
	unlink(f->path);
	free(f);
}

static struct str run_tcpdump(const struct file *f, const char *options)
{
	struct str out = { 0 };
	char command[128], block[4096];
	size_t got;
	FILE *in;

	snprintf(command, sizeof(command), "tcpdump -nn %s -r %s 2>/dev/null", options,
	         f->path);
	in = popen(command, "r");
	CHECK(in != NULL);
	while ((got = fread(block, 1, sizeof(block), in)) > 0)
		str_add(&out, block, got);
	CHECK_EQ(pclose(in), 0);
	return out;
}

static struct str run_printer(const struct file *f, const struct printer_opts *opts)
{
	struct source_iface iface = { .linktype = f->linktype };
	struct printer *p = printer_open(opts);
	struct str out = { 0 };

	CHECK(p != NULL);
	for (uint32_t i = 0; i < f->count; i++)
		print_packet(p, &iface, &f->packets[i], &out);
	printer_close(p);
	CHECK(!out.failed);
	return out;
}

/* Drops the lines that are not of a dump: those that do not begin as the rows do, or, for
 * plain ASCII, those that begin as both tools print these packets without time.
 */
static void keep_dump(struct str *text, bool rows)
{
	char *to = text->at;

	for (char *line = text->at; *line;) {
		char *newline = strchr(line, '\n');
		size_t len = newline ? (size_t)(newline + 1 - line) : strlen(line);
		bool keep = rows ? strncmp(line, "\t0x", 3) == 0
		                 : strncmp(line, "IP 10.0.0.0", 11) != 0 &&
		                            strncmp(line, "10.0.0.0", 8) != 0;

		if (keep) {
			memmove(to, line, len);
			to += len;
		}
		line += len;
	}
	*to = '\0';
}

static void compare_dumps(const struct file *f, const char *option,
                          enum print_dump dump)
{
	struct printer_opts opts = { .time = PRINT_TIME_NONE, .dump = dump };
	bool rows = dump != PRINT_DUMP_ASCII && dump != PRINT_DUMP_ASCII_WHOLE;
	char options[16];
	struct str theirs, ours;

	snprintf(options, sizeof(options), "-t %s", option);
	theirs = run_tcpdump(f, options);
	ours = run_printer(f, &opts);
	keep_dump(&theirs, rows);
	keep_dump(&ours, rows);
	CHECK_MSG(theirs.at[0], "tcpdump %s printed nothing", options);
	for (char *a = theirs.at, *b = ours.at; *a || *b;) {
		size_t a_len = strcspn(a, "\n"), b_len = strcspn(b, "\n");

		CHECK_MSG(a_len == b_len && memcmp(a, b, a_len) == 0,
		          "link type %u %s\ntcpdump: %.*s\n    pfc: %.*s", f->linktype,
		          option, (int)a_len, a, (int)b_len, b);
		a += a_len + (a[a_len] != '\0');
		b += b_len + (b[b_len] != '\0');
	}
	str_fini(&theirs);
	str_fini(&ours);
}

TEST(rows_of_hex_are_those_of_tcpdump)
{
	static const uint32_t linktypes[] = { LINKTYPE_ETHERNET,  LINKTYPE_RAW,
		                              LINKTYPE_NULL,      LINKTYPE_LOOP,
		                              LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2,
		                              LINKTYPE_IPV4,      LINKTYPE_IPV6 };

	for (size_t i = 0; i < sizeof(linktypes) / sizeof(linktypes[0]); i++) {
		struct file *f = file_new(linktypes[i]);

		add_samples(f);
		CHECK(f->count > 0);
		write_file(f);
		compare_dumps(f, "-x", PRINT_DUMP_HEX);
		compare_dumps(f, "-xx", PRINT_DUMP_HEX_WHOLE);
		compare_dumps(f, "-X", PRINT_DUMP_HEX_ASCII);
		compare_dumps(f, "-XX", PRINT_DUMP_HEX_ASCII_WHOLE);
		file_free(f);
	}
}

TEST(text_of_payload_is_that_of_tcpdump)
{
	struct file *f = file_new(LINKTYPE_ETHERNET);

	add_datagrams(f);
	write_file(f);
	compare_dumps(f, "-A", PRINT_DUMP_ASCII);
	compare_dumps(f, "-AA", PRINT_DUMP_ASCII_WHOLE);
	compare_dumps(f, "-X", PRINT_DUMP_HEX_ASCII);
	file_free(f);
}

/* The lines of tcpdump go on with "IP 10.", ours with the address. */
static void compare_times(const struct file *f, const char *option,
                          enum print_time time, bool nano)
{
	struct printer_opts opts = { .time = time, .nano = nano };
	struct str ours = run_printer(f, &opts);
	char options[64];
	struct str theirs;
	char *a, *a_rest, *b, *b_rest;

	snprintf(options, sizeof(options), "%s %s", option, nano ? "--nano" : "");
	theirs = run_tcpdump(f, options);
	a = strtok_r(theirs.at, "\n", &a_rest);
	b = strtok_r(ours.at, "\n", &b_rest);
	for (uint32_t i = 0; i < f->count; i++) {
		char *a_end = a ? strstr(a, "IP ") : NULL;
		char *b_end = b ? strstr(b, "10.0.0.0") : NULL;

		CHECK_MSG(a_end && b_end && a_end - a == b_end - b &&
		                  memcmp(a, b, (size_t)(a_end - a)) == 0,
		          "TZ=%s %s packet %u\ntcpdump: %s\n    pfc: %s", getenv("TZ"),
		          options, i, a ? a : "", b ? b : "");
		a = strtok_r(NULL, "\n", &a_rest);
		b = strtok_r(NULL, "\n", &b_rest);
	}
	str_fini(&theirs);
	str_fini(&ours);
}

TEST(times_are_those_of_tcpdump)
{
	static const char *const zones[] = { "UTC", "America/New_York",
		                             "Asia/Kathmandu", "Australia/Lord_Howe",
		                             "Europe/Berlin" };
	struct file *f = file_new(LINKTYPE_ETHERNET);
	unsigned seed = 3;

	add_datagrams(f);
	for (uint32_t i = 0; i < f->count; i++) {
		uint64_t second = (uint64_t)rand_r(&seed) % 2000000000;

		if (i % 2) /* a step of a few minutes around a change of summer time */
			second = 1774746000 - 1000 + 40 * i;
		f->packets[i].ns =
			second * 1000000000 + (uint64_t)rand_r(&seed) % 1000000000;
	}
	write_file(f);
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		setenv("TZ", zones[i], 1);
		for (int nano = 0; nano < 2; nano++) {
			compare_times(f, "", PRINT_TIME_LOCAL, nano);
			compare_times(f, "-t", PRINT_TIME_NONE, nano);
			compare_times(f, "-tt", PRINT_TIME_EPOCH, nano);
			compare_times(f, "-ttt", PRINT_TIME_DELTA, nano);
			compare_times(f, "-tttt", PRINT_TIME_DATE, nano);
			compare_times(f, "-ttttt", PRINT_TIME_SINCE_FIRST, nano);
		}
	}
	file_free(f);
}

/* What --style=tcpdump promises; of the rest only a name and a length are said. */
static bool in_scope(const char *line)
{
	static const char *const words[] = {
		"Flags [", ": tcp ",          ": UDP, ", ": ICMP",
		"ARP, ",   "Request who-has", "Reply ",  "ip-proto-17",
		".53: ",   ".53 > ",          ": frag ("
	};
	static const char *const beyond[] = {
		"[|domain]",  "POST /a", "^",     "mptcp", "tfo ",    "md5 ",
		"ipip",       "MPLS",    "PPPoE", "vxlan", "geneve",  "GRE",
		"VXLAN",      "Geneve",  "AH(",   "sctp",  "STP ",    "DSAP",
		"Unnumbered", "ArcNet",  "[0q]",  "RT6 ",  "2: IP 10"
	};

	for (size_t i = 0; i < sizeof(beyond) / sizeof(beyond[0]); i++)
		if (strstr(line, beyond[i]))
			return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(line, words[i]))
			return true;
	return false;
}

/* The line that begins with this second, ended by NUL; some packets have more than one. */
static char *line_at(const struct str *text, uint32_t second, char line[1024])
{
	char start[16];
	const char *at;

	snprintf(start, sizeof(start), "%u.", second);
	at = strstr(text->at, start);
	CHECK_MSG(at != NULL, "no line of second %u", second);
	snprintf(line, 1024, "%.*s", (int)strcspn(at, "\n"), at);
	return line;
}

static unsigned compare_lines(const struct file *f, const char *letters,
                              const char *options)
{
	struct printer_opts opts = opts_of(letters);
	struct str theirs, ours;
	char a_room[1024], b_room[1024];
	unsigned compared = 0;

	opts.classic = true;
	opts.time = PRINT_TIME_EPOCH;
	theirs = run_tcpdump(f, options);
	ours = run_printer(f, &opts);
	for (uint32_t i = 0; i < f->count; i++) {
		uint32_t second = (uint32_t)(f->packets[i].ns / 1000000000);
		char *a = line_at(&theirs, second, a_room);
		char *b = line_at(&ours, second, b_room);

		if (!in_scope(a) || strstr(b, "802.3"))
			continue;
		CHECK_MSG(strcmp(a, b) == 0,
		          "link type %u, %s, packet %u\ntcpdump: %s\n    pfc: %s",
		          f->linktype, options, i + 1, a, b);
		compared++;
	}
	str_fini(&theirs);
	str_fini(&ours);
	return compared;
}

TEST(lines_in_the_style_of_tcpdump_are_those_of_tcpdump)
{
	static const uint32_t linktypes[] = { LINKTYPE_ETHERNET, LINKTYPE_RAW,
		                              LINKTYPE_NULL,     LINKTYPE_LINUX_SLL,
		                              LINKTYPE_IPV4,     LINKTYPE_IPV6 };
	unsigned compared = 0;

	for (size_t i = 0; i < sizeof(linktypes) / sizeof(linktypes[0]); i++) {
		struct file *f = file_new(linktypes[i]);

		add_samples(f);
		if (linktypes[i] == LINKTYPE_ETHERNET)
			add_datagrams(f);
		if (linktypes[i] == LINKTYPE_RAW)
			add_payloads(f);
		for (uint32_t k = 0; k < f->count; k++)
			f->packets[k].ns = (1700000000 + (uint64_t)k) * 1000000000;
		write_file(f);
		compared += compare_lines(f, "", "-tt");
		compared += compare_lines(f, "q", "-ttq");
		compared += compare_lines(f, "S", "-ttS");
		if (linktypes[i] == LINKTYPE_ETHERNET)
			compared += compare_lines(f, "e", "-tte");
		file_free(f);
	}
	test_note("%u lines", compared);
	CHECK(compared > 700);
}

TEST_MAIN_UNLESS(missing_tcpdump(),
                 CASE(lines_in_the_style_of_tcpdump_are_those_of_tcpdump),
                 CASE(rows_of_hex_are_those_of_tcpdump),
                 CASE(text_of_payload_is_that_of_tcpdump),
                 CASE(times_are_those_of_tcpdump))
