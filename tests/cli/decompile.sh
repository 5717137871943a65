#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/decompile.sh - pfc decompile: programs become filters again.

. "$TOP_SRCDIR/tests/cli/lib.sh"

if "$PFC" equiv ip ip 2>&1 | grep -q 'without Z3'; then
	pfc 1 decompile ip
	err 'without Z3'
	name "it needs Z3"
	finish
	exit
fi

# is FILTER TEXT: the program of a filter becomes this, and pfc equiv says so, too
is()
{
	"$PFC" -ddd "$1" >program
	pfc 0 decompile @program
	out "$2"
	err 'proved equal'
	"$PFC" equiv --contract @program "$(cat out)" >answer 2>&1 ||
		"$PFC" equiv @program "$(cat out)" >answer 2>&1 ||
		fail "pfc equiv does not say so: $(head -n 1 answer)"
}

is 'tcp port 80' 'tcp port 80'
is 'udp dst portrange 5000-5010' 'udp dst portrange 5000-5010'
is 'ether host 1:2:3:4:5:6' 'ether host 01:02:03:04:05:06'
is 'vlan 5 and icmp' 'vlan 5 and icmp'
pfc 0 decompile ''
printf '\n' >want
same want out
name "words come back"

is 'tcp[2:2] > ip[4:2]' "$(
	"$PFC" -ddd 'tcp[2:2] > ip[4:2]' >p
	"$PFC" decompile @p 2>/dev/null
)"
grep -q 'link\[' out || fail "no accessors"
err 'no words but bytes'
name "what has no words is bytes"

if command -v tcpdump >/dev/null; then
	tcpdump -y EN10MB -ddd 'src net 10.0.0.0/8 and not port 22' >td 2>/dev/null
	pfc 0 decompile @td
	cp out text
	pfc 0 equiv "$(cat text)" 'src net 10.0.0.0/8 and not port 22'
	name "a program of tcpdump"
else
	skip "a program of tcpdump" "it is not installed"
fi

pfc 0 decompile --json 'arp'
grep -q '"filter": "arp"' out || fail "no filter"
grep -q '"accessors": false' out || fail "accessors"
name "--json"

printf 'ldb #type\njeq #4, a, b\na: ret #1\nb: ret #0\n' >meta
pfc 5 decompile @meta
out ''
err 'no filter was found'
pfc 2 decompile
pfc 2 decompile tcp port 80
pfc 2 decompile -y RAW tcp
err 'Ethernet only'
pfc 1 decompile @missing
name "what cannot be done is said"

finish
