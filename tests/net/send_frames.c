/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/net/send_frames.c - sends whole frames out of an interface.
 *
 *	send_frames IFACE [-n COUNT] [-g GAP_US] [-p PORT] [-l LEN] [-t TPID:TCI]...
 *	            [-R] [HEX]...
 *
 * Each of COUNT rounds sends the HEX frames, or without any a UDP packet from port 1000
 * to PORT with the number of the round in it, as tests/net/net.h makes them. Tags,
 * given from the innermost to the outermost, are put on every frame. With -R they lie in
 * memory shared with the kernel, see tests/net/tx_ring.h.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/net/net.h"
#include "tests/net/tx_ring.h"

enum { FRAMES_MAX = 64, TAGS_MAX = 4 };

struct job {
	unsigned long count, gap_us, port, len;
	struct {
		uint16_t tpid, tci;
	} tags[TAGS_MAX];
	int tag_count;
	struct frame given[FRAMES_MAX];
	int given_count;
	struct tx_ring *ring; /* -R */
};

__attribute__((noreturn)) static void die(const char *what, const char *text)
{
	fprintf(stderr, "send_frames: %s '%s'\n", what, text);
	exit(2);
}

static unsigned long number(const char *text, unsigned long max)
{
	char *end;
	unsigned long n = strtoul(text, &end, 0);

	if (end == text || *end || n > max)
		die("not a number in range:", text);
	return n;
}

static struct frame frame_of_hex(const char *hex)
{
	struct frame f = { 0 };
	unsigned byte;

	if (strlen(hex) % 2 || strlen(hex) / 2 > FRAME_MAX - 4 * TAGS_MAX)
		die("not a frame in hex:", hex);
	for (const char *p = hex; *p; p += 2) {
		if (sscanf(p, "%2x", &byte) != 1)
			die("not a frame in hex:", hex);
		f.at[f.len++] = (uint8_t)byte;
	}
	return f;
}

static void add_tag(struct job *j, char *text)
{
	char *colon = strchr(text, ':');

	if (!colon || j->tag_count == TAGS_MAX)
		die("not TPID:TCI, or too many:", text);
	*colon = '\0';
	j->tags[j->tag_count].tpid = (uint16_t)number(text, 0xffff);
	j->tags[j->tag_count++].tci = (uint16_t)number(colon + 1, 0xffff);
}

static void send_one(int fd, const struct job *j, struct frame f)
{
	const struct timespec gap = { (time_t)(j->gap_us / 1000000),
		                      (long)(j->gap_us % 1000000) * 1000 };

	for (int i = 0; i < j->tag_count; i++)
		f = frame_tagged(&f, j->tags[i].tpid, j->tags[i].tci);
	if (j->ring)
		tx_ring_send(j->ring, &f);
	else
		sender_send(fd, &f);
	if (j->gap_us)
		nanosleep(&gap, NULL);
}

int main(int argc, char **argv)
{
	static struct job j = { .count = 1, .port = 9, .len = 100 };
	bool by_ring = false;
	int opt, fd;

	while ((opt = getopt(argc, argv, "n:g:p:l:t:R")) != -1) {
		switch (opt) {
		case 'n':
			j.count = number(optarg, 100000000);
			break;
		case 'g':
			j.gap_us = number(optarg, 60000000);
			break;
		case 'p':
			j.port = number(optarg, 65535);
			break;
		case 'l':
			j.len = number(optarg, FRAME_MAX - 4 * TAGS_MAX);
			break;
		case 'R':
			by_ring = true;
			break;
		case 't':
			add_tag(&j, optarg);
			break;
		default:
			return 2;
		}
	}
	if (optind == argc || j.len < 64)
		die("needs an interface, and 64 bytes or more:", "send_frames");
	if (by_ring)
		j.ring = tx_ring_open(argv[optind]);
	fd = sender_open(argv[optind]);
	while (++optind < argc && j.given_count < FRAMES_MAX)
		j.given[j.given_count++] = frame_of_hex(argv[optind]);
	for (unsigned long n = 0; n < j.count; n++) {
		for (int i = 0; i < j.given_count; i++)
			send_one(fd, &j, j.given[i]);
		if (!j.given_count)
			send_one(fd, &j,
			         frame_udp(1000, (uint16_t)j.port, (uint32_t)n, j.len));
	}
	if (j.ring)
		tx_ring_close(j.ring);
	return 0;
}
