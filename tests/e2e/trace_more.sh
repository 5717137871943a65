#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tcp: times to answers of each connection, arguments of programs, sockets that no
# process holds, ports that several listen on, connections without turns.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/trace.sh"
make_cable || skip_all "this machine has no virtual cables"

# --- how long answers take, of each connection

served s1 -d 5 127.0.0.1 7001
trace resp --top --interval 400ms 'port 7001'
trace none --top --no-resp --interval 400ms 'port 7001'
trace group --top --by=port --interval 400ms 'port 7001'
"$TALK" ask -n 100 -c 2 127.0.0.1 7001 >asked
sleep 0.5
stop resp
stop none
stop group
p50=$(sed -n 's/.* p50_us \([0-9]*\).*/\1/p' asked)
same "each answer is counted once, at both ends" "$(ask_json resp '[.[] |
	select(.answers)] | group_by(.role) | map("\(.[0].role) \(map(.answers) | add)") | .[]')" \
	"client 200 server 200"
between "p50, within the width of a slot of what the client says" "$(ask_json resp '
	[.[] | select(.answers and .role == "client") | .resp_p50_us] | sort | .[length / 2 | floor]')" \
	4500 $((p50 * 3 / 2))
good "p99 is not below" sh -c 'jq -e -s "[.[] | select(.answers) | .resp_p99_us >= .resp_p50_us] |
	all" resp.json'
same "lines that are put together have all of them" "$(ask_json group '[.[] | select(.answers) |
	.answers] | add')" 400
same "--no-resp: without them, and without the hooks" "$(ask_json none '
	([.[] | select(.answers)] | length), (.[0].hooks | index("sock:sk_data_ready"))')" "0 null"

# What began before the trace is not counted in its first interval.
"$TALK" ask -n 1 -o 60000 -s 127.0.0.1 7001 >/dev/null &
idle=$!
good "it is there" wait_for 20 sh -c 'ss -tn | grep -q :7001'
trace first --top --interval 300ms -c 1 'port 7001'
wait "$first_pid"
same "the first refresh has rates, of what has just been sent" "$(ask_json first '
	[.[] | select(.ev == "top") | .tx_rate] | unique | .[]')" 0
kill $idle

"$PFC" trace tcp --netns pid:$$ --top --interval 500ms -c 2 'port 7001' >text.out 2>text.err &
text=$!
wait_for 30 grep -q 'tracing tcp' text.err
"$TALK" ask -n 150 127.0.0.1 7001 >/dev/null
wait $text
good "columns stand below their heads" awk '
	/^ *PID COMM/ { head = $0 }
	/tcp_talk +client/ {
		rows++
		for (at = 1; at <= length($0); at++)
			if (substr($0, at, 2) == "ms" && substr(head, at, 2) ~ /[a-z]/) bad++
		if (substr($0, index(head, "STATE"), 5) !~ /ESTAB|CLOSE/) bad++
		if (substr($0, index(head, "p99") - 3, 6) !~ /^ *[0-9.]+[mu]s$/) bad++
		if (substr($0, index(head, "CC"), 2) !~ /[a-z]+/) bad++
	}
	END { exit !(rows && !bad) }' text.out
note text.out

# --- what it costs: from when it traces, and what it took to start is not in it

cost_of() ( "$PFC" trace tcp "$@" </dev/null >cost.out 2>cost.err; times >cost.times )
cost_of --json --events --duration 300ms 'port 1'
good "less than half of what all took, of a trace of nothing" sh -c "jq -s '.[-1].own_us' cost.out |
	awk 'FNR == NR { own = \$1; next } FNR == 2 {
		for (i = 1; i <= 2; i++) { split(\$i, t, /[ms]/); all += t[1] * 60 + t[2] }
	}
	END { exit !(own > 0 && own / 1e6 < all / 2) }' - cost.times"
cost_of --top --interval 200ms -c 3 'port 1'
good "the head of a table and the end say the same" awk '
	/overhead: / { end = $(NF - 4) }
	/lines, .* overhead/ { sub(/%/, "", $NF); head = $NF }
	END { exit !(head > 0 && end > 0 && end < 2 * head + 1) }' cost.out cost.err

# --- columns: as wide as what is in them, one below the other

ip addr add fd00:1234:5678:9abc:def0:1234:5678:9abc/128 dev lo
long=fd00:1234:5678:9abc:def0:1234:5678:9abc
served six $long 7001
i=0
set -- "--events" "--life" "--top" "--top --by=host" "--count=send,recv,turn,retrans" \
	"--count --by=host" "--slow=1" "--listen" "--cong" "--hist=response,rtt"
for view; do
	i=$((i + 1))
	rm -f text$i.err
	"$PFC" trace tcp --netns pid:$$ --interval 300ms $view 'port 7001' >text$i 2>text$i.err &
	texts="$texts $!"
done
for n in $(seq $i); do
	wait_for 30 grep -q 'tracing tcp' text$n.err
done
"$TALK" ask -n 3 -c 2 127.0.0.1 7001 >/dev/null
"$TALK" ask -n 3 -c 2 $long 7001 >/dev/null
sleep 0.7
kill -INT $texts
wait $texts
i=0
for view; do
	i=$((i + 1))
	good "$view: no line ends in blanks, and there are some" sh -c \
		"[ \$(wc -l <text$i) -gt 2 ] && ! grep -q ' \$' text$i"
	[ $good_status = 0 ] || note text$i
	# Titles at the right of their columns end where the numbers do; those at the left begin there.
	case $view in
	--events) left="DETAIL" right="PID" ;;
	--life) left="ROLE CAUSE LOCAL" right="PID DUR TX RX RTT RETR CONNECT ACCEPT" ;;
	"--top --by=host") left="HOST" right="CONNS TX/s RX/s RTT RETR% p50 p99 UNSENT RXQ" ;;
	--top) left="ROLE LOCAL STATE CC" right="PID TX/s RX/s RTT RETR% p50 p99 UNSENT RXQ CWND minRTT" ;;
	"--count --by=host") left="HOST" right="SENDS SENDS/s SENT RECVS RECVS/s RECEIVED" ;;
	--count*) left="COMM" right="PID SENDS SENDS/s SENT AVG RECVS RECEIVED TURNS TURNS/s RETRANS" ;;
	--slow*) left="ROLE LOCAL" right="PID ACK RESPONSE READWAIT SENT RECEIVED" ;;
	--listen) left="ADDRESS" right="PID BACKLOG SYNQ DROPS DROPS/s" ;;
	--cong) left="CC LOCAL" right="PID OPEN% DISORD% CWR% RECOV% LOSS%" ;;
	*) continue ;;
	esac
	good "$view: columns stand below their titles" awk -v left="$left" -v right="$right" '
		function at(title) { return match(" " head " ", "[ /]" title "[ /]") }
		/COMM|HOST/ { head = $0; heads++; next }
		heads && !/ lines?, / {
			rows++
			n = split(left, t, " ")
			for (i = 1; i <= n; i++)
				if (!at(t[i]) || substr(" " $0, at(t[i]), 2) !~ /^ [^ ]/) bad = bad t[i] "\n" $0 "\n"
			n = split(right, t, " ")
			for (i = 1; i <= n; i++)
				if (!at(t[i]) || substr($0 " ", at(t[i]) + length(t[i]) - 1, 2) !~ /^[^ ][ ~\/]/)
					bad = bad t[i] "\n" $0 "\n"
		}
		END { printf "%s", bad; exit rows < 2 - /listen/ || bad != "" }' text$i
done
kill $six_pid

# --- paths and arguments

cp "$TALK" talk
trace args --args --events=close 'port 7001'
./talk ask -n 1 127.0.0.1 7001 >/dev/null
sh -c 'exec ./talk ask -q 500 127.0.0.1 7001' >/dev/null
"$TALK" ask -o 300 -n 1 127.0.0.1 7001 >/dev/null
has_closed args 6
stop args
same "arguments, of programs that have ended, too" "$(ask_json args '[.[] |
	select(.role == "client") | (.exe | sub(".*/"; "")), (.args | .[0:3] | join(" "))] |
	map(sub("/.*/tcp_talk"; "tcp_talk")) | .[]')" \
	"talk ./talk ask -n talk ./talk ask -q tcp_talk tcp_talk ask -o"
same "of one that was there before" "$(ask_json args '[.[] | select(.role == "server") |
	[.args[1:]] | flatten | join(" ")] | unique | .[]')" "serve -d 5 127.0.0.1 7001"
same "and its path is the whole one" "$(ask_json args '[.[] | select(.role == "server") | .exe] |
	unique | .[]')" "$(readlink -f "$TALK")"
"$PFC" trace tcp --args --netns pid:$$ --events=close -c 1 'port 7001' >args.out 2>args.err &
text=$!
wait_for 30 grep -q 'tracing tcp' args.err
"$TALK" ask "-n1" 127.0.0.1 7001 >/dev/null
wait $text
good "as text" grep -q 'tcp_talk ask -n1 127.0.0.1 7001$\|tcp_talk serve -d 5 127.0.0.1 7001$' args.out
"$PFC" trace tcp --args --count >no.out 2>no.err
same "where there is no line for it" "$?" 2

# --- sockets that no process holds

there "$TALK" serve -m hold 10.9.0.2 7002 >s2.ready &
wait_for 20 grep -q ready s2.ready
"$TALK" ask -n 0 -o 300 10.9.0.2 7002 >/dev/null &
good "it is connected" wait_for 20 sh -c 'ss -tn state established | grep -q :7002'
ip neigh replace 10.9.0.2 lladdr 02:00:00:00:00:99 dev a0 # nobody has that
wait $!
good "its end is not answered" wait_for 20 sh -c 'ss -tn state fin-wait-1 | grep -q :7002'
served deaf -m deaf 127.0.0.1 7003
"$TALK" ask -n 0 -o 60000 127.0.0.1 7003 >/dev/null &
asks=$!
good "nobody accepts it" wait_for 20 sh -c 'ss -tn state established | grep -q :7003'
trace rest --life 'port 7002 or port 7003'
stop rest
same "closed by its process, not by the other side" "$(ask_json rest '.[] |
	select(.ev == "life" and .rport == 7002) | .role, .cause, .existing, .pid')" \
	"client open true null"
same "not accepted: of the process that listens, for now" "$(ask_json rest '.[] |
	select(.ev == "life" and .lport == 7003) | .role, .pid, .attr')" \
	"server $deaf_pid listener"
kill $asks

# --- a port that several listen on

served one -R 127.0.0.1 7004
served two -R 127.0.0.1 7004
served other 127.0.0.2 7004
trace port --events=established,accept,close 'port 7004'
"$TALK" ask -c 30 127.0.0.1 7004 >/dev/null
"$TALK" ask -c 2 127.0.0.2 7004 >/dev/null
has_closed port 64
stop port
same "who will accept is not guessed where nobody knows" "$(ask_json port '[.[] |
	select(.ev == "established" and .laddr == "127.0.0.1" and .lport == 7004) | .pid] |
	unique | .[]')" null
same "who has accepted is known" "$(ask_json port '[.[] | select(.ev == "close" and
	.laddr == "127.0.0.1" and .lport == 7004) | .pid] | unique | sort | .[]')" \
	"$(printf '%s\n%s\n' "$one_pid" "$two_pid" | sort -n | tr '\n' ' ' | sed 's/ $//')"
same "another address is another listener" "$(ask_json port '[.[] | select(.lport == 7004 and
	.laddr == "127.0.0.2") | .pid] | unique | .[]')" "$other_pid"
trace gone --events=established 'port 7004'
kill $one_pid
wait $one_pid 2>/dev/null
"$TALK" ask -c 2 127.0.0.2 7004 >/dev/null
"$TALK" ask -c 2 127.0.0.1 7004 >/dev/null
stop gone
same "when one of them ends, the others still listen" "$(ask_json gone '[.[] |
	select(.ev == "established" and .lport == 7004) | .role] | group_by(.) |
	map("\(.[0]) \(length)") | .[]')" "server 4"

# --- sockets that several have open: one line, all of them in it

served pre -m prefork -w 3 127.0.0.1 7008
bash -c 'exec 3<>/dev/tcp/127.0.0.1/7001; sleep 100 & sleep 101 & wait' &
several=$!
good "three have it" wait_for 20 sh -c "[ \$(ss -tnp 'dport = 7001' | grep -o 'pid=' | wc -l) = 3 ]"
trace holders --top --interval 200ms -c 1 'dst port 7001 and src port not 7001'
trace closes --events=close --role=client --interval 1h 'port 7001' # looks at its start
trace_begin queue --netns pid:$$ queue --listen --interval 200ms -c 2
"$PFC" trace tcp --netns pid:$$ --listen --interval 200ms -c 1 >queue.out 2>/dev/null
wait "$holders_pid" "$queue_pid"
pids=$(pgrep -P $several | sort -n | tr '\n' ' ')
same "a connection is of the first, and all are listed" "$(ask_json holders '
	[.[] | select(.ev == "top" and .role == "client")] | length, .[0].pid,
	(.[0].holders | map("\(.pid) \(.comm)") | .[])')" \
	"$(echo "1 $several $several bash $pids" | sed 's/ \([0-9]*\) \([0-9]*\) $/ \1 sleep \2 sleep/')"
sleep 0.3
kill $several $pids
has_closed closes 1
stop closes
same "and of one that has ended, as they were" "$(ask_json closes '.[] | select(.ev == "close") |
	.holders | length')" 3
same "a socket that listens is one line" "$(ask_json queue '[.[] | select(.lport == 7008)] |
	length, .[0].pid, (.[0].holders | map(.comm) | join(" "))')" \
	"2 $pre_pid tcp_talk tcp_talk tcp_talk"
same "one that only one has lists nobody" "$(ask_json queue '[.[] | select(.lport == 7001) |
	.holders] | unique | .[]')" null
good "as text: how many" grep -Eq "^ *$pre_pid tcp_talk .* 127.0.0.1:7008 of 3 processes$" queue.out

# --- which of those that listen

served user6 ::1 7008
set -- "dst port 7008" "ip6 and port 7008" "--pid=$pre_pid" "--uid=65534" \
	"--comm=tcp_talk:not port 7008" "--netns=1"
i=0
for select; do
	i=$((i + 1))
	netns="--netns=pid:$$"
	case $select in --netns*) netns= ;; esac
	trace_begin sel$i $netns sel$i --listen --interval 100ms -c 1 "$(echo "$select" | cut -d: -f1)" \
		$(echo "$select" | sed -n 's/.*://p')
done
i=0
for select; do
	i=$((i + 1))
	eval "wait \$sel${i}_pid"
	case $select in
	dst*) want="127.0.0.1:7008 ::1:7008" ;;
	ip6*) want="::1:7008" ;;
	--pid*) want="127.0.0.1:7008" ;;
	--comm*) want=$(ask_json queue '[.[] | select(.ev == "listen" and .lport != 7008) |
		"\(.laddr):\(.lport)"] | unique | .[]') ;;
	*) want="" ;;
	esac
	same "--listen $select" "$(ask_json sel$i '[.[] | select(.ev == "listen") |
		"\(.laddr):\(.lport)"] | unique | .[]')" "$want"
done
kill $user6_pid

# --- sends that overlap answers: no turns

served s5 127.0.0.1 7005
trace ahead --hist=response,service,readwait,ack,rtt 'port 7005'
trace table --top --interval 300ms 'port 7005'
"$TALK" ask -n 300 -P 6 127.0.0.1 7005 >/dev/null
"$TALK" ask -n 5 127.0.0.1 7005 >/dev/null
sleep 0.5
stop ahead
stop table
same "it is said of both ends, and of no other" "$(ask_json table '[.[] | select(.ev == "top" and
	.state == "CLOSE") | "\(.role) \(.duplex // false)"] | sort | join(", ")')" \
	"client false, client true, server false, server true"
between "answers are no longer counted" "$(ask_json ahead '[.[] | select(.what == "response" or
	.what == "service") | .count] | max')" 5 60
between "nor how long they wait to be read" "$(ask_json ahead '[.[] | select(.what == "readwait") |
	.count] | max')" 5 120
good "acknowledgements and round trips are" sh -c 'jq -e -s "[.[] | select(.what == \"ack\" or
	.what == \"rtt\") | .count > 50] == [true, true]" ahead.json'

# --- where the start of a send is not seen

served s6 -d 2 127.0.0.1 7006
there "$TALK" serve -q 200000 10.9.0.2 7007 >s7.ready &
ip neigh replace 10.9.0.2 lladdr 02:00:00:00:00:0b dev a0
wait_for 20 grep -q ready s7.ready
trace queue --hist=response,ack --by=port --without tcp_sendmsg_locked 'port 7006 or port 7007'
"$TALK" ask -n 40 127.0.0.1 7006 >asked
"$TALK" ask -n 20 -q 200000 10.9.0.2 7007 >/dev/null
sleep 0.1
stop queue
same "its first packet tells: hooks" "$(ask_json queue '.[0].hooks |
	index("net:net_dev_queue") != null')" true
same "a turn each" "$(ask_json queue '[.[] | select(.what == "response") | "\(.port) \(.count)"] |
	sort | .[]')" "7006 40 7007 20"
same "none is below zero" "$(ask_json queue '.[-1].negative')" 0
between "as long as the client says" "$(ask_json queue '.[] | select(.what == "response" and
	.port == 7006) | .p50_us')" 2000 "$(sed -n 's/.* p50_us \([0-9]*\).*/\1/p' asked |
	awk '{ print $1 * 1.1 + 500 }')"

finish
