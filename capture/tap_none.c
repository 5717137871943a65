/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/tap_none.c - in place of capture/tap.c where pfc is built without eBPF. */
#include "capture/tap.h"

#include <errno.h>
#include <stdio.h>

int taps_open(const struct taps_config *cfg, struct source **out, char *msg)
{
	(void)cfg;
	*out = NULL;
	snprintf(msg, SOURCE_MSG_MAX,
	         "this pfc was built without eBPF; --xdp and --tc need it");
	return -ENOSYS;
}

bool tap_has_frags(void)
{
	return true;
}

uint32_t tap_at_tc(uint32_t ifindex)
{
	(void)ifindex;
	return 0;
}

int tap_check(const struct tap_config *cfg, char *msg)
{
	(void)cfg;
	msg[0] = '\0';
	return 0; /* taps_open() says what is missing */
}

int taps_add(struct source *s, const struct tap_config *cfg, char *msg)
{
	(void)s;
	(void)cfg;
	msg[0] = '\0';
	return -ENOSYS;
}

enum tap_hook taps_hook(const struct source *s, uint32_t i)
{
	(void)s;
	(void)i;
	return TAP_XDP;
}

const char *taps_way(const struct source *s, uint32_t i)
{
	(void)s;
	(void)i;
	return "nowhere";
}
