/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	READ_ROOM = 512 << 10, /* fits a second level cache; 64 KiB cost 15% more */
	PIPE_ROOM = 1 << 20,
};

static void try_map(struct input *in, off_t from)
{
	size_t len = (size_t)in->file.st_size;
	void *p;

	if ((off_t)len != in->file.st_size || from >= in->file.st_size)
		return;
	p = mmap(NULL, len, PROT_READ, MAP_PRIVATE, in->fd, 0);
	if (p == MAP_FAILED)
		return;
	if (!mapguard_add(&in->guard, p, len)) {
		munmap(p, len);
		return;
	}
	in->map = p;
	in->map_len = len;
	in->mapped = true;
	in->at = (const uint8_t *)p + from;
	in->end = (const uint8_t *)p + len;
}

int input_open(struct input *in, const char *path, bool no_map)
{
	off_t from = 0;

	memset(in, 0, sizeof(*in));
	in->own_fd = strcmp(path, "-") != 0;
	in->fd = in->own_fd ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	if (in->fd < 0)
		return -errno;
	if (fstat(in->fd, &in->file) != 0) {
		int error = errno;

		input_close(in);
		return -error;
	}
	if (S_ISDIR(in->file.st_mode)) {
		input_close(in);
		return -EISDIR;
	}
	if (!in->own_fd)
		from = lseek(in->fd, 0, SEEK_CUR);
	if (S_ISFIFO(in->file.st_mode))
		fcntl(in->fd, F_SETPIPE_SZ, PIPE_ROOM); /* faster; fine when refused */
	if (S_ISREG(in->file.st_mode) && from >= 0 && !no_map && mapguard_installed())
		try_map(in, from);
	return 0;
}

void input_close(struct input *in)
{
	if (in->map) {
		mapguard_remove(&in->guard);
		munmap(in->map, in->map_len);
	}
	free(in->buf);
	if (in->own_fd && in->fd >= 0)
		close(in->fd);
	in->map = NULL;
	in->buf = NULL;
	in->fd = -1;
}

/* Moves what is left to the start of the buffer; doubles a full one. */
static int make_room(struct input *in)
{
	const uint8_t *from = in->keep && in->buf ? in->buf : in->at;
	size_t len = (size_t)(in->end - from), used = (size_t)(in->at - from);
	size_t room = in->room ? in->room : READ_ROOM;
	uint8_t *p = in->buf;

	while (room <= len)
		room *= 2;
	if (room != in->room) {
		p = malloc(room);
		if (!p)
			return -ENOMEM;
	}
	if (len && from != p)
		memmove(p, from, len);
	if (p != in->buf)
		free(in->buf);
	in->buf = p;
	in->room = room;
	in->at = p + used;
	in->end = p + len;
	return 0;
}

/* The file may have grown since it was mapped: from here on it is read. The mapping
 * stays, packets handed out point into it.
 */
static int leave_mapping(struct input *in)
{
	struct stat now;
	int error;

	if (fstat(in->fd, &now) != 0 || now.st_size <= in->file.st_size)
		return 0;
	if (lseek(in->fd, in->file.st_size, SEEK_SET) < 0)
		return -errno;
	error = make_room(in);
	if (error)
		return error;
	in->mapped = false;
	return 1;
}

int input_fill(struct input *in)
{
	ssize_t n;
	int error;

	if (in->mapped) {
		error = leave_mapping(in);
		if (error <= 0)
			return error;
	}
	error = make_room(in);
	if (error)
		return error;
	n = read(in->fd, in->buf + (in->end - in->buf),
	         in->room - (size_t)(in->end - in->buf));
	if (n < 0)
		return -errno;
	in->end += n;
	return n > 0;
}

const uint8_t *input_lost(const struct input *in)
{
	return in->guard.lost ? (const uint8_t *)in->guard.lost_from : NULL;
}
