#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# What cannot be captured: clear words, the right exit status, no file left behind.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump
quiet_cable || skip_all "this machine has no virtual cables"

# refused NAME STATUS WORDS ARG...: pfc fails so and says WORDS
refused()
{
	refused_name=$1
	refused_status=$2
	refused_words=$3
	shift 3
	timeout 10 "$@" >refused.out 2>refused.err
	same "$refused_name: exit status" "$?" "$refused_status"
	says "$refused_name: says so" refused.err "$refused_words"
	same "$refused_name: nothing on stdout" "$(cat refused.out)" ""
}

refused "missing interface" 1 "no interface is called 'nowhere'" "$PFC" -i nowhere
refused "mistyped interface" 1 "did you mean 'any'?" "$PFC" -i anny
refused "missing number" 1 "no interface has number 77" "$PFC" -i 77
refused "wrong filter" 3 "error" "$PFC" -i v0 -w wrong.pcap 'tcp and and'
same "wrong filter: no file" "$(ls wrong.pcap 2>/dev/null)" ""

ip link set v1 down
ip link set v0 down
refused "interface down" 1 "'ip link set v0 up'" "$PFC" -i v0 -w down.pcap
ip link set v0 up
ip link set v1 up
wait_for 5 is_up v0

# Time stamps: these interfaces have no clock.
refused "clock of an adapter" 1 "'v0' offers no time stamps of type adapter_unsynced" \
	"$PFC" -i v0 -j adapter_unsynced -w clock.pcap
refused "clock of any" 1 "'any' offers no time stamps of type adapter" \
	"$PFC" -i any -j adapter
same "no clock: no file" "$(ls clock.pcap 2>/dev/null)" ""
same "-J is tcpdump's list" "$("$PFC" -J -i v0)" "$(tcpdump -J -i v0 2>&1)"
refused "link headers of one interface" 2 "--link-headers is for -i any" \
	"$PFC" -i v0 --link-headers
refused "link headers in a pcap file" 2 "--link-headers needs a pcapng file" \
	"$PFC" -i any --link-headers -w headers.pcap

# As nobody. The program may lie where nobody cannot read: a copy does not.
cp "$PFC" pfc
chmod 755 pfc
nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
refused "no privilege" 1 "CAP_NET_RAW" $nobody ./pfc -i v0
says "no privilege: names the command" refused.err \
	"sudo setcap cap_net_raw=ep $NET_DIR/pfc"
refused "no privilege for any" 1 "CAP_NET_RAW" $nobody ./pfc -i any
$nobody ./pfc -D >list.out 2>list.err
same "no privilege is needed for -D" "$?" 0
says "-D lists interfaces" list.out "v0 [Up, Running, Connected]"
says "-D lists any" list.out "any (Pseudo-device that captures on all interfaces)"
$nobody ./pfc -i v0 -d 'ip' >list.out 2>list.err
same "no privilege is needed for -d" "$?" 0

# CAP_NET_RAW alone is enough.
raw='setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps +net_raw
	--ambient-caps +net_raw --bounding-set -all,+net_raw'
mkdir out
chown 65534:65534 out
for iface in v0 any; do
	rm -f raw.err
	$raw ./pfc -i $iface -Q in -w out/$iface.pcap udp port 9 2>raw.err &
	pid=$!
	good "CAP_NET_RAW alone, -i $iface: starts" \
		wait_for 10 grep -q listening raw.err
	"$SEND" v1 -n 10
	kill -INT $pid
	wait $pid
	same "CAP_NET_RAW alone, -i $iface: exit status" "$?" 0
	chown 0:0 out/$iface.pcap # to read it, root may lack CAP_DAC_OVERRIDE
	same "CAP_NET_RAW alone, -i $iface: captured" "$(counter raw captured)" 10
	same "CAP_NET_RAW alone, -i $iface: file" "$(count_pfc out/$iface.pcap)" 10
done
finish
