/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/at_hook.h - captures by programs at the XDP and tc hooks of interfaces. */
#ifndef PFC_CLI_AT_HOOK_H
#define PFC_CLI_AT_HOOK_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "capture/iface.h"
#include "capture/source.h"
#include "cli/filter.h"
#include "cli/options.h"

/* --xdp or --tc */
bool at_hook_wanted(const struct args *args);

/* The kernel counts, and no packet is handed over. */
bool at_hook_only_counts(const struct args *args);

/* Whether the options go together. returns EXIT_DONE or EXIT_USAGE after a message. */
int at_hook_check(const struct args *args);

/* Whether an interface has such a hook; as above. */
int at_hook_check_iface(const struct args *args, const struct iface *iface);

/* Opens the source without any interface. returns EXIT_DONE, or EXIT_FAILED after a
 * message.
 */
int at_hook_open(const struct args *args, const sigset_t *wait_mask, uint32_t retire_ms,
                 struct source **src);

/* What a filter is compiled with: a function for the program at the hook. */
void at_hook_opts(const struct args *args, struct pfc_opts *opts);

/* Adds an interface; where the XDP hook is taken, at tc, with a warning.
 *
 * opts    prog was compiled with.
 * returns as above.
 */
int at_hook_add(const struct args *args, const struct iface *iface,
                const struct filter *filter, const struct pfc_opts *opts,
                const struct pfc_prog *prog, struct source *src);

/* "v0 at XDP (driver)": the i-th interface, with the hook that was had. */
void at_hook_name(const struct source *src, uint32_t i, struct str *out);

#endif
