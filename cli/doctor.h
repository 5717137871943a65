/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/doctor.h - what `pfc doctor` looks at, in tables: one row for each question.
 *
 * A subject that is new is a table of its own, named in cli/cmd_doctor.c.
 */
#ifndef PFC_CLI_DOCTOR_H
#define PFC_CLI_DOCTOR_H

#include <stdbool.h>

#include "cli/options.h"

enum check_state {
	CHECK_GOOD,
	CHECK_BAD,  /* something does not work, or not well */
	CHECK_NOTE, /* neither, or it cannot be known */
};

struct check_result {
	enum check_state state;
	char value[256];  /* what was found */
	char remedy[512]; /* what to do; "": nothing */
};

struct check {
	const char *name;  /* for programs */
	const char *title; /* for people */
	bool needed;       /* without it nothing can be captured */
	void (*look)(struct check_result *r);
};

/* Ends with a row without name. */
extern const struct check capture_checks[];
extern const struct check safety_checks[];
extern const struct check speed_checks[];
extern const struct check ebpf_checks[];
extern const struct check wireshark_checks[];

/* Makes, or removes, the links by which Wireshark finds pfc; returns an exit status. */
int doctor_link_wireshark(bool make);

/* For the rows: fills in a result. */
void check_set(struct check_result *r, enum check_state state, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void check_remedy(struct check_result *r, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The number in a small file of the kernel's; returns -errno. */
int doctor_read_number(const char *path, long *value);

/* The path of this program; returns false when it is not known. */
bool doctor_own_path(char *path, size_t size);

#endif
