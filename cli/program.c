/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/program.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/diag_print.h"
#include "cli/filter.h"
#include "cli/say.h"
#include "compiler/check.h"
#include "compiler/read_image.h"

/* Prints what is wrong with the text of a program. */
static int show_diags(const struct args *args, const struct filter *f,
                      const struct diags *diags)
{
	struct diag_source src = { f->name, f->shown, f->shown_len, false };
	struct str out = { 0 };

	src.color = color_wanted((enum color)args->color, STDERR_FILENO);
	for (uint32_t i = 0; i < diags->list.count; i++) {
		const struct diag *d = &diags->list.at[i];
		struct pfc_diag said = {
			.level = PFC_ERROR,
			.at = { d->at.off, d->at.len },
			.also = { d->also.off, d->also.len },
			.message = d->msg,
			.hint = d->hint,
		};

		if (args->diag == DIAG_JSON)
			diag_json(&out, &src, &said);
		else
			diag_print(&out, &src, &said);
	}
	if (out.at)
		fwrite(out.at, 1, out.len, stderr);
	str_fini(&out);
	return EXIT_FILTER;
}

/* The program of f if it is eBPF; *is_ebpf says so. */
static int read_ebpf(struct arena *arena, const struct args *args,
                     const struct filter *f, struct ebpf_codes *out, bool *is_ebpf)
{
	struct diags diags = { .arena = arena };
	bool object = ebpf_is_object(f->shown, f->shown_len);
	const char *why;

	*is_ebpf = object || ebpf_is_text(f->shown, f->shown_len);
	if (!*is_ebpf)
		return EXIT_DONE;
	if (!out) {
		say("%s is eBPF: pfc explain and pfc disasm show it, but this takes "
		    "classic BPF",
		    f->name);
		return EXIT_FILTER;
	}
	if (!object) {
		return ebpf_read_text(arena, &diags, f->shown, f->shown_len, out)
		               ? EXIT_DONE
		               : show_diags(args, f, &diags);
	}
	why = ebpf_read_object(arena, f->shown, f->shown_len, out);
	if (!why)
		return EXIT_DONE;
	say("%s: %s", f->name, why);
	return EXIT_FILTER;
}

int program_read(struct arena *arena, const struct args *args, const char *path,
                 bool asm_only, struct emitted *out, struct ebpf_codes *ebpf)
{
	struct args of_file = *args;
	struct diags diags = { .arena = arena };
	struct filter f;
	int status;
	bool good, is_ebpf = false;

	of_file.filter_file = path;
	status = filter_init(&f, &of_file, 0, NULL);
	if (status == EXIT_DONE && !asm_only)
		status = read_ebpf(arena, args, &f, ebpf, &is_ebpf);
	if (status == EXIT_DONE && !is_ebpf) {
		good = asm_only ? read_asm(arena, &diags, f.shown, f.shown_len, out)
		                : read_image(arena, &diags, f.shown, f.shown_len, out);
		if (!good)
			status = show_diags(args, &f, &diags);
	}
	filter_fini(&f);
	return status;
}

int program_check(const struct emitted *code, const char *name)
{
	struct check_fault fault;

	if (check_cbpf(code->insns, code->count, 0, &fault))
		return EXIT_DONE;
	say("%s is no program that a kernel takes: instruction %" PRIu32 ": %s", name,
	    fault.insn, fault.what);
	return EXIT_FILTER;
}
