#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# bench/live.sh - CPU time and loss of a capture to memory, against tcpdump and dumpcap.
#
#	bash bench/live.sh [SCENARIO...]    in the build folder, as root, after make check
#
#	small    64 bytes, a ring of 64 MiB for each
#	large    1414 bytes, a ring of 64 MiB for each
#	default  1414 bytes, each with the ring it takes by itself
#	lines    64 bytes, printed to a file with -nn, a ring of 64 MiB for each
#
# In a network of its own, COUNT frames (default 2000000; 600000 of the long ones) go
# through a virtual cable to each program in turn, as fast as one sender is, the order
# reversed every round (ROUNDS, default 5). Prints medians: nanoseconds of the processor
# (user and system) per packet that was captured, without the start, in which memory for
# the ring is cleared, and the end; the median of the rounds' ratios
# pfc / program, and lost packets of those that were sent.

if [ -z "$LIVE_INSIDE" ]; then
	LIVE_INSIDE=1 exec unshare --net --mount bash "$0" "$@"
fi
PFC=${PFC:-$PWD/pfc}
send=$PWD/tests/net/send_frames
rounds=${ROUNDS:-5}
PATH=$PATH:/usr/sbin:/sbin
. "$(dirname "$0")/net.sh"
for tool in tcpdump dumpcap ip capinfos "$PFC" "$send"; do
	command -v "$tool" >/dev/null || { echo "live.sh: needs $tool" >&2; exit 1; }
done
make_net 3g

command_of()
{
	local ring=$3
	case $1-$2 in
	pfc-lines) echo "$PFC $ring -Q in -i v0 -nn" ;;
	tcpdump-lines) echo "tcpdump $ring -Q in -i v0 -nn" ;;
	pfc-*) echo "$PFC $ring -Q in -i v0 -w out" ;;
	tcpdump-*) echo "tcpdump -Z root $ring -Q in -i v0 -w out" ;;
	dumpcap-*) echo "dumpcap -q ${ring:+-B 64} -P -i v0 -w out" ;;
	esac
}

# run PROGRAM SCENARIO LEN COUNT RING: adds "ns-per-packet lost" to PROGRAM.SCENARIO
run()
{
	local pid got cpu
	rm -f out
	$(command_of "$1" "$2" "$5") >lines 2>said &
	pid=$!
	sleep 1
	cpu=$(cpu_of $pid)
	"$send" v1 -n "$4" -l "$3"
	sleep 1.2
	cpu=$(($(cpu_of $pid) - cpu))
	kill -INT $pid
	wait $pid
	if [ "$2" = lines ]; then
		got=$(wc -l <lines)
	else
		got=$(capinfos -Mc out | sed -n 's/^Number of packets: *//p')
	fi
	awk -v c="$cpu" -v n="$got" -v all="$4" \
		'BEGIN { print n ? c / n : 0, all - n }' >>"$1.$2"
}

# scenario NAME LEN COUNT RING PROGRAM...
scenario()
{
	local name=$1 len=$2 count=$3 ring=$4 order program
	shift 4
	for ((i = 0; i < rounds; i++)); do
		order=$*
		((i % 2)) && order=$(echo "$@" | awk '{ for (k = NF; k; k--) print $k }')
		for program in $order; do
			run "$program" "$name" "$len" "$count" "$ring"
		done
	done
	for program; do
		printf '%-8s %-8s %6.0f ns  %.2f  %d lost of %d\n' "$name" "$program" \
			"$(awk '{ print $1 }' "$program.$name" | median)" \
			"$(paste -d ' ' "pfc.$name" "$program.$name" |
				awk '{ print $3 ? $1 / $3 : 0 }' | median)" \
			"$(awk '{ print $2 }' "$program.$name" | median)" "$count"
	done
}

for name in ${*:-small large default lines}; do
	case $name in
	small) scenario small 64 "${COUNT:-2000000}" '-B 65536' pfc tcpdump dumpcap ;;
	large) scenario large 1414 "${COUNT:-600000}" '-B 65536' pfc tcpdump dumpcap ;;
	default) scenario default 1414 "${COUNT:-600000}" '' pfc tcpdump dumpcap ;;
	lines) scenario lines 64 "${COUNT:-2000000}" '-B 65536' pfc tcpdump ;;
	*) echo "live.sh: no scenario '$name'" >&2; exit 1 ;;
	esac
done
