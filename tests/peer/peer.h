/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/peer/peer.h - one filter, compiled by libpcap and by pfc, and the judgement.
 *
 * libpcap without and with its optimizer, pfc's reference (optimize NONE) and pfc's
 * programs. The reference has to be libpcap's unoptimized meaning packet for packet;
 * the programs have to keep the contract with the reference.
 */
#ifndef PFC_TESTS_PEER_PEER_H
#define PFC_TESTS_PEER_PEER_H

#include <pcap/pcap.h>
#include <stddef.h>

#include "base/str.h"
#include "tests/peer/trace.h"

enum peer_side {
	PEER_LIBPCAP,   /* not optimized */
	PEER_REFERENCE, /* pfc, not optimized */
	PEER_PROGRAM,   /* pfc, BALANCED */
	PEER_SIZE,      /* pfc; count 0 when the same as PEER_PROGRAM */
	PEER_SPEED,     /* the same */
	PEER_LIBPCAP_OPTIMIZED,
	PEER_SIDES,
};

const char *peer_side_name(enum peer_side side);

/* What to compile for. */
struct peer_target {
	uint32_t linktype;
	uint32_t netmask; /* host order, 0xffffffff unknown */
	pcap_t *live;     /* the interface; NULL: for no interface */
};

struct peer {
	struct code codes[PEER_SIDES]; /* count 0: does not compile */
	char *errors[PEER_SIDES];      /* why not, or NULL */
	void *owned[PEER_SIDES];       /* what the code lies in */
};

/* An Ethernet interface of this machine; NULL and a message of up to PCAP_ERRBUF_SIZE
 * bytes when there is none that can be opened.
 */
pcap_t *peer_open_live(char *error);

/* Compiles; a filter that can never match compiles on each side but libpcap's
 * optimizer, which refuses such filters.
 *
 * theirs   the filter as libpcap has to write it; NULL: the same.
 */
void peer_compile(struct peer *p, const struct peer_target *target, const char *filter,
                  const char *theirs);

/* The same with libpcap alone: its own unoptimized program plays the reference and its
 * optimized one the program.
 */
void peer_compile_libpcap(struct peer *p, const struct peer_target *target,
                          const char *filter);

void peer_fini(struct peer *p);

enum verdict {
	SAME,
	REFERENCE_DIFFERS, /* reference and libpcap: accept or reject */
	REFERENCE_REACH,   /* both accept, but from another captured length on */
	PROGRAM_LOSES,     /* rejects what the reference accepts, perhaps cut off */
	PROGRAM_TOO_KEEN,  /* accepts what the reference rejects */
};

const char *verdict_text(enum verdict v);

/* What is wrong on one packet, first between programs and reference; traces are those
 * of all sides. When libpcap read scratch words that it never set, its side does not
 * count.
 *
 * with_libpcap  false: judge only the programs against the reference.
 * seed          of the completions of cut-off packets.
 * side          the program that broke the contract.
 */
enum verdict peer_judge(const struct peer *p, const struct packet *pkt,
                        const struct trace *traces, bool with_libpcap, uint64_t *seed,
                        enum peer_side *side);

/* A search for a packet that is judged to differ; it stops at the first one. */
struct search {
	uint32_t budget; /* packets to try */
	uint32_t linktype;
	uint64_t seed;
	bool with_libpcap;
	bool whole_only; /* libpcap counts only as far as whole packets go */
	/* Packets on which libpcap does not count; NULL: none. */
	bool (*excused)(void *ctx, const struct packet *pkt, uint32_t linktype);
	void *ctx;

	enum verdict verdict;
	enum peer_side side; /* of PROGRAM_ verdicts */
	struct packet pkt;   /* when the verdict is not SAME */
	uint32_t tried;
	uint32_t edges, edges_taken; /* of libpcap's unoptimized program */
	bool libpcap_unset;          /* libpcap read scratch words it never set */
	uint64_t steps[PEER_SIDES];  /* executed over all packets */
};

/* returns false when memory ended. */
bool peer_search(const struct peer *p, struct search *s);

/* Bytes of the packet as hex, up to what the programs looked at. */
void peer_hex(struct str *out, const struct peer *p, const struct packet *pkt);

#endif
