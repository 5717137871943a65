# Kernel programs, and how they get to their hooks. Not built with --disable-ebpf.
if HAVE_EBPF
noinst_LTLIBRARIES += libebpf.la
libebpf_la_CFLAGS = $(AM_CFLAGS) $(LIBBPF_CFLAGS)
libebpf_la_SOURCES = \
	ebpf/attach.c ebpf/attach.h \
	ebpf/attach_tc.c ebpf/attach_tc.h \
	ebpf/capture.h \
	ebpf/objects.h \
	ebpf/hook.c ebpf/hook.h \
	ebpf/link.c ebpf/link.h \
	ebpf/load.c ebpf/load.h \
	ebpf/newer.h \
	ebpf/records.c ebpf/records.h ebpf/records_impl.h \
	ebpf/records_perf.c \
	ebpf/socket.c ebpf/socket.h \
	ebpf/tcp.c ebpf/tcp.h \
	ebpf/tcp_features.c ebpf/tcp_features.h \
	ebpf/tcp_int.h ebpf/tcp_maps.c \
	ebpf/tcp_layout.h \
	ebpf/tls.c ebpf/tls.h \
	ebpf/tls_links.c ebpf/tls_links.h \
	ebpf/tls/analyse.c ebpf/tls/analyse.h \
	ebpf/tls/cache.c ebpf/tls/cache.h \
	ebpf/tls/digest.c ebpf/tls/digest.h \
	ebpf/tls/earlier.c ebpf/tls/earlier.h \
	ebpf/tls/elf.c ebpf/tls/elf.h \
	ebpf/tls/funnel.c ebpf/tls/funnel.h \
	ebpf/tls/gopclntab.c ebpf/tls/gopclntab.h \
	ebpf/tls/handshakes.c ebpf/tls/handshakes.h \
	ebpf/tls/heap.c ebpf/tls/heap.h \
	ebpf/tls/layout.h ebpf/tls/machine.h \
	ebpf/tls/nss.c ebpf/tls/nss.h \
	ebpf/tls/places.c ebpf/tls/places.h \
	ebpf/tls/schedule.c ebpf/tls/schedule.h \
	ebpf/tls/search.c ebpf/tls/search.h \
	ebpf/tls/roots.c ebpf/tls/roots.h \
	ebpf/tls/targets.c ebpf/tls/targets.h \
	ebpf/tls/watch.c ebpf/tls/watch.h \
	ebpf/tls/x86.c \
	ebpf/tracepoint.c ebpf/tracepoint.h \
	ebpf/tracing.c ebpf/tracing.h
nodist_libebpf_la_SOURCES = ebpf/capture_xdp.o.c ebpf/capture_tc.o.c ebpf/tcp.o.c \
	ebpf/tls.o.c
EBPF_LIBS = libebpf.la $(LIBBPF_LIBS)

# What was found by other code is not believed.
tls_finders = $(addprefix $(srcdir)/ebpf/tls/, analyse.c analyse.h cache.c cache.h digest.c elf.c \
	elf.h funnel.c gopclntab.c layout.h machine.h nss.c x86.c)
ebpf/tls/revision.h: $(tls_finders)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && cat $(tls_finders) | cksum | \
		sed 's/ .*/u/; s/^/#define TLS_REVISION /' >$@.tmp && mv $@.tmp $@
nodist_libebpf_la_SOURCES += ebpf/tls/revision.h
BUILT_SOURCES += ebpf/tls/revision.h
CLEANFILES += ebpf/tls/revision.h
endif

# Programs of the kernel: each is compiled, freed of what only debuggers read, and becomes an
# array of a C file.
bpf_files = ebpf/capture_tc.bpf.c ebpf/capture_xdp.bpf.c ebpf/tcp.bpf.c ebpf/tls.bpf.c
bpf_parts = ebpf/capture.bpf.h ebpf/capture.h ebpf/kern.h
tcp_parts = ebpf/tcp_entry.bpf.h ebpf/tcp_event.bpf.h ebpf/tcp_io.bpf.h \
	ebpf/tcp_kern.h ebpf/tcp_list.bpf.h ebpf/tcp_listen.bpf.h ebpf/tcp_meter.bpf.h \
	ebpf/tcp_states.bpf.h ebpf/tcp_trouble.bpf.h ebpf/tcp_turn.bpf.h
ebpf/tcp.bpf.o: $(tcp_parts) ebpf/tcp_layout.h
tls_parts = ebpf/tls_conn.bpf.h ebpf/tls_data.bpf.h ebpf/tls_go.bpf.h ebpf/tls_key.bpf.h
ebpf/tls.bpf.o: $(tls_parts) ebpf/tcp_entry.bpf.h ebpf/tcp_kern.h ebpf/tcp_layout.h ebpf/tls/layout.h
EXTRA_DIST += $(bpf_files) $(tcp_parts) $(tls_parts) ebpf/capture.bpf.h ebpf/kern.h ebpf/object.sh
CLEANFILES += $(bpf_files:.bpf.c=.bpf.o) $(bpf_files:.bpf.c=.o.c)

# Whose registers programs read, as libbpf calls it.
bpf_arch = $(if $(filter x86_64 i%86,$(host_cpu)),x86,$(if $(filter aarch64,$(host_cpu)),arm64,$(host_cpu)))

.SECONDARY: $(bpf_files:.bpf.c=.bpf.o)
%.bpf.o: %.bpf.c $(bpf_parts)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(CLANG) -O2 -g -target bpf -D__TARGET_ARCH_$(bpf_arch) -Wall -Wextra -Werror \
		-I$(top_srcdir) -I/usr/include/$$($(CC) -print-multiarch) $(LIBBPF_CFLAGS) \
		-c $< -o $@.tmp && $(BPFTOOL) gen object $@ $@.tmp && rm -f $@.tmp
%.o.c: %.bpf.o ebpf/object.sh
	$(AM_V_GEN)$(SHELL) $(srcdir)/ebpf/object.sh $< >$@.tmp && mv $@.tmp $@
