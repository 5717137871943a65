#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# What is seen of a capture while it goes on: a line on a terminal, JSON when asked for,
# nothing when piped.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump script
quiet_cable || skip_all "this machine has no virtual cables"

# --- a terminal

script -fqec "'$PFC' -i v0 -w term.pcap udp port 9" term.log >/dev/null 2>&1 </dev/null &
script_pid=$!
wait_for 10 grep -q 'listening on' term.log
"$SEND" v1 -n 50
wait_for 5 grep -q ' 50 kept  0 lost  term.pcap' term.log
good "a line on a terminal: kept, lost, file" grep -q ' 50 kept  0 lost  term.pcap' term.log
good "a line on a terminal: rate" grep -qE '[0-9.]+ k?packets/s' term.log
kill -INT "$(pgrep -P $script_pid)"
wait $script_pid
good "the line is gone before the report" sh -c \
	'esc=$(printf "\033"); tr "\r" "\n" <term.log | grep -qx "$esc\[K50 packets captured"'
same "the file is right" "$(count_tcpdump term.pcap)" 50

# A message while the line stands there does not end up behind it.
script -fqec "'$PFC' -i v0 -w down.pcap udp port 9" down.log >/dev/null 2>&1 </dev/null &
script_pid=$!
wait_for 10 grep -q 'listening on' down.log
wait_for 5 grep -q ' kept' down.log
ip link set v0 down
wait_for 5 grep -q 'went down' down.log
good "a message clears the line" sh -c \
	'esc=$(printf "\033"); tr "\r" "\n" <down.log | grep -qx "$esc\[Kpfc: interface .v0. went down.*"'
kill -INT "$(pgrep -P $script_pid)"
wait $script_pid
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
wait_for 5 grep -q '^Got 3$' verbose.err
stop verbose
says "-v: a line each second" verbose.err "Got 3"

# --- JSON

start json -i v0 -w json.pcapng --stats-json udp port 9
"$SEND" v1 -n 7
wait_for 5 grep -q '"captured":7,.*"ended":false' json.err
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
