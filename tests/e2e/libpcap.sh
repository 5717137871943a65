#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Devices that only libpcap reads: messages of a D-Bus of our own, beside tcpdump.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump dbus-daemon dbus-send
"$PFC" -D >list || skip_all "pfc -D failed"
grep -q 'dbus-session' list || skip_all "this pfc or its libpcap has no D-Bus"

DBUS_SESSION_BUS_ADDRESS=unix:path=$NET_DIR/bus
export DBUS_SESSION_BUS_ADDRESS
cat >bus.conf <<END
<busconfig>
<type>session</type>
<listen>$DBUS_SESSION_BUS_ADDRESS</listen>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy>
</busconfig>
END
dbus-daemon --config-file=bus.conf --nofork 2>bus.err &
wait_for 10 test -S bus || { note bus.err; skip_all "no D-Bus starts"; }

# signals COUNT TEXT: that many, of one form
signals()
{
	signals_left=$1
	while [ "$signals_left" -gt 0 ]; do
		dbus-send --session --type=signal /net/pfc net.pfc.Test "string:$2"
		signals_left=$((signals_left - 1))
	done
}

# texts FILE: how many signals of each kind are in it
texts()
{
	tr -c '[:print:]' '\n' <"$1" | grep -oE 'short|late|x{300}' | cut -c 1-5 | sort |
		uniq -c | tr -s ' \n' '  '
}

same "-L says what a device gives" "$("$PFC" -L -i dbus-session 2>&1)" \
"Data link types for dbus-session (use option -y to set):
  DBUS (D-Bus)"
number=$(sed -n 's/^\([0-9]*\)\.dbus-session .*/\1/p' list)

tcpdump -i dbus-session -w peer.pcap 2>peer.err &
peer=$!
wait_for 10 grep -q '^tcpdump: listening' peer.err
start all -i dbus-session -w all.pcap
start long -i "$number" -w long.pcapng 'greater 300'
start few -i dbus-session -c 3 -w few.pcap 'greater 300'
signals 4 short
signals 5 "$(printf '%300s' '' | tr ' ' x)"
wait_for 10 sh -c "! kill -0 $few_pid 2>/dev/null"
stop all
same "ends with status 0" "$status" 0
stop long
kill -INT $peer
wait $peer
same "all of them are in the file" "$(texts all.pcap)" " 4 short 5 xxxxx "
same "the same as tcpdump's" "$(texts all.pcap)" "$(texts peer.pcap)"
same "the filter chooses" "$(texts long.pcapng)" " 5 xxxxx "
same "-c ends the capture" "$(count_pfc few.pcap)" 3
same "the counters are those of the file" "$(counter long captured)" "$(count_pfc long.pcapng)"
same "tcpdump reads it" "$(count_tcpdump all.pcap)" "$(count_pfc all.pcap)"
says "the file says which interface it was" long.err \
	"listening on dbus-session, link-type DBUS (D-Bus)"
same "and its filter" "$("$PFC" info long.pcapng | sed -n 's/^ *filter *//p')" "greater 300"

start stopped -i dbus-session -w stopped.pcap
signals 3 late
stop stopped
same "what was sent before the stop is in the file" "$(texts stopped.pcap)" " 3 late "

refused()
{
	"$PFC" "$@" -c 1 >refused.out 2>refused.err
	[ $? -eq 2 ] || { note refused.err; return 1; }
}
good "with another interface: refused" refused -i dbus-session -i lo
good "-Q: refused" refused -i dbus-session -Q in
good "--xdp: refused" refused --xdp -i dbus-session
good "-j: refused" refused -j host -i dbus-session
same "-d shows the program for it" "$("$PFC" -d -i dbus-session 'greater 300' 2>&1 | head -1)" \
	"(000) ld       #pktlen"

DBUS_SESSION_BUS_ADDRESS=unix:path=$NET_DIR/none "$PFC" -i dbus-session -c 1 2>none.err
same "no bus: status 1" $? 1
says "and why" none.err "'dbus-session', read by libpcap:"
finish
