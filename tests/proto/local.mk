# Tests of proto/.
check_PROGRAMS += tests/proto/link_test tests/proto/names_test
TESTS += tests/proto/link_test tests/proto/names_test
