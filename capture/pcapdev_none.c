/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/pcapdev_none.c - in a pfc that was built without libpcap's headers. */
#include "capture/pcapdev.h"

#include <errno.h>
#include <stdio.h>

int pcapdev_list(struct iface_list *list)
{
	(void)list;
	return 0;
}

int pcapdev_ask(struct iface *dev, char *msg)
{
	snprintf(msg, SOURCE_MSG_MAX,
	         "'%s' is read by libpcap, which this pfc was built without",
	         dev->name);
	return -ENODEV;
}

int pcapdev_open(const struct pcapdev_config *cfg, struct source **out, char *msg)
{
	struct iface dev = *cfg->dev;

	*out = NULL;
	return pcapdev_ask(&dev, msg);
}
