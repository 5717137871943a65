# libpfc as an installed library.
TESTS += tests/lib/headers.sh
EXTRA_DIST += tests/lib/headers.sh
