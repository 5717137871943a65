/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tcp_features.h"

#include <bpf/btf.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ebpf/attach.h"
#include "ebpf/tracepoint.h"

#define ROW(hook, program, need, tier, gives, without, since)                          \
	{                                                                              \
		hook, program, need, tier, gives, without, since, false, false, false, \
			""                                                             \
	}

/* clang-format off */
static const struct tcp_feature rows[] = {
	ROW("sock:inet_sock_set_state", "tcp_state", TCP_NEED_BASE, 1,
	    "connect, established, close, state", NULL, "4.16"),
	ROW("tcp:tcp_destroy_sock", "tcp_destroy", TCP_NEED_BASE, 1,
	    "the end of a socket", NULL, "4.15"),
	ROW("iter:task_file", "tcp_list", TCP_NEED_BASE, 1,
	    "sockets that are open, and by whom", NULL, "5.11"),
	ROW("iter:tcp", "tcp_list_rest", TCP_NEED_BASE, 1,
	    "sockets that no process holds", "connections that their process has closed are "
	    "not found when tracing starts", "5.9"),
	ROW("syscalls:sys_exit_accept", "tcp_accept", TCP_NEED_BASE, 1,
	    "who accepts", "who accepts is known by the first send or receive", "2.6"),
	ROW("syscalls:sys_exit_accept4", "tcp_accept4", TCP_NEED_BASE, 1,
	    "who accepts", "who accepts is known by the first send or receive", "2.6"),
	ROW("tcp:tcp_retransmit_skb", "tcp_retrans", TCP_NEED_RETRANS, 1,
	    "retransmits", "retransmits are counted at the end only", "4.15"),
	ROW("tcp:tcp_retransmit_synack", "tcp_synack", TCP_NEED_SYNACK, 1,
	    "handshakes answered again", "synack is not told", "4.15"),
	ROW("tcp:tcp_send_reset", "tcp_reset_out", TCP_NEED_RESET, 1,
	    "resets sent", "resets that are sent are not told", "4.15"),
	ROW("tcp:tcp_receive_reset", "tcp_reset_in", TCP_NEED_RESET, 1,
	    "resets received", "resets that come in are not told", "4.15"),
	ROW("tcp:tcp_cong_state_set", "tcp_cong", TCP_NEED_CONG, 1,
	    "congestion states", "congestion states are not told", "5.19"),
	ROW("skb:kfree_skb", "tcp_drop", TCP_NEED_DROP, 1,
	    "drops", "drops are not told", "2.6"),
	ROW("sock:sock_send_length", "tcp_send", TCP_NEED_SENDS, 2,
	    "sends and who makes them", "sends are not counted, and owners come from connect, "
	    "accept and the list of open sockets", "6.3"),
	ROW("sock:sock_recv_length", "tcp_recv", TCP_NEED_READS, 2,
	    "receives and who makes them", "receives are not counted", "6.3"),
	ROW("tcp:tcp_rcv_space_adjust", "tcp_copied", TCP_NEED_COPIED, 2,
	    "reads, where the hook for receives is missing", "reads are not seen", "4.18"),
	ROW("tcp:tcp_sendmsg_locked", "tcp_sending", TCP_NEED_TURNS, 3,
	    "when a send starts", "turns start with the first packet of a send", "6.16"),
	ROW("sock:sk_data_ready", "tcp_ready", TCP_NEED_TURNS, 3,
	    "when bytes come in", "answers to half-closed connections are not seen", "6.3"),
	ROW("tcp:tcp_probe", "tcp_segment", TCP_NEED_SEGMENTS, 3,
	    "each segment that comes in", "rtt and ack have no histogram", "4.16"),
	ROW("net:net_dev_queue", "tcp_queue", TCP_NEED_SYN | TCP_NEED_QUEUE, 2,
	    "the ends of a connection before its SYN, and when a send starts, where that hook is "
	    "missing", "a SYN may have no process, and turns start when a send ends", "2.6"),
	ROW("sched:sched_process_exec", "tcp_exec", TCP_NEED_EXEC, 0,
	    "paths and arguments of programs", "those of processes that end at once are not known",
	    "3.4"),
	ROW("sched:sched_process_fork", "tcp_fork", TCP_NEED_COMMAND, 0,
	    "what a command starts", "what the command starts is not traced", "2.6"),
	ROW("sched:sched_process_exit", "tcp_exit", TCP_NEED_COMMAND, 0,
	    "what a command ends", "the command's processes are traced past their end", "2.6"),
};
/* clang-format on */

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

_Static_assert((int)ROWS <= (int)TCP_FEATURES_MAX, "room for all of them");

size_t tcp_feature_count(void)
{
	return ROWS;
}

/* "tcp_probe" of "tcp:tcp_probe" */
static const char *short_name(const struct tcp_feature *f)
{
	return strchr(f->hook, ':') + 1;
}

bool tcp_is_hook(const char *name)
{
	for (size_t i = 0; i < ROWS; i++) {
		if (!strcmp(short_name(&rows[i]), name))
			return true;
	}
	return false;
}

/* --- what the kernel has --- */

/* Arguments of a tracepoint; -1: there is none of that name. */
static int args_of(const struct btf *kernel, const char *name)
{
	char type[80];
	const struct btf_type *t;
	int id;

	snprintf(type, sizeof(type), "btf_trace_%s", name);
	id = btf__find_by_name_kind(kernel, type, BTF_KIND_TYPEDEF);
	if (id < 0)
		return -1;
	t = btf__type_by_id(kernel, (uint32_t)id);
	t = t ? btf__type_by_id(kernel, t->type) : NULL; /* pointer */
	t = t ? btf__type_by_id(kernel, t->type) : NULL; /* function */
	return t && btf_is_func_proto(t) ? btf_vlen(t) - 1 : -1;
}

static bool can_read_syscall(const char *hook, char *why, size_t room)
{
	char name[64];
	int id;

	snprintf(name, sizeof(name), "syscalls/%s", strchr(hook, ':') + 1);
	id = tracepoint_id(name);
	if (id >= 0)
		return true;
	snprintf(why, room, "tracefs cannot be read: %s", strerror(-id));
	return false;
}

static bool has_iterator(const struct btf *kernel, const char *name)
{
	char function[80];

	snprintf(function, sizeof(function), "bpf_iter_%s", name);
	return btf__find_by_name_kind(kernel, function, BTF_KIND_FUNC) >= 0;
}

static bool is_there(const struct btf *kernel, const struct tcp_config *cfg,
                     struct tcp_feature *f)
{
	const char *name = short_name(f);

	for (unsigned i = 0; i < cfg->absent_count; i++) {
		if (!strcmp(cfg->absent[i], name)) {
			snprintf(f->why, sizeof(f->why),
			         "taken for missing, as asked for");
			return false;
		}
	}
	if (!strncmp(f->hook, "syscalls:", 9))
		return can_read_syscall(f->hook, f->why, sizeof(f->why));
	if (!strncmp(f->hook, "iter:", 5) ? has_iterator(kernel, name)
	                                  : args_of(kernel, name) >= 0)
		return true;
	snprintf(f->why, sizeof(f->why), "this kernel has none; Linux %s has",
	         f->since);
	return false;
}

void enum_names(const struct btf *kernel, const char *type, const char *prefix,
                const char **names, uint32_t count)
{
	int id = btf__find_by_name_kind(kernel, type, BTF_KIND_ENUM);
	const struct btf_type *t =
		id < 0 ? NULL : btf__type_by_id(kernel, (uint32_t)id);
	size_t len = strlen(prefix);

	for (uint16_t i = 0; t && i < btf_vlen(t); i++) {
		const struct btf_enum *e = &btf_enum(t)[i];
		const char *name = btf__name_by_offset(kernel, e->name_off);

		if ((uint32_t)e->val < count && name)
			names[e->val] = strncmp(name, prefix, len) ? name : name + len;
	}
}

int64_t enum_value(const struct btf *kernel, const char *type, const char *name)
{
	int id = btf__find_by_name_kind(kernel, type, BTF_KIND_ENUM);
	const struct btf_type *t =
		id < 0 ? NULL : btf__type_by_id(kernel, (uint32_t)id);

	for (uint16_t i = 0; t && i < btf_vlen(t); i++) {
		const struct btf_enum *e = &btf_enum(t)[i];

		if (!strcmp(btf__name_by_offset(kernel, e->name_off), name))
			return e->val;
	}
	return -1;
}

/* --- what is wanted --- */

static unsigned needs_of(const struct tcp_settings *s)
{
	const uint32_t all_connect = 1u << TCP_EV_CONNECT | 1u << TCP_EV_RETRANS;
	unsigned need = TCP_NEED_BASE;

	if (s->kinds & all_connect || s->count_io)
		need |= TCP_NEED_RETRANS;
	if (s->kinds & 1u << TCP_EV_SYNACK)
		need |= TCP_NEED_SYNACK;
	if (s->kinds & 1u << TCP_EV_RESET)
		need |= TCP_NEED_RESET;
	if (s->kinds & 1u << TCP_EV_CONG || s->cong)
		need |= TCP_NEED_CONG;
	if (s->kinds & 1u << TCP_EV_DROP)
		need |= TCP_NEED_DROP;
	if (s->io || s->count_io)
		need |= TCP_NEED_SENDS | TCP_NEED_READS;
	if (s->turns)
		need |= TCP_NEED_TURNS;
	/* The sizes of turns, and all of their times. */
	if (s->turns && s->kinds & 1u << TCP_EV_TURN)
		need |= TCP_NEED_SENDS | TCP_NEED_READS | TCP_NEED_SEGMENTS;
	if (s->hists & 1u << TCP_HIST_READWAIT)
		need |= TCP_NEED_READS;
	if (s->hists & (1u << TCP_HIST_RTT | 1u << TCP_HIST_ACK))
		need |= TCP_NEED_SEGMENTS;
	if (s->syn)
		need |= TCP_NEED_SYN;
	if (s->kinds & 1u << TCP_EV_EXEC)
		need |= TCP_NEED_EXEC;
	if (s->command)
		need |= TCP_NEED_COMMAND;
	return need;
}

static bool has(const struct tcp_feature *all, const char *program)
{
	for (size_t i = 0; i < ROWS; i++) {
		if (!strcmp(all[i].program, program))
			return all[i].there;
	}
	return false;
}

/* Hooks in place of others that are missing. */
static unsigned replacements(const struct tcp_feature *all, unsigned need)
{
	unsigned more = 0;

	if (need & TCP_NEED_READS && !has(all, "tcp_recv"))
		more |= TCP_NEED_COPIED;
	/* Who sends is not seen where its first packet is. */
	if (need & TCP_NEED_TURNS && !has(all, "tcp_sending"))
		more |= TCP_NEED_QUEUE | TCP_NEED_SENDS;
	if (need & TCP_NEED_TURNS && !has(all, "tcp_ready"))
		more |= TCP_NEED_SEGMENTS;
	return more;
}

void features_find(const struct tcp_config *cfg, const struct btf *kernel,
                   struct tcp_feature *out, struct tcp_settings *settings)
{
	unsigned need = needs_of(settings);

	memcpy(out, rows, sizeof(rows));
	for (size_t i = 0; i < ROWS; i++)
		out[i].there = is_there(kernel, cfg, &out[i]);
	need |= replacements(out, need);
	for (size_t i = 0; i < ROWS; i++) {
		out[i].wanted = out[i].need & need;
		out[i].used = out[i].there && out[i].wanted;
	}
	/* A histogram of all connections does not say. */
	settings->owners = settings->kinds || settings->list || settings->count_io ||
	                   settings->command || settings->pid_count || settings->comm[0] ||
	                   settings->by == TCP_BY_PROCESS;
	settings->send_start = has(out, "tcp_sending") ? TCP_START_CALL
	                       : has(out, "tcp_queue") ? TCP_START_QUEUE
	                                               : TCP_START_END;
	settings->has_ready = has(out, "tcp_ready");
	settings->retrans_error = args_of(kernel, "tcp_retransmit_skb") >= 3;
	settings->reset_reason = args_of(kernel, "tcp_send_reset") >= 3;
	settings->drop_reason = args_of(kernel, "kfree_skb") >= 3;
	settings->drop_receiver = args_of(kernel, "kfree_skb") >= 4;
	settings->reason_unspecified = (uint32_t)enum_value(
		kernel, "skb_drop_reason", "SKB_DROP_REASON_NOT_SPECIFIED");
	settings->reason_otherhost = (uint32_t)enum_value(kernel, "skb_drop_reason",
	                                                  "SKB_DROP_REASON_OTHERHOST");
}

int tcp_features(const struct tcp_config *cfg, struct tcp_feature *out, char *msg)
{
	struct tcp_settings settings = cfg->want;
	struct btf *kernel = btf__load_vmlinux_btf();

	msg[0] = '\0';
	if (!kernel) {
		snprintf(msg, EBPF_MSG_MAX,
		         "this kernel does not tell its types: it takes Linux 5.13 or "
		         "later "
		         "with CONFIG_DEBUG_INFO_BTF");
		return -ENOTSUP;
	}
	features_find(cfg, kernel, out, &settings);
	btf__free(kernel);
	return 0;
}
