#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Tags and pseudo headers: -i any, VLAN, loopback, directions.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump tshark nc
quiet_cable || skip_all "this machine has no virtual cables"

# fields FILE FIELD...: of each packet, as tshark sees them
fields()
{
	fields_file=$1
	shift
	fields_args=
	for field; do
		fields_args="$fields_args -e $field"
	done
	# shellcheck disable=SC2086
	tshark -nr "$fields_file" -T fields -E separator=' ' $fields_args 2>/dev/null
}

# --- VLAN tags come back into the frame

start tagged -i v0 -w tagged.pcap
start vlan5 -i v0 -w vlan5.pcap vlan 5
start any5 -i any -Q in -w any5.pcap
start both -i v0 -w both.pcap udp port 9
"$SEND" v1 -t 0x8100:0x6005
"$SEND" v1 -t 0x8100:6
"$SEND" v1 -t 0x8100:7 -t 0x88a8:8
"$SEND" v1
stop tagged
stop vlan5
stop any5
stop both
says "with and without a tag: a note" both.err "2 captured with a VLAN tag that the filter"
same "no note without a filter" "$(grep -c 'VLAN tag' tagged.err)" 0
same "no note when all have tags" "$(grep -c 'VLAN tag' vlan5.err)" 0
same "tags are in the file" "$(fields tagged.pcap eth.type ieee8021ad.id \
	vlan.etype vlan.id frame.len)" "0x8100  0x0800 5 104
0x8100  0x0800 6 104
0x88a8 8 0x0800 7 108
0x0800    100"
same "priority bits are kept" "$(fields vlan5.pcap vlan.priority vlan.id)" "3 5"
same "vlan 5 live" "$(counter vlan5 captured)" 1
same "vlan 5 from the file" "$(count_pfc vlan5.pcap) $("$PFC" -r tagged.pcap --count \
	vlan 5 2>/dev/null)" "1 1 packet"
same "tags are in the file of -i any" "$(fields any5.pcap sll.etype \
	ieee8021ad.id vlan.id udp.dstport)" "0x8100  5 9
0x8100  6 9
0x88a8 8 7 9
0x0800   9"

# --- all interfaces

start any -i any -w any.pcap udp port 9
"$SEND" v1 -n 3
"$SEND" lo -n 2
stop any
note any.err
same "any: exit status" "$status" 0
same "any: both ends of the cable, loopback once" "$(counter any captured)" 8
same "any: tcpdump counts the same" "$(count_tcpdump any.pcap)" 8
same "any: tshark counts the same" "$(count_tshark any.pcap)" 8
v0=$(ip -o link show v0 | sed 's/:.*//')
v1=$(ip -o link show v1 | sed 's/:.*//')
lo=$(ip -o link show lo | sed 's/:.*//')
# packet types: 3 to another host, 4 sent by us
fields any.pcap sll.ifindex sll.pkttype | sort | uniq -c | sed 's/^ *//' >got
printf '2 %s 3\n3 %s 3\n3 %s 4\n' "$lo" "$v0" "$v1" | sort -k2 >want
same "any: interface and direction" "$(cat got)" "$(cat want)"
same "any: filters of the file agree" \
	"$("$PFC" -r any.pcap --count udp port 9 2>/dev/null)" "8 packets"
same "any: tcpdump reads addresses" "$(tcpdump -nt -r any.pcap 2>/dev/null |
	grep -c '192.0.2.1.1000 > 192.0.2.2.9')" 8

# What matches live must match in the file of everything, and nothing else.
cat >filters <<END
vlan
vlan 5
not vlan
vlan and udp port 9
inbound
outbound
ifindex $v0
ip and not udp port 10
src host 192.0.2.1 and outbound
ether proto 0x8100
len > 150
END
start mix -i any -w mix.pcap
n=0
while read -r expr; do
	n=$((n + 1))
	start "m$n" -i any -B 8192 -w "m$n.pcap" "$expr"
done <filters
for port in 9 10; do
	"$SEND" v1 -p $port -n 2
	"$SEND" v1 -p $port -n 3 -t 0x8100:5
	"$SEND" v0 -p $port -n 4 -t 0x8100:6 -l 200
	"$SEND" lo -p $port
done
stop mix
n=0
while read -r expr; do
	n=$((n + 1))
	stop "m$n"
	found=$("$PFC" -r mix.pcap --count "$expr" 2>/dev/null)
	same "any, '$expr': live, in its file, in the file of all" \
		"$(counter "m$n" captured) $(count_pfc "m$n.pcap") ${found%% *}" \
		"${found%% *} ${found%% *} $(counter "m$n" captured)"
	good "any, '$expr': some match and some do not" \
		test "${found%% *}" -gt 0 -a "${found%% *}" -lt 38
done <filters

start anyng -i any -Q in -w any.pcapng udp port 9
"$SEND" v1 -n 3
"$SEND" lo -n 2
stop anyng
same "any, pcapng: names of the interfaces" \
	"$(fields any.pcapng frame.interface_name | sort | uniq -c | sed 's/^ *//')" \
"2 lo
3 v0"

ip link set v0 alias 'to the lab'
mac=$(ip -o link show v0 | sed 's/.*link.ether \([^ ]*\).*/\1/')
start facts -i v0 -w facts.pcapng
stop facts
"$PFC" info --json facts.pcapng >facts
same "an interface in a file: its description, MAC address and speed" \
	"$(grep -o '"\(description\|mac\|speed\)": *[^,}]*' facts | tr -d ' ')" \
"\"description\":\"tothelab\"
\"mac\":\"$mac\"
\"speed\":10000000000"

# --- with the link headers of the interfaces

start native -i any -Q in --link-headers -w native.pcapng \
	'udp port 9 or (vlan and udp port 9)'
"$SEND" v1 -n 3
"$SEND" v1 -t 0x8100:5
"$SEND" lo -n 2
stop native
same "any, --link-headers: whole frames, tags in place" \
	"$(fields native.pcapng frame.interface_name eth.src vlan.id | sort | uniq -c |
		sed 's/^ *//')" \
"2 lo 02:00:00:00:00:01 
3 v0 02:00:00:00:00:01 
1 v0 02:00:00:00:00:01 5"
same "any, --link-headers: tcpdump reads one link type" "$(count_tcpdump native.pcapng)" 6
same "any, --link-headers: no word about link types" "$(grep -c note: native.err)" 0

# An interface that has no link header.
ip link add t0 type vxlan external gpe dstport 4790
echo 1 >/proc/sys/net/ipv6/conf/t0/disable_ipv6
ip addr add 10.8.0.1/24 dev t0
ip link set t0 up
start mixed -i any --link-headers -w mixed.pcapng udp port 9
"$SEND" v1 -n 2
printf hello | nc -u -w0 10.8.0.2 9
stop mixed
note mixed.err
same "any, --link-headers: an interface without any" \
	"$(fields mixed.pcapng frame.interface_name eth.type udp.length | sort |
		uniq -c | sed 's/^ *//')" \
"1 t0  13
2 v0 0x0800 66
2 v1 0x0800 66"
says "any, --link-headers: says who reads it" mixed.err \
	"note: t0 has link type RAW, any has EN10MB: Wireshark reads such a file"
same "any, --link-headers: pfc reads it" "$(count_pfc mixed.pcapng)" 5
ip link del t0

# --- directions

for way in in out inout; do
	start "d$way" -i v0 -Q "$way" -w "d$way.pcap" udp port 9
	"$SEND" v1 -n 4
	"$SEND" v0 -n 3
	stop "d$way"
done
same "-Q in, out, inout" "$(counter din captured) $(counter dout captured) \
$(counter dinout captured)" "4 3 7"
start inbound -i v0 -w inbound.pcap inbound
start outbound -i v0 -w outbound.pcap outbound
"$SEND" v1 -n 4
"$SEND" v0 -n 3
stop inbound
stop outbound
same "inbound, outbound" \
	"$(counter inbound captured) $(counter outbound captured)" "4 3"

start lo -i lo -w lo.pcap udp port 9
"$SEND" lo -n 6
stop lo
same "loopback: each packet once" \
	"$(counter lo captured) $(count_tcpdump lo.pcap)" "6 6"

# --- snapshot length

start snap -i v0 -s 50 -w snap.pcap
"$SEND" v1 -n 2 -l 1000
stop snap
same "-s 50" "$(fields snap.pcap frame.cap_len frame.len)" "50 1000
50 1000"
finish
