/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/connection.h"

#include "base/printable.h"
#include "compiler/resolve.h"

struct answer {
	struct diags *diags;
	const char *text;
	bool ok;
};

/* Bytes of a header that all packets of a connection have in common. */
static const struct {
	enum proto_id proto;
	uint32_t from, to;
} common[] = {
	{ PROTO_IP, 9, 10 },                                             /* protocol */
	{ PROTO_IP, 12, 20 },                                            /* addresses */
	{ PROTO_IP6, 6, 7 },  { PROTO_IP6, 8, 40 }, { PROTO_TCP, 0, 4 }, /* ports */
};

static void refuse(struct answer *a, struct span at, const char *why)
{
	struct diag *d = diag_error(
		a->diags, at, "'%s' %s",
		printable(a->diags->arena, a->text + at.off, at.len, 48), why);

	d->hint = "a connection has an IP version, the protocol, addresses and ports";
	a->ok = false;
}

static const char varies[] = "is not the same for all packets of a connection";

static bool is_common(const struct expr *e)
{
	if (e->l->kind != EXPR_NUM)
		return false;
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++) {
		if (e->proto == common[i].proto && e->l->num >= common[i].from &&
		    e->size <= common[i].to && e->l->num <= common[i].to - e->size)
			return true;
	}
	return false;
}

static void ask_expr(struct answer *a, const struct expr *e)
{
	switch (e->kind) {
	case EXPR_NUM:
		return;
	case EXPR_LEN:
		refuse(a, e->at, varies);
		return;
	case EXPR_LOAD:
		if (!is_common(e))
			refuse(a, e->at, varies);
		return;
	case EXPR_BIN:
		ask_expr(a, e->l);
		ask_expr(a, e->r);
		return;
	case EXPR_NEG:
		ask_expr(a, e->l);
		return;
	}
}

static void ask_prim(struct answer *a, const struct ast *p)
{
	struct span at = p->prim.operand.file ? p->prim.head->at : p->at;

	switch (p->prim.resolved->kind) {
	case PRIM_HOST:
		if (p->prim.resolved->proto == PROTO_ARP ||
		    p->prim.resolved->proto == PROTO_RARP)
			refuse(a, at, "is no part of a TCP connection");
		return;
	case PRIM_PORT:
	case PRIM_IP_PROTO:
		return;
	case PRIM_PROTOCHAIN:
		refuse(a, at, varies);
		return;
	case PRIM_LINK_HOST:
	case PRIM_LINK_HOST8:
	case PRIM_DECNET:
	case PRIM_GATEWAY:
	case PRIM_LINK_PROTO:
	case PRIM_ISO_PROTO:
	case PRIM_ISIS_PROTO:
		refuse(a, at, "is below IP, which a connection does not know");
		return;
	}
}

static bool is_ip(enum proto_id id)
{
	const struct proto *p = proto_at(id);

	return id == PROTO_IP || id == PROTO_IP6 || p->layer == LAYER_IP ||
	       p->layer == LAYER_IP4 || p->layer == LAYER_IP6;
}

static void ask(struct answer *a, const struct ast *t)
{
	switch (t->kind) {
	case AST_CHAIN:
		for (uint32_t i = 0; i < t->chain.count; i++)
			ask(a, t->chain.kid[i]);
		return;
	case AST_NOT:
		ask(a, t->not );
		return;
	case AST_PRIM:
		ask_prim(a, t);
		return;
	case AST_PROTO:
		if (!is_ip(t->proto))
			refuse(a, t->at, "is no part of a TCP connection");
		return;
	case AST_REL:
		ask_expr(a, t->rel.l);
		ask_expr(a, t->rel.r);
		return;
	case AST_WORD:
		refuse(a, t->at,
		       t->word.word == WORD_LESS || t->word.word == WORD_GREATER ||
		                       t->word.word == WORD_BYTE
		               ? varies
		               : "cannot be asked of a connection");
		return;
	}
}

bool connection_answers(struct diags *diags, const char *text, const struct ast *tree)
{
	struct answer a = { diags, text, true };

	if (tree)
		ask(&a, tree);
	return a.ok;
}
