#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tcp -w: packets in a file, with the process that sent each.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/trace.sh"
need tshark
make_cable || skip_all "this machine has no virtual cables"


# packets NAME FIELD...: of the file
packets()
{
	file=$1
	shift
	fields=
	for field; do
		fields="$fields -e $field"
	done
	tshark -nr "$file.pcapng" -T fields $fields 2>/dev/null
}

# --- each packet is of its process

for mode in thread prefork fork pass; do
	case $mode in
	thread) port=7000 ;;
	prefork) port=7001 ;;
	fork) port=7002 ;;
	pass) port=7003 ;;
	esac
	served $mode -t truth -m $mode 127.0.0.1 $port
done
served six -t truth ::1 7004
start peer -i any -w peer.pcap 'tcp portrange 7000-7005'
trace all -w all.pcapng 'portrange 7000-7005'
for port in 7000 7001 7002 7003; do
	"$TALK" ask -t truth -c 20 -n 3 127.0.0.1 $port >/dev/null &
	asks="$asks $!"
done
"$TALK" ask -t truth -c 20 -n 3 ::1 7004 >/dev/null
wait $asks
"$TALK" ask -p 127.0.0.1 7005 >/dev/null
sleep 0.5
stop all
same "exit status" "$status" 0
stop peer
same "all packets are in the file" "$(packets all frame.number | wc -l)" \
	"$(packets_of_peer=$(count_tcpdump peer.pcap); echo "$packets_of_peer")"
packets all tcp.srcport tcp.dstport tcp.flags.reset frame.comment >got
awk 'FNR == NR { pid[$3 " " $4] = $2; next }
	$2 == 7005 || $1 == 7005 { next }
	{
		all++
		said = $0
		if (!sub(/.*pid=/, "", said)) { none++; next }
		sub(/ .*/, "", said)
		if (pid[$1 " " $2] != said) { wrong++; print "# wrong:", $0 }
	}
	END { print "wrong " wrong + 0 ", without " none + 0 ", of " (all > 800 ? "many" : all) }
' truth got >judged
grep '^# ' judged | head -5
same "every packet has the process that sent it" "$(tail -1 judged)" \
	"wrong 0, without 0, of many"
says "so the report says" all.err "packets written, "
good "with who it is" grep -Eq 'pid=[0-9]+ comm=tcp_talk uid=0 cgroup=[0-9]+ role=client cookie=[0-9]+$' got
same "a refused SYN, too" "$(awk '$2 == 7005 && /comm=tcp_talk/' got | wc -l)" 1

# --- what nobody is known for, and what is not asked for

there "$TALK" serve 10.9.0.2 7006 >there.ready &
wait_for 5 grep -q ready there.ready
trace some -w some.pcapng -i a0 'host 10.9.0.2'
"$TALK" ask -n 2 10.9.0.2 7006 >/dev/null
"$TALK" ask -n 2 127.0.0.1 7000 >/dev/null
sleep 0.4
stop some
same "-i: of one interface, with its link type" "$(
	packets some eth.dst tcp.dstport | sort -u | awk '{ print $1, ($2 == 7006) }' |
		sort -u | tr '\n' ' ')" "02:00:00:00:00:0a 0 02:00:00:00:00:0b 1 "
same "packets that come in are of the process that gets them" "$(
	packets some tcp.srcport frame.comment | awk '$1 == 7006 && !/role=client/' | wc -l)" 0
trace none -w none.pcapng --comm other
"$TALK" ask 127.0.0.1 7000 >/dev/null
sleep 0.4
stop none
same "selectors hold" "$(packets none frame.number | wc -l)" 0
good "a file without packets is whole" tshark -nr none.pcapng

"$PFC" trace tcp -w /nowhere/x.pcapng >no.out 2>no.err
same "a file that cannot be made" "$?" 1
says "is named" no.err "/nowhere/x.pcapng"

trace full -w /dev/full 'port 7000'
"$TALK" ask 127.0.0.1 7000 >/dev/null
sleep 0.4
stop full
same "a file that takes no more: status" "$status" 1
says "and why" full.err "/dev/full: disk full: 0 of "

finish
