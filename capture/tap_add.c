/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/tap_add.c - interfaces, with their programs, for a source of packets from hooks. */
#include <errno.h>
#include <linux/if_packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "capture/tap_int.h"

bool tap_has_frags(void)
{
	return hook_has_frags();
}

uint32_t tap_at_tc(uint32_t ifindex)
{
	return tcx_count(ifindex, ATTACH_IN);
}

int tap_check(const struct tap_config *cfg, char *msg)
{
	if (!cfg->iface->index)
		snprintf(msg, SOURCE_MSG_MAX,
		         "'%s' has no hook: name the interfaces, each with -i",
		         cfg->iface->name);
	else if (cfg->iface->cooked)
		snprintf(msg, SOURCE_MSG_MAX,
		         "the link header of '%s' is one that only a plain capture can "
		         "show: leave out --xdp and --tc",
		         cfg->iface->name);
	else if (cfg->hook == TAP_XDP && cfg->direction == RING_OUT)
		snprintf(msg, SOURCE_MSG_MAX,
		         "the XDP hook of '%s' sees packets that come in only",
		         cfg->iface->name);
	else
		return 0;
	return -EINVAL;
}

/* A packet socket that receives nothing; any socket will do when that is not allowed. */
static int open_socket(struct tap *t, bool promiscuous, char *msg)
{
	struct packet_mreq mr;

	t->sock = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (t->sock < 0) {
		t->sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
		if (promiscuous)
			snprintf(msg, SOURCE_MSG_MAX,
			         "warning: without CAP_NET_RAW '%s' cannot be made "
			         "promiscuous",
			         t->name);
		return t->sock < 0 ? -errno : 0;
	}
	memset(&mr, 0, sizeof(mr));
	mr.mr_ifindex = (int)t->ifindex;
	mr.mr_type = PACKET_MR_PROMISC;
	if (promiscuous &&
	    setsockopt(t->sock, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &mr, sizeof(mr)) < 0)
		snprintf(msg, SOURCE_MSG_MAX,
		         "warning: '%s' cannot be made promiscuous: %s", t->name,
		         strerror(errno));
	return 0;
}

static int open_hooks(struct taps *all, struct tap *t, const struct tap_config *cfg,
                      char *msg)
{
	struct hook_config h = {
		.kind = cfg->hook == TAP_XDP ? HOOK_XDP : HOOK_TC,
		.ifindex = t->ifindex,
		.ifname = t->name,
		.filter = cfg->object,
		.filter_len = cfg->object_len,
		.snaplen = cfg->snaplen,
		.sample = cfg->sample,
		.records = all->records,
		.no_tcx = cfg->no_tcx,
		.no_frags = cfg->no_frags,
	};
	int err = 0;

	for (int dir = ATTACH_IN; dir <= ATTACH_OUT && !err; dir++) {
		if (dir == ATTACH_OUT &&
		    (cfg->hook == TAP_XDP || cfg->direction == RING_IN))
			break;
		if (dir == ATTACH_IN && cfg->direction == RING_OUT)
			continue;
		h.dir = (enum attach_dir)dir;
		h.number = (uint8_t)(all->count * TAP_HOOKS + (uint32_t)dir);
		err = hook_open(&h, &t->hooks[t->hook_count], msg);
		if (!err)
			t->hook_count++;
	}
	return err;
}

int taps_add(struct source *s, const struct tap_config *cfg, char *msg)
{
	struct taps *all = (struct taps *)s;
	struct source_iface iface = {
		.linktype = cfg->iface->linktype,
		.snaplen = cfg->snaplen,
		.name = cfg->iface->name,
		.tsresol = 1000000000,
		.ifindex = cfg->iface->index,
		.filter = cfg->filter,
		.description = *cfg->iface->alias ? cfg->iface->alias : NULL,
		.fcs_len = -1,
	};
	struct tap *t;
	int err, at;

	msg[0] = '\0';
	err = tap_check(cfg, msg);
	if (!err && all->count == TAPS_MAX) {
		snprintf(msg, SOURCE_MSG_MAX, "more than %d interfaces", TAPS_MAX);
		err = -EMFILE;
	}
	if (err)
		return err;
	t = calloc(1, sizeof(*t));
	if (!t) {
		snprintf(msg, SOURCE_MSG_MAX, "out of memory");
		return -ENOMEM;
	}
	t->sock = -1;
	t->ifindex = cfg->iface->index;
	t->kind = cfg->hook;
	memcpy(t->name, cfg->iface->name, sizeof(t->name));
	missed_open(&t->missed, t->ifindex);
	/* Records may come as soon as the first hook is there. */
	all->at[all->count] = t;
	err = open_hooks(all, t, cfg, msg);
	if (!err)
		err = open_socket(t, cfg->promiscuous, msg);
	if (!err)
		iface_device(t->sock, iface.name, &iface.device);
	at = err ? err : source_add_iface(s, &iface);
	if (at < 0) {
		if (!*msg)
			snprintf(msg, SOURCE_MSG_MAX, "cannot capture on '%s': %s",
			         t->name, strerror(-at));
		tap_close(t);
		return at;
	}
	t->iface = (uint32_t)at;
	all->count++;
	return 0;
}

enum tap_hook taps_hook(const struct source *s, uint32_t i)
{
	const struct taps *all = (const struct taps *)s;

	return all->at[i]->kind;
}

const char *taps_way(const struct source *s, uint32_t i)
{
	const struct taps *all = (const struct taps *)s;

	return attach_way_name(all->at[i]->hooks[0].attached.way);
}
