/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/ebpf/tiny.h - programs of a few instructions that count the packets they see. */
#ifndef PFC_TESTS_EBPF_TINY_H
#define PFC_TESTS_EBPF_TINY_H

#include <linux/bpf.h>
#include <stdint.h>

struct tiny {
	int prog; /* descriptors */
	int map;
	uint32_t id; /* of the program */
};

/* A program that counts, and returns `verdict`. */
struct tiny tiny_load(enum bpf_prog_type type, const char *name, int verdict);
uint64_t tiny_count(const struct tiny *t);
void tiny_close(struct tiny *t);

/* NULL, or why no program can be loaded here. */
const char *tiny_why_not(void);

#endif
