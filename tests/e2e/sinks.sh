#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Outputs that do not take everything: closed pipes, full disks, slow readers.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump
quiet_cable || skip_all "this machine has no virtual cables"

# Sends without end until told to stop.
"$SEND" v1 -n 100000000 -g 100 -l 200 &
send=$!

{
	timeout 20 "$PFC" -i v0 -w - 2>head.err
	echo $? >head.status
} | head -c 100 >head.out
same "closed pipe: exit status" "$(cat head.status)" 0
same "closed pipe: its reader got its bytes" "$(wc -c <head.out | tr -d ' ')" 100
same "closed pipe: no complaint" "$(grep -ic 'pipe\|write' head.err)" 0
says "closed pipe: counters" head.err "received by filter"

{
	timeout 20 "$PFC" -i v0 2>lines.err
	echo $? >lines.status
} | head -n 3 >lines.out
same "closed pipe of lines: exit status" "$(cat lines.status)" 0
same "closed pipe of lines: its reader got them" "$(wc -l <lines.out | tr -d ' ')" 3

timeout 20 "$PFC" -i v0 -w /dev/full 2>full.err
same "/dev/full: exit status" "$?" 1
says "/dev/full: says so" full.err "/dev/full"

mkdir disk
mount -t tmpfs -o size=1m tmpfs disk
timeout 20 "$PFC" -i v0 -w disk/x.pcap 2>disk.err
same "full disk: exit status" "$?" 1
note disk.err
saved=$(count_tcpdump disk/x.pcap)
tcpdump -nr disk/x.pcap --count >disk.out 2>disk.read
same "full disk: the file ends on a whole record" "$(grep -c truncated disk.read)" 0
good "full disk: the file is full" test "$saved" -gt 2000
says "full disk: says how many were saved" disk.err "$saved of "

kill $send
wait $send 2>/dev/null

# A reader slower than the packets: they wait in the ring, the counters still add up.
mkfifo slow.out
{
	wait_for 60 test -e slow.go
	cat
} <slow.out >slow.pcap &
reader=$!
start slow -i v0 -B 256 -w - udp port 9
"$SEND" v1 -n 20000
: >slow.go
stop slow
same "slow reader: exit status" "$status" 0
wait $reader
captured=$(counter slow captured)
lost=$(counter slow 'dropped by kernel')
same "slow reader: captured + lost = sent" $((captured + lost)) 20000
same "slow reader: all that was captured arrived" \
	"$(count_tcpdump slow.pcap)" "$captured"
good "slow reader: there was loss to count" test "$lost" -gt 0

# --mode and --sync
umask 027
start shared -i v0 -w shared.pcap --mode 666 --sync udp port 9
"$SEND" v1 -n 100
sleep 1.2 # behind the tick that syncs
stop shared
same "--sync: exit status" "$status" 0
same "--sync: all are there" "$(count_tcpdump shared.pcap)" 100
same "--mode: less the umask" "$(stat -c %a shared.pcap)" 640
for mode in 755 abc 400 1666 ''; do
	"$PFC" -r shared.pcap -w x.pcap --mode "$mode" 2>mode.err
	same "--mode '$mode' is refused" "$?" 2
	says "--mode '$mode': why" mode.err "the owner can read and write"
done
for option in --mode=640 --sync; do
	"$PFC" -r shared.pcap $option >bare.out 2>bare.err
	same "$option without a file: exit status" "$?" 2
	says "$option without a file: why" bare.err "about the file of -w"
done
good "--mode and --sync are for --split as well" "$PFC" -r shared.pcap \
	--split part.pcap='udp port 9' --mode=660 --sync
same "--mode of --split" "$(stat -c %a part.pcap) $(count_tcpdump part.pcap)" "640 100"
good "--comment and --names are, too" "$PFC" -r shared.pcap \
	--split part.pcapng='udp port 9' --comment 'of a part' --names
says "--comment of --split" part.pcapng "of a part"
"$PFC" -r shared.pcap -w - --sync 2>/dev/null | tcpdump -r - --count >piped.out 2>/dev/null
says "--sync into a pipe" piped.out "100 packets"
finish
