/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/program.h - programs of files: reading them, and what is wrong with them. */
#ifndef PFC_CLI_PROGRAM_H
#define PFC_CLI_PROGRAM_H

#include <stdbool.h>

#include "base/arena.h"
#include "cli/options.h"
#include "compiler/emit_cbpf.h"
#include "compiler/read_ebpf.h"

/* Reads a program and prints the messages.
 *
 * path      "-" is stdin.
 * asm_only  it is assembler; else it may have any form.
 * ebpf      takes what the file has if that is eBPF, which has no items else; NULL: that is an
 *           error.
 * returns EXIT_DONE and any instructions, or a status after a message.
 */
int program_read(struct arena *arena, const struct args *args, const char *path,
                 bool asm_only, struct emitted *out, struct ebpf_codes *ebpf);

/* returns EXIT_DONE when a kernel would take it, or a status after a message about what is
 * called name.
 */
int program_check(const struct emitted *code, const char *name);

#endif
