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

# The same traffic captured with many filters at once.
WATCH = $(TEST_NET) \
	tests/kernel/traffic.c tests/kernel/traffic.h \
	tests/kernel/watch.c tests/kernel/watch.h \
	tests/kernel/watch_many.c
WATCHING = tests/kernel/any_test tests/kernel/direction_test tests/kernel/saved_test
check_PROGRAMS += $(WATCHING)
TESTS += $(WATCHING)
tests_kernel_any_test_SOURCES = tests/kernel/any_test.c $(WATCH)
tests_kernel_any_test_LDADD = tests/peer/libexplore.la $(LDADD)
tests_kernel_direction_test_SOURCES = tests/kernel/direction_test.c $(WATCH)
tests_kernel_direction_test_LDADD = tests/peer/libexplore.la $(LDADD)
tests_kernel_saved_test_SOURCES = tests/kernel/saved_test.c $(WATCH)
tests_kernel_saved_test_LDADD = tests/peer/libexplore.la $(LDADD)

check_PROGRAMS += tests/kernel/bound_test
TESTS += tests/kernel/bound_test
tests_kernel_bound_test_SOURCES = \
	tests/kernel/bound_test.c \
	tests/kernel/socket.c tests/kernel/socket.h

# eBPF, through the verifier.
EBPF_RUN = tests/kernel/ebpf_run.c tests/kernel/ebpf_run.h
check_PROGRAMS += tests/kernel/ebpf_graph_test
TESTS += tests/kernel/ebpf_graph_test
tests_kernel_ebpf_graph_test_SOURCES = tests/kernel/ebpf_graph_test.c $(EBPF_RUN) \
	tests/compiler/graph_eval.c tests/compiler/graph_eval.h \
	tests/compiler/random_graph.c tests/compiler/random_graph.h

check_PROGRAMS += tests/kernel/ebpf_filter_test
TESTS += tests/kernel/ebpf_filter_test
tests_kernel_ebpf_filter_test_SOURCES = tests/kernel/ebpf_filter_test.c $(EBPF_RUN)
tests_kernel_ebpf_filter_test_LDADD = tests/prove/libcorpus.la tests/peer/libexplore.la \
	$(LDADD)

check_PROGRAMS += tests/kernel/ebpf_sets_test
TESTS += tests/kernel/ebpf_sets_test
tests_kernel_ebpf_sets_test_SOURCES = tests/kernel/ebpf_sets_test.c $(EBPF_RUN)

check_PROGRAMS += tests/kernel/ebpf_pieces_test
TESTS += tests/kernel/ebpf_pieces_test
tests_kernel_ebpf_pieces_test_SOURCES = tests/kernel/ebpf_pieces_test.c $(EBPF_RUN)
tests_kernel_ebpf_pieces_test_LDADD = tests/peer/libexplore.la $(LDADD)
