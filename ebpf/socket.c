/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/socket.h"

#include <errno.h>
#include <linux/bpf.h>
#include <linux/if_packet.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ebpf/load.h"

enum {
	FRONT_MAX = SOCKET_IFACES_MAX + 16,
	LOOPBACK = 1, /* the number of lo in every network namespace */
};

struct front {
	struct bpf_insn insns[FRONT_MAX];
	size_t count;
};

static void put(struct front *f, uint8_t code, uint8_t dst, int16_t off, int32_t imm)
{
	f->insns[f->count++] = (struct bpf_insn){
		.code = code, .dst_reg = (unsigned)dst & 0xfu, .off = off, .imm = imm
	};
}

/* r2 = a word of the context; r1 stays what it is. */
static void put_field(struct front *f, size_t off)
{
	put(f, BPF_LDX | BPF_MEM | BPF_W, BPF_REG_2, (int16_t)off, 0);
	f->insns[f->count - 1].src_reg = BPF_REG_1;
}

/* Skips as many instructions when r2 compares with k. */
static void put_skip(struct front *f, uint8_t op, uint32_t k, size_t skipped)
{
	put(f, BPF_JMP | op | BPF_K, BPF_REG_2, (int16_t)skipped, (int32_t)k);
}

static void put_return(struct front *f, uint32_t k)
{
	put(f, BPF_ALU | BPF_MOV | BPF_K, BPF_REG_0, 0, (int32_t)k);
	put(f, BPF_JMP | BPF_EXIT, 0, 0, 0);
}

static void put_drops(struct front *f, enum socket_drops drops)
{
	enum { RETURN = 2, TEST = 2 }; /* instructions */

	if (drops == SOCKET_DROPS_NONE)
		return;
	if (drops == SOCKET_DROPS_OUT_LOOPBACK) {
		put_field(f, offsetof(struct __sk_buff, ifindex));
		put_skip(f, BPF_JNE, LOOPBACK, TEST + RETURN);
	}
	put_field(f, offsetof(struct __sk_buff, pkt_type));
	put_skip(f, drops == SOCKET_DROPS_IN ? BPF_JEQ : BPF_JNE, PACKET_OUTGOING,
	         RETURN);
	put_return(f, 0);
}

static void put_ifaces(struct front *f, const struct socket_front *want)
{
	put_field(f, offsetof(struct __sk_buff, ifindex));
	for (uint32_t i = 0; i < want->iface_count; i++)
		put_skip(f, BPF_JEQ, want->ifaces[i], want->iface_count - i - 1 + 2);
	put_return(f, PFC_SNAPLEN_MAX);
}

static void say_no_room(char *msg)
{
	snprintf(msg, EBPF_MSG_MAX,
	         "the socket has no room for the eBPF program: 'sysctl -w "
	         "net.core.optmem_max=1048576' makes room");
}

int socket_filter(int sock, const struct pfc_prog *prog,
                  const struct socket_front *want, char *msg)
{
	struct front f = { .count = 0 };
	int fd, err;

	put_drops(&f, want->drops);
	if (want->only_ifaces)
		put_ifaces(&f, want);
	fd = load_prog_behind(prog, f.insns, f.count, msg);
	if (fd < 0)
		return fd;
	err = attach_socket(sock, fd);
	close(fd); /* the socket holds it */
	if (err == -ENOMEM)
		say_no_room(msg);
	else if (err)
		snprintf(msg, EBPF_MSG_MAX, "cannot attach the eBPF program: %s",
		         strerror(-err));
	return err;
}
