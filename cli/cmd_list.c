/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_list.c - what there is to capture on: `pfc -D`, `pfc -L` and `pfc -J`. */
#include "cli/cmd.h"

#include "capture/iface.h"
#include "capture/pcapdev.h"
#include "capture/source.h"
#include "capture/stamp.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "pfc/pfc.h"
#include "proto/link.h"

int choose_iface(const struct args *args, struct iface *out)
{
	char msg[SOURCE_MSG_MAX];
	struct iface_list list;

	if (args->ifaces.count)
		return iface_find(args->ifaces.name[0], out, msg) == 0 ? EXIT_DONE
		                                                       : say("%s", msg);
	if (iface_list_init(&list, msg) != 0)
		return say("%s", msg);
	*out = list.at[0];
	iface_list_fini(&list);
	return EXIT_DONE;
}

int cmd_interfaces(void)
{
	char msg[SOURCE_MSG_MAX];
	struct iface_list list;
	struct str out = { 0 };

	if (iface_list_init(&list, msg) != 0)
		return say("%s", msg);
	if (pcapdev_list(&list) != 0) {
		iface_list_fini(&list);
		return say("out of memory");
	}
	for (uint32_t i = 0; i < list.count; i++)
		iface_line(&list, i, &out);
	iface_list_fini(&list);
	return put_stdout_str(&out);
}

/* What filters can ask for on a link type, in one word or two. */
static const char *filtered(const struct link *link)
{
	if (link->flags & LF_WLAN)
		return "802.11";
	if (link->flags & LF_SS7)
		return "SS7";
	if (link->flags & LF_PFLOG)
		return "PF, protocols";
	if (link->flags & LF_SUNATM)
		return "ATM, protocols";
	if (link->test == LT_NONE)
		return link->flags & LF_MAC8 ? "addresses" : "bytes only";
	return link->layout == LAYOUT_UNKNOWN ? "bytes, marker" : "protocols";
}

int cmd_known_link_types(void)
{
	struct str out = { 0 };

	for (size_t i = 0; i < link_count(); i++) {
		const struct link *link = link_at(i);

		str_printf(&out, "%3u  %-26s  %-14s  %s\n", link->number, link->name,
		           filtered(link), link->description);
	}
	return put_stdout_str(&out);
}

int cmd_stamp_types(const struct args *args)
{
	struct str out = { 0 };
	struct iface iface;
	int status;

	if (inputs_given(args))
		return say_usage("-J lists the time stamp types of an interface, not of a "
		                 "file");
	status = choose_iface(args, &iface);
	if (status != EXIT_DONE)
		return status;
	str_printf(&out, "Time stamp types for %s (use option -j to set):\n", iface.name);
	for (enum stamp s = STAMP_HOST; s < STAMPS; s++) {
		if (stamp_offered(&iface, s))
			str_printf(&out, "  %s (%s)\n", stamp_name(s),
			           stamp_description(s));
	}
	return put_stdout_str(&out);
}

int cmd_link_types(const struct args *args)
{
	struct str out = { 0 };
	struct iface iface;
	int status;

	if (inputs_given(args))
		return say_usage(
			"-L lists the link types of an interface, not of a file");
	status = choose_iface(args, &iface);
	if (status != EXIT_DONE)
		return status;
	str_printf(&out, "Data link types for %s (use option -y to set):\n  %s (%s)\n",
	           iface.name, pfc_linktype_name(iface.linktype),
	           pfc_linktype_description(iface.linktype));
	return put_stdout_str(&out);
}
