# What is installed for users of libpfc.
pfcincludedir = $(includedir)/pfc
pfcinclude_HEADERS = \
	include/pfc/diag.h \
	include/pfc/pfc.h \
	include/pfc/prog.h
