#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/ebpf/objects.sh - object files of pfc in the hands of others: bpftool, ip and tc load
# them, libbpf's linker joins functions to the examples in doc/, which run.

. "$TOP_SRCDIR/tests/net/lib.sh"
need bpftool clang tc
. "$TOP_SRCDIR/tests/cli/make.sh"

mkdir bpf
mount -t bpf bpf bpf 2>/dev/null || skip_all "no bpf file system"

ip4='02 00 00 00 00 02 02 00 00 00 00 01 08 00 45 00 00 2c 00 00 00 00 40'
bytes "$ip4 06 00 00 c0 00 02 01 c0 00 02 02 c0 00 01 bb $(printf '00 %.0s' $(seq 20))" >tls
bytes "$ip4 06 00 00 c0 00 02 01 c0 00 02 02 c0 00 00 50 $(printf '00 %.0s' $(seq 20))" >web
bytes "$ip4 11 00 00 c0 00 02 01 c0 00 02 02 c0 00 00 35 $(printf '00 %.0s' $(seq 20))" >dns

# The verdict of a pinned program on a frame.
verdict()
{
	bpftool prog run pinned "bpf/$1" data_in "$2" repeat 1 2>said |
		sed -n 's/^Return value: \([0-9]*\),.*/\1/p'
}

# object NAME PFC-ARGUMENTS...: compiles and loads it
object()
{
	name=$1
	shift
	"$PFC" compile --to=elf "$@" >"$name.o" 2>err || { note err; return 1; }
	bpftool prog load "$name.o" "bpf/$name" >said 2>&1 || { note said; return 1; }
}

n=0
for more in '' --no-btf; do
	for target in xdp 'xdp --frags' tc; do
		n=$((n + 1))
		object "p$n" --target=$target --action=drop $more 'tcp port 443'
		result $? "bpftool loads $target $more"
		case $target in
		tc) pass=4294967295 ;;
		*) pass=2 ;;
		esac
		drop=1
		test "$target" != tc || drop=2
		same "its verdicts" "$(verdict p$n tls) $(verdict p$n web)" "$drop $pass"
	done
	n=$((n + 1))
	object "p$n" --target=socket $more 'tcp port 443'
	result $? "bpftool loads socket $more"
done

"$PFC" compile --to=elf --target=xdp 'tcp port 443' >f.o
bpftool prog load f.o bpf/f && bpftool prog dump xlated pinned bpf/f linum >dump
grep -q '; tcp port 443' dump
result $? "the piece of the filter is beside the instructions"

awk 'BEGIN { for (i = 0; i < 100000; i++)
	printf "10.%d.%d.%d\n", i / 32768, i / 128 % 256, i % 128 * 2
	print "192.0.2.2" }' >hosts
for target in xdp tc; do
	object "hosts_$target" --target=$target --action=drop 'dst host in @hosts'
	result $? "100000 hosts at $target"
	drop=1
	test $target != tc || drop=2
	same "one of them matches" "$(verdict "hosts_$target" tls)" $drop
done
# A run of a socket's program starts behind the first 14 bytes.
object hosts_socket --target=socket 'dst host in @hosts'
result $? "100000 hosts at a socket"
for frame in tls web; do
	{ head -c 14 /dev/zero; cat $frame; } >"socket_$frame"
done
same "one of them matches" "$(verdict hosts_socket socket_tls)" 262144
object socket_443 --target=socket 'tcp port 443'
same "tcp port 443 at a socket" \
	"$(verdict socket_443 socket_tls) $(verdict socket_443 socket_web)" "262144 0"
object other --target=xdp --action=drop 'src host in @hosts'
same "another does not" "$(verdict other tls)" 2

make_cable
ip link set dev a0 xdp obj f.o sec xdp 2>err
result $? "ip link set xdp obj"
note err
ip link show dev a0 | grep -q 'prog/xdp'
result $? "it is there"
ip link set dev a0 xdp off
"$PFC" compile --to=elf --target=tc --action=drop 'udp port 9' >t.o
tc qdisc add dev a0 clsact && tc filter add dev a0 ingress bpf da obj t.o sec tc 2>err
result $? "tc filter add bpf da obj"
note err
tc filter show dev a0 ingress | grep -q 'direct-action'
result $? "it is there"

tc qdisc del dev a0 clsact

# --- what they do with packets that match

# arrive IFACE WORDS...: how many of 10 to port 9 and 10 to port 10, sent to a0, are there
arrive()
{
	arrive_iface=$1
	shift
	start arrive -i "$arrive_iface" -Q in --count "$@"
	there "$SEND" b0 -n 10 -p 9
	there "$SEND" b0 -n 10 -p 10
	stop arrive
	sed 's/ .*//' arrive.out
}

quiet_cable
v0=$(ip -o link show v0 | sed 's/:.*//')
"$PFC" compile --to=elf --target=xdp --action=drop 'udp port 9' >drop.o
ip link set dev a0 xdp obj drop.o sec xdp
same "XDP drops what matches, and nothing else" \
	"$(arrive a0 udp port 9) $(arrive a0 udp port 10)" "0 10"
ip link set dev a0 xdp off
"$PFC" compile --to=elf --target=xdp --action=redirect --redirect-to="$v0" 'udp port 9' >to.o
"$PFC" compile --to=elf --target=xdp arp >pass.o
ip link set dev a0 xdp obj to.o sec xdp
ip link set dev v1 xdp obj pass.o sec xdp # without one, v1 takes none by this way
same "XDP redirects what matches, and nothing else" \
	"$(arrive v1) $(arrive a0 udp port 10)" "10 10"
ip link set dev a0 xdp off
ip link set dev v1 xdp off
for action in drop redirect; do
	to=
	test $action = drop || to=--redirect-to=$v0
	"$PFC" compile --to=elf --target=tc --action=$action $to 'udp port 9' >act.o
	tc qdisc add dev a0 clsact
	tc filter add dev a0 ingress bpf da obj act.o sec tc
	if [ $action = drop ]; then
		same "tc drops what matches" "$(arrive v1)" 0
		same "and nothing else" "$(tc -s qdisc show dev a0 clsact |
			sed -n 's/.*(dropped \([0-9]*\),.*/\1/p')" 10
	else
		same "tc redirects what matches" "$(arrive v1)" 10
	fi
	tc qdisc del dev a0 clsact
done

# --- functions

build()
{
	clang -O2 -g -target bpf -I"/usr/include/$($CC -print-multiarch)" -Wall -Werror \
		-c "$TOP_SRCDIR/doc/examples/$1.bpf.c" -o "$1.own.o" 2>err &&
		bpftool gen object "$1.o" "$1.own.o" filter.o 2>err
}

# own NAME PFC-ARGUMENTS...: the example with a filter
own()
{
	name=$1
	shift
	"$PFC" compile --to=elf "$@" >filter.o 2>err && build "$name" &&
		rm -f "bpf/$name" && bpftool prog load "$name.o" "bpf/$name" 2>err
	result $? "an own program, $name, with $*"
	note err
}

own xdp --target=xdp --as=function 'udp port 53'
same "it passes the first packet and what does not match" \
	"$(verdict xdp tls) $(verdict xdp dns)" "2 2"
own xdp --target=xdp --as=function 'dst host in @hosts'
same "with a table" "$(verdict xdp web)" 2

connection()
{
	bytes "c0 00 02 01 $1 c0 00 $2 06 00 00 00" >ctx
	"$TOP_BUILDDIR/tests/ebpf/run_pinned" bpf/buffer ctx
}

own buffer --target=buffer --room=24 -y RAW 'dst port 443 and dst net 192.0.2.0/24'
same "it knows connections" "$(connection 'c0 00 02 02' '01 bb') $(
	connection 'c0 00 02 02' '00 50') $(connection 'c0 00 03 02' '01 bb')" "1 0 0"
own buffer --target=buffer --room=24 -y RAW 'dst host in @hosts'
same "with a table" "$(connection 'c0 00 02 02' '01 bb') $(
	connection 'c0 00 02 03' '01 bb')" "1 0"

finish
