#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tcp: what it may still do once it traces, and that it still does all it has to.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/trace.sh"
ip link set lo up

# A checking build keeps system calls and files.
confined="1 2"
case $TEST_CFLAGS in *-*) confined="0 0" ;; esac

# of PID FIELD: from what the kernel says of a process
of()
{
	sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status"
}

entered()
{
	[ "$(of "$1" NoNewPrivs) $(of "$1" Seccomp)" = "$confined" ] &&
		[ "$(of "$1" CapPrm) $(of "$1" CapBnd)" = "0000000000000000 0000000000000000" ]
}

# --- each view, with all that it does later

served s1 -d 2 127.0.0.1 7000
"$TALK" ask -n 0 -o 60000 127.0.0.1 7000 >/dev/null &
idle=$!
set -- --events=connect,close,retrans,drop --args:--life --top "--top:--by=host" --count \
	"--hist=response,rtt:--interval:100ms" "--hist=response:--by=port" --slow=1 --listen \
	--cong "-w:file.pcapng"
i=0
for view; do
	i=$((i + 1))
	trace_begin v$i --netns pid:$$ v$i -v --interval 100ms $(echo "$view" | tr : ' ')
done
for n in $(seq $i); do
	trace_ready v$n
	eval "pid=\$v${n}_pid"
	entered "$pid" || echo "# v$n: $(of "$pid" NoNewPrivs) $(of "$pid" Seccomp) $(of "$pid" CapPrm)"
	confined_all="$confined_all$(entered "$pid" && echo .)"
done
same "all are confined, and have no capability that could be gained either" \
	"$(echo "$confined_all" | tr -d '\n' | wc -c)" $i
"$TALK" ask -n 5 -c 2 127.0.0.1 7000 >/dev/null
"$TALK" ask -p 127.0.0.1 7999 >/dev/null # closed
sleep 0.5
for n in $(seq $i); do
	stop v$n
	statuses="$statuses$status"
done
same "they end well" "$statuses" "$(printf '%*s' $i '' | tr ' ' 0)"
n=0
for view; do
	n=$((n + 1))
	case $view in
	--events*) ask='[.[] | select(.ev == "close" and .rport == 7000)] | length == 2' ;;
	--args*) ask='[.[] | select(.ev == "life" and .cause == "open" and
		.role == "client") | .args[-1]] == ["7000"]' ;;
	--top) ask='[.[] | select(.ev == "top" and .answers and .tx_rate > 0)] | length >= 2' ;;
	--top*) ask='[.[] | select(.ev == "top" and .answers) | .answers] | add == 20' ;;
	--count) ask='[.[] | select(.ev == "count") | .send_calls] | add == 20' ;;
	--hist*port) ask='[.[] | select(.ev == "hist") | .count] | add == 10' ;;
	--hist*) ask='[.[] | select(.ev == "hist" and .what == "response") | .count] | add == 10' ;;
	--slow*) ask='[.[] | select(.ev == "turn")] | length == 20' ;;
	--listen) ask='[.[] | select(.ev == "listen" and .lport == 7000)] | length >= 2' ;;
	--cong) ask='[.[] | select(.ev == "cong_share" and .cause == "open")] | length == 2' ;;
	-w*) ask='[.[] | select(.ev == "end")] | length == 1' ;;
	esac
	same "and tell all: $view" "$(ask_json v$n "$ask")" true
	grep '^pfc: note: ' v$n.err >>notes
done
good "where a packet was dropped is known" grep -q '"where":"tcp_v4_rcv' v1.json
good "the file is whole" sh -c "[ \$('$PFC' -r file.pcapng --count 2>/dev/null | cut -d' ' -f1) -gt 20 ]"
case $confined in
1*) same "-v has nothing to tell" "$(cat notes)" "" ;;
*) says "-v tells" notes "not confined: this is a checking build" ;;
esac
kill $idle

trace open --no-sandbox --events
same "--no-sandbox: without capabilities, and no more" \
	"$(of "$open_pid" Seccomp) $(of "$open_pid" CapPrm)" "0 0000000000000000"
stop open

# --- who it is

mkdir mine && chown 65534:65534 mine
chmod 755 .
SUDO_UID=65534 SUDO_GID=65534
export SUDO_UID SUDO_GID
trace sudo -w mine/x.pcapng
same "who called sudo, where that user can write" "$(of "$sudo_pid" Uid | cut -f1-3)" \
	"$(printf '65534\t65534\t65534')"
"$TALK" ask 127.0.0.1 7000 >/dev/null
sleep 0.4
stop sudo
same "and the file is that user's" "$status $(stat -c %u mine/x.pcapng)" "0 65534"
trace sudo --events=close
same "and without a file" "$(of "$sudo_pid" Uid | cut -f1)" 65534
"$TALK" ask 127.0.0.1 7000 >/dev/null
has_closed sudo 2
stop sudo
same "and it traces" "$(ask_json sudo '[.[] | select(.ev == "close")] | length')" 2
trace stays -Z root --events=close
same "-Z root" "$(of "$stays_pid" Uid | cut -f1)" 0
stop stays

# --- a command is what it is without a trace

"$PFC" trace tcp --json --events=close -- sh -c "grep -E '^(Uid|CapEff|NoNewPrivs|Seccomp):' \
	/proc/self/status; $TALK ask 127.0.0.1 7000" >cmd.json 2>cmd.err
same "it keeps its rights" "$(sed -n 's/^\(NoNewPrivs\|Seccomp\|Uid\):[[:space:]]*\([0-9]*\).*/\2/p' \
	cmd.json | tr '\n' ' ')$(sed -n 's/^CapEff:[[:space:]]*//p' cmd.json)" \
	"0 0 0 $(of self CapEff)"
good "and is traced" grep -q '"ev":"close".*"role":"client"' cmd.json
"$PFC" trace tcp --json --duration 300ms -- sleep 30 >cmd.json 2>cmd.err
same "it is ended" "$? $(ps -eo args | grep -c '^sleep 30$')" "0 0"
"$PFC" trace tcp -Z nobody -- true >no.out 2>no.err
same "-Z with a command" "$?" 2
says "and why not" no.err "cannot end it"
"$PFC" trace tcp --events -c 1 -- ./nothing >no.out 2>no.err
says "a command that is not there" no.err "./nothing: No such file"

finish
