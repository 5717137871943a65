# Tests of capture/.
check_PROGRAMS += tests/capture/counters_test tests/capture/iface_test \
	tests/capture/ring_frame_test
TESTS += tests/capture/counters_test tests/capture/iface_test \
	tests/capture/ring_frame_test
tests_capture_iface_test_SOURCES = tests/capture/iface_test.c $(TEST_NET)
