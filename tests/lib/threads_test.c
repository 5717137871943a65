/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/lib/threads_test.c - several threads compile and run filters at once.
 *
 * Each gets exactly what one thread alone got. Under ThreadSanitizer it also shows that
 * they share nothing they write to.
 */
#include <pthread.h>
#include <stdlib.h>

#include "pfc/pfc.h"
#include "tests/test.h"

enum { THREADS = 4, ROUNDS = 50 };

static const char *const filters[] = {
	"",
	"ip src 1.1.1.1 or ip src 2.2.2.2",
	"tcp port 80 and not host 192.0.2.1",
	"vlan and ip6 and udp portrange 1000-2000",
	"ip[2:2] - ((ip[0] & 0xf) << 2) > 100",
	"arp port 53",     /* does not compile */
	"host 1.2.3.4.5 or", /* nor this */
};

enum { FILTERS = sizeof(filters) / sizeof(filters[0]) };

/* An IPv4 packet from 1.1.1.1. */
static const uint8_t frame[34] = { [12] = 8, [14] = 0x45, [26] = 1, 1, 1, 1 };

/* Everything there is to know about one compile, as text that the caller frees. */
static char *outcome(const char *filter)
{
	struct pfc_packet pkt = { frame, sizeof(frame), sizeof(frame), NULL };
	const struct pfc_diag *diags;
	struct pfc_prog *prog = NULL;
	char *listing, *text = NULL;
	size_t count = 0;
	int ret;

	ret = pfc_compile(filter, PFC_NUL, NULL, &prog);
	diags = pfc_prog_diags(prog, &count);
	listing = pfc_prog_format(prog, PFC_FORMAT_LISTING, NULL);
	if (asprintf(&text, "%d %zu %s %u\n%s", ret, count,
	             count ? diags[0].message : "-",
	             ret == 0 ? pfc_prog_run(prog, &pkt) : 0, listing ? listing : "-") < 0)
		text = NULL;
	free(listing);
	pfc_prog_free(prog);
	return text;
}

struct worker {
	pthread_t thread;
	char *const *expected;
	unsigned first; /* which filter it starts with, so that they differ in time */
	unsigned differences;
};

static void *work(void *arg)
{
	struct worker *w = arg;

	for (unsigned i = 0; i < ROUNDS * FILTERS; i++) {
		unsigned which = (i + w->first) % FILTERS;
		char *text = outcome(filters[which]);

		if (!text || strcmp(text, w->expected[which]) != 0)
			w->differences++;
		free(text);
	}
	return NULL;
}

TEST(threads_get_what_one_thread_gets)
{
	struct worker workers[THREADS] = { 0 };
	char *expected[FILTERS];

	for (unsigned i = 0; i < FILTERS; i++) {
		expected[i] = outcome(filters[i]);
		CHECK(expected[i]);
	}
	CHECK_MSG(strncmp(expected[1], "0 ", 2) == 0, "%s", expected[1]);
	CHECK_MSG(strstr(expected[1], " 262144\n"), "%s", expected[1]);
	CHECK_MSG(strncmp(expected[5], "0 ", 2) != 0, "%s", expected[5]);
	for (unsigned i = 0; i < THREADS; i++) {
		workers[i].expected = expected;
		workers[i].first = i;
		CHECK_EQ(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
	}
	for (unsigned i = 0; i < THREADS; i++)
		pthread_join(workers[i].thread, NULL);
	for (unsigned i = 0; i < THREADS; i++)
		CHECK_EQ(workers[i].differences, 0);
	for (unsigned i = 0; i < FILTERS; i++)
		free(expected[i]);
}

TEST_MAIN(CASE(threads_get_what_one_thread_gets))
