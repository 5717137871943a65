/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/filter/pcap.h - the packets of a savefile made by tests/data/make_packets. */
#ifndef PFC_TESTS_FILTER_PCAP_H
#define PFC_TESTS_FILTER_PCAP_H

#include <stdbool.h>
#include <stdint.h>

#include "pfc/prog.h"

struct pcap_file {
	char *name; /* "dns.pcap" */
	uint32_t linktype;
	uint32_t count;
	struct pfc_packet *packets;
	uint8_t *bytes;
};

/* Reads folder/name. False: there is none, or it is not such a file. */
bool pcap_read(struct pcap_file *f, const char *folder, const char *name);
void pcap_free(struct pcap_file *f);

#endif
