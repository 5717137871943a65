# Any bytes into everything that reads bytes from outside. With --enable-fuzz the targets are
# libFuzzer programs; else each runs for a moment as a test.
fuzzers = \
	tests/fuzz/asm_fuzz \
	tests/fuzz/file_fuzz \
	tests/fuzz/filter_fuzz \
	tests/fuzz/http_fuzz \
	tests/fuzz/packet_fuzz \
	tests/fuzz/parse_fuzz \
	tests/fuzz/program_fuzz
if HAVE_EBPF
fuzzers += tests/fuzz/elf_fuzz
endif
check_PROGRAMS += $(fuzzers)

.PHONY: fuzzers
fuzzers: $(fuzzers)

if FUZZ
fuzz_main =
fuzz_ldflags = $(AM_LDFLAGS) -fsanitize=fuzzer
else
fuzz_main = tests/fuzz/replay.c
fuzz_ldflags = $(AM_LDFLAGS)
TESTS += tests/fuzz/fuzz.sh
endif

tests_fuzz_asm_fuzz_SOURCES = tests/fuzz/asm_fuzz.c tests/fuzz/fuzz.h $(fuzz_main)
tests_fuzz_asm_fuzz_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_elf_fuzz_SOURCES = tests/fuzz/elf_fuzz.c tests/fuzz/fuzz.h $(fuzz_main)
tests_fuzz_elf_fuzz_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_file_fuzz_SOURCES = tests/fuzz/file_fuzz.c tests/fuzz/fuzz.h $(fuzz_main)
tests_fuzz_file_fuzz_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_filter_fuzz_SOURCES = tests/fuzz/filter_fuzz.c tests/fuzz/fuzz.h $(fuzz_main)
tests_fuzz_filter_fuzz_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_http_fuzz_SOURCES = tests/fuzz/http_fuzz.c tests/fuzz/fuzz.h $(fuzz_main)
tests_fuzz_http_fuzz_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_packet_fuzz_SOURCES = tests/fuzz/packet_fuzz.c tests/fuzz/fuzz.h $(fuzz_main)
tests_fuzz_packet_fuzz_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_parse_fuzz_SOURCES = tests/fuzz/parse_fuzz.c tests/fuzz/fuzz.h $(fuzz_main)
tests_fuzz_parse_fuzz_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_program_fuzz_SOURCES = tests/fuzz/program_fuzz.c tests/fuzz/fuzz.h $(fuzz_main)
tests_fuzz_program_fuzz_LDFLAGS = $(fuzz_ldflags)

EXTRA_DIST += \
	tests/fuzz/asm.txt \
	tests/fuzz/elf.hex \
	tests/fuzz/file.hex \
	tests/fuzz/filter.txt \
	tests/fuzz/fuzz.sh \
	tests/fuzz/http.hex \
	tests/fuzz/packet.hex \
	tests/fuzz/parse.txt \
	tests/fuzz/program.hex \
	tests/fuzz/replay.c

clean-local: clean-fuzz
.PHONY: clean-fuzz
clean-fuzz:
	rm -f tests/fuzz/crash-*
