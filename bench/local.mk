# Measurements; never built by "make" or "make check".
EXTRA_DIST += bench/RESULTS.md bench/filters.txt bench/lists.gp bench/lists.svg \
	bench/hooks.sh bench/live.sh bench/net.sh bench/offline.sh bench/print.sh bench/times.sh \
	bench/tls.sh bench/trace.sh bench/trace_flood.bpf.c bench/tracing.sh

EXTRA_PROGRAMS += bench/print
bench_print_SOURCES = bench/print.c
CLEANFILES += bench/print

if HAVE_PCAP
EXTRA_PROGRAMS += bench/compile bench/kernel bench/lists
bench_compile_SOURCES = bench/compile.c bench/mix.c bench/mix.h
bench_compile_CFLAGS = $(AM_CFLAGS) $(PCAP_CFLAGS)
bench_compile_LDFLAGS = $(AM_LDFLAGS) -static
bench_compile_LDADD = libpfc.la $(JANSSON_LIBS) $(PCAP_LIBS) -lm
bench_kernel_SOURCES = bench/kernel.c bench/kernel_ebpf.c bench/kernel_ebpf.h
bench_kernel_CFLAGS = $(AM_CFLAGS) $(PCAP_CFLAGS)
bench_kernel_LDFLAGS = $(AM_LDFLAGS) -static
bench_kernel_LDADD = libpfc.la $(JANSSON_LIBS) $(PCAP_LIBS)
bench_lists_SOURCES = bench/lists.c bench/mix.c bench/mix.h
bench_lists_CFLAGS = $(bench_compile_CFLAGS)
bench_lists_LDFLAGS = $(bench_compile_LDFLAGS)
bench_lists_LDADD = $(bench_compile_LDADD)
CLEANFILES += bench/compile bench/kernel bench/lists bench/lists.dat

bench-compile: bench/compile bench/lists
	bench/compile $(srcdir)/bench/filters.txt
	bench/lists
	bench/lists -c -p 60 10 30 100 300 1000 3000 10000 30000 100000 >bench/lists.dat
	cat bench/lists.dat
	gnuplot -e "data='bench/lists.dat'" $(srcdir)/bench/lists.gp >bench/lists.svg

bench-kernel: bench/kernel
	bench/kernel
endif

EXTRA_PROGRAMS += bench/ebpf
bench_ebpf_SOURCES = bench/ebpf.c
bench_ebpf_LDFLAGS = $(AM_LDFLAGS) -static
bench_ebpf_LDADD = libpfc.la libbase.la $(JANSSON_LIBS)
CLEANFILES += bench/ebpf

EXTRA_PROGRAMS += bench/flood
bench_flood_SOURCES = bench/flood.c
bench_flood_LDADD =
CLEANFILES += bench/flood

bench-ebpf: bench/ebpf bench/flood pfc
	bench/ebpf
	bash $(srcdir)/bench/hooks.sh

bench-offline: pfc tests/capture/make_files
	bash $(srcdir)/bench/offline.sh

bench-print: pfc bench/print
	bench/print lines 20000
	bash $(srcdir)/bench/print.sh

bench-live: pfc tests/net/send_frames
	bash $(srcdir)/bench/live.sh

.PHONY: bench-compile bench-ebpf bench-kernel bench-live bench-offline bench-print bench-tls \
	bench-trace

if HAVE_EBPF
EXTRA_PROGRAMS += bench/trace_flood
bench_trace_flood_SOURCES = bench/trace_flood.c
bench_trace_flood_CFLAGS = $(AM_CFLAGS) $(LIBBPF_CFLAGS)
bench_trace_flood_LDADD = $(LIBBPF_LIBS)
CLEANFILES += bench/trace_flood bench/trace_flood.bpf.o
bench/trace_flood.bpf.o: ebpf/tcp_layout.h

bench-trace: pfc tests/net/tcp_talk bench/trace_flood bench/trace_flood.bpf.o
	bash $(srcdir)/bench/trace.sh

bench-tls: pfc
	bash $(srcdir)/bench/tls.sh
endif
