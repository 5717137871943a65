/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/capture/files.h"
#include "tests/test.h"

/* The records of these tests: a length byte, which counts itself, and that many bytes
 * less one. 0 never comes.
 */
static size_t whole(const uint8_t *at, size_t len, bool first, uint64_t *packets)
{
	size_t n = 0;

	(void)first;
	*packets = 0;
	while (n < len && at[n] <= len - n) {
		n += at[n];
		++*packets;
	}
	return n;
}

static struct sink *open_sink(const char *path)
{
	char err[SINK_MSG_MAX];
	struct sink *s;

	CHECK_MSG(sink_open(path, NULL, &s, err) == 0, "%s", err);
	sink_set_whole(s, whole);
	return s;
}

/* Fills at with n records of `size` bytes. */
static void records(uint8_t *at, size_t n, uint8_t size)
{
	memset(at, 'x', n * size);
	for (size_t i = 0; i < n; i++)
		at[i * size] = size;
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

TEST(bytes_arrive_in_order_however_they_are_given)
{
	enum { LEN = 8 << 20 };
	uint64_t random = 88172645463325252;
	uint8_t *stable = malloc(LEN), *got;
	struct bin want = { 0 };
	size_t at = 0, n;
	uint64_t packets = 0;
	struct file f = file_of("old contents", 12);
	struct sink *s = open_sink(f.path);

	for (size_t i = 0; i < LEN; i++)
		stable[i] = (uint8_t)next_random(&random);
	while (at < LEN) {
		size_t len = next_random(&random) %
		             (next_random(&random) % 16 ? 400 : 300000);
		uint8_t *room, *copy;

		if (len > LEN - at)
			len = LEN - at;
		switch (next_random(&random) % 32) {
		case 0: /* a gap: the next run does not join */
			at += len;
			continue;
		case 1:
			copy = malloc(len + 1);
			memcpy(copy, stable + at, len);
			CHECK_EQ(sink_write(s, copy, len, 1, false), 0);
			free(copy);
			break;
		case 2:
			room = sink_reserve(s, len + 7);
			CHECK(room != NULL);
			memcpy(room, stable + at, len);
			sink_commit(s, len, 1);
			break;
		case 3:
			CHECK_EQ(sink_flush(s), 0);
			continue;
		default:
			CHECK_EQ(sink_write(s, stable + at, len, 1, true), 0);
		}
		bin_bytes(&want, stable + at, len);
		at += len;
		packets++;
	}
	CHECK_EQ(sink_given(s), packets);
	CHECK_EQ(sink_bytes(s), want.len);
	CHECK_EQ(sink_flush(s), 0);
	CHECK_EQ(sink_saved(s), packets);
	CHECK_EQ(sink_close(s, NULL), 0);
	got = file_bytes(&f, &n);
	CHECK_EQ(n, want.len);
	CHECK(memcmp(got, want.at, n) == 0);
	free(got);
	free(stable);
	bin_free(&want);
	file_close(&f);
}

TEST(a_full_device_is_said_with_counts)
{
	char err[SINK_MSG_MAX];
	uint8_t r[300];
	struct sink *s = open_sink("/dev/full");

	records(r, 3, 100);
	CHECK_EQ(sink_write(s, r, 300, 3, false), 0);
	CHECK_EQ(sink_flush(s), -ENOSPC);
	CHECK_EQ(sink_write(s, r, 100, 1, false), -ENOSPC);
	CHECK_EQ(sink_saved(s), 0);
	CHECK_EQ(sink_close(s, err), -ENOSPC);
	CHECK_STR(err, "/dev/full: disk full: 0 of 4 packets saved");
}

/* Runs fn in a child; returns its exit status. */
static int in_child(int (*fn)(void))
{
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0)
		_exit(fn());
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Fills what `s` writes to; returns 0 when its file then has as many whole records as
 * the sink says, and nothing behind them.
 */
static int fill(struct sink *s, const char *path, bool stable, const char *reason)
{
	enum { RECORDS = 40000, SIZE = 101 };
	static uint8_t all[RECORDS * SIZE];
	char err[SINK_MSG_MAX], want[SINK_MSG_MAX];
	struct stat file;
	uint64_t saved, given;

	records(all, RECORDS, SIZE);
	for (size_t i = 0; i < RECORDS && !sink_error(s); i++)
		sink_write(s, all + i * SIZE, SIZE, 1, stable);
	sink_flush(s);
	saved = sink_saved(s);
	given = sink_given(s);
	snprintf(want, sizeof(want), "%s: %s: %ju of %ju packets saved", path, reason,
	         (uintmax_t)saved, (uintmax_t)given);
	if (sink_close(s, err) == 0 || strcmp(err, want) != 0) {
		test_note("said: %s", err);
		return 1;
	}
	if (stat(path, &file) != 0 || saved == 0 || saved >= given ||
	    (uint64_t)file.st_size != saved * SIZE) {
		test_note("%jd bytes, %ju saved", (intmax_t)file.st_size,
		          (uintmax_t)saved);
		return 1;
	}
	return 0;
}

static int against_limit(bool stable)
{
	const struct rlimit limit = { 1000000, RLIM_INFINITY };
	struct file f = file_of("", 0);

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	return fill(open_sink(f.path), f.path, stable,
	            "larger than a file may become here");
}

static int copied_against_limit(void)
{
	return against_limit(false);
}

static int in_place_against_limit(void)
{
	return against_limit(true);
}

TEST(a_write_that_stops_inside_a_record_leaves_whole_records)
{
	CHECK_EQ(in_child(copied_against_limit), 0);
	CHECK_EQ(in_child(in_place_against_limit), 0);
}

enum { NO_MOUNT = 2 };

static int on_small_disk(void)
{
	char dir[] = "/tmp/sink_test.XXXXXX", path[64];
	int status;

	if (!mkdtemp(dir))
		return 1;
	snprintf(path, sizeof(path), "%s/out", dir);
	if (unshare(CLONE_NEWNS) != 0 ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("tmpfs", dir, "tmpfs", 0, "size=1m") != 0) {
		rmdir(dir);
		return NO_MOUNT;
	}
	status = fill(open_sink(path), path, false, "disk full");
	unlink(path);
	status |= fill(open_sink(path), path, true, "disk full");
	umount(dir);
	rmdir(dir);
	return status;
}

TEST(a_full_disk_leaves_whole_records)
{
	int status = in_child(on_small_disk);

	if (status == NO_MOUNT)
		SKIP("no permission to mount a tmpfs");
	CHECK_EQ(status, 0);
}

static int behind_other_text(void)
{
	const struct rlimit limit = { 1000, RLIM_INFINITY };
	struct file f = file_of("earlier\n", 8);
	static uint8_t r[2000];
	struct sink *s;
	struct stat file;

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	lseek(f.fd, 0, SEEK_END);
	dup2(f.fd, STDOUT_FILENO);
	s = open_sink("-");
	records(r, 20, 100);
	sink_write(s, r, sizeof(r), 20, false);
	return sink_close(s, NULL) != -EFBIG || fstat(f.fd, &file) != 0 ||
	       file.st_size != 908;
}

TEST(standard_output_keeps_what_it_had)
{
	CHECK_EQ(in_child(behind_other_text), 0);
}

TEST(a_closed_pipe_is_an_error_of_its_own)
{
	char path[32], err[SINK_MSG_MAX];
	uint8_t r[100];
	struct sink *s;
	int fds[2];
	void (*old)(int) = signal(SIGPIPE, SIG_IGN);

	CHECK_EQ(pipe(fds), 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fds[1]);
	s = open_sink(path);
	records(r, 1, 100);
	CHECK_EQ(sink_write(s, r, 100, 1, false), 0);
	CHECK_EQ(sink_flush(s), 0);
	close(fds[0]);
	CHECK_EQ(sink_write(s, r, 100, 1, false), 0);
	CHECK_EQ(sink_flush(s), -EPIPE);
	CHECK_EQ(sink_close(s, err), -EPIPE);
	CHECK(strstr(err, "nobody reads it any more: 1 of 2 packets saved") != NULL);
	close(fds[1]);
	signal(SIGPIPE, old);
}

struct slow_reader {
	int fd;
	size_t bytes;
	unsigned long sum;
};

static void *read_slowly(void *arg)
{
	struct slow_reader *r = arg;
	uint8_t part[3001];
	ssize_t n;

	while ((n = read(r->fd, part, sizeof(part))) > 0) {
		for (ssize_t i = 0; i < n; i++)
			r->sum = r->sum * 31 + part[i];
		r->bytes += (size_t)n;
		usleep(200);
	}
	return NULL;
}

static void nothing(int sig)
{
	(void)sig;
}

/* Signals and short writes on a full pipe must not tear the stream. */
static void through_a_slow_pipe(int flags)
{
	struct sigaction sa = { .sa_handler = nothing }, old;
	struct itimerval often = { { 0, 3000 }, { 0, 3000 } }, never = { 0 };
	struct slow_reader reader = { 0 };
	static uint8_t r[10000 * 100];
	unsigned long sum = 0;
	sigset_t alarm_only;
	pthread_t thread;
	struct sink *s;
	int fds[2], stdout_was = dup(STDOUT_FILENO);

	CHECK_EQ(pipe2(fds, flags), 0);
	fcntl(fds[0], F_SETFL, 0); /* only the writing end does not block */
	reader.fd = fds[0];
	records(r, 10000, 100);
	for (size_t i = 0; i < sizeof(r); i++) {
		r[i] = i % 100 ? (uint8_t)(i * 7 >> 3) : 100;
		sum = sum * 31 + r[i];
	}
	sigemptyset(&alarm_only);
	sigaddset(&alarm_only, SIGALRM);
	pthread_sigmask(SIG_BLOCK, &alarm_only, NULL);
	CHECK_EQ(pthread_create(&thread, NULL, read_slowly, &reader), 0);
	pthread_sigmask(SIG_UNBLOCK, &alarm_only, NULL);
	sigaction(SIGALRM, &sa, &old);

	fflush(stdout);
	dup2(fds[1], STDOUT_FILENO);
	close(fds[1]);
	s = open_sink("-");
	setitimer(ITIMER_REAL, &often, NULL);
	for (size_t i = 0; i < sizeof(r); i += 100)
		sink_write(s, r + i, 100, 1, i < sizeof(r) / 2);
	CHECK_EQ(sink_close(s, NULL), 0);
	setitimer(ITIMER_REAL, &never, NULL);
	dup2(stdout_was, STDOUT_FILENO);
	close(stdout_was);

	pthread_join(thread, NULL);
	sigaction(SIGALRM, &old, NULL);
	CHECK_EQ(reader.bytes, sizeof(r));
	CHECK(reader.sum == sum);
	close(fds[0]);
}

TEST(signals_and_short_writes_do_not_tear_the_stream)
{
	through_a_slow_pipe(0);
	through_a_slow_pipe(O_NONBLOCK);
}

TEST(the_input_is_never_overwritten)
{
	struct file f = file_of("precious", 8);
	struct sink_opts opts = { 0 };
	struct stat input;
	char err[SINK_MSG_MAX], want[SINK_MSG_MAX];
	struct sink *s;
	uint8_t *bytes;
	size_t n;

	CHECK_EQ(fstat(f.fd, &input), 0);
	opts.inputs = &input;
	opts.input_count = 1;
	CHECK_EQ(sink_open(f.path, &opts, &s, err), -EBUSY);
	snprintf(want, sizeof(want),
	         "%s: is the file that is being read; write to another "
	         "one, then rename it",
	         f.path);
	CHECK_STR(err, want);
	bytes = file_bytes(&f, &n);
	CHECK_EQ(n, 8);
	CHECK_MEM(bytes, "precious", 8);
	free(bytes);
	file_close(&f);
}

TEST(a_new_file_is_for_its_owner_alone)
{
	char path[] = "/tmp/sink_test.XXXXXX";
	struct sink_opts opts = { .mode = 0644 };
	char err[SINK_MSG_MAX];
	struct stat file;
	struct sink *s;
	mode_t mask = umask(022);
	int fd = mkstemp(path);

	CHECK(fd >= 0);
	close(fd);
	unlink(path);
	CHECK_EQ(sink_open(path, NULL, &s, err), 0);
	CHECK_EQ(sink_close(s, err), 0);
	CHECK_EQ(stat(path, &file), 0);
	CHECK_EQ(file.st_mode & 0777, 0600);
	unlink(path);
	CHECK_EQ(sink_open(path, &opts, &s, err), 0);
	CHECK_EQ(sink_close(s, err), 0);
	CHECK_EQ(stat(path, &file), 0);
	CHECK_EQ(file.st_mode & 0777, 0644);
	unlink(path);
	umask(mask);
	CHECK_EQ(sink_open("/nonexistent/out", NULL, &s, err), -ENOENT);
	CHECK_STR(err, "/nonexistent/out: No such file or directory");
}

TEST_MAIN(CASE(bytes_arrive_in_order_however_they_are_given),
          CASE(a_full_device_is_said_with_counts),
          CASE(a_write_that_stops_inside_a_record_leaves_whole_records),
          CASE(a_full_disk_leaves_whole_records),
          CASE(standard_output_keeps_what_it_had),
          CASE(a_closed_pipe_is_an_error_of_its_own),
          CASE(signals_and_short_writes_do_not_tear_the_stream),
          CASE(the_input_is_never_overwritten), CASE(a_new_file_is_for_its_owner_alone))
