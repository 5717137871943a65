/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/tls_file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/say.h"

int make_private(const char *path)
{
	struct stat st;

	/* One that was there already keeps its rights, which may be too many. */
	if (strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    (st.st_mode & 077) && chmod(path, 0600) != 0)
		return say("%s: others may read it, and that cannot be changed", path);
	return EXIT_DONE;
}

int tls_file_open(struct tls_file *f, const char *path, const char *comment)
{
	struct writer_opts opts = { .format = SAVEFILE_PCAPNG,
		                    .application = "pfc",
		                    .comment = comment };
	char msg[SINK_MSG_MAX];

	f->path = path;
	if (sink_open(path, NULL, &f->sink, msg) != 0)
		return say("%s", msg);
	if (make_private(path) != EXIT_DONE)
		return EXIT_FAILED;
	f->failed = writer_open(f->sink, &opts, &f->writer) != 0;
	return f->failed ? EXIT_FAILED : EXIT_DONE;
}

void tls_file_packet(struct tls_file *f, const struct packet *p, const struct tls_conn *c,
                     uint64_t drops)
{
	struct packet_notes notes = { .drops = drops,
		                      .has_process = true,
		                      .pid = c->who.pid,
		                      .tid = c->who.pid };
	char comment[128];

	snprintf(comment, sizeof(comment), "pid=%u comm=%.16s conn=%" PRIu64,
	         c->who.pid, c->who.comm, (uint64_t)c->id);
	notes.comment = comment;
	if (writer_packet(f->writer, p, &notes) != 0)
		f->failed = true;
	f->packets++;
}

void tls_file_flush(struct tls_file *f)
{
	if (!f->failed && writer_flush(f->writer) != 0)
		f->failed = true;
}

int tls_file_close(struct tls_file *f)
{
	char msg[SINK_MSG_MAX];
	int status = EXIT_DONE, err;

	if (f->writer && !f->failed && writer_finish(f->writer) != 0)
		f->failed = true;
	writer_close(f->writer);
	err = sink_close(f->sink, msg);
	if (err && err != -EPIPE) /* nobody reads it any more */
		status = say("%s", msg);
	else if (f->failed && !err)
		status = say("%s: out of memory", f->path);
	f->writer = NULL;
	f->sink = NULL;
	return status;
}
