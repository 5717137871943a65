/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/ebpf/run_pinned.c - runs a pinned program of the type "syscall" once.
 *
 *	run_pinned PATH FILE
 *
 * FILE is its context; prints what it returns. bpftool cannot run programs of that type.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts);
	char context[256];
	FILE *in = argc == 3 ? fopen(argv[2], "r") : NULL;
	int fd;

	if (!in) {
		fprintf(stderr, "usage: run_pinned PATH FILE\n");
		return 2;
	}
	opts.ctx_in = context;
	opts.ctx_size_in = (unsigned)fread(context, 1, sizeof(context), in);
	fclose(in);
	fd = bpf_obj_get(argv[1]);
	if (fd < 0 || bpf_prog_test_run_opts(fd, &opts) != 0) {
		fprintf(stderr, "run_pinned: %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	printf("%u\n", opts.retval);
	return 0;
}
