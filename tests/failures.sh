#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/failures.sh - after "make check" in the current folder: each program that failed,
# with what it printed ahead of each failure, or at its end if that is where it failed.

failed='^:test-result: (FAIL|XPASS|ERROR)'

find tests -name '*.trs' | sort | while read -r trs; do
	grep -qE "$failed" "$trs" || continue
	echo "==== ${trs%.trs}: $(grep -cE "$failed" "$trs") failed"
	awk '
		function show(from) {
			for (from = n > 30 ? n - 30 : 0; from < n; from++)
				print said[from]
			n = 0
		}
		/^(ok |PASS:|SKIP:|FAIL:)/ { n = 0; next }
		{ said[n++] = $0 }
		/^not ok/ { show(); failed = 1 }
		END { if (!failed) show() }' "${trs%.trs}.log" | head -n 200
done
