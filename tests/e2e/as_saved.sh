#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# --as-saved: what a filter captures live is what it finds in the file of everything.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump
quiet_cable || skip_all "this machine has no virtual cables"

# packets FILE: all bytes, without the time
packets()
{
	tcpdump -ntxx -r "$1" 2>/dev/null
}

# How many match, and the filter. The frames, 28 of them:
#	2 of 100 bytes, port 9		3 of 200 bytes, port 10		1 of 100, sent
#	4 with tag 5, port 9		5 with tag 6, port 10
#	6 with tag 8 of a service in front of tag 5	7 with tag 5 in front of tag 7
cat >filters <<'END'
11 vlan 5
22 vlan
6 not vlan
4 vlan 5 and ip
9 vlan and ip
13 vlan and vlan
7 vlan 5 and vlan 7
6 vlan 8 and vlan 5 and udp port 9
11 vlan 5 or vlan 6
15 ip or (vlan and ip)
6 ip
3 udp port 9
6 host 192.0.2.1
9 vlan and host 192.0.2.1
4 vlan and host 192.0.2.1 and udp port 9
16 ether proto 0x8100
6 ether proto 0x88a8
12 not ether proto 0x8100
25 greater 101
9 len = 104
3 less 100
11 link[14:2] & 0xfff = 5
1 outbound
END
start all -i v0 -w all.pcap
n=0
while read -r count expr; do
	n=$((n + 1))
	start "f$n" -i v0 -B 1024 --as-saved -w "f$n.pcap" "$expr"
done <filters
"$SEND" v1 -n 2
"$SEND" v1 -n 3 -p 10 -l 200
"$SEND" v0
"$SEND" v1 -n 4 -t 0x8100:5
"$SEND" v1 -n 5 -t 0x8100:6 -p 10
"$SEND" v1 -n 6 -t 0x8100:5 -t 0x88a8:8
"$SEND" v1 -n 7 -t 0x8100:7 -t 0x8100:5
stop all
same "everything is in the file" "$(count_pfc all.pcap)" 28
n=0
while read -r count expr; do
	n=$((n + 1))
	stop "f$n"
	same "'$expr' live" "$(counter "f$n" captured)" "$count"
	test "$expr" != outbound || continue # a file of Ethernet does not tell
	"$PFC" -r all.pcap -w "r$n.pcap" "$expr" 2>/dev/null
	same "'$expr' from the file" "$(packets "r$n.pcap")" "$(packets "f$n.pcap")"
done <filters
finish
