# Packets in and out.
noinst_LTLIBRARIES += libcapture.la
libcapture_la_SOURCES = \
	capture/source.h
