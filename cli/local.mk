# The program. All but main.c is a library, so that tests can link it.
noinst_LTLIBRARIES += libcli.la
libcli_la_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
libcli_la_SOURCES =
