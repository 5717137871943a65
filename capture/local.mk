# Packets in and out.
noinst_LTLIBRARIES += libcapture.la
libcapture_la_SOURCES = \
	capture/counters.c capture/counters.h \
	capture/iface.c capture/iface.h \
	capture/mapguard.h \
	capture/print.h \
	capture/ring.h \
	capture/savefile.h \
	capture/savefile_pcap.h \
	capture/savefile_pcapng.h \
	capture/sink.h \
	capture/source.c capture/source.h capture/source_impl.h \
	capture/writer.h
