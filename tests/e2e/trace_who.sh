#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tcp: each connection is of the right process, by what the processes write down.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/trace.sh"
ip link set lo up

served_for()
{
	for mode in thread prefork fork pass; do
		case $mode in
		thread) port=7000 ;;
		prefork) port=7001 ;;
		fork) port=7002 ;;
		pass) port=7003 ;;
		esac
		served $mode -t "$1" -m $mode 127.0.0.1 $port
	done
	served six -t "$1" :: 7004
	served early -t "$1" -m prefork 127.0.0.1 7005
	served deaf -m deaf 127.0.0.1 7006
}

# all_ask TRUTH: clients of all servers
all_ask()
{
	"$TALK" ask -t "$1" -c 70 127.0.0.1 7000 >/dev/null &
	"$TALK" ask -t "$1" -c 50 127.0.0.1 7001 >/dev/null &
	"$TALK" ask -t "$1" -c 30 127.0.0.1 7002 >/dev/null &
	"$TALK" ask -t "$1" -c 30 127.0.0.1 7003 >/dev/null &
	"$TALK" ask -t "$1" -N -c 20 127.0.0.1 7000 >/dev/null &
	"$TALK" ask -t "$1" -c 20 ::1 7004 >/dev/null &
	"$TALK" ask -t "$1" -c 20 127.0.0.1 7004 >/dev/null
	"$TALK" ask -t "$1" -c 20 -n 0 127.0.0.1 7000 >/dev/null
}

# told NAME TRUTH: prints "wrong N of N" and, as comments, which are wrong
told()
{
	sort -u "$2" >truth.sorted
	jq -r 'select(.ev == "close") | "\(.role) \(.pid) \(.lport) \(.rport)"' "$1.json" |
		sort -u >told.sorted
	comm -23 truth.sorted told.sorted >wrong
	echo "wrong $(wc -l <wrong) of $(wc -l <truth.sorted)"
}

# run NAME ARG...: one trace of all kinds; sets $said
run()
{
	name=$1
	shift
	served_for "$name.truth"
	"$TALK" ask -t "$name.truth" -s -c 8 -n 2 -g "$name.go" 127.0.0.1 7005 >/dev/null &
	"$TALK" ask -t "$name.truth" -s -c 8 -n 0 -g "$name.go" 127.0.0.1 7005 >/dev/null &
	wait_for 20 sh -c '[ $(ss -tn state established "dport = 7005" | grep -c :7005) = 16 ]'
	trace "$name" --events=close "$@"
	: >"$name.go"
	all_ask "$name.truth"
	timeout 2 "$TALK" ask -t "$name.truth" -s -c 20 -n 1 127.0.0.1 7006 >/dev/null
	wait_for 20 sh -c "! ss -tn state established | grep -q ':700[0-5]'"
	sleep 0.3
	kill $thread_pid $prefork_pid $fork_pid $pass_pid $six_pid $early_pid $deaf_pid
	sleep 0.2
	stop "$name"
	said=$(told "$name" "$name.truth")
	echo "# $name: $said"
}

run io --io
note wrong
same "calls are looked at: none is wrong" "$(echo "$said" | cut -d' ' -f1-3)" "wrong 0 of"
good "and there were many" [ "$(wc -l <truth.sorted)" -ge 500 ]
same "nobody is made up: all that are told have a process" "$(ask_json io '
	[.[] | select(.ev == "close" and .pid == null)] | length')" 0

run few
grep -v '^server .* 700[23] ' wrong >others
note others
same "calls are not looked at: wrong are only descriptors handed on" "$(cat others)" ""

finish
