/* SPDX-License-Identifier: BSD-2-Clause */
#include "config.h"

#include "capture/quarantine.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#if HAVE_SECCOMP
#	include <seccomp.h>
#endif

#include "capture/identity.h"
#include "capture/landlock.h"

enum { NOBODY = 65534, FILES_MAX = 64 };

/* --- system calls --- */

#if HAVE_SECCOMP
/* Memory, time, and the end; files that are open. */
static const int allowed[] = {
	/* clang-format off */
	SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(close),
	SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(readlink),
	SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(munmap), SCMP_SYS(mremap),
	SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time),
	SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
	SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(uname), SCMP_SYS(sysinfo),
	SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigreturn), SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq), SCMP_SYS(exit), SCMP_SYS(exit_group),
	/* to restrict it further */
	SCMP_SYS(seccomp),
	/* clang-format on */
};

/* How files may be opened. */
#	define OPEN_MASK (O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | __O_TMPFILE)

/* flags: which argument they are. Numbers below zero: this architecture has no such call. */
static int allow_opening(scmp_filter_ctx f, int call, unsigned flags)
{
	const struct scmp_arg_cmp reading = { flags, SCMP_CMP_MASKED_EQ, OPEN_MASK,
		                              O_RDONLY };

	return call < 0 ? 0
	                : seccomp_rule_add_array(f, SCMP_ACT_ALLOW, call, 1, &reading);
}

static int add_rules(scmp_filter_ctx f, const struct quarantine *q)
{
	int err = allow_opening(f, SCMP_SYS(openat), 2);

	if (!err)
		err = allow_opening(f, SCMP_SYS(open), 1);

	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]) && !err; i++)
		err = allowed[i] < 0
		              ? 0
		              : seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0);
	if (!err)
		err = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
		                       SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)q->out));
	/* no_new_privs, which is so already */
	return err ? err
	           : seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
	                              SCMP_A0(SCMP_CMP_EQ, PR_SET_NO_NEW_PRIVS));
}

/* What is not allowed fails: a library that tries something harmless goes on. */
static int restrict_calls(const struct quarantine *q)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int err = f ? add_rules(f, q) : -ENOMEM;

	if (!err)
		err = seccomp_load(f);
	seccomp_release(f);
	return err;
}

/* On top of the others, of which the strictest counts. */
int quarantine_close(void)
{
	static const int files[] = { SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(statx),
		                     SCMP_SYS(newfstatat), SCMP_SYS(readlink) };
	static const int code[] = { SCMP_SYS(mmap), SCMP_SYS(mprotect) };
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
	int err = f ? 0 : -ENOMEM;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]) && !err; i++)
		err = files[i] < 0
		              ? 0
		              : seccomp_rule_add(f, SCMP_ACT_ERRNO(EPERM), files[i], 0);
	for (size_t i = 0; i < sizeof(code) / sizeof(code[0]) && !err; i++)
		err = seccomp_rule_add(
			f, SCMP_ACT_ERRNO(EPERM), code[i], 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
	if (!err)
		err = seccomp_load(f);
	seccomp_release(f);
	return err;
}
#else
static int restrict_calls(const struct quarantine *q)
{
	(void)q;
	return -ENOSYS;
}

int quarantine_close(void)
{
	return -ENOSYS;
}
#endif

/* --- files --- */

static int restrict_files(const struct quarantine *q)
{
	/* Where what a library needs in turn is, and where that is written. */
	static const char *const folders[] = { "/lib", "/lib64", "/usr/lib",
		                               "/usr/lib64", "/usr/local/lib" };
	int cache = open("/etc/ld.so.cache", O_RDONLY | O_CLOEXEC), err;
	struct landlock *l = landlock_new(false, false, &err);

	for (size_t i = 0; l && !err && i < sizeof(folders) / sizeof(folders[0]); i++) {
		err = landlock_allow_reading(l, folders[i]);
		if (err == -ENOENT)
			err = 0;
	}
	for (unsigned i = 0; l && !err && i < q->count; i++)
		err = landlock_allow_file(l, q->files[i]);
	if (l && !err && cache >= 0)
		err = landlock_allow_file(l, cache);
	if (l && !err)
		err = landlock_enforce(l);
	landlock_free(l);
	if (cache >= 0)
		close(cache);
	return err;
}

static bool stays_open(const struct quarantine *q, int fd)
{
	for (unsigned i = 0; i < q->count; i++) {
		if (q->files[i] == fd)
			return true;
	}
	return fd == q->out;
}

static int close_others(const struct quarantine *q)
{
	struct rlimit most;
	int last = -1;

	for (unsigned i = 0; i < q->count; i++)
		last = q->files[i] > last ? q->files[i] : last;
	last = q->out > last ? q->out : last;
	for (int fd = 0; fd < last; fd++) {
		if (!stays_open(q, fd))
			close(fd);
	}
	if (syscall(SYS_close_range, last + 1, ~0U, 0) == 0)
		return 0;
	if (errno != ENOSYS || getrlimit(RLIMIT_NOFILE, &most) != 0)
		return -errno;
	for (int fd = last + 1; fd < (int)most.rlim_cur; fd++)
		close(fd);
	return 0;
}

/* --- the process --- */

static int limit(int what, uint64_t most)
{
	const struct rlimit r = { most, most };

	return setrlimit(what, &r) != 0 ? -errno : 0;
}

static int limit_all(const struct quarantine *q)
{
	int err = limit(RLIMIT_CPU, q->cpu_s);

	if (!err)
		err = limit(RLIMIT_AS, q->memory);
	if (!err)
		err = limit(RLIMIT_CORE, 0);
	if (!err)
		err = limit(RLIMIT_FSIZE, 0);
	return err ? err : limit(RLIMIT_NOFILE, FILES_MAX);
}

/* Who is not root has no other user to become. */
static int become_nobody(void)
{
	gid_t group = NOBODY;
	const struct identity who = { .changes = geteuid() == 0,
		                      .uid = NOBODY,
		                      .gid = NOBODY,
		                      .groups = &group,
		                      .group_count = 1 };

	return identity_become(&who);
}

static void as_at_first(void)
{
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

int quarantine_enter(const struct quarantine *q, const char **what)
{
	int err;

	as_at_first();
	setsid();
	*what = "its descriptors";
	err = close_others(q);
	if (err)
		return err;
	/* System calls are restricted, too: what this adds may be missing. */
	unshare(CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS);
	*what = "its limits";
	err = limit_all(q);
	if (err)
		return err;
	*what = "its user";
	err = become_nobody();
	if (err)
		return err;
	*what = "new privileges";
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
	    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -errno;
	*what = "its files (Landlock, Linux 5.13)";
	err = restrict_files(q);
	if (err)
		return err;
	*what = "its system calls (libseccomp)";
	return restrict_calls(q);
}
