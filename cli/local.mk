# The program. All but main.c is a library, so that tests can link it.
noinst_LTLIBRARIES += libcli.la
libcli_la_SOURCES = \
	cli/at_hook.c \
	cli/at_hook.h \
	cli/cmd.h \
	cli/cmd_asm.c \
	cli/cmd_capture.c \
	cli/cmd_compile.c \
	cli/cmd_decompile.c \
	cli/cmd_doctor.c \
	cli/cmd_equiv.c \
	cli/cmd_explain.c \
	cli/cmd_info.c \
	cli/cmd_list.c \
	cli/cmd_step.c \
	cli/completion.c \
	cli/confine.c \
	cli/confine.h \
	cli/by_libpcap.h \
	cli/decompile.c \
	cli/decompile.h \
	cli/diag_print.c \
	cli/diag_print.h \
	cli/doctor.h \
	cli/doctor_checks.c \
	cli/doctor_wireshark.c \
	cli/example.c \
	cli/example.h \
	cli/explain.h \
	cli/explain_ebpf.c cli/explain_html.c \
	cli/explain_json.c \
	cli/explain_text.c \
	cli/extcap.c \
	cli/filter.c \
	cli/filter.h \
	cli/hpack.c \
	cli/hpack.h \
	cli/http.c \
	cli/http.h \
	cli/http1.c \
	cli/http2.c \
	cli/http_int.h \
	cli/inputs.c \
	cli/inputs.h \
	cli/live.c \
	cli/live.h \
	cli/loaded.c \
	cli/loaded.h \
	cli/matcher.c \
	cli/matcher.h \
	cli/opt.c \
	cli/opt.h \
	cli/options.c \
	cli/options.h \
	cli/options_capture.c \
	cli/options_rows.h \
	cli/options_tls.c \
	cli/options_tools.c \
	cli/options_trace.c \
	cli/trace_words.c \
	cli/trace_words.h \
	cli/output.c \
	cli/output.h \
	cli/program.c \
	cli/program.h \
	cli/progress.c \
	cli/progress.h \
	cli/rotation.c \
	cli/rotation.h \
	cli/say.c \
	cli/say.h \
	cli/signals.c \
	cli/signals.h \
	cli/splits.c \
	cli/splits.h \
	cli/step.h \
	cli/step_lines.c \
	cli/step_show.c
if HAVE_EBPF
libcli_la_SOURCES += cli/doctor_ebpf.c \
	cli/cmd_tls.c \
	cli/cmd_trace.c \
	cli/tls.h \
	cli/tls_data.c cli/tls_file.c cli/tls_file.h \
	cli/tls_calibrate.c cli/tls_calibrate.h \
	cli/tls_earlier.c \
	cli/tls_ends.c \
	cli/tls_http.c \
	cli/tls_keys.c \
	cli/tls_lines.c \
	cli/tls_list.c \
	cli/tls_synth.c \
	cli/tls_targets.c \
	cli/tls_tell.c \
	cli/tls_wire.c \
	cli/tls_wire.h \
	cli/tls_write.c \
	cli/trace.h \
	cli/trace_args.c \
	cli/trace_args.h \
	cli/trace_child.c \
	cli/trace_child.h \
	cli/trace_events.c \
	cli/trace_json.c \
	cli/trace_hold.c \
	cli/trace_hold.h \
	cli/trace_keys.c \
	cli/trace_keys.h \
	cli/trace_life.c \
	cli/trace_list.c \
	cli/trace_list.h \
	cli/trace_merge.c \
	cli/trace_merge.h \
	cli/trace_notes.c \
	cli/trace_notes.h \
	cli/trace_packet.c \
	cli/trace_packet.h \
	cli/trace_listen.c \
	cli/trace_rights.c \
	cli/trace_rights.h \
	cli/trace_select.c \
	cli/trace_slots.c \
	cli/trace_slots.h \
	cli/trace_sums.c \
	cli/trace_symbols.c \
	cli/trace_tell.c \
	cli/trace_text.c \
	cli/trace_top.c \
	cli/trace_top.h \
	cli/trace_top_show.c \
	cli/trace_views.c \
	cli/trace_views.h \
	cli/trace_write.c \
	cli/trace_write.h \
	cli/trace_write_packet.c
else
libcli_la_SOURCES += cli/doctor_ebpf_none.c cli/cmd_trace_none.c
endif
if HAVE_NCURSES
libcli_la_SOURCES += cli/step_screen.c
else
libcli_la_SOURCES += cli/step_screen_none.c
endif
if HAVE_PCAP
libcli_la_SOURCES += cli/by_libpcap.c
else
libcli_la_SOURCES += cli/by_libpcap_none.c
endif

# Linked with -static (libtool's), ./pfc is a real executable, not a script around one.
bin_PROGRAMS += pfc
pfc_SOURCES = cli/main.c
pfc_LDFLAGS = $(AM_LDFLAGS) -static
pfc_LDADD = libcli.la libcapture.la $(EBPF_LIBS) libprove.la libteach.la libpfc.la \
	$(JANSSON_LIBS) $(Z3_LIBS) \
	$(NCURSES_LIBS) $(ZLIB_LIBS) $(ZSTD_LIBS) $(LZ4_LIBS) $(SECCOMP_LIBS)

# Completion scripts: the program writes them, from its option tables.
if !CROSS
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
bashcompletion_DATA = cli/completion/pfc
zshcompletion_DATA = cli/completion/_pfc
fishcompletion_DATA = cli/completion/pfc.fish
completions = $(bashcompletion_DATA) $(zshcompletion_DATA) $(fishcompletion_DATA)
CLEANFILES += $(completions)

make_completion = $(MKDIR_P) $(@D) && ./pfc$(EXEEXT) --completion=$(1) >$@.tmp && mv $@.tmp $@
cli/completion/pfc: pfc$(EXEEXT)
	$(AM_V_GEN)$(call make_completion,bash)
cli/completion/_pfc: pfc$(EXEEXT)
	$(AM_V_GEN)$(call make_completion,zsh)
cli/completion/pfc.fish: pfc$(EXEEXT)
	$(AM_V_GEN)$(call make_completion,fish)
endif
