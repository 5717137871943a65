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

check_PROGRAMS += tests/kernel/view_test
TESTS += tests/kernel/view_test
tests_kernel_view_test_SOURCES = \
	tests/kernel/made.c tests/kernel/made.h \
	tests/kernel/socket.c tests/kernel/socket.h \
	tests/kernel/view_test.c
tests_kernel_view_test_LDADD = tests/peer/libexplore.la $(LDADD)
