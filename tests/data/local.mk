# Savefiles that tests look at, made when they are needed.
check_PROGRAMS += tests/data/make_packets
tests_data_make_packets_SOURCES = \
	tests/data/build.c tests/data/build.h \
	tests/data/inner.c tests/data/inner.h \
	tests/data/make_af.c \
	tests/data/make_atm.c \
	tests/data/make_cooked.c \
	tests/data/make_ether.c \
	tests/data/make_gateway.c \
	tests/data/make_juniper.c \
	tests/data/make_lan.c \
	tests/data/make_links.c \
	tests/data/make_packets.c \
	tests/data/make_suites.c \
	tests/data/make_wan.c \
	tests/data/make_wlan.c \
	tests/data/rows.c tests/data/rows.h
tests_data_make_packets_LDADD =

check_DATA += tests/data/packets.stamp
tests/data/packets.stamp: tests/data/make_packets$(EXEEXT)
	$(AM_V_GEN)tests/data/make_packets tests/data && touch $@
CLEANFILES += tests/data/packets.stamp tests/data/*.pcap
