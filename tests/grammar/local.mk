# Tests of grammar/.
grammar_tests = \
	tests/grammar/ast_test \
	tests/grammar/inherit_test \
	tests/grammar/literal_test \
	tests/grammar/memory_test \
	tests/grammar/parse_test \
	tests/grammar/set_test \
	tests/grammar/split_test \
	tests/grammar/words_test
tests_grammar_memory_test_LDFLAGS = $(AM_LDFLAGS) \
	-Wl,--wrap=calloc -Wl,--wrap=malloc -Wl,--wrap=realloc
check_PROGRAMS += $(grammar_tests)
TESTS += $(grammar_tests)
EXTRA_DIST += tests/grammar/parsing.h
