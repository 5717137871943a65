# libpfc as an installed library.
check_PROGRAMS += tests/lib/threads_test
tests_lib_threads_test_LDFLAGS = $(AM_LDFLAGS) -pthread
TESTS += tests/lib/headers.sh tests/lib/install.sh tests/lib/threads_test
EXTRA_DIST += tests/lib/headers.sh tests/lib/install.sh
