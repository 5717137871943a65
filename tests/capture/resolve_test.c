/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/resolve.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"
#include "tests/test.h"

static const uint8_t loopback[4] = { 127, 0, 0, 1 };

/* What this host calls 127.0.0.1, when it has a name for it. */
static const char *loopback_name(void)
{
	static char name[256];
	struct sockaddr_in in = { .sin_family = AF_INET };

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (getnameinfo((const struct sockaddr *)&in, sizeof(in), name, sizeof(name),
	                NULL, 0, NI_NAMEREQD) != 0)
		return NULL;
	return name;
}

TEST(a_name_comes_within_the_time_that_is_allowed)
{
	struct resolver_opts opts = { .wait_ms = 20000, .total_ms = 20000 };
	struct resolver *r = resolver_open(&opts);
	const char *want = loopback_name();

	CHECK(r != NULL);
	if (!want)
		SKIP("127.0.0.1 has no name here");
	CHECK_STR(resolver_name(r, loopback, 4), want);
	CHECK_STR(resolver_name(r, loopback, 4), want);
	resolver_close(r);
}

TEST(without_waiting_a_name_is_known_later)
{
	struct resolver_opts opts = { .wait_ms = 0 };
	struct resolver *r = resolver_open(&opts);
	const char *want = loopback_name(), *name;

	CHECK(r != NULL);
	if (!want)
		SKIP("127.0.0.1 has no name here");
	CHECK(resolver_name(r, loopback, 4) == NULL);
	for (unsigned i = 0; i < 3000; i++) {
		name = resolver_name(r, loopback, 4);
		if (name)
			break;
		usleep(10000);
	}
	CHECK_STR(name, want);
	resolver_close(r);
}

TEST(addresses_of_other_networks_may_be_left_out)
{
	struct resolver_opts opts = { .local_only = true,
		                      .wait_ms = 1000000,
		                      .total_ms = 1000000 };
	struct resolver *r = resolver_open(&opts);
	static const uint8_t far[4] = { 192, 0, 2, 77 };

	CHECK(r != NULL);
	CHECK(resolver_name(r, far, 4) == NULL);
	resolver_close(r);
}

TEST(names_may_be_cut_at_the_first_dot)
{
	struct resolver_opts opts = { .short_names = true,
		                      .wait_ms = 20000,
		                      .total_ms = 20000 };
	struct resolver *r = resolver_open(&opts);
	const char *want = loopback_name(), *name;

	CHECK(r != NULL);
	if (!want)
		SKIP("127.0.0.1 has no name here");
	name = resolver_name(r, loopback, 4);
	CHECK(name != NULL && !strchr(name, '.'));
	CHECK(strncmp(name, want, strlen(name)) == 0);
	resolver_close(r);
}

/* More addresses than are remembered, faster than anybody answers. */
TEST(addresses_without_end_are_no_trouble)
{
	struct resolver_opts opts = { .wait_ms = 0 };
	struct resolver *r = resolver_open(&opts);
	uint8_t addr[16] = { 0x20, 0x01, 0x0d, 0xb8 };

	CHECK(r != NULL);
	for (uint32_t i = 0; i < 100000; i++) {
		put_be32(addr + 12, i);
		resolver_name(r, addr, 16);
	}
	resolver_close(r);
}

TEST(the_process_ends_with_the_resolver)
{
	struct resolver_opts opts = { .wait_ms = 0 };
	struct resolver *r = resolver_open(&opts);

	CHECK(r != NULL);
	resolver_close(r);
	CHECK(waitpid(-1, NULL, WNOHANG) < 0); /* no child is left */
}

TEST_MAIN(CASE(a_name_comes_within_the_time_that_is_allowed),
          CASE(without_waiting_a_name_is_known_later),
          CASE(addresses_of_other_networks_may_be_left_out),
          CASE(names_may_be_cut_at_the_first_dot),
          CASE(addresses_without_end_are_no_trouble),
          CASE(the_process_ends_with_the_resolver))
