/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "cli/say.h"

/* Whether the source has packets of more than one link type. */
static bool is_mixed(const struct source *src)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(src, &count);

	for (uint32_t i = 1; i < count; i++) {
		if (ifaces[i].linktype != ifaces[0].linktype)
			return true;
	}
	return false;
}

/* Compiles for a link type, or finds that it was done before.
 *
 * returns EXIT_DONE and the program, or a status after messages.
 */
static int prog_for(struct matcher *m, uint32_t linktype, const struct pfc_prog **out)
{
	struct pfc_opts opts = m->opts;
	struct pfc_prog *prog;
	struct pfc_prog **grown;
	int status;

	for (uint32_t i = 0; i < m->prog_count; i++) {
		if (pfc_prog_linktype(m->progs[i]) == linktype) {
			*out = m->progs[i];
			return EXIT_DONE;
		}
	}
	if (!pfc_linktype_name(linktype))
		return say("%s: link type %u is not known: no filter compiles for it",
		           m->files, linktype);
	opts.linktype = linktype;
	if (m->src && is_mixed(m->src))
		opts.flags |= PFC_ALLOW_EMPTY; /* it may match packets of the others */
	status = filter_compile(&m->filter, m->args, &opts, &prog);
	if (status != EXIT_DONE && m->prog_count)
		say("%s: the filter does not compile for packets of link type %s", m->files,
		    pfc_linktype_name(linktype));
	if (status != EXIT_DONE)
		return status;
	grown = realloc(m->progs, (m->prog_count + 1) * sizeof(*grown));
	if (!grown) {
		pfc_prog_free(prog);
		return say("out of memory");
	}
	m->progs = grown;
	m->progs[m->prog_count++] = prog;
	*out = prog;
	return EXIT_DONE;
}

int matcher_compile(struct matcher *m)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(m->src, &count);
	const struct pfc_prog *prog;
	int status = EXIT_DONE;

	if (!m->filter.len)
		return EXIT_DONE;
	if (!count)
		return prog_for(m, m->opts.linktype, &prog);
	for (uint32_t i = 0; i < count && status == EXIT_DONE; i++)
		status = prog_for(m, ifaces[i].linktype, &prog);
	return status;
}

/* The first packet of an interface. */
static int meet(struct matcher *m, uint32_t iface)
{
	uint32_t count;
	const struct source_iface *ifaces = source_ifaces(m->src, &count);
	const struct pfc_prog **grown;

	if (m->iface_count < count) {
		grown = realloc(m->by_iface, count * sizeof(*grown));
		if (!grown)
			return say("out of memory");
		memset(grown + m->iface_count, 0,
		       (count - m->iface_count) * sizeof(*grown));
		m->by_iface = grown;
		m->iface_count = count;
	}
	return prog_for(m, ifaces[iface].linktype, &m->by_iface[iface]);
}

int matcher_run(struct matcher *m, const struct packet *pkt, uint32_t *snaplen)
{
	struct pfc_packet view = { pkt->data, pkt->caplen, pkt->len, NULL };

	*snaplen = m->opts.snaplen;
	if (!m->filter.len)
		return EXIT_DONE;
	if (pkt->iface >= m->iface_count || !m->by_iface[pkt->iface]) {
		int status = meet(m, pkt->iface);

		if (status != EXIT_DONE)
			return status;
	}
	if (pkt->flags & PACKET_HAS_META)
		view.meta = &pkt->meta;
	*snaplen = pfc_prog_run(m->by_iface[pkt->iface], &view);
	return EXIT_DONE;
}

static uint32_t wanted(const void *ctx, const struct packet *pkt)
{
	struct pfc_packet view = { pkt->data, pkt->caplen, pkt->len, NULL };

	return pfc_prog_run(ctx, &view);
}

bool matcher_sieve(const struct matcher *m, struct sieve *sieve)
{
	*sieve = (struct sieve){ wanted, m->prog_count == 1 ? m->progs[0] : NULL };
	return sieve->ctx != NULL;
}

bool matcher_needs_no_more(struct matcher *m)
{
	for (uint32_t i = 0; i < m->prog_count; i++) {
		if (!filter_stands_alone(&m->filter, &m->opts, m->progs[i]))
			return false;
	}
	m->opts.flags |= PFC_NO_LOOKUP;
	return true;
}

void matcher_fini(struct matcher *m)
{
	for (uint32_t i = 0; i < m->prog_count; i++)
		pfc_prog_free(m->progs[i]);
	free(m->progs);
	free(m->by_iface);
	filter_fini(&m->filter);
}
