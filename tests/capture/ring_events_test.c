/* SPDX-License-Identifier: BSD-2-Clause */
/* What happens around a capture: signals, interfaces that go, refusals. */
#include "capture/ring.h"

#include <errno.h>
#include <linux/filter.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"
#include "compiler/program.h"
#include "tests/net/net.h"
#include "tests/test.h"

static struct ring_config config(struct iface *iface, const char *name)
{
	struct ring_config cfg = {
		.iface = iface, .snaplen = 262144, .ring_kib = 4096, .retire_ms = 20
	};
	char msg[SOURCE_MSG_MAX];

	CHECK_MSG(iface_find(name, iface, msg) == 0, "%s", msg);
	return cfg;
}

static struct source *open_ring(const struct ring_config *cfg)
{
	char msg[SOURCE_MSG_MAX];
	struct source *s = NULL;

	CHECK_MSG(ring_open(cfg, &s, msg) == 0, "%s", msg);
	return s;
}

static void send_some(const char *name, uint16_t port, int count)
{
	struct frame f = frame_udp(1, port, 0, 100);
	int fd = sender_open(name);

	for (int i = 0; i < count; i++)
		sender_send(fd, &f);
	close(fd);
}

/* Reads to the end; gives how source_next() ended. */
static int read_out(struct source *s, uint32_t *count)
{
	struct batch b;
	int n;

	*count = 0;
	do {
		n = source_next(s, &b);
		*count += n == 1 ? b.count : 0;
	} while (n == 1 || n == -EINTR);
	return n;
}

static void check_mentions(const char *message, const char *word)
{
	CHECK_MSG(strstr(message, word), "'%s' does not mention '%s'", message, word);
}

static volatile sig_atomic_t came;

static void on_signal(int number)
{
	(void)number;
	came++;
}

/* Blocks SIGALRM and gives the mask to wait with. */
static void catch_alarm(sigset_t *wait_mask)
{
	struct sigaction act;
	sigset_t block;

	memset(&act, 0, sizeof(act));
	act.sa_handler = on_signal;
	CHECK_EQ(sigaction(SIGALRM, &act, NULL), 0);
	sigemptyset(&block);
	sigaddset(&block, SIGALRM);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &block, wait_mask), 0);
	sigdelset(wait_mask, SIGALRM);
	came = 0;
}

TEST(a_signal_ends_the_wait)
{
	const struct itimerval soon = { { 0, 0 }, { 0, 30000 } };
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct source *s;
	struct batch b;
	sigset_t mask;

	catch_alarm(&mask);
	cfg.wait_mask = &mask;
	s = open_ring(&cfg);
	setitimer(ITIMER_REAL, &soon, NULL);
	CHECK_EQ(source_next(s, &b), -EINTR);
	CHECK_EQ(came, 1);
	CHECK_STR(source_message(s), "");
	source_close(s);
}

/* The signal came before the wait: it must not be slept over. */
TEST(a_pending_signal_is_not_lost)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct source *s;
	struct batch b;
	sigset_t mask;

	catch_alarm(&mask);
	cfg.wait_mask = &mask;
	s = open_ring(&cfg);
	raise(SIGALRM);
	CHECK_EQ(came, 0);
	CHECK_EQ(source_next(s, &b), -EINTR);
	CHECK_EQ(came, 1);
	source_close(s);
}

/* Packets without end: source_next() never waits, and still lets signals in. */
TEST(a_signal_arrives_under_load)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct source *s;
	struct batch b;
	sigset_t mask;
	uint32_t calls = 0;

	catch_alarm(&mask);
	cfg.wait_mask = &mask;
	s = open_ring(&cfg);
	send_some("v1", 9, 18000); /* about 30 blocks of 128 KiB */
	CHECK_EQ(source_next(s, &b), 1);
	raise(SIGALRM);
	while (!came && ++calls < 64) /* no more than what is left of one block */
		source_next(s, &b);
	CHECK(came == 1);
	CHECK_EQ(source_next(s, &b), 1); /* and the packets go on */
	source_close(s);
}

TEST(a_removed_interface_ends_the_capture)
{
	struct capture_stats st;
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct source *s;
	struct batch b;
	uint32_t count;

	cfg.retire_ms = 200;
	s = open_ring(&cfg);
	send_some("v1", 9, 5);
	net_run("ip link del v0");
	CHECK_EQ(read_out(s, &count), -ENODEV);
	CHECK_EQ(count, 5);
	check_mentions(source_message(s), "'v0' is gone");
	CHECK_EQ(source_next(s, &b), -ENODEV); /* the end stays the end */
	ring_stats(s, &st);
	CHECK_EQ(st.captured, 5);
	CHECK_EQ(st.received, 5);
	source_close(s);
	net_new_cable();
}

TEST(a_moved_interface_ends_the_capture)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct source *s;
	uint32_t count;

	s = open_ring(&cfg);
	send_some("v1", 9, 5);
	net_run("unshare -n sleep 10 & sleep 0.2; ip link set v0 netns $!; kill $!");
	CHECK_EQ(read_out(s, &count), -ENODEV);
	CHECK_EQ(count, 5);
	source_close(s);
	net_run("ip link del v1 2>/dev/null || true");
	net_new_cable();
}

/* Calls source_next() until it has something to say; adds the packets to *count. */
static const char *next_message(struct source *s, uint32_t *count)
{
	struct batch b;

	for (int i = 0; i < 1000; i++) {
		int n = source_next(s, &b);

		*count += n == 1 ? b.count : 0;
		CHECK(n == 1 || n == -EINTR);
		if (*source_message(s))
			return source_message(s);
	}
	return "";
}

TEST(down_and_up_is_told_and_goes_on)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct source *s = open_ring(&cfg);
	uint32_t count = 0, rest;

	send_some("v1", 9, 5);
	net_run("ip link set v0 down");
	check_mentions(next_message(s, &count), "'v0' went down");
	net_run("ip link set v0 up");
	net_wait_up("v0");
	net_wait_up("v1");
	check_mentions(next_message(s, &count), "'v0' is up again");
	send_some("v1", 9, 7);
	ring_stop(s);
	CHECK_EQ(read_out(s, &rest), 0);
	CHECK_EQ(count + rest, 12);
	source_close(s);
}

static int open_error(const struct ring_config *cfg, char *msg)
{
	struct source *s = NULL;
	int err = ring_open(cfg, &s, msg);

	CHECK_MSG(err < 0, "ring_open() gave %d: %s", err, msg);
	CHECK(!s);
	return err;
}

TEST(refuses_with_reasons)
{
	struct sock_filter ret = BPF_STMT(BPF_RET | BPF_K, 0);
	struct pfc_prog sll2 = {
		.insns = &ret, .insn_count = 1, .linktype = 276, .text = ""
	};
	char msg[SOURCE_MSG_MAX];
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	struct ring_config changed = cfg;

	changed.snaplen = 0;
	CHECK_EQ(open_error(&changed, msg), -EINVAL);
	check_mentions(msg, "snapshot length");

	changed = cfg;
	changed.prog = &sll2;
	CHECK_EQ(open_error(&changed, msg), -EINVAL);
	check_mentions(msg, "link type 276");

	net_run("ip link set v0 down");
	CHECK_EQ(open_error(&cfg, msg), -ENETDOWN);
	check_mentions(msg, "ip link set v0 up");

	net_run("ip link del v0");
	CHECK_EQ(open_error(&cfg, msg), -ENODEV);
	check_mentions(msg, "'v0' is gone");
	net_new_cable();
}

TEST(without_privilege_says_what_to_do)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");
	pid_t child = net_fork();
	int status;

	if (child == 0) {
		char msg[SOURCE_MSG_MAX];
		char exe[200] = "";
		struct source *s;
		ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

		if (len < 0 || setresuid(65534, 65534, 65534) < 0)
			_exit(2);
		if (ring_open(&cfg, &s, msg) != -EPERM)
			_exit(3);
		fprintf(stderr, "# %s\n", msg);
		if (!strstr(msg, "CAP_NET_RAW") || !strstr(msg, "sudo") ||
		    !strstr(msg, "setcap cap_net_raw=ep ") || strlen(msg) > 500)
			_exit(4);
		_exit(0);
	}
	CHECK_EQ(waitpid(child, &status, 0), child);
	CHECK_EQ(status, 0);
}

/* `udp dst port 9`, made longer by instructions that do nothing. */
static struct pfc_prog *long_program(uint32_t count)
{
	static const struct sock_filter tail[] = {
		BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 36),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 9, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 262144),
		BPF_STMT(BPF_RET | BPF_K, 0),
	};
	const struct sock_filter fill = BPF_STMT(BPF_LD | BPF_W | BPF_IMM, 1);
	struct pfc_prog *prog = calloc(1, sizeof(*prog));

	CHECK(prog && count > 4);
	prog->insns = calloc(count, sizeof(*prog->insns));
	CHECK(prog->insns);
	for (uint32_t i = 0; i < count - 4; i++)
		prog->insns[i] = fill;
	memcpy(prog->insns + count - 4, tail, sizeof(tail));
	prog->insn_count = count;
	prog->linktype = 1;
	prog->text = "";
	return prog;
}

static void check_filters_here(struct ring_config *cfg, uint32_t insns, const char *why)
{
	struct pfc_prog *prog = long_program(insns);
	char msg[SOURCE_MSG_MAX];
	struct capture_stats st;
	struct source *s;
	uint32_t count;

	cfg->prog = prog;
	cfg->snaplen = 20; /* the filter reads beyond it */
	CHECK_MSG(ring_open(cfg, &s, msg) == 0, "%s", msg);
	if (why)
		check_mentions(msg, why);
	else
		CHECK_STR(msg, "");
	send_some("v1", 9, 5);
	send_some("v1", 10, 3);
	ring_stop(s);
	CHECK_EQ(read_out(s, &count), 0);
	CHECK_EQ(count, 5);
	ring_stats(s, &st);
	CHECK_EQ(st.captured, 5);
	CHECK_EQ(st.received, why ? 8 : 5);
	source_close(s);
	free(prog->insns);
	free(prog);
}

TEST(filters_here_what_the_kernel_cannot_hold)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");

	check_filters_here(&cfg, 4096, NULL);
	check_filters_here(&cfg, 4097, "4096 instructions, the filter has 4097");
}

TEST(names_the_setting_when_kernel_memory_is_short)
{
	struct iface v0;
	struct ring_config cfg = config(&v0, "v0");

	if (system("echo 2048 2>/dev/null >/proc/sys/net/core/optmem_max") != 0)
		SKIP("net.core.optmem_max is not a setting of this namespace (Linux "
		     "6.9)");
	check_filters_here(&cfg, 1000, "sysctl -w net.core.optmem_max=");
	net_run("echo 131072 >/proc/sys/net/core/optmem_max");
}

TEST_MAIN_UNLESS(net_enter(), CASE(a_signal_ends_the_wait),
                 CASE(a_pending_signal_is_not_lost), CASE(a_signal_arrives_under_load),
                 CASE(a_removed_interface_ends_the_capture),
                 CASE(a_moved_interface_ends_the_capture),
                 CASE(down_and_up_is_told_and_goes_on), CASE(refuses_with_reasons),
                 CASE(without_privilege_says_what_to_do),
                 CASE(filters_here_what_the_kernel_cannot_hold),
                 CASE(names_the_setting_when_kernel_memory_is_short))
