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
	if said=$(mandoc -T lint -W warning "$page" 2>&1); then
		echo "ok $n - $page"
	else
		printf '%s\n' "$said" | sed 's/^/# /'
		echo "not ok $n - $page"
	fi
done
