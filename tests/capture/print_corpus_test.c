/* SPDX-License-Identifier: BSD-2-Clause */
/* Every packet of tests/data, of every link type, cut at every byte, in every form: no
 * byte behind the end is read, and what is printed is whole lines or one JSON object.
 */
#include <glob.h>
#include <jansson.h>

#include "capture/savefile.h"
#include "tests/capture/print_tool.h"
#include "tests/test.h"

enum { FORMS = 5 };

/* How the packets are printed; "j" ones are JSON. */
static const char *const forms[FORMS] = { "evX", "aq", "j", "c", "ce" };

struct printers {
	struct printer *at[FORMS];
};

static void check_output(const struct str *out, bool json, const char *path)
{
	json_t *object;

	CHECK_MSG(!out->failed && out->len && out->at[out->len - 1] == '\n', "%s",
	          path);
	if (json) {
		object = json_loadb(out->at, out->len, JSON_REJECT_DUPLICATES, NULL);
		CHECK_MSG(object != NULL, "%s: %s", path, out->at);
		json_decref(object);
		return;
	}
	for (size_t i = 0; i < out->len; i++) {
		unsigned char c = (unsigned char)out->at[i];

		CHECK_MSG(c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f),
		          "%s: byte 0x%02x", path, c);
	}
}

/* Blocks of their own, so that a sanitizer sees one byte too many. */
static void print_cuts(const struct printers *p, const struct source_iface *iface,
                       const struct packet *pkt, const char *path)
{
	for (uint32_t cut = 0; cut <= pkt->caplen; cut++) {
		uint8_t *bytes = malloc(cut ? cut : 1);
		struct packet part = *pkt;
		struct str out = { 0 };

		CHECK(bytes != NULL);
		memcpy(bytes, pkt->data, cut);
		part.data = bytes;
		part.caplen = cut;
		for (unsigned i = 0; i < FORMS; i++) {
			print_packet(p->at[i], iface, &part, &out);
			check_output(&out, strchr(forms[i], 'j') != NULL, path);
			out.len = 0;
		}
		str_fini(&out);
		free(bytes);
	}
}

static unsigned print_file(const struct printers *p, const char *path)
{
	char msg[SOURCE_MSG_MAX];
	struct source *src;
	struct batch batch;
	unsigned packets = 0;
	uint32_t count;

	CHECK_MSG(savefile_open(path, NULL, &src, msg) == 0, "%s", msg);
	while (source_next(src, &batch) > 0) {
		for (uint32_t i = 0; i < batch.count; i++) {
			const struct packet *pkt = &batch.packets[i];

			print_cuts(p, &source_ifaces(src, &count)[pkt->iface], pkt,
			           path);
			packets++;
		}
	}
	source_close(src);
	return packets;
}

TEST(every_packet_of_every_link_type_cut_anywhere_prints)
{
	const char *top = getenv("TOP_BUILDDIR");
	struct printers p;
	char pattern[4096];
	unsigned packets = 0;
	glob_t files;

	for (unsigned i = 0; i < FORMS; i++) {
		struct printer_opts opts = opts_of(forms[i]);

		p.at[i] = printer_open(&opts);
		CHECK(p.at[i] != NULL);
	}
	snprintf(pattern, sizeof(pattern), "%s/tests/data/*.pcap", top ? top : ".");
	CHECK_MSG(glob(pattern, 0, NULL, &files) == 0, "%s: no files", pattern);
	for (size_t i = 0; i < files.gl_pathc; i++)
		packets += print_file(&p, files.gl_pathv[i]);
	test_note("%zu files, %u packets", files.gl_pathc, packets);
	CHECK(packets > 1000);
	globfree(&files);
	for (unsigned i = 0; i < FORMS; i++)
		printer_close(p.at[i]);
}

/* The lines of a file without time and link header, with one for each packet. */
static void print_plain(const char *name, struct str *out)
{
	const char *top = getenv("TOP_BUILDDIR");
	struct printer_opts opts = opts_of("");
	struct printer *p = printer_open(&opts);
	char msg[SOURCE_MSG_MAX], path[4096];
	struct source *src;
	struct batch batch;
	uint32_t count;

	CHECK(p != NULL);
	snprintf(path, sizeof(path), "%s/tests/data/%s-ip.pcap", top ? top : ".", name);
	CHECK_MSG(savefile_open(path, NULL, &src, msg) == 0, "%s", msg);
	while (source_next(src, &batch) > 0)
		for (uint32_t i = 0; i < batch.count; i++)
			print_packet(
				p, &source_ifaces(src, &count)[batch.packets[i].iface],
				&batch.packets[i], out);
	source_close(src);
	printer_close(p);
}

/* Line by line; what is no IP is said in its own way behind each link header. */
static void check_ip_lines(const char *name, const char *got, const char *want)
{
	unsigned compared = 0;

	while (*want) {
		size_t want_len = strcspn(want, "\n"), got_len = strcspn(got, "\n");

		CHECK_MSG(*got, "%s: a line is missing", name);
		if (*want == '1' || *want == '2' || *want == '[') {
			CHECK_MSG(want_len == got_len && !memcmp(want, got, got_len),
			          "%s: want %.*s\ngot  %.*s", name, (int)want_len, want,
			          (int)got_len, got);
			compared++;
		}
		want += want_len + 1;
		got += got_len + 1;
	}
	CHECK(compared > 20);
}

/* These files have the same packets behind the headers of their link types. */
TEST(behind_each_link_header_the_same_lines_stand)
{
	static const char *const names[] = {
		"apple-ip-over-ieee1394",
		"arcnet",
		"arcnet-linux",
		"atm-clip",
		"atm-rfc1483",
		"c-hdlc",
		"enc",
		"fddi",
		"frelay",
		"hdlc",
		"ieee802",
		"ip-over-fc",
		"ipnet",
		"pflog",
		"ppp",
		"ppp-bsdos",
		"ppp-ether",
		"ppp-pppd",
		"ppp-serial",
		"slip",
		"slip-bsdos",
		"sunatm",
		"symantec-firewall",
		"netanalyzer",
		"netanalyzer-transparent",
		"dsa-tag-brcm",
		"dsa-tag-dsa",
		"loop",
		"null",
	};
	struct str want = { 0 };

	print_plain("raw", &want);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct str got = { 0 };

		print_plain(names[i], &got);
		check_ip_lines(names[i], got.at, want.at);
		str_fini(&got);
	}
	str_fini(&want);
}

TEST_MAIN(CASE(every_packet_of_every_link_type_cut_anywhere_prints),
          CASE(behind_each_link_header_the_same_lines_stand))
