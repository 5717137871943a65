# Tests of compiler/.
compiler_tests = \
	tests/compiler/asm_test \
	tests/compiler/check_test \
	tests/compiler/compile_test \
	tests/compiler/connection_test \
	tests/compiler/cost_test \
	tests/compiler/graph_test \
	tests/compiler/image_test \
	tests/compiler/lists_test \
	tests/compiler/lower_ip6ext_test \
	tests/compiler/names_test \
	tests/compiler/random_graph_test \
	tests/compiler/read_ebpf_test \
	tests/compiler/read_sets_test \
	tests/compiler/resolve_test \
	tests/compiler/run_ops_test \
	tests/compiler/run_test
check_PROGRAMS += $(compiler_tests)
TESTS += $(compiler_tests)

tests_compiler_random_graph_test_SOURCES = tests/compiler/random_graph_test.c \
	tests/compiler/graph_eval.c tests/compiler/graph_eval.h \
	tests/compiler/random_graph.c tests/compiler/random_graph.h

tests_compiler_names_test_SOURCES = tests/compiler/names_test.c \
	tests/net/own_etc.c tests/net/own_etc.h

tests_compiler_asm_test_LDADD = tests/prove/libcorpus.la $(LDADD)
