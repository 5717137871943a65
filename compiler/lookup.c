/* SPDX-License-Identifier: BSD-2-Clause */
#include "compiler/lookup.h"

#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "base/bytes.h"

enum { THREADS_MAX = 16 };

struct job {
	char *name;
	bool net;
	bool done;
	struct lookup_answer answer; /* written by one thread until done is set */
};

/* Shared by the caller and its threads; everything below the lock needs it held. */
struct batch {
	struct job *jobs;
	uint32_t count;

	pthread_mutex_t lock;
	pthread_cond_t progress; /* a job was done */
	uint32_t next;           /* job that nobody has taken */
	uint32_t done;
	uint32_t users; /* the caller and the threads still running */
};

static void batch_free(struct batch *b)
{
	for (uint32_t i = 0; b->jobs && i < b->count; i++)
		free(b->jobs[i].name);
	free(b->jobs);
	free(b);
}

/* Drops one user; needs the lock held, and gives it up. */
static void batch_leave(struct batch *b)
{
	bool last = --b->users == 0;

	pthread_mutex_unlock(&b->lock);
	if (last) {
		pthread_cond_destroy(&b->progress);
		pthread_mutex_destroy(&b->lock);
		batch_free(b);
	}
}

static bool copy_names(struct batch *b, const struct lookup *lookups)
{
	for (uint32_t i = 0; i < b->count; i++) {
		b->jobs[i].net = lookups[i].net;
		b->jobs[i].name = strdup(lookups[i].name);
		if (!b->jobs[i].name)
			return false;
	}
	return true;
}

static struct batch *batch_new(const struct lookup *lookups, uint32_t count)
{
	struct batch *b = calloc(1, sizeof(*b));
	pthread_condattr_t attr;

	if (!b)
		return NULL;
	b->count = count;
	b->users = 1;
	b->jobs = calloc(count, sizeof(*b->jobs));
	if (!b->jobs || !copy_names(b, lookups)) {
		batch_free(b);
		return NULL;
	}
	pthread_mutex_init(&b->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&b->progress, &attr);
	pthread_condattr_destroy(&attr);
	return b;
}

static int by_v4(const void *a, const void *b)
{
	uint32_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return x < y ? -1 : x > y;
}

static int by_v6(const void *a, const void *b)
{
	return memcmp(a, b, 16);
}

/* Sorts count items of size bytes and drops equal ones; returns how many are left. */
static uint32_t sort_unique(void *items, uint32_t count, size_t size,
                            int (*order)(const void *, const void *))
{
	uint8_t *at = items;
	uint32_t kept = 0;

	qsort(items, count, size, order);
	for (uint32_t i = 0; i < count; i++) {
		if (kept && !memcmp(at + (kept - 1) * size, at + i * size, size))
			continue;
		memmove(at + kept * size, at + i * size, size);
		kept++;
	}
	return kept;
}

static void take_address(struct lookup_answer *a, const struct addrinfo *ai)
{
	if (ai->ai_family == AF_INET && a->v4_count < LOOKUP_ADDRS_MAX) {
		struct sockaddr_in sin;

		memcpy(&sin, ai->ai_addr, sizeof(sin));
		a->v4[a->v4_count++] = get_be32(&sin.sin_addr);
	} else if (ai->ai_family == AF_INET6 && a->v6_count < LOOKUP_ADDRS_MAX) {
		struct sockaddr_in6 sin6;

		memcpy(&sin6, ai->ai_addr, sizeof(sin6));
		memcpy(a->v6[a->v6_count++], &sin6.sin6_addr, 16);
	}
}

static bool is_no_such_host(int error)
{
	return error == EAI_NONAME || error == EAI_NODATA || error == EAI_ADDRFAMILY;
}

static void ask_host(const char *name, struct lookup_answer *a)
{
	/* One socket type, or each address comes once for each. */
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL;
	int error = getaddrinfo(name, NULL, &hints, &list);

	if (error) {
		a->error = error;
		a->state = is_no_such_host(error) ? LOOKUP_UNKNOWN : LOOKUP_FAILED;
		return;
	}
	for (const struct addrinfo *ai = list; ai; ai = ai->ai_next)
		take_address(a, ai);
	freeaddrinfo(list);
	a->v4_count = sort_unique(a->v4, a->v4_count, sizeof(a->v4[0]), by_v4);
	a->v6_count = sort_unique(a->v6, a->v6_count, sizeof(a->v6[0]), by_v6);
	a->state = a->v4_count || a->v6_count ? LOOKUP_FOUND : LOOKUP_UNKNOWN;
}

static void ask_net(const char *name, struct lookup_answer *a)
{
	struct netent entry, *found = NULL;
	char space[4096];
	int why = 0;

	a->state = LOOKUP_UNKNOWN;
	if (getnetbyname_r(name, &entry, space, sizeof(space), &found, &why) || !found)
		return;
	a->state = LOOKUP_FOUND;
	a->net = found->n_net;
}

/* Takes jobs until none is left. Enters and leaves with the lock held. */
static void work(struct batch *b)
{
	while (b->next < b->count) {
		struct job *job = &b->jobs[b->next++];

		pthread_mutex_unlock(&b->lock);
		if (job->net)
			ask_net(job->name, &job->answer);
		else
			ask_host(job->name, &job->answer);
		pthread_mutex_lock(&b->lock);
		job->done = true;
		b->done++;
		pthread_cond_signal(&b->progress);
	}
}

static void *thread_main(void *arg)
{
	struct batch *b = arg;

	pthread_mutex_lock(&b->lock);
	work(b);
	batch_leave(b);
	return NULL;
}

/* Needs the lock held. The threads take no signals: those belong to the program. */
static void start_threads(struct batch *b)
{
	sigset_t all, before;
	pthread_attr_t attr;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	for (uint32_t i = 0; i < b->count && i < THREADS_MAX; i++) {
		pthread_t thread;

		if (pthread_create(&thread, &attr, thread_main, b))
			break;
		b->users++;
	}
	pthread_attr_destroy(&attr);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static struct timespec deadline_after(uint32_t ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += (long)(ms % 1000) * 1000000;
	if (t.tv_nsec >= 1000000000) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000;
	}
	return t;
}

void lookup_run(struct lookup *lookups, uint32_t count, uint32_t timeout_ms)
{
	struct timespec deadline = deadline_after(timeout_ms);
	struct batch *b = count ? batch_new(lookups, count) : NULL;

	for (uint32_t i = 0; !b && i < count; i++) {
		lookups[i].answer->state = LOOKUP_FAILED;
		lookups[i].answer->error = EAI_MEMORY;
	}
	if (!b)
		return;
	pthread_mutex_lock(&b->lock);
	start_threads(b);
	if (b->users == 1)
		work(b);
	while (b->done < b->count &&
	       !pthread_cond_timedwait(&b->progress, &b->lock, &deadline))
		;
	b->next = b->count; /* what nobody took stays undone */
	for (uint32_t i = 0; i < count; i++) {
		if (b->jobs[i].done)
			*lookups[i].answer = b->jobs[i].answer;
		else
			lookups[i].answer->state = LOOKUP_TOO_SLOW;
	}
	batch_leave(b);
}
