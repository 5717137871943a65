/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/pcapdev_impl.h - libpcap, loaded when it is needed, for the files of pcapdev.h.
 *
 * Linked, it would cost every start of pfc the loading of what libpcap itself is linked
 * with.
 */
#ifndef PFC_CAPTURE_PCAPDEV_IMPL_H
#define PFC_CAPTURE_PCAPDEV_IMPL_H

#include <pcap/pcap.h>
#include <stdbool.h>

#include "capture/pcapdev.h"

/* The functions of libpcap, under their names without pcap_. */
#define FUNCTIONS(X)                                                                   \
	X(findalldevs) X(freealldevs) X(create) X(close) X(activate) X(geterr)         \
	X(statustostr) X(datalink) X(set_snaplen) X(set_promisc) X(set_timeout)        \
	X(set_buffer_size) X(set_immediate_mode) X(set_tstamp_precision)               \
	X(get_tstamp_precision) X(setfilter) X(next_ex) X(breakloop) X(stats)

struct libpcap_functions {
	void *handle;
#define MEMBER(name) __typeof__(pcap_##name) *name;
	FUNCTIONS(MEMBER)
#undef MEMBER
};

/* returns false when there is none, or an old one. */
bool libpcap_load(struct libpcap_functions *lib);
void libpcap_unload(struct libpcap_functions *lib);

/* Opens a device. returns NULL with *err and msg as of pcapdev_ask(). */
pcap_t *libpcap_start(struct libpcap_functions *lib, const struct pcapdev_config *cfg,
                      int *err, char *msg);

/* For where it could not be loaded. */
void libpcap_say_none(const char *name, char *msg);

#endif
