/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/parse.y - the grammar of filters.
 *
 * It is wider than the language where that gives better messages: operands may stand
 * anywhere, and which qualifiers they have is found afterwards (inherit.c); a list may
 * hold any term until it is used as one. A value alone ("80", "10/8") is arithmetic that
 * is compared with nothing, so that "(80)" is parsed in one way.
 */
%require "3.8"
%define api.pure full
%define api.prefix {filter_yy}
%define api.token.prefix {T_}
%define api.location.type {struct span}
%define parse.error custom
%define parse.lac full
%expect 0
%locations
%param {struct parser *p}

%code requires {
#include "grammar/parser.h"
}

%code {
#include <stddef.h>
#include <string.h>

#include "grammar/build.h"

#define YYLLOC_DEFAULT(cur, rhs, n)                                                \
	((cur) = (n) ? span_join(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n))               \
	             : (struct span){ YYRHSLOC(rhs, 0).off + YYRHSLOC(rhs, 0).len, 0 })

/* The stacks grow in the arena; nesting is limited before it comes to that. Blocks to
 * look ahead (LAC) never outgrow their fixed start: only empty rules make them grow, and
 * the one there is stands alone.
 */
#define yyoverflow(msg, states, states_size, values, values_size, spans, spans_size, \
                   room)                                                             \
	(*(states) = grown(p, *(states), (states_size)),                             \
	 *(values) = grown(p, *(values), (values_size)),                             \
	 *(spans) = grown(p, *(spans), (spans_size)), *(room) *= 2)

static int filter_yylex(YYSTYPE *value, YYLTYPE *at, struct parser *p);
static void filter_yyerror(const YYLTYPE *at, struct parser *p, const char *msg);

/* A copy of size bytes with room for as many more. */
static void *grown(struct parser *p, const void *old, ptrdiff_t size)
{
	void *block = arena_alloc(p->arena, (size_t)size * 2);

	memcpy(block, old, (size_t)size);
	return block;
}
}

%union {
	const struct token *tok;
	struct ast_head *head;
	enum ast_dir dir;
	struct ast *tree;
	struct expr *expr;
}

%token END 0
%token <tok> CHAINOP  /* and, or */
%token <tok> NOT
%token <tok> PROTO    /* tcp, ether, ... */
%token <tok> SRC DST
%token <tok> ADDR     /* addr1 ... addr4, ra, ta */
%token <tok> TYPE     /* host, net, port, ..., proto, gateway */
%token <tok> MASK
%token <tok> CAST     /* broadcast, multicast */
%token <tok> PLAIN    /* inbound, pppoed, ...: words without operand */
%token <tok> NUMWORD RNR /* less, greater, ...: words with a number */
%token <tok> OPTNUM   /* vlan, mpls, ...: a number may follow */
%token <tok> NAMEWORD /* on, action, ...: words with a name */
%token <tok> BYTE LLC
%token <tok> FIELD    /* vpi, opc, ...: compared with a number */
%token <tok> WTYPE WSUBTYPE WDIR
%token <tok> LEN NUM NAME DOTTED IP6 MAC MAC8
%token <tok> RELOP    /* = != < <= > >= */
%token <tok> SHIFT    /* << >> */
%token <tok> SET      /* in { ... }, in @FILE */
%token <tok> BROKEN   /* a term that an error was queued for */
%token <tok> JUNK     /* nothing of the language */
%token IN FILE        /* pieces of a SET */

%left <tok> '|'
%left <tok> '^'
%left <tok> '&'
%left SHIFT
%left <tok> '+' '-'
%left <tok> '*' '/' '%'
%precedence NEG

%type <tree> expr exprx term termx id literal word
%type <head> head
%type <dir> dir
%type <expr> arith
%type <tok> arg joint

%%

filter:
  %empty                { p->tree = NULL; }
| expr                  { p->tree = $1; }
;

/* The x rules leave out arithmetic alone, which may have parentheses of its own. */
expr:
  arith                 { $$ = ast_value(p, $1); }
| exprx
;

exprx:
  termx
| expr joint term       { $$ = ast_chain(p, $1, $2, $3); }
| exprx error           { $$ = ast_spoil($1); }
;

/* Behind it, an error is told even if one was just before. */
joint:
  CHAINOP               { $$ = $1; yyerrok; }
;

term:
  arith                 { $$ = ast_value(p, $1); }
| termx
;

termx:
  NOT term              { $$ = ast_not(p, $1, $2); }
| '(' exprx ')'         { $$ = ast_group(p, $2, @$); }
| head id               { $$ = ast_qualify(p, $1, $2, @$); }
| literal
| PROTO                 { $$ = ast_proto(p, $1); }
| arith RELOP arith     { $$ = ast_relation(p, $1, $2, $3); }
| word
| BROKEN                { $$ = NULL; }
| error                 { $$ = NULL; }
;

head:
  PROTO dir TYPE        { $$ = ast_head(p, $1, $2, @2, $3); }
| PROTO dir             { $$ = ast_head(p, $1, $2, @2, NULL); }
| PROTO TYPE            { $$ = ast_head(p, $1, DIR_NONE, @$, $2); }
| dir TYPE              { $$ = ast_head(p, NULL, $1, @1, $2); }
| dir                   { $$ = ast_head(p, NULL, $1, @1, NULL); }
| TYPE                  { $$ = ast_head(p, NULL, DIR_NONE, @$, $1); }
;

dir:
  SRC                   { $$ = DIR_SRC; }
| DST                   { $$ = DIR_DST; }
| SRC CHAINOP DST       { $$ = ast_both($2); }
| DST CHAINOP SRC       { $$ = ast_both($2); }
| ADDR                  { $$ = (enum ast_dir)$1->num; }
;

id:
  literal
| NUM                   { $$ = ast_number(p, $1); }
| NUM '/' NUM           { $$ = ast_number_len(p, $1, $3); }
| SET                   { $$ = ast_set(p, $1); }
| NOT id                { $$ = ast_not(p, $1, $2); }
| '(' exprx ')'         { $$ = ast_group(p, $2, @$); }
| '(' arith ')'         { $$ = ast_group(p, ast_value(p, $2), @$); }
;

literal:
  NAME                  { $$ = ast_literal(p, $1); }
| DOTTED                { $$ = ast_literal(p, $1); }
| DOTTED '/' NUM        { $$ = ast_literal_len(p, $1, $3); }
| DOTTED MASK DOTTED    { $$ = ast_literal_mask(p, $1, $3); }
| IP6                   { $$ = ast_literal(p, $1); }
| IP6 '/' NUM           { $$ = ast_literal_len(p, $1, $3); }
| MAC                   { $$ = ast_literal(p, $1); }
| MAC8                  { $$ = ast_literal(p, $1); }
;

word:
  CAST                  { $$ = ast_cast(p, NULL, $1); }
| PROTO CAST            { $$ = ast_cast(p, $1, $2); }
| PLAIN                 { $$ = ast_word(p, $1); }
| NUMWORD NUM           { $$ = ast_word_num(p, $1, $2); }
| RNR NUM               { $$ = ast_word_num(p, $1, $2); }
| OPTNUM                { $$ = ast_word(p, $1); }
| OPTNUM NUM            { $$ = ast_word_num(p, $1, $2); }
| OPTNUM '(' arith ')'  { $$ = ast_word_value(p, $1, $3, @$); }
| OPTNUM '(' exprx ')'  { $$ = ast_word_list(p, $1, $3, @$); }
| OPTNUM SET            { $$ = ast_word_set(p, $1, $2); }
| LLC                   { $$ = ast_word(p, $1); }
| LLC NAME              { $$ = ast_word_name(p, $1, $2); }
| LLC RNR               { $$ = ast_word_name(p, $1, $2); }
| NAMEWORD arg          { $$ = ast_word_name(p, $1, $2); }
| BYTE NUM RELOP NUM    { $$ = ast_byte(p, $1, $2, $3, $4); }
| BYTE NUM '&' NUM      { $$ = ast_byte(p, $1, $2, $3, $4); }
| BYTE NUM '|' NUM      { $$ = ast_byte(p, $1, $2, $3, $4); }
| FIELD NUM             { $$ = ast_field(p, $1, NULL, $2); }
| FIELD RELOP NUM       { $$ = ast_field(p, $1, $2, $3); }
| FIELD '(' arith ')'   { $$ = ast_field_value(p, $1, $3, @$); }
| FIELD '(' exprx ')'   { $$ = ast_field_list(p, $1, $3, @$); }
| WTYPE arg             { $$ = ast_wlan(p, NULL, $1, $2, NULL); }
| WTYPE arg WSUBTYPE arg        { $$ = ast_wlan(p, NULL, $1, $2, $4); }
| WSUBTYPE arg          { $$ = ast_wlan(p, NULL, $1, $2, NULL); }
| WDIR arg              { $$ = ast_wlan(p, NULL, $1, $2, NULL); }
| PROTO WTYPE arg       { $$ = ast_wlan(p, $1, $2, $3, NULL); }
| PROTO WTYPE arg WSUBTYPE arg  { $$ = ast_wlan(p, $1, $2, $3, $5); }
| PROTO WSUBTYPE arg    { $$ = ast_wlan(p, $1, $2, $3, NULL); }
| PROTO WDIR arg        { $$ = ast_wlan(p, $1, $2, $3, NULL); }
;

arg:
  NAME
| NUM
;

arith:
  NUM                   { $$ = ast_expr_num(p, $1); }
| LEN                   { $$ = ast_expr_len(p, $1); }
| PROTO '[' arith ']'   { $$ = ast_expr_load(p, $1, $3, NULL, @$); }
| PROTO '[' arith ':' NUM ']'   { $$ = ast_expr_load(p, $1, $3, $5, @$); }
| arith '|' arith       { $$ = ast_expr_bin(p, $1, $2, $3); }
| arith '^' arith       { $$ = ast_expr_bin(p, $1, $2, $3); }
| arith '&' arith       { $$ = ast_expr_bin(p, $1, $2, $3); }
| arith SHIFT arith     { $$ = ast_expr_bin(p, $1, $2, $3); }
| arith '+' arith       { $$ = ast_expr_bin(p, $1, $2, $3); }
| arith '-' arith       { $$ = ast_expr_bin(p, $1, $2, $3); }
| arith '*' arith       { $$ = ast_expr_bin(p, $1, $2, $3); }
| arith '/' arith       { $$ = ast_expr_bin(p, $1, $2, $3); }
| arith '%' arith       { $$ = ast_expr_bin(p, $1, $2, $3); }
| '-' arith %prec NEG   { $$ = ast_expr_neg(p, $1, $2); }
| '(' arith ')'         { $$ = ast_expr_group($2, @$); }
;

%%

static int filter_yylex(YYSTYPE *value, YYLTYPE *at, struct parser *p)
{
	const struct token *t;

	if (p->pos < p->skip_to)
		p->pos = p->skip_to;
	if (parser_gave_up(p))
		p->pos = p->tokens.count - 1;
	p->last = p->pos;
	t = &p->tokens.at[p->pos];
	if (t->kind != T_END)
		p->pos++;
	value->tok = t;
	*at = t->at;
	return t->kind;
}

static int yyreport_syntax_error(const yypcontext_t *context, struct parser *p)
{
	yysymbol_kind_t kinds[YYNTOKENS];
	int count = yypcontext_expected_tokens(context, kinds, YYNTOKENS);
	uint32_t expects = 0;

	for (int i = 0; i < count; i++)
		expects |= kinds[i] == YYSYMBOL_CHAINOP  ? EXPECT_CHAIN
		           : kinds[i] == YYSYMBOL_PLAIN  ? EXPECT_TERM
		           : kinds[i] == YYSYMBOL_LEN    ? EXPECT_VALUE
		           : kinds[i] == YYSYMBOL_NAME   ? EXPECT_NAME
		           : kinds[i] == YYSYMBOL_NUM    ? EXPECT_NUM
		           : kinds[i] == YYSYMBOL_DOTTED ? EXPECT_OPERAND
		           : kinds[i] == YYSYMBOL_RELOP  ? EXPECT_RELOP
		                                         : 0u;
	explain_syntax(p, expects);
	return 0;
}

/* Bison itself has nothing to say but that memory ended, which takes the arena's jump. */
static void filter_yyerror(const YYLTYPE *at, struct parser *p, const char *msg)
{
	diag_error(p->diags, *at, "%s", msg);
}
