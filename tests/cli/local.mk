# Tests of cli/.
cli_programs = tests/cli/decompile_test tests/cli/diag_print_test tests/cli/hpack_test \
	tests/cli/http_test tests/cli/options_test
check_PROGRAMS += $(cli_programs)
TESTS += $(cli_programs)
tests_cli_decompile_test_LDADD = tests/prove/libcorpus.la $(LDADD)

cli_tests = \
	tests/cli/asm.sh \
	tests/cli/completion.sh \
	tests/cli/copy.sh \
	tests/cli/decompile.sh \
	tests/cli/equiv.sh \
	tests/cli/explain.sh \
	tests/cli/files.sh \
	tests/cli/filter.sh \
	tests/cli/info.sh \
	tests/cli/lints.sh \
	tests/cli/listing.sh \
	tests/cli/live.sh \
	tests/cli/output.sh \
	tests/cli/packed.sh \
	tests/cli/several.sh \
	tests/cli/split.sh \
	tests/cli/step.sh \
	tests/cli/usage.sh
TESTS += $(cli_tests)
EXTRA_DIST += $(cli_tests) tests/cli/lib.sh tests/cli/make.sh

if HAVE_EBPF
trace_tests = tests/cli/trace_keys_test tests/cli/trace_merge_test tests/cli/trace_slots_test
check_PROGRAMS += $(trace_tests)
TESTS += $(trace_tests)
endif
