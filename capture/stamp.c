/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/stamp.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/if_packet.h>
#include <linux/net_tstamp.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "capture/source.h"

/* The kernel's words for each: what a driver announces and the socket asks for, and what a
 * frame then says of its time.
 * Source: Documentation/networking/timestamping.rst and packet_mmap.rst of Linux.
 */
static const struct {
	const char *name, *description;
	int timestamping;
	uint32_t status;
} rows[STAMPS] = {
	[STAMP_HOST] = { "host", "Host", 0, 0 },
	[STAMP_ADAPTER] = { "adapter", "Adapter", SOF_TIMESTAMPING_SYS_HARDWARE,
	                    TP_STATUS_TS_SYS_HARDWARE },
	[STAMP_ADAPTER_UNSYNCED] = { "adapter_unsynced",
	                             "Adapter, not synced with system time",
	                             SOF_TIMESTAMPING_RAW_HARDWARE,
	                             TP_STATUS_TS_RAW_HARDWARE },
};

const char *stamp_name(enum stamp stamp)
{
	return rows[stamp].name;
}

const char *stamp_description(enum stamp stamp)
{
	return rows[stamp].description;
}

uint32_t stamp_status(enum stamp stamp)
{
	return rows[stamp].status;
}

static int ask(int fd, const struct iface *iface, unsigned long request, void *data)
{
	struct ifreq req;

	memset(&req, 0, sizeof(req));
	memcpy(req.ifr_name, iface->name, sizeof(req.ifr_name));
	req.ifr_data = data;
	return ioctl(fd, request, &req) < 0 ? -errno : 0;
}

static bool announced(int fd, const struct iface *iface, enum stamp stamp)
{
	struct ethtool_ts_info info;

	if (stamp == STAMP_HOST)
		return true;
	memset(&info, 0, sizeof(info));
	info.cmd = ETHTOOL_GET_TS_INFO;
	if (ask(fd, iface, SIOCETHTOOL, &info) != 0)
		return false;
	return info.so_timestamping & (uint32_t)rows[stamp].timestamping &&
	       info.rx_filters & 1u << HWTSTAMP_FILTER_ALL;
}

bool stamp_offered(const struct iface *iface, enum stamp stamp)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool is = announced(fd, iface, stamp);

	if (fd >= 0)
		close(fd);
	return is;
}

/* What it does with packets that are sent is left as it is: others may need it, and a
 * packet socket gets nothing of it.
 */
static int switch_on(int fd, const struct iface *iface)
{
	struct hwtstamp_config config;

	memset(&config, 0, sizeof(config));
	if (ask(fd, iface, SIOCGHWTSTAMP, &config) == 0 &&
	    config.rx_filter == HWTSTAMP_FILTER_ALL)
		return 0;
	config.flags = 0;
	config.rx_filter = HWTSTAMP_FILTER_ALL;
	return ask(fd, iface, SIOCSHWTSTAMP, &config);
}

int stamp_use(int fd, const struct iface *iface, enum stamp stamp, char *msg)
{
	int err;

	if (stamp == STAMP_HOST)
		return 0;
	if (!iface->index || !announced(fd, iface, stamp)) {
		snprintf(msg, SOURCE_MSG_MAX,
		         "'%s' offers no time stamps of type %s; -J lists what it offers",
		         iface->name, rows[stamp].name);
		return -EOPNOTSUPP;
	}
	err = switch_on(fd, iface);
	if (!err && setsockopt(fd, SOL_PACKET, PACKET_TIMESTAMP, &rows[stamp].timestamping,
	                       sizeof(rows[stamp].timestamping)) < 0)
		err = -errno;
	if (err == -EPERM)
		snprintf(msg, SOURCE_MSG_MAX,
		         "no permission to have '%s' stamp packets: that takes "
		         "CAP_NET_ADMIN besides CAP_NET_RAW; 'sudo setcap "
		         "cap_net_raw,cap_net_admin=ep PROGRAM' gives both",
		         iface->name);
	else if (err)
		snprintf(msg, SOURCE_MSG_MAX, "'%s' cannot stamp packets: %s", iface->name,
		         strerror(-err));
	return err;
}
