#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# bench/hooks.sh - captures at XDP and tc against those by a socket, pfc's and tcpdump's.
#
#	bash bench/hooks.sh [SCENARIO...]    in the build folder, as root, after make check
#
#	cpu    COUNT packets (default 2000000) of 128 bytes as fast as one processor
#	       makes them, to /dev/null, 64 MiB of ring for each
#	rate   the highest rate without loss, of RATES (packets a second), one second
#	       each, three times, with the ring that each program takes by itself
#
# In a network of its own, bench/flood sends through a virtual cable, to each program in
# turn, the order reversed every round (ROUNDS, default 5). cpu prints medians:
# nanoseconds of the reader's processor per packet that came, the median of the rounds'
# ratios program / tcpdump, and how many of the packets that the device had were lost. A
# rate counts when each time all packets are in the report.

if [ -z "$HOOKS_INSIDE" ]; then
	HOOKS_INSIDE=1 exec unshare --net --mount bash "$0" "$@"
fi
PFC=${PFC:-$PWD/pfc}
flood=$PWD/bench/flood
rounds=${ROUNDS:-5}
PATH=$PATH:/usr/sbin:/sbin
. "$(dirname "$0")/net.sh"
for tool in tcpdump ip "$PFC" "$flood"; do
	command -v "$tool" >/dev/null || { echo "hooks.sh: needs $tool" >&2; exit 1; }
done
programs='tcpdump socket xdp tc'
command -v xdpdump >/dev/null && programs="$programs xdpdump"
mount -t sysfs sysfs /sys || exit 1
make_net 64m

command_of()
{
	case $1 in
	tcpdump) echo "tcpdump -Z root $2 -Q in -i v0 -w /dev/null" ;;
	socket) echo "$PFC $2 -Q in -i v0 -w /dev/null" ;;
	xdp) echo "$PFC $2 --xdp -i v0 -w /dev/null" ;;
	tc) echo "$PFC $2 --tc -Q in -i v0 -w /dev/null" ;;
	xdpdump) echo "xdpdump -i v0 -w /dev/null" ;;
	esac
}

# run PROGRAM COUNT RATE RING: sets cpu (ns while packets came), sent (at the device),
# got, took (s)
run()
{
	local pid before
	# shellcheck disable=SC2046
	$(command_of "$1" "$4") >lines 2>said &
	pid=$!
	sleep 0.7
	before=$(cpu_of $pid)
	read -r sent took < <(taskset -c 0 "$flood" v1 v0 "$2" 128 "$3")
	sleep 0.5
	cpu=$(($(cpu_of $pid) - before))
	kill -INT $pid
	wait $pid
	got=$(sed -n 's/^\([0-9]*\) packets* captured.*/\1/p' said)
}

measure_cpu()
{
	local order program
	for ((i = 0; i < rounds; i++)); do
		order=$programs
		((i % 2)) && order=$(echo "$order" | awk '{ for (k = NF; k; k--) print $k }')
		for program in $order; do
			run "$program" "${COUNT:-2000000}" 0 '-B 65536'
			awk -v c="$cpu" -v n="${got:-0}" -v all="$sent" -v t="$took" \
				'BEGIN { print n ? c / n : 0, all - n, all, t }' >>"$program.cpu"
		done
	done
	for program in $programs; do
		printf '%-8s %6.0f ns  %.2f  %d lost of %d, %.2f million a second\n' "$program" \
			"$(awk '{ print $1 }' "$program.cpu" | median)" \
			"$(paste -d ' ' "$program.cpu" tcpdump.cpu |
				awk '{ print $5 ? $1 / $5 : 0 }' | median)" \
			"$(awk '{ print $2 }' "$program.cpu" | median)" \
			"$(awk '{ print $3 }' "$program.cpu" | median)" \
			"$(awk '{ print $3 / $4 / 1e6 }' "$program.cpu" | median)"
	done
}

measure_rate()
{
	local program rate good best
	for program in $programs; do
		best=0
		for rate in ${RATES:-250000 500000 750000 1000000 1250000 1500000 2000000}; do
			good=0
			for ((i = 0; i < 3; i++)); do
				run "$program" "$rate" "$rate" ''
				[ "${got:-0}" = "$sent" ] || break
				good=$((good + 1))
			done
			[ $good = 3 ] || break
			best=$(awk -v n="$sent" -v t="$took" 'BEGIN { print int(n / t) }')
		done
		printf '%-8s %8d packets a second without loss, then %d of %d lost\n' "$program" \
			"$best" $((sent - ${got:-0})) "$sent"
	done
}

for name in ${*:-cpu rate}; do
	case $name in
	cpu) measure_cpu ;;
	rate) measure_rate ;;
	*) echo "hooks.sh: no scenario '$name'" >&2; exit 1 ;;
	esac
done
