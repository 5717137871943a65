/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/resolve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/bytes.h"

enum {
	SETS = 1024, /* times WAYS: names that are remembered */
	WAYS = 4,
	NAME_ROOM = 256,
	ASKERS =
		8, /* threads there, so that one silent name server holds up no other */
	NETS_MAX = 64,
};

/* What goes to the process and, with a name, comes back; a name of no bytes: none. */
struct question {
	uint8_t len; /* of the address */
	uint8_t addr[16];
	char name[NAME_ROOM];
};

enum { QUESTION_BYTES = offsetof(struct question, name) };

enum state { STATE_EMPTY, STATE_ASKED, STATE_KNOWN };

struct entry {
	uint8_t state; /* enum state */
	uint8_t len;
	uint8_t addr[16];
	char name[NAME_ROOM];
};

/* An IPv4 network of this host, in host order. */
struct net {
	uint32_t addr, mask;
};

struct resolver {
	struct resolver_opts opts;
	int fd;
	pid_t pid;
	unsigned net_count;
	struct net nets[NETS_MAX];
	struct entry entries[SETS][WAYS];
};

static void look_up(struct question *q)
{
	struct sockaddr_in in4 = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	const struct sockaddr *addr = q->len == 4 ? (const struct sockaddr *)&in4
	                                          : (const struct sockaddr *)&in6;

	memcpy(&in4.sin_addr, q->addr, 4);
	memcpy(&in6.sin6_addr, q->addr, 16);
	if (getnameinfo(addr, q->len == 4 ? sizeof(in4) : sizeof(in6), q->name,
	                sizeof(q->name), NULL, 0, NI_NAMEREQD) != 0)
		q->name[0] = '\0';
}

/* One of the threads of the process; the last one to hear that nobody asks any more need
 * not be waited for.
 */
static void *answer(void *arg)
{
	int fd = *(const int *)arg;
	struct question q;
	ssize_t got;

	for (;;) {
		got = recv(fd, &q, sizeof(q), 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < QUESTION_BYTES)
			_exit(0);
		look_up(&q);
		send(fd, &q, QUESTION_BYTES + strlen(q.name) + 1, MSG_NOSIGNAL);
	}
}

static _Noreturn void run_process(int fd, pid_t parent)
{
	sigset_t all;
	pthread_t thread;

	/* Ctrl-C is for the capture, which ends this by closing the socket. */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	for (int other = 3; other < 1024; other++)
		if (other != fd)
			close(other);
	for (unsigned i = 1; i < ASKERS; i++)
		pthread_create(&thread, NULL, answer, &fd);
	answer(&fd);
	_exit(0);
}

static void find_nets(struct resolver *r)
{
	struct ifaddrs *list;

	if (getifaddrs(&list) != 0)
		return;
	for (const struct ifaddrs *i = list; i && r->net_count < NETS_MAX;
	     i = i->ifa_next) {
		struct sockaddr_in addr, mask;

		if (!i->ifa_addr || !i->ifa_netmask ||
		    i->ifa_addr->sa_family != AF_INET)
			continue;
		memcpy(&addr, i->ifa_addr, sizeof(addr));
		memcpy(&mask, i->ifa_netmask, sizeof(mask));
		r->nets[r->net_count].mask = ntohl(mask.sin_addr.s_addr);
		r->nets[r->net_count++].addr =
			ntohl(addr.sin_addr.s_addr & mask.sin_addr.s_addr);
	}
	freeifaddrs(list);
}

struct resolver *resolver_open(const struct resolver_opts *opts)
{
	struct resolver *r = calloc(1, sizeof(*r));
	pid_t parent = getpid();
	int fds[2];

	if (!r)
		return NULL;
	r->opts = *opts;
	if (opts->local_only)
		find_nets(r);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) != 0) {
		free(r);
		return NULL;
	}
	r->pid = fork();
	if (r->pid == 0) {
		close(fds[0]);
		run_process(fds[1], parent);
	}
	close(fds[1]);
	r->fd = fds[0];
	if (r->pid < 0) {
		close(r->fd);
		free(r);
		return NULL;
	}
	return r;
}

void resolver_close(struct resolver *r)
{
	if (!r)
		return;
	close(r->fd);
	kill(r->pid, SIGKILL); /* it may be waiting for a name server */
	while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR)
		;
	free(r);
}

static struct entry *set_of(struct resolver *r, const uint8_t *addr, unsigned len)
{
	uint32_t hash = len;

	for (unsigned i = 0; i < len; i++)
		hash = (hash ^ addr[i]) * 0x01000193;
	return r->entries[(hash ^ hash >> 16) % SETS];
}

static struct entry *find(struct resolver *r, const uint8_t *addr, unsigned len)
{
	struct entry *set = set_of(r, addr, len);

	for (unsigned i = 0; i < WAYS; i++)
		if (set[i].state != STATE_EMPTY && set[i].len == len &&
		    memcmp(set[i].addr, addr, len) == 0)
			return &set[i];
	return NULL;
}

/* Asks; the newest of a set stands first, the last one makes place. When the process is
 * behind with its work it is not asked now.
 */
static struct entry *ask(struct resolver *r, const uint8_t *addr, unsigned len)
{
	struct entry *set = set_of(r, addr, len);
	struct question q = { .len = (uint8_t)len };

	memcpy(q.addr, addr, len);
	if (send(r->fd, &q, QUESTION_BYTES, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
		return NULL;
	memmove(set + 1, set, (WAYS - 1) * sizeof(*set));
	memset(set, 0, sizeof(*set));
	set->state = STATE_ASKED;
	set->len = (uint8_t)len;
	memcpy(set->addr, addr, len);
	return set;
}

/* Takes the answers that are there. */
static void take_answers(struct resolver *r)
{
	struct question q;
	struct entry *e;
	ssize_t got;

	for (;;) {
		got = recv(r->fd, &q, sizeof(q), MSG_DONTWAIT);
		if (got <= QUESTION_BYTES || (q.len != 4 && q.len != 16))
			return;
		q.name[NAME_ROOM - 1] = '\0';
		e = find(r, q.addr, q.len);
		if (!e)
			continue;
		e->state = STATE_KNOWN;
		memcpy(e->name, q.name, (size_t)got - QUESTION_BYTES);
		e->name[NAME_ROOM - 1] = '\0';
		if (r->opts.short_names)
			e->name[strcspn(e->name, ".")] = '\0';
	}
}

static unsigned now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (unsigned)(t.tv_sec * 1000 + t.tv_nsec / 1000000);
}

/* Waits for the answer to a question as long as that is allowed. */
static void wait_for(struct resolver *r, const uint8_t *addr, unsigned len)
{
	unsigned start = now_ms(), spent = 0;
	unsigned limit =
		r->opts.wait_ms < r->opts.total_ms ? r->opts.wait_ms : r->opts.total_ms;
	const struct entry *e;

	while (spent < limit) {
		struct pollfd fd = { .fd = r->fd, .events = POLLIN };

		if (poll(&fd, 1, (int)(limit - spent)) < 0)
			break; /* a signal: somebody wants this to end */
		take_answers(r);
		e = find(r, addr, len);
		spent = now_ms() - start;
		if (!e || e->state == STATE_KNOWN)
			break;
	}
	r->opts.total_ms -= spent < r->opts.total_ms ? spent : r->opts.total_ms;
}

/* Whether names of this address are wanted at all. */
static bool is_wanted(const struct resolver *r, const uint8_t *addr, unsigned len)
{
	if (!r->opts.local_only || len != 4)
		return true;
	for (unsigned i = 0; i < r->net_count; i++)
		if ((get_be32(addr) & r->nets[i].mask) == r->nets[i].addr)
			return true;
	return false;
}

const char *resolver_name(struct resolver *r, const uint8_t *addr, unsigned len)
{
	struct entry *e;

	if (!is_wanted(r, addr, len))
		return NULL;
	e = find(r, addr, len);
	if (!e) {
		e = ask(r, addr, len);
		if (e && r->opts.wait_ms)
			wait_for(r, addr, len);
	} else if (e->state == STATE_ASKED) {
		take_answers(r);
	}
	e = find(r, addr, len);
	return e && e->state == STATE_KNOWN && e->name[0] ? e->name : NULL;
}
