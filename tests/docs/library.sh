#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/library.sh - the C example of README.md compiles, links and runs.

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$scratch" || exit 1

echo "1..2"
sed -n '/^```c$/,/^```$/p' "$TOP_SRCDIR/README.md" | sed '/^```/d' >demo.c
if $CC $TEST_CFLAGS -std=c11 -Wall -Wextra -Werror -I"$TOP_SRCDIR/include" demo.c \
	-o demo -L"$TOP_BUILDDIR/.libs" -lpfc -Wl,-rpath,"$TOP_BUILDDIR/.libs" >said 2>&1
then
	echo "ok 1 - it compiles"
else
	sed 's/^/# /' said
	echo "not ok 1 - it compiles"
fi

lines=$("$PFC" compile --to=hex 'tcp port 80' | wc -l)
./demo >said 2>&1
if test "$(cat said)" = "$lines instructions"; then
	echo "ok 2 - it compiles the filter as pfc does"
else
	sed 's/^/# /' said
	echo "not ok 2 - it compiles the filter as pfc does"
fi
