#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# bench/offline.sh - reading, filtering and copying a capture file, against tcpdump.
#
#	bash bench/offline.sh [FOLDER]      in the build folder, after make check
#
# Makes files of about 350 MB in FOLDER (default: /tmp), takes turns with both programs,
# and prints medians in seconds: job, pfc, tcpdump, ratio; first by the clock, then of the
# processor (user and system). Below 1 pfc is faster. ROUNDS says how often (default 7).

PFC=${PFC:-$PWD/pfc}
make_files=$PWD/tests/capture/make_files
rounds=${ROUNDS:-7}
if ! command -v tcpdump >/dev/null || ! test -x "$PFC" || ! test -x "$make_files"; then
	echo "offline.sh: needs tcpdump, $PFC and $make_files" >&2
	exit 1
fi
dir=$(mktemp -d "${1:-/tmp}/pfc-bench.XXXXXX") || exit 1
cd "$dir" || exit 1

# In memory where that is possible: the disk is not what is measured.
out=$(mktemp -u -p "$(test -d /dev/shm && echo /dev/shm || echo .)" pfc-bench.XXXXXX)
trap 'rm -rf "$dir" "$out"' EXIT

# The same 300 packets, 2048 times.
make_large()
{
	"$make_files" || return
	tail -c +25 micro_le.pcap >body
	for _ in 1 2 3 4 5 6 7 8 9 10 11; do
		cat body body >twice || return
		mv twice body
	done
	{ head -c 24 micro_le.pcap; cat body; } >large.pcap || return
	rm body
	"$PFC" -r large.pcap -w large.pcapng 2>/dev/null
}

# run FILE ARG...: adds a line "clock processor" to FILE
run()
{
	local into=$1
	shift
	rm -f "$out"
	TIMEFORMAT='%R %U %S'
	{ time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ print $1, $2 + $3 }' >>"$into"
}

# median FILE COLUMN
median()
{
	awk -v c="$2" '{ print $c }' "$1" | sort -n | awk '{ v[NR] = $1 }
		END { print v[int((NR + 1) / 2)] }'
}

# job NAME ARG...: both programs with these arguments
job()
{
	local name=$1 column a b
	shift
	rm -f pfc.times tcpdump.times
	for ((i = 0; i < rounds; i++)); do
		if ((i % 2)); then
			run pfc.times "$PFC" "$@"
			run tcpdump.times tcpdump "$@"
		else
			run tcpdump.times tcpdump "$@"
			run pfc.times "$PFC" "$@"
		fi
	done
	for column in 1 2; do
		a=$(median pfc.times $column)
		b=$(median tcpdump.times $column)
		awk -v n="$name" -v c="$column" -v a="$a" -v b="$b" 'BEGIN {
			printf "%-28s %-10s %.3f  %.3f  %.2f\n", n,
				c == 1 ? "clock" : "processor", a, b, b ? a / b : 0 }'
	done
}

make_large || exit 1
job 'match nothing' -r large.pcap -w /dev/null 'tcp port 65535'
job 'port 443' -r large.pcap -w "$out" 'port 443'
job 'all' -r large.pcap -w "$out"
job 'pcapng, match nothing' -r large.pcapng -w /dev/null 'tcp port 65535'
hosts=$(for i in {1..200}; do printf 'host 192.0.2.%d or ' $i; done)
job '200 hosts, match nothing' -r large.pcap -w /dev/null "${hosts% or }"
