# Tests of teach/.
teach_tests = \
	tests/teach/normal_test \
	tests/teach/notes_test \
	tests/teach/step_test
check_PROGRAMS += $(teach_tests)
TESTS += $(teach_tests)

tests_teach_normal_test_LDADD = tests/prove/libcorpus.la $(LDADD)
tests_teach_notes_test_LDADD = tests/prove/libcorpus.la $(LDADD)
