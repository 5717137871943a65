/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/fuzz/asm_fuzz.c - a program as text of any form, or an object of eBPF: it is one, or
 * has a message.
 *
 * "|" stands for a line end, so that a seed is a line. What was read and has a spelling is
 * the same when it was written as assembler and read again.
 */
#include <string.h>

#include "compiler/asm.h"
#include "compiler/check.h"
#include "compiler/image.h"
#include "compiler/read_ebpf.h"
#include "compiler/read_image.h"
#include "proto/link.h"
#include "teach/ebpf_notes.h"
#include "tests/fuzz/fuzz.h"

static void check_diag(const struct diags *diags, size_t size)
{
	const struct diag *d = &diags->list.at[0];

	FUZZ_CHECK(diags->list.count == 1, "%u messages", diags->list.count);
	FUZZ_CHECK(d->at.off <= size && d->at.len <= size - d->at.off, "%u+%u of %zu",
	           d->at.off, d->at.len, size);
	FUZZ_CHECK(d->also.off <= size && d->also.len <= size - d->also.off,
	           "%u+%u of %zu", d->also.off, d->also.len, size);
	FUZZ_CHECK(d->msg && d->msg[0] && !strpbrk(d->msg, "\n\r\t\x1b"), "'%s'",
	           d->msg ? d->msg : "(NULL)");
}

/* Fields that an instruction does not use may differ. */
static void check_same(const struct emitted *a, const struct emitted *b)
{
	struct str x = { 0 }, y = { 0 };

	FUZZ_CHECK(a->count == b->count, "%u and %u", a->count, b->count);
	asm_write(&x, a->insns, a->count);
	asm_write(&y, b->insns, b->count);
	FUZZ_CHECK(x.at && y.at && !strcmp(x.at, y.at), "%s\nand\n%s", x.at ? x.at : "",
	           y.at ? y.at : "");
	str_fini(&x);
	str_fini(&y);
}

static void write_and_read(struct arena *arena, const struct emitted *code)
{
	struct diags diags = { .arena = arena };
	struct check_fault fault;
	struct emitted again;
	struct str out = { 0 };
	bool valid = check_cbpf(code->insns, code->count, 0, &fault);

	if (asm_write(&out, code->insns, code->count) < code->count) {
		FUZZ_CHECK(!valid, "valid and no spelling");
		return;
	}
	FUZZ_CHECK(read_asm(arena, &diags, out.at, out.len, &again) == valid, "%s\n%s",
	           out.at, diags.list.count ? diags.list.at[0].msg : "no message");
	if (valid)
		check_same(code, &again);
	str_fini(&out);
}

static void run(const char *text, size_t size, bool asm_only)
{
	struct arena arena;
	struct diags diags = { 0 };
	struct emitted code;

	arena_init(&arena, NULL);
	diags.arena = &arena;
	if (asm_only ? read_asm(&arena, &diags, text, size, &code)
	             : read_image(&arena, &diags, text, size, &code))
		write_and_read(&arena, &code);
	else
		check_diag(&diags, size);
	arena_fini(&arena);
}

/* What is listed is read, and listed the same. */
static void list_and_read(struct arena *arena, const struct ebpf_code *code)
{
	struct str first = { 0 }, second = { 0 };
	struct ebpf_codes again = { 0 };
	struct diags diags = { .arena = arena };

	image_ebpf(&first, code->insns, code->count, NULL, NULL);
	FUZZ_CHECK(ebpf_read_text(arena, &diags, first.at, first.len, &again), "%s: %s",
	           first.at, diags.list.count ? diags.list.at[0].msg : "");
	FUZZ_CHECK(again.list.count == 1, "%s", first.at);
	image_ebpf(&second, again.list.at[0].insns, again.list.at[0].count, NULL, NULL);
	FUZZ_CHECK(second.len == first.len && !memcmp(second.at, first.at, first.len),
	           "%s\n%s", first.at, second.at);
	str_fini(&first);
	str_fini(&second);
}

/* Words for whatever it does. */
static void explain(struct arena *arena, const struct ebpf_code *code)
{
	for (int t = PFC_TARGET_CBPF; t <= PFC_TARGET_BUFFER; t++) {
		const struct ebpf_program program = { code->insns, code->count, t, NULL };
		struct ebpf_notes notes;

		ebpf_notes_make(&notes, arena, &program, link_by_number(1));
		for (uint32_t i = 0; i < code->count; i += ebpf_size(&code->insns[i])) {
			struct str words = { 0 };

			ebpf_notes_words(&words, &notes, i);
			FUZZ_CHECK(words.len, "instruction %u", i);
			str_fini(&words);
		}
	}
}

static void run_ebpf(const char *text, size_t size, bool object)
{
	struct ebpf_codes codes = { 0 };
	struct diags diags = { 0 };
	struct arena arena;

	arena_init(&arena, NULL);
	diags.arena = &arena;
	if (object) {
		const char *why = ebpf_read_object(&arena, text, size, &codes);

		codes.list.count = why ? 0 : codes.list.count;
	} else if (!ebpf_read_text(&arena, &diags, text, size, &codes)) {
		check_diag(&diags, size);
		codes.list.count = 0;
	}
	for (uint32_t i = 0; i < codes.list.count; i++) {
		const struct ebpf_code *code = &codes.list.at[i];
		struct str out = { 0 };

		image_ebpf(&out, code->insns, code->count, code->notes, code->lines);
		str_fini(&out);
		if (code->count)
			list_and_read(&arena, code);
		if (code->count && code->count < 100)
			explain(&arena, code);
	}
	arena_fini(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	if (!text)
		return 0;
	for (size_t i = 0; i < size; i++)
		text[i] = data[i] == '|' ? '\n' : (char)data[i];
	if (ebpf_is_object((const char *)data, size))
		run_ebpf((const char *)data, size, true);
	else if (ebpf_is_text(text, size))
		run_ebpf(text, size, false);
	run(text, size, false);
	run(text, size, true);
	free(text);
	return 0;
}
