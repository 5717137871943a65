#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/learn.sh - writes the lessons of doc/learn anew, with what their commands print now.
#
# "make learn" calls it; examples.sh compares, as for all documents.

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cp "$TOP_SRCDIR"/tests/docs/files/* "$scratch/"
ln -s "$PFC" "$scratch/pfc"
PATH=$scratch:$PATH
cd "$scratch" || exit 1
for lesson in "$TOP_SRCDIR"/doc/learn/[01]*.md; do
	awk -f "$TOP_SRCDIR/tests/docs/fill.awk" "$lesson" >filled || exit 1
	cmp -s filled "$lesson" || { cat filled >"$lesson" && echo "${lesson##*/} is new"; }
done
