/* SPDX-License-Identifier: BSD-2-Clause */
#include "teach/parts.h"

#include <inttypes.h>
#include <string.h>

#include "teach/value.h"

/* The header that byte i of a load lies in: loads may begin in one and end in the next. */
static struct header header_of_byte(const struct place *p, uint32_t i)
{
	if (!p->kind || !place_known(p))
		return (struct header){ p->at.layer, p->at.at + i };
	for (uint32_t k = p->kind->count; k-- > 0;) {
		const struct header *h = &p->kind->headers[k];

		if (h->layer == p->at.layer)
			return hypothesis_at(p->kind, h->at + p->at.at + i);
	}
	return (struct header){ p->at.layer, p->at.at + i };
}

/* The fields that a load of width bytes at a place reads, as far as mask leaves them. */
uint32_t parts_find(struct part *parts, const struct place *p, uint32_t width,
                    uint32_t mask)
{
	uint32_t count = 0;

	for (uint32_t bit = 0; bit < 8 * width; bit++) {
		uint32_t one = 1u << (8 * width - 1 - bit);
		struct header at = header_of_byte(p, bit / 8);
		const struct field *f = NULL;
		struct part *last = count ? &parts[count - 1] : NULL;

		if (!(mask & one))
			continue;
		if (at.layer != FIELD_NONE)
			f = field_of_bit(at.layer, 8 * at.at + bit % 8);
		if (last && last->field == f && last->at.layer == at.layer) {
			last->mask |= one;
			last->bytes = at.at - last->at.at + 1;
		} else if (count < NOTES_PARTS) {
			parts[count++] = (struct part){ f, at, 1, one };
		}
	}
	return count;
}

/* "source, word 1 of 4" where a load reads a piece of a long field. */
void parts_put_field(struct str *out, const struct part *p)
{
	const struct field *f = p->field;
	uint32_t first, last, from, to;

	if (!f) {
		str_printf(out,
		           p->bytes == 1 ? "byte %" PRIu32
		                         : "bytes %" PRIu32 "-%" PRIu32,
		           p->at.at, p->at.at + p->bytes - 1);
		return;
	}
	first = f->bit / 8;
	last = (f->bit + f->bits - 1u) / 8;
	from = p->at.at;
	to = p->at.at + p->bytes - 1;
	str_printf(out, "%s", f->name);
	if ((from == first && to == last) || f->bits <= 16)
		return;
	if (f->bits == 128 && (from - first) % 4 == 0 && to - from == 3)
		str_printf(out, ", word %" PRIu32 " of 4", (from - first) / 4 + 1);
	else if (from == to)
		str_printf(out, ", byte %" PRIu32 " of %" PRIu32, from - first + 1,
		           last - first + 1);
	else
		str_printf(out, ", bytes %" PRIu32 "-%" PRIu32 " of %" PRIu32,
		           from - first + 1, to - first + 1, last - first + 1);
}

/* The name of the header, where it is not that of the part before. */
void parts_put_layer(struct str *out, const struct part *parts, uint32_t i)
{
	if (i && parts[i].at.layer == parts[i - 1].at.layer)
		return;
	if (parts[i].at.layer == FIELD_NONE)
		str_printf(out, "packet ");
	else
		str_printf(out, "%s ", field_layer_name(parts[i].at.layer));
}

/* The fields of a load, the name of the first header left out. */
void parts_put(struct str *out, const struct place *p, uint32_t width, uint32_t mask)
{
	struct part parts[NOTES_PARTS];
	uint32_t count = parts_find(parts, p, width, mask);

	for (uint32_t i = 0; i < count; i++) {
		str_printf(out, "%s", i == 0 ? "" : i + 1 < count ? ", " : " and ");
		if (i)
			parts_put_layer(out, parts, i);
		parts_put_field(out, &parts[i]);
	}
}

void parts_put_equal(struct str *out, const struct place *p, uint32_t width, uint32_t mask,
                     uint32_t value)
{
	struct part parts[NOTES_PARTS];
	uint32_t count = parts_find(parts, p, width, mask);

	for (uint32_t i = 0; i < count; i++) {
		const struct field *f = parts[i].field;

		str_printf(out, "%s", i ? " and " : "");
		parts_put_layer(out, parts, i);
		parts_put_field(out, &parts[i]);
		str_printf(out, f && f->values == VALUES_TCP_FLAGS ? " are " : " is ");
		value_words(out, f, parts[i].mask, value & parts[i].mask);
	}
}

void parts_put_change(struct str *out, const struct place *p, uint32_t width, uint32_t from,
                      uint32_t to)
{
	struct part parts[NOTES_PARTS];
	uint32_t count = parts_find(parts, p, width, (from ^ to) & load_all(width));

	/* All of a field, although some of its bits are the same. */
	for (uint32_t i = 0; i < count; i++) {
		struct part all[NOTES_PARTS];
		uint32_t n = parts_find(all, p, width, load_all(width));

		for (uint32_t k = 0; k < n; k++) {
			if (all[k].mask & parts[i].mask)
				parts[i] = all[k];
		}
		str_printf(out, "%s", i ? " and " : "");
		parts_put_layer(out, parts, i);
		parts_put_field(out, &parts[i]);
		str_printf(out, " ");
		value_words(out, parts[i].field, parts[i].mask, to & parts[i].mask);
		str_printf(out, " instead of ");
		value_words(out, parts[i].field, parts[i].mask, from & parts[i].mask);
	}
}

void parts_put_set(struct str *out, const struct place *p, uint32_t width, uint32_t mask)
{
	struct part parts[NOTES_PARTS];
	uint32_t count = parts_find(parts, p, width, mask);

	str_printf(out, "%s ", field_layer_name(p->at.layer));
	if (count != 1 || !parts[0].field) {
		parts_put(out, p, width, mask);
		str_printf(out,
		           count > 1 ? " are not all 0" : " has a bit of 0x%" PRIx32,
		           mask);
		return;
	}
	parts_put_field(out, &parts[0]);
	if (value_is_whole(parts[0].field, mask)) {
		str_printf(out, " is not 0");
		return;
	}
	str_printf(out, mask & (mask - 1) ? " has one of the bits " : " has the bit ");
	value_words(out, parts[0].field, mask, mask);
}

/* The layers from i on with the same fields: "TCP, UDP or SCTP". */
static void put_layers(struct str *out, const struct note *n, const bool *same,
                       uint32_t i)
{
	uint32_t count = 0, shown = 0;

	for (uint32_t k = i; k < n->count; k++)
		count += same[k];
	for (uint32_t k = i; k < n->count; k++) {
		if (!same[k])
			continue;
		shown++;
		str_printf(out, "%s%s",
		           shown == 1      ? ""
		           : shown < count ? ", "
		                           : " or ",
		           field_layer_name(n->places[k].at.layer));
	}
}

/* All that a load may be, those of one name joined: "TCP or UDP source port". */
void parts_put_places(struct str *out, const struct note *n, uint32_t width,
                      uint32_t mask)
{
	bool done[NOTE_PLACES] = { false };
	uint32_t shown = 0;

	for (uint32_t i = 0; i < n->count; i++) {
		bool same[NOTE_PLACES] = { false };
		struct str fields = { 0 };

		if (done[i] || !place_known(&n->places[i]))
			continue;
		parts_put(&fields, &n->places[i], width, mask);
		for (uint32_t k = i; k < n->count; k++) {
			struct str other = { 0 };

			parts_put(&other, &n->places[k], width, mask);
			same[k] = !done[k] && place_known(&n->places[k]) && fields.at &&
			          other.at && !strcmp(fields.at, other.at);
			done[k] |= same[k];
			out->failed |= other.failed;
			str_fini(&other);
		}
		str_printf(out, "%s", shown++ ? "; or " : "");
		put_layers(out, n, same, i);
		str_printf(out, " %s", fields.at ? fields.at : "");
		out->failed |= fields.failed;
		str_fini(&fields);
	}
	if (shown && n->more)
		str_printf(out, "; or others");
}

bool parts_any(const struct note *n)
{
	return n->count && place_known(&n->places[0]);
}
