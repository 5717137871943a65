# Filters and their verdicts, as records, against the interpreter and libpcap.
check_PROGRAMS += tests/filter/records_test
tests_filter_records_test_SOURCES = \
	tests/filter/pcap.c tests/filter/pcap.h \
	tests/filter/records_test.c
TESTS += tests/filter/records_test

EXTRA_DIST += \
	tests/filter/checklist.t \
	tests/filter/cooked.t \
	tests/filter/cooked2.t \
	tests/filter/deviations.t \
	tests/filter/ethernet-ip.t \
	tests/filter/ethernet-link.t \
	tests/filter/ethernet-shift.t \
	tests/filter/expr.t \
	tests/filter/host.t \
	tests/filter/ip6ext.t \
	tests/filter/link.t \
	tests/filter/link-types.t \
	tests/filter/live.t \
	tests/filter/other-links.t \
	tests/filter/port.t \
	tests/filter/proto.t \
	tests/filter/scoped.t \
	tests/filter/sets.t \
	tests/filter/shift.t \
	tests/filter/wlan-radio.t \
	tests/filter/wlan-types.t \
	tests/filter/wlan.t
