/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/test.h - the few words a unit test needs, over cmocka; output is TAP.
 *
 *	TEST(adds_two_numbers)
 *	{
 *		CHECK_EQ(1 + 1, 2);
 *	}
 *
 *	TEST_MAIN(CASE(adds_two_numbers))
 *
 * A failed check ends its test, not the program. One TEST_MAIN per program; a test that
 * is defined and not listed there is a compiler warning.
 */
#ifndef PFC_TESTS_TEST_H
#define PFC_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) static void test_##name(void **test_state __attribute__((unused)))

/* True, or the test fails and shows the condition. */
#define CHECK(cond)                                                                    \
	do {                                                                           \
		if (!(cond))                                                           \
			test_fail(__FILE__, __LINE__, "not true: %s", #cond);          \
	} while (0)

/* The same, and shows a printf-style message behind it. */
#define CHECK_MSG(cond, ...)                                                           \
	do {                                                                           \
		if (!(cond)) {                                                         \
			test_note(__VA_ARGS__);                                        \
			test_fail(__FILE__, __LINE__, "not true: %s", #cond);          \
		}                                                                      \
	} while (0)

/* Integers or enums of any width, compared as numbers: -1 is not 0xffffffff. */
#define CHECK_EQ(a, b) test_eq(__FILE__, __LINE__, #a, #b, (intmax_t)(a), (intmax_t)(b))

/* Strings; NULL equals only NULL. */
#define CHECK_STR(a, b) test_str(__FILE__, __LINE__, #a, #b, (a), (b))

/* Bytes. */
#define CHECK_MEM(a, b, len) test_mem(__FILE__, __LINE__, #a, #b, (a), (b), (len))

/* Ends this test as skipped; the reason reaches the summary. */
#define SKIP(...)                                                                      \
	do {                                                                           \
		test_note("skip: " __VA_ARGS__);                                       \
		skip();                                                                \
	} while (0)

/* clang-format off */
#define CASE(name) { #name, test_##name, NULL, NULL, NULL }
/* clang-format on */

#define TEST_MAIN(...) TEST_MAIN_UNLESS(NULL, __VA_ARGS__)

/* why_not is an expression of type const char *: the reason why nothing here can run on
 * this machine, or NULL.
 */
#define TEST_MAIN_UNLESS(why_not, ...)                                                 \
	int main(void)                                                                 \
	{                                                                              \
		static const struct CMUnitTest tests[] = { __VA_ARGS__ };              \
		const char *reason = (why_not);                                        \
                                                                                       \
		if (reason) {                                                          \
			printf("1..0 # SKIP %s\n", reason);                            \
			return 0;                                                      \
		}                                                                      \
		cmocka_set_message_output(CM_OUTPUT_TAP);                              \
		return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;              \
	}

/* Prints a message as TAP comments, line by line. */
__attribute__((format(printf, 1, 0), unused)) static void test_say(const char *fmt,
                                                                   va_list ap)
{
	char text[4096];

	vsnprintf(text, sizeof(text), fmt, ap);
	for (char *line = text, *end; line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		printf("# %s\n", line);
	}
	fflush(stdout);
}

__attribute__((format(printf, 1, 2), unused)) static void test_note(const char *fmt,
                                                                    ...)
{
	va_list ap;

	va_start(ap, fmt);
	test_say(fmt, ap);
	va_end(ap);
}

__attribute__((format(printf, 3, 4), noreturn, unused)) static void
test_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	test_say(fmt, ap);
	va_end(ap);
	_fail(file, line);
	__builtin_unreachable(); /* cmocka 1.1 does not say that _fail() jumps away */
}

__attribute__((unused)) static void test_eq(const char *file, int line,
                                            const char *a_text, const char *b_text,
                                            intmax_t a, intmax_t b)
{
	if (a != b)
		test_fail(file, line, "%s == %s: %jd (0x%jx) and %jd (0x%jx)", a_text,
		          b_text, a, (uintmax_t)a, b, (uintmax_t)b);
}

__attribute__((unused)) static void test_str(const char *file, int line,
                                             const char *a_text, const char *b_text,
                                             const char *a, const char *b)
{
	if (a == b || (a && b && strcmp(a, b) == 0))
		return;
	test_note("  one: %s\nother: %s", a ? a : "(NULL)", b ? b : "(NULL)");
	test_fail(file, line, "%s equals %s", a_text, b_text);
}

__attribute__((unused)) static void test_mem(const char *file, int line,
                                             const char *a_text, const char *b_text,
                                             const void *a, const void *b, size_t len)
{
	const uint8_t *p = a;
	const uint8_t *q = b;

	for (size_t i = 0; i < len; i++)
		if (p[i] != q[i])
			test_fail(file, line,
			          "%s equals %s: byte %zu is 0x%02x and 0x%02x", a_text,
			          b_text, i, p[i], q[i]);
}

#endif
