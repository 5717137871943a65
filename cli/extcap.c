/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/extcap.c - pfc as a source of packets for Wireshark and tshark.
 *
 * They look for programs in a folder of theirs and ask each, in this order: which
 * interfaces it has, which options one has, what its link type is, whether a filter is
 * right, and at last to capture into a pipe. Answers are lines of words and {name=value}.
 * Source: doc/extcap_example.py and the section "Adding Capture Interfaces And Log Sources
 * Using Extcap" of Wireshark's Developer's Guide.
 */
#include "config.h"

#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "capture/iface.h"
#include "capture/netns.h"
#include "capture/source.h"
#include "cli/say.h"
#include "pfc/pfc.h"
#include "proto/link.h"

/* In front of the name of an interface, so that Wireshark's own keep theirs. */
static const char prefix[] = "pfc-";

/* What pfc trace tls captures, unless an interface is called so. */
static const char tls_name[] = "tls";

#ifdef HAVE_EBPF
static const bool can_trace = true;
#else
static const bool can_trace = false;
#endif

struct asked {
	struct args args; /* first: the options of a capture are offered, too */
	const char *version;
	const char *iface;
	const char *filter;
	const char *fifo;
	bool list, config, types, capture;
	bool tls; /* it is about TLS, not an interface */
};

#define FIELD(name) offsetof(struct asked, name)

/* clang-format off */
static const struct opt rows[] = {
	{ "extcap-interfaces", 0, OPT_FLAG, FIELD(list), NULL,
	  "list the interfaces", NULL, NULL },
	{ "extcap-version", 0, OPT_TEXT, FIELD(version), "VERSION",
	  "of Wireshark", NULL, NULL },
	{ "extcap-interface", 0, OPT_TEXT, FIELD(iface), "NAME",
	  "the interface it is about", NULL, NULL },
	{ "extcap-config", 0, OPT_FLAG, FIELD(config), NULL,
	  "list its options", NULL, NULL },
	{ "extcap-dlts", 0, OPT_FLAG, FIELD(types), NULL,
	  "list its link types", NULL, NULL },
	{ "extcap-capture-filter", 0, OPT_TEXT, FIELD(filter), "FILTER",
	  "check the filter, or capture with it", NULL, NULL },
	{ "capture", 0, OPT_FLAG, FIELD(capture), NULL,
	  "capture", NULL, NULL },
	{ "fifo", 0, OPT_FILE, FIELD(fifo), "PATH",
	  "where packets go", NULL, NULL },
	{ 0 }
};
/* clang-format on */

enum { GROUPS_MAX = 24 };

/* Where braces end a value, a name with one cannot be told. */
static bool can_be_told(const char *name)
{
	return !strpbrk(name, "{}");
}

static bool is_there(const struct iface_list *list, const char *name)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (!strcmp(list->at[i].name, name))
			return true;
	}
	return false;
}

static int list_ifaces(void)
{
	char msg[SOURCE_MSG_MAX];
	struct iface_list list;
	struct str out = { 0 };

	if (iface_list_init(&list, msg) != 0)
		return say("%s", msg);
	str_printf(&out, "extcap {version=%s}{display=pfc}\n", pfc_version());
	for (uint32_t i = 0; i < list.count; i++) {
		if (can_be_told(list.at[i].name))
			str_printf(&out, "interface {value=%s%s}{display=pfc: %s}\n", prefix,
			           list.at[i].name, list.at[i].name);
	}
	if (can_trace && !is_there(&list, tls_name))
		str_printf(&out, "interface {value=%s%s}{display=pfc: TLS of this machine, "
		                 "decrypted}\n",
		           prefix, tls_name);
	iface_list_fini(&list);
	return put_stdout_str(&out);
}

/* What Wireshark shows beside an interface; each is an option of pfc. */
static const char options[] =
	"arg {number=0}{call=--direction}{display=Direction}{type=selector}"
	"{tooltip=Packets that go in, out, or both}\n"
	"value {arg=0}{value=inout}{display=in and out}{default=true}\n"
	"value {arg=0}{value=in}{display=in}{default=false}\n"
	"value {arg=0}{value=out}{display=out}{default=false}\n"
	"arg {number=1}{call=--snapshot-length}{display=Snapshot length}{type=unsigned}"
	"{range=0,262144}{default=262144}{tooltip=Bytes of each packet; 0: all}\n"
	"arg {number=2}{call=--no-promiscuous-mode}{display=Not in promiscuous mode}"
	"{type=boolflag}{default=false}\n"
	"arg {number=3}{call=--buffer-size}{display=Ring}{type=unsigned}"
	"{range=64,4194304}{default=65536}{tooltip=Size of the capture ring in KiB}\n"
	"arg {number=4}{call=--as-saved}{display=Filter with VLAN tags in place}"
	"{type=boolflag}{default=false}{tooltip=The capture filter sees frames as the "
	"file shows them}\n"
	"arg {number=5}{call=--optimize}{display=Optimize the filter for}{type=selector}"
	"{tooltip=Which of several programs for the filter is taken}\n"
	"value {arg=5}{value=speed}{display=speed}{default=true}\n"
	"value {arg=5}{value=balanced}{display=both}{default=false}\n"
	"value {arg=5}{value=size}{display=size}{default=false}\n"
	"arg {number=6}{call=--netns}{display=Network namespace}{type=string}"
	"{tooltip=Of 'ip netns', a path, or pid:NUMBER; empty: this one}\n"
	"arg {number=7}{call=--names}{display=Names from answers of DNS}"
	"{type=boolflag}{default=false}\n"
	"arg {number=8}{call=--xdp}{display=Before the kernel, by XDP}"
	"{type=boolflag}{default=false}{tooltip=Only packets that come in, as they are on "
	"the wire}\n"
	"arg {number=9}{call=--tc}{display=Between interface and stack, by tc}"
	"{type=boolflag}{default=false}\n";

/* And beside TLS; each is an option of pfc trace tls. */
static const char tls_options[] =
	"arg {number=0}{call=--pid}{display=Process}{type=string}"
	"{tooltip=Only connections of this process number; several with commas}\n"
	"arg {number=1}{call=--comm}{display=Command}{type=string}"
	"{tooltip=Only connections of processes of this name}\n"
	"arg {number=2}{call=--lib}{display=Library}{type=string}"
	"{tooltip=Only of this library or program; empty: all that are found}\n"
	"arg {number=3}{call=--netns}{display=Network namespace}{type=string}"
	"{tooltip=Of 'ip netns', a path, or pid:NUMBER; empty: this one}\n"
	"arg {number=4}{call=--calibrate}{display=Keys of sessions from before}"
	"{type=boolflag}{default=false}{tooltip=Runs the code of the libraries in a "
	"confined process}\n";

static int find(const struct asked *a, struct iface *iface)
{
	char msg[SOURCE_MSG_MAX];
	int back;

	if (netns_enter(a->args.netns, &back, msg) != 0)
		return say("--netns: %s", msg);
	if (iface_find(a->iface, iface, msg) != 0)
		return say("%s", msg);
	if (netns_leave(back) != 0)
		return say("cannot go back to the own network namespace");
	return EXIT_DONE;
}

/* Its packets come from all interfaces. */
static int find_linktype(const struct asked *a, struct iface *iface)
{
	struct asked any = *a;

	if (a->tls)
		any.iface = "any";
	return find(&any, iface);
}

static int list_types(const struct asked *a)
{
	struct str out = { 0 };
	struct iface iface;

	if (find_linktype(a, &iface) != EXIT_DONE)
		return EXIT_FAILED;
	str_printf(&out, "dlt {number=%" PRIu32 "}{name=%s}{display=%s}\n",
	           link_to_dlt(iface.linktype), pfc_linktype_name(iface.linktype),
	           pfc_linktype_description(iface.linktype));
	return put_stdout_str(&out);
}

/* No output: the filter is right; else the first line of it says what is wrong. */
static int check_filter(const struct asked *a)
{
	struct pfc_prog *prog = NULL;
	const struct pfc_diag *d;
	struct pfc_opts opts;
	struct iface iface;
	struct str out = { 0 };
	size_t count;

	if (a->tls) {
		filter_opts_trace(&opts, &a->args, true);
	} else if (find(a, &iface) == EXIT_DONE) {
		filter_opts(&opts, &a->args);
		opts.flags |= PFC_LIVE;
		opts.linktype = iface.linktype;
	} else {
		return EXIT_FAILED;
	}
	if (pfc_compile(a->filter, PFC_NUL, &opts, &prog) == 0 || !prog) {
		pfc_prog_free(prog);
		return prog ? EXIT_DONE : say("out of memory");
	}
	d = pfc_prog_diags(prog, &count);
	while (count > 1 && d->level != PFC_ERROR) {
		d++;
		count--;
	}
	if (count)
		str_printf(&out, "column %" PRIu32 ": %s%s%s\n", d->at.off + 1, d->message,
		           d->hint ? "; " : "", d->hint ? d->hint : "");
	pfc_prog_free(prog);
	return put_stdout_str(&out);
}

/* What goes to stderr is kept, and comes out when something went wrong. */
static int said_at_failure(const struct args *args, int count, char **words)
{
	int kept = memfd_create("said", MFD_CLOEXEC), own = dup(STDERR_FILENO);
	int status;
	char text[512];
	ssize_t n;

	if (kept < 0 || own < 0 || dup2(kept, STDERR_FILENO) < 0)
		return say("cannot keep messages: %s", strerror(errno));
	status = cmd_trace_tls(args, count, words);
	dup2(own, STDERR_FILENO);
	if (status != EXIT_DONE && lseek(kept, 0, SEEK_SET) == 0) {
		while ((n = read(kept, text, sizeof(text))) > 0)
			fwrite(text, 1, (size_t)n, stderr);
	}
	close(kept);
	close(own);
	return status;
}

/* Silent unless something goes wrong: Wireshark shows what is said. */
static int capture(struct asked *a)
{
	struct args *args = &a->args;
	char *words[] = { NULL };

	if (!a->fifo)
		return say_usage("--capture needs --fifo PATH");
	if (a->filter)
		memcpy(words, &a->filter, sizeof(words)); /* const only for the reader */
	args->write_file = a->fifo;
	if (a->tls) {
		args->keys_only = !args->calibrate;
		args->silent = true;
		return said_at_failure(args, a->filter ? 1 : 0, words);
	}
	args->ifaces = (struct opt_ifaces){ .name = { a->iface }, .count = 1 };
	args->pcapng = true;
	args->packet_buffered = true;
	args->silent = true;
	return cmd_capture(args, a->filter ? 1 : 0, words);
}

bool extcap_asked(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (!strncmp(argv[i], "--extcap-", 9))
			return true;
	}
	return false;
}

/* Is it about TLS? So much must be known before the options are read. */
static bool is_tls(int argc, char **argv)
{
	static const char option[] = "--extcap-interface";
	const char *name = "";
	struct iface iface;
	char msg[SOURCE_MSG_MAX];

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], option) && i + 1 < argc)
			name = argv[i + 1];
		else if (!strncmp(argv[i], option, sizeof(option) - 1) &&
		         argv[i][sizeof(option) - 1] == '=')
			name = argv[i] + sizeof(option);
	}
	return !strncmp(name, prefix, sizeof(prefix) - 1) &&
	       !strcmp(name + sizeof(prefix) - 1, tls_name) &&
	       iface_find(tls_name, &iface, msg) != 0;
}

int cmd_extcap(int argc, char **argv)
{
	struct opt_group groups[GROUPS_MAX] = { { "Wireshark", rows } };
	struct asked a = { .tls = is_tls(argc, argv) };
	struct opt_command cmd = a.tls ? trace_tls_command : pfc_command;
	size_t n = 1;

	for (const struct opt_group *g = cmd.groups; g->title; g++) {
		if (n < GROUPS_MAX - 1)
			groups[n++] = *g;
	}
	cmd.groups = groups;
	args_init(&a.args);
	if (opt_parse(&cmd, argc, argv, &a) < 0)
		return EXIT_USAGE;
	if (a.list)
		return list_ifaces();
	if (!a.iface)
		return say_usage("--extcap-interface says which one is meant");
	if (!strncmp(a.iface, prefix, sizeof(prefix) - 1))
		a.iface += sizeof(prefix) - 1;
	if (a.config)
		return a.tls ? put_stdout(tls_options, sizeof(tls_options) - 1)
		             : put_stdout(options, sizeof(options) - 1);
	if (a.types)
		return list_types(&a);
	if (a.capture)
		return capture(&a);
	return a.filter ? check_filter(&a) : EXIT_DONE;
}
