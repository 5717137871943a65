/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls.h - what the files of pfc trace tls share. */
#ifndef PFC_CLI_TLS_H
#define PFC_CLI_TLS_H

#include "base/str.h"
#include "cli/options.h"
#include "ebpf/tls/targets.h"

/* tls_list.c: what there is to follow. returns an exit status. */
int tls_list(const struct args *args, const struct tls_targets *t);

#endif
