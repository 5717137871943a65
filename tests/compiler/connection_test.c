/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/connection_test.c - what of a filter can be asked of a connection. */
#include <errno.h>
#include <string.h>

#include "pfc/pfc.h"
#include "tests/test.h"

/* The first message of a filter for connections; "" when it compiles. */
static const char *refusal(const char *filter, struct pfc_span *at)
{
	static char text[256];
	struct pfc_opts opts = PFC_OPTS_INIT;
	const struct pfc_diag *diags;
	struct pfc_prog *prog;
	size_t count;
	int err;

	opts.linktype = 101;
	opts.target = PFC_TARGET_BUFFER;
	opts.flags = PFC_CONNECTION | PFC_NO_LINT | PFC_NO_LOOKUP;
	err = pfc_compile(filter, PFC_NUL, &opts, &prog);
	CHECK(err == 0 || err == -ENOEXEC);
	diags = pfc_prog_diags(prog, &count);
	CHECK_MSG((err == 0) == (count == 0), "%s", filter);
	snprintf(text, sizeof(text), "%s", count ? diags[0].message : "");
	*at = count ? diags[0].at : (struct pfc_span){ 0, 0 };
	pfc_prog_free(prog);
	return text;
}

TEST(what_connections_have_is_taken)
{
	static const char *const filters[] = {
		"",
		"tcp port 80",
		"host 192.0.2.1 and not src net 10/8",
		"ip6 host 2001:db8::1 or net 2001:db8::/32",
		"portrange 1-1023",
		"port in {80, 443} and host in {192.0.2.1, 198.51.100.0/24}",
		"ip proto 6",
		"udp port 53 or tcp port 53",
		"tcp[0:2] > 1023 and tcp[2:2] = 80",
		"ip[12:4] = 0x7f000001",
		"ip6[8:2] = 0x2001",
		"ip[9] = 6",
	};
	struct pfc_span at;

	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
		CHECK_STR(refusal(filters[i], &at), "");
}

TEST(everything_else_is_refused_where_it_stands)
{
	static const struct {
		const char *filter, *term;
	} rows[] = {
		{ "port 80 and len > 100", "len" },
		{ "tcp[tcpflags] & tcp-syn != 0", "tcp[tcpflags]" },
		{ "tcp and (port 1 or not tcp[4:4] = 0)", "tcp[4:4]" },
		{ "tcp[0:4] = 0 and tcp[2:4] = 0", "tcp[2:4]" },
		{ "ip[8] < 5", "ip[8]" },
		{ "ip[0] = 0x45", "ip[0]" },
		{ "ip[ip[9]] = 0", "ip[ip[9]]" },
		{ "vlan 5", "vlan 5" },
		{ "ether host 02:00:00:00:00:01", "ether host 02:00:00:00:00:01" },
		{ "greater 100", "greater 100" },
		{ "inbound", "inbound" },
		{ "arp", "arp" },
		{ "ip6 protochain 6", "ip6 protochain 6" },
		{ "-(ip[2:2]) = 0", "(ip[2:2])" },
	};
	struct pfc_span at;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_MSG(*refusal(rows[i].filter, &at), "%s", rows[i].filter);
		CHECK_MSG(
			at.len == strlen(rows[i].term) &&
				!memcmp(rows[i].filter + at.off, rows[i].term, at.len),
			"%s: '%.*s'", rows[i].filter, (int)at.len,
			rows[i].filter + at.off);
	}
}

TEST_MAIN(CASE(what_connections_have_is_taken),
          CASE(everything_else_is_refused_where_it_stands))
