/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* ebpf/tcp.bpf.c - what happens to TCP connections; user side: ebpf/tcp.c.
 *
 * Hooks: tracepoints by tp_btf, the exit of accept(), an iterator over open files. Which of
 * them are loaded depends on what is viewed. "Current" is the process of a connection only in
 * the hooks that say so.
 */
#include "ebpf/tcp_states.bpf.h"
/* Behind it, as they use it: */
#include "ebpf/tcp_io.bpf.h"
#include "ebpf/tcp_list.bpf.h"
#include "ebpf/tcp_trouble.bpf.h"
