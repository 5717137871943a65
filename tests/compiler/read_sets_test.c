/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/compiler/read_sets_test.c - mirrors compiler/read_sets.c: files in, lists out */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "pfc/pfc.h"
#include "tests/test.h"

static char folder[] = "/tmp/pfc-sets-XXXXXX";

static struct pfc_prog *compile(const char *filter)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;
	int ret;

	opts.flags = PFC_READ_FILES | PFC_NO_LOOKUP;
	opts.insns_max = 0;
	ret = pfc_compile(filter, PFC_NUL, &opts, &prog);
	CHECK(ret == 0 || ret == -ENOEXEC);
	return prog;
}

static void write_file(const char *name, const char *text, size_t len)
{
	FILE *f = fopen(name, "w");

	CHECK(f != NULL);
	CHECK_EQ(fwrite(text, 1, len, f), len);
	CHECK_EQ(fclose(f), 0);
}

static void put(const char *name, const char *text)
{
	write_file(name, text, strlen(text));
}

/* Both filters have the same program. */
static void check_same(const char *a, const char *b)
{
	struct pfc_prog *x = compile(a), *y = compile(b);
	size_t m, n;
	const struct sock_filter *p = pfc_prog_insns(x, &m);
	const struct sock_filter *q = pfc_prog_insns(y, &n);

	CHECK_MSG(m && m == n && !memcmp(p, q, m * sizeof(*p)),
	          "'%s' has %zu instructions, '%s' %zu", a, m, b, n);
	pfc_prog_free(x);
	pfc_prog_free(y);
}

/* The first of `count` errors is `want`, at the name of the file. */
static void check_error(const char *filter, const char *want, size_t count)
{
	struct pfc_prog *prog = compile(filter);
	size_t n;
	const struct pfc_diag *d = pfc_prog_diags(prog, &n);

	CHECK_EQ(n, count);
	CHECK_STR(d->message, want);
	CHECK_EQ(filter[d->at.off], '@');
	CHECK_EQ(d->at.off + d->at.len, strlen(filter));
	pfc_prog_free(prog);
}

TEST(files_are_lists)
{
	put("hosts", "192.0.2.1\n# x\n\n198.51.100.0/24 # net\r\n2001:db8::/32");
	check_same("host in @hosts",
	           "host 192.0.2.1 or net 198.51.100.0/24 or net 2001:db8::/32");
	check_same(
		"not src net in @hosts and tcp",
		"not src net (192.0.2.1 or 198.51.100.0/24 or 2001:db8::/32) and tcp");
	check_same("ip host in {192.0.2.7} or dst host in @\"a b\" or 192.0.2.9",
	           "ip host 192.0.2.7 or dst host 192.0.2.8 or dst host 192.0.2.9");
	put("ports", "80\n8000-8100\nssh\n");
	check_same("tcp port in @ports",
	           "tcp port (80 or 22) or tcp portrange 8000-8100");
	check_same("(port in @ports or vlan in @vlans) and ip",
	           "(port in {80, 8000-8100, ssh} or vlan (5 or 6 or 7)) and ip");
	check_same("src host in @hosts or dst host in @hosts", "host in @hosts");
}

TEST(errors_name_file_and_line)
{
	put("bad", "80\n443\nnosuch\n\n70000\n192.0.2.1\n");
	check_error("port in @bad", "bad:3: unknown service 'nosuch'", 3);
	check_error("vlan in @bad", "bad:3: 'nosuch' is no VLAN number", 3);
	put("nets", "# nets\n10.0.0.1/8\n");
	check_error("net in @nets",
	            "nets:2: '10.0.0.1/8' has bits set outside its mask", 1);
	put("syntax", "80\n81 82\n");
	check_error("port in @syntax",
	            "syntax:2: nothing may follow '81' in its line, as '82' does", 1);
	put("empty", "# nothing\n");
	check_error("port in @empty", "empty: there are no entries in it", 1);
	write_file("zero", "80\n\0\n", 5);
	check_error("port in @zero", "zero:2: '\\x00' cannot stand in a set", 1);
}

TEST(warnings_about_a_file_end_soon)
{
	struct str s = { 0 };
	struct pfc_prog *prog;
	const struct pfc_diag *d;
	size_t n;

	for (int i = 0; i < 1000; i++)
		str_add(&s, "010\n", 4);
	write_file("octal", s.at, s.len);
	prog = compile("port in @octal");
	d = pfc_prog_diags(prog, &n);
	CHECK(n >= 1 && n <= 20);
	CHECK_STR(d->message, "octal:1: '010' is octal because of its leading zero: 8");
	pfc_prog_insns(prog, &n);
	CHECK(n > 0);
	pfc_prog_free(prog);
	str_fini(&s);
}

TEST(only_files_and_pipes_are_read)
{
	check_error("host in @.", ".: this is a directory", 1);
	check_error("host in @nosuch", "nosuch: No such file or directory", 1);
	check_error("host in @/dev/zero",
	            "/dev/zero: this is neither a file nor a pipe", 1);
	CHECK_EQ(mkfifo("fifo", 0600), 0);
	check_error("host in @fifo", "fifo: nobody writes to this pipe", 1);
	put("huge", "");
	CHECK_EQ(truncate("huge", 1 << 26), 0);
	check_error("host in @huge", "huge: a set has at most 64 MiB", 1);
}

static void *write_slowly(void *arg)
{
	int fd = *(int *)arg;

	for (int i = 0; i < 3; i++) {
		usleep(50000);
		if (write(fd, "8", 1) != 1 || write(fd, "0\n", 2) != 2)
			break;
	}
	close(fd);
	return NULL;
}

TEST(a_pipe_is_read_to_its_end)
{
	pthread_t writer;
	char filter[64];
	int end[2];

	CHECK_EQ(pipe(end), 0);
	CHECK_EQ(pthread_create(&writer, NULL, write_slowly, &end[1]), 0);
	snprintf(filter, sizeof(filter), "port in @/dev/fd/%d", end[0]);
	check_same(filter, "port 80");
	pthread_join(writer, NULL);
	close(end[0]);
}

TEST(files_are_closed)
{
	int before = dup(0), after;

	close(before);
	check_same("host in @hosts or port in @ports",
	           "host in @hosts or port in @ports");
	check_error("host in @fifo", "fifo: nobody writes to this pipe", 1);
	after = dup(0);
	CHECK_EQ(after, before);
	close(after);
}

TEST(files_need_leave)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog;
	const struct pfc_diag *d;
	size_t n;

	CHECK_EQ(pfc_compile("host in @hosts", PFC_NUL, &opts, &prog), -ENOEXEC);
	d = pfc_prog_diags(prog, &n);
	CHECK_EQ(n, 1);
	CHECK_STR(d->message, "this program does not let filters read files");
	pfc_prog_free(prog);
}

/* 100 000 hosts: each entry costs a few instructions, one more time costs none. */
TEST(long_files_make_short_work)
{
	enum { COUNT = 100000 };
	struct pfc_prog *once, *twice;
	struct rusage start, end;
	struct str s = { 0 };
	size_t m, n;
	char line[32], *again;
	double cpu;

	for (uint32_t i = 0; i < COUNT; i++) {
		uint32_t a = i * 2654435761u;
		int len = snprintf(line, sizeof(line), "%u.%u.%u.%u\n", a >> 24,
		                   a >> 16 & 255, a >> 8 & 255, a & 255);

		str_add(&s, line, (size_t)len);
	}
	write_file("long", s.at, s.len);
	again = strndup(s.at, s.len);
	CHECK(again != NULL);
	str_add(&s, again, strlen(again));
	free(again);
	write_file("longer", s.at, s.len);
	getrusage(RUSAGE_SELF, &start);
	once = compile("src host in @long");
	getrusage(RUSAGE_SELF, &end);
	twice = compile("src host in @longer");
	pfc_prog_insns(once, &m);
	pfc_prog_insns(twice, &n);
	CHECK(m > COUNT && m < 3 * COUNT);
	CHECK_EQ(m, n);
	cpu = (double)(end.ru_utime.tv_sec - start.ru_utime.tv_sec) +
	      (double)(end.ru_utime.tv_usec - start.ru_utime.tv_usec) / 1e6;
	CHECK_MSG(cpu < 10, "%d hosts took %.1f s", COUNT, cpu);
	pfc_prog_free(once);
	pfc_prog_free(twice);
	str_fini(&s);
}

static void leave_folder(void)
{
	static const char *const names[] = { "hosts", "a b",   "ports",  "vlans",
		                             "bad",   "nets",  "syntax", "empty",
		                             "zero",  "octal", "fifo",   "huge",
		                             "long",  "longer" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unlink(names[i]);
	if (!chdir("/"))
		rmdir(folder);
}

TEST(a_folder_for_the_files)
{
	CHECK(mkdtemp(folder) != NULL);
	CHECK_EQ(chdir(folder), 0);
	CHECK_EQ(atexit(leave_folder), 0);
	put("a b", "192.0.2.8\n");
	put("vlans", "5-6\n7\n");
}

TEST_MAIN(CASE(a_folder_for_the_files), CASE(files_are_lists),
          CASE(errors_name_file_and_line), CASE(warnings_about_a_file_end_soon),
          CASE(only_files_and_pipes_are_read), CASE(a_pipe_is_read_to_its_end),
          CASE(files_are_closed), CASE(files_need_leave),
          CASE(long_files_make_short_work))
