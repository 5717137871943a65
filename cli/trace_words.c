/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/trace_words.h"

#include <stddef.h>

#include "ebpf/tcp_layout.h"

const char *const trace_event_words[] = {
	[TCP_EV_CONNECT] = "connect",
	[TCP_EV_ESTABLISHED] = "established",
	[TCP_EV_ACCEPT] = "accept",
	[TCP_EV_CLOSE] = "close",
	[TCP_EV_RETRANS] = "retrans",
	[TCP_EV_SYNACK] = "synack",
	[TCP_EV_RESET] = "reset",
	[TCP_EV_DROP] = "drop",
	[TCP_EV_CONG] = "cong",
	[TCP_EV_STATE] = "state",
	NULL,
};

const char *const trace_hist_words[] = {
	[TCP_HIST_RTT] = "rtt",
	[TCP_HIST_CONNECT] = "connect",
	[TCP_HIST_RESPONSE] = "response",
	[TCP_HIST_SERVICE] = "service",
	[TCP_HIST_READWAIT] = "readwait",
	[TCP_HIST_ACCEPTWAIT] = "acceptwait",
	[TCP_HIST_ACK] = "ack",
	NULL,
};

const char *const trace_count_words[] = {
	[COUNT_SEND] = "send",
	[COUNT_RECV] = "recv",
	[COUNT_TURN] = "turn",
	[COUNT_RETRANS] = "retrans",
	NULL,
};

const char *const trace_sort_words[] = {
	[SORT_TX] = "tx",
	[SORT_RX] = "rx",
	[SORT_RTT] = "rtt",
	[SORT_RETRANS] = "retrans",
	[SORT_UNSENT] = "unsent",
	[SORT_UNREAD] = "unread",
	[SORT_PID] = "pid",
	NULL,
};

const char *const trace_by_words[] = {
	[TCP_BY_PROCESS] = "process",
	[TCP_BY_HOST] = "host",
	[TCP_BY_PORT] = "port",
	[TCP_BY_CGROUP] = "cgroup",
	[TCP_BY_ALL] = "all",
	NULL,
};

const char *const trace_role_words[] = {
	[TCP_CLIENT - TCP_CLIENT] = "client",
	[TCP_SERVER - TCP_CLIENT] = "server",
	NULL,
};

_Static_assert(sizeof(trace_event_words) / sizeof(char *) == TCP_EV_TURN + 1, "all of them");
_Static_assert(sizeof(trace_hist_words) / sizeof(char *) == TCP_HISTS + 1, "all of them");
_Static_assert(sizeof(trace_sort_words) / sizeof(char *) == SORTS + 1, "all of them");
