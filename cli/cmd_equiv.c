/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_equiv.c - `pfc equiv`: do two filters accept the same packets? */
#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture/print.h"
#include "capture/writer.h"
#include "cli/by_libpcap.h"
#include "cli/program.h"
#include "cli/say.h"
#include "compiler/program.h"
#include "pfc/pfc.h"
#include "prove/compare.h"
#include "prove/exec.h"

/* One side of the comparison. */
struct operand {
	const char *name; /* "A" */
	char *text;       /* as said, for messages */
	struct pfc_prog *prog; /* of a filter; NULL: not from pfc */
	struct emitted code;
};

struct equiv {
	const struct args *args;
	struct pfc_opts opts;
	struct operand side[2];
	struct compare cmp;
	struct arena arena; /* programs that pfc_compile() did not make */
};

/* ---- operands ---- */

/* @FILE: a program as text. */
static int load_image(struct equiv *x, struct operand *o, const char *path)
{
	int status;

	if (!*path)
		return say_usage("%s: '@' stands in front of the name of a file",
		                 o->name);
	status = program_read(&x->arena, x->args, path, false, &o->code, NULL);
	return status == EXIT_DONE ? program_check(&o->code, o->name) : status;
}

static int load_libpcap(struct equiv *x, struct operand *o, const char *text,
                        const struct pfc_opts *opts)
{
	char err[BY_LIBPCAP_MSG_MAX];
	int ret = compile_by_libpcap(&x->arena, text, opts,
	                             opts->optimize != PFC_OPTIMIZE_NONE, &o->code, err);

	if (ret) {
		say("%s: %s", o->name, err);
		return ret == -ENOEXEC ? EXIT_FILTER : EXIT_FAILED;
	}
	return program_check(&o->code, o->name);
}

static int load_filter(struct equiv *x, struct operand *o, char *text,
                       const struct pfc_opts *opts)
{
	struct filter f;
	int status;

	status = filter_init(&f, x->args, 1, &text);
	f.name = o->name;
	if (status == EXIT_DONE)
		status = filter_compile(&f, x->args, opts, &o->prog);
	filter_fini(&f);
	if (status != EXIT_DONE)
		return status;
	o->code.count = o->prog->insn_count;
	o->code.insns = o->prog->insns;
	return EXIT_DONE;
}

static int load(struct equiv *x, struct operand *o, char *text, bool reference)
{
	static const char by_libpcap[] = "libpcap:", unoptimized[] = "libpcap-O:";
	struct pfc_opts opts = x->opts;

	o->text = text;
	if (reference)
		opts.optimize = PFC_OPTIMIZE_NONE;
	if (*text == '@')
		return load_image(x, o, text + 1);
	if (!strncmp(text, by_libpcap, sizeof(by_libpcap) - 1))
		return load_libpcap(x, o, text + sizeof(by_libpcap) - 1, &opts);
	if (!strncmp(text, unoptimized, sizeof(unoptimized) - 1)) {
		opts.optimize = PFC_OPTIMIZE_NONE;
		return load_libpcap(x, o, text + sizeof(unoptimized) - 1, &opts);
	}
	return load_filter(x, o, text, &opts);
}

/* ---- the answer in words ---- */

static const char *const relation_words[] = {
	[RELATION_EQUAL] = "equal",
	[RELATION_A_IMPLIES_B] = "A implies B",
	[RELATION_B_IMPLIES_A] = "B implies A",
	[RELATION_OVERLAP] = "overlap",
	[RELATION_DISJOINT] = "disjoint",
	[RELATION_OPPOSITE] = "opposite",
	[RELATION_DIFFERENT] = "different",
	[RELATION_UNKNOWN] = "undecided",
};

static const char *const relation_meaning[] = {
	[RELATION_EQUAL] = "A and B accept the same packets",
	[RELATION_A_IMPLIES_B] = "B accepts every packet that A accepts, and others",
	[RELATION_B_IMPLIES_A] = "A accepts every packet that B accepts, and others",
	[RELATION_OVERLAP] = "some packets are accepted by both, some by A only, some "
	                     "by B only",
	[RELATION_DISJOINT] = "no packet is accepted by both",
	[RELATION_OPPOSITE] = "each packet is accepted by one of A and B, none by both",
	[RELATION_DIFFERENT] = "whether one implies the other was not found in time",
	[RELATION_UNKNOWN] = "no difference was found in time, and no proof",
};

/* A filter that accepts nothing, or everything: what is behind an implication. */
static const char *extreme(const struct compare *c, int side)
{
	enum region only = side ? REGION_B_ONLY : REGION_A_ONLY;
	enum region other = side ? REGION_A_ONLY : REGION_B_ONLY;

	if (c->any[only] == ANSWER_NO && c->any[REGION_BOTH] == ANSWER_NO)
		return "accepts no packet";
	if (c->any[other] == ANSWER_NO && c->any[REGION_NEITHER] == ANSWER_NO)
		return "accepts every packet";
	return NULL;
}

static bool contract_broken(const struct compare *c)
{
	return c->any[REGION_A_ONLY] == ANSWER_YES || c->any[REGION_B_ONLY] == ANSWER_YES;
}

static const char *result_word(const struct compare *c)
{
	if (!c->contract)
		return relation_words[c->relation];
	if (contract_broken(c))
		return "contract broken";
	return c->any[REGION_A_ONLY] == ANSWER_NO && c->any[REGION_B_ONLY] == ANSWER_NO
	               ? "contract kept"
	               : relation_words[RELATION_UNKNOWN];
}

static const char *result_meaning(const struct compare *c)
{
	if (!c->contract)
		return relation_meaning[c->relation];
	if (contract_broken(c))
		return NULL;
	return c->any[REGION_A_ONLY] == ANSWER_NO && c->any[REGION_B_ONLY] == ANSWER_NO
	               ? "A accepts what B accepts; the rest only where bytes are "
	                 "missing"
	               : relation_meaning[RELATION_UNKNOWN];
}

static int result_status(const struct compare *c)
{
	bool equal = c->any[REGION_A_ONLY] == ANSWER_NO &&
	             c->any[REGION_B_ONLY] == ANSWER_NO;

	if (contract_broken(c))
		return EXIT_DIFFERENT;
	return equal ? EXIT_DONE : EXIT_UNDECIDED;
}

static const char *region_title(const struct compare *c, enum region region)
{
	if (region == REGION_A_ONLY)
		return c->contract ? "rule 2: A accepts, B rejects, and not for bytes that "
		                     "are missing"
		                   : "only A accepts";
	return c->contract ? "rule 1: A rejects, B accepts" : "only B accepts";
}

/* The one number of bytes that a program takes of packets; 0: there are several. */
static uint32_t bytes_taken(const struct emitted *code)
{
	uint32_t taken = 0;

	for (uint32_t i = 0; i < code->count; i++) {
		const struct sock_filter *insn = &code->insns[i];

		if (BPF_CLASS(insn->code) != BPF_RET)
			continue;
		if (BPF_RVAL(insn->code) == BPF_A)
			return 0;
		if (insn->k && taken && insn->k != taken)
			return 0;
		if (insn->k)
			taken = insn->k;
	}
	return taken;
}

/* ---- packets ---- */

static struct packet packet_of(const struct witness *w)
{
	struct packet p = { .data = w->data, .caplen = w->caplen, .len = w->len };

	if (w->has_meta) {
		p.flags = PACKET_HAS_META;
		p.meta = w->meta;
	}
	return p;
}

static void print_line(struct str *out, const struct equiv *x, const struct witness *w,
                       enum print_dump dump)
{
	struct printer_opts opts = { .time = PRINT_TIME_NONE, .dump = dump };
	struct source_iface iface = { .linktype = x->opts.linktype, .fcs_len = -1 };
	struct packet p = packet_of(w);
	struct printer *printer = printer_open(&opts);

	if (!printer) {
		out->failed = true;
		return;
	}
	print_packet(printer, &iface, &p, out);
	printer_close(printer);
}

static const char *const meta_names[META_KINDS] = {
	[META_PROTOCOL] = "proto", [META_PKTTYPE] = "type",
	[META_IFINDEX] = "ifidx",  [META_HATYPE] = "hatype",
	[META_MARK] = "mark",      [META_QUEUE] = "queue",
	[META_RXHASH] = "rxhash",  [META_CPU] = "cpu",
	[META_VLAN_TCI] = "vlan_tci", [META_VLAN_TPID] = "vlan_tpid",
	[META_VLAN_PRESENT] = "vlanp",
};

static void print_witness(struct str *out, const struct equiv *x, enum region region)
{
	const struct compare *c = &x->cmp;
	const struct witness *w = c->witness[region];

	str_printf(out, "%s this packet of %" PRIu32 " byte%s", region_title(c, region), w->len,
	           w->len == 1 ? "" : "s");
	if (w->caplen < w->len)
		str_printf(out, ", of which %" PRIu32 " %s there", w->caplen,
		           w->caplen == 1 ? "is" : "are");
	str_printf(out, ":\n");
	for (int kind = META_THERE + 1; w->has_meta && kind < META_KINDS; kind++) {
		uint32_t value = witness_meta(w, (enum meta_kind)kind);

		if (value)
			str_printf(out, "[%s] %" PRIu32 "\n", meta_names[kind], value);
	}
	print_line(out, x, w, PRINT_DUMP_HEX_WHOLE);
}

static void print_text(struct str *out, const struct equiv *x)
{
	const struct compare *c = &x->cmp;
	const char *meaning = result_meaning(c);
	uint32_t a = bytes_taken(&x->side[0].code), b = bytes_taken(&x->side[1].code);

	str_printf(out, "%s%s%s\n", result_word(c), meaning ? ": " : "",
	           meaning ? meaning : "");
	for (int side = 0; !c->contract && side < 2; side++) {
		if (extreme(c, side))
			str_printf(out, "%s %s\n", x->side[side].name,
			           extreme(c, side));
	}
	if (a && b && a != b)
		str_printf(out, "note: of a packet A takes %" PRIu32 " byte%s, B %" PRIu32 "\n",
		           a, a == 1 ? "" : "s", b);
	for (int i = REGION_A_ONLY; i <= REGION_B_ONLY; i++) {
		if (c->any[i] == ANSWER_YES)
			print_witness(out, x, (enum region)i);
	}
}

static json_t *json_witness(const struct equiv *x, enum region region)
{
	const struct witness *w = x->cmp.witness[region];
	struct str hex = { 0 }, line = { 0 };
	json_t *object;

	if (x->cmp.any[region] != ANSWER_YES)
		return json_null();
	str_add(&hex, "", 0);
	for (uint32_t i = 0; i < w->caplen; i++)
		str_printf(&hex, "%02x", w->data[i]);
	print_line(&line, x, w, PRINT_DUMP_NONE);
	object = json_pack("{sI sI ss ss%}", "len", (json_int_t)w->len, "caplen",
	                   (json_int_t)w->caplen, "bytes", hex.failed ? "" : hex.at,
	                   "text", line.failed ? "" : line.at,
	                   line.failed || !line.len ? (size_t)0 : line.len - 1);
	str_fini(&hex);
	str_fini(&line);
	return object;
}

static void print_json(struct str *out, const struct equiv *x)
{
	json_t *root = json_pack("{ss si si so so}", "result", result_word(&x->cmp), "a",
	                         (int)x->side[0].code.count, "b",
	                         (int)x->side[1].code.count, "only_a",
	                         json_witness(x, REGION_A_ONLY), "only_b",
	                         json_witness(x, REGION_B_ONLY));
	char *text = root ? json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER) : NULL;

	if (text)
		str_printf(out, "%s\n", text);
	else
		out->failed = true;
	free(text);
	json_decref(root);
}

/* -w: none, one or two packets. */
static int write_packets(const struct equiv *x, struct sink *sink)
{
	struct writer_opts opts = { .format = SAVEFILE_PCAP };
	struct pcapng_iface_desc iface = {
		.linktype = x->opts.linktype, .snaplen = CAPLEN_MAX, .fcs_len = -1
	};
	struct writer *writer = NULL;
	int err = writer_open(sink, &opts, &writer);

	if (!err)
		err = writer_add_iface(writer, &iface);
	for (int i = REGION_A_ONLY; !err && i <= REGION_B_ONLY; i++) {
		struct packet p = packet_of(x->cmp.witness[i]);

		if (x->cmp.any[i] == ANSWER_YES)
			err = writer_packet(writer, &p, NULL);
	}
	if (!err)
		err = writer_finish(writer);
	writer_close(writer);
	return err;
}

static int write_file(const struct equiv *x)
{
	char msg[SINK_MSG_MAX] = "";
	struct sink *sink;
	int err;

	if (sink_open(x->args->write_file, NULL, &sink, msg) != 0)
		return say("%s", msg);
	err = write_packets(x, sink);
	if (sink_close(sink, msg) != 0)
		return say("%s", msg);
	return err ? say("%s: %s", x->args->write_file, strerror(-err)) : EXIT_DONE;
}

static int answer(const struct equiv *x)
{
	struct str out = { 0 };
	int status = EXIT_DONE;

	if (x->args->write_file)
		status = write_file(x);
	if (x->args->json)
		print_json(&out, x);
	else
		print_text(&out, x);
	if (put_stdout_str(&out) != EXIT_DONE)
		status = EXIT_FAILED;
	return status == EXIT_DONE ? result_status(&x->cmp) : status;
}

static int compare(struct equiv *x)
{
	struct compare *c = &x->cmp;
	const char *asks = NULL;
	int ret, status;

	c->a = (struct compare_program){ x->side[0].code.insns, x->side[0].code.count };
	c->b = (struct compare_program){ x->side[1].code.insns, x->side[1].code.count };
	c->contract = x->args->contract;
	c->linktype = x->opts.linktype;
	c->timeout_ms = x->args->timeout * 1000;
	ret = compare_programs(c);
	for (int i = 0; i < 2 && !asks; i++)
		asks = exec_unknown(x->side[i].code.insns, x->side[i].code.count);
	if (!ret)
		status = answer(x);
	else if (ret == -ENOTSUP)
		status = say("cannot compare: only a kernel knows what [%s] is", asks);
	else if (ret == -ENOMEM)
		status = say("out of memory");
	else
		status = say("internal error: the programs do not do what was proved");
	compare_fini(c);
	return status;
}

static int equiv(struct equiv *x, int count, char **words)
{
	int status = EXIT_DONE;

	for (int i = 0; i < 2 && status == EXIT_DONE; i++) {
		x->side[i].name = i ? "B" : "A";
		status = load(x, &x->side[i], words[i < count ? i : 0],
		              i && x->args->contract);
	}
	return status == EXIT_DONE ? compare(x) : status;
}

int cmd_equiv(const struct args *args, int count, char **words)
{
	struct equiv *x;
	jmp_buf landing;
	int status;

	if (count > 2 || count < (args->contract ? 1 : 2))
		return say_usage("equiv takes two filters, each as one word in quotes, not "
		                 "%d",
		                 count);
	if (!solve_available())
		return say("this pfc was built without Z3 and cannot prove anything");
	x = calloc(1, sizeof(*x));
	if (!x)
		return say("out of memory");
	x->args = args;
	filter_opts(&x->opts, args);
	x->opts.flags |= PFC_ALLOW_EMPTY;
	arena_init(&x->arena, &landing);
	status = setjmp(landing) ? say("out of memory") : equiv(x, count, words);
	for (int i = 0; i < 2; i++)
		pfc_prog_free(x->side[i].prog);
	arena_fini(&x->arena);
	free(x);
	return status;
}
