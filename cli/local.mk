# The program. All but main.c is a library, so that tests can link it.
noinst_LTLIBRARIES += libcli.la
libcli_la_SOURCES = \
	cli/cmd.h \
	cli/cmd_capture.c \
	cli/cmd_compile.c \
	cli/cmd_list.c \
	cli/completion.c \
	cli/diag_print.c \
	cli/diag_print.h \
	cli/filter.c \
	cli/filter.h \
	cli/opt.c \
	cli/opt.h \
	cli/options.c \
	cli/options.h \
	cli/output.c \
	cli/output.h \
	cli/say.c \
	cli/say.h \
	cli/signals.c \
	cli/signals.h

# Linked with -static (libtool's), ./pfc is a real executable, not a script around one.
bin_PROGRAMS += pfc
pfc_SOURCES = cli/main.c
pfc_LDFLAGS = $(AM_LDFLAGS) -static
pfc_LDADD = libcli.la libcapture.la libpfc.la $(JANSSON_LIBS)
