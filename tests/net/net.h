/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/net/net.h - a network of its own for a test program, and frames to send in it.
 *
 * The process moves into a new network namespace without a name: it ends with the
 * process, so nothing is ever left behind. In it: lo, and the two ends v0 and v1 of a
 * virtual cable, all up, without any address, so only the test's packets travel.
 */
#ifndef PFC_TESTS_NET_NET_H
#define PFC_TESTS_NET_NET_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* NULL once the process is in its own network; else the reason why it cannot be. */
const char *net_enter(void);

/* Runs a shell command; fails the test when the command does. */
void net_run(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Waits until the interface sends. */
void net_wait_up(const char *name);

/* A fresh cable v0 - v1 in place of the old one. */
void net_new_cable(void);

/* fork(), and the child does not outlive this process, however that ends. */
pid_t net_fork(void);

enum { FRAME_MAX = 2048 };

struct frame {
	size_t len;
	uint8_t at[FRAME_MAX];
};

/* An Ethernet frame with an IPv4 UDP packet from 192.0.2.1 to 192.0.2.2.
 *
 * number is carried in the payload; len is that of the frame, 64 and up.
 */
struct frame frame_udp(uint16_t sport, uint16_t dport, uint32_t number, size_t len);

/* The number given to frame_udp(), from a frame without VLAN tag. */
uint32_t frame_number(const uint8_t *frame);

/* The frame with a tag behind its addresses. */
struct frame frame_tagged(const struct frame *f, uint16_t tpid, uint16_t tci);

/* A socket that sends whole frames out of the interface. */
int sender_open(const char *name);
void sender_send(int fd, const struct frame *f);

#endif
