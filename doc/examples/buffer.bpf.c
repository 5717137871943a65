/* SPDX-License-Identifier: BSD-2-Clause */
/* doc/examples/buffer.bpf.c - a filter of pfc in a program that has no packet.
 *
 * It has the ends of a connection, from a socket or an event, writes the headers that a packet
 * of it would have, and asks the filter.
 *
 *	pfc compile --target=buffer --room=24 -y RAW --to=elf 'dst port 443' >filter.o
 *	clang -O2 -g -target bpf -c buffer.bpf.c -o own.o
 *	bpftool gen object buffer.o own.o filter.o
 *
 * It runs on demand (BPF_PROG_RUN), with a struct connection as its context.
 */
#include <linux/bpf.h>

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

/* 1: the bytes match; 0: they do not. In filter.o. As many bytes as --room says have to be
 * there behind buf; the first caplen of them are of the packet, which had wirelen bytes.
 */
extern int pfc_match(const void *buf, __u32 caplen, __u32 wirelen) __hidden;

struct connection {
	__be32 source, destination;
	__be16 source_port, destination_port;
	__u8 protocol;
};

/* What filters look at: an IPv4 header without options, and the ports. 8-byte aligned. */
struct headers {
	__u8 version_and_length, service;
	__be16 total_length, id, fragment;
	__u8 time_to_live, protocol;
	__be16 checksum;
	__be32 source, destination;
	__be16 source_port, destination_port;
} __attribute__((aligned(8)));

SEC("syscall")
int is_wanted(struct connection *c)
{
	struct headers h = {
		.version_and_length = 0x45,
		.total_length = bpf_htons(sizeof(h)),
		.time_to_live = 64,
		.protocol = c->protocol,
		.source = c->source,
		.destination = c->destination,
		.source_port = c->source_port,
		.destination_port = c->destination_port,
	};

	return pfc_match(&h, sizeof(h), sizeof(h));
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
