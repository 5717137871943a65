/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/names_test.c - mirrors compiler/names.c and compiler/lookup.c.
 *
 * The program works in name spaces of its own, where /etc is a folder with known
 * databases and 127.0.0.1 a name server that takes questions and never answers.
 */
#include "compiler/names.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "compiler/resolve.h"
#include "tests/net/own_etc.h"
#include "tests/test.h"

static const char hosts[] = "127.0.0.1 localhost\n"
			    "192.0.2.30 web www\n"
			    "192.0.2.4 web\n"
			    "192.0.2.30 web\n"
			    "2001:db8::2 web\n"
			    "2001:db8::1 web\n"
			    "192.0.2.1 gw\n"
			    "2001:db8::6 six\n"
			    "192.0.2.77 keyless\n";

static const char services[] = "web 8042/tcp\n"
			       "both 700/tcp\nboth 700/udp\n"
			       "apart 701/tcp\napart 702/udp\n"
			       "http 8080/tcp\n"
			       "only-sctp 703/sctp\n";

static bool append_many(void)
{
	int fd = open("hosts", O_WRONLY | O_APPEND);
	bool ok = fd >= 0;

	for (int i = 150; ok && i > 0; i--)
		ok = dprintf(fd, "10.0.0.%d many\n2001:db8::%x many\n", i, i) > 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

static bool put_databases(void)
{
	return etc_put("nsswitch.conf",
	               "hosts: files dns\nnetworks: files\nservices: files\n"
	               "protocols: files\nethers: files\n") &&
	       etc_put("resolv.conf",
	               "nameserver 127.0.0.1\noptions timeout:30 attempts:1\n") &&
	       etc_put("host.conf", "multi on\n") && etc_put("hosts", hosts) &&
	       append_many() && etc_put("services", services) &&
	       etc_put("protocols", "ours 201 OURS\nospf 89 OSPFIGP\n") &&
	       etc_put("networks", "lab 10.20.0.0\nnone 0.0.0.0\n") &&
	       etc_put("ethers", "00:1b:21:3c:9d:f8 gw\n02:00:5e:10:00:01 six\n");
}

static bool loopback_up(void)
{
	struct ifreq ifr = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	bool ok = fd >= 0 && !ioctl(fd, SIOCSIFFLAGS, &ifr);

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Open to the end of the program. */
static bool silent_name_server(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		                  .sin_port = htons(53),
		                  .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	return fd >= 0 && !bind(fd, (const struct sockaddr *)&at, sizeof(at));
}

/* NULL, or why there are no such name spaces. */
static const char *enter_own_world(void)
{
	const char *why = own_etc(put_databases);

	if (why)
		return why;
	return loopback_up() && silent_name_server() ? NULL : "has no port 53";
}

struct run {
	struct arena arena;
	struct names names;
};

static void run_init(struct run *r, uint32_t timeout_ms)
{
	memset(r, 0, sizeof(*r));
	arena_init(&r->arena, NULL);
	r->names.arena = &r->arena;
	r->names.timeout_ms = timeout_ms;
}

/* Looks one name up; the run is to be freed. */
static struct name *one(struct run *r, enum name_kind kind, const char *text)
{
	run_init(r, 10000);
	names_want(&r->names, kind, text);
	names_lookup(&r->names);
	return names_get(&r->names, kind, text);
}

TEST(hosts_have_sorted_unique_addresses)
{
	static const uint8_t first6[16] = { 0x20, 1, 0x0d, 0xb8, [15] = 1 };
	struct run r;
	struct name *n = one(&r, NAME_HOST, "web");

	CHECK(n->found);
	CHECK_EQ(n->v4_count, 2);
	CHECK_EQ(n->v4[0], 0xc0000204);
	CHECK_EQ(n->v4[1], 0xc000021e);
	CHECK_EQ(n->v6_count, 2);
	CHECK_MEM(n->v6[0], first6, 16);
	CHECK_EQ(n->v6[1][15], 2);
	arena_fini(&r.arena);
}

TEST(hosts_keep_a_hundred_addresses_of_a_family)
{
	struct run r;
	struct name *n = one(&r, NAME_HOST, "many");

	CHECK(n->found);
	CHECK_EQ(n->v4_count, 100);
	CHECK_EQ(n->v6_count, 100);
	for (uint32_t i = 1; i < 100; i++)
		CHECK(n->v4[i - 1] < n->v4[i] &&
		      memcmp(n->v6[i - 1], n->v6[i], 16) < 0);
	arena_fini(&r.arena);
}

TEST(networks_have_their_number)
{
	struct run r;
	struct name *n = one(&r, NAME_NET, "lab");

	CHECK(n->found);
	CHECK_EQ(n->number, 0x0a140000);
	arena_fini(&r.arena);
	CHECK(!one(&r, NAME_NET, "nolab")->found);
	arena_fini(&r.arena);
}

TEST(ethers_have_their_address)
{
	static const uint8_t mac[6] = { 0, 0x1b, 0x21, 0x3c, 0x9d, 0xf8 };
	struct run r;
	struct name *n = one(&r, NAME_ETHER, "gw");

	CHECK(n->found);
	CHECK_MEM(n->mac, mac, 6);
	arena_fini(&r.arena);
	CHECK(!one(&r, NAME_ETHER, "web")->found);
	arena_fini(&r.arena);
}

TEST(services_of_the_machine_come_first)
{
	static const struct {
		const char *name;
		int32_t port[PORT_KINDS];
	} rows[] = {
		{ "web", { 8042, -1, -1 } },
		{ "both", { 700, 700, -1 } },
		{ "apart", { 701, 702, -1 } },
		{ "only-sctp", { -1, -1, 703 } },
		{ "http", { 8080, -1, -1 } },
		/* not in this machine's file */
		{ "https", { 443, 443, -1 } },
		{ "ssh", { 22, -1, -1 } },
		{ "domain", { 53, 53, -1 } },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct run r;
		struct name *n = one(&r, NAME_SERVICE, rows[i].name);

		CHECK_MSG(n->found, "%s", rows[i].name);
		for (int t = 0; t < PORT_KINDS; t++)
			CHECK_MSG(n->port[t] == rows[i].port[t], "%s: %d", rows[i].name,
			          n->port[t]);
		arena_fini(&r.arena);
	}
}

TEST(protocols_of_the_machine_come_first)
{
	struct run r;

	CHECK_EQ(one(&r, NAME_IPPROTO, "ours")->number, 201);
	arena_fini(&r.arena);
	CHECK_EQ(one(&r, NAME_IPPROTO, "OSPFIGP")->number, 89);
	arena_fini(&r.arena);
	CHECK_EQ(one(&r, NAME_IPPROTO, "tcp")->number, 6); /* built in */
	arena_fini(&r.arena);
	CHECK(!one(&r, NAME_IPPROTO, "theirs")->found);
	arena_fini(&r.arena);
}

TEST(without_look_up_nothing_is_asked)
{
	static const struct {
		enum name_kind kind;
		const char *text;
		bool found;
	} rows[] = {
		{ NAME_HOST, "web", false },     { NAME_NET, "lab", false },
		{ NAME_ETHER, "gw", false },     { NAME_SERVICE, "web", false },
		{ NAME_IPPROTO, "ours", false }, { NAME_SERVICE, "http", true },
		{ NAME_IPPROTO, "ospf", true },
	};
	struct run r;

	run_init(&r, 10000);
	r.names.no_lookup = true;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		names_want(&r.names, rows[i].kind, rows[i].text);
	names_lookup(&r.names);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		CHECK_MSG(names_get(&r.names, rows[i].kind, rows[i].text)->found ==
		                  rows[i].found,
		          "%s", rows[i].text);
	CHECK_EQ(names_get(&r.names, NAME_SERVICE, "http")->port[PORT_TCP], 80);
	arena_fini(&r.arena);
}

TEST(every_name_is_kept_once)
{
	char text[200][8];
	struct run r;

	run_init(&r, 10000);
	for (int again = 0; again < 3; again++) {
		for (int i = 0; i < 200; i++) {
			snprintf(text[i], sizeof(text[i]), "n%d", i);
			names_want(&r.names, NAME_SERVICE, text[i]);
			names_want(&r.names, NAME_IPPROTO, text[i]);
		}
	}
	CHECK_EQ(r.names.list.count, 400);
	for (int i = 0; i < 200; i++) {
		CHECK_STR(names_get(&r.names, NAME_SERVICE, text[i])->text, text[i]);
		CHECK_EQ(names_get(&r.names, NAME_IPPROTO, text[i])->kind,
		         NAME_IPPROTO);
	}
	arena_fini(&r.arena);
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A name behind the ones that hang still gets its answer, and the time is for all. */
TEST(a_name_server_that_hangs_is_not_waited_for)
{
	static const char *const slow[] = { "a.example", "b.example", "c.example" };
	double start = seconds();
	struct run r;

	run_init(&r, 300);
	for (int i = 0; i < 3; i++)
		names_want(&r.names, NAME_HOST, slow[i]);
	names_want(&r.names, NAME_HOST, "web");
	names_lookup(&r.names);
	for (int i = 0; i < 3; i++) {
		struct name *n = names_get(&r.names, NAME_HOST, slow[i]);

		CHECK(!n->found);
		CHECK_STR(n->why, "no answer within 0.3 seconds");
	}
	CHECK(names_get(&r.names, NAME_HOST, "web")->found);
	CHECK(seconds() - start >= 0.29);
	CHECK(seconds() - start < 10);
	arena_fini(&r.arena);
}

/* Resolves a filter; the text of all messages, one a line, or "" when it is right. */
static char *messages(struct arena *arena, const char *filter, uint32_t timeout_ms,
                      struct ast **tree)
{
	struct resolve_opts opts = { .text = filter, .timeout_ms = timeout_ms };
	struct diags diags = { .arena = arena };
	char *all = arena_strndup(arena, "", 0);

	CHECK(ast_parse(arena, &diags, filter, (uint32_t)strlen(filter), tree));
	resolve(arena, &diags, &opts, *tree);
	for (uint32_t i = 0; i < diags.list.count; i++) {
		const struct diag *d = &diags.list.at[i];

		all = arena_printf(arena, "%s%u-%u %s\n", all, d->at.off,
		                   d->at.off + d->at.len, d->msg);
	}
	return all;
}

TEST(filters_say_which_name_is_wrong)
{
	static const struct {
		const char *filter, *messages;
	} rows[] = {
		{ "host a.example or a.example or web",
		  "5-14 unknown host 'a.example': no answer within 0.2 seconds\n" },
		{ "ip6 host gw", "9-11 host 'gw' has no IPv6 address\n" },
		{ "ip host six", "8-11 host 'six' has no IPv4 address\n" },
		{ "net nolab", "4-9 unknown network 'nolab'\n" },
		{ "net none", "4-8 unknown network 'none'\n" },
		{ "ip6 net lab", "8-11 network 'lab' cannot be IPv6\n" },
		{ "udp port web", "9-12 'web' is a service of tcp, not of udp\n" },
		{ "gateway keyless", "8-15 unknown link host 'keyless'\n" },
		{ "gateway six", "8-11 host 'six' has no IPv4 address\n" },
		{ "net lab",
		  "4-7 network 'lab' is read as the one address 10.20.0.0\n" },
		{ "gateway gw and ether host six and host web and port apart", "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena arena;
		struct ast *tree;

		arena_init(&arena, NULL);
		CHECK_STR(messages(&arena, rows[i].filter, 200, &tree),
		          rows[i].messages);
		arena_fini(&arena);
	}
}

static const struct resolved *only(struct arena *arena, const char *filter)
{
	struct ast *tree;

	CHECK_STR(messages(arena, filter, 0, &tree), "");
	CHECK_EQ(tree->kind, AST_PRIM);
	return tree->prim.resolved;
}

TEST(a_host_name_stands_for_all_its_addresses)
{
	struct arena arena;
	const struct resolved *p;

	arena_init(&arena, NULL);
	p = only(&arena, "src host web");
	CHECK_EQ(p->v4_count, 2);
	CHECK_EQ(p->v6_count, 2);
	CHECK_EQ(p->v4[1].mask, 0xffffffff);
	CHECK_EQ(p->v6[0].addr[0], 0x20010db8);
	CHECK_EQ(p->v6[1].addr[3], 2);
	CHECK_EQ(p->v6[1].mask[3], 0xffffffff);
	p = only(&arena, "ip6 host web");
	CHECK_EQ(p->v4_count, 0);
	CHECK_EQ(p->v6_count, 2);
	p = only(&arena, "arp host web");
	CHECK_EQ(p->v4_count, 2);
	CHECK_EQ(p->v6_count, 0);
	p = only(&arena, "gateway gw");
	CHECK_EQ(p->kind, PRIM_GATEWAY);
	CHECK_EQ(p->mac[5], 0xf8);
	CHECK_EQ(p->v4[0].addr, 0xc0000201);
	arena_fini(&arena);
}

TEST(services_that_differ_by_transport)
{
	struct arena arena;
	const struct resolved *p;

	arena_init(&arena, NULL);
	p = only(&arena, "port apart");
	CHECK_EQ(p->lo, 701);
	CHECK_EQ(p->transports, TRANSPORT_TCP);
	p = only(&arena, "udp port apart");
	CHECK_EQ(p->lo, 702);
	CHECK_EQ(p->transports, TRANSPORT_UDP);
	p = only(&arena, "port only-sctp");
	CHECK_EQ(p->transports, TRANSPORT_SCTP);
	p = only(&arena, "port both");
	CHECK_EQ(p->transports, TRANSPORT_TCP | TRANSPORT_UDP | TRANSPORT_SCTP);
	arena_fini(&arena);
}

static void *resolve_often(void *wrong)
{
	for (int i = 0; i < 50; i++) {
		struct run r;
		struct name *n = one(&r, NAME_HOST, i % 2 ? "web" : "gw");

		if (!n->found || n->v4_count != (i % 2 ? 2u : 1u))
			*(bool *)wrong = true;
		arena_fini(&r.arena);
		n = one(&r, NAME_SERVICE, "web");
		if (n->port[PORT_TCP] != 8042)
			*(bool *)wrong = true;
		arena_fini(&r.arena);
	}
	return NULL;
}

TEST(several_threads_at_once)
{
	bool wrong[4] = { false, false, false, false };
	pthread_t thread[4];

	for (int i = 0; i < 4; i++)
		CHECK(!pthread_create(&thread[i], NULL, resolve_often, &wrong[i]));
	for (int i = 0; i < 4; i++) {
		pthread_join(thread[i], NULL);
		CHECK(!wrong[i]);
	}
}

TEST_MAIN_UNLESS(enter_own_world(), CASE(hosts_have_sorted_unique_addresses),
                 CASE(hosts_keep_a_hundred_addresses_of_a_family),
                 CASE(networks_have_their_number), CASE(ethers_have_their_address),
                 CASE(services_of_the_machine_come_first),
                 CASE(protocols_of_the_machine_come_first),
                 CASE(without_look_up_nothing_is_asked), CASE(every_name_is_kept_once),
                 CASE(a_name_server_that_hangs_is_not_waited_for),
                 CASE(filters_say_which_name_is_wrong),
                 CASE(a_host_name_stands_for_all_its_addresses),
                 CASE(services_that_differ_by_transport), CASE(several_threads_at_once))
