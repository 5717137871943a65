/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/by_libpcap.c - a filter compiled by the libpcap that is installed.
 *
 * It is opened when it is asked for: linked, it would cost every start of pfc the loading
 * of what libpcap itself is linked with.
 */
#include "cli/by_libpcap.h"

#include <dlfcn.h>
#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <string.h>

#include "proto/link.h"

_Static_assert(sizeof(struct bpf_insn) == sizeof(struct sock_filter), "same layout");

struct libpcap {
	void *handle;
	__typeof__(pcap_open_dead) *open_dead;
	__typeof__(pcap_compile) *compile;
	__typeof__(pcap_geterr) *geterr;
	__typeof__(pcap_freecode) *freecode;
	__typeof__(pcap_close) *close;
};

/* A function's address; POSIX says that it fits. */
static bool find(void *handle, const char *name, void *out, size_t size)
{
	void *symbol = dlsym(handle, name);

	memcpy(out, &symbol, size);
	return symbol;
}

#define FIND(lib, field) \
	find((lib)->handle, "pcap_" #field, &(lib)->field, sizeof((lib)->field))

static bool open_library(struct libpcap *lib)
{
	static const char *const names[] = { "libpcap.so.1", "libpcap.so.0.8",
		                             "libpcap.so" };

	lib->handle = NULL;
	for (size_t i = 0; !lib->handle && i < sizeof(names) / sizeof(names[0]); i++)
		lib->handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	return lib->handle && FIND(lib, open_dead) && FIND(lib, compile) &&
	       FIND(lib, geterr) && FIND(lib, freecode) && FIND(lib, close);
}

/* Copies the instructions before the arena may jump away. */
static int compile(const struct libpcap *lib, pcap_t *pcap, struct arena *arena,
                   const char *text, const struct pfc_opts *opts, bool optimize,
                   struct emitted *out, char *err)
{
	struct bpf_program code;

	if (lib->compile(pcap, &code, text, optimize, opts->netmask) != 0) {
		snprintf(err, BY_LIBPCAP_MSG_MAX, "libpcap: %s", lib->geterr(pcap));
		return -ENOEXEC;
	}
	out->count = code.bf_len;
	out->insns = arena_alloc(arena, code.bf_len * sizeof(*out->insns));
	memcpy(out->insns, code.bf_insns, code.bf_len * sizeof(*out->insns));
	lib->freecode(&code);
	return 0;
}

int compile_by_libpcap(struct arena *arena, const char *text, const struct pfc_opts *opts,
                       bool optimize, struct emitted *out, char *err)
{
	struct libpcap lib;
	pcap_t *pcap = NULL;
	int ret = -ENOSYS;

	if (open_library(&lib))
		pcap = lib.open_dead((int)link_to_dlt(opts->linktype),
		                     (int)opts->snaplen);
	if (pcap) {
		ret = compile(&lib, pcap, arena, text, opts, optimize, out, err);
		lib.close(pcap);
	} else {
		snprintf(err, BY_LIBPCAP_MSG_MAX, "libpcap is not installed");
	}
	if (lib.handle)
		dlclose(lib.handle);
	return ret;
}
