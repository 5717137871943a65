/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_asm.c - `pfc asm` and `pfc disasm`: programs from one form into another. */
#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include "capture/running.h"
#include "capture/source.h"
#include "cli/confine.h"
#include "cli/program.h"
#include "cli/say.h"
#include "compiler/asm.h"
#include "compiler/check.h"
#include "compiler/image.h"
#include "compiler/program.h"

/* ---- classic programs ---- */

static int no_spelling(const struct emitted *code, uint32_t i)
{
	struct check_fault fault;

	if (!check_cbpf(code->insns, code->count, 0, &fault) && fault.insn == i)
		return say("instruction %" PRIu32
		           " cannot be written in assembler: %s; "
		           "--to=listing shows it",
		           i, fault.what);
	return say("instruction %" PRIu32
	           " cannot be written in assembler; --to=listing "
	           "shows it",
	           i);
}

static int print_code(const struct emitted *code, enum pfc_format format)
{
	struct str out = { 0 };
	uint32_t written;

	if (format != PFC_FORMAT_ASM) {
		image_cbpf(&out, code->insns, code->count, format);
		return put_stdout_str(&out);
	}
	written = asm_write(&out, code->insns, code->count);
	if (written == code->count)
		return put_stdout_str(&out);
	str_fini(&out);
	return no_spelling(code, written);
}

/* What a kernel would say of a program that it may refuse. */
static void note_faults(const struct emitted *code)
{
	struct check_fault fault;

	if (!check_cbpf(code->insns, code->count, 0, &fault))
		say("note: no kernel takes this program: instruction %" PRIu32 ": %s",
		    fault.insn, fault.what);
	else if (code->count > PFC_INSNS_MAX)
		say("note: %" PRIu32 " instructions; a kernel takes at most %u",
		    code->count, PFC_INSNS_MAX);
}

/* ---- eBPF ---- */

static int show_ebpf(const struct ebpf_code *code, enum pfc_format format)
{
	struct pfc_prog prog = { .ebpf = code->insns, .ebpf_count = code->count };
	struct str out = { 0 };
	int status;

	if (format == PFC_FORMAT_LISTING) {
		image_ebpf(&out, code->insns, code->count, code->notes, code->lines);
		return put_stdout_str(&out);
	}
	prog.target = code->target;
	prog.ebpf_spans = calloc(code->count, sizeof(*prog.ebpf_spans));
	prog.ebpf_notes = calloc(code->count, sizeof(*prog.ebpf_notes));
	if (!prog.ebpf_spans || !prog.ebpf_notes) {
		status = say("out of memory");
	} else {
		for (uint32_t i = 0; code->notes && i < code->count; i++)
			prog.ebpf_notes[i] = code->notes[i];
		if (format == PFC_FORMAT_ELF || !image_ebpf_prog(&out, &prog, format))
			status = say_usage(
				"this eBPF is written --to=listing, c, decimal, "
				"hex or json");
		else
			status = put_stdout_str(&out);
	}
	free(prog.ebpf_spans);
	free(prog.ebpf_notes);
	return status;
}

static int show_codes(const struct ebpf_codes *codes, int to, const char *name)
{
	enum pfc_format format = to >= 0 ? (enum pfc_format)to : PFC_FORMAT_LISTING;
	int status = EXIT_DONE;

	if (codes->list.count > 1 && format != PFC_FORMAT_LISTING)
		return say("%s has %" PRIu32
		           " sections of code; --to=listing shows them",
		           name, codes->list.count);
	for (uint32_t i = 0; i < codes->list.count && status == EXIT_DONE; i++) {
		const struct ebpf_code *code = &codes->list.at[i];
		struct str heading = { 0 };

		str_printf(&heading, i ? "\n" : "");
		if (code->name && *code->name)
			str_printf(&heading, "%s:\n", code->name);
		if (codes->list.count > 1)
			status = put_stdout_str(&heading);
		else
			str_fini(&heading);
		if (status == EXIT_DONE)
			status = show_ebpf(code, format);
	}
	return status;
}

static int convert(struct arena *arena, const struct args *args, const char *path,
                   bool is_asm)
{
	enum pfc_format to = is_asm ? PFC_FORMAT_LISTING : PFC_FORMAT_ASM;
	struct ebpf_codes ebpf = { 0 };
	struct emitted code;
	int status;

	confine_reader(args);
	status = program_read(arena, args, path, is_asm, &code, &ebpf);
	if (status != EXIT_DONE)
		return status;
	if (ebpf.list.count)
		return show_codes(&ebpf, args->to, path);
	status = print_code(&code, args->to >= 0 ? (enum pfc_format)args->to : to);
	if (status == EXIT_DONE)
		note_faults(&code);
	return status;
}

int cmd_asm(const struct args *args, int count, char **words)
{
	struct arena arena;
	jmp_buf landing;
	int status;

	if (count != 1)
		return say_usage("asm takes one file, or - for standard input, not %d",
		                 count);
	arena_init(&arena, &landing);
	status = setjmp(landing) ? say("out of memory")
	                         : convert(&arena, args, words[0], true);
	arena_fini(&arena);
	return status;
}

/* ---- programs that run ---- */

/* "PID/FD" */
static bool read_socket(const char *text, pid_t *pid, int *fd)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(text, &end, 10);
	if (errno || end == text || *end != '/' || n <= 0 || n > INT32_MAX)
		return false;
	*pid = (pid_t)n;
	text = end + 1;
	n = strtol(text, &end, 10);
	if (errno || end == text || *end || n < 0 || n > INT32_MAX)
		return false;
	*fd = (int)n;
	return true;
}

static int show_socket(const struct args *args)
{
	char msg[SOURCE_MSG_MAX];
	struct emitted code = { 0 };
	pid_t pid;
	int fd, status;

	if (!read_socket(args->socket, &pid, &fd))
		return say_usage(
			"--socket takes a process and its descriptor, as 1234/5, "
			"not '%s'",
			args->socket);
	if (running_of_socket(pid, fd, &code.insns, &code.count, msg) != 0)
		return say("%s", msg);
	status = print_code(&code,
	                    args->to >= 0 ? (enum pfc_format)args->to : PFC_FORMAT_ASM);
	free(code.insns);
	return status;
}

static int show_loaded(const struct args *args)
{
	char msg[SOURCE_MSG_MAX];
	struct ebpf_code code = { 0 };
	int status;

	if (running_by_id((uint32_t)args->prog_id, &code.insns, &code.count, msg) != 0)
		return say("%s", msg);
	status = show_ebpf(&code, args->to >= 0 ? (enum pfc_format)args->to
	                                        : PFC_FORMAT_LISTING);
	free(code.insns);
	return status;
}

int cmd_disasm(const struct args *args, int count, char **words)
{
	struct arena arena;
	jmp_buf landing;
	int status;

	if (count + (args->socket != NULL) + (args->prog_id != 0) != 1)
		return say_usage(
			"disasm takes one program: a file (- is standard input), "
			"--socket or --prog");
	if (args->socket)
		return show_socket(args);
	if (args->prog_id)
		return show_loaded(args);
	arena_init(&arena, &landing);
	status = setjmp(landing) ? say("out of memory")
	                         : convert(&arena, args,
	                                   words[0] + (words[0][0] == '@'), false);
	arena_fini(&arena);
	return status;
}
