/* SPDX-License-Identifier: BSD-2-Clause */
/* capture/print_json.h - a packet as one JSON object, written beside its line.
 *
 * The printers write the line as ever; what they say of a protocol they also put into an
 * object of its name here. Without --json every function returns at once. Members end with
 * a comma that the end of the object takes away again, so nobody counts them.
 *
 * A packet inside a tunnel begins a new layer: what was said before becomes an element of
 * "tunnels", and the members of the object itself are those of the innermost packet.
 */
#ifndef PFC_CAPTURE_PRINT_JSON_H
#define PFC_CAPTURE_PRINT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "capture/source.h"

struct print;

void obj_open(struct print *p, const char *name); /* "name":{ */
void obj_close(struct print *p);
void obj_list(struct print *p, const char *name); /* "name":[ */
void obj_list_end(struct print *p);

void obj_number(struct print *p, const char *name, uint64_t number);
void obj_true(struct print *p, const char *name);
void obj_text(struct print *p, const char *name, const char *text); /* our own */

/* What was written to the line since `start`, or to another place of len bytes: printable
 * ASCII in both cases. name NULL: an element of a list.
 */
void obj_since(struct print *p, const char *name, const char *start);
void obj_printed(struct print *p, const char *name, const char *from, size_t len);

void obj_mac(struct print *p, const char *name, const uint8_t mac[6]);
void obj_addr(struct print *p, const char *name, const uint8_t *addr, unsigned len);

/* The layer so far was a tunnel of this type; id may be absent. */
void obj_tunnel(struct print *p, const char *type, bool has_id, uint32_t id);

void obj_begin(struct print *p);

/* Appends the object and a newline to where the line would have gone. */
void obj_end(struct print *p, const struct source_iface *iface, struct str *out);

#endif
