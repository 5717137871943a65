# Packets in and out.
noinst_LTLIBRARIES += libcapture.la
libcapture_la_SOURCES = \
	capture/ahead.c capture/ahead.h \
	capture/blocks.c capture/blocks.h \
	capture/counters.c capture/counters.h \
	capture/fileinfo.c capture/fileinfo.h \
	capture/hooks.c capture/hooks.h \
	capture/identity.c capture/identity.h \
	capture/iface.c capture/iface.h \
	capture/input.c capture/input.h \
	capture/landlock.c capture/landlock.h \
	capture/mapguard.c capture/mapguard.h \
	capture/missed.c capture/missed.h \
	capture/names.c capture/names.h \
	capture/netlink.c capture/netlink.h \
	capture/netns.c capture/netns.h \
	capture/order.h \
	capture/pcapdev.h \
	capture/print.c capture/print.h \
	capture/print_app.c capture/print_app.h \
	capture/print_arp.c \
	capture/print_classic.c capture/print_classic.h \
	capture/print_classic_dns.c \
	capture/print_classic_icmp.c \
	capture/print_classic_ip.c \
	capture/print_classic_tcp.c \
	capture/print_dhcp.c \
	capture/print_dns.c \
	capture/print_ether.c \
	capture/print_icmp.c \
	capture/print_igmp.c \
	capture/print_ip.c \
	capture/print_json.c capture/print_json.h \
	capture/print_link.c \
	capture/print_llc.c \
	capture/print_out.c capture/print_out.h \
	capture/print_parts.c capture/print_parts.h \
	capture/print_ppp.c \
	capture/print_quic.c \
	capture/print_tcp.c \
	capture/print_time.c capture/print_time.h \
	capture/print_tls.c \
	capture/print_tunnel.c \
	capture/print_udp.c \
	capture/quarantine.c capture/quarantine.h \
	capture/renew.c capture/renew.h \
	capture/resolve.c capture/resolve.h \
	capture/ring.c capture/ring.h capture/ring_impl.h \
	capture/ring_again.c \
	capture/ring_frame.c capture/ring_frame.h \
	capture/ring_open.c \
	capture/rings.c capture/rings.h \
	capture/rotate.c capture/rotate.h \
	capture/running.c capture/running.h \
	capture/sandbox.c capture/sandbox.h \
	capture/sieve.h \
	capture/savefile.c capture/savefile.h capture/savefile_impl.h \
	capture/savefile_blocks.c \
	capture/savefile_names.c \
	capture/savefile_open.c \
	capture/savefile_sieve.c \
	capture/savefile_pcap.c capture/savefile_pcap.h \
	capture/savefile_pcapng.c capture/savefile_pcapng.h \
	capture/several.c capture/several.h \
	capture/sink.c capture/sink.h \
	capture/source.c capture/source.h capture/source_impl.h \
	capture/stamp.c capture/stamp.h \
	capture/tap.h \
	capture/tap_int.h \
	capture/unpack.c capture/unpack.h \
	capture/walk.c capture/walk.h \
	capture/way.c capture/way.h \
	capture/writer.c capture/writer.h
if HAVE_EBPF
libcapture_la_SOURCES += capture/ring_ebpf.c capture/tap.c capture/tap_add.c
else
libcapture_la_SOURCES += capture/ring_ebpf_none.c capture/tap_none.c
endif
if HAVE_PCAP
libcapture_la_SOURCES += capture/pcapdev.c capture/pcapdev_lib.c capture/pcapdev_impl.h
else
libcapture_la_SOURCES += capture/pcapdev_none.c
endif
