# Tests of prove/, and proofs about compiler/.
check_LTLIBRARIES += tests/prove/libcorpus.la
tests_prove_libcorpus_la_SOURCES = tests/prove/corpus.c tests/prove/corpus.h

prove_tests = \
	tests/prove/broken_test \
	tests/prove/compare_test \
	tests/prove/corpus_test \
	tests/prove/exec_test \
	tests/prove/passes_test \
	tests/prove/term_test
check_PROGRAMS += $(prove_tests)
TESTS += $(prove_tests)

tests_prove_corpus_test_LDADD = tests/prove/libcorpus.la tests/peer/libexplore.la $(LDADD)
tests_prove_passes_test_LDADD = tests/prove/libcorpus.la $(LDADD)

# One pass is broken in this program, and only there.
tests_prove_broken_test_SOURCES = tests/prove/broken_test.c compiler/opt_order.c compiler/plain.c
tests_prove_broken_test_CPPFLAGS = $(AM_CPPFLAGS) -DPFC_BROKEN_PASS
