# Tests: programs (cmocka, see tests/test.h) and shell scripts, all of them in TAP.
#
# A program is named like its source: "check_PROGRAMS += tests/base/arena_test" builds it
# from tests/base/arena_test.c and links it with everything but main.c; the same name goes
# into TESTS. A script ends in .sh and goes into TESTS and EXTRA_DIST.

LDADD = libcli.la libcapture.la $(EBPF_LIBS) libprove.la libteach.la libcompiler.la libgrammar.la libproto.la \
	libbase.la $(JANSSON_LIBS) $(Z3_LIBS) $(NCURSES_LIBS) $(ZLIB_LIBS) $(ZSTD_LIBS) $(LZ4_LIBS) \
	$(SECCOMP_LIBS) $(CMOCKA_LIBS)

TEST_EXTENSIONS = .sh
LOG_DRIVER = $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
LOG_COMPILER = $(limit) $(SHELL) $(srcdir)/tests/tap.sh
SH_LOG_COMPILER = $(limit) $(SHELL)

# A test that hangs fails in the end.
limit = timeout -k 10 $$TEST_LIMIT

# What a test may ask about the build. Paths are absolute: tests work in folders of
# their own.
AM_TESTS_ENVIRONMENT = \
	PFC='$(abs_top_builddir)/pfc'; export PFC; \
	TOP_SRCDIR='$(abs_top_srcdir)'; export TOP_SRCDIR; \
	TOP_BUILDDIR='$(abs_top_builddir)'; export TOP_BUILDDIR; \
	CC='$(CC)'; export CC; \
	TEST_CFLAGS='$(CHECKING_CFLAGS)'; export TEST_CFLAGS; \
	MAKE='$(MAKE)'; export MAKE; \
	ASAN_OPTIONS=allocator_may_return_null=1:$$ASAN_OPTIONS; export ASAN_OPTIONS; \
	TEST_LIMIT=$${PFC_LONG:+7200}; \
	TEST_LIMIT=$${TEST_LIMIT:-900}; export TEST_LIMIT; \
	LC_ALL=C; export LC_ALL;

EXTRA_DIST += tests/failures.sh tests/long.sh tests/tap.sh tests/test.h

include tests/base/local.mk
include tests/proto/local.mk
include tests/grammar/local.mk
include tests/compiler/local.mk
include tests/net/local.mk
include tests/ebpf/local.mk
include tests/capture/local.mk
include tests/cli/local.mk
include tests/data/local.mk
include tests/filter/local.mk
include tests/prove/local.mk
include tests/teach/local.mk
include tests/peer/local.mk
include tests/kernel/local.mk
include tests/diag/local.mk
include tests/edges/local.mk
include tests/lib/local.mk
include tests/docs/local.mk
include tests/e2e/local.mk
include tests/fuzz/local.mk

.PHONY: check-programs
check-programs: $(check_LTLIBRARIES) $(check_PROGRAMS) $(check_SCRIPTS) $(check_DATA)

.PHONY: check-needs
check-needs:
if !HAVE_CMOCKA
	@echo "make check needs cmocka: run ./bootstrap --tests" >&2; exit 1
endif

if !HAVE_CMOCKA
check-am: check-needs
endif

# The same tests at full size, then other builds of the same files: with sanitizers, with
# fuzzers, as a release.
.PHONY: check-long
check-long:
	PFC_LONG=1 $(MAKE) $(AM_MAKEFLAGS) check
	$(MAKE) $(AM_MAKEFLAGS) distdir
	MAKE='$(MAKE)' $(SHELL) $(srcdir)/tests/long.sh '$(distdir)'
	rm -rf '$(distdir)'
	$(not_all_powerful) $(MAKE) $(AM_MAKEFLAGS) distcheck

# As root, distcheck would not notice a write into the read-only source tree.
not_all_powerful = \
	$$(test "$$(id -u)" != 0 || echo setpriv --bounding-set -dac_override,-dac_read_search)
