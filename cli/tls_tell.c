/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_tell.c - what a trace of TLS says of itself, at its begin and its end. */
#include "cli/tls.h"

#include <inttypes.h>

#include "cli/say.h"

void tls_tell_begin(struct tls_view *v, int count, char **words)
{
	struct str filter = { 0 };

	say("tracing tls: %u places in %u files", v->attached, v->targets.count);
	if (v->silent)
		return;
	if (!v->t.args->json) {
		tls_lines_head(v);
		return;
	}
	json_open(&v->t, "start", v->t.now);
	json_text(&v->t.out, "version", pfc_version());
	json_number(&v->t.out, "schema", 1);
	json_text(&v->t.out, "view", "tls");
	for (int i = 0; i < count; i++)
		str_printf(&filter, "%s%s", i ? " " : "", words[i]);
	json_text(&v->t.out, "filter", filter.at ? filter.at : "");
	str_fini(&filter);
	json_close(&v->t);
}

void tls_tell_end(struct tls_view *v)
{
	const struct tls_totals *n = tls_totals(v->tls);
	uint64_t lost = n->lost, lost_keys = n->lost_keys, rejected = n->rejected;

	tls_keylog_count(v);
	if (v->t.args->json && !v->silent) {
		json_open(&v->t, "end", v->t.now);
		json_number(&v->t.out, "by_call", v->by_method[TLS_BY_CALL]);
		json_number(&v->t.out, "by_wire", v->by_method[TLS_BY_WIRE]);
		json_number(&v->t.out, "by_adjacent", v->by_method[TLS_BY_ADJACENT]);
		json_number(&v->t.out, "unknown", v->by_method[TLS_BY_NOTHING]);
		json_number(&v->t.out, "lost", lost);
		json_number(&v->t.out, "lost_keys", lost_keys);
		json_number(&v->t.out, "rejected", rejected);
		if (v->keylog) {
			json_number(&v->t.out, "keys_all", v->keys_all);
			json_number(&v->t.out, "keys_part", v->keys_part);
			json_number(&v->t.out, "keys_none", v->keys_none);
		}
		json_number(&v->t.out, "shown_bytes", v->shown);
		json_number(&v->t.out, "gap_bytes", v->gaps);
		json_number(&v->t.out, "lost_bytes", n->lost_data);
		json_number(&v->t.out, "no_conn", n->no_conn);
		json_number(&v->t.out, "deep", n->deep);
		json_close(&v->t);
	}
	say("connections ended: %" PRIu64 " with the socket of a call, %" PRIu64
	    " by the wire, %" PRIu64 " inferred, %" PRIu64 " unknown; %" PRIu64
	    " events lost, %" PRIu64 " keys lost",
	    v->by_method[TLS_BY_CALL], v->by_method[TLS_BY_WIRE],
	    v->by_method[TLS_BY_ADJACENT], v->by_method[TLS_BY_NOTHING], lost,
	    lost_keys);
	if (v->keylog)
		say("keys: of %" PRIu64 " connections all, of %" PRIu64 " a part, of %" PRIu64
		    " none",
		    v->keys_all, v->keys_part, v->keys_none);
	if (v->data)
		say("%" PRIu64 " bytes %s, %" PRIu64 " in gaps", v->shown,
		    v->synth ? "taken" : "shown", v->gaps);
	if (n->lost_data)
		say("note: there was no room for bytes that were lost: --ring %" PRIu64
		    ", or a filter",
		    2 * (v->t.args->ring_kib ? v->t.args->ring_kib : TRACE_RING_KIB));
}
