/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/prog.c - what can be asked of a compiled filter. */
#include "config.h"

#include <errno.h>
#include <linux/filter.h>
#include <stdbool.h>
#include <stdlib.h>

#include "compiler/kernel_view.h"
#include "compiler/program.h"
#include "proto/link.h"

/* The two structs of <pcap/bpf.h> that share their layout with the kernel's. */
struct bpf_insn;
struct bpf_program {
	unsigned int bf_len;
	struct bpf_insn *bf_insns;
};

const struct sock_filter *pfc_prog_insns(const struct pfc_prog *prog, size_t *count)
{
	if (count)
		*count = prog->insn_count;
	return prog->insns;
}

const struct sock_filter *pfc_prog_kernel_insns(const struct pfc_prog *prog, size_t *count)
{
	bool same = kernel_view_of(prog->linktype, prog->flags) == VIEW_SAME;

	*count = same ? prog->insn_count : prog->kernel_insn_count;
	return same ? prog->insns : prog->kernel_insns;
}

const struct bpf_insn *pfc_prog_ebpf(const struct pfc_prog *prog, size_t *count)
{
	if (count)
		*count = prog->ebpf_count;
	return prog->ebpf;
}

const void *pfc_prog_data(const struct pfc_prog *prog, size_t *len)
{
	if (len)
		*len = prog->data_len;
	return prog->data;
}

struct pfc_span pfc_prog_ebpf_span(const struct pfc_prog *prog, size_t i)
{
	return i < prog->ebpf_count ? prog->ebpf_spans[i] : (struct pfc_span){ 0, 0 };
}

int pfc_prog_target(const struct pfc_prog *prog)
{
	return (int)prog->target;
}

uint32_t pfc_prog_flags(const struct pfc_prog *prog)
{
	return prog->flags;
}

int pfc_prog_sock_fprog(const struct pfc_prog *prog, struct sock_fprog *out)
{
	if (!prog->insns)
		return -ENOEXEC;
	if (prog->insn_count > UINT16_MAX)
		return -E2BIG;
	out->len = (unsigned short)prog->insn_count;
	out->filter = prog->insns;
	return 0;
}

int pfc_prog_bpf_program(const struct pfc_prog *prog, struct bpf_program *out)
{
	if (!prog->insns)
		return -ENOEXEC;
	out->bf_len = prog->insn_count;
	out->bf_insns = (struct bpf_insn *)prog->insns;
	return 0;
}

const struct pfc_diag *pfc_prog_diags(const struct pfc_prog *prog, size_t *count)
{
	*count = prog->diag_count;
	return prog->diags;
}

const char *pfc_prog_text(const struct pfc_prog *prog)
{
	return prog->text;
}

uint32_t pfc_prog_linktype(const struct pfc_prog *prog)
{
	return prog->linktype;
}

void pfc_prog_free(struct pfc_prog *prog)
{
	free(prog);
}

int pfc_linktype_by_name(const char *name)
{
	const struct link *l = link_by_name(name);

	return l ? (int)l->number : -1;
}

const char *pfc_linktype_name(uint32_t linktype)
{
	const struct link *l = link_by_number(linktype);

	return l ? l->name : NULL;
}

const char *pfc_linktype_description(uint32_t linktype)
{
	const struct link *l = link_by_number(linktype);

	return l ? l->description : NULL;
}

const char *pfc_version(void)
{
	return PACKAGE_VERSION;
}
