/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/link.h"

#include <bpf/libbpf.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ebpf/attach.h"

/* libbpf's linker takes names of files. One of memory has no place in any folder. */
struct file {
	int fd;
	char path[32];
};

static int make_file(struct file *f, const void *at, size_t len)
{
	const uint8_t *from = at;

	f->fd = memfd_create("pfc", MFD_CLOEXEC);
	if (f->fd < 0)
		return -errno;
	snprintf(f->path, sizeof(f->path), "/proc/self/fd/%d", f->fd);
	for (size_t done = 0; done < len;) {
		ssize_t n = write(f->fd, from + done, len - done);

		if (n < 0)
			return -errno;
		done += (size_t)n;
	}
	return 0;
}

static int read_file(const struct file *f, struct linked *out)
{
	struct stat st;

	if (fstat(f->fd, &st) < 0)
		return -errno;
	out->len = (size_t)st.st_size;
	out->at = malloc(out->len);
	if (!out->at)
		return -ENOMEM;
	if (pread(f->fd, out->at, out->len, 0) != (ssize_t)out->len)
		return -EIO;
	return 0;
}

static int run_linker(const struct file *files)
{
	struct bpf_linker *linker = bpf_linker__new(files[2].path, NULL);
	int err = linker ? 0 : -errno;

	if (!err)
		err = bpf_linker__add_file(linker, files[0].path, NULL) ? -errno : 0;
	if (!err)
		err = bpf_linker__add_file(linker, files[1].path, NULL) ? -errno : 0;
	if (!err)
		err = bpf_linker__finalize(linker) ? -errno : 0;
	bpf_linker__free(linker);
	return err;
}

int link_objects(const void *first, size_t first_len, const void *second,
                 size_t second_len, struct linked *out, char *msg)
{
	struct file files[3] = { { .fd = -1 }, { .fd = -1 }, { .fd = -1 } };
	int err;

	memset(out, 0, sizeof(*out));
	if (!second) {
		out->len = first_len;
		out->at = malloc(first_len);
		if (out->at)
			memcpy(out->at, first, first_len);
		return out->at ? 0 : -ENOMEM;
	}
	err = make_file(&files[0], first, first_len);
	if (!err)
		err = make_file(&files[1], second, second_len);
	if (!err)
		err = make_file(&files[2], NULL, 0);
	if (!err)
		err = run_linker(files);
	if (!err)
		err = read_file(&files[2], out);
	for (int i = 0; i < 3; i++) {
		if (files[i].fd >= 0)
			close(files[i].fd);
	}
	if (err) {
		link_free(out);
		snprintf(msg, EBPF_MSG_MAX,
		         "cannot link the filter to the kernel program: %s",
		         strerror(-err));
	}
	return err;
}

void link_free(struct linked *l)
{
	free(l->at);
	memset(l, 0, sizeof(*l));
}
