#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tcp: segments sent again, dropped packets, queues that are full, events that are lost.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/trace.sh"
need tc
make_path || skip_all "this machine has no virtual cables"

# --- loss in both directions: as many segments as the networks count

start_path -d 2000 -l 30 -r 7
there "$TALK" serve -q 100000 -a 100000 -t loss.truth 10.9.0.2 7000 >s1.ready &
server=$!
wait_for 20 grep -q ready s1.ready
before=$(($(retrans_segs) + $(retrans_segs there)))
trace_all loss --events=retrans,synack,close 'port 7000'
"$TALK" ask -t loss.truth -q 100000 -a 100000 -n 4 10.9.0.2 7000 >/dev/null &
"$TALK" ask -t loss.truth -q 100000 -a 100000 -n 4 10.9.0.2 7000 >/dev/null
wait $!
sleep 1
stop loss
after=$(($(retrans_segs) + $(retrans_segs there)))
good "there were some" [ $((after - before)) -gt 5 ]
same "the sum of all segments is that of the networks" "$(ask_json loss '
	[.[] | if .ev == "retrans" then .segs elif .ev == "synack" then 1 else 0 end] | add')" \
	$((after - before))
same "the ends agree with it" "$(ask_json loss '
	([.[] | select(.ev == "close") | .retrans] | add) -
	([.[] | select(.ev == "retrans") | .segs] | add)')" 0
jq -r 'select(.ev == "retrans" and .type != "syn") | "\(.role) \(.pid) \(.lport) \(.rport)"' \
	loss.json | sort -u >loss.told
sort -u loss.truth >loss.true
same "each is of the process that sends" "$(comm -23 loss.told loss.true)" ""
kill $server
stop_path

# --- kinds

ip link set a0 gso_max_segs 1 # or a loss would be of many segments
start_path -d 2000 -l 10 -r 3
there "$TALK" serve -q 1000000 -a 100 10.9.0.2 7008 >s8.ready &
wait_for 20 grep -q ready s8.ready
trace bulk --events=retrans 'dst port 7008'
"$TALK" ask -q 1000000 -a 100 -n 4 10.9.0.2 7008 >/dev/null
stop bulk
good "many bytes, of which a hundredth is lost: fast retransmits, more than others" sh -c \
	'jq -e -s "[.[] | select(.ev == \"retrans\" and .role == \"client\") | .type] |
	(map(select(. == \"fast\")) | length) * 2 > length and length > 0" bulk.json'
jq -r 'select(.ev == "retrans") | .type' bulk.json | sort | uniq -c | note
stop_path
ip link set a0 gso_max_segs 65535

start_path -d 2000 -z 777
there "$TALK" serve -q 777 10.9.0.2 7001 >s2.ready &
wait_for 20 grep -q ready s2.ready
trace kind --events=retrans,connect 'port 7001'
"$TALK" ask -q 777 10.9.0.2 7001 >/dev/null
stop kind
good "the last segment is lost: a probe, or a timeout" sh -c \
	'jq -r "select(.ev == \"retrans\") | .type" kind.json | head -1 | grep -Eq "^(tlp|rto)$"'
stop_path
ip neigh add 10.9.0.77 lladdr 02:00:00:00:00:77 dev a0
trace kind --events=retrans,connect 'host 10.9.0.77'
timeout 1.5 "$TALK" ask -p 10.9.0.77 7000 >/dev/null
stop kind
same "a SYN to nowhere" "$(ask_json kind '.[] | select(.pid) | .ev, .type, .segs, .result' |
	sed 's/ null//g')" "connect waiting retrans syn 1"

# --- packets that the kernel throws away

served s3 127.0.0.1 7002
trace clean --events=drop 'port 7002'
"$TALK" ask -n 10000 127.0.0.1 7002 >/dev/null
stop clean
same "nothing is dropped where nothing is wrong" "$(ask_json clean '
	[.[] | select(.ev == "drop" and .reason != "QUEUE_PURGE")] | length')" 0
trace closed --events=drop 'port 7003'
"$TALK" ask -p 127.0.0.1 7003 >/dev/null
stop closed
same "a closed port" "$(ask_json closed '.[] | select(.ev == "drop") | .reason, .lport')" \
	"NO_SOCKET 7003"
good "and where" sh -c 'jq -r "select(.ev == \"drop\") | .where" closed.json | grep -q tcp_v4_rcv'

for who in --uid=65534 --comm=other --role=client "src host 127.0.0.9"; do
	"$PFC" trace tcp --json --netns pid:$$ --events=drop --duration 700ms $who >no.json 2>no.err &
	no=$!
	wait_for 30 grep -q 'tracing tcp' no.err
	"$TALK" ask -p 127.0.0.1 7003 >/dev/null
	wait $no
	same "drops: $who selects" "$(ask_json no '[.[] | select(.ev == "drop")] | length')" 0
done

start_path
there "$TALK" serve 10.9.0.2 7004 >s4.ready &
wait_for 20 grep -q ready s4.ready
"$PFC" compile --target=tc --action=drop --to=elf 'tcp dst port 7004 and tcp[13] & 8 != 0' >drop.o
tc qdisc add dev a0 clsact
tc filter add dev a0 egress bpf da obj drop.o sec tc
trace tc --events=drop 'tcp dst port 7004 and tcp[tcpflags] & tcp-push != 0'
timeout 0.5 "$TALK" ask -n 1 10.9.0.2 7004 >/dev/null &
wait $!
stop tc
same "a program at tc: reason, ends, whose" "$(ask_json tc '[.[] | select(.ev == "drop")][0] |
	.reason, .laddr, .raddr, .rport, .comm')" "TC_EGRESS 10.9.0.1 10.9.0.2 7004 tcp_talk"
tc filter del dev a0 egress
"$PFC" compile --target=tc --action=drop --to=elf 'tcp src port 7004 and tcp[13] & 8 != 0' >back.o
tc filter add dev a0 ingress bpf da obj back.o sec tc
trace tcin --events=drop 'tcp port 7004'
timeout 0.5 "$TALK" ask -n 1 10.9.0.2 7004 >/dev/null &
wait $!
stop tcin
same "and of what comes in" "$(ask_json tcin '[.[] | select(.ev == "drop" and
	.reason == "TC_INGRESS")][0] | .reason, .laddr, .raddr, .rport')" \
	"TC_INGRESS 10.9.0.1 10.9.0.2 7004"
tc qdisc del dev a0 clsact

# A queue with an end: each of its drops is told. Packets are not larger than it takes: of one that
# it would have to cut, it counts pieces. One connection alone may learn what it takes before it is
# full.
ip link set lo mtu 1500 gso_max_segs 1
served s5 -q 500000 127.0.0.1 7005

# fill_queue: sets $dropped and $told
fill_queue()
{
	tc qdisc add dev lo root tbf rate 20mbit burst 5k limit 15k
	trace queue --events=drop --ring 16384 'port 7005'
	queued=
	for i in 1 2 3 4; do
		"$TALK" ask -q 500000 127.0.0.1 7005 >/dev/null &
		queued="$queued $!"
	done
	wait $queued
	sleep 0.2
	stop queue
	dropped=$(tc -s qdisc show dev lo | sed -n 's/.*dropped \([0-9]*\).*/\1/p')
	told=$(ask_json queue '[.[] | select(.reason == "QDISC_DROP")] | length')
	tc qdisc del dev lo root
	echo "# dropped: $dropped, told: $told"
}

# One time in forty or so it counts one more than kfree_skb tells of.
fill_queue
for again in 1 2; do
	[ "$dropped" = "$told" ] || fill_queue
done
ip link set lo mtu 65536 gso_max_segs 65535
good "a queue dropped some" [ "$dropped" -gt 20 ]
same "as many as it says" "$told" "$dropped"
same "all of the process that sends" "$(ask_json queue '
	[.[] | select(.reason == "QDISC_DROP") | .comm] | unique | .[]')" tcp_talk

# --- a queue of connections that is full

served deaf -m deaf -b 2 127.0.0.1 7006
before=$(netstat_of ListenDrops)
trace listen --listen --interval 300ms
asks=
for i in 1 2 3 4 5 6 7 8 9 10; do
	"$TALK" ask -n 0 -o 20000 127.0.0.1 7006 >/dev/null 2>&1 &
	asks="$asks $!"
done
sleep 1.3
kill $asks
sleep 0.1 # what they had sent is there
after=$(netstat_of ListenDrops)
sleep 0.4
stop listen
same "one more waits than the backlog says" "$(ask_json listen '
	[.[] | select(.ev == "listen" and .lport == 7006 and .backlog > 0)][-1] |
	.backlog, .backlog_max, .pid')" "3 2 $deaf_pid"
good "drops were counted" [ $((after - before)) -gt 6 ]
same "drops: as many as the network counts" "$(ask_json listen '
	[.[] | select(.ev == "listen" and .lport == 7006)][-1].drops')" $((after - before))
same "and they rise" "$(ask_json listen '
	[.[] | select(.ev == "listen" and .lport == 7006) | .drops] | . == sort and .[0] < .[-1]')" true
same "new ones are those since the refresh before" "$(ask_json listen '
	[.[] | select(.ev == "listen" and .lport == 7006)] | .[0].drops +
	(map(.new_drops) | add) == .[-1].drops')" true

# --- events that nobody takes

trace slow --events=state --ring 64 'port 7002'
kill -STOP "$slow_pid"
"$TALK" ask -c 300 127.0.0.1 7002 >/dev/null
kill -CONT "$slow_pid"
start=$(date +%s%N)
stop slow
good "it ends at once" [ $((($(date +%s%N) - start) / 1000000)) -lt 5000 ]
lost=$(ask_json slow '.[-1].lost')
good "what was lost is counted" [ "$lost" -gt 0 ]
same "told and lost are all there was" "$(ask_json slow '
	([.[] | select(.ev == "state")] | length) + .[-1].lost')" 2400
says "and what would help is said" slow.err "--ring 128"

finish
