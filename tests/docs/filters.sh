#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/filters.sh - every filter that the manual of the language shows compiles.
#
# Filters are the lines between .EX and .EE of pfc-filter(7) in front of any "$ command".
# A comment with "options: ..." says for which link type the next ones are, one with
# "refused" that they must not compile. Warnings count as errors: an example is no trap.

page=$TOP_SRCDIR/man/pfc-filter.7
list=$(mktemp) || exit 1
trap 'rm -f "$list"' EXIT

awk '
/^\.\\" options:/ { sub(/.*options: */, ""); options = $0; next }
/^\.\\" refused/ { verdict = "refused"; next }
/^\.EX/ { inside = 1; next }
/^\.EE/ { inside = 0; options = ""; verdict = ""; next }
inside && /^\$ / { inside = 0 }
inside {
	gsub(/\\-/, "-")
	gsub(/\\\(ha/, "^")
	gsub(/\\e/, "\\")
	print FNR "\t" options "\t" verdict "\t" $0
}' "$page" >"$list"

echo "1..$(wc -l <"$list")"
n=0
tab=$(printf '\t')
while IFS= read -r row; do
	n=$((n + 1))
	line=${row%%"$tab"*}
	row=${row#*"$tab"}
	options=${row%%"$tab"*}
	row=${row#*"$tab"}
	want=${row%%"$tab"*}
	filter=${row#*"$tab"}
	# Options are words without blanks in them.
	# shellcheck disable=SC2086
	said=$("$PFC" --lint=error --no-lookup $options -d -- "$filter" 2>&1 >/dev/null)
	status=$?
	expected=0
	test -z "$want" || expected=3
	if test $status = $expected; then
		echo "ok $n - line $line: $filter"
	else
		printf '%s\n' "$said" | sed 's/^/# /'
		echo "not ok $n - line $line: $filter"
	fi
done <"$list"
