# What a program means, to a person.
noinst_LTLIBRARIES += libteach.la
libteach_la_SOURCES = \
	teach/explain.c teach/explain.h \
	teach/flow.c teach/flow.h \
	teach/hypothesis.c teach/hypothesis.h \
	teach/normal.c teach/normal.h \
	teach/notes.c teach/notes.h \
	teach/sentence.c teach/sentence.h \
	teach/step.c teach/step.h \
	teach/trace.c teach/trace.h \
	teach/value.c teach/value.h \
	teach/words.c
