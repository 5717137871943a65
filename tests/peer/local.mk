# pfc against libpcap. The explorer of packets serves the tests of other folders, too.
check_LTLIBRARIES += tests/peer/libexplore.la
tests_peer_libexplore_la_SOURCES = \
	tests/peer/explore.c tests/peer/explore.h \
	tests/peer/frames.c tests/peer/frames.h \
	tests/peer/gen.c tests/peer/gen.h \
	tests/peer/layers.h tests/peer/link_headers.c \
	tests/peer/trace.c tests/peer/trace.h

if HAVE_PCAP
check_PROGRAMS += tests/peer/compare tests/peer/image_test tests/peer/links_test \
	tests/peer/peer_test tests/peer/trace_test
TESTS += tests/peer/image_test tests/peer/links_test tests/peer/peer_test \
	tests/peer/trace_test

tests_peer_compare_SOURCES = tests/peer/compare.c tests/peer/peer.c tests/peer/peer.h
tests_peer_compare_LDADD = tests/peer/libexplore.la $(LDADD) $(PCAP_LIBS)

tests_peer_image_test_LDADD = $(LDADD) $(PCAP_LIBS)

tests_peer_trace_test_SOURCES = \
	tests/peer/peer.c tests/peer/peer.h \
	tests/peer/trace_test.c
tests_peer_trace_test_LDADD = tests/peer/libexplore.la $(LDADD) $(PCAP_LIBS)

tests_peer_links_test_SOURCES = \
	tests/peer/deviations.c tests/peer/deviations.h \
	tests/peer/judge.c tests/peer/judge.h \
	tests/peer/links_test.c \
	tests/peer/peer.c tests/peer/peer.h
tests_peer_links_test_LDADD = tests/peer/libexplore.la $(LDADD) $(PCAP_LIBS) -lm

tests_peer_peer_test_SOURCES = \
	tests/peer/deviations.c tests/peer/deviations.h \
	tests/peer/judge.c tests/peer/judge.h \
	tests/peer/peer.c tests/peer/peer.h \
	tests/peer/peer_test.c
tests_peer_peer_test_LDADD = tests/peer/libexplore.la $(LDADD) $(PCAP_LIBS) -lm
endif

EXTRA_DIST += tests/peer/links.txt tests/peer/oneliners.txt tests/peer/respelled.txt
