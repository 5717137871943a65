/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_targets.c - files with TLS in them, for pfc trace tls. */
#include "cli/tls.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture/identity.h"
#include "cli/say.h"
#include "ebpf/attach.h"

#define CACHE "/var/cache/pfc"

/* Each file takes some descriptors, for as long as it is followed. */
void tls_raise_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* What is found in files is kept by root alone: for others it would be another's word. */
static int open_cache(const struct args *args, struct tls_targets *t)
{
	const char *folder = args->cache ? args->cache : CACHE;
	const char *why;
	int err;

	if (t->cache || args->no_cache || (!args->cache && geteuid() != 0))
		return EXIT_DONE;
	err = cache_open(folder, &t->cache);
	if (!err)
		return EXIT_DONE;
	why = err == -EPERM ? "it is not yours alone: chown it, and chmod 700"
	                    : strerror(-err);
	if (args->cache)
		return say("--cache %s: %s", folder, why);
	say("note: what is found in files is not kept: %s: %s", folder, why);
	return EXIT_DONE;
}

int tls_find_targets(const struct args *args, struct tls_targets *t)
{
	struct tls_lib lib;
	int err;

	if (open_cache(args, t) != EXIT_DONE)
		return EXIT_FAILED;
	if (!args->lib)
		return targets_scan(t) ? say("out of memory") : EXIT_DONE;
	err = targets_add(t, args->lib, &lib);
	if (err == -ENOEXEC)
		return say("%s: %s", args->lib, lib.why_no_keys);
	if (err)
		return say("%s: %s", args->lib, strerror(-err));
	if (lib.kind == TLS_NONE)
		return say("%s: there is no TLS in it: neither functions of OpenSSL, "
		           "BoringSSL, GnuTLS, NSPR or Go, nor names of secrets",
		           args->lib);
	return EXIT_DONE;
}

void tls_targets_close(struct tls_targets *t)
{
	cache_close(t->cache);
	t->cache = NULL;
	targets_fini(t);
}

void tls_attach_new(struct tls_view *v)
{
	char msg[EBPF_MSG_MAX];

	for (unsigned i = 0; i < v->targets.count; i++) {
		struct tls_target *one = v->targets.at[i];
		int n;

		if (one->attached)
			continue;
		one->attached = true;
		n = tls_attach(v->tls, one, msg);
		if (n < 0)
			say("%s", msg);
		else
			v->attached += (unsigned)n;
	}
}

static void let_go(void *ctx, const struct tls_target *one)
{
	struct tls_view *v = ctx;

	tls_detach(v->tls, one);
	tls_earlier_gone(v, one);
}

void tls_changed(struct tls_view *v)
{
	targets_changed(&v->targets, let_go, v);
}

/* Another file may have come in its place, or other bytes. */
static void look_again(struct tls_view *v)
{
	struct tls_lib lib;
	struct stat st;

	if (stat(v->t.args->lib, &st) != 0 ||
	    (st.st_ino == v->lib_as.st_ino && st.st_dev == v->lib_as.st_dev &&
	     st.st_ctim.tv_sec == v->lib_as.st_ctim.tv_sec &&
	     st.st_ctim.tv_nsec == v->lib_as.st_ctim.tv_nsec))
		return;
	v->lib_as = st;
	targets_add(&v->targets, v->t.args->lib, &lib);
}

static void scan(struct tls_view *v)
{
	v->scan_again = false;
	v->scanned = v->t.now;
	if (targets_scan(&v->targets) != 0)
		v->failed = true;
	tls_attach_new(v);
}

void tls_targets_tick(struct tls_view *v)
{
	if (v->t.args->lib)
		look_again(v);
	else if (!v->watch || v->scan_again)
		scan(v);
	tls_attach_new(v);
}

static int on_mapped(void *ctx, uint32_t pid, const struct tls_mapping *m)
{
	struct tls_view *v = ctx;
	int err = targets_mapped(&v->targets, pid, m);

	tls_attach_new(v);
	return err;
}

void tls_mapped(struct tls_view *v)
{
	if (watch_read(v->watch, on_mapped, v) != 0)
		v->failed = true;
	v->scan_again |= watch_lost(v->watch);
	/* At once, but not all the time. */
	if (v->scan_again && v->t.now - v->scanned > TLS_SCAN_NS)
		scan(v);
}

void tls_say_unread(const struct tls_targets *t)
{
	const uint64_t takes = UINT64_C(1) << CAP_SYS_PTRACE | UINT64_C(1)
	                                                               << CAP_SYS_ADMIN;

	if (t->unread)
		say("note: processes, or files in them, that could not be looked into: "
		    "%u%s",
		    t->unread,
		    (identity_capabilities() & takes) == takes
		            ? ""
		            : "; that takes root, or CAP_SYS_PTRACE and CAP_SYS_ADMIN");
	if (t->unopened)
		say("note: files that could not be looked into, as too many are open: "
		    "%u; %s",
		    t->unopened, EBPF_MORE_FILES);
}
