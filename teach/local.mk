# What a program means, to a person.
noinst_LTLIBRARIES += libteach.la
libteach_la_SOURCES = \
	teach/changes.c teach/changes.h \
	teach/chart.c teach/chart.h teach/chart_int.h \
	teach/chart_dot.c teach/chart_layers.c \
	teach/decompile.c teach/decompile.h \
	teach/decompile_int.h teach/decompile_harvest.c \
	teach/decompile_atoms.c teach/decompile_samples.c \
	teach/ebpf_flow.c teach/ebpf_flow.h teach/ebpf_step.c \
	teach/ebpf_notes.c teach/ebpf_notes.h teach/ebpf_words.c \
	teach/encoding.c \
	teach/explain.c teach/explain.h \
	teach/flow.c teach/flow.h \
	teach/hypothesis.c teach/hypothesis.h \
	teach/normal.c teach/normal.h teach/normal_int.h teach/normal_prim.c \
	teach/notes.c teach/notes.h \
	teach/parts.c teach/parts.h \
	teach/sentence.c teach/sentence.h \
	teach/step.c teach/step.h \
	teach/structure.c teach/structure.h \
	teach/trace.c teach/trace.h \
	teach/value.c teach/value.h \
	teach/words.c

# The page of `pfc explain --html` is carried in the program.
page_parts = teach/page/page.css teach/page/page.html teach/page/page.js teach/page/run.js
libteach_la_SOURCES += teach/page.h
nodist_libteach_la_SOURCES = teach/page_text.c
teach/page_text.c: $(page_parts) teach/page/embed.awk
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
	for part in $(page_parts); do \
		$(AWK) -f $(srcdir)/teach/page/embed.awk $(srcdir)/$$part || exit 1; \
	done >$@.tmp && mv $@.tmp $@
CLEANFILES += teach/page_text.c
EXTRA_DIST += $(page_parts) teach/page/embed.awk
