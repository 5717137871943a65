#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/lib/headers.sh - every header compiles alone; the installed ones also as C++.

cd "$TOP_SRCDIR" || exit 1
total=0

# check NAME COMMAND...
check()
{
	name=$1
	shift
	total=$((total + 1))
	if said=$("$@" 2>&1) && test -z "$said"; then
		echo "ok $total - $name"
	else
		printf '%s\n' "$said" | sed 's/^/# /'
		echo "not ok $total - $name"
	fi
}

warn="-Wall -Wextra -Wpedantic -Werror -fsyntax-only"
for header in include/pfc/*.h; do
	check "$header as C" $CC $warn -std=c99 -Iinclude -x c "$header"
	if command -v c++ >/dev/null; then
		check "$header as C++" c++ $warn -std=c++11 -Iinclude -x c++ "$header"
	else
		total=$((total + 1))
		echo "ok $total - $header as C++ # SKIP there is no C++ compiler"
	fi
done
for folder in base proto grammar compiler prove ebpf ebpf/tls capture teach cli; do
	# not those that are made, nor those for kernel programs
	set -- $(ls "$folder"/*.h 2>/dev/null | grep -vE '/(parse|scan|revision|([a-z]+_)?kern)\.h$|\.bpf\.h$')
	test $# -gt 0 || continue
	check "$folder/*.h" $CC $warn -std=c11 -D_GNU_SOURCE -Iinclude -I. \
		-I"$TOP_BUILDDIR" -x c "$@"
done
echo "1..$total"
