# Memory, text, messages: knows nothing about packets.
noinst_LTLIBRARIES += libbase.la
libbase_la_SOURCES = \
	base/arena.c base/arena.h \
	base/bytes.h \
	base/diag.c base/diag.h \
	base/hash.h \
	base/memo.c base/memo.h \
	base/printable.c base/printable.h \
	base/sha2.c base/sha2.h \
	base/span.h \
	base/str.c base/str.h \
	base/vec.h
