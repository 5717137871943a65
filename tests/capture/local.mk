# Tests of capture/.
check_PROGRAMS += \
	tests/capture/ahead_test \
	tests/capture/make_files \
	tests/capture/mapguard_test \
	tests/capture/print_corpus_test \
	tests/capture/print_json_test \
	tests/capture/print_out_test \
	tests/capture/print_peer_test \
	tests/capture/print_test \
	tests/capture/resolve_test \
	tests/capture/rotate_test \
	tests/capture/savefile_test \
	tests/capture/sink_test \
	tests/capture/writer_test
capture_files = tests/capture/files.c tests/capture/files.h
tests_capture_ahead_test_SOURCES = tests/capture/ahead_test.c $(capture_files)
tests_capture_make_files_SOURCES = tests/capture/make_files.c $(capture_files)
tests_capture_mapguard_test_SOURCES = tests/capture/mapguard_test.c $(capture_files)
tests_capture_savefile_test_SOURCES = tests/capture/savefile_test.c $(capture_files)
tests_capture_sink_test_SOURCES = tests/capture/sink_test.c $(capture_files)
tests_capture_writer_test_SOURCES = tests/capture/writer_test.c $(capture_files)
print_tool = tests/capture/print_app_samples.h tests/capture/print_samples.h \
	tests/capture/print_tool.h tests/capture/sample.h
tests_capture_print_corpus_test_SOURCES = tests/capture/print_corpus_test.c $(print_tool)
tests_capture_print_json_test_SOURCES = tests/capture/print_json_test.c $(print_tool)
tests_capture_print_peer_test_SOURCES = tests/capture/print_peer_test.c $(print_tool)
tests_capture_print_test_SOURCES = tests/capture/print_test.c $(print_tool)
TESTS += \
	tests/capture/ahead_test \
	tests/capture/judges.sh \
	tests/capture/mapguard_test \
	tests/capture/print_corpus_test \
	tests/capture/print_json_test \
	tests/capture/print_out_test \
	tests/capture/print_peer_test \
	tests/capture/print_test \
	tests/capture/resolve_test \
	tests/capture/rotate_test \
	tests/capture/savefile_test \
	tests/capture/sink_test \
	tests/capture/writer_test
EXTRA_DIST += tests/capture/judges.sh

# Interfaces and the ring, in networks of their own.
check_PROGRAMS += \
	tests/capture/counters_test \
	tests/capture/iface_test \
	tests/capture/ring_any_test \
	tests/capture/ring_events_test \
	tests/capture/ring_frame_test \
	tests/capture/ring_test
tests_capture_iface_test_SOURCES = tests/capture/iface_test.c $(TEST_NET)
tests_capture_ring_any_test_SOURCES = tests/capture/ring_any_test.c $(TEST_NET)
tests_capture_ring_events_test_SOURCES = tests/capture/ring_events_test.c $(TEST_NET)
tests_capture_ring_test_SOURCES = tests/capture/ring_test.c $(TEST_NET)
TESTS += \
	tests/capture/counters_test \
	tests/capture/iface_test \
	tests/capture/ring_any_test \
	tests/capture/ring_events_test \
	tests/capture/ring_frame_test \
	tests/capture/ring_test
