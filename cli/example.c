/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/example.h"

#include <string.h>

#include "capture/print.h"

enum { TIMEOUT_MS = 5000 };

static void put_be(uint8_t *at, uint32_t len, uint32_t v)
{
	for (uint32_t i = len; i-- > 0; v >>= 8)
		at[i] = (uint8_t)v;
}

/* Every packet that the program accepts tells it from one that accepts nothing. */
void example_find(struct example *e, struct arena *arena,
                  const struct sock_filter *insns, uint32_t count, uint32_t linktype)
{
	static const struct sock_filter nothing[] = { BPF_STMT(BPF_RET | BPF_K, 0) };
	const struct witness *w;
	struct pfc_packet pkt;

	*e = (struct example){ .linktype = linktype };
	e->cmp.a = (struct compare_program){ insns, count };
	e->cmp.b = (struct compare_program){ nothing, 1 };
	e->cmp.linktype = linktype;
	e->cmp.timeout_ms = TIMEOUT_MS;
	if (compare_programs(&e->cmp) != 0)
		return;
	e->none = e->cmp.any[REGION_A_ONLY] == ANSWER_NO;
	if (e->cmp.any[REGION_A_ONLY] != ANSWER_YES)
		return;
	e->witness = w = e->cmp.witness[REGION_A_ONLY];
	pkt = (struct pfc_packet){ w->data, w->caplen, w->len,
		                   w->has_meta ? &w->meta : NULL };
	trace_run(&e->trace, arena, insns, count, &pkt);
	e->flips = trace_flip(&e->trace, &pkt, &e->flip);
	if (!e->flips)
		return;
	e->near = arena_alloc(arena, w->caplen);
	memcpy(e->near, w->data, w->caplen);
	put_be(e->near + e->flip.at.off, e->flip.at.len, e->flip.to);
}

void example_fini(struct example *e)
{
	compare_fini(&e->cmp);
}

struct packet example_packet(const struct example *e, bool near)
{
	const struct witness *w = e->witness;
	struct packet p = { .caplen = w->caplen, .len = w->len };

	p.data = near ? e->near : w->data;
	if (w->has_meta) {
		p.flags = PACKET_HAS_META;
		p.meta = w->meta;
	}
	return p;
}

void print_one(struct str *out, uint32_t linktype, const struct packet *p, bool hex)
{
	struct printer_opts opts = { .time = PRINT_TIME_NONE,
		                     .dump = hex ? PRINT_DUMP_HEX_WHOLE
		                                 : PRINT_DUMP_NONE };
	struct source_iface iface = { .linktype = linktype, .fcs_len = -1 };
	struct printer *printer = printer_open(&opts);

	if (!printer) {
		out->failed = true;
		return;
	}
	print_packet(printer, &iface, p, out);
	printer_close(printer);
}
