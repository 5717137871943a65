# Facts of protocols and link types, in tables.
noinst_LTLIBRARIES += libproto.la
libproto_la_SOURCES = \
	proto/arphrd.h \
	proto/constant.c proto/constant.h proto/constants.def \
	proto/field.c proto/field.h proto/fields.def \
	proto/ipprotos.c proto/ipprotos.h proto/ipprotos.def \
	proto/link.c proto/link.h \
	proto/operands.c proto/operands.h \
	proto/proto.c proto/proto.h proto/protos.def \
	proto/services.c proto/services.h proto/services.def
