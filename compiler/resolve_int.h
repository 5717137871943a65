/* SPDX-License-Identifier: BSD-2-Clause */
/* compiler/resolve_int.h - what the files of the resolve pass share.
 *
 * resolve.c walks the tree and decides which qualifiers combine; resolve_host.c makes
 * addresses, resolve_port.c ports and protocols, resolve_word.c checks the rest.
 */
#ifndef PFC_COMPILER_RESOLVE_INT_H
#define PFC_COMPILER_RESOLVE_INT_H

#include "compiler/names.h"
#include "compiler/resolve.h"
#include "proto/operands.h"

struct resolver {
	struct arena *arena;
	struct diags *diags;
	const struct resolve_opts *opts;
	struct names names;
	const struct ast_head *bad_head; /* its error was queued already */
	const char *text;                /* what spans of operands index; or NULL */
	uint32_t file_lints;             /* warnings about entries of files */
};

/* One operand with its qualifiers. */
struct prim {
	struct resolver *cx;
	const struct ast_head *head;
	const struct ast_operand *opd;
	enum ast_type type; /* TYPE_NONE became TYPE_HOST */
	struct resolved *out;
};

/* The text a span of an operand covers, printable and shortened when it is long; for
 * messages.
 */
const char *quote(struct resolver *cx, struct span at);

/* Between these, spans are of the file that an operand stands in, if it does; then the
 * messages queued say where.
 */
struct in_file {
	uint32_t first; /* message */
	bool no_lint;
};
struct in_file enter_file(struct resolver *cx, const struct ast_operand *opd);
void leave_file(struct resolver *cx, const struct ast_operand *opd, struct in_file was);

/* A name as it is written as an operand: with a backslash when it is a word of the
 * language.
 */
const char *spelled(struct resolver *cx, const char *name);

/* The qualifiers as the user would write them, with proto and type instead of the ones
 * in head (NULL: keep, "": drop), and a blank behind when not empty.
 */
const char *qualifiers(struct resolver *cx, const struct ast_head *head,
                       const char *proto, const char *type);

/* What resolve() does with one kind of primitive; each queues its errors. */
void resolve_host(const struct prim *p);
void resolve_net(const struct prim *p);
void resolve_link_host(const struct prim *p);
void resolve_decnet(const struct prim *p);
void resolve_gateway(const struct prim *p);
void resolve_port(const struct prim *p);
void resolve_portrange(const struct prim *p);
void resolve_proto(const struct prim *p);

/* Notes the service names in "lo-hi". */
void want_portrange(struct names *names, const char *range);

void resolve_word(struct resolver *cx, struct ast_word *w);
void resolve_rel(struct resolver *cx, const struct ast *rel);
void resolve_proto_alone(struct resolver *cx, const struct ast *node);

/* The operand has a kind that the type does not take: "'x' is not <what>". */
struct diag *not_a(const struct prim *p, const char *what);

/* The operand as a number up to max, or an error: "<what> N is out of range". */
bool check_range(struct resolver *cx, struct span at, uint32_t n, uint32_t max,
                 const char *what);

/* The value of a name of a fixed set, or an error with the nearest name as hint. */
bool named_operand(struct resolver *cx, enum operand_set set, const char *name,
                   struct span at, const char *what, uint32_t *value);

/* The protocol words that may stand in front of a type: "ip, arp or rarp". */
const char *words_before(struct resolver *cx, uint32_t need);

/* A number as the language writes them: decimal, 0x and hex, 0 and octal digits. Past
 * 32 bits it stays at the largest.
 */
bool read_number(const char *text, uint32_t *value);

/* "lo-hi" cut at its first hyphen; *hi is NULL when there is none. */
void cut_range(struct arena *arena, const char *range, const char **lo, const char **hi);

/* Lints on how a number was written; true when one was queued. */
bool lint_number(const struct prim *p);
bool lint_octal(struct resolver *cx, struct span at, uint32_t n);

/* A name's look-up failed: queues one error for each name; NULL: it had one. */
struct diag *unknown_name(struct resolver *cx, struct span at, struct name *n,
                          const char *what);

#endif
