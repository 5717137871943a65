# pfc on real interfaces, with tcpdump and tshark as judges of its files.
E2E_TESTS = \
	tests/e2e/any.sh \
	tests/e2e/as_saved.sh \
	tests/e2e/doctor.sh \
	tests/e2e/extcap.sh \
	tests/e2e/faults.sh \
	tests/e2e/hello.sh \
	tests/e2e/hooks.sh \
	tests/e2e/libpcap.sh \
	tests/e2e/load.sh \
	tests/e2e/long_filter.sh \
	tests/e2e/loss.sh \
	tests/e2e/multi.sh \
	tests/e2e/names.sh \
	tests/e2e/net_raw.sh \
	tests/e2e/netns.sh \
	tests/e2e/offload.sh \
	tests/e2e/progress.sh \
	tests/e2e/refusals.sh \
	tests/e2e/resolve.sh \
	tests/e2e/rotate.sh \
	tests/e2e/sandbox.sh \
	tests/e2e/sinks.sh \
	tests/e2e/soak.sh \
	tests/e2e/stop.sh \
	tests/e2e/trace_events.sh \
	tests/e2e/trace_load.sh \
	tests/e2e/trace_more.sh \
	tests/e2e/trace_rights.sh \
	tests/e2e/trace_times.sh \
	tests/e2e/trace_trouble.sh \
	tests/e2e/trace_who.sh \
	tests/e2e/trace_write.sh \
	tests/e2e/tls_all_keys.sh \
	tests/e2e/tls_calibrate.sh \
	tests/e2e/tls_extcap.sh \
	tests/e2e/tls_found.sh \
	tests/e2e/tls_go.sh \
	tests/e2e/tls_hostile.sh \
	tests/e2e/tls_http.sh \
	tests/e2e/tls_keys.sh \
	tests/e2e/tls_known.sh \
	tests/e2e/tls_others.sh \
	tests/e2e/tls_pcap.sh \
	tests/e2e/tls_select.sh \
	tests/e2e/tls_text.sh \
	tests/e2e/tls_versions.sh \
	tests/e2e/tls_write.sh \
	tests/e2e/traffic.sh \
	tests/e2e/wait.sh
TESTS += $(E2E_TESTS)
EXTRA_DIST += $(E2E_TESTS)
