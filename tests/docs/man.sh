#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/man.sh - manual pages are well-formed.

cd "$TOP_SRCDIR/man" || exit 1
set -- *.[1-8]
if ! test -e "$1"; then
	echo "1..0 # SKIP there are no manual pages"
	exit 0
fi
if ! command -v mandoc >/dev/null; then
	echo "1..0 # SKIP mandoc is not installed"
	exit 0
fi
echo "1..$#"
n=0
for page; do
	n=$((n + 1))
	if mandoc -T lint -W warning "$page" >"$TOP_BUILDDIR/tests/docs/lint.out" 2>&1; then
		echo "ok $n - $page"
	else
		sed 's/^/# /' "$TOP_BUILDDIR/tests/docs/lint.out"
		echo "not ok $n - $page"
	fi
done
rm -f "$TOP_BUILDDIR/tests/docs/lint.out"
