check_PROGRAMS += tests/base/str_test
TESTS += tests/base/str_test
