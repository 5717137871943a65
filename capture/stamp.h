/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/stamp.h - which clock gives packets their time: this machine's or the adapter's.
 *
 * An adapter has a clock of its own, which starts anywhere and runs at its own pace unless
 * something like phc2sys(8) keeps it. A packet that it did not stamp, such as each one that
 * is sent, has this machine's time.
 */
#ifndef PFC_CAPTURE_STAMP_H
#define PFC_CAPTURE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/iface.h"

enum stamp {
	STAMP_HOST,
	STAMP_ADAPTER,          /* its time, brought to this machine's by the driver */
	STAMP_ADAPTER_UNSYNCED, /* as its clock has it */
	STAMPS,
};

/* As -j names it, and in words. */
const char *stamp_name(enum stamp stamp);
const char *stamp_description(enum stamp stamp);

/* Whether the interface has a clock for it that can stamp every packet. */
bool stamp_offered(const struct iface *iface, enum stamp stamp);

/* Has the packets of a packet socket stamped so. The adapter is told to, unless it does
 * already, and goes on when the socket is closed.
 *
 * msg     of SOURCE_MSG_MAX bytes: the error.
 * returns 0 or -errno: -EPERM it takes CAP_NET_ADMIN, -EOPNOTSUPP it is not offered.
 */
int stamp_use(int fd, const struct iface *iface, enum stamp stamp, char *msg);

/* The bits of tp_status of which a packet has one that was stamped so; 0: any has. */
uint32_t stamp_status(enum stamp stamp);

#endif
