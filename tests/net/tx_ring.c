/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/net/tx_ring.h"

#include <linux/if_packet.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/test.h"

enum {
	SLOT_LEN = 4096,
	SLOTS = 64,
	DATA_AT = TPACKET_ALIGN((int)sizeof(struct tpacket2_hdr)),
};

struct tx_ring {
	int fd;
	uint8_t *map;
	unsigned next;
};

struct tx_ring *tx_ring_open(const char *name)
{
	struct tpacket_req req = { SLOT_LEN, SLOTS, SLOT_LEN, SLOTS };
	struct tx_ring *r = calloc(1, sizeof(*r));
	int version = TPACKET_V2;

	CHECK(r != NULL);
	r->fd = sender_open(name);
	CHECK_EQ(setsockopt(r->fd, SOL_PACKET, PACKET_VERSION, &version,
	                    sizeof(version)),
	         0);
	CHECK_EQ(setsockopt(r->fd, SOL_PACKET, PACKET_TX_RING, &req, sizeof(req)), 0);
	r->map = mmap(NULL, (size_t)SLOT_LEN * SLOTS, PROT_READ | PROT_WRITE,
	              MAP_SHARED, r->fd, 0);
	CHECK(r->map != MAP_FAILED);
	return r;
}

static struct tpacket2_hdr *slot_at(const struct tx_ring *r, unsigned i)
{
	return (void *)(r->map + (size_t)i * SLOT_LEN);
}

static void wait_slot(const struct tx_ring *r, unsigned i)
{
	struct pollfd pfd = { .fd = r->fd, .events = POLLOUT };

	while (__atomic_load_n(&slot_at(r, i)->tp_status, __ATOMIC_ACQUIRE) !=
	       TP_STATUS_AVAILABLE) {
		CHECK(send(r->fd, NULL, 0, 0) >= 0);
		poll(&pfd, 1, 10);
	}
}

void tx_ring_send(struct tx_ring *r, const struct frame *f)
{
	struct tpacket2_hdr *slot = slot_at(r, r->next);

	wait_slot(r, r->next);
	memcpy((uint8_t *)slot + DATA_AT, f->at, f->len);
	slot->tp_len = (uint32_t)f->len;
	__atomic_store_n(&slot->tp_status, TP_STATUS_SEND_REQUEST, __ATOMIC_RELEASE);
	r->next = (r->next + 1) % SLOTS;
	CHECK(send(r->fd, NULL, 0, 0) >= 0);
}

void tx_ring_close(struct tx_ring *r)
{
	for (unsigned i = 0; i < SLOTS; i++)
		wait_slot(r, i);
	munmap(r->map, (size_t)SLOT_LEN * SLOTS);
	close(r->fd);
	free(r);
}
