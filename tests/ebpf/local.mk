# Kernel programs at their hooks, in networks of their own.
if HAVE_EBPF
check_PROGRAMS += tests/ebpf/attach_test
tests_ebpf_attach_test_SOURCES = \
	tests/ebpf/attach_test.c \
	tests/ebpf/tiny.c tests/ebpf/tiny.h \
	$(TEST_NET)

check_PROGRAMS += tests/ebpf/load_test tests/ebpf/run_pinned
tests_ebpf_load_test_SOURCES = \
	tests/ebpf/load_test.c \
	tests/ebpf/tiny.c tests/ebpf/tiny.h
TESTS += tests/ebpf/load_test tests/ebpf/objects.sh

check_PROGRAMS += tests/ebpf/tcp_filter_test
TESTS += tests/ebpf/tcp_filter_test

check_PROGRAMS += tests/capture/tap_test tests/capture/tap_attach_test
tap_tool = \
	tests/capture/tap_tool.c tests/capture/tap_tool.h \
	tests/ebpf/tiny.c tests/ebpf/tiny.h \
	$(TEST_NET)
tests_capture_tap_test_SOURCES = tests/capture/tap_test.c $(tap_tool)
tests_capture_tap_attach_test_SOURCES = tests/capture/tap_attach_test.c $(tap_tool)

# What libraries keep of sessions.
check_PROGRAMS += tests/ebpf/tls_earlier_test tests/ebpf/tls_search_test
TESTS += tests/ebpf/tls_earlier_test tests/ebpf/tls_search_test

# Where TLS is in a file.
check_PROGRAMS += tests/ebpf/tls_find tests/ebpf/tls_cache_test
tests_ebpf_tls_find_SOURCES = tests/ebpf/tls_find.c
TESTS += tests/ebpf/tls_find.sh tests/ebpf/tls_cache_test
TESTS += tests/ebpf/attach_test tests/capture/tap_test tests/capture/tap_attach_test

# Filters for them to link.
check_DATA += tests/ebpf/port9_tc.bpf.o tests/ebpf/port9_xdp.bpf.o
tests/ebpf/port9_tc.bpf.o tests/ebpf/port9_xdp.bpf.o: tests/ebpf/port9.bpf.h
CLEANFILES += tests/ebpf/port9_tc.bpf.o tests/ebpf/port9_xdp.bpf.o
endif
EXTRA_DIST += tests/ebpf/objects.sh tests/ebpf/tls_find.sh tests/ebpf/port9.bpf.h tests/ebpf/port9_tc.bpf.c tests/ebpf/port9_xdp.bpf.c
