/* SPDX-License-Identifier: BSD-2-Clause */
#include "config.h"

#include "capture/identity.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CAP(n) (UINT64_C(1) << (n))

/* --- capabilities, by the system calls: what a library adds is their names --- */

struct caps {
	uint64_t effective, permitted, inheritable;
};

static int caps_get(struct caps *c)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct d[_LINUX_CAPABILITY_U32S_3];

	memset(d, 0, sizeof(d));
	if (syscall(SYS_capget, &head, d) != 0)
		return -errno;
	c->effective = d[0].effective | (uint64_t)d[1].effective << 32;
	c->permitted = d[0].permitted | (uint64_t)d[1].permitted << 32;
	c->inheritable = d[0].inheritable | (uint64_t)d[1].inheritable << 32;
	return 0;
}

static int caps_set(const struct caps *c)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct d[_LINUX_CAPABILITY_U32S_3] = {
		{ (uint32_t)c->effective, (uint32_t)c->permitted,
		  (uint32_t)c->inheritable },
		{ (uint32_t)(c->effective >> 32), (uint32_t)(c->permitted >> 32),
		  (uint32_t)(c->inheritable >> 32) },
	};

	return syscall(SYS_capset, &head, d) != 0 ? -errno : 0;
}

uint64_t identity_capabilities(void)
{
	struct caps c;

	return caps_get(&c) == 0 ? c.effective : 0;
}

/* What a program started later could gain, too. Without CAP_SETPCAP it stays as it is, and
 * no_new_privs keeps programs from gaining anything.
 */
static void drop_bounding(uint64_t keep)
{
	for (int n = 0; n < 64; n++) {
		if (!(keep & CAP(n)))
			prctl(PR_CAPBSET_DROP, n, 0, 0, 0);
	}
}

static int drop_all_but(uint64_t keep)
{
	struct caps c = { keep, keep, 0 };

	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	return caps_set(&c);
}

/* --- who --- */

static bool is_number(const char *text, uint32_t *n)
{
	char *end;
	unsigned long v;

	if (!*text || strspn(text, "0123456789") != strlen(text))
		return false;
	errno = 0;
	v = strtoul(text, &end, 10);
	/* The last one means "unchanged" to the system calls. */
	if (errno || v >= UINT32_MAX)
		return false;
	*n = (uint32_t)v;
	return true;
}

static bool only_group(struct identity *who)
{
	free(who->groups);
	who->groups = malloc(sizeof(gid_t));
	if (!who->groups)
		return false;
	who->groups[0] = who->gid;
	who->group_count = 1;
	return true;
}

/* All that the user is a member of. */
static bool groups_of(struct identity *who, const char *name)
{
	int room = 32;

	for (;;) {
		gid_t *grown = realloc(who->groups, (size_t)room * sizeof(gid_t));
		int count = room;

		if (!grown)
			return false;
		who->groups = grown;
		if (getgrouplist(name, who->gid, grown, &count) >= 0) {
			who->group_count = count;
			return true;
		}
		room = count > room ? count : 2 * room;
	}
}

static int set_user(struct identity *who, const char *name, const char *group, char *msg)
{
	struct passwd *pw = getpwnam(name);
	struct group *gr;
	uint32_t n = 0;

	if (!pw && is_number(name, &n))
		pw = getpwuid(n);
	else if (!pw) {
		snprintf(msg, IDENTITY_MSG_MAX, "-Z: there is no user '%.64s'", name);
		return -1;
	}
	if (!pw && !group) {
		snprintf(msg, IDENTITY_MSG_MAX,
		         "-Z: no user has the number %.20s, so its group is not known: "
		         "write %.20s:GROUP",
		         name, name);
		return -1;
	}
	who->uid = pw ? pw->pw_uid : n;
	who->gid = pw ? pw->pw_gid : 0;
	if (!group) {
		if (groups_of(who, pw->pw_name))
			return 0;
		strcpy(msg, "out of memory");
		return -1;
	}
	gr = getgrnam(group);
	if (!gr && !is_number(group, &n)) {
		snprintf(msg, IDENTITY_MSG_MAX, "-Z: there is no group '%.64s'", group);
		return -1;
	}
	who->gid = gr ? gr->gr_gid : n;
	if (only_group(who))
		return 0;
	strcpy(msg, "out of memory");
	return -1;
}

/* USER[:GROUP] */
static int set_wanted(struct identity *who, const char *wanted, char *msg)
{
	char *name = strdup(wanted);
	char *group = name ? strchr(name, ':') : NULL;
	int err;

	if (!name) {
		strcpy(msg, "out of memory");
		return -1;
	}
	if (group)
		*group++ = '\0';
	err = set_user(who, name, group, msg);
	free(name);
	return err;
}

/* Who called sudo. returns false when nobody did. */
static bool set_sudo(struct identity *who)
{
	const char *uid = getenv("SUDO_UID"), *gid = getenv("SUDO_GID");
	const struct passwd *pw;

	if (!uid || !gid || !is_number(uid, &who->uid) || !is_number(gid, &who->gid) ||
	    who->uid == 0)
		return false;
	pw = getpwuid(who->uid);
	who->changes = pw ? groups_of(who, pw->pw_name) : only_group(who);
	return who->changes;
}

/* --- who can write --- */

bool identity_folder(const char *path, bool pattern, char **dir)
{
	size_t len = strlen(path);
	const char *varies = pattern ? strchr(path, '%') : NULL;

	if (varies)
		len = (size_t)(varies - path);
	while (len && path[len - 1] != '/')
		len--;
	*dir = len ? strndup(path, len) : strdup(".");
	return *dir != NULL;
}

/* Asked of the kernel, with the rights this process has just now. */
static bool may_write(const struct identity_output *out)
{
	bool there = faccessat(AT_FDCWD, out->path, F_OK, AT_EACCESS) == 0;
	bool may;
	char *dir;

	if (there && !out->more)
		return faccessat(AT_FDCWD, out->path, W_OK, AT_EACCESS) == 0;
	if (!identity_folder(out->path, out->more, &dir))
		return false;
	may = faccessat(AT_FDCWD, dir, W_OK | X_OK, AT_EACCESS) == 0;
	free(dir);
	return may;
}

static bool may_write_all(const struct identity_output *outputs, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!may_write(&outputs[i]))
			return false;
	}
	return true;
}

/* As root with the effective capabilities put aside. */
static bool root_may(const struct identity_output *outputs, uint32_t count)
{
	struct caps had, none;
	bool may;

	if (caps_get(&had) != 0)
		return false;
	none = had;
	none.effective = 0;
	if (caps_set(&none) != 0)
		return false;
	may = may_write_all(outputs, count);
	caps_set(&had);
	return may;
}

/* Root with capabilities in effect, who can put on another user's identity and take it off
 * again as the saved one is still root's.
 */
static bool user_may(const struct identity *who, const struct identity_output *outputs,
                     uint32_t count)
{
	int had_count = getgroups(0, NULL);
	gid_t gid = getgid(), egid = getegid();
	gid_t *had = malloc(((size_t)(had_count > 0 ? had_count : 0) + 1) * sizeof(*had));
	bool may = false;

	if (!had || had_count < 0 || getgroups(had_count, had) != had_count) {
		free(had);
		return false;
	}
	if (setgroups((size_t)who->group_count, who->groups) == 0) {
		if (setresgid(who->gid, who->gid, egid) == 0 &&
		    setresuid(who->uid, who->uid, 0) == 0) {
			may = may_write_all(outputs, count);
			may &= setresuid(0, 0, 0) == 0;
		}
		may &= setresgid(gid, egid, egid) == 0;
		may &= setgroups((size_t)had_count, had) == 0;
	}
	free(had);
	return may;
}

static bool may_change_user(void)
{
	const uint64_t needed = CAP(CAP_SETUID) | CAP(CAP_SETGID);

	return (identity_capabilities() & needed) == needed;
}

static void say_cannot(const struct identity *who, const char *wanted,
                       const struct identity_output *outputs, uint32_t count, char *msg)
{
	uint32_t i = 0;

	if (!may_change_user()) {
		snprintf(msg, IDENTITY_MSG_MAX,
		         "-Z %.64s: becoming another user takes CAP_SETUID and CAP_SETGID, "
		         "which root does not have here",
		         wanted);
		return;
	}
	while (i + 1 < count && user_may(who, &outputs[i], 1))
		i++;
	snprintf(msg, IDENTITY_MSG_MAX,
	         "-Z %.64s: that user cannot write %.300s; give the folder to it, or "
	         "choose another one",
	         wanted, outputs[i].path);
}

int identity_choose(struct identity *who, const char *wanted,
                    const struct identity_output *outputs, uint32_t count, char *msg)
{
	memset(who, 0, sizeof(*who));
	msg[0] = '\0';
	if (wanted && set_wanted(who, wanted, msg) != 0)
		return -1;
	if (geteuid() != 0) {
		if (!wanted || who->uid == geteuid())
			return 0;
		snprintf(msg, IDENTITY_MSG_MAX, "-Z: only root can become another user");
		return -1;
	}
	who->changes = wanted && who->uid != 0;
	if (who->changes) {
		if (may_change_user() && user_may(who, outputs, count))
			return 0;
		say_cannot(who, wanted, outputs, count, msg);
		return -1;
	}
	if (!wanted && set_sudo(who) && user_may(who, outputs, count))
		return 0;
	who->changes = false;
	who->overrides = !root_may(outputs, count);
	return 0;
}

void identity_free(struct identity *who)
{
	free(who->groups);
	who->groups = NULL;
}

/* --- becoming it --- */

static int change_user(const struct identity *who)
{
	if (!who->changes)
		return 0;
	if (setgroups((size_t)who->group_count, who->groups) != 0 ||
	    setresgid(who->gid, who->gid, who->gid) != 0 ||
	    setresuid(who->uid, who->uid, who->uid) != 0)
		return -errno;
#if CHECKING_BUILD
	/* A change of user keeps others from looking at the process; the leak check of
	 * sanitizers is such another.
	 */
	prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
#endif
	return 0;
}

int identity_become(const struct identity *who)
{
	uint64_t keep = who->overrides ? CAP(CAP_DAC_OVERRIDE) : 0;
	struct caps had;
	int err = caps_get(&had);

	if (err)
		return err;
	keep &= had.permitted;
	drop_bounding(keep); /* while there is CAP_SETPCAP, which goes with the user */
	err = change_user(who);
	return err ? err : drop_all_but(keep);
}

int identity_become_runner(const struct identity *who)
{
	int err = change_user(who);

	return err || geteuid() == 0 ? err : drop_all_but(0);
}
