/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/kernel/watch.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "capture/iface.h"
#include "capture/ring_impl.h"
#include "pfc/pfc.h"
#include "tests/kernel/traffic.h"
#include "tests/test.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

enum {
	AT_ONCE = 48, /* rings */
	RING_KIB = 2048,
	RETIRE_MS = 40, /* each ends a block of the ring, however little is in it */
	QUIET_US = 20000, /* for answers that are on their way */
};

/* One filter at one level. */
struct watcher {
	const char *text;
	size_t number; /* of the filter */
	struct pfc_prog *live, *file;
	struct pfc_prog *reference; /* the file's as written; NULL: file is that */
	bool in_kernel, ok;
	uint32_t accepted, rejected;
};

void watch_pin(void)
{
	cpu_set_t one;
	int cpu = sched_getcpu();

	CPU_ZERO(&one);
	CPU_SET(cpu < 0 ? 0 : (size_t)cpu, &one);
	CHECK_EQ(sched_setaffinity(0, sizeof(one), &one), 0);
}

static struct pfc_prog *compile(const char *text, uint32_t linktype, uint32_t flags,
                                enum pfc_optimize optimize)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;

	opts.linktype = linktype;
	opts.flags = flags | PFC_ALLOW_EMPTY | PFC_NO_LINT;
	opts.optimize = optimize;
	opts.netmask = 0xffffff00;
	opts.insns_max = 0;
	if (pfc_compile(text, PFC_NUL, &opts, &prog) == 0)
		return prog;
	pfc_prog_free(prog);
	return NULL;
}

/* ---- rings: opening and closing one waits for the kernel, many at once hardly longer ---- */

struct opening {
	const struct iface *iface;
	const struct pfc_prog *prog; /* NULL: all packets */
	struct source *ring;
	bool in_kernel;
	int err;
	char msg[SOURCE_MSG_MAX];
};

static void *open_ring(void *arg)
{
	struct opening *o = arg;
	struct ring_config cfg = { .iface = o->iface,
		                   .prog = o->prog,
		                   .snaplen = 262144,
		                   .ring_kib = RING_KIB,
		                   .retire_ms = RETIRE_MS,
		                   .promiscuous = true };

	o->err = ring_open(&cfg, &o->ring, o->msg);
	if (!o->err)
		o->in_kernel = ((struct ring *)(void *)o->ring)->rules.kernel_did;
	return NULL;
}

static void *close_ring(void *arg)
{
	struct opening *o = arg;

	source_close(o->ring);
	return NULL;
}

static void on_all(void *(*what)(void *), struct opening *at, size_t count)
{
	pthread_t threads[AT_ONCE + 1];

	CHECK(count <= LEN(threads));
	for (size_t i = 0; i < count; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, what, &at[i]), 0);
	for (size_t i = 0; i < count; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
}

static void open_rings(struct opening *at, size_t count)
{
	on_all(open_ring, at, count);
	for (size_t i = 0; i < count; i++)
		CHECK_MSG(at[i].err == 0, "%s", at[i].msg);
}

/* ---- what a capture without filter gives ---- */

static void add_sight(struct sights *all, const struct packet *p)
{
	struct sight *s;

	if (all->count % 256 == 0) {
		all->at = realloc(all->at, (all->count + 256) * sizeof(*all->at));
		CHECK(all->at);
	}
	s = &all->at[all->count++];
	*s = (struct sight){ malloc(p->caplen + 1), p->caplen, p->len, p->meta };
	CHECK(s->data);
	memcpy(s->data, p->data, p->caplen);
}

void sights_free(struct sights *all)
{
	for (uint32_t i = 0; i < all->count; i++)
		free(all->at[i].data);
	free(all->at);
	*all = (struct sights){ 0 };
}

static bool next_batch(struct source *ring, struct batch *b)
{
	int n;

	do
		n = source_next(ring, b);
	while (n == -EINTR);
	CHECK_MSG(n == 0 || n == 1, "%s", source_message(ring));
	return n == 1;
}

static void check_no_loss(struct source *ring)
{
	struct capture_stats stats;

	ring_stats(ring, &stats);
	CHECK_EQ(stats.dropped, 0);
}

static void collect(struct source *ring, struct sights *all)
{
	struct batch b;

	while (next_batch(ring, &b))
		for (uint32_t i = 0; i < b.count; i++)
			add_sight(all, &b.packets[i]);
	check_no_loss(ring);
}

/* ---- what a filter let through ---- */

static bool is_sight(const struct sight *s, const struct packet *p)
{
	return s->caplen == p->caplen && s->len == p->len &&
	       !memcmp(&s->meta, &p->meta, sizeof(p->meta)) &&
	       !memcmp(s->data, p->data, p->caplen);
}

static void show(const struct watcher *w, const struct sight *s, bool passed)
{
	test_note("%s: the kernel %s, the interpreter %s", w->text,
	          passed ? "accepts" : "rejects", passed ? "rejects" : "accepts");
	printf("# if %" PRIu32 " type %" PRIu32 " hatype 0x%" PRIx32
	       " protocol 0x%" PRIx32 " tag %" PRIu32 " 0x%" PRIx32 " 0x%" PRIx32
	       " len %" PRIu32 ":",
	       s->meta.ifindex, s->meta.pkttype, s->meta.hatype, s->meta.protocol,
	       s->meta.vlan_present, s->meta.vlan_tpid, s->meta.vlan_tci, s->len);
	for (uint32_t i = 0; i < s->caplen && i < 128; i++)
		printf("%s%02x", i % 16 ? "" : " ", s->data[i]);
	printf("\n");
}

static void judge(struct watcher *w, const struct sight *s, bool passed,
                  struct tally *tally)
{
	struct pfc_packet pkt = { s->data, s->caplen, s->len, NULL };
	const struct sock_filter *insns;
	size_t count;

	tally->verdicts++;
	w->accepted += passed;
	w->rejected += !passed;
	if ((pfc_prog_run(w->file, &pkt) != 0) == passed)
		return;
	if (w->reference) {
		insns = pfc_prog_insns(w->reference, &count);
		if (traffic_reads_beyond(insns, count, s->data, s->caplen, s->len)) {
			tally->beyond++;
			return;
		}
	}
	if (w->ok)
		show(w, s, passed);
	w->ok = false;
}

/* Both captures are in the order in which packets passed. */
static void compare(struct watcher *w, struct source *ring, const struct sights *all,
                    struct tally *tally)
{
	uint32_t next = 0;
	struct batch b;

	while (next_batch(ring, &b)) {
		for (uint32_t i = 0; i < b.count; i++) {
			const struct packet *p = &b.packets[i];

			while (next < all->count && !is_sight(&all->at[next], p))
				judge(w, &all->at[next++], false, tally);
			CHECK_MSG(next < all->count, "%s: a frame nobody else saw",
			          w->text);
			judge(w, &all->at[next++], true, tally);
		}
	}
	while (next < all->count)
		judge(w, &all->at[next++], false, tally);
	check_no_loss(ring);
}

/* ---- many at once ---- */

static void watcher_fini(struct watcher *w)
{
	pfc_prog_free(w->live);
	pfc_prog_free(w->file);
	pfc_prog_free(w->reference);
}

/* returns false when the filter does not compile for both. */
static bool watcher_init(struct watcher *w, const struct watch *how,
                         const struct iface *iface, enum pfc_optimize optimize)
{
	uint32_t saved = how->flags & ~(uint32_t)PFC_AS_SAVED;

	w->ok = true;
	w->live = compile(w->text, iface->linktype, how->flags | PFC_LIVE, optimize);
	w->file = compile(w->text, iface->linktype, saved | PFC_SAVEFILE, optimize);
	if (optimize != PFC_OPTIMIZE_NONE)
		w->reference = compile(w->text, iface->linktype, saved | PFC_SAVEFILE,
		                       PFC_OPTIMIZE_NONE);
	return w->live && w->file;
}

static void run_together(const struct watch *how, const struct iface *iface,
                         struct watcher *ws, size_t count, struct tally *tally)
{
	static struct opening rings[AT_ONCE + 1];
	struct sights all = { 0 };

	memset(rings, 0, sizeof(rings));
	for (size_t i = 0; i <= count; i++)
		rings[i] = (struct opening){ .iface = iface,
			                     .prog = i < count ? ws[i].live : NULL };
	open_rings(rings, count + 1);
	how->traffic(how->ctx);
	usleep(QUIET_US);
	for (size_t i = 0; i <= count; i++)
		ring_stop(rings[i].ring);
	collect(rings[count].ring, &all);
	if (how->seen)
		how->seen(how->ctx, &all);
	for (size_t i = 0; i < count; i++) {
		ws[i].in_kernel = rings[i].in_kernel;
		compare(&ws[i], rings[i].ring, &all, tally);
	}
	on_all(close_ring, rings, count + 1);
	sights_free(&all);
}

/* A filter counts once, whatever its levels. */
static void count_results(const struct watcher *ws, size_t count, struct tally *tally,
                          bool *used)
{
	for (size_t i = 0; i < count; i++) {
		const struct watcher *w = &ws[i], *twin = i ? &ws[i - 1] : NULL;
		bool first = !twin || twin->number != w->number;
		bool counted = !first && twin->in_kernel;

		tally->filters += first;
		tally->failed += !w->ok;
		if (!w->in_kernel || counted)
			continue;
		tally->in_kernel++;
		tally->decisive += w->accepted && w->rejected;
		if (used)
			used[w->number] = true;
	}
}

void watch_filters(const struct watch *how, const char *const *filters, size_t count,
                   struct tally *tally, bool *used)
{
	static const enum pfc_optimize levels[] = { PFC_OPTIMIZE_NONE,
		                                    PFC_OPTIMIZE_SPEED };
	char msg[SOURCE_MSG_MAX];
	struct iface iface;
	size_t number = 0;

	CHECK_MSG(iface_find(how->iface, &iface, msg) == 0, "%s", msg);
	while (number < count) {
		static struct watcher ws[AT_ONCE];
		size_t n = 0;

		memset(ws, 0, sizeof(ws));
		for (; number < count && n + LEN(levels) <= AT_ONCE; number++) {
			for (size_t l = 0; l < LEN(levels); l++) {
				ws[n] = (struct watcher){ .text = filters[number],
					                  .number = number };
				if (watcher_init(&ws[n], how, &iface, levels[l]))
					n++;
				else
					watcher_fini(&ws[n]);
			}
		}
		run_together(how, &iface, ws, n, tally);
		count_results(ws, n, tally, used);
		for (size_t i = 0; i < n; i++)
			watcher_fini(&ws[i]);
	}
}

uint32_t watch_count(const struct watch *how, const char *filter)
{
	struct opening o = { 0 };
	struct sights got = { 0 };
	struct pfc_prog *prog;
	struct iface iface;
	uint32_t count;

	CHECK_MSG(iface_find(how->iface, &iface, o.msg) == 0, "%s", o.msg);
	prog = compile(filter, iface.linktype, how->flags | PFC_LIVE,
	               PFC_OPTIMIZE_SPEED);
	CHECK_MSG(prog, "%s does not compile", filter);
	o.iface = &iface;
	o.prog = prog;
	open_rings(&o, 1);
	CHECK_MSG(o.in_kernel, "%s is not decided in the kernel", filter);
	how->traffic(how->ctx);
	usleep(QUIET_US);
	ring_stop(o.ring);
	collect(o.ring, &got);
	count = got.count;
	sights_free(&got);
	source_close(o.ring);
	pfc_prog_free(prog);
	return count;
}
