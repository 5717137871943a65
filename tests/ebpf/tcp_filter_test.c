/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/ebpf/tcp_filter_test.c - filters linked to the programs that follow TCP: in the kernel
 * they say what the interpreter says of the same headers.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/str.h"
#include "ebpf/attach.h"
#include "ebpf/link.h"
#include "ebpf/objects.h"
#include "ebpf/tcp_layout.h"
#include "pfc/pfc.h"
#include "tests/test.h"

enum { TUPLES = 1000, ROOM = 64 };

struct asked {
	struct pfc_prog *prog;
	struct bpf_object *object;
	int fd;
};

static void open_filter(const char *text, struct asked *a)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	char msg[EBPF_MSG_MAX], *elf;
	struct bpf_program *p;
	struct linked l;
	size_t len;

	opts.linktype = 101;
	opts.target = PFC_TARGET_BUFFER;
	opts.buffer_size = ROOM;
	opts.flags = PFC_CONNECTION | PFC_NO_LINT | PFC_NO_LOOKUP;
	CHECK_MSG(pfc_compile(text, PFC_NUL, &opts, &a->prog) == 0, "%.60s", text);
	elf = pfc_prog_format(a->prog, PFC_FORMAT_ELF, &len);
	CHECK(elf);
	libbpf_set_print(NULL);
	CHECK_MSG(link_objects(tcp_object, tcp_object_len, elf, len, &l, msg) == 0,
	          "%s", msg);
	free(elf);
	a->object = bpf_object__open_mem(l.at, l.len, NULL);
	CHECK(a->object);
	bpf_object__for_each_program(p, a->object)
	{
		bool ask = !strcmp(bpf_program__name(p), "tcp_ask");

		bpf_program__set_autoload(p, ask);
	}
	CHECK_MSG(bpf_object__load(a->object) == 0, "%.60s", text);
	link_free(&l);
	a->fd = bpf_program__fd(bpf_object__find_program_by_name(a->object, "tcp_ask"));
}

static void close_filter(struct asked *a)
{
	bpf_object__close(a->object);
	pfc_prog_free(a->prog);
}

/* The headers that the kernel makes of a tuple, written once more. */
static uint32_t headers_of(const struct tcp_tuple *t, bool back, uint8_t *at)
{
	size_t len = t->version == 4 ? 4 : 16, ip = t->version == 4 ? 20 : 40;
	size_t src = t->version == 4 ? 12 : 8;

	memset(at, 0, ROOM);
	at[0] = t->version == 4 ? 0x45 : 0x60;
	at[t->version == 4 ? 9 : 6] = 6;
	memcpy(at + src, back ? t->remote : t->local, len);
	memcpy(at + src + len, back ? t->local : t->remote, len);
	put_be16(at + ip, back ? t->rport : t->lport);
	put_be16(at + ip + 2, back ? t->lport : t->rport);
	return (uint32_t)ip + 20;
}

/* Around what the filters ask for, so that they say yes about as often as no. */
static struct tcp_tuple random_tuple(void)
{
	struct tcp_tuple t = { .version = random() % 3 ? 4 : 6 };

	for (size_t i = 0; i < (t.version == 4 ? 4u : 16u); i++) {
		t.local[i] = (uint8_t)(random() % 4);
		t.remote[i] = (uint8_t)(random() % 4);
	}
	t.local[0] = t.remote[0] = t.version == 4 ? 10 : 0x20;
	t.lport = (uint16_t)(random() % 2 ? random() : 7000 + random() % 1000);
	t.rport = (uint16_t)(random() % 2 ? random() : 7000 + random() % 1000);
	return t;
}

static uint32_t ask_kernel(const struct asked *a, const struct tcp_tuple *t)
{
	struct tcp_tuple copy = *t;
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &copy,
	            .ctx_size_in = sizeof(copy));

	CHECK(bpf_prog_test_run_opts(a->fd, &run) == 0);
	return run.retval;
}

static uint32_t ask_here(const struct asked *a, const struct tcp_tuple *t)
{
	uint8_t at[ROOM];
	uint32_t verdict = 0;

	for (int back = 0; back < 2; back++) {
		uint32_t len = headers_of(t, back, at);
		struct pfc_packet p = { at, len, len, NULL };

		verdict |= pfc_prog_run(a->prog, &p) ? 1u << back : 0;
	}
	return verdict;
}

static void same_verdicts(const char *text)
{
	struct asked a;
	uint32_t yes = 0;

	open_filter(text, &a);
	for (int i = 0; i < TUPLES; i++) {
		struct tcp_tuple t = random_tuple();
		uint32_t kernel = ask_kernel(&a, &t), here = ask_here(&a, &t);

		CHECK_MSG(kernel == here, "%.60s: kernel %u, interpreter %u", text,
		          kernel, here);
		yes += kernel != 0;
	}
	close_filter(&a);
	CHECK_MSG(yes > 0 && yes < TUPLES, "%.60s: %u yes", text, yes);
}

TEST(short_filters)
{
	static const char *const filters[] = {
		"tcp portrange 7000-7499",
		"src net 10.0.0.0/14 and not dst port 7001",
		"ip6 and host 2001:303::1 or net 2000::/14",
		"ip and tcp[0:2] < 20000",
		"dst host in {10.1.1.1, 10.2.0.0/15} or src portrange 7900-7999",
	};

	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++)
		same_verdicts(filters[i]);
}

TEST(long_filters)
{
	struct str s = { 0 };

	str_printf(&s, "port in {7000");
	for (int i = 1; i < 500; i++)
		str_printf(&s, ", %d", 7000 + 2 * i);
	str_printf(&s, "} or net in {10.0.0.0/24");
	for (int i = 1; i < 300; i++)
		str_printf(&s, ", 10.%d.%d.0/24", i % 4, i / 4 % 256);
	str_printf(&s, "} or net 2003::/16");
	CHECK(!s.failed);
	same_verdicts(s.at);
	str_fini(&s);
}

static const char *why_not(void)
{
	static char msg[EBPF_MSG_MAX];

	return attach_lacks("tracing", msg) ? msg : NULL;
}

TEST_MAIN_UNLESS(why_not(), CASE(short_filters), CASE(long_filters))
