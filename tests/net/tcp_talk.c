/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/net/tcp_talk.c - servers and clients that write down the truth about themselves.
 *
 *	tcp_talk serve [OPTIONS] ADDR PORT      until it is killed; says "ready" first
 *	tcp_talk ask [OPTIONS] ADDR PORT
 *
 * A server answers requests of -q bytes with -a bytes, -d milliseconds later, and ends a
 * connection when its client does. Who serves (-m): thread (one process), prefork (-w workers
 * that accept), fork (one for each connection), pass (a worker that gets the descriptor),
 * hold (they stay open, and nobody reads), deaf (nobody accepts).
 * A client makes -c connections one after the other, with -n requests each. -e: how it ends:
 * fin, half (it reads the last answer behind its own FIN), reset, unread. -o: milliseconds that
 * it stays open, before the requests; -g: until there is that file, instead; -s: all connections
 * are open at once.
 * -P: as many requests are under way, before the first of their answers is read.
 * -R: others can listen on the port, too. -N: connect() does not wait.
 * -t FILE: each process adds "ROLE PID LPORT RPORT" for every connection that it uses.
 * A client prints "requests N cpu_ns N p50_us N" by its own clocks, -p: "connect ERRNO" in place of
 * failing.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct {
	size_t request, answer;
	unsigned delay_ms, open_ms, workers, backlog, connections, requests, ahead;
	const char *mode, *end, *truth, *until;
	bool at_once, print_error, share_port, not_waiting;
} o = { 500, 700, 0, 0, 4, 128, 1, 1, 1, "thread", "fin", NULL, NULL, false, false, false, false };

enum { DEAD = 1, BUFFER = 1 << 20 };

static void die(const char *what)
{
	perror(what);
	exit(DEAD);
}

static void sleep_ms(unsigned ms)
{
	struct timespec t = { ms / 1000, (long)(ms % 1000) * 1000000 };

	while (ms && nanosleep(&t, &t) < 0 && errno == EINTR)
		;
}

/* Of a client, in front of its requests. */
static void stay_open(void)
{
	sleep_ms(o.open_ms);
	while (o.until && access(o.until, F_OK) != 0)
		sleep_ms(5);
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static unsigned port_of(int fd, bool remote)
{
	struct sockaddr_storage a;
	socklen_t len = sizeof(a);

	int err = remote ? getpeername(fd, (struct sockaddr *)&a, &len)
	                 : getsockname(fd, (struct sockaddr *)&a, &len);

	if (err < 0)
		return 0;
	return ntohs(a.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&a)->sin6_port
	                                     : ((struct sockaddr_in *)&a)->sin_port);
}

static void tell_truth(const char *role, int fd)
{
	char line[80];
	int len, out;

	if (!o.truth)
		return;
	len = snprintf(line, sizeof(line), "%s %d %u %u\n", role, (int)getpid(),
	               port_of(fd, false), port_of(fd, true));
	out = open(o.truth, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	if (out < 0 || write(out, line, (size_t)len) != len)
		die(o.truth);
	close(out);
}

/* All of it; false: the other side has ended. */
static bool take(int fd, size_t len)
{
	static __thread char buffer[BUFFER];

	while (len) {
		ssize_t n = recv(fd, buffer, len < BUFFER ? len : BUFFER, 0);

		if (n <= 0)
			return false;
		len -= (size_t)n;
	}
	return true;
}

/* One call, however much it is. */
static bool give(int fd, size_t len)
{
	static const char buffer[BUFFER];

	return send(fd, buffer, len, MSG_NOSIGNAL) == (ssize_t)len;
}

/* --- server --- */

static void serve(int fd)
{
	tell_truth("server", fd);
	while (take(fd, o.request)) {
		sleep_ms(o.delay_ms);
		if (!give(fd, o.answer))
			break;
	}
	close(fd);
}

static void *serve_thread(void *arg)
{
	serve((int)(intptr_t)arg);
	return NULL;
}

static pid_t fork_here(void)
{
	pid_t child = fork();

	if (child < 0)
		die("fork");
	if (child == 0)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	return child;
}

static void pass_fd(int to, int fd)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { .head = { .cmsg_len = CMSG_LEN(sizeof(int)),
		                .cmsg_level = SOL_SOCKET,
		                .cmsg_type = SCM_RIGHTS } };
	char byte = 0;
	struct iovec data = { &byte, 1 };
	struct msghdr msg = { .msg_iov = &data,
		              .msg_iovlen = 1,
		              .msg_control = &control,
		              .msg_controllen = sizeof(control) };

	memcpy(CMSG_DATA(&control.head), &fd, sizeof(fd));
	if (sendmsg(to, &msg, 0) != 1)
		die("sendmsg");
	close(fd);
}

static int get_fd(int from)
{
	char control[CMSG_SPACE(sizeof(int))], byte;
	struct iovec data = { &byte, 1 };
	struct msghdr msg = { .msg_iov = &data,
		              .msg_iovlen = 1,
		              .msg_control = control,
		              .msg_controllen = sizeof(control) };
	int fd;

	if (recvmsg(from, &msg, 0) != 1 || !CMSG_FIRSTHDR(&msg))
		return -1;
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(fd));
	return fd;
}

static void start_thread(int fd)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, serve_thread, (void *)(intptr_t)fd) != 0)
		die("pthread_create");
	pthread_detach(thread);
}

static void accept_all(int listener, int worker)
{
	while (true) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0 && (errno == ECONNABORTED || errno == EINTR))
			continue;
		if (fd < 0)
			die("accept");
		if (!strcmp(o.mode, "hold"))
			continue;
		if (worker >= 0) {
			pass_fd(worker, fd);
		} else if (!strcmp(o.mode, "fork")) {
			if (fork_here() == 0) {
				serve(fd);
				_exit(0);
			}
			close(fd);
		} else if (!strcmp(o.mode, "prefork")) {
			serve(fd);
		} else {
			start_thread(fd);
		}
	}
}

static int start_worker(void)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) < 0)
		die("socketpair");
	if (fork_here() == 0) {
		while (true)
			start_thread(get_fd(pair[1]));
	}
	close(pair[1]);
	return pair[0];
}

static int run_server(int listener)
{
	int worker = -1;

	signal(SIGCHLD, SIG_IGN);
	if (listen(listener, (int)o.backlog) < 0)
		die("listen");
	if (!strcmp(o.mode, "pass"))
		worker = start_worker();
	for (unsigned i = 1; !strcmp(o.mode, "prefork") && i < o.workers; i++) {
		if (fork_here() == 0)
			accept_all(listener, -1);
	}
	puts("ready");
	fflush(stdout);
	if (!strcmp(o.mode, "deaf")) {
		while (true)
			pause();
	}
	accept_all(listener, worker);
	return 0;
}

/* --- client --- */

static int by_size(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

/* As programs do that have more to wait for. returns whether it failed. */
static bool connect_later(int fd, const struct sockaddr *to, socklen_t len)
{
	struct pollfd wait = { fd, POLLOUT, 0 };
	int flags = fcntl(fd, F_GETFL), err = 0;
	socklen_t room = sizeof(err);

	fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	if (connect(fd, to, len) < 0 && errno != EINPROGRESS)
		return true;
	poll(&wait, 1, -1);
	getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &room);
	fcntl(fd, F_SETFL, flags);
	errno = err;
	return err != 0;
}

static int connect_to(const struct sockaddr *to, socklen_t len)
{
	int fd = socket(to->sa_family, SOCK_STREAM, 0), one = 1;

	if (fd < 0)
		die("socket");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (o.not_waiting ? connect_later(fd, to, len) : connect(fd, to, len) < 0) {
		if (!o.print_error)
			die("connect");
		printf("connect %d\n", errno);
		exit(0);
	}
	tell_truth("client", fd);
	return fd;
}

static void ask(int fd, bool last, uint64_t *took)
{
	uint64_t start = now_ns();

	if (!give(fd, o.request))
		die("send");
	if (last && !strcmp(o.end, "unread")) {
		sleep_ms(50); /* the answer is there, and stays unread */
		return;
	}
	if (last && !strcmp(o.end, "half"))
		shutdown(fd, SHUT_WR);
	if (!take(fd, o.answer))
		die("recv");
	*took = now_ns() - start;
}

/* Requests go out before the answers to those before them are read. */
static void ask_ahead(int fd)
{
	for (unsigned n = 0; n < o.requests + o.ahead; n++) {
		if (n < o.requests && !give(fd, o.request))
			die("send");
		if (n >= o.ahead && !take(fd, o.answer))
			die("recv");
	}
}

static void end_one(int fd)
{
	struct linger at_once = { 1, 0 };

	if (!strcmp(o.end, "reset"))
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	close(fd);
}

static int run_client(const struct sockaddr *to, socklen_t len)
{
	size_t all = (size_t)o.connections * o.requests, done = 0;
	uint64_t *took = calloc(all + 1, sizeof(*took));
	struct timespec cpu;
	int *fds = calloc(o.connections, sizeof(int));

	if (!took || !fds)
		die("memory");
	for (unsigned i = 0; o.at_once && i < o.connections; i++)
		fds[i] = connect_to(to, len);
	if (o.at_once)
		stay_open();
	for (unsigned i = 0; i < o.connections; i++) {
		if (!o.at_once) {
			fds[i] = connect_to(to, len);
			stay_open();
		}
		if (o.ahead > 1)
			ask_ahead(fds[i]);
		for (unsigned n = 1; o.ahead == 1 && n <= o.requests; n++)
			ask(fds[i], n == o.requests, &took[done++]);
		end_one(fds[i]);
	}
	qsort(took, done, sizeof(*took), by_size);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
	printf("requests %zu cpu_ns %lld p50_us %.1f\n", done,
	       (long long)cpu.tv_sec * 1000000000 + cpu.tv_nsec,
	       done ? (double)took[done / 2] / 1e3 : 0);
	return 0;
}

/* --- command line --- */

static socklen_t read_address(const char *addr, const char *port,
                              struct sockaddr_storage *out)
{
	struct sockaddr_in *four = (struct sockaddr_in *)out;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)out;

	memset(out, 0, sizeof(*out));
	if (inet_pton(AF_INET, addr, &four->sin_addr) == 1) {
		four->sin_family = AF_INET;
		four->sin_port = htons((uint16_t)atoi(port));
		return sizeof(*four);
	}
	if (inet_pton(AF_INET6, addr, &six->sin6_addr) != 1)
		die(addr);
	six->sin6_family = AF_INET6;
	six->sin6_port = htons((uint16_t)atoi(port));
	return sizeof(*six);
}

static void read_options(int argc, char **argv)
{
	int c;

	while ((c = getopt(argc, argv, "q:a:d:o:g:w:b:c:n:m:e:t:P:spRN")) != -1) {
		unsigned n = optarg ? (unsigned)strtoul(optarg, NULL, 10) : 0;

		switch (c) {
		case 'q':
			o.request = n;
			break;
		case 'a':
			o.answer = n;
			break;
		case 'd':
			o.delay_ms = n;
			break;
		case 'o':
			o.open_ms = n;
			break;
		case 'g':
			o.until = optarg;
			break;
		case 'w':
			o.workers = n;
			break;
		case 'b':
			o.backlog = n;
			break;
		case 'c':
			o.connections = n;
			break;
		case 'n':
			o.requests = n;
			break;
		case 'm':
			o.mode = optarg;
			break;
		case 'e':
			o.end = optarg;
			break;
		case 't':
			o.truth = optarg;
			break;
		case 'P':
			o.ahead = n;
			break;
		case 'N':
			o.not_waiting = true;
			break;
		case 'R':
			o.share_port = true;
			break;
		case 's':
			o.at_once = true;
			break;
		case 'p':
			o.print_error = true;
			break;
		default:
			exit(2);
		}
	}
}

int main(int argc, char **argv)
{
	struct sockaddr_storage at;
	socklen_t len;
	int fd, one = 1;

	if (argc < 2)
		return 2;
	read_options(argc - 1, argv + 1);
	argv += 1 + optind;
	if (!argv[0] || !argv[1])
		return 2;
	len = read_address(argv[0], argv[1], &at);
	if (strcmp(argv[-optind], "serve") != 0)
		return run_client((struct sockaddr *)&at, len);
	fd = socket(at.ss_family, SOCK_STREAM, 0);
	setsockopt(fd, SOL_SOCKET, o.share_port ? SO_REUSEPORT : SO_REUSEADDR, &one,
	           sizeof(one));
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, len) < 0)
		die("bind");
	return run_server(fd);
}
