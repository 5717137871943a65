#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/fuzz/fuzz.sh - each fuzz target survives its seeds, and changed ones for a while.
#
# NAME_fuzz takes its seeds from NAME.hex or NAME.txt; see replay.c.

cd "$TOP_BUILDDIR/tests/fuzz" || exit 1
seeds=$TOP_SRCDIR/tests/fuzz
seconds=2
test -z "${PFC_LONG:-}" || seconds=60

set -- *_fuzz
echo "1..$#"
n=0
for target; do
	n=$((n + 1))
	name=${target%_fuzz}
	if said=$("./$target" $seconds $(ls "$seeds/$name".hex "$seeds/$name".txt 2>/dev/null) 2>&1); then
		echo "# $said"
		echo "ok $n - $target"
	else
		printf '%s\n' "$said" | sed 's/^/# /'
		echo "not ok $n - $target"
	fi
done
