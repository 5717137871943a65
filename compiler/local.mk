# Tree to program, and libpfc, which is everything up to here.
noinst_LTLIBRARIES += libcompiler.la
libcompiler_la_SOURCES = \
	compiler/check.c compiler/check.h \
	compiler/image.c compiler/image.h \
	compiler/lookup.c compiler/lookup.h \
	compiler/names.c compiler/names.h \
	compiler/program.h \
	compiler/resolve.c compiler/resolve.h compiler/resolve_int.h \
	compiler/resolve_host.c compiler/resolve_port.c compiler/resolve_word.c \
	compiler/run.c compiler/run.h

lib_LTLIBRARIES += libpfc.la
libpfc_la_SOURCES =
libpfc_la_LIBADD = libcompiler.la libgrammar.la libproto.la libbase.la
libpfc_la_LDFLAGS = $(AM_LDFLAGS) -no-undefined -version-info $(LIBPFC_VERSION) \
	-Wl,--version-script=$(srcdir)/compiler/libpfc.map
EXTRA_libpfc_la_DEPENDENCIES = compiler/libpfc.map
EXTRA_DIST += compiler/libpfc.map
