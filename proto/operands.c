/* SPDX-License-Identifier: BSD-2-Clause */
#include "proto/operands.h"

#include <strings.h>

/* clang-format off */
static const struct operand_name llc[] = {
	{ "i", LLC_KIND(0x01, 0x00) },
	{ "s", LLC_KIND(0x03, 0x01) },
	{ "u", LLC_KIND(0x03, 0x03) },
	{ "rr", LLC_KIND(0x0f, 0x01) },
	{ "rnr", LLC_KIND(0x0f, 0x05) },
	{ "rej", LLC_KIND(0x0f, 0x09) },
	{ "ui", LLC_KIND(0xef, 0x03) },
	{ "ua", LLC_KIND(0xef, 0x63) },
	{ "disc", LLC_KIND(0xef, 0x43) },
	{ "dm", LLC_KIND(0xef, 0x0f) },
	{ "sabme", LLC_KIND(0xef, 0x6f) },
	{ "test", LLC_KIND(0xef, 0xe3) },
	{ "xid", LLC_KIND(0xef, 0xaf) },
	{ "frmr", LLC_KIND(0xef, 0x87) },
};

static const struct operand_name link_proto[] = {
	{ "aarp", 0x80f3 },
	{ "arp", 0x0806 },
	{ "atalk", 0x809b },
	{ "decnet", 0x6003 },
	{ "ip", 0x0800 },
	{ "ip6", 0x86dd },
	{ "lat", 0x6004 },
	{ "lldp", 0x88cc },
	{ "loopback", 0x9000 },
	{ "mopdl", 0x6001 },
	{ "moprc", 0x6002 },
	{ "rarp", 0x8035 },
	{ "sca", 0x6007 },
	{ "slow", 0x8809 },
	{ "iso", 0xfe },
	{ "stp", 0x42 },
	{ "ipx", 0xe0 },
	{ "netbeui", 0xf0 },
};

static const struct operand_name iso_proto[] = {
	{ "clnp", 0x81 },
	{ "esis", 0x82 },
	{ "isis", 0x83 },
};

/* 15 and above mean different things on different systems; every name is taken. */
static const struct operand_name pf_reason[] = {
	{ "match", 0 },
	{ "bad-offset", 1 },
	{ "fragment", 2 },
	{ "short", 3 },
	{ "normalize", 4 },
	{ "memory", 5 },
	{ "bad-timestamp", 6 },
	{ "congestion", 7 },
	{ "ip-option", 8 },
	{ "proto-cksum", 9 },
	{ "state-mismatch", 10 },
	{ "state-insert", 11 },
	{ "state-limit", 12 },
	{ "src-limit", 13 },
	{ "synproxy", 14 },
	{ "map-failed", 15 },   /* FreeBSD */
	{ "state-locked", 15 }, /* NetBSD */
	{ "translate", 15 },    /* OpenBSD */
	{ "dummynet", 15 },     /* macOS */
	{ "no-route", 16 },     /* OpenBSD */
};

/* "dummynet" is 11 on macOS, where "defer" is 11 elsewhere. */
static const struct operand_name pf_action[] = {
	{ "pass", 0 },
	{ "accept", 0 },
	{ "drop", 1 },
	{ "block", 1 },
	{ "scrub", 2 },
	{ "noscrub", 3 },
	{ "nat", 4 },
	{ "nonat", 5 },
	{ "binat", 6 },
	{ "nobinat", 7 },
	{ "rdr", 8 },
	{ "nordr", 9 },
	{ "synproxy-drop", 10 },
	{ "defer", 11 },      /* FreeBSD, OpenBSD */
	{ "dummynet", 11 },   /* macOS */
	{ "match", 12 },      /* OpenBSD, and on */
	{ "divert", 13 },
	{ "rt", 14 },
	{ "afrt", 15 },
	{ "nodummynet", 12 }, /* macOS, and on */
	{ "nat64", 13 },
	{ "nonat64", 14 },
};

static const struct operand_name wlan_type[] = {
	{ "mgt", WLAN_MGT },
	{ "management", WLAN_MGT },
	{ "ctl", WLAN_CTL },
	{ "control", WLAN_CTL },
	{ "data", WLAN_DATA },
};

static const struct operand_name wlan_mgt[] = {
	{ "assocreq", 0x00 },
	{ "assoc-req", 0x00 },
	{ "assocresp", 0x10 },
	{ "assoc-resp", 0x10 },
	{ "reassocreq", 0x20 },
	{ "reassoc-req", 0x20 },
	{ "reassocresp", 0x30 },
	{ "reassoc-resp", 0x30 },
	{ "probereq", 0x40 },
	{ "probe-req", 0x40 },
	{ "proberesp", 0x50 },
	{ "probe-resp", 0x50 },
	{ "beacon", 0x80 },
	{ "atim", 0x90 },
	{ "disassoc", 0xa0 },
	{ "disassociation", 0xa0 },
	{ "auth", 0xb0 },
	{ "authentication", 0xb0 },
	{ "deauth", 0xc0 },
	{ "deauthentication", 0xc0 },
};

static const struct operand_name wlan_ctl[] = {
	{ "bar", 0x80 },
	{ "ba", 0x90 },
	{ "ps-poll", 0xa0 },
	{ "rts", 0xb0 },
	{ "cts", 0xc0 },
	{ "ack", 0xd0 },
	{ "cf-end", 0xe0 },
	{ "cf-end-ack", 0xf0 },
};

static const struct operand_name wlan_data[] = {
	{ "data", 0x00 },
	{ "data-cf-ack", 0x10 },
	{ "data-cf-poll", 0x20 },
	{ "data-cf-ack-poll", 0x30 },
	{ "null", 0x40 },
	{ "cf-ack", 0x50 },
	{ "cf-poll", 0x60 },
	{ "cf-ack-poll", 0x70 },
	{ "qos-data", 0x80 },
	{ "qos-data-cf-ack", 0x90 },
	{ "qos-data-cf-poll", 0xa0 },
	{ "qos-data-cf-ack-poll", 0xb0 },
	{ "qos", 0xc0 },
	{ "qos-cf-poll", 0xe0 },
	{ "qos-cf-ack-poll", 0xf0 },
};

static const struct operand_name wlan_dir[] = {
	{ "nods", 0 },
	{ "tods", 1 },
	{ "fromds", 2 },
	{ "dstods", 3 },
};

#define SET(array) { array, sizeof(array) / sizeof(array[0]) }
static const struct {
	const struct operand_name *at;
	size_t count;
} sets[] = {
	[OPERANDS_LLC] = SET(llc),
	[OPERANDS_LINK_PROTO] = SET(link_proto),
	[OPERANDS_ISO_PROTO] = SET(iso_proto),
	[OPERANDS_PF_REASON] = SET(pf_reason),
	[OPERANDS_PF_ACTION] = SET(pf_action),
	[OPERANDS_WLAN_TYPE] = SET(wlan_type),
	[OPERANDS_WLAN_MGT] = SET(wlan_mgt),
	[OPERANDS_WLAN_CTL] = SET(wlan_ctl),
	[OPERANDS_WLAN_DATA] = SET(wlan_data),
	[OPERANDS_WLAN_DIR] = SET(wlan_dir),
};
#undef SET
/* clang-format on */

size_t operand_count(enum operand_set set)
{
	return sets[set].count;
}

const struct operand_name *operand_at(enum operand_set set, size_t i)
{
	return &sets[set].at[i];
}

const struct operand_name *operand_by_name(enum operand_set set, const char *name)
{
	for (size_t i = 0; i < sets[set].count; i++) {
		if (!strcasecmp(sets[set].at[i].name, name))
			return &sets[set].at[i];
	}
	return NULL;
}
