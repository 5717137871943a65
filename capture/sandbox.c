/* SPDX-License-Identifier: BSD-2-Clause */
#include "config.h"

#include "capture/sandbox.h"

#include <errno.h>
#include <linux/bpf.h>
#include <linux/sockios.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#if HAVE_SECCOMP
#include <seccomp.h>
#endif

#include "capture/landlock.h"

bool sandbox_built(void)
{
	return !CHECKING_BUILD;
}

bool sandbox_has_seccomp(void)
{
	return HAVE_SECCOMP;
}

/* On a line of its own. */
__attribute__((format(printf, 2, 3))) static void note(struct str *notes,
                                                       const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	str_printf(notes, "%s%s", notes->len ? "\n" : "", text);
}

/* --- system calls --- */

#if HAVE_SECCOMP
/* What is left: packets in, files out, memory, time, and the end. Numbers below zero are
 * calls that this architecture does not have.
 */
static const int allowed[] = {
	/* clang-format off */
	/* packets and files */
	SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(write),
	SCMP_SYS(pwrite64), SCMP_SYS(writev), SCMP_SYS(lseek), SCMP_SYS(_llseek),
	SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(fstat64), SCMP_SYS(stat),
	SCMP_SYS(stat64), SCMP_SYS(lstat), SCMP_SYS(lstat64), SCMP_SYS(newfstatat),
	SCMP_SYS(fstatat64), SCMP_SYS(statx), SCMP_SYS(fcntl), SCMP_SYS(fcntl64),
	SCMP_SYS(ftruncate), SCMP_SYS(ftruncate64), SCMP_SYS(fdatasync), SCMP_SYS(fsync),
	/* more of them, where Landlock lets them be */
	SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(rename), SCMP_SYS(renameat),
	SCMP_SYS(renameat2), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(umask),
	/* sockets that are open */
	SCMP_SYS(bind), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(recvfrom),
	SCMP_SYS(recvmsg), SCMP_SYS(recv), SCMP_SYS(sendto), SCMP_SYS(sendmsg),
	SCMP_SYS(send),
	/* waiting and time */
	SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(ppoll_time64), SCMP_SYS(select),
	SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait), SCMP_SYS(epoll_pwait2),
	SCMP_SYS(_newselect), SCMP_SYS(pselect6), SCMP_SYS(pselect6_time64),
	SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(clock_nanosleep_time64),
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64), SCMP_SYS(gettimeofday),
	SCMP_SYS(time), SCMP_SYS(restart_syscall), SCMP_SYS(sched_yield),
	/* memory */
	SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk),
	SCMP_SYS(futex), SCMP_SYS(futex_time64), SCMP_SYS(getrandom),
	/* signals, and what asks who one is */
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigreturn), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill),
	SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getuid), SCMP_SYS(geteuid),
	/* the end */
	SCMP_SYS(exit), SCMP_SYS(exit_group),
	/* clang-format on */
};

/* Of ioctl: what interfaces are, sizes of terminals. */
static const unsigned long requests[] = {
	SIOCGIFNAME, SIOCGIFFLAGS, SIOCGIFHWADDR, SIOCGIFINDEX, SIOCETHTOOL,
	TCGETS, TIOCGWINSZ,
};

/* Of bpf(): what takes no rights, as it goes by descriptors. */
static const unsigned maps[] = {
	BPF_MAP_LOOKUP_ELEM,   BPF_MAP_UPDATE_ELEM,  BPF_MAP_DELETE_ELEM,
	BPF_MAP_GET_NEXT_KEY,  BPF_MAP_LOOKUP_BATCH, BPF_MAP_LOOKUP_AND_DELETE_BATCH,
	BPF_ITER_CREATE,
};

/* What else one takes that traces. */
static int add_tracing(scmp_filter_ctx f, const struct sandbox_opts *opts)
{
	static const int of_child[] = { SCMP_SYS(kill), SCMP_SYS(wait4), SCMP_SYS(waitid) };
	static const int of_files[] = { SCMP_SYS(readlink), SCMP_SYS(readlinkat) };
	int err = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
	                           SCMP_A1(SCMP_CMP_EQ, TCSETS));

	for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]) && !err; i++)
		err = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(bpf), 1,
		                       SCMP_A0(SCMP_CMP_EQ, maps[i]));
	for (size_t i = 0; opts->child && i < 3 && !err; i++)
		err = seccomp_rule_add(f, SCMP_ACT_ALLOW, of_child[i], 0);
	for (size_t i = 0; opts->folder && i < 2 && !err; i++) {
		if (of_files[i] >= 0)
			err = seccomp_rule_add(f, SCMP_ACT_ALLOW, of_files[i], 0);
	}
	return err;
}

/* New code is neither mapped nor made. */
static int allow_data(scmp_filter_ctx f, int call)
{
	if (call < 0)
		return 0;
	return seccomp_rule_add(f, SCMP_ACT_ALLOW, call, 1,
	                        SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

/* Threads, and no processes. What clone3 is asked for is in memory, where a rule does not
 * see it; without it the C library takes clone.
 */
static int allow_threads(scmp_filter_ctx f)
{
	static const int calls[] = { SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
		                     SCMP_SYS(sched_getaffinity) };
	int err = seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);

	if (!err)
		err = seccomp_rule_add(
			f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
			SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]) && !err; i++)
		err = seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0);
	return err;
}

static int add_rules(scmp_filter_ctx f, const struct sandbox_opts *opts)
{
	int err = opts->traces ? add_tracing(f, opts) : 0;

	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]) && !err; i++) {
		if (allowed[i] >= 0)
			err = seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0);
	}
	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]) && !err; i++)
		err = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
		                       SCMP_A1(SCMP_CMP_EQ, requests[i]));
	if (!err && opts->threads)
		err = allow_threads(f);
	if (!err)
		err = allow_data(f, SCMP_SYS(mmap));
	if (!err)
		err = allow_data(f, SCMP_SYS(mmap2));
	return err ? err : allow_data(f, SCMP_SYS(mprotect));
}

/* What is not allowed fails with EPERM: a library that tries something harmless goes on,
 * and a capture does not end for it.
 */
static void restrict_calls(const struct sandbox_opts *opts, struct str *notes)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int err = f ? 0 : -ENOMEM;

	if (!err) {
		seccomp_attr_set(f, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree, not a list */
		err = add_rules(f, opts);
	}
	if (!err)
		err = seccomp_load(f);
	if (err)
		note(notes, "system calls are not restricted: seccomp: %s",
		     strerror(-err));
	seccomp_release(f);
}
#else
static void restrict_calls(const struct sandbox_opts *opts, struct str *notes)
{
	(void)opts;
	note(notes, "system calls are not restricted: this pfc was built without libseccomp");
}
#endif

/* --- files --- */

static int allow_folders(struct landlock *l, const struct sandbox_opts *opts)
{
	int err = 0;

	for (uint32_t i = 0; i < opts->count && !err; i++) {
		char *dir;

		if (!opts->outputs[i].more)
			continue;
		if (!identity_folder(opts->outputs[i].path, true, &dir))
			return -ENOMEM;
		err = landlock_allow(l, dir);
		free(dir);
	}
	return err;
}

static void restrict_files(const struct sandbox_opts *opts, struct str *notes)
{
	int err;
	struct landlock *l = landlock_new(opts->reads, opts->child, &err);

	if (l)
		err = allow_folders(l, opts);
	if (!err && opts->folder)
		err = landlock_allow_reading(l, opts->folder);
	if (!err)
		err = landlock_enforce(l);
	landlock_free(l);
	if (err == -ENOSYS || err == -EOPNOTSUPP)
		note(notes, "files are not restricted: this kernel has no Landlock (Linux "
		            "5.13, and lsm=landlock)");
	else if (err)
		note(notes, "files are not restricted: Landlock: %s", strerror(-err));
}

/* Without TZ, the C library looks at the file of the time zone again and again, and takes
 * UTC when it cannot. With a name in it, once is enough.
 */
static void keep_time_zone(void)
{
	setenv("TZ", ":/etc/localtime", 0);
	tzset();
}

void sandbox_enter(const struct sandbox_opts *opts, struct str *notes)
{
	if (!sandbox_built()) {
		note(notes, "not confined: this is a checking build of pfc");
		return;
	}
	keep_time_zone();
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		note(notes, "new privileges are not excluded: %s", strerror(errno));
	restrict_files(opts, notes);
	if (!opts->reads)
		restrict_calls(opts, notes);
}
