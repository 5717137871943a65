# Tests of compiler/.
check_PROGRAMS += tests/compiler/check_test tests/compiler/image_test \
	tests/compiler/names_test tests/compiler/resolve_test tests/compiler/run_test
TESTS += tests/compiler/check_test tests/compiler/image_test \
	tests/compiler/names_test tests/compiler/resolve_test tests/compiler/run_test
