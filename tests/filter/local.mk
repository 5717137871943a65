# Filters and their verdicts, as records, against the interpreter and libpcap.
check_PROGRAMS += tests/filter/records_test
tests_filter_records_test_SOURCES = \
	tests/filter/pcap.c tests/filter/pcap.h \
	tests/filter/records_test.c \
	tests/net/own_etc.c tests/net/own_etc.h
TESTS += tests/filter/records_test

EXTRA_DIST += \
	tests/filter/af.t \
	tests/filter/atm.t \
	tests/filter/bytes-only.t \
	tests/filter/checklist.t \
	tests/filter/cooked.t \
	tests/filter/deviations.t \
	tests/filter/ethernet-ip.t \
	tests/filter/ethernet-link.t \
	tests/filter/ethernet-shift.t \
	tests/filter/expr.t \
	tests/filter/gateway.t \
	tests/filter/host.t \
	tests/filter/ip-links.t \
	tests/filter/ip6ext.t \
	tests/filter/juniper.t \
	tests/filter/lan-short.t \
	tests/filter/lan.t \
	tests/filter/link-types.t \
	tests/filter/link.t \
	tests/filter/live.t \
	tests/filter/llc-links.t \
	tests/filter/other-links.t \
	tests/filter/pflog.t \
	tests/filter/port.t \
	tests/filter/ppp.t \
	tests/filter/proto.t \
	tests/filter/scoped.t \
	tests/filter/sets.t \
	tests/filter/shift.t \
	tests/filter/ss7.t \
	tests/filter/types-links.t \
	tests/filter/wan.t \
	tests/filter/wlan-radio.t \
	tests/filter/wlan-types.t \
	tests/filter/wlan.t
