#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/lib/install.sh - libpfc as its users get it: installed, found by pkg-config.

total=0
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
unset MAKEFLAGS MFLAGS MAKELEVEL # of the make that runs us

# check NAME COMMAND... : the command must succeed.
check()
{
	name=$1
	shift
	total=$((total + 1))
	if "$@" >"$scratch/said" 2>&1; then
		echo "ok $total - $name"
	else
		tail -n 40 "$scratch/said" | sed 's/^/# /'
		echo "not ok $total - $name"
	fi
}

skip()
{
	total=$((total + 1))
	echo "ok $total - $1 # SKIP $2"
}

# The functions that the installed headers declare, one a line.
declared()
{
	cat "$TOP_SRCDIR"/include/pfc/*.h | sed -e '/^[ 	]*\*/d' -e '/^#/d' -e 's,/\*.*,,' |
		grep -oE '\bpfc_[a-z_0-9]+\(' | tr -d '(' | sort -u
}

# What the shared library exports, its version node apart.
exported()
{
	nm -D --defined-only "$TOP_BUILDDIR/.libs/libpfc.so" |
		awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort -u
}

exports_are_the_declared()
{
	declared >"$scratch/declared"
	exported >"$scratch/exported"
	test -s "$scratch/exported" && diff "$scratch/declared" "$scratch/exported"
}

# Writable data is state that two threads would share.
no_writable_data()
{
	for archive in base proto grammar compiler; do
		size -A "$TOP_BUILDDIR/.libs/lib$archive.a"
	done | awk '
		/ex / { file = $1 }
		/^\.(data|bss|tdata|tbss) / && $2 { print file, $1, $2 " bytes"; bad = 1 }
		END { exit bad }'
}

# None of the calls that only the program may make. (The scanner that flex makes names
# stdin and stdout, for a text in a file.)
no_output_no_exit()
{
	for archive in base proto grammar compiler; do
		nm -u "$TOP_BUILDDIR/.libs/lib$archive.a"
	done | grep -wE 'exit|_exit|quick_exit|printf|__printf_chk|vprintf|puts|putchar|perror|stderr|signal|sigaction|setlocale|getenv' &&
		return 1
	return 0
}

flags()
{
	PKG_CONFIG_PATH=$(dirname "$pc") PKG_CONFIG_SYSROOT_DIR=$scratch/root \
		pkg-config "$@" pfc
}

# build OUTPUT COMPILER-AND-FLAGS... : with what pkg-config says.
build()
{
	output=$1
	shift
	libs=--libs
	test "$output" != static || libs='--static --libs'
	"$@" $TEST_CFLAGS -Wall -Wextra -Werror $(flags --cflags) \
		"$scratch/use.c" -o "$scratch/$output" $(flags $libs)
}

prints_the_program()
{
	LD_LIBRARY_PATH=$libdir "$scratch/$1" | diff "$scratch/expected" -
}

needs_libpfc()
{
	readelf -d "$1" | grep -q 'NEEDED.*libpfc\.so'
}

is_a_program()
{
	test "$(head -c 4 "$1" | tail -c 3)" = ELF && ! needs_libpfc "$1"
}

cat >"$scratch/use.c" <<'END'
#include <stdio.h>
#include <stdlib.h>

#include <pfc/pfc.h>

int main(void)
{
	struct pfc_opts opts = PFC_OPTS_INIT;
	struct pfc_prog *prog = NULL;
	char *text = NULL;
	int ret;

	opts.linktype = (uint32_t)pfc_linktype_by_name("EN10MB");
	if (pfc_compile("ip", PFC_NUL, &opts, &prog) == 0)
		text = pfc_prog_format(prog, PFC_FORMAT_LISTING, NULL);
	if (text)
		fputs(text, stdout);
	ret = text ? 0 : 1;
	pfc_prog_free(prog);
	free(text);
	return ret;
}
END
cat >"$scratch/expected" <<'END'
(000) ldh      [12]
(001) jeq      #0x800           jt 2	jf 3
(002) ret      #262144
(003) ret      #0
END

check "the exported symbols are the declared functions" exports_are_the_declared
if test -n "$TEST_CFLAGS"; then
	skip "no writable data" "sanitizers and counters have some"
else
	check "no writable data" no_writable_data
fi
check "no output, no exit, no environment" no_output_no_exit
check "./pfc is a program, not a script, and carries libpfc" is_a_program "$PFC"

check "make install" $MAKE -s -C "$TOP_BUILDDIR" install DESTDIR="$scratch/root"
pc=$(find "$scratch/root" -name pfc.pc)
libdir=$(dirname "$(find "$scratch/root" -name libpfc.so)")
check "pkg-config finds it" flags --exists
check "a C program builds" build shared $CC -std=c99
check "it uses the shared library" needs_libpfc "$scratch/shared"
check "it runs" prints_the_program shared
if command -v c++ >/dev/null; then
	check "a C++ program builds" build cxx c++ -x c++ -std=c++11
	check "it runs" prints_the_program cxx
else
	skip "a C++ program builds" "there is no C++ compiler"
fi
rm -f "$libdir"/libpfc.so* # what is left to link with is the archive
check "a C program builds with the static library" build static $CC -std=c99
check "it runs" prints_the_program static
check "the installed program runs" "$(find "$scratch/root" -path "*/bin/pfc")" --version
check "make uninstall" $MAKE -s -C "$TOP_BUILDDIR" uninstall DESTDIR="$scratch/root"
check "nothing is left behind" test -z "$(find "$scratch/root" -type f)"
echo "1..$total"
