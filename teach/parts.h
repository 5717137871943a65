/* SPDX-License-Identifier: BSD-2-Clause */
/* teach/parts.h - the fields that a load reads, by name. */
#ifndef PFC_TEACH_PARTS_H
#define PFC_TEACH_PARTS_H

#include "teach/notes.h"

/* A field, and what of it a load reads. */
struct part {
	const struct field *field; /* NULL: none that is known */
	struct header at;          /* its first byte that is read ... */
	uint32_t bytes;            /* ... and how many are */
	uint32_t mask;             /* of the loaded number */
};

/* Bytes that a load takes, and the largest number of so many. */
static inline uint32_t load_width(uint16_t code)
{
	return BPF_SIZE(code) == BPF_W ? 4 : BPF_SIZE(code) == BPF_H ? 2 : 1;
}

static inline uint32_t load_all(uint32_t width)
{
	return width == 4 ? UINT32_MAX : (1u << 8 * width) - 1;
}

static inline bool place_known(const struct place *p)
{
	return p->at.layer != FIELD_NONE;
}

/* The fields that a load of width bytes at a place reads, as far as mask leaves them; room for
 * NOTES_PARTS.
 */
uint32_t parts_find(struct part *parts, const struct place *p, uint32_t width,
                    uint32_t mask);

/* "source, word 1 of 4"; the name of its header, where it is not that of the part before;
 * all parts, with the name of the first header left out.
 */
void parts_put_field(struct str *out, const struct part *p);
void parts_put_layer(struct str *out, const struct part *parts, uint32_t i);
void parts_put(struct str *out, const struct place *p, uint32_t width, uint32_t mask);

/* Each field of these bits with its part of value: "IPv4 fragment offset is 0 and protocol is 6
 * (TCP)"; and that a bit of them is set: "IPv4 fragment offset is not 0".
 */
void parts_put_equal(struct str *out, const struct place *p, uint32_t width, uint32_t mask,
                     uint32_t value);
void parts_put_set(struct str *out, const struct place *p, uint32_t width, uint32_t mask);

/* The fields that differ: "IPv4 protocol 17 (UDP) instead of 6 (TCP)". */
void parts_put_change(struct str *out, const struct place *p, uint32_t width, uint32_t from,
                      uint32_t to);

/* All that a load may be, those of one name joined: "TCP or UDP source port". */
void parts_put_places(struct str *out, const struct note *n, uint32_t width,
                      uint32_t mask);

/* Has any place of a load a name? */
bool parts_any(const struct note *n);

#endif
