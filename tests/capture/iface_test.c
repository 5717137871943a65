/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/iface.h"
#include "capture/pcapdev.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "capture/source.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/net/net.h"
#include "tests/test.h"

static void find(const char *name, struct iface *out)
{
	char msg[SOURCE_MSG_MAX];

	CHECK_MSG(iface_find(name, out, msg) == 0, "%s", msg);
}

static void check_not_found(const char *name, const char *want)
{
	char msg[SOURCE_MSG_MAX];
	struct iface out;

	CHECK_EQ(iface_find(name, &out, msg), -ENODEV);
	CHECK_STR(msg, want);
}

/* What -D lists. */
static uint32_t count_all(void)
{
	struct iface_list list;
	char msg[SOURCE_MSG_MAX];
	uint32_t count;

	CHECK_MSG(iface_list_init(&list, msg) == 0, "%s", msg);
	CHECK(pcapdev_list(&list) == 0);
	count = list.count;
	iface_list_fini(&list);
	return count;
}

/* Some kernels put tunnels of their own into every network. */
static bool is_ours(const char *name)
{
	static const char *const ours[] = { "v0", "v1", "lo", "aa", "any" };

	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		if (strcmp(name, ours[i]) == 0)
			return true;
	return false;
}

/* The lines of `-D` for our interfaces, without their numbers. */
static void check_lines(const char *want)
{
	struct iface_list list;
	struct str got = { 0 };
	char msg[SOURCE_MSG_MAX];

	CHECK_MSG(iface_list_init(&list, msg) == 0, "%s", msg);
	for (uint32_t i = 0; i < list.count; i++) {
		struct str line = { 0 };
		char number[16];
		int len = snprintf(number, sizeof(number), "%u.", i + 1);

		iface_line(&list, i, &line);
		CHECK(len > 0 && strncmp(line.at, number, (size_t)len) == 0);
		if (is_ours(list.at[i].name))
			str_printf(&got, "%s", line.at + len);
		str_fini(&line);
	}
	CHECK_STR(got.at, want);
	str_fini(&got);
	iface_list_fini(&list);
}

#define ANY_LINE "any (Pseudo-device that captures on all interfaces) [Up, Running]\n"

TEST(lists_what_runs_first)
{
	net_run("ip link add aa type ifb");
	check_lines("v1 [Up, Running, Connected]\nv0 [Up, Running, Connected]\n"
	            "lo [Up, Running, Loopback]\naa [none]\n" ANY_LINE);
	net_run("ip link set v0 down");
	check_lines("lo [Up, Running, Loopback]\nv1 [Up, Disconnected]\nv0 [none]\n"
	            "aa [none]\n" ANY_LINE);
	net_run("ip link set v0 up");
	net_wait_up("v0");
	net_wait_up("v1");
	net_run("ip link set aa alias \"$(printf 'to the\\tlab')\"");
	check_lines(
		"v1 [Up, Running, Connected]\nv0 [Up, Running, Connected]\n"
		"lo [Up, Running, Loopback]\naa (to the\\x09lab) [none]\n" ANY_LINE);
	net_run("ip link del aa");
}

TEST(finds_by_name_and_number)
{
	struct iface a, b;

	find("v0", &a);
	CHECK_EQ(a.index, if_nametoindex("v0"));
	CHECK_STR(a.name, "v0");
	CHECK_EQ(a.linktype, LINKTYPE_ETHERNET);
	CHECK(!a.cooked);
	find("1", &a); /* v0 and v1 are the only ones that run, besides lo */
	find("2", &b);
	CHECK(a.index != b.index);
	CHECK(is_ours(a.name) && is_ours(b.name));
	find("lo", &a);
	CHECK_EQ(a.linktype, LINKTYPE_ETHERNET);
	CHECK(a.flags & IFF_LOOPBACK);
	find("any", &a);
	CHECK_EQ(a.index, 0);
	CHECK_EQ(a.linktype, LINKTYPE_LINUX_SLL2);
	CHECK(a.cooked);
}

TEST(a_number_may_be_a_name)
{
	struct iface a;

	net_run("ip link set v0 down; ip link set v0 name 3");
	find("3", &a);
	CHECK_STR(a.name, "3");
	net_run("ip link set 3 name v0; ip link set v0 up");
	net_wait_up("v0");
}

TEST(says_what_is_not_there)
{
	uint32_t count = count_all();
	char number[16], want[200];

	snprintf(number, sizeof(number), "%u", count + 1);
	snprintf(want, sizeof(want),
	         "no interface has number %u; -D lists them, 1 to %u", count + 1,
	         count);
	check_not_found(number, want);
	snprintf(want, sizeof(want),
	         "no interface has number 0; -D lists them, 1 to %u", count);
	check_not_found("0", want);
	snprintf(want, sizeof(want),
	         "no interface has number 99999999999999999999; -D lists them, 1 to %u",
	         count);
	check_not_found("99999999999999999999", want);
	check_not_found("ayn", "no interface is called 'ayn'; did you mean 'any'?");
	check_not_found("nowhere", "no interface is called 'nowhere'; -D lists them");
	check_not_found("", "no interface is called ''; -D lists them");
	check_not_found("1x", "no interface is called '1x'; -D lists them");
}

TEST(knows_the_mask_of_the_first_address)
{
	struct iface a;

	find("v0", &a);
	CHECK_EQ(a.netmask, PFC_NETMASK_UNKNOWN);
	net_run("ip addr add 192.0.2.1/26 dev v0; ip addr add 198.51.100.1/16 dev v0");
	find("v0", &a);
	CHECK_EQ(a.netmask, 0xffffffc0);
	find("v1", &a);
	CHECK_EQ(a.netmask, PFC_NETMASK_UNKNOWN);
	net_run("ip addr add 10.0.0.1/0 dev v1");
	find("v1", &a);
	CHECK_EQ(a.netmask, 0);
	net_run("ip addr flush dev v0; ip addr flush dev v1");
}

TEST(interfaces_without_ethernet)
{
	static const struct {
		const char *make, *name;
		uint32_t linktype;
	} rows[] = {
		{ "ip tuntap add t0 mode tun", "t0", LINKTYPE_RAW },
		{ "ip tuntap add t1 mode tap", "t1", LINKTYPE_ETHERNET },
		{ "ip link add t2 type ipip local 192.0.2.1", "t2",
		  LINKTYPE_LINUX_SLL2 },
		{ "ip link add t3 type sit local 192.0.2.1", "t3",
		  LINKTYPE_LINUX_SLL2 },
		{ "ip link add t4 type gre local 192.0.2.1", "t4",
		  LINKTYPE_LINUX_SLL2 },
		{ "ip link add t5 type wireguard", "t5", LINKTYPE_RAW },
	};
	int made = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct iface a;
		char command[200];

		snprintf(command, sizeof(command), "%s 2>/dev/null", rows[i].make);
		if (system(command) != 0)
			continue; /* the kernel does not have every kind */
		made++;
		find(rows[i].name, &a);
		CHECK_EQ(a.linktype, rows[i].linktype);
		CHECK_EQ(a.cooked, rows[i].linktype == LINKTYPE_LINUX_SLL2);
		net_run("ip link del %s", rows[i].name);
	}
	if (!made)
		SKIP("this kernel has no interfaces besides Ethernet");
}

/* More than fits one answer of the kernel. */
TEST(lists_many)
{
	uint32_t before = count_all();
	struct iface a;

	net_run("for i in $(seq 150); do echo link add m$i type veth peer name n$i; "
	        "done "
	        "| ip -b -");
	CHECK_EQ(count_all(), before + 300);
	find("n150", &a);
	CHECK_EQ(a.index, if_nametoindex("n150"));
	net_run("for i in $(seq 150); do echo link del m$i; done | ip -b -");
}

TEST_MAIN_UNLESS(net_enter(), CASE(lists_what_runs_first),
                 CASE(finds_by_name_and_number), CASE(a_number_may_be_a_name),
                 CASE(says_what_is_not_there),
                 CASE(knows_the_mask_of_the_first_address),
                 CASE(interfaces_without_ethernet), CASE(lists_many))
