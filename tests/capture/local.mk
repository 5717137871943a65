# Tests of capture/.
check_PROGRAMS += \
	tests/capture/print_out_test \
	tests/capture/print_peer_test \
	tests/capture/print_test
tests_capture_print_peer_test_SOURCES = tests/capture/print_peer_test.c \
	tests/capture/print_samples.h tests/capture/print_tool.h
tests_capture_print_test_SOURCES = tests/capture/print_test.c \
	tests/capture/print_samples.h tests/capture/print_tool.h
TESTS += \
	tests/capture/print_out_test \
	tests/capture/print_peer_test \
	tests/capture/print_test
