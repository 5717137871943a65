#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tcp: what happens to connections, whose they are, which are asked for.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/trace.sh"
need bpftool setpriv
make_cable || skip_all "this machine has no virtual cables"

# Nobody answers at this address, and there is one more try: that takes a while.
echo 1 >/proc/sys/net/ipv4/tcp_syn_retries
ip neigh add 10.9.0.77 lladdr 02:00:00:00:00:77 dev a0
trace late --events=connect,close 'host 10.9.0.77'
"$TALK" ask -p 10.9.0.77 7090 >timeout.out &
late_ask=$!

# --- a connection, from both ends

trace one 'port 7000'
served s1 127.0.0.1 7000
"$TALK" ask -n 3 127.0.0.1 7000 >/dev/null
good "both ends have closed" has_closed one 2
stop one
same "exit status" "$status" 0
same "each event once, in order, of both ends" "$(ask_json one '
	map(select(.role == "client") | .ev), map(select(.role == "server") | .ev)
	| join(",")')" "connect,established,close established,accept,close"
same "who" "$(ask_json one '[.[] | select(.pid) | .comm] | unique | .[]')" tcp_talk
same "whose: the server's end is the server's" "$(ask_json one '
	[.[] | select(.role == "server") | .pid] | unique | .[]')" "$s1_pid"
same "bytes, without those of SYN and FIN" "$(ask_json one '
	.[] | select(.ev == "close") | "\(.role) \(.tx) \(.rx) \(.cause)"' |
	tr ' ' '\n' | paste -d' ' - - - - | sort | tr '\n' ' ')" \
	"client 1500 2100 fin server 2100 1500 fin "
same "first and last line" "$(ask_json one '(.[0] | .ev, .schema, .view), (.[-1] | .ev, .lost)')" \
	"start 1 events end 0"
same "of a socket all have one cookie" "$(ask_json one '
	[.[] | select(.role == "client") | .cookie] | unique | length')" 1
says "report" one.err "pfc: 6 events, 0 lost"

# --- five connections, five ends

trace end --events=connect,close,reset 'not host 10.9.0.77'
"$TALK" ask -p 127.0.0.1 7001 >refused.out
"$TALK" ask -e reset 127.0.0.1 7000 >/dev/null
"$TALK" ask -e unread 127.0.0.1 7000 >/dev/null
"$TALK" ask 127.0.0.1 7000 >/dev/null
good "all have closed" has_closed end 7
stop end
same "the client says" "$(cat refused.out)" "connect 111"
same "causes at the clients" "$(ask_json end '
	.[] | select(.ev == "close" and .role == "client") | .cause')" \
	"refused abort abort fin"
same "causes at the server" "$(ask_json end '
	.[] | select(.ev == "close" and .role == "server") | .cause')" "reset reset fin"
same "who aborts sends a reset, which is told of the close, and by itself" "$(ask_json end '
	([.[] | select(.ev == "close" and .reset == "out") | "\(.role) \(.cause)"] | .[]),
	([.[] | select(.ev == "close" and .reset) | .cookie] ==
	[.[] | select(.ev == "reset" and .dir == "out" and .pid) | .cookie]),
	([.[] | select(.ev == "close" and .reset) | .reset_reason] ==
	[.[] | select(.ev == "reset" and .dir == "out" and .pid) | .reason])')" \
	"client abort client abort true true"
same "results of connect()" "$(ask_json end '.[] | select(.ev == "connect") | .result')" \
	"refused ok ok ok"
same "a connection that was refused had no bytes" "$(ask_json end '
	.[] | select(.cause == "refused") | .tx, .rx, .errno')" "0 0 111"
same "the reset of a closed port is of no process" "$(ask_json end '
	[.[] | select(.ev == "reset" and .reason == "NO_SOCKET")][0] | .dir, .pid')" "out null"

# --- connections that were there

served s2 -m prefork -w 1 127.0.0.1 7002
"$TALK" ask -g go 127.0.0.1 7002 >/dev/null &
old=$!
good "it is there" wait_for 20 sh -c 'ss -tn state established | grep -q :7002'
trace was --life 'port 7002'
: >go
wait $old
good "it has closed" has_closed was 2
stop was
same "existing ones: who, no duration that is invented" "$(ask_json was '
	.[] | select(.ev == "life") | .role, .pid, .existing, .duration_us' |
	tr ' ' '\n' | paste -d' ' - - - - | sort | tr '\n' ' ')" \
	"client $old true null server $s2_pid true null "
trace open --life 'not host 10.9.0.77'
"$TALK" ask -o 5000 127.0.0.1 7000 >/dev/null &
open=$!
good "it is there" wait_for 20 sh -c 'ss -tn | grep -q :7000'
sleep 0.2
ss -Htne 'dst 127.0.0.1:7000' | sed -n 's/.* sk:\([0-9a-f]*\).*/\1/p' >cookie
stop open
same "the cookie is that of the socket" "$(ask_json open '
	.[] | select(.ev == "life" and .role == "client") | .cookie')" "$(printf %d "0x$(cat cookie)")"
same "those that are open at the end are told" "$(ask_json open '
	.[] | select(.ev == "life") | .cause, .role' | tr ' ' '\n' | sort | uniq | tr '\n' ' ')" \
	"client open server "
kill $open

# --- which are asked for

served s3 ::1 7003
served s4 :: 7004 # takes IPv4, too
# The same connections, by a capture: of each filter the ports of the clients.
start peer -i lo -w peer.pcap tcp
i=0
set -- "tcp port 7003" "not port 7000" "host ::1" "ip6" "ip and port 7004" "src 127.0.0.2" \
	"net 127.0.0.0/8 and dst port 7000" "portrange 7003-7004" "port in {7000, 7003}" \
	"tcp[2:2] = 7004" "src net ::/0 and not dst port 7003" "dst host 127.0.0.2 or ip6"
for filter; do
	i=$((i + 1))
	trace_begin some$i --netns pid:$$ some$i --events=close --role=client "$filter"
done
for n in $(seq $i); do
	trace_ready some$n
done
for at in "127.0.0.1 7000" "::1 7003" "127.0.0.2 7004" "::1 7004"; do
	"$TALK" ask -t asks $at >/dev/null
done
sleep 0.2
for n in $(seq $i); do
	stop some$n
done
stop peer
i=0
for filter; do
	i=$((i + 1))
	"$PFC" -r peer.pcap -nn "$filter" 2>/dev/null |
		sed -n 's/.*:\([0-9]*\) > .*:\([0-9]*\) tcp.*/\1\n\2/p' | sort -u >ports
	good "a capture has some: $filter" test -s ports
	# What was there before may end now.
	same "as a capture says: $filter" "$(ask_json some$i '
		[.[] | select(.ev == "close" and (.existing | not)) | .lport] | sort | .[]')" \
		"$(awk '{ print $3 }' asks | sort | comm -12 - ports | sort -n | tr '\n' ' ' |
			sed 's/ $//')"
done
trace some --events=close
"$TALK" ask 127.0.0.2 7004 >/dev/null
has_closed some 2
stop some
same "IPv4 on a socket of IPv6 is IPv4" "$(ask_json some '
	[.[] | select(.laddr == "127.0.0.2" or .raddr == "127.0.0.2") | .family] | unique | .[]')" 4

set -- "--role client" "--role server" "--pid $s3_pid" "--comm tcp_talk" "--comm other" \
	"--uid 65534" "--cgroup ."
cgroup=$(awk '$9 == "cgroup2" || $8 == "cgroup2" { print $5; exit }' /proc/self/mountinfo)
mkdir "$cgroup/pfc-test-$$" "$cgroup/pfc-test-$$/below" || echo "# no control groups"
i=0
for select; do
	i=$((i + 1))
	[ "$select" = "--cgroup ." ] && select="--cgroup $cgroup/pfc-test-$$"
	trace_begin some$i --netns pid:$$ some$i --events=close $select
done
for n in $(seq $i); do
	trace_ready some$n
done
"$TALK" ask ::1 7003 >/dev/null
setpriv --reuid 65534 --clear-groups "$TALK" ask ::1 7004 >/dev/null
sh -c "echo \$\$ >$cgroup/pfc-test-$$/below/cgroup.procs && exec $TALK ask 127.0.0.1 7000" >/dev/null
sleep 0.2
for n in $(seq $i); do
	stop some$n
done
rmdir "$cgroup/pfc-test-$$/below" "$cgroup/pfc-test-$$"
i=0
for select; do
	i=$((i + 1))
	case $select in
	"--role client") want="client:7000 client:7003 client:7004" ;;
	"--role server") want="server:7000 server:7003 server:7004" ;;
	--pid*) want="server:7003" ;;
	"--comm tcp_talk") want="client:7000 client:7003 client:7004 \
server:7000 server:7003 server:7004" ;;
	"--comm other") want="" ;;
	--uid*) want="client:7004" ;;
	--cgroup*) want="client:7000" ;;
	esac
	same "$select" "$(ask_json some$i '[.[] | select(.ev == "close") |
		"\(.role):\(if .role == "client" then .rport else .lport end)"] | sort | .[]')" \
		"$want"
done

# --- of packets of one direction

i=0
set -- "-Q out" "-Q in" "-Q inout" "--direction=in"
for way; do
	i=$((i + 1))
	trace_begin some$i --netns pid:$$ some$i --events=close $way 'src port 7000'
done
for n in $(seq $i); do
	trace_ready some$n
done
"$TALK" ask 127.0.0.1 7000 >/dev/null
has_closed some3 2
i=0
for way; do
	i=$((i + 1))
	stop some$i
	case $way in
	"-Q out") want=server ;;
	"-Q inout") want="client server" ;;
	*) want=client ;;
	esac
	same "$way" "$(ask_json some$i '[.[] | select(.ev == "close") | .role] | sort | .[]')" "$want"
done
"$PFC" trace tcp -Q out >no.out 2>no.err
same "-Q without a filter" "$?" 2

# --- other networks

here=$(stat -Lc %i /proc/self/ns/net)
there=$(stat -Lc %i "/proc/$there_pid/ns/net")
there "$TALK" serve 10.9.0.2 7005 >there.ready &
wait_for 20 grep -q ready there.ready
trace_all both --events=close 'port 7005'
trace_all far --netns "$there" --events=close
"$TALK" ask 10.9.0.2 7005 >/dev/null
good "both ends have closed" has_closed both 2
stop both
stop far
same "each end is in its network" "$(ask_json both '
	[.[] | select(.ev == "close") | "\(.role) \(.netns)"] | sort | .[]')" \
	"client $here server $there"
same "--netns INODE" "$(ask_json far '.[] | select(.ev == "close") | .role')" server

# --- of a command

"$PFC" trace tcp --json --events=close -- sh -c "$TALK ask 127.0.0.1 7000 >cmd.out" \
	>cmd.json 2>cmd.err
same "-- COMMAND: its connections, not the server's" "$(ask_json cmd '
	.[] | select(.ev == "close") | .role, .comm')" "client tcp_talk"
same "-- COMMAND: its output" "$(grep -c '^requests 1 ' cmd.out)" 1

# --- text, count, time

"$PFC" trace tcp --netns pid:$$ --events=close -c 2 >text.out 2>text.err &
text=$!
wait_for 30 grep -q 'tracing tcp' text.err
"$TALK" ask -c 3 127.0.0.1 7000 >/dev/null
wait $text
same "-c 2: a head and two lines" "$(wc -l <text.out)" 3
good "a line" grep -Eq '^[0-9:.]{15} close +[0-9]+ tcp_talk +127.0.0.1:[0-9]+ > 127.0.0.1:[0-9]+ +fin after .* tx [57]00 rx [57]00$' text.out
rm -f text.err
"$PFC" trace tcp --netns pid:$$ --events=close,reset -c 2 >text.out 2>text.err &
text=$!
wait_for 30 grep -q 'tracing tcp' text.err
"$TALK" ask -e unread 127.0.0.1 7000 >/dev/null
wait $text
good "an abort and its reset are one line" grep -Eq ' close .* abort after .* rx [0-9]+ reset sent [A-Z_]+$' text.out
same "and there is no other of it" "$(grep -c ' sent ' text.out)" 1
start=$(date +%s%N)
"$PFC" trace tcp --duration 300ms >/dev/null 2>&1
same "--duration: exit status" $? 0
good "--duration: about that long" [ $((($(date +%s%N) - start) / 1000000)) -lt 2000 ]

# --- nobody answers

wait $late_ask
good "it has given up" has_closed late 1
stop late
same "nobody answers: what the client says, and the trace" "$(cat timeout.out) $(ask_json late '
	.[] | select(.pid) | .ev, (.result // .cause)')" "connect 110 connect waiting close timeout"

# --- nothing is left

# ids_of PID: what it has in the kernel, "prog 12" a line
ids_of()
{
	cat /proc/"$1"/fdinfo/* 2>/dev/null |
		sed -n 's/^\(prog\|map\|link\)_id:[[:space:]]*\([0-9]*\)$/\1 \2/p' | sort -u
}

# are_gone FILE: all of these
are_gone()
{
	while read -r kind id; do
		bpftool "$kind" show id "$id" 2>/dev/null && return 1
	done <"$1"
	true
}

for how in KILL INT TERM; do
	trace left --events --args --all-drops --events=drop,close
	ids_of "$left_pid" >ids
	same "programs, maps and links are there: $how" \
		"$(cut -d' ' -f1 ids | sort -u | tr '\n' ' ')" "link map prog "
	kill -$how "$left_pid"
	wait "$left_pid" 2>/dev/null
	wait_for 10 are_gone ids
	good "and gone behind it: $how" are_gone ids
done
same "nothing is pinned" "$(find /sys/fs/bpf -name '*pfc*' -o -name 'tcp_*' 2>/dev/null)" ""
same "and no event in tracefs" "$(cat /sys/kernel/tracing/dynamic_events 2>/dev/null)" ""
trace left --events=close
"$TALK" ask -c 50 127.0.0.1 7000 >/dev/null
has_closed left 100
# entries_of PID: how many connections of this network its map has
entries_of()
{
	for id in $(ids_of "$1" | sed -n 's/^map //p'); do
		bpftool map show id "$id" | grep -q ' name entries ' && bpftool map dump id "$id"
	done | grep -c "\"netns\": $here,"
}
"$TALK" ask -n 0 -o 5000 127.0.0.1 7000 >/dev/null &
there_is=$!
wait_for 20 eval '[ "$(entries_of $left_pid)" = 2 ]'
same "both ends of one that is open have an entry" "$(entries_of $left_pid)" 2
kill $there_is
wait $there_is 2>/dev/null
wait_for 20 eval '[ "$(entries_of $left_pid)" = 0 ]'
same "no entry is left of connections that are gone" "$(entries_of $left_pid)" 0
stop left
same "says so" "$(ask_json left '.[-1] | .open')" 0

# --- with less

set -- sock_send_length sock_recv_length tcp_sendmsg_locked sk_data_ready tcp_probe \
	tcp_sendmsg_locked,net_dev_queue sys_exit_accept,sys_exit_accept4 \
	sock_send_length,sock_recv_length sock_recv_length,tcp_rcv_space_adjust \
	sk_data_ready,tcp_probe
i=0
for hook; do
	i=$((i + 1))
	trace_begin less$i --netns pid:$$ less$i --io --hist=response,rtt --without $hook
done
for n in $(seq $i); do
	trace_ready less$n
done
# On loopback an answer can be there when the send ends: not of a server that takes its time.
served s9 -d 2 127.0.0.1 7009
"$TALK" ask -n 20 127.0.0.1 7009 >/dev/null
sleep 0.1
i=0
for hook; do
	i=$((i + 1))
	stop less$i
	same "without $hook: exit status" "$status" 0
	says "without $hook: says so" less$i.err "taken for missing, as asked for; "
	case $hook in
	tcp_probe) want="response 20" ;;
	sk_data_ready,tcp_probe) want="" ;;
	*) want="response 20 rtt" ;;
	esac
	same "without $hook: the rest" "$(ask_json less$i '[.[] | select(.ev == "hist") |
		"\(.what)\(if .what == "response" then " \(.count)" else "" end)"] | sort | .[]')" \
		"$want"
done

for hook in sock:inet_sock_set_state task_file; do
	"$PFC" trace tcp --duration 10s --without $hook >no.out 2>no.err
	same "nothing can be told without $hook" "$?" 1
	says "and that is said: $hook" no.err ":${hook#*:}: taken for missing"
done

# --- what cannot be asked

for filter in 'tcp[tcpflags] & tcp-syn != 0' 'len > 100' 'vlan 5' 'ether host 02:00:00:00:00:01' \
	'ip[8] < 5' 'tcp[4:4] = 1' 'port 80 and greater 100' 'inbound'; do
	"$PFC" trace tcp "$filter" >no.out 2>no.err
	same "refused: $filter" "$? $(cat no.out)" "3 "
	good "with the term marked" grep -q '\^' no.err
done
for usage in "--events --life" "--pid x" "--pid 0" "--comm averyverylongname" \
	"--uid nobodyatall" "--sample 3" "--ring 100" "--events=close,opn" "--by host --life" \
	"--without tcp_prob"; do
	"$PFC" trace tcp $usage >no.out 2>no.err
	same "wrong usage: $usage" "$? $(cat no.out)" "2 "
done
# What a view does not look at is not taken in silence.
while IFS=: read -r usage says; do
	"$PFC" trace tcp --duration 10s $usage >no.out 2>no.err
	same "refused: $usage" "$? $(cat no.out) $(head -1 no.err)" "2  pfc: $says"
done <<-'END'
	--sort rx --count:--sort is for --top
	--no-resp --life:--no-resp is for --top
	--rows 3 --events:--rows is for --top and --count
	--by port --slow 5:--by is for --top, --count and --hist
	--args --count:--args is for --events, --life, --top, --slow, --listen and --cong
	--min-ms 5 --top:--min-ms is for --events and --life
	--min-ms 5 --slow=10:--min-ms is for --events and --life
	--min-ms 5 --events=close:--min-ms leaves out connect and accept of --events, which are not asked for
	--role client --listen:--role is for --events, --life, --top, --count, --hist, --slow, --cong and -w
	--io --listen:--io is for --events, --life, --top, --count, --hist, --slow, --cong and -w
	-c 3 -w x.pcapng:-c is for --events, --life, --top, --count, --hist, --slow, --listen and --cong
	-c 3 --hist:-c counts refreshes: with --hist there are some where --interval is given, too
	-i lo --top:-i is for -w
	--all-drops --life:--all-drops is for --events and -w
	--all-drops --events=close:--all-drops is for --events=drop
	--top --life:one view at a time: --events, --life, --top, --count, --hist, --slow, --listen, --cong and -w exclude each other
END
"$PFC" trace udp >no.out 2>no.err
same "what is not traced" "$?" 2
says "says what is" no.err "pfc trace tcp"

# --- without a right

setpriv --reuid 65534 --clear-groups "$PFC" trace tcp >no.out 2>no.err
same "an ordinary user" "$?" 1
says "is told what it takes" no.err "CAP_BPF and CAP_PERFMON"
cp "$PFC" pfc && chmod 755 pfc
setpriv --reuid 65534 --clear-groups --bounding-set +all --inh-caps +bpf,+perfmon \
	--ambient-caps +bpf,+perfmon ./pfc trace tcp --json --netns "$here" --events=close \
	>caps.json 2>caps.err &
caps_pid=$!
wait_for 30 grep -q '^pfc: tracing' caps.err
"$TALK" ask 127.0.0.1 7000 >/dev/null
has_closed caps 2
kill -INT $caps_pid
wait $caps_pid
same "CAP_BPF and CAP_PERFMON do" "$? $(ask_json caps '[.[] | select(.ev == "close")] | length')" \
	"0 2"
says "and what is missing is told" caps.err "who accepts is known by the first send or receive"

finish
