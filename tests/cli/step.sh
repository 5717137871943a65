#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/step.sh - pfc step: line by line, and on a terminal in tmux.

. "$TOP_SRCDIR/tests/cli/lib.sh"
cp "$TOP_SRCDIR/tests/docs/files/web.pcap" .

# step COMMANDS ARG...: pfc step with the commands, one a word
step()
{
	printf '%s\n' "$1" | tr ';' '\n' >commands
	shift
	"$PFC" step "$@" >out 2>err <commands
	got=$?
	test $got = 0 || {
		fail "pfc step $*: exit status $got"
		show err
	}
}

has()
{
	grep -qF -e "$1" out || {
		fail "it does not say: $1"
		show out
	}
}

step 's;s 2;b;q' -r web.pcap 'tcp port 80'
err ''
has 'packet 1 of 12, step 0 of '
has 'packet 1 of 12, step 3 of '
test "$(tail -n 4 out | head -n 1 | cut -d' ' -f1-6)" = 'packet 1 of 12, step 2' || {
	fail "back is not one step back"
	show out
}
has 'just read: bytes 12-13 = 08 00  Ethernet type'
has 'A = 2048 (0x800)  X = 0 (0x0)'
name "forward and back"

# there and back is the same to the byte
for n in 1 2 3 4 5 6; do
	step "s $n;b $n" -r web.pcap 'tcp port 80'
	sed -n 1,4p out >first
	tail -n 4 out >last
	same first last
done
name "back undoes forward"

step 'break A = 17;break destination port;break;r;r;R;delete 1;break;break 9999' \
	-r web.pcap 'port 53'
has 'breakpoint 1 where A = 0x11'
has "breakpoint 2 where the words have 'destination port'"
has "2: where the words have 'destination port'"
has 'breakpoint 1, where A = 0x11'
has "no breakpoint '9999'"
step 'break foo bar;break M[16] = 1;break M[15] = 1;break' -r web.pcap 'port 53'
has "no breakpoint 'foo bar': say an instruction below"
has "no breakpoint 'M[16] = 1'"
has '1: where M[15] = 0x1'
step "$(seq -s ';' -f 'break A = %g' 33)" -r web.pcap 'port 53'
has 'breakpoint 32 where A = 0x20'
has 'there are 32 breakpoints already: delete one'
name "breakpoints"

step 'n;n;p;packet 12;packet 13;packet x;packet 1;w;f;x;l;l all;help' -r web.pcap 'udp port 53'
has 'packet 3 of 12, step 0'
has 'packet 12 of 12, step 0'
has 'there is no packet 13: 1 to 12'
has "'x' is no number"
has 'it would be rejected with '
has '=> (000)'
has 'back to the last breakpoint'
name "packets, why, bytes, listing"

step 'hits' -r web.pcap 'tcp port 80'
count=$("$PFC" -r web.pcap --count 'tcp port 80' 2>/dev/null | cut -d' ' -f1)
has "12 packets, $count accepted"
name "hits of a whole file"

step 'd;d' -r web.pcap --with 'tcp dst port 80' 'tcp port 80'
has ': A and B differ from step '
has 'in the end: accepted'
has 'in the end: rejected'
step 'd' -r web.pcap --with 'port 80 and not udp' 'tcp port 80'
has 'A and B say the same of all packets from 1 on'
"$PFC" -ddd 'tcp dst port 80' >dst
step 'd' -r web.pcap --with @dst 'tcp port 80'
has ': A and B differ from step '
name "two programs in step"

step 'r;hits;nonsense;hitz' 'udp port 53'
if "$PFC" equiv ip ip 2>&1 | grep -q 'without Z3'; then
	skip "without a file" "needs Z3"
else
	has 'end: accepted'
	has '2 packets, 1 accepted'
	has "did you mean 'hits'?"
	name "without a file"
fi

pfc 2 step -r web.pcap -r web.pcap ip
err 'step reads one file'
pfc 1 step -r missing ip
err missing
pfc 3 step -r web.pcap 'ip and'
err error
pfc 3 step -r web.pcap --with 'ip and' ip
pfc 1 step --allow-empty 'ip and arp'
err 'no packet was found'
name "mistakes"

# a real terminal
if ! command -v tmux >/dev/null; then
	skip "on a terminal" "tmux is not installed"
	finish
	exit
fi
tmux="tmux -L pfc-step-$$ -f /dev/null"
trap '$tmux kill-server 2>/dev/null; rm -rf "$dir"' EXIT
key()
{
	$tmux send-keys "$@"
	sleep 0.3
	$tmux capture-pane -p >out
}
TERM=screen $tmux new-session -d -x 130 -y 40 "'$PFC' step -r web.pcap 'tcp port 80'; echo gone; sleep 5"
i=0
until $tmux capture-pane -p 2>/dev/null | tee out | grep -q 'q quit' || test $i = 100; do
	sleep 0.05
	i=$((i + 1))
done
if grep -q 'step 0 of' out && ! grep -q '> (000) ldh' out; then
	skip "on a terminal" "pfc was built without ncurses"
	finish
	exit
fi
has ' > (000) ldh      [12]'
has 'packet 1 of 12, step 0 of'
key s
has ' > (001) jeq'
has 'Ethernet type: bytes 12-13 = 08 00'
cp out one
key s
key b
same one out
key r
has 'end: rejected'
key w
has 'rejected by instruction'
key n
has 'packet 2 of 12'
key : 'break 3' Enter
has 'breakpoint 1 at instruction 3'
key r
has '*> (003)'
key h
has '12 packets, '
has 'any other key goes back'
key x
has '*> (003)'
$tmux resize-window -x 80 -y 24 2>/dev/null
key b
has 'packet 2 of 12'
# soon TEXT: the screen has it in a while
soon()
{
	i=0
	until $tmux capture-pane -p | tee out | grep -qF -e "$1" || test $i = 100; do
		sleep 0.05
		i=$((i + 1))
	done
	has "$1"
}
$tmux resize-window -x 40 -y 10
soon 'pfc step needs 56 columns and 16 rows;'
has 'this terminal has 40 and 10.'
key s
$tmux resize-window -x 56 -y 16
soon '*  (003)'
has 'packet 2 of 12, step 2 of'
key q
has 'gone'
name "on a terminal"

finish
