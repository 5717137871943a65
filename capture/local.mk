# Packets in and out.
noinst_LTLIBRARIES += libcapture.la
libcapture_la_SOURCES = \
	capture/counters.c capture/counters.h \
	capture/iface.c capture/iface.h \
	capture/mapguard.h \
	capture/print.h \
	capture/ring.c capture/ring.h capture/ring_impl.h \
	capture/ring_frame.c capture/ring_frame.h \
	capture/ring_open.c \
	capture/savefile.h \
	capture/savefile_pcap.h \
	capture/savefile_pcapng.h \
	capture/sink.h \
	capture/source.c capture/source.h capture/source_impl.h \
	capture/writer.h
