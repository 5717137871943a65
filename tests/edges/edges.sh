#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/edges/edges.sh - includes run one way, and are written from the root.
#
# A folder that is not in the map is a failure: say there what it may include.

cd "$TOP_SRCDIR" || exit 1

# folder: what it may include from, beside itself
map='
include:
base:
proto:    base include
grammar:  base proto
compiler: base proto grammar include
prove:    base proto grammar compiler include
teach:    base proto grammar compiler include
ebpf:     base proto include
capture:  base proto ebpf include
cli:      base proto grammar compiler prove teach ebpf capture include
tests:    base proto grammar compiler prove teach ebpf capture cli include
doc:
bench:    base proto grammar compiler prove ebpf capture cli include tests
'

# Not what bison and flex make.
sources()
{
	find "$1" \( -name '*.[chly]' -o -name '*.def' -o -name '*.cc' \) \
		! -path 'grammar/parse.[ch]' ! -path 'grammar/scan.[ch]'
}

# Prints "file:line: path" for each quoted include of a folder.
includes()
{
	sources "$1" | sort | xargs awk '
		/^[ \t]*#[ \t]*include[ \t]*"/ {
			split($0, part, "\"")
			print FILENAME ":" FNR ": " part[2]
		}' /dev/null
}

# A path as it is written to the folder it is of; "?" when there is no such file.
folder_of()
{
	case $1 in
	config.h) echo config ;;
	pfc/*) test -f "include/$1" && echo include || echo '?' ;;
	grammar/parse.h | grammar/scan.h) echo grammar ;;
	*/*) test -f "$1" && echo "${1%%/*}" || echo '?' ;;
	*) echo '?' ;;
	esac
}

folders=$(find . -name '*.[chly]' ! -path './_*' ! -path './build-aux/*' \
	! -path './pfc-*' ! -name config.h | cut -d/ -f2 | sort -u)
echo "1..$(echo "$folders" | wc -l)"
n=0
for folder in $folders; do
	n=$((n + 1))
	allowed=$(echo "$map" | sed -n "s/^$folder:/config $folder/p")
	bad=$(
		test -n "$allowed" || echo "$folder is not in the map of $0"
		includes "$folder" | while read -r where path; do
			of=$(folder_of "$path")
			case " $allowed " in
			*" $of "*) ;;
			*) echo "$where \"$path\" (allowed: $allowed)" ;;
			esac
		done
	)
	if test -z "$bad"; then
		echo "ok $n - $folder"
	else
		echo "$bad" | sed 's/^/# /'
		echo "not ok $n - $folder"
	fi
done
