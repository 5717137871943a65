# Examples of README.md and the manual pages are run; the pages are well-formed.
TESTS += tests/docs/examples.sh tests/docs/filters.sh tests/docs/library.sh \
	tests/docs/man.sh
EXTRA_DIST += \
	tests/docs/examples.awk \
	tests/docs/examples.sh \
	tests/docs/files/arp.asm tests/docs/files/web.pcap \
	tests/docs/filters.sh \
	tests/docs/library.sh \
	tests/docs/man.sh \
	tests/docs/match.awk \
	tests/docs/network.sh
