/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/at_hook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "capture/stamp.h"
#include "capture/tap.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "pfc/pfc.h"

bool at_hook_wanted(const struct args *args)
{
	return args->xdp || args->tc;
}

bool at_hook_only_counts(const struct args *args)
{
	return at_hook_wanted(args) && args->count_only && !args->count_max && !args->skip &&
	       !args->write_file;
}

int at_hook_check(const struct args *args)
{
	const char *hook = args->xdp ? "xdp" : "tc";

	if (!at_hook_wanted(args))
		return EXIT_DONE;
	if (args->xdp && args->tc)
		return say_usage("--xdp and --tc exclude each other");
	if (inputs_given(args))
		return say_usage("--%s is for interfaces, not for files", hook);
	if (args->stamp > STAMP_HOST)
		return say_usage("--%s takes the time of the host: leave out -j", hook);
	if (args->link_headers)
		return say_usage("--link-headers is for -i any, which has no hook");
	if (args->xdp && args->direction == DIRECTION_OUT)
		return say_usage(
			"the XDP hook sees packets that come in; those that go "
			"out are seen with --tc -Q out, or without --xdp");
	return EXIT_DONE;
}

static struct tap_config config(const struct args *args, const struct iface *iface)
{
	return (struct tap_config){
		.iface = iface,
		.hook = args->xdp ? TAP_XDP : TAP_TC,
		.direction = args->xdp || args->direction == DIRECTION_IN ? RING_IN
		             : args->direction == DIRECTION_OUT           ? RING_OUT
		                                                          : RING_INOUT,
		.snaplen = args->snaplen ? (uint32_t)args->snaplen : PFC_SNAPLEN_MAX,
		.sample = (uint32_t)args->sample,
		.promiscuous = !args->no_promiscuous,
	};
}

int at_hook_check_iface(const struct args *args, const struct iface *iface)
{
	struct tap_config cfg = config(args, iface);
	char msg[SOURCE_MSG_MAX];

	if (tap_check(&cfg, msg) != 0)
		return say_usage("%s", msg);
	return EXIT_DONE;
}

int at_hook_open(const struct args *args, const sigset_t *wait_mask, uint32_t retire_ms,
                 struct source **src)
{
	struct taps_config cfg = {
		.ring_kib = (uint32_t)args->buffer_kib,
		.retire_ms = args->immediate ? 1 : retire_ms,
		.only_count = at_hook_only_counts(args),
		.wait_mask = wait_mask,
	};
	char msg[SOURCE_MSG_MAX];

	if (taps_open(&cfg, src, msg) != 0)
		return say("%s", msg);
	return EXIT_DONE;
}

static void opts_for(enum tap_hook hook, struct pfc_opts *opts)
{
	opts->target = hook == TAP_XDP ? PFC_TARGET_XDP : PFC_TARGET_TC;
	opts->flags &= ~(uint32_t)PFC_FRAGS;
	opts->flags |= PFC_FUNCTION;
	if (hook == TAP_XDP && tap_has_frags())
		opts->flags |= PFC_FRAGS;
}

void at_hook_opts(const struct args *args, struct pfc_opts *opts)
{
	opts_for(args->xdp ? TAP_XDP : TAP_TC, opts);
}

static int add_with(struct tap_config *cfg, const struct pfc_prog *prog,
                    struct source *src, char *msg)
{
	char *object = NULL;
	int err;

	if (cfg->filter) {
		object = pfc_prog_format(prog, PFC_FORMAT_ELF, &cfg->object_len);
		if (!object) {
			snprintf(msg, SOURCE_MSG_MAX, "out of memory");
			return -ENOMEM;
		}
	}
	cfg->object = object;
	err = taps_add(src, cfg, msg);
	free(object);
	return err;
}

/* What is wrong with the filter was said when it was compiled for XDP. */
static int add_at_tc(const struct args *args, const struct filter *filter,
                     const struct pfc_opts *opts, struct tap_config *cfg,
                     struct source *src, char *msg)
{
	struct pfc_opts with = *opts;
	struct pfc_prog *prog;
	int err;

	cfg->hook = TAP_TC;
	opts_for(TAP_TC, &with);
	with.flags |= PFC_NO_LINT;
	msg[0] = '\0';
	if (filter_compile(filter, args, &with, &prog) != EXIT_DONE)
		return -EINVAL;
	err = add_with(cfg, prog, src, msg);
	pfc_prog_free(prog);
	return err;
}

int at_hook_add(const struct args *args, const struct iface *iface,
                const struct filter *filter, const struct pfc_opts *opts,
                const struct pfc_prog *prog, struct source *src)
{
	struct tap_config cfg = config(args, iface);
	char msg[SOURCE_MSG_MAX];
	int err;

	cfg.filter = filter->len ? filter->text : NULL;
	cfg.no_frags = !(opts->flags & PFC_FRAGS);
	err = add_with(&cfg, prog, src, msg);
	if (err == -EBUSY && cfg.hook == TAP_XDP) {
		say("warning: %s, which stays; capturing at tc instead, where packets "
		    "that it drops or sends elsewhere are not seen",
		    msg);
		err = add_at_tc(args, filter, opts, &cfg, src, msg);
	}
	if (*msg)
		say("%s", msg);
	return err ? EXIT_FAILED : EXIT_DONE;
}

void at_hook_name(const struct source *src, uint32_t i, struct str *out)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(src, &count);

	str_printf(out, "%s at %s (%s)", ifaces[i].name,
	           taps_hook(src, i) == TAP_XDP ? "XDP" : "tc", taps_way(src, i));
}
