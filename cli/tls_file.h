/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_file.h - a pcapng file that only its owner can read. */
#ifndef PFC_CLI_TLS_FILE_H
#define PFC_CLI_TLS_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/sink.h"
#include "capture/writer.h"
#include "ebpf/tls/layout.h"

/* A zeroed one can be closed. */
struct tls_file {
	const char *path;
	struct sink *sink;
	struct writer *writer;
	uint64_t packets;
	bool failed; /* why is said when it is closed */
};

/* comment  of the whole file; NULL: none.
 * returns EXIT_DONE, or a status; why is said now, or when it is closed.
 */
int tls_file_open(struct tls_file *f, const char *path, const char *comment);

/* A packet, with whose connection it is of. drops: packets lost in front of it. */
void tls_file_packet(struct tls_file *f, const struct packet *p, const struct tls_conn *c,
                     uint64_t drops);

void tls_file_flush(struct tls_file *f);

/* Says why where it failed. returns EXIT_DONE, or a status after a message. */
int tls_file_close(struct tls_file *f);

/* A file with secrets that others may read is theirs no more. returns EXIT_DONE, or a status
 * after a message.
 */
int make_private(const char *path);

#endif
