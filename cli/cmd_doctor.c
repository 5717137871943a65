/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_doctor.c - what this machine and this user can do, and how to make it more. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture/netns.h"
#include "capture/source.h"
#include "capture/way.h"
#include "cli/doctor.h"
#include "cli/say.h"

static const struct {
	const char *name, *title;
	const struct check *rows;
} subjects[] = {
	{ "capture", "Capturing", capture_checks },
	{ "speed", "Speed", speed_checks },
	{ "safety", "Safety", safety_checks },
	{ "ebpf", "eBPF", ebpf_checks },
	{ "wireshark", "Wireshark", wireshark_checks },
};

enum { SUBJECTS = sizeof(subjects) / sizeof(subjects[0]) };

static const struct {
	const char *word, *name, *color;
} states[] = {
	[CHECK_GOOD] = { "yes", "good", "\033[32m" },
	[CHECK_BAD] = { "no ", "bad", "\033[31m" },
	[CHECK_NOTE] = { "-  ", "note", "" },
};

/* --- text --- */

static void print_check(struct str *out, const struct check *c,
                        const struct check_result *r, bool color)
{
	const char *on = color ? states[r->state].color : "";

	str_printf(out, "  %s%s%s  %s: %s\n", on, states[r->state].word,
	           *on ? "\033[0m" : "", c->title, r->value);
	if (*r->remedy)
		str_printf(out, "       -> %s\n", r->remedy);
}

static void print_stage(struct str *out, const struct way_stage *s, bool color)
{
	str_printf(out, "  %s%s:", s->title, s->everywhere ? " (of all interfaces)" : "");
	for (uint32_t i = 0; i < s->count; i++) {
		const struct way_counter *c = &s->counters[i];
		bool red = color && c->loss && c->value;

		str_printf(out, "%s %s%" PRIu64 "%s ", i ? "," : "", red ? "\033[31m" : "",
		           c->value, red ? "\033[0m" : "");
		for (const char *p = c->name; *p; p++)
			str_add(out, *p == '_' ? " " : p, 1);
	}
	if (*s->note)
		str_printf(out, "%s %s", s->count ? ";" : "", s->note);
	str_add(out, "\n", 1);
}

static void print_way(struct str *out, const struct iface *iface,
                      const struct way_stage *stages, int count, bool color)
{
	str_printf(out, "The way of a packet in by %s, and what was lost on it\n",
	           iface->name);
	for (int i = 0; i < count; i++)
		print_stage(out, &stages[i], color);
}

/* --- JSON --- */

static json_t *json_check(const struct check *c, const struct check_result *r)
{
	json_t *o = json_object();

	json_object_set_new(o, "name", json_string(c->name));
	json_object_set_new(o, "state", json_string(states[r->state].name));
	json_object_set_new(o, "needed", json_boolean(c->needed));
	json_object_set_new(o, "value", json_string(r->value));
	if (*r->remedy)
		json_object_set_new(o, "remedy", json_string(r->remedy));
	return o;
}

static json_t *json_way(const struct way_stage *stages, int count)
{
	json_t *all = json_array();

	for (int i = 0; i < count; i++) {
		const struct way_stage *s = &stages[i];
		json_t *o = json_object(), *counters = json_object();

		json_object_set_new(o, "name", json_string(s->name));
		json_object_set_new(o, "everywhere", json_boolean(s->everywhere));
		for (uint32_t k = 0; k < s->count; k++)
			json_object_set_new(
				counters, s->counters[k].name,
				json_integer((json_int_t)s->counters[k].value));
		json_object_set_new(o, "counters", counters);
		if (*s->note)
			json_object_set_new(o, "note", json_string(s->note));
		json_array_append_new(all, o);
	}
	return all;
}

static int put_json(json_t *all)
{
	char *text = json_dumps(all, JSON_INDENT(2));
	int status;

	json_decref(all);
	if (!text)
		return say("out of memory");
	status = put_stdout(text, strlen(text));
	free(text);
	return status == EXIT_DONE ? put_stdout("\n", 1) : status;
}

/* --- what it looks at --- */

/* All tables, in one of the forms; returns whether nothing that is needed is missing. */
static bool look(struct str *out, json_t *json, bool color)
{
	bool good = true;

	for (int i = 0; i < SUBJECTS; i++) {
		json_t *rows = json ? json_array() : NULL;

		if (!json)
			str_printf(out, "%s\n", subjects[i].title);
		for (const struct check *c = subjects[i].rows; c->name; c++) {
			struct check_result r = { 0 };

			c->look(&r);
			good = good && !(c->needed && r.state == CHECK_BAD);
			if (json)
				json_array_append_new(rows, json_check(c, &r));
			else
				print_check(out, c, &r, color);
		}
		if (json)
			json_object_set_new(json, subjects[i].name, rows);
	}
	return good;
}

static int look_at_way(const struct args *args, struct str *out, json_t *json, bool color)
{
	struct way_stage stages[WAY_STAGES_MAX];
	char msg[SOURCE_MSG_MAX];
	struct iface iface;
	int back, count;

	if (!args->ifaces.count)
		return EXIT_DONE;
	if (args->ifaces.count > 1)
		return say_usage("doctor looks at one interface at a time");
	if (netns_enter(args->netns, &back, msg) != 0)
		return say("--netns: %s", msg);
	if (iface_find(args->ifaces.name[0], &iface, msg) != 0)
		return say("%s", msg);
	if (!iface.index || iface.by_libpcap)
		return say_usage("doctor -i: '%s' is no interface of the kernel; name one "
		                 "that is",
		                 iface.name);
	count = way_read(&iface, stages, msg);
	if (netns_leave(back) != 0)
		return say("cannot go back to the own network namespace");
	if (count < 0)
		return say("%s", msg);
	if (json)
		json_object_set_new(json, "way", json_way(stages, count));
	else
		print_way(out, &iface, stages, count, color);
	return EXIT_DONE;
}

int cmd_doctor(const struct args *args, int count, char **words)
{
	bool color = color_wanted((enum color)args->color, STDOUT_FILENO);
	json_t *json = NULL;
	struct str out = { 0 };
	bool good;
	int status;

	if (count)
		return say_usage("doctor takes options only, not '%s'", words[0]);
	if (args->wireshark && args->no_wireshark)
		return say_usage("--wireshark and --no-wireshark exclude each other");
	if (args->wireshark || args->no_wireshark)
		return doctor_link_wireshark(args->wireshark);
	if (args->netns && !args->ifaces.count)
		return say_usage("--netns says where the interface of -i is");
	if (args->json && !(json = json_object()))
		return say("out of memory");
	good = look(&out, json, color);
	status = look_at_way(args, &out, json, color);
	if (status != EXIT_DONE) {
		json_decref(json);
		str_fini(&out);
		return status;
	}
	status = json ? put_json(json) : put_stdout_str(&out);
	str_fini(&out);
	return status == EXIT_DONE && !good ? EXIT_FAILED : status;
}
