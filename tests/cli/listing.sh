#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/listing.sh - programs as text.

. "$TOP_SRCDIR/tests/cli/lib.sh"

pfc 0 -d ip6
err ''
out '(000) ldh      [12]
(001) jeq      #0x86dd          jt 2	jf 3
(002) ret      #262144
(003) ret      #0'
cp out d
pfc 0 -dd ip6
out '{ 0x28, 0, 0, 0x0000000c },
{ 0x15, 0, 1, 0x000086dd },
{ 0x6, 0, 0, 0x00040000 },
{ 0x6, 0, 0, 0x00000000 },'
cp out dd
pfc 0 -ddd ip6
out '4
40 0 0 12
21 0 1 34525
6 0 0 262144
6 0 0 0'
cp out ddd
name "-d, -dd, -ddd"

if command -v tcpdump >/dev/null; then
	for filter in '' 'ip6' 'tcp' 'ether host 1:2:3:4:5:6'; do
		for d in -d -dd -ddd; do
			tcpdump -y EN10MB $d "$filter" >want.td 2>/dev/null
			pfc 0 $d -O "$filter"
			tcpdump -y EN10MB $d -O "$filter" >want.tdO 2>/dev/null
			pfc 0 $d "$filter"
			test "$(wc -l <out)" -le "$(wc -l <want.td)" ||
				fail "$d $filter: longer than tcpdump's"
			case $filter in
			'' | ip6) same out want.td ;;
			esac
		done
	done
	name "as tcpdump prints them"
else
	skip "as tcpdump prints them" "tcpdump is not installed"
fi

pfc 0 compile ip6
same out d
pfc 0 compile --to=listing ip6
same out d
pfc 0 compile --to=c ip6
same out dd
pfc 0 compile --to decimal ip6
same out ddd
pfc 0 compile --to=xt_bpf -y RAW ip6
out '4,48 0 0 0,84 0 0 240,21 0 1 96,6 0 0 262144,6 0 0 0' 2>/dev/null
why=
grep -qE '^[0-9]+(,[0-9]+ [0-9]+ [0-9]+ [0-9]+)+$' out || fail "no xt_bpf: $(cat out)"
pfc 0 compile --to=hex ip6
test "$(wc -l <out)" = 4 || fail "hex has not 4 lines"
pfc 0 compile --to=json ip6
grep -q '[{[]' out || fail "no JSON"
name "compile --to"

pfc 0 -d -s 96 ip6
grep -q 'ret      #96$' out || fail "no snapshot length"
pfc 0 -d -s 0 ip6
same out d
name "-s is what accept returns"

pfc 0 -d -y RAW ip6
cp out raw
pfc 0 -d -y 101 ip6
same out raw
pfc 0 -d --linktype=dlt_raw ip6
same out raw
cmp -s d raw && fail "-y RAW changes nothing"
pfc 3 -d -y RAW 'ether host 1:2:3:4:5:6'
err 'error: '
pfc 2 -d -y 65000 ip6
err 'link type 65000 is unknown'
name "-y"

pfc 3 -d 'ip broadcast'
err 'netmask'
pfc 0 -d --netmask 255.255.255.0 'ip broadcast'
grep -qi '#0xff' out || fail "the mask is not in the program"
name "--netmask"

pfc 3 -d 'inbound'
pfc 0 -d --live 'inbound'
name "--live"

pfc 0 -d 'ip src 1.1.1.1 or ip src 2.2.2.2'
cp out short
pfc 0 -d -O 'ip src 1.1.1.1 or ip src 2.2.2.2'
test "$(wc -l <out)" -gt "$(wc -l <short)" || fail "-O is not longer"
for how in size speed balanced; do
	pfc 0 -d --optimize=$how 'ip src 1.1.1.1 or ip src 2.2.2.2'
	test -s out || fail "no program for $how"
done
name "-O and --optimize"

pfc 0 -d -i lo ip6
pfc 1 -d -i no-such-if ip6
err 'no-such-if'
if test "$(id -u)" = 0 && command -v setpriv >/dev/null; then
	setpriv --reuid 65534 --clear-groups --bounding-set -all --inh-caps -all \
		"$PFC" -d -i lo ip6 >unpriv 2>err || fail "exit status $?"
	same out unpriv
	why=
	pfc 0 -d -i lo ip6
	same out unpriv
fi
name "-i takes the link type of an interface, without privilege"

pfc 0 -d --dump=ast ip6
test -s out || fail "no tree"
cmp -s out d && fail "the program instead of the tree"
pfc 0 compile --dump=all ip6
grep -q '^== ast$' out || fail "no title"
grep -q '^== cbpf$' out || fail "no program"
pfc 2 -d --dump=asst ip6
err "did you mean 'ast'?"
pfc 3 --dump=all 'ip and'
name "--dump"

pfc 0 -d --explain-opt 'host 192.0.2.1 and tcp port 443'
grep -q '^opt_facts: 18 tests before, 7 after$' out || fail "tests of opt_facts"
grep -q "of 'host 192.0.2.1'" out || fail "no piece of the filter"
grep -c '^  allowed: ' out >count
test "$(cat count)" = 2 || fail "$(cat count) reasons instead of 2"
grep -c '^kept ' out >count
test "$(cat count)" = 1 || fail "$(cat count) ways were kept"
pfc 0 compile --explain-opt ether src 2:0:0:0:0:1
grep -q '^opt_facts: 2 tests before, 2 after, nothing changed$' out || fail "changed"
pfc 0 compile -O --explain-opt ip
grep -q '^no optimization was asked for$' out || fail "explains -O"
pfc 2 -d --explain-opt --dump=ast ip
name "--explain-opt"

awk 'BEGIN { for (i = 0; i < 5000; i++) printf "%sip[%d] = %d", i ? " or " : "", i, i % 200;
	print "" }' >f
pfc 0 -d -F f
cp out long
test "$(wc -l <out)" -gt 4096 || fail "only $(wc -l <out) instructions"
err "note: $(wc -l <out) instructions; the kernel takes at most 4096"
err '--target=socket'
pfc 3 -d --live -F f
err "the program has $(wc -l <long) instructions"
err 'at most 4096'
err 'pfc -d --target=socket'
name "programs that are too long for a kernel"

pfc 0 -d --target=xdp --action=drop ip6
out '   0: r8 = *(u32 *)(r1 + 0)
   1: r9 = *(u32 *)(r1 + 4)
   2: r1 = r8
   3: r1 += 14
   4: if r1 > r9 goto 10
   5: r0 = *(u16 *)(r8 + 12)                ; type of the payload
   6: if r0 == 56710 goto 8                 ; 34525 (0x86dd)
   7: goto 10
   8: w0 = 1                                ; match: XDP_DROP
   9: exit
  10: w0 = 2                                ; no match: XDP_PASS
  11: exit'
pfc 0 compile --target=xdp --to=c ip6
grep -q '^{ 0x61, 8, 1, 0, 0 },$' out || fail "no instruction in C"
pfc 0 compile --target=xdp --to=json 'port in {1, 3, 5, 7, 9, 11, 13, 15, 17}'
grep -q '"data": "00' out || fail "no data in JSON"
pfc 0 -d --target=xdp 'port in {1, 3, 5, 7, 9, 11, 13, 15, 17}'
err '8192 bytes of data'
pfc 0 -d --target=socket -F f
test "$(wc -l <out)" -gt 4096 || fail "short for a socket"
pfc 0 compile --dump=ebpf --target=tc --as=function arp
grep -q 'w0 = 1  *; match$' out || fail "no function"
pfc 0 -d --target=tc --action=redirect --redirect-to=3 arp
grep -q 'call bpf_redirect' out || fail "no redirect"
pfc 2 -d --frags ip
err '--frags is for --target=xdp'
pfc 2 -d --target=socket --as=function ip
err '--as=function is for'
pfc 2 -d --target=buffer --action=drop ip
err '--action is for'
pfc 2 -d --target=xdp --as=function --action=drop ip
err 'a function only says'
pfc 2 -d --target=xdp --action=redirect ip
err 'go together'
pfc 2 -d --target=xdp --room=100 ip
err '--room is for'
pfc 2 compile --target=xdp --to=xt_bpf ip
err 'iptables takes classic BPF'
pfc 2 compile --to=elf ip
err 'say for which --target'
pfc 2 compile --to=elf --target=buffer --no-btf ip
err 'cannot be linked without types'
pfc 2 compile --target=xdp --no-btf ip
err '--no-btf is for --to=elf'
pfc 0 compile --to=elf --target=xdp ip
head -c 4 out | grep -q ELF || fail "no object file"
pfc 3 -d --target=tc inbound
err 'not told in which direction'
pfc 3 -d --target=xdp inbound
pfc 3 -d --target=socket -y LINUX_SLL2 ip
err 'cannot read the type of the interface'
name "eBPF"

finish
