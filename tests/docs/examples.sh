#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/examples.sh - runs every example of README.md, doc/ with its lessons, and the manual pages.
#
# How an example is written is said in examples.awk. They run in a folder of their own
# that has ./pfc and the files of tests/docs/files. A command that fails must show an
# "error" in what the document says it prints; one without output in the document is
# only run.

docs=$TOP_SRCDIR/tests/docs
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir "$scratch/run" "$scratch/ex"
ln -s "$PFC" "$scratch/run/pfc"
if test -d "$docs/files"; then
	cp "$docs"/files/* "$scratch/run/"
fi
PATH=$scratch/run:$PATH:/usr/sbin:/sbin

# Commands that build pfc are what a run of these tests already is; of
# "./bootstrap && COMMAND" the rest is run.
command_of()
{
	sed -e '1s/^\.\/bootstrap && //' "$1" |
		grep -vE '^(\./bootstrap|\./configure|\.ci/run|git|make|mkdir|sudo) ?'
}

# run_root COMMAND-FILE: in a network of its own, where eth0 has some traffic.
run_root()
{
	unshare --net --mount sh "$docs/network.sh" "$1"
}

# example N LINE KIND DOCUMENT
example()
{
	ex=$scratch/ex/$1
	command_of "$ex.cmd" >"$ex.sh"
	test -s "$ex.sh" || return
	total=$((total + 1))
	name="$4:$2"
	case $3 in
	root)
		if ! unshare --net true 2>/dev/null; then
			echo "ok $total - $name # SKIP needs root"
			return
		fi
		runner=run_root
		;;
	*) runner="timeout -k 2 60 sh" ;;
	esac
	(cd "$scratch/run" && $runner "$ex.sh") >"$ex.got" 2>&1 </dev/null
	status=$?
	why=
	if test $status != 0 && ! grep -q 'error\|only [AB] accepts' "$ex.want"; then
		why="exit status $status"
	elif test -s "$ex.want" && ! awk -f "$docs/match.awk" "$ex.want" "$ex.got"; then
		why="printed something else"
	fi
	if test -n "$why" && grep -q 'built without eBPF' "$ex.got" &&
		! grep -q '^#define HAVE_EBPF 1' "$TOP_BUILDDIR/config.h"; then
		echo "ok $total - $name # SKIP built without eBPF"
		return
	fi
	if test -z "$why"; then
		echo "ok $total - $name"
		return
	fi
	{
		echo "$why"
		echo "command:"
		cat "$ex.cmd"
		echo "the document says:"
		cat "$ex.want"
		echo "it prints:"
		head -n 100 "$ex.got"
	} | sed 's/^/# /'
	echo "not ok $total - $name"
}

total=0
cd "$TOP_SRCDIR" || exit 1
for document in README.md doc/*.md doc/learn/*.md man/*.[1-8]; do
	test -e "$document" || continue
	man=0
	case $document in *.md) ;; *) man=1 ;; esac
	rm -f "$scratch"/ex/*
	awk -v man=$man -v dir="$scratch/ex" -f "$docs/examples.awk" "$document" \
		>"$scratch/list" || exit 1
	while read -r n line kind; do
		example "$n" "$line" "$kind" "$document"
	done <"$scratch/list"
done
echo "1..$total"
