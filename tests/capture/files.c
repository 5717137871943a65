/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/capture/files.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "capture/mapguard.h"
#include "capture/savefile.h"
#include "capture/source.h"

/* --- bytes --- */

void bin_free(struct bin *b)
{
	free(b->at);
	memset(b, 0, sizeof(*b));
}

void bin_bytes(struct bin *b, const void *from, size_t n)
{
	if (b->room - b->len < n) {
		b->room = 2 * (b->len + n) + 256;
		b->at = realloc(b->at, b->room);
		if (!b->at)
			abort();
	}
	if (n)
		memcpy(b->at + b->len, from, n);
	b->len += n;
}

void bin_8(struct bin *b, uint8_t v)
{
	bin_bytes(b, &v, 1);
}

static void number(struct bin *b, uint64_t v, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		bin_8(b, (uint8_t)(v >> 8 * (b->big ? n - 1 - i : i)));
}

void bin_16(struct bin *b, uint16_t v)
{
	number(b, v, 2);
}

void bin_32(struct bin *b, uint32_t v)
{
	number(b, v, 4);
}

void bin_64(struct bin *b, uint64_t v)
{
	number(b, v, 8);
}

void bin_zeros(struct bin *b, size_t n)
{
	while (n--)
		bin_8(b, 0);
}

void bin_counting(struct bin *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		bin_8(b, (uint8_t)i);
}

/* --- pcap --- */

void pcap_head(struct bin *b, uint32_t magic, uint16_t minor, uint32_t snaplen,
               uint32_t word)
{
	bin_32(b, magic);
	bin_16(b, 2);
	bin_16(b, minor);
	bin_64(b, 0);
	bin_32(b, snaplen);
	bin_32(b, word);
}

void pcap_rec(struct bin *b, uint32_t sec, uint32_t frac, uint32_t first,
              uint32_t second, size_t n)
{
	bin_32(b, sec);
	bin_32(b, frac);
	bin_32(b, first);
	bin_32(b, second);
	bin_counting(b, n);
}

void pcap_rec_modified(struct bin *b, uint32_t sec, uint32_t frac, uint32_t caplen,
                       uint32_t len, size_t n)
{
	pcap_rec(b, sec, frac, caplen, len, 0);
	bin_32(b, 3);
	bin_16(b, 0x800);
	bin_16(b, 4);
	bin_counting(b, n);
}

/* --- pcapng --- */

size_t block_start(struct bin *b, uint32_t type)
{
	size_t start = b->len;

	bin_32(b, type);
	bin_32(b, 0);
	return start;
}

void block_end(struct bin *b, size_t start)
{
	struct bin len = { .big = b->big };

	bin_zeros(b, -b->len & 3);
	bin_32(&len, (uint32_t)(b->len - start + 4));
	bin_bytes(b, len.at, 4);
	memcpy(b->at + start + 4, len.at, 4);
	bin_free(&len);
}

void option(struct bin *b, uint16_t code, const void *value, uint16_t len)
{
	bin_16(b, code);
	bin_16(b, len);
	bin_bytes(b, value, len);
	bin_zeros(b, -(size_t)len & 3);
}

void ng_shb(struct bin *b)
{
	size_t start = block_start(b, 0x0a0d0d0a);

	bin_32(b, 0x1a2b3c4d);
	bin_16(b, 1);
	bin_16(b, 0);
	bin_64(b, UINT64_MAX);
	block_end(b, start);
}

void ng_idb(struct bin *b, uint16_t linktype, uint32_t snaplen)
{
	size_t start = block_start(b, 1);

	bin_16(b, linktype);
	bin_16(b, 0);
	bin_32(b, snaplen);
	block_end(b, start);
}

void ng_idb_time(struct bin *b, uint8_t resolution, int64_t offset)
{
	struct bin o = { .big = b->big };
	size_t start = block_start(b, 1);

	bin_16(b, 1);
	bin_16(b, 0);
	bin_32(b, 0);
	option(b, 9, &resolution, 1);
	if (offset) {
		bin_64(&o, (uint64_t)offset);
		option(b, 14, o.at, 8);
		bin_free(&o);
	}
	bin_32(b, 0);
	block_end(b, start);
}

void ng_epb(struct bin *b, uint32_t iface, uint64_t stamp, uint32_t n, uint32_t len)
{
	size_t start = block_start(b, 6);

	bin_32(b, iface);
	bin_32(b, (uint32_t)(stamp >> 32));
	bin_32(b, (uint32_t)stamp);
	bin_32(b, n);
	bin_32(b, len);
	bin_counting(b, n);
	block_end(b, start);
}

void ng_other(struct bin *b, uint32_t type, size_t n)
{
	size_t start = block_start(b, type);

	bin_counting(b, n);
	block_end(b, start);
}

/* --- files --- */

struct file file_of(const void *at, size_t n)
{
	struct file f;

	f.fd = memfd_create("capture", MFD_CLOEXEC);
	if (f.fd < 0 || write(f.fd, at, n) != (ssize_t)n)
		abort();
	snprintf(f.path, sizeof(f.path), "/proc/self/fd/%d", f.fd);
	return f;
}

struct file file_of_bin(const struct bin *b)
{
	return file_of(b->len ? (const void *)b->at : "", b->len);
}

void file_close(struct file *f)
{
	close(f->fd);
}

uint8_t *file_bytes(const struct file *f, size_t *n)
{
	off_t len = lseek(f->fd, 0, SEEK_END);
	uint8_t *p = malloc((size_t)len + 1);

	if (!p || pread(f->fd, p, (size_t)len, 0) != len)
		abort();
	*n = (size_t)len;
	return p;
}

/* --- what a reader says --- */

static void describe_packet(const struct packet *p, struct str *out)
{
	uint32_t flags = p->flags & ~(uint32_t)PACKET_HAS_TIME;

	if (p->flags & PACKET_HAS_TIME)
		str_printf(out, "%" PRIu64 ".%09" PRIu64, p->ns / 1000000000,
		           p->ns % 1000000000);
	else
		str_printf(out, "-");
	str_printf(out, " %u/%u #%u ", p->caplen, p->len, p->iface);
	for (uint32_t i = 0; i < p->caplen && i < 8; i++)
		str_printf(out, "%02x", p->data[i]);
	if (p->caplen > 8)
		str_printf(out, "..");
	if (flags)
		str_printf(out, " +%x", flags);
	str_printf(out, "\n");
}

static int describe_block(void *ctx, const struct savefile_block *b)
{
	str_printf(ctx, "block %u %u\n", b->type, b->len);
	return 0;
}

/* The message without "NAME: ". */
static const char *unnamed(const char *message, const char *path)
{
	size_t n = strlen(path);

	return strncmp(message, path, n) || strncmp(message + n, ": ", 2)
	               ? message
	               : message + n + 2;
}

/* A pipe that holds the bytes and has been closed for writing. */
static struct file piped(const struct file *f)
{
	struct file p;
	uint8_t *bytes;
	size_t n;
	int fds[2];

	bytes = file_bytes(f, &n);
	if (pipe(fds) != 0)
		abort();
	fcntl(fds[1], F_SETPIPE_SZ, 1 << 20);
	if (write(fds[1], bytes, n) != (ssize_t)n)
		abort();
	free(bytes);
	close(fds[1]);
	p.fd = fds[0];
	snprintf(p.path, sizeof(p.path), "/proc/self/fd/%d", p.fd);
	return p;
}

static void describe_path(const char *path, bool no_map, bool blocks, struct str *out)
{
	struct savefile_opts opts = { .no_map = no_map };
	char err[SOURCE_MSG_MAX];
	struct source *s;
	struct batch b;
	int status;

	status = savefile_open(path, &opts, &s, err);
	if (status) {
		str_printf(out, "open %d %s\n", status, unnamed(err, path));
		return;
	}
	if (blocks)
		savefile_on_block(s, describe_block, out);
	while ((status = source_next(s, &b)) > 0) {
		for (uint32_t i = 0; i < b.count; i++)
			describe_packet(&b.packets[i], out);
	}
	str_printf(out, "end %d %s\n", status, unnamed(source_message(s), path));
	source_close(s);
}

void describe(const struct file *f, enum how how, bool blocks, struct str *out)
{
	struct file p;

	mapguard_install();
	out->len = 0;
	if (how != PIPED) {
		describe_path(f->path, how == READ, blocks, out);
		return;
	}
	p = piped(f);
	describe_path(p.path, true, blocks, out);
	file_close(&p);
}
