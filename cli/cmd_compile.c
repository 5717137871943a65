/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_compile.c - programs as text: `pfc -d` and `pfc compile`. */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture/iface.h"
#include "capture/savefile.h"
#include "capture/source.h"
#include "cli/at_hook.h"
#include "cli/confine.h"
#include "cli/inputs.h"
#include "cli/say.h"

/* Takes the link type from the first file that would be read. */
static int opts_of_file(struct pfc_opts *opts, const struct args *args)
{
	char msg[SOURCE_MSG_MAX];
	struct inputs in;
	struct source *src;
	const struct source_iface *iface;
	uint32_t count;
	int status;

	opts->flags |= PFC_SAVEFILE;
	if (args->linktype >= 0)
		return EXIT_DONE;
	status = inputs_init(&in, args);
	if (status == EXIT_DONE && savefile_open(in.names[0], NULL, &src, msg) != 0)
		status = say("%s", msg);
	inputs_fini(&in);
	if (status != EXIT_DONE)
		return status;
	iface = source_ifaces(src, &count);
	if (count)
		opts->linktype = iface->linktype;
	source_close(src);
	return EXIT_DONE;
}

/* Takes link type and netmask from the interface that would be captured on. */
static int opts_of_iface(struct pfc_opts *opts, const struct args *args)
{
	struct iface iface;
	int status = choose_iface(args, &iface);

	if (status != EXIT_DONE)
		return status;
	if (args->linktype < 0)
		opts->linktype = iface.linktype;
	if (args->netmask == PFC_NETMASK_UNKNOWN)
		opts->netmask = iface.netmask;
	opts->flags |= iface.by_libpcap ? PFC_SAVEFILE : PFC_LIVE;
	return EXIT_DONE;
}

/* Refuses options about a target that this one does not have. */
static int check_target(const struct args *args)
{
	bool hook = args->target == PFC_TARGET_TC || args->target == PFC_TARGET_XDP;

	if (args->frags && args->target != PFC_TARGET_XDP)
		return say_usage("--frags is for --target=xdp");
	if (args->form == FORM_FUNCTION && !hook && args->target != PFC_TARGET_BUFFER)
		return say_usage("--as=function is for --target=tc, xdp and buffer");
	if (args->action != PFC_ACTION_PASS && !hook)
		return say_usage("--action is for --target=tc and xdp");
	if (args->action != PFC_ACTION_PASS && args->form == FORM_FUNCTION)
		return say_usage("--action is for programs: a function only says whether a "
		                 "packet matches");
	if ((args->action == PFC_ACTION_REDIRECT) != (args->redirect_to != 0))
		return say_usage("--action=redirect and --redirect-to go together");
	if (args->buffer_size != PFC_BUFFER_SIZE && args->target != PFC_TARGET_BUFFER)
		return say_usage("--room is for --target=buffer");
	if (args->to == PFC_FORMAT_XT_BPF && args->target != PFC_TARGET_CBPF)
		return say_usage("--to=xt_bpf is for --target=cbpf: iptables takes classic BPF");
	if (args->to >= PFC_FORMAT_ASM && args->to <= PFC_FORMAT_DOT &&
	    args->target != PFC_TARGET_CBPF)
		return say_usage("--to=asm, go, rust and dot are for --target=cbpf: they "
		                 "have no words for eBPF");
	if (args->to == PFC_FORMAT_ELF && args->target == PFC_TARGET_CBPF)
		return say_usage("--to=elf is for eBPF: say for which --target");
	if (args->to == PFC_FORMAT_ELF && isatty(STDOUT_FILENO))
		return say_usage("--to=elf writes an object file: put '> FILE.o' behind it");
	if (args->no_btf && args->to != PFC_FORMAT_ELF)
		return say_usage("--no-btf is for --to=elf");
	if (args->no_btf &&
	    (args->form == FORM_FUNCTION || args->target == PFC_TARGET_BUFFER))
		return say_usage("a function cannot be linked without types: leave --no-btf out");
	return EXIT_DONE;
}

static int print_program(const struct pfc_prog *prog, enum pfc_format format)
{
	size_t count, len;
	char *text = pfc_prog_format(prog, format, &len);
	int status;

	if (!text)
		return say("out of memory");
	status = put_stdout(text, len);
	free(text);
	pfc_prog_insns(prog, &count);
	if (status == EXIT_DONE && pfc_prog_data(prog, &len) && format != PFC_FORMAT_JSON &&
	    format != PFC_FORMAT_ELF)
		say("note: the program looks things up in %zu bytes of data, which are not in "
		    "this output, but with --to=elf",
		    len);
	if (status == EXIT_DONE && count > PFC_INSNS_MAX &&
	    pfc_prog_target(prog) == PFC_TARGET_CBPF)
		say("note: %zu instructions; the kernel takes at most %u of classic BPF: "
		    "for more there is eBPF, --target=socket",
		    count, PFC_INSNS_MAX);
	return status;
}

/* What a capture on the interface attaches: where that is eBPF, says so. */
static int compile_attached(const struct filter *filter, const struct args *args,
                            const struct pfc_opts *opts, struct pfc_prog **prog)
{
	size_t count;
	int status = filter_compile_live(filter, args, opts, prog);

	if (status != EXIT_DONE || pfc_prog_target(*prog) == PFC_TARGET_CBPF)
		return status;
	pfc_prog_insns(*prog, &count);
	say("note: %zu instructions of classic BPF would be more than the kernel takes: this is "
	    "the eBPF program that a capture attaches",
	    count);
	return status;
}

/* The target of what would be attached, for the passes to be shown. */
static int choose_target(const struct filter *filter, const struct args *args,
                         struct pfc_opts *opts)
{
	struct pfc_opts with = *opts;
	struct pfc_prog *prog;
	int status;

	with.flags |= PFC_NO_LINT;
	status = filter_compile_live(filter, args, &with, &prog);
	if (status == EXIT_DONE) {
		opts->target = (enum pfc_target)pfc_prog_target(prog);
		opts->flags |= pfc_prog_flags(prog) & PFC_ONLY_ETHERNET;
	}
	pfc_prog_free(prog);
	return status;
}

/* Compiles and prints what was asked for: the program, or the result of a pass. */
static int emit(const struct args *args, struct pfc_opts *opts, enum pfc_format format,
                int count, char **words)
{
	bool live = (opts->flags & PFC_LIVE) && opts->target == PFC_TARGET_CBPF;
	bool attached = live && args->ifaces.count;
	struct filter filter;
	struct pfc_prog *prog;
	int status;

	if (live) {
		opts->insns_max = attached ? 0 : PFC_INSNS_MAX;
		if (args->optimize < 0 && !args->no_optimize)
			opts->optimize = PFC_OPTIMIZE_SPEED;
	}
	status = check_target(args);
	if (status != EXIT_DONE)
		return status;
	status = filter_init(&filter, args, count, words);
	if (opts->target == PFC_TARGET_CBPF)
		confine_reader(args);
	if (status == EXIT_DONE && args->dump && attached)
		status = choose_target(&filter, args, opts);
	if (status == EXIT_DONE && args->dump) {
		status = filter_dump(&filter, args, opts);
	} else if (status == EXIT_DONE) {
		status = attached ? compile_attached(&filter, args, opts, &prog)
		                  : filter_compile(&filter, args, opts, &prog);
		if (status == EXIT_DONE)
			status = print_program(prog, format);
		pfc_prog_free(prog);
	}
	filter_fini(&filter);
	return status;
}

int cmd_listing(const struct args *args, int count, char **words)
{
	enum pfc_format format = args->listing >= 3   ? PFC_FORMAT_DECIMAL
	                         : args->listing == 2 ? PFC_FORMAT_C
	                                              : PFC_FORMAT_LISTING;
	struct pfc_opts opts;
	int status = EXIT_DONE;

	filter_opts(&opts, args);
	if (inputs_given(args))
		status = opts_of_file(&opts, args);
	else if (args->ifaces.count)
		status = opts_of_iface(&opts, args);
	if (status == EXIT_DONE && at_hook_wanted(args)) {
		status = at_hook_check(args);
		at_hook_opts(args, &opts);
	}
	if (status != EXIT_DONE)
		return status;
	return emit(args, &opts, format, count, words);
}

int cmd_compile(const struct args *args, int count, char **words)
{
	struct pfc_opts opts;

	if (args->list_links)
		return cmd_known_link_types();
	filter_opts(&opts, args);
	return emit(args, &opts,
	            args->to >= 0 ? (enum pfc_format)args->to : PFC_FORMAT_LISTING, count,
	            words);
}
