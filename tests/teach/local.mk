# Tests of teach/.
teach_tests = \
	tests/teach/changes_test \
	tests/teach/chart_test \
	tests/teach/ebpf_notes_test \
	tests/teach/normal_test \
	tests/teach/notes_test \
	tests/teach/step_test
check_PROGRAMS += $(teach_tests)
TESTS += $(teach_tests)

tests_teach_changes_test_LDADD = tests/prove/libcorpus.la $(LDADD)
tests_teach_chart_test_LDADD = tests/prove/libcorpus.la $(LDADD)
tests_teach_ebpf_notes_test_LDADD = tests/prove/libcorpus.la $(LDADD)
tests_teach_normal_test_LDADD = tests/prove/libcorpus.la $(LDADD)
tests_teach_notes_test_LDADD = tests/prove/libcorpus.la $(LDADD)

check_PROGRAMS += tests/teach/page_cases
tests_teach_page_cases_LDADD = tests/prove/libcorpus.la $(LDADD)
TESTS += tests/teach/page.sh
EXTRA_DIST += tests/teach/page.sh tests/teach/page_run.js
