# Kernel programs at their hooks, in networks of their own.
if HAVE_EBPF
check_PROGRAMS += tests/ebpf/attach_test
tests_ebpf_attach_test_SOURCES = \
	tests/ebpf/attach_test.c \
	tests/ebpf/tiny.c tests/ebpf/tiny.h \
	$(TEST_NET)
TESTS += tests/ebpf/attach_test

check_PROGRAMS += tests/ebpf/load_test tests/ebpf/run_pinned
tests_ebpf_load_test_SOURCES = \
	tests/ebpf/load_test.c \
	tests/ebpf/tiny.c tests/ebpf/tiny.h
TESTS += tests/ebpf/load_test tests/ebpf/objects.sh
endif
EXTRA_DIST += tests/ebpf/objects.sh
