# Facts of protocols and link types, in tables.
noinst_LTLIBRARIES += libproto.la
libproto_la_SOURCES = \
	proto/link.c proto/link.h \
	proto/proto.c proto/proto.h proto/protos.def
