/* SPDX-License-Identifier: BSD-2-Clause */
/* cli/cmd_info.c - `pfc info`: what there is in capture files, as text or JSON. */
#include "cli/cmd.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "capture/fileinfo.h"
#include "capture/mapguard.h"
#include "cli/say.h"
#include "pfc/pfc.h"

enum { SECOND_NS = 1000000000, COLUMN = 18, TIME_MAX = 64, TEXT_MAX = 64 };

/* --- what both forms say --- */

static const char *format_name(const struct fileinfo *f)
{
	if (f->file.format == SAVEFILE_PCAPNG)
		return "pcapng";
	return f->file.modified ? "pcap, modified" : "pcap";
}

static const char *order_name(const struct fileinfo *f)
{
	const uint16_t one = 1;
	bool little = *(const uint8_t *)&one == 1;

	return little == f->file.swapped ? "big-endian" : "little-endian";
}

/* "EN10MB", or the number of a link type that has no name here. */
static const char *link_name(uint32_t linktype, char text[TEXT_MAX])
{
	const char *name = pfc_linktype_name(linktype);

	if (name)
		return name;
	snprintf(text, TEXT_MAX, "%" PRIu32, linktype);
	return text;
}

static void time_text(uint64_t ns, char text[TIME_MAX])
{
	time_t seconds = (time_t)(ns / SECOND_NS);
	struct tm tm;
	size_t n;

	gmtime_r(&seconds, &tm);
	n = strftime(text, TIME_MAX, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + n, TIME_MAX - n, ".%09" PRIu64 "Z", ns % SECOND_NS);
}

static double duration(const struct fileinfo *f)
{
	return (double)(f->last_ns - f->first_ns) / SECOND_NS;
}

static uint64_t lost(const struct fileinfo *f)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < f->iface_count; i++)
		sum += f->ifaces[i].lost;
	return sum;
}

/* --- as text --- */

static void add_row(struct str *out, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void add_row(struct str *out, const char *name, const char *fmt, ...)
{
	char text[SOURCE_MSG_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	str_printf(out, "  %-*s%s\n", COLUMN, name, text);
}

/* A row with text from the file, which is shown only. */
static void add_foreign(struct str *out, const char *name, const char *text)
{
	if (!text)
		return;
	str_printf(out, "  %-*s", COLUMN, name);
	str_add_escaped(out, text, strlen(text), ESCAPE_UTF8);
	str_printf(out, "\n");
}

static void add_types(struct str *out, const struct fileinfo *f)
{
	for (uint32_t i = 0; i < f->iface_count; i++) {
		uint32_t type = f->ifaces[i].linktype, k = 0;
		const char *about = pfc_linktype_description(type);
		char text[TEXT_MAX];

		while (f->ifaces[k].linktype != type)
			k++;
		if (k == i)
			add_row(out, "link type", "%s (%s)", link_name(type, text),
			        about ? about : "unknown");
	}
}

static void add_head(struct str *out, const struct fileinfo *f)
{
	add_row(out, "form", "%s %u.%u, %s", format_name(f), f->file.major,
	        f->file.minor, order_name(f));
	if (f->file.packed)
		add_row(out, "compressed", "%s", unpack_name(f->file.packed));
	if (f->section_count > 1)
		add_row(out, "sections", "%" PRIu32, f->section_count);
	for (uint32_t i = 0; i < f->section_count; i++) {
		const struct fileinfo_section *s = &f->sections[i];

		add_foreign(out, "hardware", s->hardware);
		add_foreign(out, "system", s->os);
		add_foreign(out, "written by", s->application);
		for (uint32_t k = 0; k < s->comment_count; k++)
			add_foreign(out, "comment", s->comments[k]);
	}
	add_types(out, f);
	if (f->file.format == SAVEFILE_PCAP && f->iface_count) {
		add_row(out, "snapshot length", "%" PRIu32 " bytes", f->ifaces[0].snaplen);
		add_row(out, "time unit", "%s", f->file.nano ? "ns" : "us");
	}
	if (S_ISREG(f->file.file.st_mode))
		add_row(out, "file size", "%" PRIu64 " bytes",
		        (uint64_t)f->file.file.st_size);
	if (!S_ISREG(f->file.file.st_mode) || f->file.packed)
		add_row(out, f->file.packed ? "unpacked" : "size", "%" PRIu64 " bytes",
		        f->read);
}

static void add_times(struct str *out, const struct fileinfo *f)
{
	char first[TIME_MAX], last[TIME_MAX];
	double seconds = duration(f);

	if (!f->timed)
		return;
	time_text(f->first_ns, first);
	time_text(f->last_ns, last);
	add_row(out, "first packet", "%s", first);
	add_row(out, "last packet", "%s", last);
	add_row(out, "duration", "%.9f s", seconds);
	add_row(out, "in order", "%s", f->ordered ? "yes" : "no");
	if (seconds > 0)
		add_row(out, "rate", "%.2f packets/s, %.0f bit/s",
		        (double)f->packets / seconds, (double)f->bytes * 8 / seconds);
}

static void add_packets(struct str *out, const struct fileinfo *f)
{
	add_row(out, "packets", "%" PRIu64, f->packets);
	add_row(out, "data size", "%" PRIu64 " bytes", f->bytes);
	if (f->cut)
		add_row(out, "cut", "%" PRIu64 " packets, %" PRIu64
		        " bytes are in the file", f->cut, f->captured);
	if (f->packets)
		add_row(out, "packet size", "%.2f bytes on average, %" PRIu32
		        " captured at most",
		        (double)f->bytes / (double)f->packets, f->caplen_max);
	add_times(out, f);
	if (lost(f))
		add_row(out, "lost", "%" PRIu64 " packets, as told where they are missing",
		        lost(f));
	if (f->comments)
		add_row(out, "packet comments", "%" PRIu64, f->comments);
}

static void add_count(struct str *out, const char *what, uint64_t n)
{
	if (n != UINT64_MAX)
		str_printf(out, ", %" PRIu64 " %s", n, what);
}

static const char *mac_text(const uint8_t mac[6], char text[TEXT_MAX])
{
	snprintf(text, TEXT_MAX, "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2],
	         mac[3], mac[4], mac[5]);
	return text;
}

static void add_iface(struct str *out, const struct fileinfo_iface *i, uint32_t number)
{
	const struct fileinfo_stats *s = &i->stats;
	char text[TEXT_MAX];

	str_printf(out, "  interface %-*" PRIu32 "%s", COLUMN - 10, number,
	           link_name(i->linktype, text));
	if (i->snaplen)
		str_printf(out, ", %" PRIu32 " bytes at most", i->snaplen);
	str_printf(out, ", %" PRIu64 " packets\n", i->packets);
	add_foreign(out, "  name", i->name);
	add_foreign(out, "  description", i->description);
	add_foreign(out, "  filter", i->filter);
	add_foreign(out, "  system", i->os);
	add_foreign(out, "  hardware", i->hardware);
	add_foreign(out, "  comment", i->comment);
	if (i->device.has_mac)
		add_row(out, "  MAC address", "%s", mac_text(i->device.mac, text));
	if (i->device.speed)
		add_row(out, "  speed", "%" PRIu64 " bit/s", i->device.speed);
	add_row(out, "  time unit", "1/%" PRIu64 " s", i->tsresol);
	if (!i->stat_blocks)
		return;
	str_printf(out, "  %-*s%" PRIu32 " blocks", COLUMN, "  statistics",
	           i->stat_blocks);
	add_count(out, "received", s->received);
	add_count(out, "dropped by the interface", s->if_drops);
	add_count(out, "passed the filter", s->accepted);
	add_count(out, "dropped by the system", s->os_drops);
	add_count(out, "delivered", s->delivered);
	str_printf(out, "\n");
}

static void add_blocks(struct str *out, const struct fileinfo *f)
{
	for (uint32_t i = 0; i < f->block_count; i++) {
		const char *name = fileinfo_block_name(f->blocks[i].type);

		str_printf(out, "  %-*s", COLUMN, i ? "" : "other blocks");
		if (name)
			str_printf(out, "%" PRIu64 " %s\n", f->blocks[i].count, name);
		else
			str_printf(out, "%" PRIu64 " of type 0x%08" PRIx32 "\n",
			           f->blocks[i].count, f->blocks[i].type);
	}
}

static void add_text(struct str *out, const char *name, const struct fileinfo *f)
{
	str_add_escaped(out, name, strlen(name), ESCAPE_UTF8);
	str_printf(out, "\n");
	add_head(out, f);
	add_packets(out, f);
	if (f->file.format == SAVEFILE_PCAPNG) {
		for (uint32_t i = 0; i < f->iface_count; i++)
			add_iface(out, &f->ifaces[i], i);
		add_blocks(out, f);
	}
	if (*f->damage)
		add_foreign(out, "DAMAGED", f->damage);
}

/* --- as JSON --- */

static void set_number(json_t *o, const char *name, uint64_t n)
{
	json_object_set_new(o, name, json_integer((json_int_t)n));
}

/* JSON is UTF-8: other bytes of a text are escaped as in text. */
static void set_text(json_t *o, const char *name, const char *text)
{
	struct str escaped = { 0 };
	json_t *value;

	if (!text)
		return;
	value = json_string(text);
	if (!value) {
		str_add_escaped(&escaped, text, strlen(text), ESCAPE_UTF8);
		value = json_string(escaped.at ? escaped.at : "");
		str_fini(&escaped);
	}
	json_object_set_new(o, name, value);
}

static void set_count(json_t *o, const char *name, uint64_t n)
{
	if (n != UINT64_MAX)
		set_number(o, name, n);
}

static json_t *json_iface(const struct fileinfo_iface *i)
{
	const struct fileinfo_stats *s = &i->stats;
	json_t *o = json_object();
	char text[TEXT_MAX];

	set_text(o, "link_type", link_name(i->linktype, text));
	set_number(o, "link_type_number", i->linktype);
	if (i->snaplen)
		set_number(o, "snapshot_length", i->snaplen);
	set_number(o, "units_per_second", i->tsresol);
	if (i->fcs_len >= 0)
		set_number(o, "fcs_length", (uint64_t)i->fcs_len);
	set_text(o, "name", i->name);
	set_text(o, "description", i->description);
	set_text(o, "filter", i->filter);
	set_text(o, "system", i->os);
	set_text(o, "hardware", i->hardware);
	set_text(o, "comment", i->comment);
	if (i->device.has_mac)
		set_text(o, "mac", mac_text(i->device.mac, text));
	if (i->device.speed)
		set_number(o, "speed", i->device.speed);
	set_number(o, "packets", i->packets);
	set_number(o, "lost", i->lost);
	set_number(o, "statistics", i->stat_blocks);
	set_count(o, "received", s->received);
	set_count(o, "dropped_by_interface", s->if_drops);
	set_count(o, "passed_filter", s->accepted);
	set_count(o, "dropped_by_system", s->os_drops);
	set_count(o, "delivered", s->delivered);
	return o;
}

static json_t *json_section(const struct fileinfo_section *s)
{
	json_t *o = json_object(), *comments = json_array();

	set_text(o, "hardware", s->hardware);
	set_text(o, "system", s->os);
	set_text(o, "written_by", s->application);
	for (uint32_t i = 0; i < s->comment_count; i++) {
		json_t *one = json_object();

		set_text(one, "text", s->comments[i]);
		json_array_append(comments, json_object_get(one, "text"));
		json_decref(one);
	}
	json_object_set_new(o, "comments", comments);
	return o;
}

static void set_times(json_t *o, const struct fileinfo *f)
{
	char text[TIME_MAX];
	double seconds = duration(f);

	if (!f->timed)
		return;
	time_text(f->first_ns, text);
	set_text(o, "first", text);
	set_number(o, "first_ns", f->first_ns);
	time_text(f->last_ns, text);
	set_text(o, "last", text);
	set_number(o, "last_ns", f->last_ns);
	set_number(o, "duration_ns", f->last_ns - f->first_ns);
	json_object_set_new(o, "in_order", json_boolean(f->ordered));
	if (seconds <= 0)
		return;
	json_object_set_new(o, "packets_per_second",
	                    json_real((double)f->packets / seconds));
	json_object_set_new(o, "bits_per_second",
	                    json_real((double)f->bytes * 8 / seconds));
}

static void set_blocks(json_t *o, const struct fileinfo *f)
{
	json_t *ifaces = json_array(), *sections = json_array(), *blocks = json_array();

	for (uint32_t i = 0; i < f->iface_count; i++)
		json_array_append_new(ifaces, json_iface(&f->ifaces[i]));
	for (uint32_t i = 0; i < f->section_count; i++)
		json_array_append_new(sections, json_section(&f->sections[i]));
	for (uint32_t i = 0; i < f->block_count; i++) {
		json_t *b = json_object();

		set_number(b, "type", f->blocks[i].type);
		set_text(b, "name", fileinfo_block_name(f->blocks[i].type));
		set_number(b, "count", f->blocks[i].count);
		json_array_append_new(blocks, b);
	}
	json_object_set_new(o, "interfaces", ifaces);
	json_object_set_new(o, "sections", sections);
	json_object_set_new(o, "other_blocks", blocks);
}

static json_t *json_file(const char *name, const struct fileinfo *f)
{
	char version[16];
	json_t *o = json_object();

	snprintf(version, sizeof(version), "%u.%u", f->file.major, f->file.minor);
	set_text(o, "file", name);
	set_text(o, "form", f->file.format == SAVEFILE_PCAPNG ? "pcapng" : "pcap");
	set_text(o, "version", version);
	json_object_set_new(o, "modified", json_boolean(f->file.modified));
	set_text(o, "byte_order", order_name(f));
	if (f->file.packed)
		set_text(o, "compressed", unpack_name(f->file.packed));
	if (S_ISREG(f->file.file.st_mode))
		set_number(o, "file_size", (uint64_t)f->file.file.st_size);
	set_number(o, "size", f->read);
	set_number(o, "packets", f->packets);
	set_number(o, "data_size", f->bytes);
	set_number(o, "captured_size", f->captured);
	set_number(o, "cut_packets", f->cut);
	set_number(o, "captured_at_most", f->caplen_max);
	set_times(o, f);
	set_number(o, "lost", lost(f));
	set_number(o, "packet_comments", f->comments);
	set_blocks(o, f);
	json_object_set_new(o, "damaged", json_boolean(*f->damage != '\0'));
	if (*f->damage)
		set_text(o, "damage", f->damage);
	return o;
}

/* --- the command --- */

static int print_json(json_t *all)
{
	char *text = json_dumps(all, JSON_INDENT(2));
	struct str out = { 0 };

	json_decref(all);
	if (!text)
		return say("out of memory");
	str_printf(&out, "%s\n", text);
	free(text);
	return put_stdout_str(&out);
}

int cmd_info(const struct args *args, int count, char **words)
{
	json_t *all = json_array();
	struct str out = { 0 };
	int status = EXIT_DONE, printed;

	if (!count) {
		json_decref(all);
		return say_usage("which file? 'pfc info FILE...' tells what is in it");
	}
	mapguard_install();
	str_add(&out, "", 0);
	for (int i = 0; i < count; i++) {
		char msg[SOURCE_MSG_MAX];
		struct fileinfo f;

		if (fileinfo_read(&f, words[i], msg) != 0)
			status = say("%s", msg);
		else if (args->json)
			json_array_append_new(all, json_file(words[i], &f));
		else
			add_text(&out, words[i], &f);
		if (*f.damage && args->strict)
			status = EXIT_FAILED;
		fileinfo_fini(&f);
	}
	if (args->json) {
		printed = print_json(all);
		str_fini(&out);
	} else {
		printed = put_stdout_str(&out);
		json_decref(all);
	}
	return status == EXIT_DONE ? printed : status;
}
