/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/doctor_wireshark.c - Wireshark's folders for programs like pfc, and links in them. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/doctor.h"
#include "cli/say.h"

/* Below HOME, or below what the variable says. Each version looks at one of them. */
static const struct {
	const char *variable, *instead, *below, *versions;
} folders[] = {
	{ "XDG_CONFIG_HOME", ".config", "wireshark/extcap", "before 4.2" },
	{ NULL, ".local/lib", "wireshark/extcap", "from 4.2" },
};

enum { FOLDERS = sizeof(folders) / sizeof(folders[0]) };

static bool folder_at(int i, char *path, size_t size)
{
	const char *home = getenv("HOME");
	const char *base = folders[i].variable ? getenv(folders[i].variable) : NULL;
	int n;

	/* A relative one has to be taken as not set. */
	if (base && *base == '/')
		n = snprintf(path, size, "%s/%s", base, folders[i].below);
	else if (home && *home == '/')
		n = snprintf(path, size, "%s/%s/%s", home, folders[i].instead,
		             folders[i].below);
	else
		return false;
	return n > 0 && (size_t)n < size;
}

/* With those in front. */
static int make_folder(char *path)
{
	for (char *p = path + 1;; p++) {
		char c = *p;

		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		if (mkdir(path, 0755) != 0 && errno != EEXIST)
			return -errno;
		*p = c;
		if (!c)
			return 0;
	}
}

/* A link to a program that is called pfc, whichever it is. */
static bool is_link_of_pfc(const char *path, char *to, size_t size)
{
	ssize_t len = readlink(path, to, size - 1);
	const char *name;

	if (len <= 0)
		return false;
	to[len] = '\0';
	name = strrchr(to, '/');
	return !strcmp(name ? name + 1 : to, "pfc");
}

static int link_at(const char *path, const char *own)
{
	char to[PATH_MAX];
	struct stat st;

	if (lstat(path, &st) == 0) {
		if (!is_link_of_pfc(path, to, sizeof(to)))
			return say("%s is not a link of pfc: left as it is", path);
		if (!strcmp(to, own))
			return EXIT_DONE;
		if (unlink(path) != 0)
			return say("%s: %s", path, strerror(errno));
	}
	if (symlink(own, path) != 0)
		return say("%s: %s", path, strerror(errno));
	return EXIT_DONE;
}

static int unlink_at(const char *path, struct str *out)
{
	char to[PATH_MAX];

	if (!is_link_of_pfc(path, to, sizeof(to)))
		return EXIT_DONE;
	if (unlink(path) != 0)
		return say("%s: %s", path, strerror(errno));
	str_printf(out, "removed %s\n", path);
	return EXIT_DONE;
}

int doctor_link_wireshark(bool make)
{
	char path[PATH_MAX], own[PATH_MAX];
	struct str out = { 0 };
	int status = EXIT_DONE;

	if (!doctor_own_path(own, sizeof(own)))
		return say("the path of this program is not known");
	for (int i = 0; i < FOLDERS; i++) {
		int err, one;

		if (!folder_at(i, path, sizeof(path) - sizeof("/pfc")))
			return say("HOME is not set, and Wireshark's folder is in it");
		err = make ? make_folder(path) : 0;
		if (err) {
			status = say("%s: %s", path, strerror(-err));
			continue;
		}
		strcat(path, "/pfc");
		one = make ? link_at(path, own) : unlink_at(path, &out);
		if (one == EXIT_DONE && make)
			str_printf(&out, "%s -> %s (Wireshark %s)\n", path, own,
			           folders[i].versions);
		status = one != EXIT_DONE ? one : status;
	}
	if (!make && !out.len)
		str_printf(&out, "there was no link\n");
	if (make && status == EXIT_DONE)
		str_printf(&out, "Wireshark lists pfc's interfaces when it starts again; "
		                 "'pfc doctor --no-wireshark' removes the links\n");
	return put_stdout_str(&out) == EXIT_DONE ? status : EXIT_FAILED;
}

static void look_links(struct check_result *r)
{
	char path[PATH_MAX], to[PATH_MAX], own[PATH_MAX] = "";
	int good = 0, other = 0;

	doctor_own_path(own, sizeof(own));
	for (int i = 0; i < FOLDERS; i++) {
		if (!folder_at(i, path, sizeof(path) - sizeof("/pfc")))
			continue;
		strcat(path, "/pfc");
		if (!is_link_of_pfc(path, to, sizeof(to)))
			continue;
		if (!strcmp(to, own))
			good++;
		else
			other++;
	}
	if (good == FOLDERS)
		check_set(r, CHECK_GOOD, "pfc is in the folders of both kinds of versions");
	else if (good || other)
		check_set(r, CHECK_NOTE, "pfc is in %d of %d folders, %d of them with "
		                         "another pfc", good + other, FOLDERS, other);
	else
		check_set(r, CHECK_NOTE, "pfc is not in its folder");
	if (good != FOLDERS)
		check_remedy(r, "pfc doctor --wireshark");
}

const struct check wireshark_checks[] = {
	{ "extcap", "interfaces in Wireshark", false, look_links },
	{ 0 }
};
