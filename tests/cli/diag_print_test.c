/* SPDX-License-Identifier: BSD-2-Clause */
/* tests/cli/diag_print_test.c - mirrors cli/diag_print.c */
#include <jansson.h>
#include <stdlib.h>

#include "cli/diag_print.h"
#include "tests/test.h"

static const struct pfc_diag no_ports = {
	.level = PFC_ERROR,
	.at = { 4, 7 },
	.also = { 0, 3 },
	.message = "'arp' carries no ports",
	.hint = "ports exist in tcp, udp and sctp",
};

static struct diag_source source(const char *text, size_t len)
{
	return (struct diag_source){ "filter", text, len, false };
}

/* The message without hint for a text and two spans; the caller frees. */
static char *printed(const char *text, size_t len, struct pfc_span at,
                     struct pfc_span also)
{
	struct diag_source src = source(text, len);
	struct pfc_diag d = { PFC_ERROR, at, also, "m", NULL, NULL };
	struct str out = { 0 };

	diag_print(&out, &src, &d);
	CHECK(!out.failed);
	return out.at;
}

static void check(const char *text, struct pfc_span at, struct pfc_span also,
                  const char *want)
{
	char *got = printed(text, strlen(text), at, also);

	CHECK_STR(got, want);
	free(got);
}

TEST(underlines_the_span_and_the_related_one)
{
	struct diag_source src = source("arp port 53", 11);
	struct str out = { 0 };

	diag_print(&out, &src, &no_ports);
	CHECK_STR(out.at, "filter:1:5: error: 'arp' carries no ports\n"
	                  "    arp port 53\n"
	                  "    ~~~ ^~~~~~~\n"
	                  "    hint: ports exist in tcp, udp and sctp\n");
	str_fini(&out);
}

TEST(names_the_lint_and_the_level)
{
	struct diag_source src = source("ip", 2);
	struct pfc_diag d = {
		PFC_WARNING, { 0, 2 }, { 0, 0 }, "m", NULL, "always-true"
	};
	struct str out = { 0 };

	diag_print(&out, &src, &d);
	CHECK_STR(out.at, "filter:1:1: warning: m [always-true]\n    ip\n    ^~\n");
	str_fini(&out);
}

TEST(points_behind_the_end_and_at_nothing)
{
	check("tcp and", (struct pfc_span){ 7, 0 }, (struct pfc_span){ 0, 0 },
	      "filter:1:8: error: m\n    tcp and\n           ^\n");
	check("", (struct pfc_span){ 0, 0 }, (struct pfc_span){ 0, 0 },
	      "filter:1:1: error: m\n    \n    ^\n");
}

TEST(a_span_outside_the_text_is_cut)
{
	check("ip", (struct pfc_span){ 1, 4000000000u },
	      (struct pfc_span){ 4000000000u, 9 },
	      "filter:1:2: error: m\n    ip\n     ^~\n");
}

TEST(finds_the_line)
{
	check("ip and\r\narp x\nudp", (struct pfc_span){ 12, 1 },
	      (struct pfc_span){ 8, 3 },
	      "filter:2:5: error: m\n    arp x\n    ~~~ ^\n");
}

TEST(shows_two_lines_in_their_order)
{
	check("arp\n or x", (struct pfc_span){ 8, 1 }, (struct pfc_span){ 0, 3 },
	      "filter:2:5: error: m\n    arp\n    ~~~\n     or x\n        ^\n");
	check("x or\narp", (struct pfc_span){ 0, 1 }, (struct pfc_span){ 5, 3 },
	      "filter:1:1: error: m\n    x or\n    ^\n    arp\n    ~~~\n");
}

TEST(a_span_over_lines_ends_with_its_first)
{
	check("(ip\nor arp)", (struct pfc_span){ 0, 11 }, (struct pfc_span){ 0, 0 },
	      "filter:1:1: error: m\n    (ip\n    ^~~\n");
}

TEST(tabs_keep_the_marks_in_place)
{
	check("ip\tor\tx", (struct pfc_span){ 6, 1 }, (struct pfc_span){ 3, 2 },
	      "filter:1:7: error: m\n"
	      "    ip      or      x\n"
	      "            ~~      ^\n");
}

TEST(bytes_that_cannot_be_shown_are_escaped)
{
	char *got = printed("\xc3\xa9 \x1b[1m \0 x", 11, (struct pfc_span){ 10, 1 },
	                    (struct pfc_span){ 8, 1 });

	CHECK_STR(got, "filter:1:11: error: m\n"
	               "    \\xc3\\xa9 \\x1b[1m \\x00 x\n"
	               "                     ~~~~ ^\n");
	free(got);
}

/* Of a long line only what is around the marks is shown, and they stay below it. */
TEST(long_lines_are_cut_around_the_span)
{
	enum { LEN = 1 << 20 };
	char *text = malloc(LEN);

	CHECK(text);
	for (size_t i = 0; i < LEN; i++)
		text[i] = "ip or "[i % 6];
	for (uint32_t off = 0; off < LEN; off += 104729) {
		struct pfc_span at = { off, 20 };
		char *got = printed(text, LEN, at, (struct pfc_span){ 0, 0 });
		char *line = strchr(got, '\n') + 1;
		char *marks = strchr(line, '\n') + 1;
		size_t caret = strcspn(marks, "^");

		CHECK_MSG(strlen(line) < 2 * 80, "%s", got);
		CHECK_MSG(!memcmp(line + caret, text + off, 20), "%s", got);
		CHECK_MSG(strspn(marks + caret, "^~") == 20, "%s", got);
		free(got);
	}
	free(text);
}

/* A span wider than the window, and spans too far apart for one. */
TEST(wide_and_distant_spans_stay_readable)
{
	char text[400];
	char *got;

	memset(text, 'a', sizeof(text));
	got = printed(text, sizeof(text), (struct pfc_span){ 100, 250 },
	              (struct pfc_span){ 0, 0 });
	for (char *line = got; *line; line = strchr(line, '\n') + 1)
		CHECK_MSG(strcspn(line, "\n") < 80, "%s", got);
	CHECK(strchr(got, '^') != NULL);
	free(got);

	got = printed(text, sizeof(text), (struct pfc_span){ 390, 5 },
	              (struct pfc_span){ 2, 5 });
	CHECK_MSG(strstr(got, "~~~~~\n") < strchr(got, '^'), "%s", got);
	for (char *line = got; *line; line = strchr(line, '\n') + 1)
		CHECK_MSG(strcspn(line, "\n") < 80, "%s", got);
	free(got);
}

/* Every place of a text with every kind of byte, whole lines and cut ones: lines stay
 * short and nothing but printable ASCII comes out.
 */
TEST(any_bytes_and_any_spans)
{
	char text[300];
	uint32_t seed = 12345;

	for (size_t i = 0; i < sizeof(text); i++) {
		seed = seed * 1664525 + 1013904223;
		text[i] = (char)(seed >> 24);
	}
	for (uint32_t off = 0; off <= sizeof(text); off++) {
		char *got =
			printed(text, sizeof(text), (struct pfc_span){ off, off % 90 },
		                (struct pfc_span){ off / 2, off % 7 });

		for (char *p = got; *p; p++)
			CHECK_MSG(*p == '\n' || (*p >= ' ' && *p < 0x7f), "%s", got);
		for (char *line = got; *line; line = strchr(line, '\n') + 1)
			CHECK_MSG(strcspn(line, "\n") <= 80, "%s", got);
		free(got);
	}
}

TEST(colour_is_only_added)
{
	struct diag_source src = source("arp port 53", 11);
	struct str out = { 0 };

	src.color = true;
	diag_print(&out, &src, &no_ports);
	CHECK(strstr(out.at, "\033[1;31merror:\033[0m") != NULL);
	CHECK(strstr(out.at, "\033[32m~~~ ^~~~~~~\033[0m\n") != NULL);
	str_fini(&out);
}

static json_int_t int_of(const json_t *obj, const char *key)
{
	const json_t *value = json_object_get(obj, key);

	CHECK_MSG(json_is_integer(value), "%s", key);
	return json_integer_value(value);
}

TEST(json_has_the_same_facts)
{
	struct diag_source src = source("ip or\narp port 53", 17);
	struct pfc_diag d = no_ports;
	struct str out = { 0 };
	json_t *obj;
	const json_t *also;

	d.at.off += 6;
	d.also.off += 6;
	diag_json(&out, &src, &d);
	CHECK(strchr(out.at, '\n') == out.at + out.len - 1);
	obj = json_loads(out.at, 0, NULL);
	CHECK(obj);
	CHECK_STR(json_string_value(json_object_get(obj, "file")), "filter");
	CHECK_STR(json_string_value(json_object_get(obj, "level")), "error");
	CHECK_STR(json_string_value(json_object_get(obj, "message")), d.message);
	CHECK_STR(json_string_value(json_object_get(obj, "hint")), d.hint);
	CHECK(!json_object_get(obj, "lint"));
	CHECK_EQ(int_of(obj, "line"), 2);
	CHECK_EQ(int_of(obj, "column"), 5);
	CHECK_EQ(int_of(obj, "offset"), 10);
	CHECK_EQ(int_of(obj, "length"), 7);
	also = json_object_get(obj, "also");
	CHECK_EQ(int_of(also, "column"), 1);
	CHECK_EQ(int_of(also, "length"), 3);
	json_decref(obj);
	str_fini(&out);
}

TEST(json_is_valid_whatever_the_text)
{
	struct diag_source src = source("x", 1);
	struct pfc_diag d = no_ports;
	struct str out = { 0 };
	json_t *obj;

	d.message = "a \xff\"\\\n\x01 b \xc3\xa9 \xed\xa0\x80";
	diag_json(&out, &src, &d);
	obj = json_loads(out.at, 0, NULL);
	CHECK_MSG(obj, "%s", out.at);
	CHECK_STR(json_string_value(json_object_get(obj, "message")),
	          "a \\xff\"\\\\x0a\\x01 b \xc3\xa9 \\xed\\xa0\\x80");
	json_decref(obj);
	str_fini(&out);
}

TEST_MAIN(CASE(underlines_the_span_and_the_related_one),
          CASE(names_the_lint_and_the_level),
          CASE(points_behind_the_end_and_at_nothing),
          CASE(a_span_outside_the_text_is_cut), CASE(finds_the_line),
          CASE(shows_two_lines_in_their_order),
          CASE(a_span_over_lines_ends_with_its_first),
          CASE(tabs_keep_the_marks_in_place),
          CASE(bytes_that_cannot_be_shown_are_escaped),
          CASE(long_lines_are_cut_around_the_span),
          CASE(wide_and_distant_spans_stay_readable), CASE(any_bytes_and_any_spans),
          CASE(colour_is_only_added), CASE(json_has_the_same_facts),
          CASE(json_is_valid_whatever_the_text))
