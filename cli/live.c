/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/live.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "capture/iface.h"
#include "capture/netns.h"
#include "capture/pcapdev.h"
#include "capture/rings.h"
#include "cli/at_hook.h"
#include "cli/cmd.h"
#include "cli/output.h"
#include "cli/say.h"
#include "cli/signals.h"
#include "pfc/pfc.h"

enum { WAIT_STEP_MS = 100 };

struct one {
	struct iface iface;
	struct filter own; /* has_own */
	bool has_own;
	bool lent_prog; /* it is that of an interface before */
	struct pfc_prog *prog;
};

struct live {
	const struct args *args;
	const struct filter *filter;
	const sigset_t *wait_mask;
	uint32_t count;
	struct one at[OPT_IFACES_MAX];
};

void say_source(const char *what, const char *name, uint32_t linktype, uint32_t snaplen)
{
	const char *type = pfc_linktype_name(linktype);
	const char *about = pfc_linktype_description(linktype);

	say("%s %s, link-type %s (%s), snapshot length %u bytes", what, name,
	    type ? type : "unknown", about ? about : "no description",
	    snaplen ? snaplen : PFC_SNAPLEN_MAX);
}

/* Until there is an interface of that name, or a signal ends it. */
static int wait_for(const struct live *l, const char *name, struct iface *iface)
{
	const struct timespec step = { 0, WAIT_STEP_MS * 1000000L };
	char msg[SOURCE_MSG_MAX];
	int err = -ENODEV;

	say("waiting for interface '%s'", name);
	while (err == -ENODEV) {
		signals_hold();
		if (!signals_stop())
			ppoll(NULL, 0, &step, l->wait_mask);
		signals_allow(l->wait_mask);
		if (signals_stop())
			return say("stopped before there was an interface '%s'", name);
		/* A number of -D, or a device of libpcap, is not what one waits for. */
		if (if_nametoindex(name))
			err = iface_find(name, iface, msg);
	}
	return err ? say("%s", msg) : EXIT_DONE;
}

static int find_one(struct live *l, const char *name, const char *filter)
{
	struct args plain = *l->args;
	struct one *o = &l->at[l->count];
	char msg[SOURCE_MSG_MAX];
	char *word;
	int err;

	l->count++;
	err = iface_find(name, &o->iface, msg);
	if (err == -ENODEV && l->args->wait)
		return wait_for(l, name, &o->iface);
	if (err)
		return say("%s", msg);
	if (!filter)
		return EXIT_DONE;
	plain.filter_file = NULL;
	memcpy(&word, &filter, sizeof(word)); /* const only for the reader */
	o->has_own = true;
	return filter_init(&o->own, &plain, 1, &word);
}

static int find_all(struct live *l)
{
	const struct opt_ifaces *list = &l->args->ifaces;
	bool used = list->count == 0;
	int status = EXIT_DONE;

	if (!list->count && l->args->wait)
		return say_usage("--wait is for interfaces that -i names");
	if (!list->count) {
		l->count = 1;
		return choose_iface(l->args, &l->at[0].iface);
	}
	for (unsigned i = 0; i < list->count && status == EXIT_DONE; i++) {
		status = find_one(l, list->name[i], list->filter[i]);
		used |= !list->filter[i];
	}
	if (status == EXIT_DONE && l->filter->len && !used)
		return say_usage("the filter '%s' is for interfaces without one of their "
		                 "own, and every -i has its --filter",
		                 l->filter->text);
	return status;
}

/* Options that libpcap has no answer to. */
static int check_by_libpcap(const struct live *l, const struct iface *dev)
{
	const struct args *args = l->args;

	if (l->count > 1)
		return say_usage("'%s' is read by libpcap, alone: another pfc takes the "
		                 "other interfaces",
		                 dev->name);
	if (at_hook_wanted(args))
		return say_usage("'%s' is read by libpcap: it has no hook for programs",
		                 dev->name);
	if (args->direction != DIRECTION_INOUT)
		return say_usage("-Q: packets of '%s' have no direction", dev->name);
	if (args->stamp >= 0)
		return say_usage("-j: '%s' is read by libpcap, and has one clock only",
		                 dev->name);
	if (args->wait)
		return say_usage("--wait is for interfaces of the kernel, not for '%s'",
		                 dev->name);
	return EXIT_DONE;
}

/* A pcap file has one link type for all packets. */
static int check_types(const struct live *l)
{
	const struct iface *first = &l->at[0].iface;
	bool any = false;

	for (uint32_t i = 0; i < l->count; i++) {
		if (l->at[i].iface.by_libpcap &&
		    check_by_libpcap(l, &l->at[i].iface) != EXIT_DONE)
			return EXIT_USAGE;
	}

	for (uint32_t i = 0; i < l->count; i++)
		any |= !l->at[i].iface.index;
	if (l->args->link_headers && !any)
		return say_usage("--link-headers is for -i any: other interfaces keep "
		                 "their link headers");
	if (!l->args->write_file || output_is_pcapng(l->args))
		return EXIT_DONE;
	if (l->args->link_headers)
		return say_usage("--link-headers needs a pcapng file (-P, or a name that "
		                 "ends in .pcapng): a pcap file has one link type");
	for (uint32_t i = 1; i < l->count; i++) {
		const struct iface *f = &l->at[i].iface;

		if (f->linktype != first->linktype)
			return say_usage("%s gives packets of link type %s and %s of %s: "
			                 "a pcap file has one link type; -P writes "
			                 "pcapng, which can hold both",
			                 first->name,
			                 pfc_linktype_name(first->linktype), f->name,
			                 pfc_linktype_name(f->linktype));
	}
	return EXIT_DONE;
}

static void set_opts(const struct live *l, const struct iface *iface,
                     struct pfc_opts *opts)
{
	const struct args *args = l->args;

	filter_opts(opts, args);
	if (at_hook_wanted(args))
		at_hook_opts(args, opts);
	else
		opts->flags |= iface->by_libpcap ? PFC_SAVEFILE : PFC_LIVE;
	opts->linktype = iface->linktype;
	if (args->netmask == PFC_NETMASK_UNKNOWN)
		opts->netmask = iface->netmask;
	if (args->optimize < 0 && !args->no_optimize)
		opts->optimize = PFC_OPTIMIZE_SPEED;
}

/* Messages about a filter are not for each interface of one kind. */
static struct pfc_prog *compiled_before(const struct live *l, uint32_t i)
{
	const struct iface *f = &l->at[i].iface;

	for (uint32_t k = 0; k < i && !l->at[i].has_own; k++) {
		const struct iface *other = &l->at[k].iface;

		if (!l->at[k].has_own && other->linktype == f->linktype &&
		    other->netmask == f->netmask && other->cooked == f->cooked)
			return l->at[k].prog;
	}
	return NULL;
}

/* Not worth a word unless asked for: only the speed differs. */
static void say_how(const struct one *o)
{
	size_t count;

	if (pfc_prog_target(o->prog) == PFC_TARGET_SOCKET) {
		pfc_prog_insns(o->prog, &count);
		say("note: the filter has %zu instructions of classic BPF, more than the kernel "
		    "takes: filtering by eBPF on %s",
		    count, o->iface.name);
	} else if (!pfc_prog_kernel_insns(o->prog, &count)) {
		say("note: the kernel cannot decide this filter on %s: filtering in user "
		    "space",
		    o->iface.name);
	}
}

static int compile_one(struct live *l, uint32_t i)
{
	struct one *o = &l->at[i];
	const struct args *args = l->args;
	const struct filter *filter = o->has_own ? &o->own : l->filter;
	bool at_hook = at_hook_wanted(args);
	bool by_socket = !at_hook && !o->iface.by_libpcap;
	struct pfc_opts opts;
	int status;

	if (args->linktype >= 0 && (uint32_t)args->linktype != o->iface.linktype)
		return say_usage("-y: %s gives packets of link type %s only",
		                 o->iface.name, pfc_linktype_name(o->iface.linktype));
	if (at_hook && at_hook_check_iface(args, &o->iface) != EXIT_DONE)
		return EXIT_USAGE;
	o->prog = compiled_before(l, i);
	o->lent_prog = o->prog != NULL;
	if (o->prog)
		return EXIT_DONE;
	set_opts(l, &o->iface, &opts);
	status = by_socket ? filter_compile_live(filter, args, &opts, &o->prog)
	                   : filter_compile(filter, args, &opts, &o->prog);
	if (status == EXIT_DONE && args->verbose && by_socket)
		say_how(o);
	return status;
}

static uint32_t snaplen_of(const struct args *args)
{
	return args->snaplen ? (uint32_t)args->snaplen : PFC_SNAPLEN_MAX;
}

static uint32_t retire_ms_of(const struct args *args)
{
	bool watched =
		!args->write_file || args->print || !strcmp(args->write_file, "-");

	return watched || args->packet_buffered ? RING_RETIRE_PRINT_MS : RING_RETIRE_MS;
}

static const char *text_of(const struct live *l, const struct one *o)
{
	const char *text = o->has_own ? o->own.text : l->filter->text;

	return *text ? text : NULL;
}

static int open_one(const struct live *l, const struct one *o, struct source *src)
{
	const struct args *args = l->args;
	struct ring_config cfg = {
		.iface = &o->iface,
		.prog = o->prog,
		.filter = text_of(l, o),
		.snaplen = snaplen_of(args),
		.ring_kib = (uint32_t)args->buffer_kib,
		.retire_ms = retire_ms_of(args),
		.immediate = args->immediate,
		.promiscuous = !args->no_promiscuous,
		.waits = args->wait,
		.direction = args->direction == DIRECTION_IN    ? RING_IN
		             : args->direction == DIRECTION_OUT ? RING_OUT
		                                                : RING_INOUT,
		.stamp = args->stamp < 0 ? STAMP_HOST : (enum stamp)args->stamp,
		.link_headers = args->link_headers,
	};
	struct pfc_opts opts;
	char msg[SOURCE_MSG_MAX];

	if (at_hook_wanted(args)) {
		set_opts(l, &o->iface, &opts);
		return at_hook_add(args, &o->iface, o->has_own ? &o->own : l->filter,
		                   &opts, o->prog, src);
	}
	if (rings_add(src, &cfg, msg) != 0)
		return say("%s", msg);
	if (*msg)
		say("%s", msg);
	return EXIT_DONE;
}

/* Runs a step in the namespace of --netns. Names in filters are looked up here. */
static int in_netns(struct live *l, int (*step)(struct live *l, void *ctx), void *ctx)
{
	char msg[SOURCE_MSG_MAX];
	int back, err, status;

	if (netns_enter(l->args->netns, &back, msg) != 0)
		return say("--netns: %s", msg);
	status = step(l, ctx);
	err = netns_leave(back);
	if (err && status == EXIT_DONE)
		status = say("cannot go back to the own network namespace: %s",
		             strerror(-err));
	return status;
}

static int find_step(struct live *l, void *ctx)
{
	(void)ctx;
	return find_all(l);
}

/* ctx: where the source goes. */
static int open_by_libpcap(struct live *l, void *ctx)
{
	const struct args *args = l->args;
	const struct one *o = &l->at[0];
	struct pcapdev_config cfg = {
		.dev = &o->iface,
		.prog = o->prog,
		.filter = text_of(l, o),
		.snaplen = snaplen_of(args),
		.buffer_kib = (uint32_t)args->buffer_kib,
		.retire_ms = retire_ms_of(args),
		.immediate = args->immediate,
		.promiscuous = !args->no_promiscuous,
		.wait_mask = l->wait_mask,
	};
	char msg[SOURCE_MSG_MAX];

	return pcapdev_open(&cfg, ctx, msg) == 0 ? EXIT_DONE : say("%s", msg);
}

/* ctx: the source. */
static int open_all(struct live *l, void *ctx)
{
	int status = EXIT_DONE;

	for (uint32_t i = 0; i < l->count && status == EXIT_DONE; i++)
		status = open_one(l, &l->at[i], ctx);
	return status;
}

static void say_one(const struct args *args, const struct iface *iface, const char *name)
{
	if (args->link_headers && !iface->index)
		say("listening on %s, link-type that of each interface, snapshot length %u "
		    "bytes",
		    name, snaplen_of(args));
	else
		say_source("listening on", name, iface->linktype,
		           (uint32_t)args->snaplen);
	if (args->stamp > STAMP_HOST)
		say("time stamps on %s: %s (%s)", iface->name,
		    stamp_name((enum stamp)args->stamp),
		    stamp_description((enum stamp)args->stamp));
}

static int open_rings(struct live *l, struct source **src)
{
	int status = EXIT_DONE;

	if (at_hook_wanted(l->args))
		status = at_hook_open(l->args, l->wait_mask, retire_ms_of(l->args), src);
	else if (rings_open(l->wait_mask, src) != 0)
		return say("out of memory");
	return status == EXIT_DONE ? in_netns(l, open_all, *src) : status;
}

/* The first interfaces of the source are those that were asked for. */
static int say_listening(const struct live *l, const struct source *src)
{
	struct str name = { 0 };

	for (uint32_t i = 0; i < l->count && !name.failed; i++) {
		const struct iface *f = &l->at[i].iface;

		name.len = 0;
		if (at_hook_wanted(l->args))
			at_hook_name(src, i, &name);
		else
			str_printf(&name, "%s", f->name);
		if (!name.failed)
			say_one(l->args, f, name.at);
	}
	str_fini(&name);
	return name.failed ? say("out of memory") : EXIT_DONE;
}

int live_open(const struct args *args, const struct filter *filter,
              const sigset_t *wait_mask, struct live **out, struct source **src,
              uint32_t *retire_ms)
{
	struct live *l = calloc(1, sizeof(*l));
	int status;

	*out = l;
	*src = NULL;
	if (!l)
		return say("out of memory");
	l->args = args;
	l->filter = filter;
	l->wait_mask = wait_mask;
	status = in_netns(l, find_step, NULL);
	if (status == EXIT_DONE)
		status = check_types(l);
	for (uint32_t i = 0; i < l->count && status == EXIT_DONE; i++)
		status = compile_one(l, i);
	if (status == EXIT_DONE && l->at[0].iface.by_libpcap)
		status = in_netns(l, open_by_libpcap, src);
	else if (status == EXIT_DONE)
		status = open_rings(l, src);
	*retire_ms = retire_ms_of(args);
	if (status == EXIT_DONE && !args->silent)
		status = say_listening(l, *src);
	return status;
}

void live_close(struct live *l)
{
	if (!l)
		return;
	for (uint32_t i = 0; i < l->count; i++) {
		if (!l->at[i].lent_prog)
			pfc_prog_free(l->at[i].prog);
		filter_fini(&l->at[i].own);
	}
	free(l);
}

bool live_by_libpcap(const struct live *l)
{
	return l->at[0].iface.by_libpcap;
}
