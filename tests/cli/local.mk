# Tests of cli/.
check_PROGRAMS += tests/cli/diag_print_test tests/cli/options_test
tests_cli_diag_print_test_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
TESTS += tests/cli/diag_print_test tests/cli/options_test
