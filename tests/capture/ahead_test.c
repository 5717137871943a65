/* SPDX-License-Identifier: BSD-2-Clause */
#include "capture/ahead.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "capture/mapguard.h"
#include "capture/savefile.h"
#include "tests/capture/files.h"
#include "tests/test.h"

enum { PIECE = 4096, PACKETS = 400 };

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* A third of the packets, and of these all but the last byte. */
static uint32_t a_third(const void *ctx, const struct packet *pkt)
{
	(void)ctx;
	if (!pkt->caplen || (pkt->data[0] + pkt->caplen) % 3)
		return 0;
	return pkt->caplen > 1 ? pkt->caplen - 1 : 1;
}

static const struct sieve third = { .wanted = a_third };

/* What a reader says of a file, in short. */
struct told {
	uint64_t hash; /* of all that is handed out */
	uint64_t handed, seen;
	int status;
	char message[SOURCE_MSG_MAX];
};

static void add(struct told *t, const void *at, size_t n)
{
	const uint8_t *p = at;

	while (n--)
		t->hash = (t->hash ^ *p++) * 0x100000001b3u;
}

static struct source *open_sieved(const struct file *f,
                                  const struct savefile_opts *opts,
                                  const struct sieve *sieve)
{
	char err[SOURCE_MSG_MAX];
	struct source *s;

	mapguard_install();
	CHECK_EQ(savefile_open(f->path, opts, &s, err), 0);
	CHECK(opts->no_map || savefile_info(s)->stable);
	savefile_sieve(s, sieve);
	return s;
}

static struct told read_file(const struct file *f, const struct savefile_opts *opts)
{
	struct told t = { .hash = 1 };
	struct source *s = open_sieved(f, opts, &third);
	struct batch b;

	while ((t.status = source_next(s, &b)) > 0) {
		t.seen += b.count + b.passed;
		t.handed += b.count;
		for (uint32_t i = 0; i < b.count; i++) {
			const struct packet *p = &b.packets[i];

			add(&t, &p->caplen, sizeof(p->caplen));
			add(&t, &p->len, sizeof(p->len));
			add(&t, &p->ns, sizeof(p->ns));
			add(&t, &p->flags, sizeof(p->flags));
			add(&t, p->data, p->caplen);
			add(&t, p->record, p->record_len);
		}
	}
	strcpy(t.message, source_message(s));
	source_close(s);
	return t;
}

/* Looked at ahead it is what it is one by one. */
static struct told check_same(const struct bin *b, const char *what, uint32_t number)
{
	static const struct savefile_opts one_by_one = { .no_map = true };
	static const struct savefile_opts ahead = { .piece = PIECE };
	struct file f = file_of_bin(b);
	struct told want = read_file(&f, &one_by_one), got = read_file(&f, &ahead);

	CHECK_MSG(want.hash == got.hash && want.handed == got.handed &&
	                  want.seen == got.seen && want.status == got.status,
	          "%s %u: %ju of %ju, %d %s, wanted %ju of %ju, %d %s", what, number,
	          (uintmax_t)got.handed, (uintmax_t)got.seen, got.status, got.message,
	          (uintmax_t)want.handed, (uintmax_t)want.seen, want.status,
	          want.message);
	CHECK_STR(got.message, want.message);
	file_close(&f);
	return got;
}

static void random_packets(struct bin *b, uint32_t count, uint32_t *rng)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t n = next_random(rng) % 120, cut = next_random(rng) % 40;

		pcap_rec(b, 1700000000 + i, next_random(rng) % 1000000, n, n + cut, n);
	}
}

TEST(all_of_a_clean_file_is_found_ahead)
{
	for (uint32_t threads = 0; threads <= 3; threads++) {
		struct bin b = { 0 };
		struct pcap_form form;
		struct packet packets[64];
		struct ahead_run run;
		char why[SOURCE_MSG_MAX];
		uint32_t rng = 7, records = 0, passing = 0, n;
		const uint8_t *at, *until;
		struct ahead *a;

		pcap_head(&b, MICRO, 4, 65535, 1);
		random_packets(&b, 2000, &rng);
		CHECK_EQ(pcap_decode_header(b.at, &form, why), 0);
		at = b.at + 24;
		a = ahead_new(&(struct ahead_opts){ at, b.at + b.len, &form, third,
		                                    16384, threads });
		CHECK(a != NULL);
		while (ahead_take(a, at, &run, &until)) {
			records += run.records;
			for (n = 0; run.passing; run.passing -= n) {
				n = ahead_next(a, packets, 64);
				CHECK(n > 0 && n <= run.passing);
				passing += n;
			}
			CHECK_EQ(ahead_next(a, packets, 64), 0);
			CHECK(run.end > at);
			at = run.end;
		}
		CHECK(until == NULL);
		CHECK(at == b.at + b.len);
		CHECK_EQ(records, 2000);
		CHECK(passing > 500 && passing < 800);
		ahead_free(a);
		bin_free(&b);
	}
}

TEST(files_of_every_usual_form_are_the_same)
{
	for (uint32_t i = 0; i < 8; i++) {
		struct bin b = { .big = i & 1 };
		uint32_t rng = i;

		pcap_head(&b, i & 2 ? NANO : MICRO, 4, i & 4 ? 50 : 65535, 1);
		random_packets(&b, PACKETS, &rng);
		CHECK_EQ(check_same(&b, "form", i).seen, PACKETS);
		bin_free(&b);
	}
}

/* Changes some bytes, or where the file ends. */
static void change(struct bin *b, uint32_t *rng)
{
	uint32_t changes = next_random(rng) % 4;

	if (next_random(rng) % 3 == 0)
		b->len -= next_random(rng) % (b->len - 24);
	for (uint32_t i = 0; i < changes; i++) {
		size_t at = 24 + next_random(rng) % (uint32_t)(b->len - 23);

		if (at < b->len)
			b->at[at] = (uint8_t)(next_random(rng) % 2 ? next_random(rng)
			                                           : 1u << i);
	}
}

TEST(ten_thousand_damaged_files_are_the_same)
{
	uint32_t rng = 1, damaged = 0;
	struct bin whole = { 0 };

	pcap_head(&whole, MICRO, 4, 65535, 1);
	random_packets(&whole, 200, &rng);
	for (uint32_t i = 0; i < 10000; i++) {
		struct bin b = { 0 };

		bin_bytes(&b, whole.at, whole.len);
		change(&b, &rng);
		damaged += check_same(&b, "damaged", i).status == -EBADMSG;
		bin_free(&b);
	}
	CHECK(damaged > 500);
	bin_free(&whole);
}

/* Packets that hold nothing but headers of records, each at another place in them. */
TEST(a_file_of_headers_everywhere_is_the_same)
{
	struct bin inner = { 0 }, b = { 0 };

	for (uint32_t i = 0; i < 100; i++)
		pcap_rec(&inner, 1700000000, i, 0, 60, 0);
	pcap_head(&b, MICRO, 4, 65535, 1);
	for (uint32_t i = 0; i < PACKETS; i++) {
		uint32_t skip = i % 16, n = 16 * (10 + i % 80);

		pcap_rec(&b, 1700000000, i, n, n, 0);
		bin_bytes(&b, inner.at + skip, n);
	}
	CHECK_EQ(check_same(&b, "headers", 0).seen, PACKETS);
	bin_free(&inner);
	bin_free(&b);
}

TEST(other_files_are_read_one_by_one)
{
	struct bin b = { 0 };

	pcap_head(&b, MODIFIED, 4, 65535, 1);
	for (uint32_t i = 0; i < PACKETS; i++)
		pcap_rec_modified(&b, 1700000000, i, 40, 60, 40);
	CHECK_EQ(check_same(&b, "modified", 0).seen, PACKETS);
	b.len = 0;
	pcap_head(&b, MICRO, 4, 65535, 1);
	CHECK_EQ(check_same(&b, "empty", 0).seen, 0);
	b.len = 0;
	ng_shb(&b);
	ng_idb(&b, 1, 65535);
	for (uint32_t i = 0; i < PACKETS; i++)
		ng_epb(&b, 0, i, 40, 60);
	CHECK_EQ(check_same(&b, "pcapng", 0).seen, PACKETS);
	bin_free(&b);
}

/* A file that grows while it is read goes on behind what was mapped. */
TEST(what_is_added_meanwhile_is_read)
{
	static const struct savefile_opts opts = { .piece = PIECE };
	struct bin b = { 0 }, more = { 0 };
	struct source *s;
	struct batch batch;
	uint64_t seen = 0;
	uint32_t rng = 3;
	struct file f;

	pcap_head(&b, MICRO, 4, 65535, 1);
	random_packets(&b, PACKETS, &rng);
	random_packets(&more, PACKETS, &rng);
	f = file_of_bin(&b);
	s = open_sieved(&f, &opts, &third);
	CHECK_EQ(source_next(s, &batch), 1);
	seen += batch.count + batch.passed;
	CHECK_EQ(pwrite(f.fd, more.at, more.len, (off_t)b.len), more.len);
	while (source_next(s, &batch) > 0)
		seen += batch.count + batch.passed;
	CHECK_STR(source_message(s), "");
	CHECK_EQ(seen, 2 * PACKETS);
	source_close(s);
	file_close(&f);
	bin_free(&b);
	bin_free(&more);
}

static uint32_t a_fourth(const void *ctx, const struct packet *pkt)
{
	(void)ctx;
	return pkt->data[0] == 0 ? pkt->caplen : 0;
}

static const struct sieve fourth = { .wanted = a_fourth };

/* A file that becomes shorter ends with an error behind the last whole packet. */
TEST(a_file_that_is_cut_meanwhile_ends_there)
{
	static const struct savefile_opts opts = { .piece = 1 << 16 };
	enum { COUNT = 40000, RECORD = 16 + 84, HEAD = 24 };
	static const uint32_t left[] = { 30000, 20001, 5003, 40, 0 };

	for (size_t i = 0; i < sizeof(left) / sizeof(left[0]); i++) {
		struct bin b = { 0 };
		struct source *s;
		struct batch batch;
		uint32_t last = 0;
		char want[80];
		struct file f;
		int status;

		pcap_head(&b, MICRO, 4, 65535, 1);
		for (uint32_t k = 0; k < COUNT; k++) {
			pcap_rec(&b, k, 7, 84, 84, 0);
			bin_8(&b, k % 4);
			bin_counting(&b, 83);
		}
		f = file_of_bin(&b);
		bin_free(&b);
		s = open_sieved(&f, &opts, &fourth);
		CHECK_EQ(source_next(s, &batch), 1);
		CHECK_EQ(ftruncate(f.fd, HEAD + left[i] * RECORD + 50), 0);
		while ((status = source_next(s, &batch)) > 0) {
			for (uint32_t k = 0; k < batch.count; k++) {
				CHECK_EQ(batch.packets[k].data[83], 82);
				last = (uint32_t)(batch.packets[k].ns / 1000000000);
			}
		}
		CHECK_EQ(status, -EIO);
		CHECK(!left[i] || last == (left[i] - 1) / 4 * 4 || left[i] < 1000);
		snprintf(want, sizeof(want), "packet %u at byte %u: the file became",
		         left[i] + 1, HEAD + left[i] * RECORD);
		CHECK_MSG(left[i] < 1000 || strstr(source_message(s), want), "%s: %s",
		          want, source_message(s));
		source_close(s);
		file_close(&f);
	}
}

TEST_MAIN(CASE(all_of_a_clean_file_is_found_ahead),
          CASE(files_of_every_usual_form_are_the_same),
          CASE(ten_thousand_damaged_files_are_the_same),
          CASE(a_file_of_headers_everywhere_is_the_same),
          CASE(other_files_are_read_one_by_one), CASE(what_is_added_meanwhile_is_read),
          CASE(a_file_that_is_cut_meanwhile_ends_there))
