#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tcp: long filters, thousands of sockets, a screen.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/trace.sh"
need tmux
ip link set lo up

# --- a filter of several hundred ports and networks

awk 'BEGIN {
	printf "port in {"
	for (i = 0; i < 400; i++) printf "%s%d", (i ? ", " : ""), 7001 + 2 * i
	printf "}\nor net in {"
	for (i = 0; i < 300; i++) printf "%s127.%d.%d.0/24", (i ? ", " : ""), 1 + i % 50, i * 3 % 256
	print "}"
}' >large.filter
for port in 7000 7001 7002 7799 7800; do
	served s$port 0.0.0.0 $port
done
trace large --events=close -F large.filter
for at in "127.0.0.1 7000" "127.0.0.1 7001" "127.0.0.1 7002" "127.0.0.1 7799" "127.0.0.1 7800" \
	"127.1.0.9 7000" "127.2.3.9 7000" "127.2.4.9 7000" "127.50.147.9 7002"; do
	"$TALK" ask $at >/dev/null
done
sleep 0.2
stop large
same "a filter of 700 entries: what it takes" "$(ask_json large '[.[] | select(.role == "client") |
	"\(.raddr):\(.rport)"] | sort | .[]')" \
	"127.0.0.1:7001 127.0.0.1:7799 127.1.0.9:7000 127.2.3.9:7000 127.50.147.9:7002"
same "and of both ends" "$(ask_json large '[.[] | select(.ev == "close") | .role] | group_by(.) |
	map("\(.[0]) \(length)") | .[]')" "client 5 server 5"

# --- thousands of sockets

clients=1000
[ -z "$PFC_LONG" ] || clients=10000
ulimit -n 30000 2>/dev/null || echo "# open files are limited"
echo 20000 >/proc/sys/net/core/somaxconn
served hold -m hold -b 20000 127.0.0.1 7010
"$TALK" ask -s -c $clients -n 0 -o 60000 127.0.0.1 7010 >/dev/null 2>ask.err &
asks=$!
good "they are there" wait_for 20 sh -c "[ \$(ss -tn state established | wc -l) -gt $((2 * clients)) ]"
note ask.err
start=$(date +%s%N)
trace many --top --interval 100ms -c 1 'port 7010'
wait "$many_pid"
echo "# $((($(jq -r 'select(.ev == "top") | .ts' many.json | head -1) - start) / 1000000)) ms to the first screen"
same "all of them are in the table" "$(ask_json many '[.[] | select(.ev == "top")] | length')" $((2 * clients))
same "each with its process" "$(ask_json many '
	[.[] | select(.ev == "top") | .pid] | unique | sort | .[]')" \
	"$(printf '%s\n%s\n' "$hold_pid" "$asks" | sort -n | tr '\n' ' ' | sed 's/ $//')"
kill $asks
wait $asks 2>/dev/null

# --- on a terminal

TERM=screen tmux -L pfc$$ -f /dev/null new-session -d -x 100 -y 30 \
	"$PFC trace tcp --netns pid:$$ --interval 200ms 'port 7000' 2>screen.err; echo gone; sleep 5"
wait_for 30 grep -q 'tracing tcp: top' screen.err
for i in 1 2 3 4 5 6; do
	"$TALK" ask -n 40 -o 200 127.0.0.1 7000 >/dev/null
done &
good "the table is the default on a terminal" wait_for 20 sh -c \
	"tmux -L pfc$$ capture-pane -p | grep -Eq '^ +[0-9]+ tcp_talk .* 127.0.0.1:7000 > 12'"
good "with a head, once, and a line each" sh -c "[ \$(tmux -L pfc$$ capture-pane -p |
	grep -c '^ *PID COMM') = 1 ] && ! tmux -L pfc$$ capture-pane -p | grep -q '^[^ 0-9]'"
tmux -L pfc$$ send-keys g
good "g: lines put together" wait_for 20 sh -c \
	"tmux -L pfc$$ capture-pane -p | grep -q 'g: process.*q: quit'"
tmux -L pfc$$ send-keys s
good "s: another order" wait_for 20 sh -c "tmux -L pfc$$ capture-pane -p | grep -q 's: by rx'"
tmux -L pfc$$ send-keys q
good "q: the end" wait_for 20 sh -c "tmux -L pfc$$ capture-pane -p | grep -q '^gone'"
tmux -L pfc$$ kill-server

finish
