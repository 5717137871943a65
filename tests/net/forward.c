/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/net/forward.c - a path between two interfaces, with delay and loss.
 *
 *	forward [-d MICROSECONDS] [-l PERMILLE] [-r SEED] [-z LEN] IF1 IF2
 *
 * What arrives at one leaves at the other, -d later, in both directions. Of packets of TCP, -l
 * of 1000 are lost, by chance that is the same each time; -z: the first with LEN bytes of
 * payload in each direction is lost. Checksums and segmentation that a card would do stay to
 * be done. Says "ready", and at SIGTERM how many frames were forwarded and lost.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef PACKET_IGNORE_OUTGOING
#	define PACKET_IGNORE_OUTGOING 23 /* Linux 4.20 */
#endif

enum {
	FRAME_MAX = 70000,
	QUEUE = 8192,
	ETH = 14,
	VNET = sizeof(struct virtio_net_hdr)
};

struct frame {
	uint64_t due;
	size_t len;
	uint8_t *at;
};

/* What is under way to one side. */
struct way {
	int to;
	struct frame queue[QUEUE];
	unsigned first, count;
	bool taken; /* -z */
};

static struct way ways[2];
static uint64_t delay_ns, forwarded, lost;
static unsigned permille, zap;
static volatile sig_atomic_t ended;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int open_side(const char *name)
{
	struct sockaddr_ll at = { .sll_family = AF_PACKET,
		                  .sll_protocol = htons(ETH_P_ALL) };
	int fd = socket(AF_PACKET, SOCK_RAW, 0), one = 1, room = 64 << 20;

	at.sll_ifindex = (int)if_nametoindex(name);
	if (fd < 0 ||
	    setsockopt(fd, SOL_PACKET, PACKET_VNET_HDR, &one, sizeof(one)) < 0 ||
	    setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof(one)) < 0 ||
	    bind(fd, (struct sockaddr *)&at, sizeof(at)) < 0)
		die(name);
	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room));
	setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof(room));
	return fd;
}

/* Bytes of payload of TCP; -1: it is none. */
static int tcp_payload(const uint8_t *f, size_t len)
{
	const uint8_t *ip = f + ETH;
	int head, total;

	if (len < ETH + 54)
		return -1;
	if (f[12] == 0x08 && f[13] == 0 && ip[9] == 6) {
		head = (ip[0] & 15) * 4;
		total = ip[2] << 8 | ip[3];
	} else if (f[12] == 0x86 && f[13] == 0xdd && ip[6] == 6) {
		head = 40;
		total = 40 + (ip[4] << 8 | ip[5]);
	} else {
		return -1;
	}
	if ((size_t)(ETH + head + 20) > len)
		return -1;
	return total - head - (ip[head + 12] >> 4) * 4;
}

static bool is_lost(struct way *w, const uint8_t *f, size_t len)
{
	int payload = tcp_payload(f, len);

	if (payload < 0)
		return false;
	if (zap && !w->taken && payload == (int)zap) {
		w->taken = true;
		return true;
	}
	return permille && (unsigned)(random() % 1000) < permille;
}

static void take(int from, struct way *w)
{
	static uint8_t buffer[FRAME_MAX];
	ssize_t n;

	while ((n = recv(from, buffer, sizeof(buffer), MSG_DONTWAIT)) > VNET) {
		struct frame *f = &w->queue[(w->first + w->count) % QUEUE];

		if (w->count == QUEUE || is_lost(w, buffer + VNET, (size_t)n - VNET)) {
			lost++;
			continue;
		}
		f->due = now_ns() + delay_ns;
		f->len = (size_t)n;
		f->at = malloc(f->len);
		if (!f->at)
			die("memory");
		memcpy(f->at, buffer, f->len);
		w->count++;
	}
}

/* returns when the next one is due. */
static uint64_t give(struct way *w)
{
	while (w->count && w->queue[w->first].due <= now_ns()) {
		struct frame *f = &w->queue[w->first];

		if (send(w->to, f->at, f->len, 0) < 0)
			lost++;
		else
			forwarded++;
		free(f->at);
		w->first = (w->first + 1) % QUEUE;
		w->count--;
	}
	return w->count ? w->queue[w->first].due : UINT64_MAX;
}

static void on_signal(int number)
{
	(void)number;
	ended = 1;
}

static void run(struct pollfd *sides)
{
	while (!ended) {
		uint64_t a = give(&ways[0]), b = give(&ways[1]), now = now_ns();
		uint64_t next = a < b ? a : b;
		uint64_t ns = next <= now ? 0 : next - now;
		struct timespec wait;

		if (ns > 100000000)
			ns = 100000000;
		wait = (struct timespec){ 0, (long)ns };
		ppoll(sides, 2, &wait, NULL);
		take(sides[0].fd, &ways[0]);
		take(sides[1].fd, &ways[1]);
	}
}

int main(int argc, char **argv)
{
	struct pollfd sides[2] = { { .events = POLLIN }, { .events = POLLIN } };
	int c;

	srandom(1);
	while ((c = getopt(argc, argv, "d:l:r:z:")) != -1) {
		unsigned n = (unsigned)strtoul(optarg, NULL, 10);

		if (c == 'd')
			delay_ns = (uint64_t)n * 1000;
		else if (c == 'l')
			permille = n;
		else if (c == 'r')
			srandom(n);
		else if (c == 'z')
			zap = n;
		else
			return 2;
	}
	if (argc - optind != 2)
		return 2;
	sides[0].fd = ways[1].to = open_side(argv[optind]);
	sides[1].fd = ways[0].to = open_side(argv[optind + 1]);
	signal(SIGTERM, on_signal);
	puts("ready");
	fflush(stdout);
	run(sides);
	printf("forwarded %llu lost %llu\n", (unsigned long long)forwarded,
	       (unsigned long long)lost);
	return 0;
}
