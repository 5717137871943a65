/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/direction_test.c - inbound, outbound and ifindex on live interfaces.
 *
 * So many frames leave each interface; a frame that leaves v0 comes in on v1. One over
 * loopback passes twice, and is captured once, where it comes in.
 */
#include <net/if.h>
#include <stdio.h>
#include <unistd.h>

#include "tests/kernel/traffic.h"
#include "tests/kernel/watch.h"
#include "tests/net/net.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum {
	FROM_V0 = 3,
	FROM_V1 = 5,
	OVER_LO = 4,
	FROM_T0 = 2,
	TO_T0 = 7,
	V0 = FROM_V0 + FROM_V1, /* and as many on v1 */
	T0 = FROM_T0 + TO_T0,
	IN = FROM_V0 + FROM_V1 + OVER_LO + TO_T0,
	OUT = FROM_V0 + FROM_V1 + FROM_T0,
};

static void send_some(const char *iface, uint32_t count)
{
	int fd = sender_open(iface);

	for (uint32_t i = 0; i < count; i++) {
		struct frame f = frame_udp(1000, 9, i, 100);

		sender_send(fd, &f);
	}
	close(fd);
}

static void traffic(void *ctx)
{
	(void)ctx;
	send_some("v0", FROM_V0);
	send_some("v1", FROM_V1);
	send_some("lo", OVER_LO);
	traffic_count_bare(FROM_T0, TO_T0);
}

/* ifindex NAME stands for the number of that interface. */
static const struct {
	const char *iface, *filter;
	uint32_t count;
} cases[] = {
	{ "v0", "inbound", FROM_V1 },
	{ "v0", "outbound", FROM_V0 },
	{ "v0", "not inbound", FROM_V0 },
	{ "v0", "inbound or outbound", V0 },
	{ "v0", "inbound and udp port 9", FROM_V1 },
	{ "v0", "outbound and not udp", 0 },
	{ "v0", "ifindex v0", V0 },
	{ "v0", "ifindex v1", 0 },
	{ "v0", "not ifindex v1", V0 },
	{ "v0", "ifindex v0 and outbound", FROM_V0 },
	{ "v1", "inbound", FROM_V0 },
	{ "v1", "outbound", FROM_V1 },
	{ "v1", "ifindex v1", V0 },
	{ "lo", "inbound", OVER_LO },
	{ "lo", "outbound", 0 },
	{ "lo", "not outbound", OVER_LO },
	{ "lo", "ifindex lo", OVER_LO },
	{ "lo", "ifindex v0", 0 },
	{ "t0", "inbound", TO_T0 },
	{ "t0", "outbound", FROM_T0 },
	{ "t0", "ifindex t0", T0 },
	{ "t0", "ifindex lo", 0 },
	{ "any", "", IN + OUT },
	{ "any", "inbound", IN },
	{ "any", "outbound", OUT },
	{ "any", "not outbound", IN },
	{ "any", "ifindex v0", V0 },
	{ "any", "ifindex v1", V0 },
	{ "any", "ifindex lo", OVER_LO },
	{ "any", "ifindex t0", T0 },
	{ "any", "inbound and ifindex v0", FROM_V1 },
	{ "any", "outbound and ifindex v1", FROM_V1 },
	{ "any", "ifindex v0 or ifindex lo", V0 + OVER_LO },
	{ "any", "not ifindex lo", IN + OUT - OVER_LO },
	{ "any", "outbound and ifindex lo", 0 },
};

TEST(counts)
{
	for (size_t i = 0; i < LEN(cases); i++) {
		struct watch w = { .iface = cases[i].iface, .traffic = traffic };
		char filter[100];
		size_t len = 0;
		uint32_t got;

		for (const char *p = cases[i].filter; *p;) {
			char name[3] = { p[0], p[0] ? p[1] : '\0', '\0' };

			if (p > cases[i].filter && p[-1] == ' ' &&
			    if_nametoindex(name)) {
				len += (size_t)snprintf(filter + len,
				                        sizeof(filter) - len, "%u",
				                        if_nametoindex(name));
				p += 2;
			} else {
				filter[len++] = *p++;
			}
		}
		filter[len] = '\0';
		got = watch_count(&w, filter);
		CHECK_MSG(got == cases[i].count, "%s: %s (%s): %u, not %u",
		          cases[i].iface, cases[i].filter, filter, got, cases[i].count);
	}
}

static const char *enter(void)
{
	const char *why_not = net_enter();

	if (!why_not)
		why_not = traffic_open();
	return why_not;
}

TEST_MAIN_UNLESS(enter(), CASE(counts))
