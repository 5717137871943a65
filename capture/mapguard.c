/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/mapguard.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MAPGUARD_PLACES = 64 };

/* A place holds a guard from mapguard_add() to mapguard_remove(); the handler may look
 * at any moment.
 */
static struct mapguard *_Atomic places[MAPGUARD_PLACES];
static _Atomic bool installed;
static struct sigaction before;

static struct mapguard *guard_of(const char *at)
{
	for (int i = 0; i < MAPGUARD_PLACES; i++) {
		struct mapguard *g = places[i];

		if (g && at >= g->start && (size_t)(at - g->start) < g->len)
			return g;
	}
	return NULL;
}

/* Puts zero pages from the page of the fault to the end: what is behind it in the file
 * is gone as well, and one fault is enough.
 */
static bool patch(struct mapguard *g, char *at, size_t page)
{
	size_t skip = (size_t)(at - g->start) / page * page;
	char *from = g->start + skip, *first = g->lost_from;
	void *p = mmap(from, g->len - skip, PROT_READ,
	               MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);

	if (p == MAP_FAILED)
		return false;
	while ((!first || from < first) &&
	       !atomic_compare_exchange_weak(&g->lost_from, &first, from))
		;
	g->lost = true;
	return true;
}

/* Lets the fault happen again under the handler that was there before. */
static void hand_back(void)
{
	sigaction(SIGBUS, &before, NULL);
}

static void on_sigbus(int sig, siginfo_t *info, void *context)
{
	int saved = errno;
	char *at = info->si_addr;
	struct mapguard *g = info->si_code > 0 ? guard_of(at) : NULL;

	(void)sig;
	(void)context;
	if (!g || !patch(g, at, (size_t)sysconf(_SC_PAGESIZE)))
		hand_back();
	errno = saved;
}

int mapguard_install(void)
{
	struct sigaction sa;

	if (sigaction(SIGBUS, NULL, &sa) != 0)
		return -errno;
	if (installed && sa.sa_flags & SA_SIGINFO && sa.sa_sigaction == on_sigbus)
		return 0;
	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = on_sigbus;
	sa.sa_flags = SA_SIGINFO | SA_RESTART;
	sigemptyset(&sa.sa_mask);
	if (sigaction(SIGBUS, &sa, &before) != 0)
		return -errno;
	installed = true;
	return 0;
}

bool mapguard_installed(void)
{
	return installed;
}

bool mapguard_add(struct mapguard *g, void *start, size_t len)
{
	g->start = start;
	g->len = len;
	g->lost = false;
	g->lost_from = NULL;
	for (int i = 0; i < MAPGUARD_PLACES; i++) {
		struct mapguard *none = NULL;

		if (atomic_compare_exchange_strong(&places[i], &none, g))
			return true;
	}
	return false;
}

void mapguard_remove(struct mapguard *g)
{
	for (int i = 0; i < MAPGUARD_PLACES; i++) {
		if (places[i] == g)
			places[i] = NULL;
	}
}
