/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/tls_list.c - pfc trace tls --list: files with TLS in them, and who uses them. */
#include "cli/tls.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/say.h"

enum { COMM_MAX = 32, WAY_TEXT_MAX = 64 };

/* The name of a process, "?" where there is none any more. */
static void read_comm(uint32_t pid, char *comm)
{
	char path[64];
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%" PRIu32 "/comm", pid);
	f = fopen(path, "re");
	if (!f || !fgets(comm, COMM_MAX, f))
		strcpy(comm, "?");
	comm[strcspn(comm, "\n")] = '\0';
	if (f)
		fclose(f);
}

static void id_text(const struct tls_lib *lib, char *text)
{
	text[0] = '\0';
	for (unsigned i = 0; i < lib->id_len; i++)
		sprintf(text + 2 * i, "%02x", lib->id[i]);
}

static const char *cost_word(enum tls_cost cost)
{
	return cost == TLS_FAST ? "fast" : "slow";
}

/* Keys are those of what all secrets go through. */
static bool has_keys(const struct tls_lib *lib)
{
	return lib->funnel != 0;
}

static void add_process(struct str *out, const char *how, uint32_t pid)
{
	char comm[COMM_MAX];

	read_comm(pid, comm);
	str_printf(out, "\t%s: %" PRIu32 " ", how, pid);
	str_add_escaped(out, comm, strlen(comm), ESCAPE_UTF8);
	str_printf(out, "\n");
}

/* Can what it keeps be found? With `run`, it is. */
static void look_closer(const struct tls_target *t, bool run, struct tls_calibrated *c)
{
	if (run) {
		calibrate(t, c);
		return;
	}
	memset(c, 0, sizeof(*c));
	c->done = calibrate_suits(t, c->why);
}

/* "+0x918 +0x50": what is at the first one is followed to the next. */
static void way_text(const struct tls_way *w, char *text, size_t room)
{
	size_t at = 0;

	text[0] = '\0';
	for (unsigned i = 0; i < w->steps && at < room; i++)
		at += (size_t)snprintf(text + at, room - at, "%s+0x%" PRIx32, i ? " " : "",
		                       w->offset[i]);
}

static void add_text(struct str *out, const struct tls_target *t, bool run)
{
	struct tls_calibrated c;
	const struct tls_lib *lib = &t->lib;
	char id[2 * sizeof(lib->id) + 1];

	id_text(lib, id);
	str_add_escaped(out, t->path, strlen(t->path), ESCAPE_UTF8);
	str_printf(out, "%s: %s%s%s\n", t->deleted ? " (deleted)" : "",
	           tls_kind_name(lib->kind), id[0] ? ", build-id " : "", id);
	str_printf(out, "\tcalls: %s%s\n", lib->why_no_calls[0] ? "no: " : "yes",
	           lib->why_no_calls);
	str_printf(out, "\tkeys:  %s%s\n",
	           has_keys(lib) ? "yes" : "no: ", lib->why_no_keys);
	look_closer(t, run, &c);
	str_printf(out, "\tkeys of sessions from before: %s%s\n",
	           c.done ? "yes, by --calibrate" : "no: ", c.done ? "" : c.why);
	for (unsigned i = 0; c.done && run && i < TLS_PLACES; i++) {
		char way[WAY_TEXT_MAX];

		way_text(&c.places.way[i], way, sizeof(way));
		str_printf(out, "\tplace: %-24s %s\n", place_name(i), way);
	}
	for (unsigned i = 0; i < lib->probe_count; i++)
		str_printf(out, "\tprobe: %-24s 0x%" PRIx64 " %s\n",
		           lib->probes[i].name, lib->probes[i].addr,
		           cost_word(lib->probes[i].cost));
	if (!t->pid_count && t->root_pid)
		add_process(out, "in the root of", t->root_pid);
	for (unsigned i = 0; i < t->pid_count; i++)
		add_process(out, "used by", t->pids[i]);
}

static json_t *json_of(const struct tls_target *t, bool run)
{
	const struct tls_lib *lib = &t->lib;
	json_t *o = json_object(), *probes = json_array(), *pids = json_array();
	char id[2 * sizeof(lib->id) + 1], way[WAY_TEXT_MAX];
	struct tls_calibrated c;

	id_text(lib, id);
	look_closer(t, run, &c);
	for (unsigned i = 0; i < lib->probe_count; i++)
		json_array_append_new(
			probes,
			json_pack("{s:s, s:I, s:I, s:s}", "name", lib->probes[i].name,
		                  "address", (json_int_t)lib->probes[i].addr, "offset",
		                  (json_int_t)lib->probes[i].offset, "cost",
		                  cost_word(lib->probes[i].cost)));
	for (unsigned i = 0; i < t->pid_count; i++)
		json_array_append_new(pids, json_integer(t->pids[i]));
	json_object_set_new(o, "ev", json_string("library"));
	json_object_set_new(o, "path", json_string(t->path));
	json_object_set_new(o, "deleted", json_boolean(t->deleted));
	json_object_set_new(o, "kind", json_string(tls_kind_name(lib->kind)));
	json_object_set_new(o, "build_id", json_string(id));
	json_object_set_new(o, "keys", json_boolean(has_keys(lib)));
	json_object_set_new(o, "why_no_keys", json_string(lib->why_no_keys));
	json_object_set_new(o, "calls", json_boolean(!lib->why_no_calls[0]));
	json_object_set_new(o, "why_no_calls", json_string(lib->why_no_calls));
	json_object_set_new(o, "calibrates", json_boolean(c.done));
	json_object_set_new(o, "why_not_calibrated", json_string(c.why));
	if (c.done && run) {
		json_t *places = json_object();

		for (unsigned i = 0; i < TLS_PLACES; i++) {
			way_text(&c.places.way[i], way, sizeof(way));
			json_object_set_new(places, place_name(i), json_string(way));
		}
		json_object_set_new(o, "places", places);
	}
	json_object_set_new(o, "probes", probes);
	json_object_set_new(o, "pids", pids);
	if (t->root_pid)
		json_object_set_new(o, "root_pid", json_integer(t->root_pid));
	return o;
}

static void add_json(struct str *out, const struct tls_target *t, bool run)
{
	json_t *o = json_of(t, run);
	char *text = json_dumps(o, JSON_COMPACT);

	if (text)
		str_printf(out, "%s\n", text);
	else
		out->failed = true;
	free(text);
	json_decref(o);
}

int tls_list(const struct args *args, const struct tls_targets *t)
{
	struct str out = { 0 };

	for (unsigned i = 0; i < t->count; i++) {
		if (args->json)
			add_json(&out, t->at[i], args->calibrate);
		else
			add_text(&out, t->at[i], args->calibrate);
	}
	tls_say_unread(t);
	return put_stdout_str(&out);
}
