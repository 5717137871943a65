/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/doctor.h"

static void look_built(struct check_result *r)
{
	check_set(r, CHECK_NOTE, "this pfc was built without it");
	check_remedy(r, "install libbpf-dev, clang and bpftool, configure and build again");
}

const struct check ebpf_checks[] = {
	{ "libbpf", "libbpf", false, look_built },
	{ 0 }
};
