#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# bench/offline.sh - reading, filtering and copying a capture file, against tcpdump.
#
#	bash bench/offline.sh [FOLDER]      in the build folder, after make check
#
# Makes a file of 3 million packets, 1.7 GB, in FOLDER (default: /tmp), takes turns with
# pfc and its peer, and prints medians in seconds: job, pfc, peer (tcpdump, or what the job
# names), ratio; first by the clock, then of the processor (user and system). Below 1 pfc
# is faster. ROUNDS says how often (default 7).

PFC=${PFC:-$PWD/pfc}
. "$(dirname "$0")/times.sh"
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

# The same 300 packets, 10240 times.
make_large()
{
	"$make_files" || return
	tail -c +25 micro_le.pcap >body
	for _ in 1 2 3 4 5 6 7 8 9 10 11; do
		cat body body >twice || return
		mv twice body
	done
	{ head -c 24 micro_le.pcap; cat body body body body body; } >large.pcap || return
	rm body
}

# cached FILE: in the page cache as reading puts it there. In what was written a moment ago
# the pieces of memory are smaller, which costs a reader that maps the file twice the time.
cached()
{
	sync "$1" && dd if="$1" iflag=nocache count=0 2>/dev/null && cat "$1" >/dev/null
}

make_large && cached large.pcap || exit 1
none="-r large.pcap -w /dev/null 'tcp port 65535'"
race 'match nothing' "$PFC $none" "tcpdump $none"
race 'match nothing, cat' "$PFC $none" 'cat large.pcap'
some="-r large.pcap -w $out 'port 443'"
race 'port 443' "$PFC $some" "tcpdump $some"
race 'all' "$PFC -r large.pcap -w $out" "tcpdump -r large.pcap -w $out"
race 'all, cp' "$PFC -r large.pcap -w $out" "cp large.pcap $out"
piped="-r - -w /dev/null 'tcp port 65535'"
race 'pipe, match nothing' "cat large.pcap | $PFC $piped" "cat large.pcap | tcpdump $piped"
hosts=$(for i in {1..200}; do printf 'host 192.0.2.%d or ' $i; done)
listed="-r large.pcap -w /dev/null '${hosts% or }'"
race '200 hosts, match nothing' "$PFC $listed" "tcpdump $listed"

"$PFC" -r large.pcap -w large.pcapng 2>/dev/null
rm large.pcap
cached large.pcapng || exit 1
none="-r large.pcapng -w /dev/null 'tcp port 65535'"
race 'pcapng, match nothing' "$PFC $none" "tcpdump $none"
