# Text to tree.
noinst_LTLIBRARIES += libgrammar.la
libgrammar_la_SOURCES = \
	grammar/ast.c grammar/ast.h \
	grammar/build.c grammar/build.h \
	grammar/build_expr.c \
	grammar/build_word.c \
	grammar/dump.c \
	grammar/explain.c grammar/explain.h \
	grammar/explain_head.c \
	grammar/foreign.c grammar/foreign.def \
	grammar/inherit.c \
	grammar/lint.c \
	grammar/literal.c \
	grammar/parser.h \
	grammar/quote.c \
	grammar/set.c \
	grammar/split.c \
	grammar/token.c \
	grammar/words.c grammar/words.h
libgrammar_la_LIBADD = libgrammar_made.la

# Made by flex and bison from scan.l and parse.y; a release carries the results. They are
# a library of their own, because generated code does not pass our warnings.
noinst_LTLIBRARIES += libgrammar_made.la
libgrammar_made_la_CFLAGS = $(AM_CFLAGS) -Wno-conversion -Wno-sign-compare \
	-Wno-null-dereference -Wno-unused-function -Wno-missing-prototypes \
	-Wno-cast-qual -Wno-undef
libgrammar_made_la_SOURCES = \
	grammar/parse.c grammar/parse.h \
	grammar/scan.c grammar/scan.h

# Sources above include what bison makes.
BUILT_SOURCES += grammar/parse.c grammar/parse.h grammar/scan.c grammar/scan.h

EXTRA_DIST += grammar/parse.y grammar/scan.l
MAINTAINERCLEANFILES += grammar/parse.c grammar/parse.h grammar/scan.c grammar/scan.h

grammar/parse.c grammar/parse.h &: grammar/parse.y
	$(AM_V_GEN)$(MKDIR_P) grammar && \
	$(BISON) -Wall -Werror -o grammar/parse.c --defines=grammar/parse.h \
		$(srcdir)/grammar/parse.y

grammar/scan.c grammar/scan.h &: grammar/scan.l
	$(AM_V_GEN)$(MKDIR_P) grammar && \
	$(FLEX) -o grammar/scan.c --header-file=grammar/scan.h $(srcdir)/grammar/scan.l
