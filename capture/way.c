/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/way.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/gen_stats.h>
#include <linux/if_link.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/netlink.h"
#include "capture/source.h"
#include "capture/tap.h"

/* What the kernel says of an interface and the queues at it. */
struct facts {
	uint32_t ifindex;
	bool found;
	struct rtnl_link_stats64 link;
	uint8_t xdp_mode; /* XDP_ATTACHED_*; 0: no program */
	uint32_t xdp_id;
	char in_kind[32]; /* of the queue at the way in; "": none */
	uint64_t in_drops;
	char out_kind[32];
	uint64_t out_drops, out_over;
};

static void add(struct way_stage *s, const char *name, uint64_t value, bool loss)
{
	if (s->count < WAY_COUNTERS)
		s->counters[s->count++] = (struct way_counter){ name, value, loss };
}

/* --- netlink --- */

static void take_xdp(struct facts *f, const struct attr *in)
{
	struct attrs list = attrs_in(in);
	struct attr a;

	while (next_attr(&list, &a)) {
		if (a.type == IFLA_XDP_ATTACHED && a.len >= 1)
			f->xdp_mode = a.value[0];
		else if (a.type == IFLA_XDP_PROG_ID && a.len >= 4)
			memcpy(&f->xdp_id, a.value, 4);
	}
}

static int take_link(void *ctx, const uint8_t *body, size_t len)
{
	struct facts *f = ctx;
	struct ifinfomsg info;
	struct attrs list = attrs_after(body, len, sizeof(info));
	struct attr a;

	if (len < sizeof(info))
		return 0;
	memcpy(&info, body, sizeof(info));
	if ((uint32_t)info.ifi_index != f->ifindex)
		return 0;
	f->found = true;
	while (next_attr(&list, &a)) {
		if (a.type == IFLA_STATS64)
			memcpy(&f->link, a.value,
			       a.len < sizeof(f->link) ? a.len : sizeof(f->link));
		else if (a.type == IFLA_XDP)
			take_xdp(f, &a);
	}
	return 0;
}

static void take_queue_stats(const struct attr *in, struct gnet_stats_queue *q)
{
	struct attrs list = attrs_in(in);
	struct attr a;

	while (next_attr(&list, &a)) {
		if (a.type == TCA_STATS_QUEUE)
			memcpy(q, a.value, a.len < sizeof(*q) ? a.len : sizeof(*q));
	}
}

/* One queueing discipline; of the outgoing ones the root has the sum. */
static int take_queue(void *ctx, const uint8_t *body, size_t len)
{
	struct facts *f = ctx;
	struct gnet_stats_queue q = { 0 };
	char kind[32] = "";
	struct tcmsg info;
	struct attrs list = attrs_after(body, len, sizeof(info));
	struct attr a;

	if (len < sizeof(info))
		return 0;
	memcpy(&info, body, sizeof(info));
	if ((uint32_t)info.tcm_ifindex != f->ifindex)
		return 0;
	while (next_attr(&list, &a)) {
		if (a.type == TCA_KIND)
			snprintf(kind, sizeof(kind), "%.*s", (int)a.len,
			         (const char *)a.value);
		else if (a.type == TCA_STATS2)
			take_queue_stats(&a, &q);
	}
	if (info.tcm_parent == TC_H_INGRESS) {
		strcpy(f->in_kind, kind);
		f->in_drops = q.drops;
	} else if (info.tcm_parent == TC_H_ROOT) {
		strcpy(f->out_kind, kind);
		f->out_drops = q.drops;
		f->out_over = q.overlimits;
	}
	return 0;
}

static int read_facts(struct facts *f)
{
	const struct ifinfomsg any_link = { .ifi_family = AF_UNSPEC };
	const struct tcmsg any_queue = { .tcm_family = AF_UNSPEC };
	struct netlink n;
	int err = netlink_open(&n);

	if (!err)
		err = netlink_dump(&n, RTM_GETLINK, &any_link, sizeof(any_link),
		                   take_link, f);
	/* A kernel may lack traffic control; there is nothing to tell of it then. */
	if (!err)
		netlink_dump(&n, RTM_GETQDISC, &any_queue, sizeof(any_queue), take_queue,
		             f);
	netlink_close(&n);
	if (!err && !f->found)
		err = -ENODEV;
	return err;
}

/* --- files of /proc --- */

/* The value of "Group: name ..." lines, names above numbers; 0 where there is none. */
static uint64_t snmp(const char *path, const char *group, const char *name)
{
	char names[4096], values[4096];
	size_t group_len = strlen(group);
	uint64_t found = 0;
	FILE *in = fopen(path, "re");

	while (in && fgets(names, sizeof(names), in) && fgets(values, sizeof(values), in)) {
		char *n_at = names, *v_at = values, *n, *v;

		if (strncmp(names, group, group_len) != 0 || names[group_len] != ':')
			continue;
		while ((n = strsep(&n_at, " \n")) && (v = strsep(&v_at, " \n"))) {
			if (!strcmp(n, name))
				found = strtoull(v, NULL, 10);
		}
	}
	if (in)
		fclose(in);
	return found;
}

/* The sum over processors of a column of hexadecimal numbers below names. returns false
 * where there is no such file.
 */
static bool sum_column(const char *path, const char *name, uint64_t *sum)
{
	char line[4096];
	int column = -1, at;
	FILE *in = fopen(path, "re");

	*sum = 0;
	if (!in)
		return false;
	for (bool first = true; fgets(line, sizeof(line), in); first = false) {
		char *rest = line, *word;

		for (at = 0; (word = strsep(&rest, " \n"));) {
			if (!*word)
				continue;
			if (first && !strcmp(word, name))
				column = at;
			else if (!first && at == column)
				*sum += strtoull(word, NULL, 16);
			at++;
		}
	}
	fclose(in);
	return true;
}

static void read_backlog(const struct facts *f, struct way_stage *s)
{
	uint64_t processed = 0, dropped = 0, squeezed = 0;
	FILE *in = fopen("/proc/net/softnet_stat", "re");
	char line[1024];

	(void)f;
	while (in && fgets(line, sizeof(line), in)) {
		unsigned a, b, c;

		if (sscanf(line, "%x %x %x", &a, &b, &c) != 3)
			continue;
		processed += a;
		dropped += b;
		squeezed += c;
	}
	if (in)
		fclose(in);
	add(s, "processed", processed, false);
	add(s, "dropped", dropped, true);
	add(s, "squeezed", squeezed, false);
	if (dropped)
		snprintf(s->note, sizeof(s->note),
		         "'sysctl -w net.core.netdev_max_backlog=N' makes the queue longer");
}

/* --- the places --- */

static void read_nic(const struct facts *f, struct way_stage *s)
{
	add(s, "received", f->link.rx_packets, false);
	add(s, "missed", f->link.rx_missed_errors, true);
	add(s, "fifo_errors", f->link.rx_fifo_errors, true);
	add(s, "errors", f->link.rx_errors, true);
	add(s, "dropped", f->link.rx_dropped, true);
	if (f->link.rx_missed_errors || f->link.rx_fifo_errors)
		snprintf(s->note, sizeof(s->note),
		         "'ethtool -G' makes the ring of the interface larger");
}

static void read_xdp(const struct facts *f, struct way_stage *s)
{
	static const char *const modes[] = { NULL, "in the driver", "generic",
		                             "in the hardware", "several" };

	if (!f->xdp_mode)
		snprintf(s->note, sizeof(s->note), "no program");
	else
		snprintf(s->note, sizeof(s->note),
		         "program %" PRIu32
		         " is attached (%s): what it takes out, no capture sees",
		         f->xdp_id,
		         f->xdp_mode < sizeof(modes) / sizeof(modes[0])
		                 ? modes[f->xdp_mode]
		                 : "unknown mode");
}

/* Sockets like the one of a capture: on this interface, or on all. */
static void read_tap(const struct facts *f, struct way_stage *s)
{
	FILE *in = fopen("/proc/net/packet", "re");
	uint64_t here = 0, all = 0;
	char line[256];

	while (in && fgets(line, sizeof(line), in)) {
		unsigned ifindex;

		if (sscanf(line, "%*x %*d %*d %*x %u", &ifindex) != 1)
			continue;
		here += ifindex == f->ifindex;
		all += ifindex == 0;
	}
	if (in)
		fclose(in);
	add(s, "sockets", here, false);
	add(s, "sockets_on_any", all, false);
}

static void read_tc(const struct facts *f, struct way_stage *s)
{
	uint32_t programs = tap_at_tc(f->ifindex);

	if (programs)
		add(s, "programs_by_tcx", programs, false);
	if (!*f->in_kind) {
		snprintf(s->note, sizeof(s->note),
		         programs ? "what they take out, nobody behind gets"
		                  : "no classes or filters");
		return;
	}
	add(s, "dropped", f->in_drops, true);
	snprintf(s->note, sizeof(s->note), "%s is attached", f->in_kind);
}

static void read_netfilter(const struct facts *f, struct way_stage *s)
{
	static const char path[] = "/proc/net/stat/nf_conntrack";
	uint64_t n;

	(void)f;
	if (!sum_column(path, "drop", &n)) {
		snprintf(s->note, sizeof(s->note), "no connection tracking; rules count in "
		                                   "'nft list ruleset'");
		return;
	}
	add(s, "dropped", n, true);
	sum_column(path, "early_drop", &n);
	add(s, "dropped_early", n, true);
	sum_column(path, "insert_failed", &n);
	add(s, "not_inserted", n, true);
	snprintf(s->note, sizeof(s->note), "rules count in 'nft list ruleset'");
}

static void read_socket(const struct facts *f, struct way_stage *s)
{
	(void)f;
	add(s, "ip_discarded", snmp("/proc/net/snmp", "Ip", "InDiscards"), true);
	add(s, "udp_buffer_full", snmp("/proc/net/snmp", "Udp", "RcvbufErrors"), true);
	add(s, "udp_no_port", snmp("/proc/net/snmp", "Udp", "NoPorts"), true);
	add(s, "tcp_listen_dropped", snmp("/proc/net/netstat", "TcpExt", "ListenDrops"),
	    true);
	add(s, "tcp_backlog_dropped",
	    snmp("/proc/net/netstat", "TcpExt", "TCPBacklogDrop"), true);
}

static void read_out(const struct facts *f, struct way_stage *s)
{
	add(s, "sent", f->link.tx_packets, false);
	add(s, "queue_dropped", f->out_drops, true);
	add(s, "over_limit", f->out_over, false);
	add(s, "errors", f->link.tx_errors, true);
	add(s, "dropped", f->link.tx_dropped, true);
	snprintf(s->note, sizeof(s->note), "%s%sa capture sees what left the queue",
	         f->out_kind, *f->out_kind ? ": " : "");
}

static const struct {
	const char *name, *title;
	bool everywhere;
	void (*read)(const struct facts *f, struct way_stage *s);
} places[] = {
	{ "interface", "interface and its ring", false, read_nic },
	{ "xdp", "XDP", false, read_xdp },
	{ "backlog", "queue of the processors", true, read_backlog },
	{ "capture", "packet sockets, as pfc's", false, read_tap },
	{ "tc", "tc ingress", false, read_tc },
	{ "netfilter", "netfilter", true, read_netfilter },
	{ "socket", "IP and sockets", true, read_socket },
	{ "out", "on the way out", false, read_out },
};

enum { PLACES = sizeof(places) / sizeof(places[0]) };

int way_read(const struct iface *iface, struct way_stage stages[WAY_STAGES_MAX], char *msg)
{
	struct facts f = { .ifindex = iface->index };
	int err = read_facts(&f);

	if (err) {
		snprintf(msg, SOURCE_MSG_MAX, "interface '%s': %s", iface->name,
		         strerror(-err));
		return err;
	}
	for (int i = 0; i < PLACES && i < WAY_STAGES_MAX; i++) {
		struct way_stage *s = &stages[i];

		memset(s, 0, sizeof(*s));
		s->name = places[i].name;
		s->title = places[i].title;
		s->everywhere = places[i].everywhere;
		places[i].read(&f, s);
	}
	return PLACES;
}
