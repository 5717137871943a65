/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/resolve.h"

#include <string.h>

#include "base/printable.h"
#include "base/str.h"
#include "compiler/resolve_int.h"
#include "grammar/words.h"

enum { TIMEOUT_MS = 10000, QUOTE_MAX = 48, FILE_LINTS_MAX = 10 };

static const char *quote_in(struct resolver *cx, const char *text, struct span at)
{
	return text ? printable(cx->arena, text + at.off, at.len, QUOTE_MAX) : "this";
}

const char *quote(struct resolver *cx, struct span at)
{
	return quote_in(cx, cx->text, at);
}

struct in_file enter_file(struct resolver *cx, const struct ast_operand *opd)
{
	struct in_file was = { cx->diags->list.count, cx->diags->no_lint };

	if (!opd->file)
		return was;
	cx->text = opd->file->text;
	/* One line too many is told like a thousand. */
	cx->diags->no_lint |= cx->file_lints >= FILE_LINTS_MAX;
	return was;
}

void leave_file(struct resolver *cx, const struct ast_operand *opd, struct in_file was)
{
	if (!opd->file)
		return;
	cx->text = cx->opts->text;
	cx->diags->no_lint = was.no_lint;
	cx->file_lints += cx->diags->list.count - was.first;
	ast_file_diags(cx->diags, was.first, opd->file);
}

const char *qualifiers(struct resolver *cx, const struct ast_head *head,
                       const char *proto, const char *type)
{
	const char *text = cx->opts->text;
	const char *dir = head->dir_at.len ? quote_in(cx, text, head->dir_at) : "";

	if (!proto)
		proto = head->proto_at.len ? quote_in(cx, text, head->proto_at) : "";
	if (!type)
		type = head->type_at.len ? quote_in(cx, text, head->type_at) : "";
	return arena_printf(cx->arena, "%s%s%s%s%s%s", proto, *proto ? " " : "", dir,
	                    *dir ? " " : "", type, *type ? " " : "");
}

struct diag *not_a(const struct prim *p, const char *what)
{
	return diag_error(p->cx->diags, p->opd->at, "'%s' is not %s",
	                  quote(p->cx, p->opd->at), what);
}

bool check_range(struct resolver *cx, struct span at, uint32_t n, uint32_t max,
                 const char *what)
{
	if (n <= max)
		return true;
	diag_error(cx->diags, at, "%s %s is out of range 0 to %u", what, quote(cx, at),
	           max);
	return false;
}

const char *spelled(struct resolver *cx, const char *name)
{
	if (!word_by_text(name, strlen(name)))
		return name;
	return arena_printf(cx->arena, "\\%s", name);
}

/* `llc rnr` needs no backslash, which the grammar sees to. */
static const char *member(struct resolver *cx, enum operand_set set, const char *name)
{
	return set == OPERANDS_LLC ? name : spelled(cx, name);
}

/* "a, b, c" of a set, each value once: the first name is the usual one. */
static const char *list_of(struct resolver *cx, enum operand_set set)
{
	const char *list = member(cx, set, operand_at(set, 0)->name);

	for (size_t i = 1; i < operand_count(set); i++) {
		if (operand_at(set, i)->value != operand_at(set, i - 1)->value)
			list = arena_printf(cx->arena, "%s, %s", list,
			                    member(cx, set, operand_at(set, i)->name));
	}
	return list;
}

bool named_operand(struct resolver *cx, enum operand_set set, const char *name,
                   struct span at, const char *what, uint32_t *value)
{
	const struct operand_name *found = operand_by_name(set, name);
	struct closest near = { .word = name, .len = strlen(name) };
	struct diag *d;

	if (found) {
		*value = found->value;
		return true;
	}
	for (size_t i = 0; i < operand_count(set); i++)
		closest_try(&near, operand_at(set, i)->name);
	d = diag_error(cx->diags, at, "unknown %s '%s'", what, quote(cx, at));
	if (near.best)
		diag_hint(cx->diags, d, "did you mean '%s'?",
		          member(cx, set, near.best));
	else
		diag_hint(cx->diags, d, "one of %s", list_of(cx, set));
	return false;
}

struct diag *unknown_name(struct resolver *cx, struct span at, struct name *n,
                          const char *what)
{
	const char *text = quote(cx, at);

	if (n->reported)
		return NULL;
	n->reported = true;
	if (n->why)
		return diag_error(cx->diags, at, "unknown %s '%s': %s", what, text,
		                  n->why);
	return diag_error(cx->diags, at, "unknown %s '%s'", what, text);
}

bool lint_octal(struct resolver *cx, struct span at, uint32_t n)
{
	const char *text = cx->text;
	struct diag *d;

	/* 0 to 7 are the same in both. */
	if (!text || n < 8 || at.len < 2 || text[at.off] != '0' ||
	    (text[at.off + 1] | 0x20) == 'x')
		return false;
	d = diag_lint(cx->diags, "octal", at,
	              "'%s' is octal because of its leading zero: %u", quote(cx, at),
	              n);
	diag_hint(cx->diags, d, "leave the zero out, or write %u", n);
	return true;
}

bool lint_number(const struct prim *p)
{
	struct resolver *cx = p->cx;
	struct diag *d;

	if (!p->opd->name)
		return lint_octal(cx, p->opd->at, p->opd->num);
	d = diag_lint(cx->diags, "constant", p->opd->at,
	              "'%s' is read as the number %u", quote(cx, p->opd->at),
	              p->opd->num);
	diag_hint(cx->diags, d, "write '\\%s' if it is a name", p->opd->name);
	return true;
}

/* "8000-8100": begins with a number and a hyphen. */
static bool is_range(const char *name)
{
	size_t hex = name[0] == '0' && (name[1] | 0x20) == 'x' ? 2 : 0;
	size_t n = hex + strspn(name + hex, hex ? "0123456789abcdefABCDEF" : "0123456789");

	return n > hex && name[n] == '-';
}

/* The type an operand has behind its head: in a set, "host" takes networks and "port" ranges,
 * which begin with a number (a name may have a hyphen of its own, "ftp-data").
 */
static enum ast_type type_of(const struct ast_head *head, const struct ast_operand *opd)
{
	enum ast_type type = head->type == TYPE_NONE ? TYPE_HOST : head->type;
	bool net = opd->kind == OPD_DOTTED_LEN || opd->kind == OPD_DOTTED_MASK ||
	           opd->kind == OPD_IP6_LEN;

	if (!opd->in_set)
		return type;
	if (type == TYPE_HOST && net && (proto_at(head->proto)->heads & H_NET))
		return TYPE_NET;
	if (type == TYPE_PORT && opd->kind == OPD_NAME && !opd->escaped &&
	    is_range(opd->name))
		return TYPE_PORTRANGE;
	return type;
}

/* Which H_ a primitive type needs of its protocol word. */
static uint32_t needed_head(enum ast_type type)
{
	switch (type) {
	case TYPE_NONE:
	case TYPE_HOST:
		return H_HOST;
	case TYPE_NET:
		return H_NET;
	case TYPE_PORT:
		return H_PORT;
	case TYPE_PORTRANGE:
		return H_PORTRANGE;
	case TYPE_PROTO:
		return H_PROTO;
	case TYPE_PROTOCHAIN:
		return H_PROTOCHAIN;
	case TYPE_GATEWAY:
		return H_GATEWAY;
	}
	return 0;
}

const char *words_before(struct resolver *cx, uint32_t need)
{
	const char *list = "", *last = NULL;

	for (int id = PROTO_NONE + 1; id < PROTO_COUNT; id++) {
		const struct proto *row = proto_at((enum proto_id)id);

		if (!(row->heads & need))
			continue;
		if (last)
			list = arena_printf(cx->arena, "%s%s%s", list,
			                    *list ? ", " : "", last);
		last = row->word;
	}
	return arena_printf(cx->arena, "%s%s%s", list, *list ? " or " : "", last);
}

static void hint_head(const struct prim *p, struct diag *d, uint32_t need)
{
	struct resolver *cx = p->cx;
	const struct ast_head *head = p->head;
	const char *type = quote(cx, head->type_at);
	const char *apart = qualifiers(cx, head, "", NULL);
	const char *operand =
		p->opd->file ? arena_printf(cx->arena, "in %s",
	                                    quote(cx, p->opd->file->at))
			     : quote(cx, p->opd->at);

	if (head->proto == PROTO_LINK && need == H_NET)
		diag_hint(cx->diags, d, "link addresses have no networks");
	else if (!(proto_at(head->proto)->flags & F_ALONE))
		diag_hint(cx->diags, d, "'%s' goes with %s", type,
		          words_before(cx, need));
	else if (need & (H_PORT | H_PORTRANGE) && head->proto != PROTO_IP &&
	         head->proto != PROTO_IP6)
		diag_hint(cx->diags, d, "ports exist in tcp, udp and sctp");
	else if (need & (H_HOST | H_NET | H_PORT | H_PORTRANGE))
		diag_hint(cx->diags, d, "write '%s and %s%s'",
		          quote(cx, head->proto_at), apart, operand);
	else
		diag_hint(cx->diags, d, "'%s' goes with %s", type,
		          words_before(cx, need));
}

/* Whether the qualifiers in front of an operand combine; queues the error once for all
 * operands that share them.
 */
static bool check_head(const struct prim *p)
{
	struct resolver *cx = p->cx;
	const struct ast_head *head = p->head;
	uint32_t need = needed_head(head->type);
	struct span at = head->type_at.len  ? head->type_at
	                 : head->dir_at.len ? head->dir_at
	                                    : p->opd->at;
	struct diag *d;

	if (proto_at(head->proto)->heads & need)
		return true;
	if (cx->bad_head == head)
		return false;
	cx->bad_head = head;
	if (need & (H_PORT | H_PORTRANGE))
		d = diag_error(cx->diags, at, "'%s' carries no ports",
		               quote(cx, head->proto_at));
	else if (head->type == TYPE_NONE)
		d = diag_error(cx->diags, at, "'%s' cannot be followed by a host",
		               quote(cx, head->proto_at));
	else
		d = diag_error(cx->diags, at, "'%s' cannot be followed by '%s'",
		               quote(cx, head->proto_at), quote(cx, head->type_at));
	d->also = head->proto_at;
	hint_head(p, d, need);
	return false;
}

static bool takes_direction(enum ast_type type)
{
	return type == TYPE_HOST || type == TYPE_NET || type == TYPE_PORT ||
	       type == TYPE_PORTRANGE;
}

/* The same for the direction. */
static bool check_dir(const struct prim *p)
{
	struct resolver *cx = p->cx;
	const struct ast_head *head = p->head;
	bool link_dir = head->dir >= DIR_ADDR1;
	struct diag *d;

	if (head->dir == DIR_NONE)
		return true;
	if (link_dir ? head->proto == PROTO_LINK && p->type == TYPE_HOST
	             : takes_direction(p->type))
		return true;
	if (cx->bad_head == head)
		return false;
	cx->bad_head = head;
	if (link_dir) {
		d = diag_error(cx->diags, head->dir_at,
		               "'%s' is an address of the 802.11 header",
		               quote(cx, head->dir_at));
		diag_hint(cx->diags, d, "write 'wlan %s' and a link address",
		          quote(cx, head->dir_at));
	} else {
		d = diag_error(cx->diags, head->dir_at, "'%s' does not go with '%s'",
		               quote(cx, head->dir_at), quote(cx, head->type_at));
		d->also = head->type_at;
		d->hint = "a direction goes with host, net, port and portrange";
	}
	return false;
}

static void resolve_any_host(const struct prim *p)
{
	if (p->head->proto == PROTO_LINK)
		resolve_link_host(p);
	else if (p->head->proto == PROTO_DECNET)
		resolve_decnet(p);
	else
		resolve_host(p);
}

static void resolve_prim(struct resolver *cx, struct ast *node)
{
	const struct ast_head *head = node->prim.head;
	struct prim p = {
		.cx = cx,
		.head = head,
		.opd = &node->prim.operand,
		.type = type_of(head, &node->prim.operand),
	};
	struct in_file was;

	if (!check_dir(&p) || !check_head(&p))
		return;
	was = enter_file(cx, p.opd);
	p.out = node->prim.resolved = arena_alloc(cx->arena, sizeof(*p.out));
	p.out->proto = head->proto;
	p.out->dir = head->dir;
	switch (p.type) {
	case TYPE_NONE:
	case TYPE_HOST:
		resolve_any_host(&p);
		break;
	case TYPE_NET:
		resolve_net(&p);
		break;
	case TYPE_PORT:
		resolve_port(&p);
		break;
	case TYPE_PORTRANGE:
		resolve_portrange(&p);
		break;
	case TYPE_PROTO:
	case TYPE_PROTOCHAIN:
		resolve_proto(&p);
		break;
	case TYPE_GATEWAY:
		resolve_gateway(&p);
		break;
	}
	leave_file(cx, p.opd, was);
}

static void walk(struct resolver *cx, struct ast *node)
{
	switch (node->kind) {
	case AST_CHAIN:
		for (uint32_t i = 0; i < node->chain.count; i++)
			walk(cx, node->chain.kid[i]);
		break;
	case AST_NOT:
		walk(cx, node->not);
		break;
	case AST_PRIM:
		resolve_prim(cx, node);
		break;
	case AST_PROTO:
		resolve_proto_alone(cx, node);
		break;
	case AST_REL:
		resolve_rel(cx, node);
		break;
	case AST_WORD:
		resolve_word(cx, &node->word);
		break;
	}
}

static void want_of_prim(struct names *names, const struct ast *node)
{
	const struct ast_head *head = node->prim.head;
	const char *name = node->prim.operand.name;

	if (node->prim.operand.kind != OPD_NAME)
		return;
	if (!(proto_at(head->proto)->heads & needed_head(head->type)))
		return;
	switch (type_of(head, &node->prim.operand)) {
	case TYPE_NONE:
	case TYPE_HOST:
		if (head->proto == PROTO_LINK)
			names_want(names, NAME_ETHER, name);
		else if (head->proto != PROTO_DECNET)
			names_want(names, NAME_HOST, name);
		break;
	case TYPE_NET:
		names_want(names, NAME_NET, name);
		break;
	case TYPE_PORT:
		names_want(names, NAME_SERVICE, name);
		break;
	case TYPE_PORTRANGE:
		want_portrange(names, name);
		break;
	case TYPE_PROTO:
	case TYPE_PROTOCHAIN:
		if (head->proto == PROTO_NONE || head->proto == PROTO_IP ||
		    head->proto == PROTO_IP6)
			names_want(names, NAME_IPPROTO, name);
		break;
	case TYPE_GATEWAY:
		names_want(names, NAME_HOST, name);
		names_want(names, NAME_ETHER, name);
		break;
	}
}

/* Notes every name below node that has to be looked up. */
static void want(struct names *names, const struct ast *node)
{
	switch (node->kind) {
	case AST_CHAIN:
		for (uint32_t i = 0; i < node->chain.count; i++)
			want(names, node->chain.kid[i]);
		break;
	case AST_NOT:
		want(names, node->not);
		break;
	case AST_PRIM:
		want_of_prim(names, node);
		break;
	case AST_PROTO:
	case AST_REL:
	case AST_WORD:
		break;
	}
}

bool resolve(struct arena *arena, struct diags *diags, const struct resolve_opts *opts,
             struct ast *tree)
{
	struct resolver cx = { .arena = arena, .diags = diags, .opts = opts };
	uint32_t errors = diags->errors;

	if (!tree)
		return true;
	cx.text = opts->text;
	cx.names.arena = arena;
	cx.names.no_lookup = opts->no_lookup;
	cx.names.timeout_ms = opts->timeout_ms ? opts->timeout_ms : TIMEOUT_MS;
	want(&cx.names, tree);
	names_lookup(&cx.names);
	walk(&cx, tree);
	return diags->errors == errors;
}
