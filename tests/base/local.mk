# Tests of base/.
check_PROGRAMS += tests/base/arena_test tests/base/bytes_test tests/base/diag_test tests/base/memo_test \
	tests/base/printable_test tests/base/sha2_test tests/base/str_test
TESTS += tests/base/arena_test tests/base/bytes_test tests/base/diag_test tests/base/memo_test \
	tests/base/printable_test tests/base/sha2_test tests/base/str_test
