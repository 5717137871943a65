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

# The lessons, and their output as it is now.
lessons = \
	doc/learn/01-one-word.md doc/learn/02-machine.md doc/learn/03-answer.md \
	doc/learn/04-lengths.md doc/learn/05-fragments.md doc/learn/06-masks.md \
	doc/learn/07-and-or-not.md doc/learn/08-short.md doc/learn/09-tags.md \
	doc/learn/10-optimizer.md
EXTRA_DIST += tests/docs/fill.awk tests/docs/learn.sh

.PHONY: learn
learn: pfc$(EXEEXT)
	@$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/tests/docs/learn.sh
