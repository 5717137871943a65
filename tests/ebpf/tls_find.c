/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/ebpf/tls_find.c - what the analysis finds in files, for scripts.
 *
 *	tls_find FILE...	kind, funnel and inner function, a line a file
 *	tls_find -i FILE	the address of each instruction of each function
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ebpf/tls/analyse.h"
#include "ebpf/tls/elf.h"

static void *read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *at;

	if (!f || fseek(f, 0, SEEK_END) != 0)
		exit(2);
	*len = (size_t)ftell(f);
	rewind(f);
	at = malloc(*len + 1);
	if (!at || fread(at, 1, *len, f) != *len)
		exit(2);
	fclose(f);
	return at;
}

static int print_insns(const void *at, size_t len)
{
	struct insn insn;
	struct elf e;
	const char *why;

	if (elf_open(&e, at, len, &why) != 0)
		return 1;
	for (size_t i = 0; i < e.func_count; i++) {
		uint64_t addr = e.funcs[i].start, end = e.funcs[i].end;

		while (elf_insn(&e, addr, end, &insn)) {
			printf("%" PRIx64 "\n", addr);
			addr += insn.len;
		}
		if (addr != end)
			printf("%" PRIx64 " ends %" PRIx64 "\n", addr, end);
	}
	elf_close(&e);
	return 0;
}

int main(int argc, char **argv)
{
	int status = 0;
	bool insns = argc > 2 && !strcmp(argv[1], "-i");

	for (int i = insns ? 2 : 1; i < argc; i++) {
		struct tls_lib lib;
		size_t len;
		void *at = read_file(argv[i], &len);
		int err;

		if (insns) {
			status = print_insns(at, len);
			free(at);
			continue;
		}
		err = tls_analyse(at, len, &lib);
		printf("%d %s %" PRIx64 " %" PRIx64 " %s\n", err,
		       tls_kind_name(lib.kind), lib.funnel, lib.inner, lib.why_no_keys);
		free(at);
	}
	return status;
}
