/* SPDX-License-Identifier: BSD-2-Clause */
#include "ebpf/load.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <ctype.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

enum {
	LOG_MIN = 64 << 10,
	LOG_MAX = 16 << 20, /* bytes; what is longer is cut */
};

static const struct {
	enum bpf_prog_type type;
	const char *name;
} targets[] = {
	[PFC_TARGET_SOCKET] = { BPF_PROG_TYPE_SOCKET_FILTER, "socket" },
	[PFC_TARGET_TC] = { BPF_PROG_TYPE_SCHED_CLS, "tc" },
	[PFC_TARGET_XDP] = { BPF_PROG_TYPE_XDP, "XDP" },
};

/* ---- the log ---- */

/* "12: (69) r0 = ..." or "12: R0=..."; gives what stands behind the colon. */
static const char *numbered(const char *line, long *insn)
{
	char *end;

	if (!isdigit((unsigned char)*line))
		return NULL;
	*insn = strtol(line, &end, 10);
	return *end == ':' && end[1] == ' ' ? end + 2 : NULL;
}

static size_t line_len(const char *line)
{
	return strcspn(line, "\n");
}

/* Where a line tells of registers: "R0=...", after "; " behind an instruction or alone. */
static const char *registers(const char *line, size_t len)
{
	for (size_t i = 0; i + 2 < len; i++) {
		if (line[i] == 'R' && isdigit((unsigned char)line[i + 1]) &&
		    (i == 0 || line[i - 1] == ' ') && memchr(line + i, '=', len - i))
			return line + i;
	}
	return NULL;
}

/* "; text" or, since Linux 6.9, "; text @ file:line". */
static void take_source(struct verdict *v, const char *line, size_t len)
{
	v->source = line + 2;
	v->source_len = len - 2;
	for (size_t i = 0; i + 3 < v->source_len; i++) {
		if (!strncmp(v->source + i, " @ ", 3))
			v->source_len = i;
	}
}

struct verdict verdict_of_log(const char *log)
{
	struct verdict v = { .insn = -1 };

	for (const char *line = log; *line; line += line_len(line) + (line[line_len(line)] != 0)) {
		size_t len = line_len(line);
		long insn;
		const char *behind = numbered(line, &insn);
		const char *regs = behind || !strncmp(line, "from ", 5) ? registers(line, len)
		                                                        : NULL;

		if (line[0] == ';' && len > 2)
			take_source(&v, line, len);
		if (regs) {
			v.regs = regs;
			v.regs_len = len - (size_t)(regs - line);
		}
		if (behind && *behind == '(') {
			v.insn = insn;
			v.text = behind + strcspn(behind, " \n");
			v.text += *v.text == ' ';
			v.text_len = strcspn(v.text, ";\n");
			while (v.text_len && v.text[v.text_len - 1] == ' ')
				v.text_len--;
			v.why_len = 0;
		} else if (!behind && !v.why_len && len && line[0] != ';' &&
		           strncmp(line, "from ", 5) != 0 && strncmp(line, "processed ", 10) != 0 &&
		           strncmp(line, "func#", 5) != 0) {
			v.why = line;
			v.why_len = len;
		}
	}
	return v;
}

/* A program on its way into the kernel. */
struct loading {
	const struct pfc_prog *prog;
	struct bpf_insn *insns;
	size_t front, count; /* instructions; the first ones are not of prog */
};

/* ---- messages ---- */

FILE *verdict_file(char *name, size_t room)
{
	const char *folder = getenv("TMPDIR");
	FILE *out = NULL;
	int fd;

	snprintf(name, room, "%s/pfc-verifier-XXXXXX", folder && *folder ? folder : "/tmp");
	fd = mkstemp(name);
	if (fd >= 0)
		out = fdopen(fd, "w");
	if (!out && fd >= 0)
		close(fd);
	if (!out)
		*name = '\0';
	return out;
}

/* Program and log in a file; its name, or "". */
static void keep(const struct pfc_prog *prog, const char *log, char *name, size_t room)
{
	char *text = pfc_prog_format(prog, PFC_FORMAT_LISTING, NULL);
	struct utsname os = { .release = "?" };
	FILE *out = verdict_file(name, room);

	uname(&os);
	if (out) {
		fprintf(out, "pfc %s, Linux %s, target %s\nfilter: %s\n\n%s\n%s", pfc_version(),
		        os.release, targets[pfc_prog_target(prog)].name, pfc_prog_text(prog),
		        text ? text : "", log);
		fclose(out);
	}
	free(text);
}

static void say_refused(const struct loading *l, const char *log, int err, char *msg)
{
	const struct pfc_prog *prog = l->prog;
	struct verdict v = verdict_of_log(log);
	bool own = v.insn >= (long)l->front;
	struct pfc_span at = pfc_prog_ebpf_span(prog, own ? (size_t)v.insn - l->front : 0);
	const char *text = pfc_prog_text(prog);
	char file[128];

	keep(prog, log, file, sizeof(file));
	if (v.insn < 0) {
		snprintf(msg, EBPF_MSG_MAX,
		         "internal error: the kernel refuses the %s program of '%.60s': %s: %.*s; "
		         "program and log are in %s",
		         targets[pfc_prog_target(prog)].name, text, strerror(err),
		         (int)(v.why_len < 120 ? v.why_len : 120), v.why_len ? v.why : "",
		         *file ? file : "no file");
		return;
	}
	snprintf(msg, EBPF_MSG_MAX,
	         "internal error: the kernel refuses the %s program at instruction %ld, '%.*s', "
	         "which is of '%.*s': %.*s (%.*s); program and log are in %s",
	         targets[pfc_prog_target(prog)].name, v.insn,
	         (int)(v.text_len < 60 ? v.text_len : 60), v.text,
	         (int)(at.len ? (at.len < 60 ? at.len : 60) : strnlen(text, 60)),
	         text + at.off, (int)(v.why_len < 90 ? v.why_len : 90), v.why_len ? v.why : "",
	         (int)(v.regs_len < 90 ? v.regs_len : 90), v.regs_len ? v.regs : "",
	         *file ? file : "no file");
}

static void say_failed(const struct pfc_prog *prog, int err, char *msg)
{
	const char *name = targets[pfc_prog_target(prog)].name;

	bool lacks;

	if (err == EPERM) {
		lacks = pfc_prog_target(prog) == PFC_TARGET_SOCKET
		                ? attach_lacks_bpf("eBPF programs", msg)
		                : attach_lacks("eBPF programs", msg);
		if (!lacks)
			snprintf(msg, EBPF_MSG_MAX,
			         "the kernel does not let this process load eBPF programs: "
			         "kernel.unprivileged_bpf_disabled, a lockdown or a container "
			         "may be why");
		return;
	}
	if (err == E2BIG)
		snprintf(msg, EBPF_MSG_MAX,
		         "the %s program is too long for this kernel: a million steps of the "
		         "verifier, 4096 instructions before Linux 5.2",
		         name);
	else
		snprintf(msg, EBPF_MSG_MAX, "cannot load the %s program: %s", name, strerror(err));
}

/* ---- loading ---- */

/* The read-only data as a map; returns its descriptor, -1 when there is none, -errno. */
static int load_data(const void *data, size_t len)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_RDONLY_PROG);
	uint32_t key = 0;
	int fd, err = 0;

	fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "pfc_data", sizeof(key), (uint32_t)len, 1, &opts);
	if (fd < 0)
		return -errno;
	if (bpf_map_update_elem(fd, &key, data, BPF_ANY) != 0 || bpf_map_freeze(fd) != 0)
		err = -errno;
	if (err) {
		close(fd);
		return err;
	}
	return fd;
}

static void set_map(const struct loading *l, int fd)
{
	for (size_t i = l->front; i < l->count; i++) {
		if (l->insns[i].code == (BPF_LD | BPF_DW | BPF_IMM) &&
		    l->insns[i].src_reg == BPF_PSEUDO_MAP_VALUE)
			l->insns[i].imm = fd;
	}
}

/* One try with a log; returns a descriptor or -errno. libbpf asks for the log only when the
 * kernel refuses.
 */
static int load_once(const struct loading *l, char *log, size_t room)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .log_buf = log, .log_size = (uint32_t)room);
	int fd;

	if (pfc_prog_flags(l->prog) & PFC_FRAGS)
		opts.prog_flags = BPF_F_XDP_HAS_FRAGS;
	log[0] = '\0';
	fd = bpf_prog_load(targets[pfc_prog_target(l->prog)].type, "pfc", "Dual BSD/GPL",
	                   l->insns, l->count, &opts);
	return fd < 0 ? -errno : fd;
}

static int load_logged(const struct loading *l, char *msg)
{
	char *log = NULL;
	int fd;

	for (size_t room = LOG_MIN;; room *= 2) {
		char *more = realloc(log, room);

		if (!more) {
			free(log);
			say_failed(l->prog, ENOMEM, msg);
			return -ENOMEM;
		}
		log = more;
		fd = load_once(l, log, room);
		if (fd != -ENOSPC || room >= LOG_MAX)
			break;
	}
	if (fd < 0 && log[0] && fd != -EPERM &&
	    pfc_prog_target(l->prog) != PFC_TARGET_SOCKET && attach_lacks_perfmon(msg))
		fd = -EPERM;
	else if (fd < 0 && log[0] && fd != -EPERM)
		say_refused(l, log, -fd, msg);
	else if (fd < 0)
		say_failed(l->prog, -fd, msg);
	free(log);
	return fd;
}

/* insns: those of the program, or as many in their place. */
static int load_all(const struct pfc_prog *prog, const struct bpf_insn *front, size_t before,
                    const struct bpf_insn *insns, char *msg)
{
	struct loading l = { .prog = prog, .front = before };
	size_t count, data_len;
	const void *data = pfc_prog_data(prog, &data_len);
	int map = -1, fd = -EINVAL;

	pfc_prog_ebpf(prog, &count);
	msg[0] = '\0';
	libbpf_set_print(NULL);
	l.count = before + count;
	l.insns = calloc(l.count, sizeof(*l.insns));
	if (!l.insns || !count) {
		free(l.insns);
		say_failed(prog, count ? ENOMEM : EINVAL, msg);
		return count ? -ENOMEM : -EINVAL;
	}
	if (before)
		memcpy(l.insns, front, before * sizeof(*front));
	memcpy(l.insns + before, insns, count * sizeof(*insns));
	if (data_len) {
		map = load_data(data, data_len);
		if (map < 0)
			say_failed(prog, -map, msg);
		set_map(&l, map);
	}
	if (data_len && map < 0)
		fd = map;
	else
		fd = load_logged(&l, msg);
	if (map >= 0)
		close(map); /* the program holds it */
	free(l.insns);
	return fd;
}

int load_prog_insns(const struct pfc_prog *prog, const struct bpf_insn *insns, char *msg)
{
	return load_all(prog, NULL, 0, insns, msg);
}

int load_prog_behind(const struct pfc_prog *prog, const struct bpf_insn *front, size_t count,
                     char *msg)
{
	return load_all(prog, front, count, pfc_prog_ebpf(prog, NULL), msg);
}

int load_prog(const struct pfc_prog *prog, char *msg)
{
	return load_prog_behind(prog, NULL, 0, msg);
}
