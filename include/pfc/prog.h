/* SPDX-License-Identifier: BSD-2-Clause */
/* pfc/prog.h - a compiled filter: what it is, running it, writing it.
 *
 * A struct pfc_prog is one block that never changes after pfc_compile() made it: share it
 * between threads, free it once.
 */
#ifndef PFC_PROG_H
#define PFC_PROG_H

#include <stddef.h>
#include <stdint.h>

#include "pfc/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

struct pfc_prog;
struct sock_filter; /* <linux/filter.h> */
struct sock_fprog;  /* <linux/filter.h> */
struct bpf_program; /* <pcap/bpf.h>; same layout as struct sock_fprog's user copy */
struct bpf_insn;    /* <linux/bpf.h> */

/* What the kernel knows about a packet beside its bytes (linux/filter.h SKF_AD_*). */
struct pfc_meta {
	uint32_t protocol;     /* EtherType, host order (SKF_AD_PROTOCOL) */
	uint32_t pkttype;      /* PACKET_HOST 0 ... PACKET_OUTGOING 4 */
	uint32_t ifindex;      /* 0: none, such loads then reject */
	uint32_t hatype;       /* ARPHRD_ of the interface */
	uint32_t mark;
	uint32_t queue;
	uint32_t rxhash;
	uint32_t cpu;
	uint32_t vlan_tci;     /* whole TCI, host order */
	uint32_t vlan_tpid;    /* host order */
	uint32_t vlan_present; /* 0 or 1 */
};

struct pfc_packet {
	const uint8_t *data;
	uint32_t caplen;              /* bytes at data */
	uint32_t len;                 /* bytes on the wire */
	const struct pfc_meta *meta;  /* NULL: not from a live Linux interface */
};

/* Runs the program on one packet.
 *
 * returns the snapshot length on accept, 0 on reject. A load beyond caplen rejects, a
 * division by zero rejects, a shift by 32 or more gives 0. Without meta every metadata
 * load reads 0.
 */
uint32_t pfc_prog_run(const struct pfc_prog *prog, const struct pfc_packet *pkt);

/* The same, and adds the number of instructions it executed to *count. */
uint32_t pfc_prog_run_count(const struct pfc_prog *prog, const struct pfc_packet *pkt,
                            uint64_t *count);

/* The classic BPF instructions, whatever the target; lent, valid as long as the program.
 * NULL and 0 when the filter did not compile.
 */
const struct sock_filter *pfc_prog_insns(const struct pfc_prog *prog, size_t *count);

/* The same filter for a packet socket (AF_PACKET, SOCK_RAW), which sees packets as the
 * kernel does: without the VLAN tag that a card took out, and, where all interfaces are
 * captured at once, with another header in front. Lent, valid as long as the program.
 *
 * Compiled with PFC_LIVE for LINUX_SLL or LINUX_SLL2, it is right for packets of interfaces
 * of the types ARPHRD_ETHER, ARPHRD_LOOPBACK and ARPHRD_NONE (SKF_AD_HATYPE says which):
 * take the others as they come, and run the program itself on the frames made of them.
 *
 * returns NULL when the kernel cannot decide: the filter looks at bytes that are made only
 *         later, or the program is too long. Then take all packets, and run the program
 *         itself on the frames.
 */
const struct sock_filter *pfc_prog_kernel_insns(const struct pfc_prog *prog,
                                                size_t *count);

/* Fills the struct that SO_ATTACH_FILTER or pcap_setfilter() takes; it points into prog.
 * returns 0, or -ENOEXEC when the filter did not compile.
 */
int pfc_prog_sock_fprog(const struct pfc_prog *prog, struct sock_fprog *out);
int pfc_prog_bpf_program(const struct pfc_prog *prog, struct bpf_program *out);

/* The eBPF instructions of <linux/bpf.h>; lent, valid as long as the program. NULL and 0
 * for PFC_TARGET_CBPF.
 *
 * Where one of two halves (code BPF_LD | BPF_DW | BPF_IMM) has src_reg BPF_PSEUDO_MAP_VALUE,
 * it wants in imm the descriptor of an array map with one entry, which holds
 * pfc_prog_data(); BPF_F_RDONLY_PROG and frozen is enough.
 */
const struct bpf_insn *pfc_prog_ebpf(const struct pfc_prog *prog, size_t *count);

/* What those instructions look things up in; NULL and 0: nothing. */
const void *pfc_prog_data(const struct pfc_prog *prog, size_t *len);

/* The piece of the filter that eBPF instruction i came from; empty where it belongs to no
 * piece in particular.
 */
struct pfc_span pfc_prog_ebpf_span(const struct pfc_prog *prog, size_t i);

/* The enum pfc_target it was compiled for. */
int pfc_prog_target(const struct pfc_prog *prog);

/* Messages in the order of the text; errors and warnings. */
const struct pfc_diag *pfc_prog_diags(const struct pfc_prog *prog, size_t *count);

/* The text it was compiled from, NUL-terminated. */
const char *pfc_prog_text(const struct pfc_prog *prog);

/* LINKTYPE_ number it was compiled for. */
uint32_t pfc_prog_linktype(const struct pfc_prog *prog);

/* The enum pfc_flags it was compiled with. */
uint32_t pfc_prog_flags(const struct pfc_prog *prog);

enum pfc_format {
	PFC_FORMAT_LISTING, /* tcpdump -d; eBPF as bpftool and LLVM write it */
	PFC_FORMAT_C,       /* tcpdump -dd; initializers of struct bpf_insn */
	PFC_FORMAT_DECIMAL, /* tcpdump -ddd; code dst src off imm */
	PFC_FORMAT_HEX,     /* one instruction a line: code jt jf k, or code dst src off imm */
	PFC_FORMAT_JSON,
	PFC_FORMAT_XT_BPF,  /* iptables -m bpf --bytecode; this and those below not for eBPF */
	PFC_FORMAT_ASM,     /* assembler of the kernel's Documentation/networking/filter.rst */
	PFC_FORMAT_GO,      /* for golang.org/x/net/bpf */
	PFC_FORMAT_RUST,    /* for the libc crate */
	PFC_FORMAT_DOT,     /* a graph for Graphviz */
	/* An object file for libbpf, bpftool, ip and tc; for eBPF only. With PFC_FUNCTION the
	 * function is in .text, global and hidden: libbpf's linker joins it to a program that
	 * declares it "extern int NAME(...) __hidden".
	 */
	PFC_FORMAT_ELF,
};

/* The program for its target as text in a heap string that the caller frees; NULL when
 * memory ended, the filter did not compile, or the target has no such format.
 */
char *pfc_prog_format(const struct pfc_prog *prog, enum pfc_format format, size_t *len);

/* NULL is fine. */
void pfc_prog_free(struct pfc_prog *prog);

#ifdef __cplusplus
}
#endif

#endif
