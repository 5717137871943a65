/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
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

static void unmap(struct input *in)
{
	if (in->map) {
		mapguard_remove(&in->guard);
		munmap(in->map, in->map_len);
	}
	in->map = NULL;
	in->mapped = false;
}

void input_close(struct input *in)
{
	unmap(in);
	unpack_close(in->unpack);
	free(in->raw);
	free(in->buf);
	if (in->own_fd && in->fd >= 0)
		close(in->fd);
	in->unpack = NULL;
	in->raw = NULL;
	in->buf = NULL;
	in->fd = -1;
}

/* Moves what is left to the start of the buffer; doubles a full one. */
static int make_room(struct input *in)
{
	size_t len = (size_t)(in->end - in->at);
	size_t room = in->room ? in->room : READ_ROOM;
	uint8_t *p = in->buf;

	while (room <= len)
		room *= 2;
	if (room != in->room) {
		p = malloc(room);
		if (!p)
			return -ENOMEM;
	}
	if (len && in->at != p)
		memmove(p, in->at, len);
	if (p != in->buf)
		free(in->buf);
	in->buf = p;
	in->room = room;
	in->at = p;
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

/* More of the compressed bytes, when all were used. returns 1; 0 at their end; -errno. */
static int fill_raw(struct input *in)
{
	ssize_t n;

	if (in->raw_at < in->raw_end)
		return 1;
	n = read(in->fd, in->raw, in->raw_room);
	if (n < 0)
		return -errno;
	in->raw_at = 0;
	in->raw_end = (size_t)n;
	return n > 0;
}

static int fill_unpacked(struct input *in)
{
	size_t room = in->room - (size_t)(in->end - in->buf), used, made = 0;
	bool more = true;

	while (!made) {
		int got = more ? fill_raw(in) : 0;

		if (got < 0)
			return got;
		more = got > 0;
		if (!more && unpack_at_end(in->unpack))
			return 0;
		used = in->raw_end - in->raw_at;
		made = room;
		got = unpack_step(in->unpack, in->raw + in->raw_at, &used,
		                  in->buf + (in->end - in->buf), &made);
		in->raw_at += used;
		if (got < 0) {
			snprintf(in->why, sizeof(in->why),
			         "the compressed data is damaged: %s",
			         unpack_why(in->unpack));
			return got;
		}
		if (!more && !made) {
			snprintf(in->why, sizeof(in->why), "the compressed data ends early");
			return -EBADMSG;
		}
	}
	in->end += made;
	return 1;
}

int input_unpack(struct input *in)
{
	enum unpack_kind kind = unpack_kind(in->at);
	uint8_t *raw;
	int error;

	if (kind == UNPACK_NONE)
		return 0;
	error = unpack_open(kind, &in->unpack);
	if (error == -ENOTSUP)
		snprintf(in->why, sizeof(in->why),
		         "is compressed, and this pfc was built without the library for it; "
		         "read it through a pipe: %s -dc FILE | ... -r -",
		         unpack_name(kind));
	if (error)
		return error;
	raw = in->mapped ? malloc(READ_ROOM) : in->buf;
	if (!raw)
		return -ENOMEM;
	in->raw_room = in->mapped ? READ_ROOM : in->room;
	if (in->mapped && lseek(in->fd, in->at - (const uint8_t *)in->map, SEEK_SET) < 0) {
		free(raw);
		return -errno;
	}
	if (!in->mapped) {
		in->raw_at = (size_t)(in->at - in->buf);
		in->raw_end = (size_t)(in->end - in->buf);
	}
	unmap(in);
	in->raw = raw;
	in->buf = NULL;
	in->room = 0;
	in->at = in->end = NULL;
	return 1;
}

const char *input_why(const struct input *in, int error)
{
	return *in->why ? in->why : strerror(-error);
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
	if (in->unpack)
		return fill_unpacked(in);
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
