#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/failures.sh - after "make check" in the current folder: each program that failed,
# with the end of its log, without what passed.

failed='^:test-result: (FAIL|XPASS|ERROR)'

find tests -name '*.trs' | sort | while read -r trs; do
	grep -qE "$failed" "$trs" || continue
	echo "==== ${trs%.trs}: $(grep -cE "$failed" "$trs") failed"
	grep -vE '^(ok|PASS:|SKIP:)' "${trs%.trs}.log" | tail -n 60
done
