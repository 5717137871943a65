# Text to tree.
noinst_LTLIBRARIES += libgrammar.la
libgrammar_la_SOURCES = \
	grammar/ast.h
