#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tcp -w: packets in a file, with the process that sent each, and what became of it.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/trace.sh"
need tshark tc
make_path || skip_all "this machine has no virtual cables"

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

start_path
there "$TALK" serve 10.9.0.2 7006 >there.ready &
wait_for 20 grep -q ready there.ready
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

# --- what was sent again, and what was dropped

stop_path
ip link set a0 gso_max_segs 1 # a packet for each segment
start_path -d 2000 -l 20 -r 5
there "$TALK" serve -q 1000000 -a 100 10.9.0.2 7008 >s8.ready &
wait_for 20 grep -q ready s8.ready
trace again -w again.pcapng -i a0 'port 7008'
trace told --events=retrans --role=client 'port 7008'
"$TALK" ask -q 1000000 -a 100 -n 3 10.9.0.2 7008 >/dev/null
sleep 0.5
stop again
stop told
stop_path
packets again frame.interface_name tcp.dstport tcp.seq_raw tcp.len frame.comment |
	awk -F'\t' '$1 == "a0" && $2 == 7008 && $4 > 0 {
		marked = $5 ~ / retrans=(fast|tlp|rto)$/
		if (seen[$3]++) { again++; if (!marked) missed++ } else if (marked) wrong++
		if ($5 !~ /^pid=[0-9]+ comm=tcp_talk .* role=client/) nobody++
		all += marked
	}
	END { print again + 0, missed + 0, wrong + 0, nobody + 0, all + 0 }' >counts
read -r again missed wrong nobody marked <counts
segs=$(ask_json told '[.[] | select(.ev == "retrans") | .segs] | add')
echo "# again: $again, not marked: $missed, marked: $marked, events: $segs"
good "some packets are sent again" [ "$again" -gt 10 ]
same "none that is the first of its bytes is said to be" "$wrong" 0
between "and all others are, but for a few" "$missed" 0 $((again / 8))
between "as many as the kernel tells" "$marked" $((segs * 7 / 8)) "$segs"
same "and each is of its process" "$nobody" 0
says "so the report says" again.err ", $marked sent again, "
ip link set a0 gso_max_segs 65535

start_path
there "$TALK" serve 10.9.0.2 7009 >s9.ready &
wait_for 20 grep -q ready s9.ready
for way in "dst egress" "src ingress"; do
	"$PFC" compile --target=tc --action=drop --to=elf \
		"tcp ${way% *} port 7009 and tcp[13] & 8 != 0" >${way#* }.o
done
tc qdisc add dev a0 clsact
for way in egress ingress; do
	tc filter add dev a0 $way bpf da obj $way.o sec tc
	trace $way -w $way.pcapng 'port 7009'
	timeout 0.5 "$TALK" ask -n 1 10.9.0.2 7009 >/dev/null &
	wait $!
	sleep 0.4
	stop $way
	tc filter del dev a0 $way
done
tc qdisc del dev a0 clsact
stop_path
packets egress frame.interface_name tcp.flags.push tcp.dstport ip.len frame.len frame.comment |
	grep drop= >drops
good "on the way out it was not captured: its head is written, with reason and process" grep -Eq \
	'^dropped	(1|True)	7009	552	552	pid=[0-9]+ comm=tcp_talk .* role=client .* drop=TC_EGRESS at=[a-z0-9_.]+\+0x' drops
same "and nothing else was made up" "$(grep '^dropped' drops | grep -vc '	7009	552	552	.*TC_EGRESS')" 0
[ $tap_failed = 0 ] || note drops
says "the report counts them" egress.err " $(wc -l <drops | tr -d ' ') dropped"
packets ingress frame.interface_name tcp.srcport tcp.len frame.comment | grep drop= >drops
good "what comes in has it in its comment" grep -Eq \
	'^[^d].*	7009	700	.* drop=TC_INGRESS at=[a-z0-9_.]+\+0x' drops
same "each where it was captured" "$(grep -c '^dropped' drops)" 0

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
