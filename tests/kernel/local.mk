# The running kernel: does it take every program, and run it as our interpreter does?
check_PROGRAMS += tests/kernel/filter_test
TESTS += tests/kernel/filter_test

tests_kernel_filter_test_SOURCES = \
	tests/kernel/filter_test.c \
	tests/kernel/socket.c tests/kernel/socket.h
tests_kernel_filter_test_LDADD = tests/peer/libexplore.la $(LDADD)

check_PROGRAMS += tests/kernel/live_test
TESTS += tests/kernel/live_test
tests_kernel_live_test_LDADD = tests/peer/libexplore.la $(LDADD)
