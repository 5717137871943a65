/* SPDX-License-Identifier: BSD-2-Clause */
/* pfc/pfc.h - compile packet filter expressions.
 *
 *	struct pfc_opts opts = PFC_OPTS_INIT;
 *	struct pfc_prog *prog;
 *
 *	if (pfc_compile("tcp port 80", PFC_NUL, &opts, &prog) == 0)
 *		pfc_prog_sock_fprog(prog, &fprog);
 *	pfc_prog_free(prog);
 *
 * Every function is safe to call from several threads at once; the library keeps no
 * state, prints nothing and never exits.
 */
#ifndef PFC_PFC_H
#define PFC_PFC_H

#include <stddef.h>
#include <stdint.h>

#include "pfc/diag.h"
#include "pfc/prog.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PFC_NUL ((size_t)-1)                 /* text length: up to the NUL */
#define PFC_NETMASK_UNKNOWN ((uint32_t)0xffffffff)
#define PFC_SNAPLEN_MAX ((uint32_t)262144)   /* bytes; what accept returns by default */
#define PFC_INSNS_MAX ((uint32_t)4096)       /* BPF_MAXINSNS of linux/bpf_common.h */
#define PFC_BUFFER_SIZE ((uint32_t)64)

/* What runs the program, and how it reads packets. All but the first are eBPF: the program
 * is in pfc_prog_ebpf(), and pfc_prog_run() runs the classic program of the same filter.
 */
enum pfc_target {
	PFC_TARGET_CBPF,
	PFC_TARGET_SOCKET, /* SO_ATTACH_BPF: returns the snapshot length or 0 */
	PFC_TARGET_TC,     /* struct __sk_buff at ingress or egress */
	PFC_TARGET_XDP,    /* struct xdp_md; VLAN tags are in the packet */
	PFC_TARGET_BUFFER, /* a function: pfc_match(buf, caplen, wirelen), 1 or 0 */
};

/* What a tc or XDP program does with packets that match; all others pass on. */
enum pfc_action {
	PFC_ACTION_PASS, /* nothing: it looks on */
	PFC_ACTION_DROP,
	PFC_ACTION_REDIRECT, /* out of the interface opts.redirect_to */
};

enum pfc_optimize {
	PFC_OPTIMIZE_BALANCED,
	PFC_OPTIMIZE_SIZE,
	PFC_OPTIMIZE_SPEED,
	PFC_OPTIMIZE_NONE, /* the reference meaning, test by test */
};

enum pfc_flags {
	PFC_LIVE = 1 << 0,        /* for a live Linux interface: metadata loads are there */
	PFC_SAVEFILE = 1 << 1,    /* for a capture file (address families of any system) */
	PFC_NO_LOOKUP = 1 << 2,   /* no resolver, no services file: built-in tables only */
	PFC_ALLOW_EMPTY = 1 << 3, /* a filter that can never match is a warning */
	PFC_NO_LINT = 1 << 4,     /* no warnings */
	PFC_LINT_ERROR = 1 << 5,  /* warnings are errors */
	PFC_IP6_EXT = 1 << 6,     /* look behind IPv6 extension headers */
	PFC_SCOPED = 1 << 7,      /* `vlan` and its like end at `or` and `)` */
	PFC_READ_FILES = 1 << 8,  /* "in @FILE" reads that file; else it is an error */
	PFC_AS_SAVED = 1 << 9,    /* with PFC_LIVE: VLAN tags are where a file has them */
	PFC_FRAGS = 1 << 10,      /* XDP: packets may lie in several pieces (Linux 5.18) */
	/* TC, XDP: no program but a function for other programs, pfc_match_tc(ctx) or
	 * pfc_match_xdp(ctx), which returns 1 or 0. BUFFER always is one.
	 */
	PFC_FUNCTION = 1 << 11,
	PFC_NO_BTF = 1 << 12,     /* objects without types and pieces of the filter */
	/* SOCKET with LINUX_SLL or LINUX_SLL2, on a raw socket of all interfaces: it is asked
	 * about packets of the types ARPHRD_ETHER and ARPHRD_LOOPBACK only.
	 */
	PFC_ONLY_ETHERNET = 1 << 13,
	/* The packet stands for a connection of TCP: what not all of its packets have in
	 * common (flags, lengths, the link layer...) is an error.
	 */
	PFC_CONNECTION = 1 << 14,
};

struct pfc_opts {
	size_t size;              /* sizeof(struct pfc_opts) */
	uint32_t linktype;        /* LINKTYPE_ number, see pfc_linktype_by_name() */
	uint32_t snaplen;         /* bytes, 1 and up; what accept returns */
	uint32_t netmask;         /* IPv4, host order, or PFC_NETMASK_UNKNOWN */
	uint32_t flags;           /* enum pfc_flags */
	enum pfc_target target;
	enum pfc_optimize optimize;
	uint32_t insns_max;       /* refuse longer programs; 0: no limit (not for a kernel) */
	/* Called with the result of each pass whose name equals dump_stage (a trailing *
	 * matches the rest), or of all when dump_stage is "all"; NULL: never.
	 */
	void (*dump)(void *ctx, const char *stage, const char *text);
	void *dump_ctx;
	const char *dump_stage;
	enum pfc_action action;
	uint32_t redirect_to;     /* interface index */
	uint32_t buffer_size;     /* BUFFER: bytes that are there behind the pointer */
};

#define PFC_OPTS_INIT                                                              \
	{                                                                          \
		sizeof(struct pfc_opts), 1, PFC_SNAPLEN_MAX, PFC_NETMASK_UNKNOWN, 0, \
			PFC_TARGET_CBPF, PFC_OPTIMIZE_BALANCED, PFC_INSNS_MAX, NULL, NULL, NULL, \
			PFC_ACTION_PASS, 0, PFC_BUFFER_SIZE                            \
	}

/* Compiles a filter; an empty text accepts every packet.
 *
 * text    need not be NUL-terminated when len says how long it is.
 * opts    NULL: PFC_OPTS_INIT.
 * out     set in every case but -ENOMEM and -EINVAL, also when the filter is wrong: its
 *         diagnostics say why. Free with pfc_prog_free().
 * returns 0; -ENOEXEC the filter does not compile; -EINVAL opts are not valid (unknown
 *         link type, snaplen 0, unknown size); -ENOMEM.
 */
int pfc_compile(const char *text, size_t len, const struct pfc_opts *opts,
                struct pfc_prog **out);

/* LINKTYPE_ number of a name such as "EN10MB" (any case, with or without "DLT_" or
 * "LINKTYPE_"), or of decimal digits; -1 when unknown.
 */
int pfc_linktype_by_name(const char *name);

/* Name and description of a LINKTYPE_ number; NULL when unknown. */
const char *pfc_linktype_name(uint32_t linktype);
const char *pfc_linktype_description(uint32_t linktype);

/* "0.1.0" */
const char *pfc_version(void);

#ifdef __cplusplus
}
#endif

#endif
