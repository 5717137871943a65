# Kernel programs, and how they get to their hooks. Not built with --disable-ebpf.
if HAVE_EBPF
noinst_LTLIBRARIES += libebpf.la
libebpf_la_CFLAGS = $(AM_CFLAGS) $(LIBBPF_CFLAGS)
libebpf_la_SOURCES = \
	ebpf/attach.c ebpf/attach.h \
	ebpf/attach_tc.c ebpf/attach_tc.h \
	ebpf/load.c ebpf/load.h \
	ebpf/newer.h
EBPF_LIBS = libebpf.la $(LIBBPF_LIBS)
endif
