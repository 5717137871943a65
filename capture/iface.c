/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/iface.h"

#include <errno.h>
#include <limits.h>
#include <linux/ethtool.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "capture/netlink.h"
#include "capture/pcapdev.h"
#include "capture/source.h"
#include "pfc/pfc.h"
#include "proto/link.h"

/* Interfaces whose link header a capture delivers as it is. All others are captured
 * without it, under a LINUX_SLL2 header: what their drivers show a packet socket
 * differs between devices, kernels and directions.
 * Source: linux/if_arp.h for hatype.
 */
static const struct {
	uint32_t hatype;
	uint32_t linktype;
} native[] = {
	{ 1, LINKTYPE_ETHERNET },   /* ARPHRD_ETHER */
	{ 6, 6 },                   /* ARPHRD_IEEE802: IEEE802_5 */
	{ 519, LINKTYPE_RAW },      /* ARPHRD_RAWIP */
	{ 772, LINKTYPE_ETHERNET }, /* ARPHRD_LOOPBACK, addresses all zero */
	{ 774, 10 },                /* ARPHRD_FDDI: FDDI */
	{ 800, 6 },                 /* ARPHRD_IEEE802_TR: IEEE802_5 */
	{ 801, 105 },               /* ARPHRD_IEEE80211: IEEE802_11 */
	{ 802, 119 },               /* ARPHRD_IEEE80211_PRISM: IEEE802_11_PRISM */
	{ 803, 127 },               /* ARPHRD_IEEE80211_RADIOTAP: IEEE802_11_RADIO */
	{ 65534, LINKTYPE_RAW },    /* ARPHRD_NONE: tun, wireguard */
};

uint32_t iface_linktype(uint32_t hatype)
{
	for (size_t i = 0; i < sizeof(native) / sizeof(native[0]); i++) {
		if (native[i].hatype == hatype)
			return native[i].linktype;
	}
	return LINKTYPE_LINUX_SLL2;
}

static void copy_text(char *to, size_t room, const struct attr *a)
{
	size_t len = strnlen((const char *)a->value, a->len);

	if (len >= room)
		len = room - 1;
	memcpy(to, a->value, len);
	to[len] = '\0';
}

struct iface *iface_list_add(struct iface_list *list)
{
	struct iface *grown = realloc(list->at, (list->count + 1) * sizeof(*grown));
	struct iface *i;

	if (!grown)
		return NULL;
	list->at = grown;
	i = &grown[list->count++];
	memset(i, 0, sizeof(*i));
	i->netmask = PFC_NETMASK_UNKNOWN;
	return i;
}

static int add_link(void *ctx, const uint8_t *body, size_t len)
{
	struct iface_list *list = ctx;
	struct ifinfomsg info;
	struct iface *i;
	struct attrs attrs;
	struct attr a;

	if (len < sizeof(info))
		return 0;
	memcpy(&info, body, sizeof(info));
	i = iface_list_add(list);
	if (!i)
		return -ENOMEM;
	i->index = (uint32_t)info.ifi_index;
	i->flags = info.ifi_flags;
	i->hatype = info.ifi_type;
	i->linktype = iface_linktype(i->hatype);
	i->cooked = i->linktype == LINKTYPE_LINUX_SLL2;
	attrs = attrs_after(body, len, sizeof(info));
	while (next_attr(&attrs, &a)) {
		if (a.type == IFLA_IFNAME)
			copy_text(i->name, sizeof(i->name), &a);
		else if (a.type == IFLA_IFALIAS)
			copy_text(i->alias, sizeof(i->alias), &a);
		else if (a.type == IFLA_CARRIER && a.len)
			i->has_carrier = a.value[0] != 0;
	}
	return 0;
}

/* Only the first address of an interface counts, as everywhere else. */
static int add_address(void *ctx, const uint8_t *body, size_t len)
{
	struct iface_list *list = ctx;
	struct ifaddrmsg info;

	if (len < sizeof(info))
		return 0;
	memcpy(&info, body, sizeof(info));
	if (info.ifa_family != AF_INET || info.ifa_prefixlen > 32)
		return 0;
	for (uint32_t k = 0; k < list->count; k++) {
		struct iface *i = &list->at[k];

		if (i->index != info.ifa_index || i->netmask != PFC_NETMASK_UNKNOWN)
			continue;
		i->netmask = 0;
		if (info.ifa_prefixlen)
			i->netmask = UINT32_MAX << (32 - info.ifa_prefixlen);
	}
	return 0;
}

static int read_all(struct netlink *n, struct iface_list *list)
{
	const struct rtgenmsg links = { AF_UNSPEC }, addresses = { AF_INET };
	int err;

	/* A list that changed under the dump may lack an interface: read it again. */
	for (int attempt = 0; attempt < 5; attempt++) {
		n->changed = false;
		list->count = 0;
		err = netlink_dump(n, RTM_GETLINK, &links, sizeof(links), add_link, list);
		if (err)
			return err;
		err = netlink_dump(n, RTM_GETADDR, &addresses, sizeof(addresses),
		                   add_address, list);
		if (err || !n->changed)
			return err;
	}
	return 0;
}

static int compare(const void *va, const void *vb)
{
	static const uint32_t order[] = { IFF_RUNNING, IFF_UP };
	const struct iface *a = va;
	const struct iface *b = vb;

	if (!a->index != !b->index)
		return a->index ? -1 : 1;
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if ((a->flags & order[i]) != (b->flags & order[i]))
			return a->flags & order[i] ? -1 : 1;
	if ((a->flags & IFF_LOOPBACK) != (b->flags & IFF_LOOPBACK))
		return a->flags & IFF_LOOPBACK ? 1 : -1;
	return a->index < b->index ? -1 : a->index > b->index;
}

static int add_any(struct iface_list *list)
{
	struct iface *i = iface_list_add(list);

	if (!i)
		return -ENOMEM;
	strcpy(i->name, IFACE_ANY);
	strcpy(i->alias, "Pseudo-device that captures on all interfaces");
	i->flags = IFF_UP | IFF_RUNNING;
	i->linktype = LINKTYPE_LINUX_SLL2;
	i->cooked = true;
	return 0;
}

int iface_list_init(struct iface_list *list, char *msg)
{
	struct netlink n;
	int err = netlink_open(&n);

	memset(list, 0, sizeof(*list));
	if (!err)
		err = read_all(&n, list);
	if (!err)
		err = add_any(list);
	if (!err)
		qsort(list->at, list->count, sizeof(*list->at), compare);
	netlink_close(&n);
	if (err) {
		iface_list_fini(list);
		snprintf(msg, SOURCE_MSG_MAX, "cannot list the interfaces: %s",
		         strerror(-err));
	}
	return err;
}

void iface_list_fini(struct iface_list *list)
{
	free(list->at);
	memset(list, 0, sizeof(*list));
}

const struct iface *iface_by_name(const struct iface_list *list, const char *name)
{
	unsigned long number;
	char *end;

	for (uint32_t i = 0; i < list->count; i++)
		if (strcmp(list->at[i].name, name) == 0)
			return &list->at[i];
	if (name[0] < '0' || name[0] > '9')
		return NULL;
	number = strtoul(name, &end, 10);
	if (*end || number == 0 || number > list->count)
		return NULL;
	return &list->at[number - 1];
}

static void say_unknown(const struct iface_list *list, const char *name, char *msg)
{
	struct closest near = { .word = name, .len = strlen(name) };
	bool number = name[0] && strspn(name, "0123456789") == strlen(name);

	for (uint32_t i = 0; i < list->count; i++)
		closest_try(&near, list->at[i].name);
	if (number)
		snprintf(msg, SOURCE_MSG_MAX,
		         "no interface has number %.32s; -D lists them, 1 to %u", name,
		         list->count);
	else if (near.best)
		snprintf(msg, SOURCE_MSG_MAX,
		         "no interface is called '%.64s'; did you mean '%s'?", name,
		         near.best);
	else
		snprintf(msg, SOURCE_MSG_MAX,
		         "no interface is called '%.64s'; -D lists them", name);
}

int iface_find(const char *name, struct iface *out, char *msg)
{
	struct iface_list list;
	const struct iface *found;
	int err = iface_list_init(&list, msg);

	if (err)
		return err;
	found = iface_by_name(&list, name);
	if (!found && pcapdev_list(&list) == 0)
		found = iface_by_name(&list, name);
	if (found) {
		*out = *found;
		err = out->by_libpcap ? pcapdev_ask(out, msg) : 0;
	} else {
		say_unknown(&list, name, msg);
		err = -ENODEV;
	}
	iface_list_fini(&list);
	return err;
}

/* Interface names and descriptions are bytes of the administrator's choice. */
static void add_printable(struct str *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < ' ' || c == 0x7f)
			str_printf(out, "\\x%02x", c);
		else
			str_add(out, text, 1);
	}
}

void iface_line(const struct iface_list *list, uint32_t i, struct str *out)
{
	const struct iface *f = &list->at[i];
	const char *between = "";
	const struct {
		bool on;
		const char *word;
	} words[] = {
		{ f->flags & IFF_UP, "Up" },
		{ f->flags & IFF_RUNNING, "Running" },
		{ f->flags & IFF_LOOPBACK, "Loopback" },
		{ f->index && f->flags & IFF_UP && !(f->flags & IFF_LOOPBACK),
		  f->has_carrier ? "Connected" : "Disconnected" },
	};

	str_printf(out, "%u.", i + 1);
	add_printable(out, f->name);
	if (f->alias[0]) {
		str_add(out, " (", 2);
		add_printable(out, f->alias);
		str_add(out, ")", 1);
	}
	str_add(out, " [", 2);
	for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++) {
		if (!words[k].on)
			continue;
		str_printf(out, "%s%s", between, words[k].word);
		between = ", ";
	}
	str_printf(out, "%s]\n", *between ? "" : "none");
}

void iface_device(int fd, const char *name, struct source_device *out)
{
	static const uint8_t none[sizeof(out->mac)];
	struct ethtool_cmd link = { .cmd = ETHTOOL_GSET };
	struct ifreq req;
	uint32_t mbit;

	memset(out, 0, sizeof(*out));
	memset(&req, 0, sizeof(req));
	snprintf(req.ifr_name, sizeof(req.ifr_name), "%s", name);
	if (ioctl(fd, SIOCGIFHWADDR, &req) == 0 &&
	    req.ifr_hwaddr.sa_family == ARPHRD_ETHER) {
		memcpy(out->mac, req.ifr_hwaddr.sa_data, sizeof(out->mac));
		out->has_mac = memcmp(out->mac, none, sizeof(none)) != 0;
	}
	memset(&req.ifr_ifru, 0, sizeof(req.ifr_ifru));
	req.ifr_data = (void *)&link;
	if (ioctl(fd, SIOCETHTOOL, &req) < 0)
		return;
	mbit = ethtool_cmd_speed(&link);
	if (mbit && mbit != (uint32_t)SPEED_UNKNOWN)
		out->speed = (uint64_t)mbit * 1000000;
}
