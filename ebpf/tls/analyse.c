/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/tls/analyse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ebpf/tls/elf.h"
#include "ebpf/tls/funnel.h"
#include "ebpf/tls/gopclntab.h"
#include "ebpf/tls/nss.h"

const char *tls_kind_name(enum tls_kind kind)
{
	switch (kind) {
	case TLS_NONE:
		return "none";
	case TLS_OPENSSL:
		return "OpenSSL";
	case TLS_BORINGSSL:
		return "BoringSSL";
	case TLS_GNUTLS:
		return "GnuTLS";
	case TLS_NSPR:
		return "NSPR";
	case TLS_NSS:
		return "NSS";
	case TLS_GO:
		return "Go";
	case TLS_STRIPPED:
		return "without names";
	}
	return "";
}

/* --- where to look --- */

/* The first instruction at which nothing that a caller passes has changed, and that the kernel
 * does by itself; else the first.
 */
static uint64_t place(const struct elf *e, uint64_t func, enum tls_cost *cost)
{
	const struct elf_func *f = elf_func_at(e, func);
	uint64_t end = f ? f->end : func + 15, addr = func;
	struct insn insn;

	*cost = TLS_SLOW;
	while (elf_insn(e, addr, end, &insn)) {
		if (insn.fast) {
			*cost = TLS_FAST;
			return addr;
		}
		if (!insn.keeps)
			break;
		addr += insn.len;
	}
	return func;
}

/* Is there a jump in a function to a place behind its begin? Then a probe there would see
 * more than calls.
 */
static bool is_jumped_to(const struct elf *e, uint64_t func, uint64_t to)
{
	const struct elf_func *f = elf_func_at(e, func);
	struct insn insn;
	uint64_t addr = func;

	if (to == func)
		return false;
	while (f && addr < f->end) {
		if (!elf_insn(e, addr, f->end, &insn))
			return true;
		if ((insn.kind == INSN_BRANCH || insn.kind == INSN_JUMP) && insn.target == to)
			return true;
		addr += insn.len;
	}
	return !f;
}

static void add(const struct elf *e, struct tls_lib *out, const char *name,
                enum tls_call call, bool at_return, uint64_t func)
{
	struct tls_probe *p = &out->probes[out->probe_count];

	if (!func || out->probe_count == TLS_PROBES_MAX)
		return;
	p->addr = place(e, func, &p->cost);
	if (is_jumped_to(e, func, p->addr)) {
		p->addr = func;
		p->cost = TLS_SLOW;
	}
	p->offset = elf_offset(e, p->addr);
	if (p->offset == UINT64_MAX)
		return;
	p->call = call;
	p->at_return = at_return;
	snprintf(p->name, sizeof(p->name), "%s", name);
	out->probe_count++;
}

static void add_named(const struct elf *e, struct tls_lib *out, const char *name,
                      enum tls_call call, bool at_return)
{
	add(e, out, name, call, at_return, elf_symbol(e, name, NULL));
}

enum { CALLS_MAX = 64 };

static unsigned calls_of(const struct elf *e, uint64_t func, uint64_t *to)
{
	const struct elf_func *f = elf_func_at(e, func);
	struct insn insn;
	uint64_t addr = func;
	unsigned count = 0;

	while (f && count < CALLS_MAX && elf_insn(e, addr, f->end, &insn)) {
		if ((insn.kind == INSN_CALL || insn.kind == INSN_JUMP) &&
		    elf_is_function(e, insn.target))
			to[count++] = insn.target;
		addr += insn.len;
	}
	return count;
}

/* The only function that both call: there both can be seen. 0: none, or several. */
static uint64_t common(const struct elf *e, uint64_t a, uint64_t b)
{
	uint64_t of_a[CALLS_MAX], of_b[CALLS_MAX], found = 0;
	unsigned a_count = calls_of(e, a, of_a), b_count = calls_of(e, b, of_b);

	for (unsigned i = 0; i < a_count; i++) {
		for (unsigned k = 0; k < b_count; k++) {
			if (of_a[i] != of_b[k] || of_a[i] == found)
				continue;
			if (found)
				return 0;
			found = of_a[i];
		}
	}
	return found;
}

/* A pair of functions, one of which tells its result by a pointer. */
static void add_pair(const struct elf *e, struct tls_lib *out, const char *name,
                     const char *name_ex, enum tls_call call, enum tls_call call_ex)
{
	uint64_t a = elf_symbol(e, name, NULL), b = elf_symbol(e, name_ex, NULL);
	uint64_t inner = a && b ? common(e, a, b) : 0;
	enum tls_cost cost, cost_ex, cost_inner;
	char text[40];

	if (inner) {
		place(e, a, &cost);
		place(e, b, &cost_ex);
		place(e, inner, &cost_inner);
		if (cost_inner == TLS_FAST &&
		    (cost == TLS_SLOW || cost_ex == TLS_SLOW)) {
			snprintf(text, sizeof(text), "internal of %s", name);
			add(e, out, text, call_ex, true, inner);
			return;
		}
	}
	add(e, out, name, call, true, a);
	add(e, out, name_ex, call_ex, true, b);
}

static void add_openssl(const struct elf *e, struct tls_lib *out)
{
	add_pair(e, out, "SSL_read", "SSL_read_ex", TLS_CALL_READ, TLS_CALL_READ_EX);
	add_pair(e, out, "SSL_write", "SSL_write_ex", TLS_CALL_WRITE,
	         TLS_CALL_WRITE_EX);
	add_named(e, out, "SSL_do_handshake", TLS_CALL_HANDSHAKE, true);
	add_named(e, out, "SSL_free", TLS_CALL_FREE, false);
}

/* Each place where a function of Go returns. */
static void add_returns(const struct elf *e, struct tls_lib *out, const char *name,
                        enum tls_call call, uint64_t func)
{
	const struct elf_func *f = elf_func_at(e, func);
	struct insn insn;

	for (uint64_t addr = func; f && addr < f->end; addr += insn.len) {
		struct tls_probe *p = &out->probes[out->probe_count];

		if (!elf_insn(e, addr, f->end, &insn) ||
		    out->probe_count == TLS_PROBES_MAX)
			return;
		if (insn.kind != INSN_RET)
			continue;
		*p = (struct tls_probe){ .addr = addr,
			                 .offset = elf_offset(e, addr),
			                 .call = call,
			                 .cost = TLS_SLOW,
			                 .returns = true };
		snprintf(p->name, sizeof(p->name), "%s returns", name);
		out->probe_count++;
	}
}

static const struct {
	const char *name, *full;
	enum tls_call call;
	bool returns;
} go_calls[] = {
	{ "Read", "crypto/tls.(*Conn).Read", TLS_CALL_GO_READ, true },
	{ "Write", "crypto/tls.(*Conn).Write", TLS_CALL_GO_WRITE, true },
	{ "clientHandshake", "crypto/tls.(*Conn).clientHandshake", TLS_CALL_GO_HANDSHAKE,
	  true },
	{ "serverHandshake", "crypto/tls.(*Conn).serverHandshake", TLS_CALL_GO_HANDSHAKE,
	  true },
	{ "Close", "crypto/tls.(*Conn).Close", TLS_CALL_GO_CLOSE, false },
	{ "writeKeyLog", "crypto/tls.(*Config).writeKeyLog", TLS_CALL_GO_KEY, false },
};

enum { GO_CALLS = sizeof(go_calls) / sizeof(go_calls[0]) };

static int add_go(struct elf *e, struct tls_lib *out)
{
	struct go_name names[GO_CALLS];
	const char *why;
	int err;

	for (int i = 0; i < GO_CALLS; i++)
		names[i] = (struct go_name){ go_calls[i].full, 0 };
	err = go_functions(e, names, GO_CALLS, &why);
	if (err == -ENOENT || err == -ENOMEM)
		return err == -ENOENT ? 0 : err;
	if (err) {
		out->kind = TLS_GO;
		snprintf(out->why_no_calls, TLS_WHY_MAX, "%s", why);
		snprintf(out->why_no_keys, TLS_WHY_MAX, "%s", why);
		return 0;
	}
	for (int i = 0; i < GO_CALLS; i++) {
		if (!names[i].addr)
			continue;
		out->kind = TLS_GO;
		add(e, out, go_calls[i].name, go_calls[i].call, false, names[i].addr);
		if (go_calls[i].returns)
			add_returns(e, out, go_calls[i].name, go_calls[i].call,
			            names[i].addr);
		if (go_calls[i].call == TLS_CALL_GO_KEY)
			out->funnel = names[i].addr;
	}
	if (out->kind == TLS_GO && !out->funnel)
		snprintf(out->why_no_keys, TLS_WHY_MAX,
		         "nothing that all secrets go through");
	return 0;
}

static void add_gnutls(const struct elf *e, struct tls_lib *out)
{
	add_named(e, out, "gnutls_record_recv", TLS_CALL_READ, true);
	/* gnutls_record_send() jumps there. */
	add_named(e, out, "gnutls_record_send2", TLS_CALL_WRITE, true);
	add_named(e, out, "gnutls_handshake", TLS_CALL_HANDSHAKE_0, true);
	add_named(e, out, "gnutls_deinit", TLS_CALL_FREE, false);
}

static enum tls_kind kind_of(const struct elf *e)
{
	if (elf_symbol(e, "SSL_read", NULL) && elf_symbol(e, "SSL_write", NULL))
		return elf_symbol(e, "SSL_write_ex", NULL) ? TLS_OPENSSL
		                                           : TLS_BORINGSSL;
	if (elf_symbol(e, "gnutls_record_send2", NULL))
		return TLS_GNUTLS;
	if (elf_symbol(e, "PR_Write", NULL) && elf_symbol(e, "PR_Read", NULL))
		return TLS_NSPR;
	if (elf_symbol(e, "SSL_ImportFD", NULL))
		return TLS_NSS;
	return TLS_NONE;
}

/* Does a function call or jump to another one? */
static bool does_call(const struct elf *e, uint64_t func, uint64_t other)
{
	uint64_t to[CALLS_MAX];
	unsigned count = calls_of(e, func, to);

	for (unsigned i = 0; i < count; i++) {
		if (to[i] == other)
			return true;
	}
	return false;
}

/* Secrets are numbers of things that are elsewhere. */
static int add_nss(const struct elf *e, struct tls_lib *out)
{
	struct nss_calls c = { 0 };
	int err = nss_find(e, &c);

	out->funnel = out->inner = 0;
	snprintf(out->why_no_keys, TLS_WHY_MAX,
	         "NSS passes its secrets by numbers, not by bytes");
	if (err == -ENOENT)
		snprintf(out->why_no_calls, TLS_WHY_MAX,
		         "the table of what it reads and writes by is not in it");
	if (err)
		return err == -ENOENT ? 0 : err;
	add(e, out, "recv", TLS_CALL_READ, true, c.recv);
	add(e, out, "send", TLS_CALL_WRITE, true, c.send);
	if (!does_call(e, c.read, c.recv))
		add(e, out, "read", TLS_CALL_READ, true, c.read);
	if (!does_call(e, c.write, c.send))
		add(e, out, "write", TLS_CALL_WRITE, true, c.write);
	add(e, out, "close", TLS_CALL_FREE, false, c.close);
	return 0;
}

static int add_kind(const struct elf *e, struct tls_lib *out)
{
	switch (out->kind) {
	case TLS_OPENSSL:
	case TLS_BORINGSSL:
		add_openssl(e, out);
		break;
	case TLS_GNUTLS:
		add_gnutls(e, out);
		break;
	case TLS_NSPR:
		snprintf(out->why_no_calls, TLS_WHY_MAX,
		         "what has no TLS goes the same way; NSS itself is followed");
		break;
	case TLS_NSS:
		return add_nss(e, out);
	case TLS_GO:
		break;
	case TLS_STRIPPED:
	case TLS_NONE:
		snprintf(out->why_no_calls, TLS_WHY_MAX,
		         "names of functions were taken out of it");
		break;
	}
	return 0;
}

/* Where the random passes, too, is enough. */
static void add_secrets(const struct elf *e, struct tls_lib *out)
{
	if (out->inner && passes_random(e, out->funnel)) {
		add(e, out, "secrets and randoms", TLS_CALL_KEY, false, out->inner);
		return;
	}
	add(e, out, "secrets", TLS_CALL_KEY, false, out->funnel);
	add(e, out, "secrets, inner", TLS_CALL_KEY, false, out->inner);
}

int tls_analyse(const void *at, size_t len, struct tls_lib *out)
{
	struct elf e;
	const char *why;
	int err;

	memset(out, 0, sizeof(*out));
	err = elf_open(&e, at, len, &why);
	if (err) {
		snprintf(out->why_no_keys, TLS_WHY_MAX, "%s", why);
		return err;
	}
	memcpy(out->id, e.id, sizeof(out->id));
	out->id_len = e.id_len;
	err = add_go(&e, out);
	if (!err && out->kind == TLS_NONE) {
		out->kind = kind_of(&e);
		err = find_funnel(&e, out);
		if (!err && out->kind == TLS_NONE && out->funnel)
			out->kind = TLS_STRIPPED;
		if (!err && out->kind != TLS_NONE) {
			err = add_kind(&e, out);
			add_secrets(&e, out);
		}
	}
	elf_close(&e);
	return err;
}
