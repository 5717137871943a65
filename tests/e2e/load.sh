#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Floods: every packet is either in the file or counted as lost, and the default ring
# holds a burst whole.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump
quiet_cable || skip_all "this machine has no virtual cables"

# flood NAME IFACE COUNT LEN ARG...: a capture of COUNT packets
flood()
{
	flood_name=$1
	flood_iface=$2
	flood_count=$3
	flood_len=$4
	shift 4
	start "$flood_name" -i "$flood_iface" -Q in -w "$flood_name.pcap" "$@" \
		udp port 9
	"$SEND" v1 -n "$flood_count" -l "$flood_len"
	stop "$flood_name"
	note "$flood_name.err"
	captured=$(counter "$flood_name" captured)
	lost=$(counter "$flood_name" 'dropped by kernel')
	same "$flood_name: exit status" "$status" 0
	same "$flood_name: captured + lost = sent" $((captured + lost)) "$flood_count"
	same "$flood_name: received = sent" \
		"$(counter "$flood_name" 'received by filter')" "$flood_count"
	same "$flood_name: the file holds what was captured" \
		"$(count_tcpdump "$flood_name.pcap")" "$captured"
	rm -f "$flood_name.pcap"
}

flood default v0 200000 64
same "default: none lost" "$lost" 0
flood small v0 200000 64 -B 256
flood immediate v0 50000 64 --immediate-mode
flood large v0 50000 1400 -B 2048
flood any any 100000 64 -B 1024
finish
