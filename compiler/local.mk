# Tree to program, and libpfc, which is everything up to here.
noinst_LTLIBRARIES += libcompiler.la
libcompiler_la_SOURCES = \
	compiler/asm.c compiler/asm.h compiler/asm_int.h compiler/asm_labels.c \
	compiler/asm_rows.c compiler/asm_write.c \
	compiler/blame.c compiler/blame.h \
	compiler/btf.c compiler/btf.h \
	compiler/check.c compiler/check.h \
	compiler/compile.c compiler/compile_int.h compiler/compile_dump.c \
	compiler/compile_ebpf.c compiler/variants.c \
	compiler/connection.c compiler/connection.h \
	compiler/cost.c compiler/cost.h \
	compiler/ebpf_code.c compiler/ebpf_code.h \
	compiler/emit_cbpf.c compiler/emit_cbpf.h \
	compiler/emit_ebpf.c compiler/emit_ebpf.h compiler/emit_ebpf_int.h \
	compiler/emit_ebpf_access.c compiler/emit_ebpf_names.c compiler/emit_ebpf_plan.c \
	compiler/emit_ebpf_set.c compiler/emit_ebpf_switch.c compiler/emit_ebpf_value.c \
	compiler/emit_value.c compiler/emit_value.h \
	compiler/graph.c compiler/graph.h compiler/graph_dump.c compiler/value.c \
	compiler/explain.c compiler/explain.h \
	compiler/image.c compiler/image.h compiler/image_ebpf.c compiler/image_elf.c \
	compiler/image_source.c \
	compiler/kernel_view.c compiler/kernel_view.h \
	compiler/layout.c \
	compiler/lint.c compiler/lint.h compiler/lint_scope.c \
	compiler/lookup.c compiler/lookup.h \
	compiler/lower.c compiler/lower.h \
	compiler/lower_addr.c compiler/lower_expr.c compiler/lower_proto.c compiler/lower_set.c \
	compiler/lower_atm.c compiler/lower_bound.c compiler/lower_ip6ext.c compiler/lower_link.c compiler/lower_pf.c compiler/lower_shift.c \
	compiler/lower_ss7.c compiler/lower_type.c compiler/lower_wlan.c compiler/lower_word.c \
	compiler/machine.c compiler/machine.h \
	compiler/names.c compiler/names.h \
	compiler/opcode.h \
	compiler/opt.h compiler/opt_facts.c compiler/opt_order.c compiler/opt_usual.c \
	compiler/plain.c compiler/plain.h \
	compiler/pack.c compiler/pack.h \
	compiler/prog.c compiler/program.h \
	compiler/read_array.c compiler/read_array.h \
	compiler/read_btf.c \
	compiler/read_ebpf.c compiler/read_ebpf.h compiler/read_ebpf_int.h \
	compiler/read_ebpf_listing.c compiler/read_ebpf_memory.c compiler/read_ebpf_words.c \
	compiler/read_image.c compiler/read_image.h \
	compiler/reader.c compiler/reader.h \
	compiler/read_sets.c compiler/read_sets.h \
	compiler/resolve.c compiler/resolve.h compiler/resolve_int.h \
	compiler/resolve_host.c compiler/resolve_port.c compiler/resolve_word.c \
	compiler/run.c compiler/run.h compiler/run_ops.c \
	compiler/slots.c \
	compiler/traffic.c compiler/traffic.h \
	compiler/worlds.c compiler/worlds.h

lib_LTLIBRARIES += libpfc.la
libpfc_la_SOURCES =
libpfc_la_LIBADD = libcompiler.la libgrammar.la libproto.la libbase.la $(JANSSON_LIBS)
libpfc_la_LDFLAGS = $(AM_LDFLAGS) -no-undefined -version-info $(LIBPFC_VERSION) \
	-Wl,--version-script=$(srcdir)/compiler/libpfc.map
EXTRA_libpfc_la_DEPENDENCIES = compiler/libpfc.map
EXTRA_DIST += compiler/libpfc.map
