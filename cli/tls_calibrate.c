/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/tls_calibrate.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "capture/quarantine.h"
#include "capture/sandbox.h"
#include "ebpf/tls/handshakes.h"

enum {
	CPU_S = 3, /* it takes a tenth */
	WAIT_MS = 10000,
	HEADERS_MAX = 64,
	LIBRARIES = 2, /* that of its cryptography, and itself */
};

#define MEMORY (UINT64_C(512) << 20)

/* What the process tells, all of it or nothing. */
struct told {
	int err; /* 0: the places are there */
	char why[HANDSHAKES_WHY_MAX];
	struct tls_places places;
};

/* --- whether it can be --- */

static const char *refusal(enum tls_kind kind)
{
	switch (kind) {
	case TLS_OPENSSL:
		return NULL;
	case TLS_BORINGSSL:
		return "BoringSSL has no handshakes without certificates that could be "
		       "tried";
	case TLS_GNUTLS:
		return "GnuTLS keeps its secrets where no handshake of ours could find "
		       "them";
	case TLS_NSPR:
	case TLS_NSS:
		return "NSS keeps its secrets by numbers, not by bytes";
	case TLS_GO:
		return "programs of Go have no library that could be loaded";
	case TLS_STRIPPED:
	case TLS_NONE:
		return "names of functions were taken out of it";
	}
	return "";
}

/* A program asks for who loads it; a library does not. */
static bool is_program(int fd)
{
	Elf64_Ehdr head;
	Elf64_Phdr ph;

	if (pread(fd, &head, sizeof(head), 0) != sizeof(head) || head.e_type != ET_DYN)
		return true;
	for (unsigned i = 0; i < head.e_phnum && i < HEADERS_MAX; i++) {
		off_t at = (off_t)(head.e_phoff + i * sizeof(ph));

		if (pread(fd, &ph, sizeof(ph), at) != sizeof(ph) ||
		    ph.p_type == PT_INTERP)
			return true;
	}
	return false;
}

bool calibrate_suits(const struct tls_target *t, char *why)
{
	const char *refused = refusal(t->lib.kind);

	if (!refused && is_program(t->fd))
		refused = "OpenSSL is inside of a program, which cannot be loaded by "
			  "itself";
	if (!refused && !sandbox_built())
		refused = "this is a checking build of pfc, which confines nothing";
	if (!refused && !sandbox_has_seccomp())
		refused = "this pfc was built without libseccomp, which confines what "
			  "is run";
	snprintf(why, CALIBRATE_WHY_MAX, "%s", refused ? refused : "");
	return !refused;
}

/* --- the process --- */

static void run_library(int out, const int *files, unsigned count)
{
	const struct quarantine q = { .out = out,
		                      .files = files,
		                      .count = count,
		                      .cpu_s = CPU_S,
		                      .memory = MEMORY };
	struct told t;
	const char *what;

	memset(&t, 0, sizeof(t));
	clearenv();
	setenv("OPENSSL_CONF", "", 1); /* its file could have more code loaded */
	t.err = quarantine_enter(&q, &what);
	if (t.err)
		snprintf(t.why, sizeof(t.why), "a process cannot be confined in %s: %s",
		         what, strerror(-t.err));
	else
		t.err = handshakes_load(files, count, t.why);
	if (!t.err) {
		t.err = quarantine_close();
		if (t.err)
			snprintf(t.why, sizeof(t.why),
			         "a process cannot be confined further: %s",
			         strerror(-t.err));
	}
	if (!t.err)
		t.err = handshakes_run(&t.places, t.why);
	_exit(write(out, &t, sizeof(t)) == sizeof(t) ? 0 : 1);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until all is told, or it is over. returns whether all was. */
static bool hear(int fd, struct told *t, bool *late)
{
	int64_t end = now_ms() + WAIT_MS;
	size_t have = 0;

	*late = false;
	while (have < sizeof(*t)) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int64_t left = end - now_ms();
		ssize_t n;

		if (left <= 0) {
			*late = true;
			return false;
		}
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = read(fd, (uint8_t *)t + have, sizeof(*t) - have);
		if (n <= 0)
			return false;
		have += (size_t)n;
	}
	return true;
}

static void explain_end(int how, const struct rusage *took, bool late, char *why)
{
	if (late)
		snprintf(why, CALIBRATE_WHY_MAX, "its code did not end in %d seconds",
		         WAIT_MS / 1000);
	else if (WIFSIGNALED(how) &&
	         took->ru_utime.tv_sec + took->ru_stime.tv_sec >= CPU_S - 1)
		snprintf(why, CALIBRATE_WHY_MAX,
		         "its code took more than %d seconds of the processor", CPU_S);
	else if (WIFSIGNALED(how))
		snprintf(why, CALIBRATE_WHY_MAX, "its code crashed: %s",
		         strsignal(WTERMSIG(how)));
	else
		snprintf(why, CALIBRATE_WHY_MAX, "its code ended the process");
}

/* It is another's text, if not another's number. */
static void take_told(struct told *t, struct tls_calibrated *out)
{
	t->why[sizeof(t->why) - 1] = '\0';
	for (char *p = t->why; *p; p++) {
		if (*p < ' ' || *p > '~')
			*p = '?';
	}
	out->done = t->err == 0 && places_are_sane(&t->places);
	if (out->done)
		out->places = t->places;
	else
		snprintf(out->why, sizeof(out->why), "%s",
		         t->err ? t->why : "what its code tells makes no sense");
}

static void run(struct tls_calibrated *out, const int *files, unsigned count)
{
	struct told t;
	bool whole, late;
	int ends[2], how = 0;
	struct rusage took = { 0 };
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0) {
		snprintf(out->why, sizeof(out->why), "%s", strerror(errno));
		return;
	}
	pid = fork();
	if (pid == 0)
		run_library(ends[1], files, count);
	close(ends[1]);
	whole = pid > 0 && hear(ends[0], &t, &late);
	close(ends[0]);
	if (pid < 0) {
		snprintf(out->why, sizeof(out->why), "%s", strerror(errno));
		return;
	}
	kill(pid, SIGKILL);
	while (wait4(pid, &how, 0, &took) < 0 && errno == EINTR)
		;
	if (whole)
		take_told(&t, out);
	else
		explain_end(how, &took, late, out->why);
}

/* --- the library that it takes --- */

/* "libssl.so.3" as "libcrypto.so.3", in the same folder; empty where it is called otherwise. */
static void sibling(const char *path, char *out, size_t room)
{
	static const char ssl[] = "libssl.so";
	const char *name = strrchr(path, '/');

	name = name ? name + 1 : path;
	out[0] = '\0';
	if (!strncmp(name, ssl, sizeof(ssl) - 1))
		snprintf(out, room, "%.*slibcrypto%s", (int)(name - path), path,
		         name + strlen("libssl"));
}

/* That one which a process with the library has. */
static int open_of_process(uint32_t pid)
{
	char path[64], *line = NULL;
	size_t room = 0;
	int fd = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%" PRIu32 "/maps", pid);
	f = fopen(path, "re");
	while (f && fd < 0 && getline(&line, &room, f) > 0) {
		uint64_t start, end;
		const char *name = strrchr(line, '/');

		if (!name ||
		    strncmp(name, "/libcrypto.so", strlen("/libcrypto.so")) != 0 ||
		    sscanf(line, "%" SCNx64 "-%" SCNx64, &start, &end) != 2)
			continue;
		snprintf(path, sizeof(path),
		         "/proc/%" PRIu32 "/map_files/%" PRIx64 "-%" PRIx64, pid, start,
		         end);
		fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	free(line);
	if (f)
		fclose(f);
	return fd;
}

/* Where there is none, the system's is taken. */
static int open_crypto(const struct tls_target *t)
{
	char path[TLS_PATH_MAX + 16];
	int fd = -1;

	for (unsigned i = 0; fd < 0 && i < t->pid_count; i++)
		fd = open_of_process(t->pids[i]);
	sibling(t->path, path, sizeof(path));
	if (fd < 0 && path[0])
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	return fd;
}

void calibrate(const struct tls_target *t, struct tls_calibrated *out)
{
	int files[LIBRARIES], crypto;
	unsigned count = 0;

	memset(out, 0, sizeof(*out));
	out->target = t;
	if (!calibrate_suits(t, out->why))
		return;
	crypto = open_crypto(t);
	if (crypto >= 0)
		files[count++] = crypto;
	files[count++] = t->fd;
	run(out, files, count);
	if (crypto >= 0)
		close(crypto);
}
