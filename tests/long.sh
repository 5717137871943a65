#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/long.sh SOURCES - builds a release tree in other ways and tests each.
#
# PFC_FUZZ_SECONDS says how long each fuzzer runs (default 60; the grammar's 600).

set -u
unset MAKEFLAGS MFLAGS MAKELEVEL # of the make that runs us
sources=$(cd "$1" && pwd) || exit 1
scratch=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
failures=0

# step NAME COMMAND... : in the current folder; shows what failed.
step()
{
	what=$1
	shift
	echo "$what: $*"
	"$@" >output 2>&1 </dev/null && return
	grep -v '^PASS:' output | tail -n 40
	test ! -d tests || sh "$sources/tests/failures.sh"
	echo "$what: FAILED"
	failures=$((failures + 1))
	return 1
}

# variant NAME CONFIGURE-ARGUMENT... : a build folder, which becomes the current one.
variant()
{
	variant=$1
	shift
	mkdir "$scratch/$variant"
	cd "$scratch/$variant" || exit 1
	step "$variant" "$sources/configure" -q "$@" && step "$variant" $MAKE -s
}

if variant sanitizers --enable-asan --enable-ubsan; then
	step sanitizers $MAKE -s check
fi
if variant threads --enable-tsan; then
	step threads $MAKE -s check TESTS=tests/lib/threads_test
fi
# fuzz NAME: with the seeds that the sanitizers build can split into files.
fuzz()
{
	seconds=60
	test "$1" != parse || seconds=600
	mkdir "seeds_$1" "new_$1"
	step fuzzers "$scratch/sanitizers/tests/fuzz/$1_fuzz" split "seeds_$1" \
		$(ls "$sources/tests/fuzz/$1".hex "$sources/tests/fuzz/$1".txt 2>/dev/null) &&
		step fuzzers "tests/fuzz/$1_fuzz" "new_$1" "seeds_$1" -timeout=10 \
			-max_total_time="${PFC_FUZZ_SECONDS:-$seconds}" -rss_limit_mb=2048
}

can_fuzz()
{
	echo 'int LLVMFuzzerTestOneInput(const char *p, long n) { return p && n < 0; }' |
		clang -fsanitize=fuzzer,address -x c -o "$scratch/can_fuzz" - 2>/dev/null
}

if ! can_fuzz; then
	echo "fuzzers: skipped, there is no clang with libFuzzer: run ./bootstrap --long"
elif variant fuzzers CC=clang --enable-fuzz --enable-asan --enable-ubsan &&
	step fuzzers $MAKE -s fuzzers; then
	for target in tests/fuzz/*_fuzz; do
		target=${target#tests/fuzz/}
		fuzz "${target%_fuzz}"
	done
fi

test $failures = 0
