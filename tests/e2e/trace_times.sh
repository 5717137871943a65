#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tcp: calls that are counted, and times from a send to the answer.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/trace.sh"
make_path || skip_all "this machine has no virtual cables"

# hist NAME WHAT FIELD: of the only histogram of a kind
hist()
{
	ask_json "$1" "[.[] | select(.ev == \"hist\" and .what == \"$2\")][0].$3"
}

# near VALUE LEAST FILE: not less than what takes time, and what the client measured, within 0.5 ms
# and the width of a slot
near()
{
	fits "$1" "$2" "$(p50_of "$3" | awk '{ print $1 * 1.05 + 500 }')"
}

p50_of()
{
	sed -n 's/.* p50_us \([0-9.]*\)$/\1/p' "$1"
}

# --- calls and bytes

served s1 127.0.0.1 7000
trace count --count=send,recv,turn --interval 200ms 'port 7000'
"$TALK" ask -n 5000 127.0.0.1 7000 >/dev/null
sleep 0.1
stop count
same "5000 requests: calls and bytes of each process, turns" "$(ask_json count '
	[.[] | select(.ev == "count")] | group_by(.pid) | map([
		(map(.send_calls) | add), (map(.send_bytes) | add),
		(map(.recv_calls) | add), (map(.recv_bytes) | add), (map(.turns) | add)]
	| join(" ")) | sort | join(", ")')" \
	"5000 2500000 5000 3500000 5000, 5000 3500000 5000 2500000 5000"
same "what the programs took is told, and is less than all" "$(ask_json count '.[-1] |
	.program_runs >= 20000, .programs_us > 0, .own_us > 0, .programs_us < .elapsed_us')" \
	"true true true true"
says "as text, too" count.err "pfc: overhead: programs in the kernel ran "
trace by --count --by=port 'port 7000'
"$TALK" ask -n 100 127.0.0.1 7000 >/dev/null
stop by
same "--by=port" "$(ask_json by '[.[] | select(.ev == "count")] | .[0] |
	.port, .send_calls, .recv_calls')" "7000 200 200"

# --- a server that takes its time

served s2 -d 5 127.0.0.1 7001
measure_known()
{
	trace known --hist=response,service,readwait,ack 'port 7001'
	"$TALK" ask -n 100 127.0.0.1 7001 >known.out
	stop known
	response=$(hist known response p50_us)
	service=$(hist known service p50_us)
	echo "# half of the answers within: client $(p50_of known.out), response $response, service $service us"
}
is_known()
{
	near "$response" 5000 known.out && near "$service" 5000 known.out &&
		fits "$response" "$(p50_of known.out | awk '{ print $1 * 0.8 }')" 1000000
}
measure measure_known is_known
same "100 answers" "$(hist known response count)" 100
good "response and service: as the client's clock says" is_known
same "no time below zero" "$(ask_json known '.[-1].negative')" 0

# --- a path of 10 ms: an acknowledgement is no answer

start_path -d 5000
there "$TALK" serve -q 64 -d 100 10.9.0.2 7002 >s3.ready &
wait_for 20 grep -q ready s3.ready
measure_far()
{
	trace far --hist=response,ack,rtt,connect 'port 7002'
	"$TALK" ask -q 64 -n 10 10.9.0.2 7002 >far.out
	stop far
	echo "# connect $(hist far connect p50_us), ack $(hist far ack p50_us)," \
		"rtt $(hist far rtt p50_us), response $(hist far response p50_us) us"
}
is_far()
{
	fits "$(hist far connect p50_us)" 10000 30000 && fits "$(hist far ack p50_us)" 10000 30000 &&
		fits "$(hist far rtt p50_us)" 10000 30000 &&
		near "$(hist far response p50_us)" 110000 far.out
}
measure measure_far is_far
between "connect" "$(hist far connect p50_us)" 10000 30000
between "ack: the round trip" "$(hist far ack p50_us)" 10000 30000
good "response: round trip and service" near "$(hist far response p50_us)" 110000 far.out
between "rtt" "$(hist far rtt p50_us)" 10000 30000

# --- one turn of a client that has closed its side

there "$TALK" serve -d 50 10.9.0.2 7003 >s4.ready &
wait_for 20 grep -q ready s4.ready
trace half --slow=20 'port 7003'
"$TALK" ask -e half 10.9.0.2 7003 >half.out
sleep 0.2
stop half
same "half-closed: one turn" "$(ask_json half '[.[] | select(.ev == "turn")] | length')" 1
good "half-closed: its answer" near "$(ask_json half '.[] | select(.ev == "turn") |
	.response_us')" 60000 half.out
same "half-closed: sizes" "$(ask_json half '.[] | select(.ev == "turn") | .sent, .received')" \
	"500 700"

# --- large sends that block

there "$TALK" serve -q 200000 10.9.0.2 7004 >s5.ready &
wait_for 20 grep -q ready s5.ready
trace big --hist=response,ack,readwait,service 'port 7004'
"$TALK" ask -q 200000 -n 10 10.9.0.2 7004 >/dev/null
stop big
same "large sends: a turn each" "$(hist big response count)" 10
same "large sends: no time below zero" "$(ask_json big '.[-1].negative')" 0
between "large sends: an acknowledgement takes a round trip" "$(hist big ack p50_us)" 10000 200000

# --- shares of time, and what took long

trace_begin cong --netns pid:$$ cong --cong 'port 7001'
trace_begin long --netns pid:$$ long --life --min-ms 390 'port 7001'
trace_begin few --netns pid:$$ few --slow=1 --sample 5 --role=client 'port 7001'
trace_begin host --netns pid:$$ host --count --by=host 'port 7001'
for name in cong long few host; do
	trace_ready $name
done
"$TALK" ask -n 50 127.0.0.1 7001 >/dev/null
"$TALK" ask -n 1 -o 400 127.0.0.1 7001 >/dev/null
sleep 0.1
for name in cong long few host; do
	stop $name
done
same "--cong: times of all states are the time that it lasted" "$(ask_json cong '
	[.[] | select(.ev == "cong_share" and .role == "client") |
	(.open_us + .disorder_us + .cwr_us + .recovery_us + .loss_us) / 10000 | floor] |
	(.[0] >= 25 and .[0] < 500), (.[1] >= 40 and .[1] < 500)')" "true true"
same "--min-ms: the long ones" "$(ask_json long '[.[] | select(.ev == "life" and
	.duration_us >= 400000)] | length') $(grep -c '"ev":"life"' long.json)" "2 2"
same "--sample: one of five" "$(ask_json few '[.[] | select(.ev == "turn")] | length')" 11
same "--by=host: the other end" "$(ask_json host '[.[] | select(.ev == "count")] |
	[(map(.raddr) | unique | .[]), (map(.send_calls) | add)] | .[]')" "127.0.0.1 102"

# --- histograms as text

"$PFC" trace tcp --netns pid:$$ --hist=response 'port 7001' >text.out 2>text.err &
text=$!
wait_for 30 grep -q 'tracing tcp' text.err
"$TALK" ask -n 10 127.0.0.1 7001 >/dev/null
kill -INT $text
wait $text
good "a head" grep -Eq '^[0-9:.]{15} response, all: 10 times, avg [0-9]+\.[0-9]{2}ms, p50 ' text.out
good "and bars" grep -Eq '^ +4096 - 8192 +us +[0-9]+ \|\*+ *\|$' text.out

# --- connections that are busy now

trace top --top --interval 300ms 'port 7001'
"$TALK" ask -n 150 127.0.0.1 7001 >/dev/null &
ask=$!
sleep 0.75
stop top
wait $ask
same "--top: both ends, with rates" "$(ask_json top '[.[] | select(.ev == "top" and
	.tx_rate > 10000 and .rx_rate > 10000) | .role] | unique | .[]')" "client server"
trace top --top --by=process --interval 300ms -c 2 'port 7001'
"$TALK" ask -n 150 127.0.0.1 7001 >/dev/null &
ask=$!
wait "$top_pid"
wait $ask
same "--top --by=process" "$(ask_json top '[.[] | select(.ev == "top" and .connections == 1) |
	.comm] | unique | .[]')" tcp_talk

finish
