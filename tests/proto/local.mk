# Tests of proto/.
check_PROGRAMS += tests/proto/field_test tests/proto/link_test tests/proto/names_test
TESTS += tests/proto/field_test tests/proto/link_test tests/proto/names_test
