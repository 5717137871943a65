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

TEST_MAIN(CASE(every_packet_of_every_link_type_cut_anywhere_prints))
