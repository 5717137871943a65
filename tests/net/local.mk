# Networks for tests: namespaces, cables, frames.
TEST_NET = tests/net/net.c tests/net/net.h
EXTRA_DIST += tests/net/lib.sh
check_PROGRAMS += tests/net/send_frames
tests_net_send_frames_SOURCES = tests/net/send_frames.c \
	tests/net/tx_ring.c tests/net/tx_ring.h $(TEST_NET)
EXTRA_DIST += tests/net/dns.py tests/net/tls.sh tests/net/tls_again.sh tests/net/tls_blocks.py \
	tests/net/tls_boring.c tests/net/tls_go.go tests/net/tls_ports.py tests/net/trace.sh
check_PROGRAMS += tests/net/tcp_talk
tests_net_tcp_talk_SOURCES = tests/net/tcp_talk.c
tests_net_tcp_talk_CFLAGS = $(AM_CFLAGS) -pthread
tests_net_tcp_talk_LDADD =
check_PROGRAMS += tests/net/forward
tests_net_forward_SOURCES = tests/net/forward.c
tests_net_forward_LDADD =
