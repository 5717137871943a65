/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	BUF = 256 << 10,
	DIRECT = 64 << 10, /* runs this long are written from where they are */
	RUN_MAX = 1 << 20,
};

struct sink {
	int fd;
	bool own_fd;
	bool regular;
	char *name;
	uint8_t *buf; /* comes before the run */
	size_t len, room;
	uint64_t buf_packets;
	const uint8_t *run; /* stable bytes that are not written yet */
	size_t run_len;
	uint64_t run_packets;
	bool started; /* something was handed to the system */
	uint64_t given, saved, bytes;
	sink_whole_fn *whole;
	const atomic_bool *lost;
	sink_room_fn *make_room;
	void *room_ctx;
	int failed;
	bool input_lost; /* it failed because the bytes to write went away */
	bool not_cut;    /* a torn record could not be removed */
	char message[SINK_MSG_MAX];
};

/* --- opening --- */

static bool is_input(const struct stat *file, const struct sink_opts *opts)
{
	if (!opts || !S_ISREG(file->st_mode))
		return false;
	for (uint32_t i = 0; i < opts->input_count; i++) {
		if (opts->inputs[i].st_dev == file->st_dev &&
		    opts->inputs[i].st_ino == file->st_ino)
			return true;
	}
	return false;
}

/* Opens without emptying, since the file may turn out to be the input. */
static int open_output(struct sink *s, const char *path, const struct sink_opts *opts)
{
	mode_t mode = opts && opts->mode ? opts->mode : 0600;
	struct stat file;

	s->own_fd = strcmp(path, "-") != 0;
	s->fd = s->own_fd ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, mode)
	                  : STDOUT_FILENO;
	if (s->fd < 0 || fstat(s->fd, &file) != 0)
		return -errno;
	if (is_input(&file, opts))
		return -EBUSY;
	s->regular = S_ISREG(file.st_mode);
	if (s->own_fd && s->regular && ftruncate(s->fd, 0) != 0)
		return -errno;
	return 0;
}

static void release(struct sink *s)
{
	if (s->own_fd && s->fd >= 0)
		close(s->fd);
	free(s->name);
	free(s->buf);
	free(s);
}

int sink_open(const char *path, const struct sink_opts *opts, struct sink **out,
              char *err)
{
	struct sink *s = calloc(1, sizeof(*s));
	int error = -ENOMEM;

	*out = NULL;
	err[0] = '\0';
	if (s) {
		s->fd = -1;
		s->room = BUF;
		s->buf = malloc(BUF);
		s->name = strdup(strcmp(path, "-") ? path : "stdout");
		if (s->buf && s->name)
			error = open_output(s, path, opts);
	}
	if (error) {
		snprintf(err, SINK_MSG_MAX, "%s: %s", path,
		         error == -EBUSY
		                 ? "is the file that is being read; write to another "
		                   "one, then rename it"
		                 : strerror(-error));
		if (s)
			release(s);
		return error;
	}
	*out = s;
	return 0;
}

void sink_set_whole(struct sink *s, sink_whole_fn *whole)
{
	s->whole = whole;
}

void sink_set_lost(struct sink *s, const atomic_bool *lost)
{
	s->lost = lost;
}

void sink_set_room(struct sink *s, sink_room_fn *make_room, void *ctx)
{
	s->make_room = make_room;
	s->room_ctx = ctx;
}

/* --- writing --- */

/* Removes the last n bytes of the file, when nobody else has written behind them. */
static void cut_tail(struct sink *s, size_t n)
{
	off_t at = lseek(s->fd, 0, SEEK_CUR);
	struct stat file;

	if (n == 0)
		return;
	if (!s->regular || at < (off_t)n || fstat(s->fd, &file) != 0 ||
	    file.st_size != at || ftruncate(s->fd, at - (off_t)n) != 0 ||
	    lseek(s->fd, at - (off_t)n, SEEK_SET) < 0)
		s->not_cut = true;
}

/* The write of records at `at` stopped after `done` bytes. */
static int stop(struct sink *s, int error, const uint8_t *at, size_t done)
{
	uint64_t packets = 0;
	size_t whole = 0;

	/* EFAULT: a mapped file was cut under the write. Zeros in its last page look
	 * like records, so nothing of these bytes is kept.
	 */
	s->input_lost = error == EFAULT;
	if (!s->input_lost && s->whole)
		whole = s->whole(at, done, !s->started, &packets);
	s->saved += packets;
	s->failed = s->input_lost ? -EIO : -error;
	cut_tail(s, done - whole);
	return s->failed;
}

static bool try_again(const struct sink *s)
{
	struct pollfd p = { s->fd, POLLOUT, 0 };

	if (errno == EINTR)
		return true;
	if (errno == ENOSPC && s->make_room)
		return s->make_room(s->room_ctx);
	if (errno != EAGAIN && errno != EWOULDBLOCK)
		return false;
	poll(&p, 1, -1); /* somebody made the descriptor non-blocking */
	return true;
}

static int write_all(struct sink *s, const uint8_t *at, size_t len, uint64_t packets)
{
	size_t done = 0;
	int error;

	while (done < len) {
		ssize_t n = write(s->fd, at + done, len - done);

		if (n >= 0)
			done += (size_t)n;
		else if (error = errno, !try_again(s))
			return stop(s, error, at, done);
	}
	s->started |= len > 0;
	s->saved += packets;
	return 0;
}

static int write_buf(struct sink *s)
{
	int error =
		s->failed ? s->failed : write_all(s, s->buf, s->len, s->buf_packets);

	s->len = 0;
	s->buf_packets = 0;
	return error;
}

static int append(struct sink *s, const uint8_t *at, size_t len, uint64_t packets)
{
	if (s->room - s->len < len && write_buf(s) != 0)
		return s->failed;
	memcpy(s->buf + s->len, at, len);
	s->len += len;
	s->buf_packets += packets;
	return 0;
}

/* Takes back what came from the run: it may be zeros that the file never had. */
static int take_back(struct sink *s)
{
	if (s->run_len < DIRECT) {
		s->len -= s->run_len;
		s->buf_packets -= s->run_packets;
		write_buf(s);
	} else {
		s->saved -= s->run_packets;
		cut_tail(s, s->run_len);
	}
	s->input_lost = true;
	s->failed = -EIO;
	return s->failed;
}

/* Moves the pending run to where it goes. */
static int settle(struct sink *s)
{
	const uint8_t *run = s->run;

	if (!run || s->failed)
		return s->failed;
	s->run = NULL;
	if (s->run_len < DIRECT)
		append(s, run, s->run_len, s->run_packets);
	else if (write_buf(s) == 0)
		write_all(s, run, s->run_len, s->run_packets);
	if (!s->failed && s->lost && *s->lost)
		return take_back(s);
	return s->failed;
}

static bool extends_run(const struct sink *s, const uint8_t *at)
{
	return s->run && s->run + s->run_len == at && s->run_len < RUN_MAX;
}

/* What does not extend the pending run; where there is one, nothing has failed yet. */
static int begin_run(struct sink *s, const uint8_t *at, size_t len, uint64_t packets,
                     bool stable)
{
	if (s->failed || settle(s) != 0)
		return s->failed;
	if (stable) {
		s->run = at;
		s->run_len = len;
		s->run_packets = packets;
		return 0;
	}
	if (len < DIRECT)
		return append(s, at, len, packets);
	if (write_buf(s) != 0)
		return s->failed;
	return write_all(s, at, len, packets);
}

int sink_write(struct sink *s, const uint8_t *at, size_t len, uint64_t packets,
               bool stable)
{
	s->given += packets;
	s->bytes += len;
	if (stable && extends_run(s, at)) {
		s->run_len += len;
		s->run_packets += packets;
		return 0;
	}
	return begin_run(s, at, len, packets, stable);
}

uint8_t *sink_reserve(struct sink *s, size_t n)
{
	if (settle(s) != 0 || (s->room - s->len < n && write_buf(s) != 0))
		return NULL;
	if (s->room < n) {
		uint8_t *p = realloc(s->buf, n);

		if (!p) {
			s->failed = -ENOMEM;
			return NULL;
		}
		s->buf = p;
		s->room = n;
	}
	return s->buf + s->len;
}

void sink_commit(struct sink *s, size_t len, uint64_t packets)
{
	s->len += len;
	s->buf_packets += packets;
	s->given += packets;
	s->bytes += len;
}

int sink_error(const struct sink *s)
{
	return s->failed;
}

int sink_flush(struct sink *s)
{
	if (settle(s) != 0)
		return s->failed;
	return write_buf(s);
}

int sink_sync(struct sink *s)
{
	int error = sink_flush(s);

	if (error || !s->regular)
		return error;
	while (fdatasync(s->fd) != 0) {
		if (errno != EINTR)
			return s->failed = -errno;
	}
	return 0;
}

uint64_t sink_saved(const struct sink *s)
{
	return s->saved;
}

uint64_t sink_given(const struct sink *s)
{
	return s->given;
}

uint64_t sink_bytes(const struct sink *s)
{
	return s->bytes;
}

static const char *reason(const struct sink *s)
{
	if (s->input_lost)
		return "the file being read became shorter";
	switch (-s->failed) {
	case ENOSPC:
		return "disk full";
	case EDQUOT:
		return "disk quota used up";
	case EFBIG:
		return "larger than a file may become here";
	case EPIPE:
		return "nobody reads it any more";
	default:
		return strerror(-s->failed);
	}
}

const char *sink_message(struct sink *s)
{
	s->message[0] = '\0';
	if (s->failed)
		snprintf(s->message, sizeof(s->message),
		         "%s: %s: %" PRIu64 " of %" PRIu64 " packets saved%s", s->name,
		         reason(s), s->saved, s->given,
		         s->not_cut ? ", and a part of the next record" : "");
	return s->message;
}

int sink_close(struct sink *s, char *err)
{
	int error;

	if (err)
		err[0] = '\0';
	if (!s)
		return 0;
	error = sink_flush(s);
	/* Some file systems report a full disk only now. */
	if (s->own_fd && close(s->fd) != 0 && errno != EINTR && !error)
		error = s->failed = -errno;
	s->own_fd = false;
	if (err)
		snprintf(err, SINK_MSG_MAX, "%s", sink_message(s));
	release(s);
	return error;
}
