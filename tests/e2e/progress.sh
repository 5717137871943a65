#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# What is seen of a capture while it goes on: a line on a terminal, JSON when asked for,
# nothing when piped.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump script
quiet_cable || skip_all "this machine has no virtual cables"

# --- a terminal

# terminal NAME: pfc on a terminal of its own, which NAME.log tells; returns when it
# listens. script(1) leaves a moment after its program, whether all was read or not: so a
# shell stays on the terminal until what pfc says last is in the log.
terminal()
{
	cat >"$1.sh" <<-END
		sh -c 'echo \$\$ >$1.pid; exec "\$0" -i v0 -w $1.pcap udp port 9' "$PFC"
		echo \$? >$1.status
		n=0
		until grep -q 'dropped by kernel' $1.log || [ \$n -eq 500 ]; do
			sleep 0.02
			n=\$((n + 1))
		done
	END
	script -fqc "sh $1.sh" "$1.log" >/dev/null 2>&1 </dev/null &
	script_pid=$!
	wait_for 10 grep -q 'listening on' "$1.log"
}

end_terminal()
{
	kill -INT "$(cat "$1.pid")"
	wait $script_pid
}

# line_of NAME LINE: the terminal was told this, after what clears the line before
line_of()
{
	line_esc=$(printf '\033')
	tr '\r' '\n' <"$1.log" | grep -qx "$line_esc\[K$2" && return
	od -An -c "$1.log"
	return 1
}

terminal term
"$SEND" v1 -n 50
wait_for 10 grep -q ' 50 kept  0 lost  term.pcap' term.log
good "a line on a terminal: kept, lost, file" grep -q ' 50 kept  0 lost  term.pcap' term.log
good "a line on a terminal: rate" grep -qE '[0-9.]+ k?packets/s' term.log
end_terminal term
good "the line is gone before the report" line_of term '50 packets captured'
same "exit status" "$(cat term.status)" 0
same "the file is right" "$(count_tcpdump term.pcap)" 50

# A message while the line stands there does not end up behind it.
terminal down
wait_for 10 grep -q ' kept' down.log
ip link set v0 down
wait_for 10 grep -q 'went down' down.log
good "a message clears the line" line_of down "pfc: interface 'v0' went down.*"
end_terminal down
ip link set v0 up
wait_for 5 is_up v0
wait_for 5 is_up v1

# --- no terminal

start plain -i v0 -w plain.pcap udp port 9
"$SEND" v1 -n 3
sleep 1.2
stop plain
same "nothing when piped" "$(wc -l <plain.err | tr -d ' ')" 4

start verbose -i v0 -v -w verbose.pcap udp port 9
"$SEND" v1 -n 3
wait_for 10 grep -q '^Got 3$' verbose.err
stop verbose
says "-v: a line each second" verbose.err "Got 3"

# --- JSON

start json -i v0 -w json.pcapng --stats-json udp port 9
"$SEND" v1 -n 7
wait_for 10 grep -q '"captured":7,.*"ended":false' json.err
says "--stats-json: each second" json.err \
	'{"captured":7,"received":7,"dropped":0,"unsaved":0,'
n=$(wc -l <json.err)
kill -USR1 "$json_pid"
wait_for 1 sh -c "[ \$(wc -l <json.err) -gt $n ]"
stop json
same "--stats-json: the end" "$(tail -n 1 json.err | grep -c '"captured":7,.*"ended":true')" 1
same "--stats-json: no other counters" "$(grep -c 'packets captured' json.err)" 0
same "--stats-json: names the file" \
	"$(grep -c '"file":"json.pcapng","file_bytes":[1-9]' json.err | sed 's/[1-9][0-9]*/some/')" some
finish
