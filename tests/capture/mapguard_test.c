/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/mapguard.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capture/savefile.h"
#include "tests/capture/files.h"
#include "tests/test.h"

enum { PACKETS = 40000, RECORD = 16 + 84 };

/* A file of 4 MB, so that only a part of it is walked before it is cut. */
static struct file large_file(void)
{
	struct bin b = { 0 };
	struct file f;

	pcap_head(&b, MICRO, 4, 65535, 1);
	for (uint32_t i = 0; i < PACKETS; i++)
		pcap_rec(&b, i + 1, 7, 84, 84, 84);
	f = file_of_bin(&b);
	bin_free(&b);
	return f;
}

/* Reads on after the file was cut to `left` bytes; every packet that is handed out must
 * be whole.
 */
static void cut_while_reading(off_t left)
{
	struct file f = large_file();
	char err[SOURCE_MSG_MAX];
	uint64_t packets = 0;
	struct source *s;
	struct batch b;
	int status;

	CHECK_EQ(savefile_open(f.path, NULL, &s, err), 0);
	CHECK(savefile_info(s)->stable);
	CHECK_EQ(source_next(s, &b), 1);
	packets = b.count;
	CHECK_EQ(ftruncate(f.fd, left), 0);
	while ((status = source_next(s, &b)) > 0) {
		packets += b.count;
		for (uint32_t i = 0; i < b.count; i++) {
			CHECK_EQ(b.packets[i].caplen, 84);
			CHECK_EQ(b.packets[i].data[83], 83);
		}
	}
	CHECK_EQ(status, -EIO);
	CHECK_MSG(strstr(source_message(s),
	                 ": the file became shorter while it was read, from "
	                 "4000024 to ") != NULL,
	          "%s", source_message(s));
	CHECK_EQ(packets, (uint64_t)(left - 24) / RECORD);
	CHECK_EQ(source_next(s, &b), -EIO);
	source_close(s);
	file_close(&f);
}

TEST(a_file_cut_while_it_is_read_ends_with_its_last_whole_packet)
{
	const long page = sysconf(_SC_PAGESIZE);

	CHECK_EQ(mapguard_install(), 0);
	cut_while_reading(1000000);                     /* in a record and a page */
	cut_while_reading(24 + 100 * RECORD * 100);     /* between records */
	cut_while_reading(page * 300);                  /* between pages */
	cut_while_reading(24 + (PACKETS - 1) * RECORD); /* in the last page */
	cut_while_reading(24 + PACKETS * RECORD - 1);   /* in the last record */
}

TEST(packets_handed_out_read_as_zeros_and_the_flag_is_set)
{
	struct file f = large_file();
	char err[SOURCE_MSG_MAX];
	const struct savefile_info *info;
	struct source *s;
	struct batch b;

	CHECK_EQ(mapguard_install(), 0);
	CHECK_EQ(savefile_open(f.path, NULL, &s, err), 0);
	info = savefile_info(s);
	CHECK_EQ(source_next(s, &b), 1);
	CHECK_EQ(*info->lost, 0);
	CHECK_EQ(ftruncate(f.fd, 0), 0);
	CHECK_EQ(b.packets[5].data[9], 0);
	CHECK_EQ(*info->lost, 1);
	CHECK_EQ(source_next(s, &b), -EIO);
	source_close(s);
	file_close(&f);
}

/* A fault elsewhere still ends the process by its signal. */
TEST(other_mappings_are_not_guarded)
{
	pid_t pid;
	int status;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		struct file f = file_of("x", 1);
		volatile char *p = mmap(NULL, 8192, PROT_READ, MAP_SHARED, f.fd, 0);

		signal(SIGBUS, SIG_DFL);
		mapguard_install();
		signal(SIGALRM, SIG_DFL);
		alarm(5); /* a fault that comes back for ever */
		_exit(p[4096]);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS);
}

TEST(files_are_mapped_only_while_there_is_a_place)
{
	enum { MANY = 100 };
	struct file f = large_file();
	struct source *all[MANY];
	char err[SOURCE_MSG_MAX];
	struct batch b;
	unsigned mapped = 0;

	CHECK_EQ(mapguard_install(), 0);
	for (int i = 0; i < MANY; i++) {
		CHECK_EQ(savefile_open(f.path, NULL, &all[i], err), 0);
		mapped += savefile_info(all[i])->stable;
		CHECK_EQ(source_next(all[i], &b), 1);
		CHECK_EQ(b.packets[0].ns, 1000007000);
	}
	CHECK(mapped > 0 && mapped < MANY);
	for (int i = 0; i < MANY; i++)
		source_close(all[i]);
	CHECK_EQ(savefile_open(f.path, NULL, &all[0], err), 0);
	CHECK(savefile_info(all[0])->stable);
	source_close(all[0]);
	file_close(&f);
}

TEST(without_the_guard_files_are_read)
{
	struct file f = large_file();
	char err[SOURCE_MSG_MAX];
	struct source *s;

	CHECK(!mapguard_installed());
	CHECK_EQ(savefile_open(f.path, NULL, &s, err), 0);
	CHECK(!savefile_info(s)->stable);
	source_close(s);
	file_close(&f);
}

/* The first must be first: a handler stays. */
TEST_MAIN(CASE(without_the_guard_files_are_read),
          CASE(a_file_cut_while_it_is_read_ends_with_its_last_whole_packet),
          CASE(packets_handed_out_read_as_zeros_and_the_flag_is_set),
          CASE(other_mappings_are_not_guarded),
          CASE(files_are_mapped_only_while_there_is_a_place))
