#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# bench/print.sh - printing a capture file, against tcpdump -nn.
#
#	bash bench/print.sh [FOLDER]      in the build folder
#
# Takes turns with both programs on files of FOLDER (default: /tmp), which print to
# /dev/null, and prints medians in seconds: job, pfc, tcpdump, ratio; first by the clock,
# then of the processor (user and system). ROUNDS says how often (default 5).

PFC=${PFC:-$PWD/pfc}
. "$(dirname "$0")/times.sh"
make=$PWD/bench/print
rounds=${ROUNDS:-5}
if ! command -v tcpdump >/dev/null || ! test -x "$PFC" || ! test -x "$make"; then
	echo "print.sh: needs tcpdump, $PFC and $make" >&2
	exit 1
fi
dir=$(mktemp -d "${1:-/tmp}/pfc-bench.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1

# job NAME ARG...: both programs with these arguments
job()
{
	local name=$1
	shift
	race "$name" "$PFC $*" "tcpdump -nn $*"
}

"$make" write few.pcap 300000 few && "$make" write many.pcap 20000 many || exit 1
"$make" write more.pcap 100000 many || exit 1
job '300k packets' -r few.pcap
job '300k packets, -e' -e -r few.pcap
job '60k packets, -XX' -XX -c 60000 -r few.pcap
job '20k packets, new addresses' -r many.pcap
# tcpdump takes minutes for these.
for ((i = 0; i < rounds; i++)); do
	run more.times "$PFC -r more.pcap"
done
printf '%-28s %-10s %.3f\n' '100k packets, new addresses' clock "$(median more.times 1)" \
	'' processor "$(median more.times 2)"
