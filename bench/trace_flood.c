/* SPDX-License-Identifier: BSD-2-Clause */
/* bench/trace_flood.c - so many events a second for a trace that runs.
 *
 *	trace_flood OBJECT PID RATE SECONDS
 *
 * Connections that make half a million events a second take all processors of a small machine,
 * and the trace has to share them. These are made in the kernel by a program that does nothing
 * else, in portions every millisecond, and go into the ring of the pfc with the number PID. Prints
 * "made N in MS ms, lost N": lost are those that the ring had no room for.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ebpf/tcp_layout.h"

enum { PORTION_MAX = 1024, MS = 1000000 };

struct flood_args {
	uint32_t count, wake;
	uint64_t lost;
};

static void die(const char *what)
{
	fprintf(stderr, "trace_flood: %s\n", what);
	exit(1);
}

/* The number of a map by what the kernel says of a descriptor; 0: it is none. */
static uint32_t map_id(const char *path)
{
	FILE *in = fopen(path, "re");
	char line[128];
	uint32_t id = 0;

	while (in && fgets(line, sizeof(line), in))
		sscanf(line, "map_id: %" SCNu32, &id);
	if (in)
		fclose(in);
	return id;
}

/* The ring of events of a process. */
static int ring_of(const char *pid, uint32_t *room)
{
	char folder[64], path[352];
	struct dirent *d;
	DIR *dir;

	snprintf(folder, sizeof(folder), "/proc/%.20s/fdinfo", pid);
	dir = opendir(folder);
	while (dir && (d = readdir(dir)) != NULL) {
		struct bpf_map_info info = { 0 };
		uint32_t len = sizeof(info);
		int fd;

		snprintf(path, sizeof(path), "%s/%s", folder, d->d_name);
		fd = bpf_map_get_fd_by_id(map_id(path));
		if (fd < 0 || bpf_obj_get_info_by_fd(fd, &info, &len) != 0)
			continue;
		if (info.type == BPF_MAP_TYPE_RINGBUF && !strcmp(info.name, "events")) {
			*room = info.max_entries;
			closedir(dir);
			return fd;
		}
	}
	die("that process has no ring of events");
	return -1;
}

/* A connection that is accepted. */
static void set_like(struct bpf_object *o)
{
	struct bpf_map *data = bpf_object__find_map_by_name(o, ".data.like");
	struct tcp_event like = { .kind = TCP_EV_ACCEPT };

	like.id.cookie = 1000000;
	like.id.born = like.id.established = 123456789012345;
	like.id.accepted = like.id.established + 45678;
	like.id.netns = 4026531840;
	like.id.role = TCP_SERVER;
	like.id.state = 1;
	like.id.cgroup = 4711;
	like.id.tuple = (struct tcp_tuple){ .local = { 192, 0, 2, 17 },
		                            .remote = { 198, 51, 100, 123 },
		                            .lport = 1000,
		                            .rport = 443,
		                            .version = 4 };
	like.id.owner = (struct tcp_who){ .tgid = 12345, .pid = 12345, .nspid = 12345,
		                          .comm = "a-server", .source = TCP_BY_ACCEPT };
	like.id.opener = like.id.owner;
	if (!data || bpf_map__set_initial_value(data, &like, sizeof(like)) != 0)
		die("what the events are like has no place");
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void run(int program, struct flood_args *args)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts, .ctx_in = args, .ctx_size_in = sizeof(*args));

	if (bpf_prog_test_run_opts(program, &opts) != 0)
		die("the program does not run");
}

/* As many as there should be by now, in portions. */
static void flood(int program, uint64_t rate, uint64_t seconds, uint32_t wake)
{
	uint64_t start = now_ns(), made = 0, lost = 0, all = rate * seconds;

	while (made < all) {
		uint64_t due = (now_ns() - start) / 1000 * rate / 1000000;

		due = due < all ? due : all;
		while (made < due) {
			struct flood_args args = { .wake = wake };

			args.count = (uint32_t)(due - made < PORTION_MAX ? due - made
			                                                 : PORTION_MAX);
			run(program, &args);
			made += args.count;
			lost += args.lost;
		}
		nanosleep(&(struct timespec){ 0, MS }, NULL);
	}
	printf("made %" PRIu64 " in %" PRIu64 " ms, lost %" PRIu64 "\n", made,
	       (now_ns() - start) / MS, lost);
}

int main(int argc, char **argv)
{
	struct bpf_object *o;
	uint32_t room;
	int ring;

	if (argc != 5)
		die("usage: trace_flood OBJECT PID RATE SECONDS");
	ring = ring_of(argv[2], &room);
	o = bpf_object__open_file(argv[1], NULL);
	if (!o || bpf_map__reuse_fd(bpf_object__find_map_by_name(o, "events"), ring) != 0)
		die("cannot open the program");
	set_like(o);
	if (bpf_object__load(o) != 0)
		die("cannot load the program");
	flood(bpf_program__fd(bpf_object__find_program_by_name(o, "flood")),
	      strtoull(argv[3], NULL, 10), strtoull(argv[4], NULL, 10), room / 8);
	bpf_object__close(o);
	return 0;
}
