# Manual pages, written by hand: name them in dist_man_MANS.
dist_man_MANS = man/pfc.1 man/pfc-asm.1 man/pfc-decompile.1 man/pfc-doctor.1 man/pfc-equiv.1 man/pfc-explain.1 \
	man/pfc-info.1 man/pfc-step.1 man/pfc-trace-tcp.1 man/pfc-trace-tls.1 man/pfc-filter.7
