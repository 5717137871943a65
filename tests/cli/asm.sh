#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/asm.sh - pfc asm and pfc disasm: files, forms, programs that run, mistakes.

. "$TOP_SRCDIR/tests/cli/lib.sh"

cat >arp.asm <<'A'
	ldh [12]
	jne #0x806, drop ; not ARP
	ret #262144
drop:	ret #0
A
pfc 0 asm arp.asm
err ''
"$PFC" -d arp >want.listing
same out want.listing
pfc 0 asm --to=xt_bpf arp.asm
out '4,40 0 0 12,21 0 1 2054,6 0 0 262144,6 0 0 0'
"$PFC" asm - <arp.asm >out 2>err
same out want.listing
name "asm"

pfc 0 compile --to=asm arp
printf '\tldh [12]\n\tjne #0x806, L3\n\tret #262144\nL3:\tret #0\n' >want.asm
same out want.asm
for to in listing c decimal hex json xt_bpf asm go rust dot; do
	pfc 0 compile --to=$to 'tcp port 80 or vlan 5' --live
	cp out program
	pfc 0 disasm program
	err ''
	cp out program.asm
	pfc 0 asm --to=$to program.asm
	same out program
	pfc 0 disasm --to=$to @program
	same out program
done
pfc 0 equiv @program 'tcp port 80 or vlan 5' --live
name "every form there and back"

if command -v tcpdump >/dev/null; then
	for form in -d -dd -ddd; do
		tcpdump -y EN10MB $form 'udp port 53' >td 2>/dev/null
		pfc 0 disasm td
		cp out td.asm
		pfc 0 equiv @td.asm 'udp port 53'
	done
	name "programs of tcpdump"
else
	skip "programs of tcpdump" "it is not installed"
fi

pfc 0 asm --to=go arp.asm
if command -v gofmt >/dev/null; then
	{ echo 'package main'; echo; cat out; } >f.go
	gofmt f.go >f.formatted 2>err || show err
	same f.go f.formatted
	name "Go is formatted"
else
	skip "Go is formatted" "gofmt is not installed"
fi

# eBPF, as it is written and from an object
for to in listing c decimal hex; do
	pfc 0 compile --target=xdp --to=$to 'tcp port 80 or vlan 5'
	cp out program
	pfc 0 disasm --to=$to @program
	same out program
done
"$PFC" compile --target=xdp 'tcp port 80 or vlan 5' | sed 's/ *;.*//' >want
"$PFC" disasm program | sed 's/ *;.*//' >out
same out want
"$PFC" compile --target=xdp --to=elf 'tcp port 80 or vlan 5' >x.o
pfc 0 disasm x.o
grep -qx '; tcp port 80' out && grep -qx '; vlan 5' out || fail "no pieces of the filter"
cp out x.listing
grep -v '^;' x.listing >out
same out want
pfc 0 disasm x.listing
same out want
# what it is called with is kept, as far as it is known
"$PFC" compile --target=tc --to=json arp >arp.json
for from in x.o:'"xdp"' arp.json:'"tc"' program:null; do
	pfc 0 disasm --to=json "${from%%:*}"
	grep -q "^ \"target\": ${from#*:},$" out || { fail "the target of $from"; show out; }
done
printf '   0: r0 = 0\n   1: exit\n\n   0: exit\n' >two.listing
pfc 0 disasm two.listing
same out two.listing
pfc 2 disasm --to=go x.o
err '--to=listing, c, decimal, hex or json'
head -c 1000 x.o >cut.o
pfc 3 disasm cut.o
err 'cut.o: the object file is cut off'
pfc 3 decompile @x.o
err 'x.o is eBPF: pfc explain and pfc disasm show it'
sed '1s/.*/b7 0 0 0000 0000000g/' program >bad
pfc 3 disasm bad
err 'bad:1:13: error: this is no number'
name "eBPF"

if command -v clang >/dev/null; then
	cat >two.c <<'A'
int hits __attribute__((section(".data")));
__attribute__((section("xdp"))) int on_xdp(void *ctx) { hits++; return 2; }
__attribute__((section("tc"))) int on_tc(void *ctx) { return hits; }
A
	clang -O2 -target bpf -c two.c -o two.o 2>err || show err
	pfc 0 disasm two.o
	grep -qx 'xdp:' out && grep -qx 'tc:' out && grep -q '0x0 ll .*; hits$' out ||
		{ fail "no sections and symbols"; show out; }
	clang -g -O2 -target bpf -c two.c -o debug.o 2>err || show err
	pfc 0 disasm debug.o
	grep -q '^; .*int on_xdp(void' out || { fail "no lines of the source"; show out; }
	grep -qx "; *" out && fail "a line of nothing"
	cp out two.listing
	pfc 0 disasm two.listing
	grep -v '^;' two.listing >want
	same out want
	pfc 1 disasm --to=hex two.o
	err 'two.o has 2 sections of code'
	name "an object of clang"
else
	skip "an object of clang" "it is not installed"
fi

if command -v dot >/dev/null; then
	pfc 0 compile --to=dot 'tcp port 80'
	dot -Tsvg out >svg 2>err || show err
	name "Graphviz takes the graph"
else
	skip "Graphviz takes the graph" "it is not installed"
fi

# what is wrong
printf 'ldh [12]\njqe #0x806, drop\ndrop: ret #0\n' >bad.asm
pfc 3 asm bad.asm
out ''
err "bad.asm:2:1: error: there is no instruction 'jqe'"
err "    jqe #0x806, drop"
err "    ^~~"
err "did you mean 'jeq'?"
for to in listing c decimal hex json; do
	"$PFC" compile --to=$to ip >other
	pfc 3 asm other
	err 'hint: programs in other forms are read by pfc disasm'
done
pfc 3 asm --diag=json bad.asm
grep -q '"line": *2' err || fail "no line in JSON: $(cat err)"
printf 'ret #0\nld M[16]\nret a' >bad.asm
pfc 3 asm bad.asm
err 'bad.asm:2:1: error: no kernel takes this: scratch word beyond M[15]'
pfc 3 asm want.listing
err 'error'
pfc 1 asm missing
err 'missing'
pfc 2 asm
err 'asm takes one file'
pfc 2 asm arp.asm arp.asm
pfc 2 asm --to=elf arp.asm
pfc 2 disasm
err 'disasm takes one program'
pfc 2 disasm arp.asm --prog=1
pfc 2 disasm --socket=7
err 'as 1234/5'
pfc 2 disasm --prog=0
pfc 2 compile --target=xdp --to=asm ip
err '--target=cbpf'
pfc 3 disasm /dev/null
err 'there is no program'
name "mistakes"

# A program that no kernel takes is shown, and said to be one.
echo '1,48 0 0 9' | "$PFC" disasm - >out 2>err || fail "exit status $?"
printf '\tldb [9]\n' >want
same out want
err 'no kernel takes this program: instruction 0: no return at the end'
echo "2,48 0 0 9,14 0 0 0" >odd
pfc 0 disasm --to=listing odd
pfc 1 disasm odd
err 'instruction 1'
name "programs that are none"

# programs that run
pfc 1 disasm --socket=$$/999
err "has no descriptor 999"
pfc 1 disasm --socket=$$/0
err "is no socket"
name "descriptors that are no sockets"

if unshare --net true 2>/dev/null; then
	: >said
	unshare --net sh -c 'ip link set lo up; exec "$0" -i lo -w cap.pcap icmp' "$PFC" \
		2>said &
	pid=$!
	i=0
	until grep -q listening said || test $i = 100; do
		sleep 0.05
		i=$((i + 1))
	done
: >found.asm
	for fd in $(ls "/proc/$pid/fd"); do
		"$PFC" disasm --socket="$pid/$fd" >out 2>err && cp out found.asm
	done
	kill $pid
	wait $pid
	test -s found.asm || { fail "no socket has a filter"; show said; show err; }
	# Of what a loopback interface sends and gets, one is enough.
	pfc 0 equiv --live @found.asm 'inbound and icmp'
	name "--socket"
else
	skip "--socket" "needs root"
fi

pin=/sys/fs/bpf/pfc-asm-test-$$
PATH=$PATH:/usr/sbin
"$PFC" compile --target=socket --to=elf ip >ip.o 2>err
if bpftool prog load ip.o $pin type socket 2>said; then
	id=$(bpftool prog show pinned $pin | sed -n '1s/:.*//p')
	pfc 0 disasm --prog="$id"
	grep -q 'exit' out || { fail "no listing"; show out; }
	cp out listing
	bpftool prog dump xlated id "$id" >dump 2>err || show err
	pfc 0 disasm dump
	same out listing
	pfc 0 disasm --prog="$id" --to=decimal
	test "$(head -n 1 out)" = $(($(wc -l <out) - 1)) || fail "not so many instructions"
	pfc 2 disasm --prog="$id" --to=go
	rm $pin
	pfc 1 disasm --prog=4294967295
	err 'there is no eBPF program 4294967295'
	name "--prog"
else
	skip "--prog" "no program can be loaded here: $(head -n 1 said)"
fi

finish
