/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/kernel/socket.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

bool ksocket_open(struct ksocket *k)
{
	int pair[2];
	const int type = SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC;

	k->in = k->out = -1;
	if (socketpair(AF_UNIX, type, 0, pair) != 0)
		return false;
	k->in = pair[0];
	k->out = pair[1];
	return true;
}

void ksocket_close(struct ksocket *k)
{
	if (k->in >= 0)
		close(k->in);
	if (k->out >= 0)
		close(k->out);
	k->in = k->out = -1;
}

int ksocket_attach(struct ksocket *k, const struct sock_filter *insns, uint32_t count)
{
	struct sock_fprog prog = { .len = (unsigned short)count };

	if (count > BPF_MAXINSNS)
		return EINVAL; /* the length field has 16 bits only */
	/* The kernel only reads it. */
	prog.filter = (struct sock_filter *)(uintptr_t)insns;
	if (setsockopt(k->out, SOL_SOCKET, SO_ATTACH_FILTER, &prog, sizeof(prog)) == 0)
		return 0;
	return errno;
}

int ksocket_accepts(struct ksocket *k, const uint8_t *data, size_t len)
{
	uint8_t byte;

	if (send(k->in, data, len, 0) != (ssize_t)len)
		return -1;
	if (recv(k->out, &byte, sizeof(byte), MSG_TRUNC) >= 0)
		return 1;
	return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
}
