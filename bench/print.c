/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/print.c - packets for the measurement of printed lines, and the printer alone.
 *
 *	print write FILE COUNT few|many    a pcap file: few addresses, or new ones each time
 *	print lines COUNT                  "form TAB ns a packet", median of RUNS, no output
 *
 * Two of three packets are TCP, of which half have 512 bytes that are no message; the rest
 * is UDP, every fourth of it a DNS question.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/bytes.h"
#include "capture/print.h"
#include "proto/link.h"

enum { FRAME_MAX = 14 + 20 + 20 + 512, RUNS = 7, BATCH = 1000 };

struct frame {
	uint32_t len;
	uint8_t bytes[FRAME_MAX];
};

static uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

static uint32_t put_tcp(uint8_t *at, uint64_t *state, uint32_t i)
{
	uint32_t len = i % 2 ? 512 : 0;

	put_be32(at, (40000 + next_random(state) % 8) << 16 | 443);
	put_be32(at + 4, i * 512);
	put_be32(at + 8, i * 128);
	put_be32(at + 12, 0x501001f6);
	memset(at + 20, 0xa5, len);
	return 20 + len;
}

static uint32_t put_udp(uint8_t *at, uint64_t *state, uint32_t i)
{
	static const uint8_t question[] =
		"\x10\x92\1\0\0\1\0\0\0\0\0\0\7example\3org\0\0\1\0";
	bool dns = i % 4 == 0;
	uint32_t len = dns ? sizeof(question) : 100;

	put_be32(at, (40000 + next_random(state) % 8) << 16 | (dns ? 53 : 5000));
	put_be32(at + 4, (8 + len) << 16);
	memset(at + 8, 0x5a, len);
	if (dns)
		memcpy(at + 8, question, len);
	return 8 + len;
}

static void make_frame(struct frame *f, uint64_t *state, uint32_t i, bool many)
{
	uint8_t *b = f->bytes, *ip = b + 14;
	bool tcp = i % 3 != 0;
	uint32_t len;

	memset(b, 0, 34);
	b[0] = b[6] = 2;
	put_be16(b + 12, 0x0800);
	ip[0] = 0x45;
	ip[8] = 64;
	ip[9] = tcp ? 6 : 17;
	put_be32(ip + 12,
	         many ? next_random(state) : 0x0a000000 + next_random(state) % 10);
	put_be32(ip + 16,
	         many ? next_random(state) : 0xc0000200 + next_random(state) % 10);
	len = tcp ? put_tcp(ip + 20, state, i) : put_udp(ip + 20, state, i);
	put_be16(ip + 2, (uint16_t)(20 + len));
	f->len = 34 + len;
}

static void put_le32(FILE *out, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		putc((int)(v >> 8 * i & 0xff), out);
}

static int write_frames(const char *path, uint32_t count, bool many)
{
	static const uint32_t head[] = { 0xa1b2c3d4, 2 | 4 << 16, 0, 0, 262144, 1 };
	uint64_t state = 1;
	struct frame f;
	FILE *out = fopen(path, "wb");

	if (!out)
		return 1;
	for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++)
		put_le32(out, head[i]);
	for (uint32_t i = 0; i < count; i++) {
		make_frame(&f, &state, i, many);
		put_le32(out, 1700000000 + i / 1000);
		put_le32(out, i % 1000 * 1000);
		put_le32(out, f.len);
		put_le32(out, f.len);
		fwrite(f.bytes, 1, f.len, out);
	}
	return fclose(out) ? 1 : 0;
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Frames are printed a batch at a time, as they come from a file, and the text is dropped. */
static double once(const struct printer_opts *opts, const struct frame *frames,
                   uint32_t count)
{
	struct source_iface iface = { .linktype = LINKTYPE_ETHERNET };
	struct printer *p = printer_open(opts);
	struct str out = { 0 };
	uint64_t start;

	if (!p)
		exit(1);
	start = now_ns();
	for (uint32_t i = 0; i < count; i++) {
		struct packet pkt = { .data = frames[i].bytes,
			              .caplen = frames[i].len,
			              .len = frames[i].len,
			              .ns = 1700000000000000000 + i * 1000000ull,
			              .flags = PACKET_HAS_TIME };

		print_packet(p, &iface, &pkt, &out);
		if (i % BATCH == 0)
			out.len = 0;
	}
	start = now_ns() - start;
	printer_close(p);
	str_fini(&out);
	return (double)start / count;
}

static int lines(uint32_t count)
{
	static const struct {
		const char *name;
		struct printer_opts opts;
		bool many;
	} forms[] = {
		{ "plain", { 0 }, false },
		{ "plain, new addresses", { 0 }, true },
		{ "-e", { .link = true }, false },
		{ "-v", { .verbose = true }, false },
		{ "-XX", { .dump = PRINT_DUMP_HEX_ASCII_WHOLE }, false },
		{ "--json", { .json = true }, false },
		{ "--style=tcpdump", { .classic = true }, false },
	};
	struct frame *frames = malloc(count * sizeof(*frames));
	double ns[RUNS];

	if (!frames)
		return 1;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		uint64_t state = 1;

		for (uint32_t k = 0; k < count; k++)
			make_frame(&frames[k], &state, k, forms[i].many);
		for (unsigned k = 0; k < RUNS; k++)
			ns[k] = once(&forms[i].opts, frames, count);
		qsort(ns, RUNS, sizeof(ns[0]), compare);
		printf("%s\t%.0f\n", forms[i].name, ns[RUNS / 2]);
	}
	free(frames);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "lines"))
		return lines((uint32_t)strtoul(argv[2], NULL, 10));
	if (argc == 5 && !strcmp(argv[1], "write"))
		return write_frames(argv[2], (uint32_t)strtoul(argv[3], NULL, 10),
		                    !strcmp(argv[4], "many"));
	fprintf(stderr,
	        "usage: print write FILE COUNT few|many\n       print lines COUNT\n");
	return 2;
}
