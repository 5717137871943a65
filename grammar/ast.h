/* SPDX-License-Identifier: BSD-2-Clause */
/* grammar/ast.h - the tree of a filter text: syntax only.
 *
 * Names stay names and numbers have no range yet; every node has its span. `and` and `or`
 * have equal precedence and group from the left, so a run of them at one parenthesis level
 * is one CHAIN node however long it is: ((kid[0] op[1] kid[1]) op[2] kid[2]) ... Depth
 * therefore counts only parentheses and `not`, and stays below AST_DEPTH_MAX.
 */
#ifndef PFC_GRAMMAR_AST_H
#define PFC_GRAMMAR_AST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "proto/proto.h"

enum { AST_DEPTH_MAX = 1000 };

enum ast_kind {
	AST_CHAIN, /* and / or */
	AST_NOT,
	AST_PRIM,  /* qualified operand: "src host 192.0.2.1" */
	AST_PROTO, /* a protocol word alone: "tcp" */
	AST_REL,   /* "len > 100" */
	AST_WORD,  /* broadcast, less, vlan, inbound, ... */
};

enum ast_op { OP_AND, OP_OR };

enum ast_dir {
	DIR_NONE,
	DIR_SRC,
	DIR_DST,
	DIR_SRC_OR_DST,
	DIR_SRC_AND_DST,
	DIR_ADDR1,
	DIR_ADDR2,
	DIR_ADDR3,
	DIR_ADDR4,
	DIR_RA,
	DIR_TA,
};

enum ast_type {
	TYPE_NONE, /* not written; means host */
	TYPE_HOST,
	TYPE_NET,
	TYPE_PORT,
	TYPE_PORTRANGE,
	TYPE_PROTO,
	TYPE_PROTOCHAIN,
	TYPE_GATEWAY,
};

/* The qualifiers in front of an operand; shared by the operands that inherit them. */
struct ast_head {
	enum proto_id proto;
	enum ast_dir dir;
	enum ast_type type;
	struct span proto_at; /* len 0: not written */
	struct span dir_at;
	struct span type_at;
	struct span at; /* all of it and the operand or list it was written for */
};

enum ast_operand_kind {
	OPD_NUM,      /* num; also a named constant such as tcp-syn, then name is set */
	OPD_NAME,     /* name: host, network, service, protocol, "lo-hi" port range */
	OPD_DOTTED,   /* part[0..nparts): 2 to 4 decimal numbers, any size up to 32 bits */
	OPD_DOTTED_LEN,  /* dotted / bits; nparts may be 1: "net 10/8" */
	OPD_DOTTED_MASK, /* dotted mask dotted */
	OPD_IP6,      /* ip6 */
	OPD_IP6_LEN,  /* ip6 / bits */
	OPD_MAC,      /* mac[6] */
	OPD_MAC8,     /* mac[0], written $xx */
	OPD_FILE,     /* name: the file whose entries stand here, until they were read */
};

/* A file of entries, "in @hosts.txt". */
struct ast_file {
	const char *name;
	const char *text; /* len bytes and a NUL */
	uint32_t len;
	struct span at; /* "@hosts.txt" in the filter */
};

struct ast_operand {
	enum ast_operand_kind kind;
	struct span at;
	const struct ast_file *file; /* at is in its text; NULL: in the filter */
	const char *name; /* NUL-terminated, backslash removed */
	bool escaped;     /* written \name */
	bool in_set;      /* an item of a set: may be a network or a range of ports */
	uint32_t num;
	uint32_t part[4];
	uint32_t nparts;
	uint32_t mask[4]; /* parts of the mask */
	uint32_t nmask;
	uint32_t bits; /* prefix length as written, unchecked */
	uint8_t ip6[16];
	uint8_t mac[6];
};

enum relop { REL_EQ, REL_NE, REL_GT, REL_GE, REL_LT, REL_LE };

enum expr_kind { EXPR_NUM, EXPR_LEN, EXPR_LOAD, EXPR_BIN, EXPR_NEG };

enum expr_op {
	EXPR_ADD,
	EXPR_SUB,
	EXPR_MUL,
	EXPR_DIV,
	EXPR_MOD,
	EXPR_AND,
	EXPR_OR,
	EXPR_XOR,
	EXPR_LSH,
	EXPR_RSH,
};

struct expr {
	enum expr_kind kind;
	enum expr_op op;
	struct span at;
	struct span op_at;   /* BIN: the operator; LOAD: the protocol word */
	uint32_t num;        /* NUM */
	const char *name;    /* NUM: the named constant it was written as, or NULL */
	enum proto_id proto; /* LOAD: proto[l : size] */
	uint32_t size;       /* LOAD: bytes, as written; 1 when not written */
	bool parens;         /* written in parentheses (for the precedence lint) */
	uint32_t depth;
	struct expr *l; /* LOAD: the offset; NEG: the operand */
	struct expr *r;
};

enum word {
	WORD_BROADCAST, /* proto: the qualifier */
	WORD_MULTICAST, /* proto */
	WORD_LESS,      /* num */
	WORD_GREATER,   /* num */
	WORD_BYTE,      /* num, byte_op, num2 */
	WORD_INBOUND,
	WORD_OUTBOUND,
	WORD_IFINDEX, /* num */
	WORD_VLAN,    /* [num] */
	WORD_MPLS,    /* [num] */
	WORD_PPPOED,
	WORD_PPPOES, /* [num] */
	WORD_GENEVE, /* [num] */
	WORD_VXLAN,  /* [num] */
	WORD_LLC,    /* [name]; resolved: num is LLC_KIND() of proto/operands.h */
	/* PF */
	WORD_PF_IFNAME,  /* name */
	WORD_PF_RULESET, /* name */
	WORD_PF_RNR,     /* num */
	WORD_PF_SRNR,    /* num */
	WORD_PF_REASON,  /* name or num; resolved: num */
	WORD_PF_ACTION,  /* name; resolved: num */
	/* 802.11; proto: the qualifier in front, which must be a link alias or nothing.
	 * Resolved: num is the type (0, 4, 8, 12) and num2, where there is one, the
	 * subtype (0x00, 0x10 ... 0xf0) of both TYPE and SUBTYPE; DIR has num only.
	 */
	WORD_WLAN_TYPE,         /* name or num; name2 or num2 when "subtype" follows */
	WORD_WLAN_SUBTYPE,      /* name or num */
	WORD_WLAN_DIR,          /* name or num */
	/* ATM and SS7 words without operand: num is the enum atm_ss7 word */
	WORD_ATM,
	WORD_SS7,
	/* ATM and SS7 fields: num is the field, rel and num2 the comparison */
	WORD_ATM_FIELD,
	WORD_SS7_FIELD,
};

enum byte_op { BYTE_EQ, BYTE_LT, BYTE_GT, BYTE_AND, BYTE_OR };

enum atm_word {
	ATM_LANE,
	ATM_METAC,
	ATM_BCC,
	ATM_SC,
	ATM_ILMIC,
	ATM_OAM,
	ATM_OAMF4EC,
	ATM_OAMF4SC,
	ATM_CONNECTMSG,
	ATM_METACONNECT,
};
enum atm_field { ATM_VPI, ATM_VCI };
enum ss7_word { SS7_FISU, SS7_LSSU, SS7_MSU, SS7_HFISU, SS7_HLSSU, SS7_HMSU };
enum ss7_field {
	SS7_SIO,
	SS7_OPC,
	SS7_DPC,
	SS7_SLS,
	SS7_HSIO,
	SS7_HOPC,
	SS7_HDPC,
	SS7_HSLS,
};

struct ast_range {
	uint32_t lo, hi;
};

struct ast_word {
	enum word word;
	struct span word_at; /* the word itself, without its arguments */
	enum proto_id proto;
	struct span proto_at;
	bool has_num, has_num2;
	uint32_t num, num2;
	struct span num_at, num2_at;
	/* The number is one of many: their operands, and ranges when resolved. Then num and
	 * num_at have no meaning, but has_num is true.
	 */
	struct ast *set;
	const struct ast_range *ranges;
	uint32_t range_count;
	const char *name, *name2; /* NULL: not written */
	struct span name_at, name2_at;
	enum byte_op byte_op;
	enum relop rel;
};

struct resolved; /* compiler/resolve.h */

struct ast {
	enum ast_kind kind;
	struct span at;
	uint32_t depth; /* of the tree below, for AST_DEPTH_MAX */
	union {
		struct { /* CHAIN: op[0] is unused */
			struct ast **kid;
			enum ast_op *op;
			struct span *op_at;
			uint32_t count; /* 2 and more */
			uint32_t room;
		} chain;
		struct ast *not; /* NOT */
		struct {         /* PRIM */
			const struct ast_head *head;
			struct ast_operand operand;
			struct resolved *resolved; /* set by resolve() */
		} prim;
		enum proto_id proto; /* PROTO */
		struct {             /* REL */
			enum relop op;
			struct span op_at;
			struct expr *l, *r;
		} rel;
		struct ast_word word; /* WORD */
	};
	bool parens; /* written in parentheses */
	bool bare;   /* used while parsing: begins with an operand that has no head yet */
	/* The head of a list, written ("port (80 or 443)") or inherited; else NULL. Its
	 * operands have it, too.
	 */
	const struct ast_head *list;

	/* Kept by the compiler, zero after parsing. */
	bool stateful;    /* holds a word that shifts what stands to its right */
	bool refused;     /* an error about it was queued */
	uint32_t set_key; /* 0: not a list; lists of one key can be joined */
};

/* Parses a filter.
 *
 * What the words alone can tell is checked here: order and presence of qualifiers,
 * inheritance, literals, nesting, which word takes which argument. Whether a qualifier
 * fits its protocol and operand, ranges, names and sizes of loads are left to resolve().
 *
 * text    len bytes, any bytes at all.
 * out     the tree, or NULL for an empty filter, which accepts everything.
 * returns true; false when errors were queued (then *out is not to be used).
 */
bool ast_parse(struct arena *arena, struct diags *diags, const char *text, uint32_t len,
               struct ast **out);

/* Parses the entries of a file: one a line, as in a set, with '#' before comments.
 *
 * returns the list, a CHAIN or a PRIM, whose operands have no head; NULL when errors were
 *         queued, which name file and line and point at the file's name in the filter.
 */
struct ast *ast_parse_file(struct arena *arena, struct diags *diags,
                           const struct ast_file *file);

/* Says in the messages from `first` on, which are about text in the file, where that is. */
void ast_file_diags(struct diags *diags, uint32_t first, const struct ast_file *file);

/* Gives every operand of a set its head. */
void ast_set_head(struct ast *set, const struct ast_head *head);

/* A word with its arguments, as it is written in a filter; an argument that is a set is left
 * out.
 */
const char *ast_word_text(struct arena *arena, const struct ast_word *w);

/* "src and dst " with a blank behind it, or nothing; "="; "+" */
const char *dir_text(enum ast_dir dir);
const char *relop_text(enum relop op);
const char *expr_op_text(enum expr_op op);

/* The tree as indented text, one node a line, for --dump=ast. */
char *ast_dump(struct arena *arena, const struct ast *tree);

#endif
