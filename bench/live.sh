#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# bench/live.sh - CPU time of a capture to memory, against tcpdump and dumpcap.
#
#	bash bench/live.sh        in the build folder, as root, after make check
#
# In a network of its own, frames go through a virtual cable to each program in turn, the
# order reversed every round. Prints medians: length of the frames, program, nanoseconds of
# the processor (user and system) per packet that was captured, ratio pfc / program, lost
# packets of those that were sent. ROUNDS (default 5) and COUNT (default 1000000) say how
# much.

if [ -z "$LIVE_INSIDE" ]; then
	LIVE_INSIDE=1 exec unshare --net --mount bash "$0" "$@"
fi
PFC=${PFC:-$PWD/pfc}
send=$PWD/tests/net/send_frames
rounds=${ROUNDS:-5}
count=${COUNT:-1000000}
PATH=$PATH:/usr/sbin:/sbin
for tool in tcpdump dumpcap ip capinfos "$PFC" "$send"; do
	command -v "$tool" >/dev/null || { echo "live.sh: needs $tool" >&2; exit 1; }
done
dir=$(mktemp -d) || exit 1
trap 'cd /; umount "$dir"; rmdir "$dir"' EXIT
mount -t tmpfs -o size=3g tmpfs "$dir" || exit 1
cd "$dir" || exit 1

ip link set lo up
ip link add v0 type veth peer name v1 || exit 1
for i in v0 v1; do
	echo 1 >/proc/sys/net/ipv6/conf/$i/disable_ipv6
	ip link set $i up
done
sleep 0.5

command_of()
{
	case $1 in
	pfc) echo "$PFC -B 65536 -Q in -i v0 -w" ;;
	tcpdump) echo "tcpdump -Z root -B 65536 -Q in -i v0 -w" ;;
	dumpcap) echo "dumpcap -q -B 64 -P -i v0 -w" ;;
	esac
}

# run PROGRAM LEN: adds "ns-per-packet lost" to PROGRAM.LEN
run()
{
	local sub pid got cpu
	TIMEFORMAT='%U %S'
	rm -f out.pcap
	# shellcheck disable=SC2046
	{ time $(command_of "$1") out.pcap >said 2>&1; } 2>cpu &
	sub=$!
	sleep 1
	pid=$(pgrep -P $sub)
	"$send" v1 -n "$count" -l "$2"
	sleep 1.2
	kill -INT "$pid"
	wait $sub
	got=$(capinfos -Mc out.pcap | sed -n 's/^Number of packets: *//p')
	cpu=$(awk '{ print $1 + $2 }' cpu)
	awk -v c="$cpu" -v n="$got" -v all="$count" \
		'BEGIN { print n ? c * 1e9 / n : 0, all - n }' >>"$1.$2"
}

median()
{
	awk -v c="$2" '{ print $c }' "$1" | sort -n | awk '{ v[NR] = $1 }
		END { print v[int((NR + 1) / 2)] }'
}

for len in 64 1414; do
	for ((i = 0; i < rounds; i++)); do
		order="pfc tcpdump dumpcap"
		((i % 2)) && order="dumpcap tcpdump pfc"
		for program in $order; do
			run "$program" $len
		done
	done
	for program in pfc tcpdump dumpcap; do
		ns=$(median $program.$len 1)
		awk -v l=$len -v p=$program -v ns="$ns" -v ours="$(median pfc.$len 1)" \
			-v lost="$(median $program.$len 2)" 'BEGIN {
			printf "%5d %-8s %6.0f ns  %.2f  %d lost\n", l, p, ns,
				ns ? ours / ns : 0, lost }'
	done
done
