/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/identity.h - the user a capture goes on as, once all is open that takes rights.
 *
 * A capture that root starts writes its files as the first of these who can create them:
 * the user who called sudo, root without any capability, root with CAP_DAC_OVERRIDE alone.
 * It is chosen once and serves for all files, so that the second one cannot fail where
 * the first did not.
 */
#ifndef PFC_CAPTURE_IDENTITY_H
#define PFC_CAPTURE_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { IDENTITY_MSG_MAX = 512 };

/* A file that is going to be written. */
struct identity_output {
	const char *path;
	bool more; /* others are made beside it, and it may be renamed or removed */
};

struct identity {
	bool changes; /* to the user below */
	uid_t uid;
	gid_t gid;
	gid_t *groups;
	int group_count;
	bool overrides; /* keeps CAP_DAC_OVERRIDE */
};

/* Sets *dir to the folder that `path` and others made after its pattern are in; to be
 * freed. returns whether there was memory.
 */
bool identity_folder(const char *path, bool pattern, char **dir);

/* Chooses.
 *
 * wanted  USER[:GROUP], names or numbers; NULL: the first that can write.
 * returns 0, or -1 after setting msg. Free in both cases.
 */
int identity_choose(struct identity *who, const char *wanted,
                    const struct identity_output *outputs, uint32_t count, char *msg);
void identity_free(struct identity *who);

/* Becomes that user for good, without capabilities but the one that `who` keeps: none that
 * a program could gain back either. returns 0 or -errno.
 */
int identity_become(const struct identity *who);

/* The same for a process that runs commands: root stays what it is. */
int identity_become_runner(const struct identity *who);

/* The capabilities of this process, by number; 0 where they cannot be read. */
uint64_t identity_capabilities(void);

#endif
