/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/pcapdev.h - devices that no packet socket gives: D-Bus, logs and queues of
 * netfilter, USB, Bluetooth and what else the installed libpcap reads.
 *
 * libpcap opens the device, runs the program of pfc on what comes, and hands over the
 * packets. It is loaded when one of its devices is asked for, not before. Without it, or
 * in a pfc built without it, there are no such devices.
 */
#ifndef PFC_CAPTURE_PCAPDEV_H
#define PFC_CAPTURE_PCAPDEV_H

#include <signal.h>
#include <stdbool.h>

#include "capture/iface.h"
#include "capture/source.h"

/* Adds those devices that the list does not have, behind all others. Link types are not
 * known before a device is opened: 0.
 *
 * returns 0 or -ENOMEM; of a libpcap that cannot list them there are none.
 */
int pcapdev_list(struct iface_list *list);

/* Opens a device of the list for a moment and fills in its link type.
 *
 * msg     of SOURCE_MSG_MAX bytes; says why when it failed.
 * returns 0; -EPERM no privilege; -ENODEV; -EIO another reason.
 */
int pcapdev_ask(struct iface *dev, char *msg);

struct pcapdev_config {
	const struct iface *dev;     /* after pcapdev_ask() */
	const struct pfc_prog *prog; /* for its link type, lent until source_close() */
	const char *filter;          /* its text, lent; NULL: none */
	uint32_t snaplen;            /* bytes, 1 and up */
	uint32_t buffer_kib;         /* 0: what libpcap takes */
	uint32_t retire_ms;          /* longest wait of a packet in a buffer */
	bool immediate;
	bool promiscuous;
	const sigset_t *wait_mask; /* see struct ring_config; lent */
};

/* A live source (capture/source.h) of one interface; returns and says what
 * pcapdev_ask() does.
 */
int pcapdev_open(const struct pcapdev_config *cfg, struct source **out, char *msg);

#endif
