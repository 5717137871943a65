/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/ring_ebpf_none.c - in place of ring_ebpf.c where pfc is built without eBPF. */
#include <errno.h>
#include <stdio.h>

#include "capture/ring_impl.h"

bool ring_has_ebpf(void)
{
	return false;
}

int ring_attach_ebpf(int fd, const struct ring_config *cfg, char *msg)
{
	(void)fd;
	(void)cfg;
	snprintf(msg, SOURCE_MSG_MAX,
	         "this pfc was built without eBPF, which takes more");
	return -ENOSYS;
}
