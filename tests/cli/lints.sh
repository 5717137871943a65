#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/lints.sh - --no-lint and pfc-filter(7) know every warning that there is.

. "$TOP_SRCDIR/tests/cli/lib.sh"

cat "$TOP_SRCDIR"/compiler/*.c "$TOP_SRCDIR"/grammar/*.c "$TOP_SRCDIR"/grammar/*.y |
	tr -d '\n\t' | grep -o 'diag_lint([^";]*"[^"]*"' |
	sed 's/.*"\(.*\)"/\1/' | sort -u >names
test "$(wc -l <names)" -gt 5 || fail "only $(wc -l <names) warnings found"

pfc 2 --no-lint=zzzzzzzzzz
sed -n 's/.* it is one of //p' err | tr -d ' ' | tr ',' '\n' | sort >known
cmp -s names known || {
	fail "lint_names of cli/options.c and the sources differ (< sources, > table):"
	diff names known >rest
	show rest
}
name "--no-lint takes the names of the sources"

sed -n '/^\.SH ERRORS AND WARNINGS/,/^\.SH /p' "$TOP_SRCDIR/man/pfc-filter.7" |
	sed -n '/^\.TP/{n;s/\\-/-/g;s/^\.B //p;}' | sort >page
cmp -s names page || {
	fail "pfc-filter(7) and the sources differ (< sources, > page):"
	diff names page >rest
	show rest
}
name "pfc-filter(7) explains them"

finish
