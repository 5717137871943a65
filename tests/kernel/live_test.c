/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/kernel/live_test.c - filters on a live interface, with its metadata.
 *
 * A veth pair in a network namespace of our own: frames sent raw on one end pass packet
 * sockets on both. On each end one socket has no filter and tells what the kernel knows
 * of a frame (tag, direction, interface, bytes); a second one has the filter. It must
 * have got exactly those frames that the interpreter accepts with that knowledge. Where
 * frames come in, the kernel has taken the outermost VLAN tag out; where they go out,
 * it has not.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/bytes.h"
#include "pfc/pfc.h"
#include "proto/link.h"
#include "tests/peer/frames.h"
#include "tests/peer/gen.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define FRAMES_MAX 256
#define FRAME_LEN 512
#define ETH_ALL 0x0003

/* Frames end in their number, so that one can tell which arrived. */
#define MARK_LEN 4

struct frame {
	uint8_t data[FRAME_LEN];
	uint32_t len;
};

/* A frame as a socket without filter got it. */
struct seen {
	bool there;
	uint8_t data[FRAME_LEN];
	uint32_t len;
	struct pfc_meta meta;
};

struct end {
	const char *name;
	unsigned ifindex;
	int plain, filtered;
	struct seen seen[FRAMES_MAX]; /* by number */
	bool passed[FRAMES_MAX];      /* by number: got by the socket with the filter */
};

struct run {
	struct end ends[2]; /* frames go from 0 to 1 */
	int sender;
	struct frame frames[FRAMES_MAX];
	uint32_t frame_count;
	uint32_t number, failed;
	uint64_t verdicts;
};

/* Set-up */

static const char *make_veth(void)
{
	if (unshare(CLONE_NEWNET) != 0)
		return "no right to make a network namespace";
	if (system("ip link add pfc0 type veth peer name pfc1 2>/dev/null && "
	           "ip link set pfc0 up && ip link set pfc1 up") != 0)
		return "no veth interfaces, or no ip command";
	return NULL;
}

static int packet_socket(unsigned ifindex, int protocol)
{
	struct sockaddr_ll addr = { .sll_family = AF_PACKET,
		                    .sll_protocol = htons((uint16_t)protocol),
		                    .sll_ifindex = (int)ifindex };
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int yes = 1, room = 4 << 20;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room));
	if (setsockopt(fd, SOL_PACKET, PACKET_AUXDATA, &yes, sizeof(yes)) != 0 ||
	    bind(fd, (struct sockaddr *)&addr, sizeof(addr)) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static const char *open_sockets(struct run *run)
{
	static const char *const names[] = { "pfc0", "pfc1" };

	for (int i = 0; i < 2; i++) {
		struct end *end = &run->ends[i];

		end->name = i ? "coming in" : "going out";
		end->ifindex = if_nametoindex(names[i]);
		end->plain = packet_socket(end->ifindex, ETH_ALL);
		end->filtered = packet_socket(end->ifindex, ETH_ALL);
		if (end->plain < 0 || end->filtered < 0)
			return "no packet sockets";
	}
	run->sender = packet_socket(run->ends[0].ifindex, 0);
	return run->sender < 0 ? "no packet sockets" : NULL;
}

/* Frames: all stacks of headers, some of them with the destination addresses that make
 * a broadcast, a multicast and a frame for somebody else.
 */
static void make_frames(struct run *run)
{
	struct packet p;

	for (size_t i = 0; i < frame_count() && run->frame_count < FRAMES_MAX; i++) {
		struct frame *f = &run->frames[run->frame_count];

		if (!frame_build(i, LINKTYPE_ETHERNET, i + 1, &p))
			continue;
		if (i % 4 == 1)
			memset(p.data, 0xff, 6);
		else if (i % 4 == 2)
			p.data[0] = 0x01;
		f->len = p.len + MARK_LEN;
		memcpy(f->data, p.data, p.len);
		put_be32(f->data + p.len, run->frame_count);
		run->frame_count++;
	}
}

/* Receiving */

static void read_aux(struct msghdr *msg, struct pfc_meta *meta)
{
	for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c; c = CMSG_NXTHDR(msg, c)) {
		struct tpacket_auxdata aux;

		if (c->cmsg_level != SOL_PACKET || c->cmsg_type != PACKET_AUXDATA)
			continue;
		memcpy(&aux, CMSG_DATA(c), sizeof(aux));
		meta->vlan_present = (aux.tp_status & TP_STATUS_VLAN_VALID) != 0;
		meta->vlan_tci = meta->vlan_present ? aux.tp_vlan_tci : 0;
		meta->vlan_tpid = aux.tp_status & TP_STATUS_VLAN_TPID_VALID
		                          ? aux.tp_vlan_tpid
		                          : 0;
	}
}

/* One frame; returns false when none waits. */
static bool receive(int fd, struct seen *out)
{
	union {
		char bytes[CMSG_SPACE(sizeof(struct tpacket_auxdata))];
		struct cmsghdr align;
	} control;
	struct sockaddr_ll from;
	struct iovec iov = { out->data, sizeof(out->data) };
	struct msghdr msg = { .msg_name = &from,
		              .msg_namelen = sizeof(from),
		              .msg_iov = &iov,
		              .msg_iovlen = 1,
		              .msg_control = control.bytes,
		              .msg_controllen = sizeof(control.bytes) };
	ssize_t len = recvmsg(fd, &msg, 0);

	if (len < 0)
		return false;
	out->len = (uint32_t)len;
	out->meta = (struct pfc_meta){
		.protocol = ntohs(from.sll_protocol),
		.pkttype = from.sll_pkttype,
		.ifindex = (uint32_t)from.sll_ifindex,
		.hatype = from.sll_hatype,
	};
	read_aux(&msg, &out->meta);
	return true;
}

/* The number at its end; FRAMES_MAX when it is none of ours. */
static uint32_t mark_of(const struct run *run, const struct seen *frame)
{
	uint32_t mark;

	if (frame->len < MARK_LEN)
		return FRAMES_MAX;
	mark = get_be32(frame->data + frame->len - MARK_LEN);
	return mark < run->frame_count ? mark : FRAMES_MAX;
}

static void drain(struct run *run, int fd, struct seen *all, bool *passed)
{
	struct seen one;

	while (receive(fd, &one)) {
		uint32_t mark = mark_of(run, &one);

		if (mark == FRAMES_MAX)
			continue;
		if (all) {
			all[mark] = one;
			all[mark].there = true;
		}
		if (passed)
			passed[mark] = true;
	}
}

/* Sends all frames once and reads until the last one has come. */
static bool exchange(struct run *run)
{
	const struct seen *last = &run->ends[1].seen[run->frame_count - 1];
	struct pollfd wait = { run->ends[1].plain, POLLIN, 0 };

	for (int i = 0; i < 2; i++)
		for (uint32_t k = 0; k < run->frame_count; k++)
			run->ends[i].passed[k] = run->ends[i].seen[k].there = false;
	for (uint32_t k = 0; k < run->frame_count; k++)
		if (send(run->sender, run->frames[k].data, run->frames[k].len, 0) < 0)
			return false;
	for (int tries = 0; !last->there && tries < 100; tries++) {
		if (poll(&wait, 1, 100) < 0 && errno != EINTR)
			return false;
		drain(run, run->ends[1].plain, run->ends[1].seen, NULL);
	}
	/* The sockets of a frame are served one after the other: the last frame may be
	 * on its way to the second one.
	 */
	usleep(200);
	for (int i = 0; i < 2; i++) {
		drain(run, run->ends[i].plain, run->ends[i].seen, NULL);
		drain(run, run->ends[i].filtered, NULL, run->ends[i].passed);
	}
	return last->there;
}

/* Whether the ends see what this test is for; else agreement would mean little. */
static void check_metadata(struct run *run)
{
	uint32_t tags[2] = { 0, 0 }, types[2] = { 0, 0 };
	bool ok = exchange(run);

	for (int i = 0; i < 2; i++)
		for (uint32_t k = 0; k < run->frame_count; k++) {
			const struct seen *s = &run->ends[i].seen[k];

			ok = ok && s->there && run->ends[i].passed[k];
			tags[i] += s->meta.vlan_present;
			types[i] |= 1u << s->meta.pkttype;
		}
	ok = ok && !tags[0] && tags[1] > 10 && types[0] == 1u << PACKET_OUTGOING &&
	     types[1] == (1u << PACKET_BROADCAST | 1u << PACKET_MULTICAST |
	                  1u << PACKET_OTHERHOST);
	printf("%sok %" PRIu32 " - tags become metadata where frames come in\n",
	       ok ? "" : "not ", ++run->number);
	run->failed += !ok;
}

/* Filters */

static int attach(int fd, const struct pfc_prog *prog)
{
	static struct sock_filter nothing[] = { BPF_STMT(BPF_RET | BPF_K, 0) };
	struct sock_fprog none = { LEN(nothing), nothing };
	struct sock_fprog fprog;
	uint8_t byte;

	/* What the old filter let in is none of the new one's. */
	if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &none, sizeof(none)) != 0)
		return errno;
	while (recv(fd, &byte, sizeof(byte), 0) >= 0)
		;
	if (pfc_prog_sock_fprog(prog, &fprog) != 0)
		return ENOEXEC;
	if (setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &fprog, sizeof(fprog)) != 0)
		return errno;
	return 0;
}

static bool end_agrees(struct run *run, const struct end *end,
                       const struct pfc_prog *prog)
{
	for (uint32_t k = 0; k < run->frame_count; k++) {
		const struct seen *s = &end->seen[k];
		struct pfc_packet pkt = { s->data, s->len, s->len, &s->meta };
		bool ours;

		if (!s->there)
			continue;
		ours = pfc_prog_run(prog, &pkt) != 0;
		run->verdicts++;
		if (ours == end->passed[k])
			continue;
		printf("# %s: kernel %s, interpreter %s frame %" PRIu32 " (tag %" PRIu32
		       " tci 0x%" PRIx32 " type %" PRIu32 " protocol 0x%" PRIx32 "):",
		       end->name, ours ? "rejects" : "accepts",
		       ours ? "accepts" : "rejects", k, s->meta.vlan_present,
		       s->meta.vlan_tci, s->meta.pkttype, s->meta.protocol);
		for (uint32_t i = 0; i < s->len; i++)
			printf("%s%02x", i % 16 ? "" : " ", s->data[i]);
		printf("\n");
		return false;
	}
	return true;
}

/* returns false and says why; *skipped when the filter does not compile. */
static bool check_program(struct run *run, const char *filter,
                          enum pfc_optimize optimize, bool *skipped)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;
	bool ok = true;

	opts.flags = PFC_LIVE | PFC_ALLOW_EMPTY | PFC_NO_LINT;
	opts.optimize = optimize;
	opts.netmask = 0xffffff00;
	*skipped = pfc_compile(filter, PFC_NUL, &opts, &prog) != 0;
	if (*skipped) {
		pfc_prog_free(prog);
		return true;
	}
	for (int i = 0; i < 2; i++) {
		int error = attach(run->ends[i].filtered, prog);

		if (error) {
			printf("# the kernel refuses it: %s\n", strerror(error));
			ok = false;
		}
	}
	if (ok && !exchange(run)) {
		printf("# frames were lost\n");
		ok = false;
	}
	for (int i = 0; i < 2; i++)
		ok = ok && end_agrees(run, &run->ends[i], prog);
	pfc_prog_free(prog);
	return ok;
}

static void check_filter(struct run *run, const char *filter)
{
	bool no_reference, no_program;
	bool ok = check_program(run, filter, PFC_OPTIMIZE_NONE, &no_reference);

	ok = check_program(run, filter, PFC_OPTIMIZE_SPEED, &no_program) && ok;
	if (no_reference && no_program)
		return;
	printf("%sok %" PRIu32 " - %s\n", ok ? "" : "not ", ++run->number, filter);
	fflush(stdout);
	run->failed += !ok;
}

/* Metadata, alone and beside everything else. */
static const char *const filters[] = {
	"vlan",
	"not vlan",
	"vlan 73",
	"vlan 74",
	"vlan and ip",
	"vlan and tcp",
	"vlan 73 and udp port 53",
	"vlan 73 and ip6",
	"vlan and arp",
	"vlan and vlan",
	"vlan and vlan and ip",
	"vlan and vlan and vlan",
	"vlan 73 and vlan 73 and tcp port 80",
	"ip or (vlan and ip)",
	"arp or (vlan and arp)",
	"tcp or (vlan and tcp)",
	"ether proto 0x8892 or (vlan and ether proto 0x8892)",
	"vlan 73 or vlan 74",
	"not vlan and udp",
	"len > 60 and vlan and host 192.0.2.1",
	"vlan and len > 60",
	"vlan and pppoes and ip",
	"vlan and pppoes and tcp port 80",
	"pppoes and ip",
	"vlan and mpls",
	"vlan and mpls and ip",
	"vlan and geneve",
	"geneve and vlan and udp",
	"vlan and geneve and ip",
	"vlan and stp",
	"vlan and llc",
	"vlan and iso",
	"vlan and aarp",
	"inbound",
	"outbound",
	"inbound and tcp",
	"outbound and not udp",
	"outbound or vlan",
	"inbound and vlan and ip",
	"not inbound",
	"ifindex 1",
	"ifindex 2",
	"ifindex 3",
	"ifindex 2 or inbound",
	"ifindex 2 and vlan",
	"not ifindex 3",
	"broadcast",
	"multicast and not broadcast",
	"ip broadcast or ip multicast",
	"link[0 - 4088:4] = 2",
	"link[0 - 4092:1] = 4",
	"link[0 - 4052:2] = 0x6049",
};

static void each_everyday_filter(struct run *run)
{
	const char *top = getenv("TOP_SRCDIR") ? getenv("TOP_SRCDIR") : ".";
	char *line = NULL;
	char path[4096];
	size_t room = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/tests/peer/oneliners.txt", top);
	f = fopen(path, "r");
	while (f && getline(&line, &room, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] && line[0] != '#')
			check_filter(run, line);
	}
	if (f)
		fclose(f);
	free(line);
}

static void each_generated_filter(struct run *run, uint32_t count)
{
	struct str filter = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		gen_filter(&filter, LINKTYPE_ETHERNET, 2000000 + i);
		check_filter(run, filter.at);
	}
	str_fini(&filter);
}

int main(void)
{
	static struct run run;
	const char *why_not = make_veth();

	if (!why_not)
		why_not = open_sockets(&run);
	if (why_not) {
		printf("1..0 # SKIP %s\n", why_not);
		return 0;
	}
	make_frames(&run);
	check_metadata(&run);
	for (size_t i = 0; i < LEN(filters); i++)
		check_filter(&run, filters[i]);
	each_everyday_filter(&run);
	each_generated_filter(&run, getenv("PFC_LONG") ? 3000 : 200);
	printf("# %" PRIu64 " verdicts\n1..%" PRIu32 "\n", run.verdicts, run.number);
	return run.failed != 0;
}
