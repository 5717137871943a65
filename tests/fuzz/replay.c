/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/replay.c - runs a fuzz target on seeds, and on seeds that were changed.
 *
 *	TARGET SECONDS FILE...
 *	TARGET split FOLDER FILE...
 *
 * Every line of a FILE.txt is a seed, every line of a FILE.hex is one in hexadecimal, and
 * every other file is one as a whole. The changes are the same in every run. The target
 * runs in a child process; when that dies, its last input is in the file crash-TARGET.
 * "split" writes the seeds to files of their own, as libFuzzer wants them.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

enum { INPUT_MAX = 64 * 1024, SEEDS_MAX = 4096 };

/* What the target is being called with, where the parent sees it. */
struct input {
	size_t len;
	uint64_t runs;
	uint8_t bytes[INPUT_MAX];
};

struct seed {
	uint8_t *bytes;
	size_t len;
};

struct seeds {
	struct seed at[SEEDS_MAX];
	size_t count;
};

static uint32_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16);
}

/* A number below n. */
static size_t below(uint64_t *state, size_t n)
{
	return n ? next_random(state) % n : 0;
}

static void add_seed(struct seeds *s, const void *bytes, size_t len)
{
	uint8_t *copy;

	if (s->count == SEEDS_MAX || len > INPUT_MAX)
		return;
	copy = malloc(len + 1);
	if (!copy)
		return;
	memcpy(copy, bytes, len);
	s->at[s->count++] = (struct seed){ copy, len };
}

/* Hexadecimal digits to bytes, in place; spaces do not count. */
static size_t from_hex(char *line)
{
	static const char digits[] = "0123456789abcdef";
	unsigned half = 0, value = 0;
	size_t len = 0;

	for (const char *c = line; *c; c++) {
		const char *digit = strchr(digits, *c);

		if (!digit)
			continue;
		value = value << 4 | (unsigned)(digit - digits);
		if (half++ % 2)
			line[len++] = (char)(value & 0xff);
	}
	return len;
}

static bool read_seeds(struct seeds *s, const char *path)
{
	const char *dot = strrchr(path, '.');
	bool hex = dot && strcmp(dot, ".hex") == 0;
	static uint8_t whole[INPUT_MAX];
	FILE *f = fopen(path, "rb");
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (!f)
		return false;
	if (!hex && !(dot && strcmp(dot, ".txt") == 0))
		add_seed(s, whole, fread(whole, 1, sizeof(whole), f));
	else
		while ((len = getline(&line, &room, f)) > 0)
			if (line[0] != '#')
				add_seed(s, line,
				         hex ? from_hex(line)
				             : (size_t)(len - (line[len - 1] == '\n')));
	free(line);
	fclose(f);
	return true;
}

/* Takes len bytes out at `at`, and puts more bytes there. */
static void replace(struct input *in, size_t at, size_t len, const uint8_t *with,
                    size_t more)
{
	if (in->len - len + more > INPUT_MAX)
		return;
	memmove(in->bytes + at + more, in->bytes + at + len, in->len - at - len);
	memcpy(in->bytes + at, with, more);
	in->len = in->len - len + more;
}

/* One change of the kind that finds things: a byte, a few bytes less, a piece twice, a
 * piece of another seed.
 */
static void change(struct input *in, const struct seeds *s, uint64_t *state)
{
	static const uint8_t edges[] = { 0, 1, 0x7f, 0x80, 0xff, '0', '9', '(', ' ' };
	size_t at = below(state, in->len);
	size_t len = below(state, in->len - at < 16 ? in->len - at + 1 : 16);
	const struct seed *other = &s->at[below(state, s->count)];
	size_t from = below(state, other->len);
	uint8_t piece[16];

	switch (below(state, 5)) {
	case 0:
		if (in->len)
			in->bytes[at] ^= (uint8_t)(1 << below(state, 8));
		break;
	case 1:
		if (in->len)
			in->bytes[at] = edges[below(state, sizeof(edges))];
		break;
	case 2:
		replace(in, at, len, piece, 0);
		break;
	case 3:
		memcpy(piece, in->bytes + at, len);
		replace(in, at, 0, piece, len);
		break;
	case 4:
		if (other->len - from < len)
			len = other->len - from;
		replace(in, at, at + len <= in->len ? below(state, len + 1) : 0,
		        other->bytes + from, len);
		break;
	}
}

/* The target gets its own block, so that a sanitizer sees one byte too many. */
static void run_input(struct input *in)
{
	uint8_t *block = malloc(in->len ? in->len : 1);

	if (!block)
		abort();
	memcpy(block, in->bytes, in->len);
	in->runs++;
	LLVMFuzzerTestOneInput(block, in->len);
	free(block);
}

static void run_all(struct input *in, const struct seeds *s, unsigned seconds)
{
	uint64_t state = 0x9e3779b97f4a7c15u;
	time_t end = time(NULL) + (time_t)seconds;

	for (size_t i = 0; i < s->count; i++) {
		in->len = s->at[i].len;
		memcpy(in->bytes, s->at[i].bytes, in->len);
		run_input(in);
	}
	while (time(NULL) < end) {
		const struct seed *seed = &s->at[below(&state, s->count)];
		size_t changes = 1 + below(&state, 6);

		in->len = seed->len;
		memcpy(in->bytes, seed->bytes, in->len);
		while (changes--)
			change(in, s, &state);
		run_input(in);
	}
}

static void keep_input(const struct input *in, const char *target)
{
	const char *slash = strrchr(target, '/');
	char name[256];
	FILE *f;

	snprintf(name, sizeof(name), "crash-%s", slash ? slash + 1 : target);
	f = fopen(name, "wb");
	if (f) {
		fwrite(in->bytes, 1, in->len, f);
		fclose(f);
	}
	fprintf(stderr, "run %llu died; its %zu bytes are in %s:\n",
	        (unsigned long long)in->runs, in->len, name);
	for (size_t i = 0; i < in->len && i < 512; i++)
		fprintf(stderr, "%02x%s", in->bytes[i], i % 32 == 31 ? "\n" : " ");
	fputc('\n', stderr);
}

static bool split(const struct seeds *s, const char *folder)
{
	for (size_t i = 0; i < s->count; i++) {
		char path[4096];
		FILE *f;

		snprintf(path, sizeof(path), "%s/%zu", folder, i);
		f = fopen(path, "wb");
		if (!f)
			return false;
		fwrite(s->at[i].bytes, 1, s->at[i].len, f);
		if (fclose(f) != 0)
			return false;
	}
	return true;
}

/* returns 0, or 1 when the target died. */
static int run_in_child(const struct seeds *s, const char *target, unsigned seconds)
{
	struct input *in = mmap(NULL, sizeof(*in), PROT_READ | PROT_WRITE,
	                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status = 1;
	pid_t pid;

	if (in == MAP_FAILED)
		return 1;
	pid = fork();
	if (pid == 0) {
		run_all(in, s, seconds);
		exit(0);
	}
	if (pid > 0)
		waitpid(pid, &status, 0);
	if (status != 0)
		keep_input(in, target);
	else
		printf("%llu runs, %zu seeds\n", (unsigned long long)in->runs,
		       s->count);
	munmap(in, sizeof(*in));
	return status != 0;
}

int main(int argc, char **argv)
{
	bool splits = argc > 3 && strcmp(argv[1], "split") == 0;
	static struct seeds seeds;

	if (argc < 3) {
		fprintf(stderr, "usage: %s SECONDS FILE...\n", argv[0]);
		return 2;
	}
	for (int i = splits ? 3 : 2; i < argc; i++) {
		if (!read_seeds(&seeds, argv[i])) {
			fprintf(stderr, "%s: %s\n", argv[i], strerror(errno));
			return 2;
		}
	}
	if (!seeds.count) {
		fprintf(stderr, "%s: no seeds\n", argv[0]);
		return 2;
	}
	if (splits)
		return split(&seeds, argv[2]) ? 0 : 1;
	return run_in_child(&seeds, argv[0], (unsigned)strtoul(argv[1], NULL, 10));
}
