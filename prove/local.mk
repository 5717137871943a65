# What programs mean, compared by proof.
noinst_LTLIBRARIES += libprove.la
libprove_la_CFLAGS = $(AM_CFLAGS) $(Z3_CFLAGS)
libprove_la_SOURCES = \
	prove/compare.c prove/compare.h \
	prove/exec.c prove/exec.h \
	prove/pretty.c prove/pretty.h \
	prove/search.c prove/search.h \
	prove/solve.h \
	prove/term.c prove/term.h \
	prove/witness.c prove/witness.h
if HAVE_Z3
libprove_la_SOURCES += prove/solve_z3.c
else
libprove_la_SOURCES += prove/solve_none.c
endif
