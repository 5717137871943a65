# Kernel programs at their hooks, in networks of their own.
if HAVE_EBPF
check_PROGRAMS += tests/ebpf/attach_test
tests_ebpf_attach_test_SOURCES = \
	tests/ebpf/attach_test.c \
	tests/ebpf/tiny.c tests/ebpf/tiny.h \
	$(TEST_NET)
TESTS += tests/ebpf/attach_test
endif
