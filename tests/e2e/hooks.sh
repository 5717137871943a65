#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# --xdp and --tc: packets by programs at hooks. Traffic goes on as it was, other programs stay,
# and nothing of ours does.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump tshark bpftool ping nc setpriv od
grep -q '^#define HAVE_EBPF 1' "$TOP_BUILDDIR/config.h" || skip_all "built without eBPF"
quiet_cable || skip_all "this machine has no virtual cables"

# xdp_of IFACE: the number of the XDP program there
xdp_of()
{
	ip -d link show "$1" | sed -n 's/.*prog\/xdp id \([0-9]*\).*/\1/p'
}

# --- the same from each

for hook in xdp tc; do
	start $hook --$hook -i v0 -w $hook.pcapng udp port 9
	says "--$hook: says where" $hook.err "listening on v0 at $(
		[ $hook = tc ] && echo 'tc (' || echo 'XDP (driver)')"
	"$SEND" v1 -n 10
	"$SEND" v1 -n 10 -p 10
	stop $hook
	same "--$hook: exit status" "$status" 0
	same "--$hook: report and file" "$(counter $hook captured) \
$(counter $hook 'received by filter') $(counter $hook 'dropped by kernel') \
$(count_tcpdump $hook.pcapng)" "10 10 0 10"
	same "--$hook: the tool and the hook have left" "$(xdp_of v0)" ""
done
same "XDP: verdict, queue and direction are in the file" "$(
	tshark -nr xdp.pcapng -c 1 -T fields -e frame.verdict.ebpf_xdp \
		-e frame.interface_queue -e frame.packet_flags_direction 2>/dev/null)" \
	"2	0	0x00000001"
for hook in xdp tc; do
	same "$hook: the processor is a comment" "$(tshark -nr $hook.pcapng \
		-T fields -e frame.comment 2>/dev/null | grep -c '^cpu [0-9]*$')" 10
done
same "tc: verdict" "$(
	tshark -nr tc.pcapng -c 1 -T fields -e frame.verdict.ebpf_tc 2>/dev/null)" -1

start print --xdp -i v0 -nn udp port 9
"$SEND" v1 -n 3
good "lines are printed while the capture goes on" wait_for 10 sh -c \
	'[ "$(grep -c "192.0.2.1:1000 > 192.0.2.2:9 udp" print.out)" = 3 ]'
kill -USR1 "$print_pid"
good "SIGUSR1 reports" wait_for 10 grep -q '^3 packets captured, ' print.err
stop print

start few --xdp -i v0 -c 5 -w few.pcap
"$SEND" v1 -n 10
wait "$few_pid"
same "-c 5: exit status" "$?" 0
same "-c 5: the file has them" "$(count_tcpdump few.pcap)" 5

start for --tc -Q in -i v0 --duration 300ms -w for.pcap
wait "$for_pid"
same "--duration ends it" "$?" 0

mkdir each
start each --xdp -i v0 -w each/x.pcapng -C 20k
"$SEND" v1 -n 500
stop each
same "several files have all" "$(for f in each/*; do
	count_tcpdump "$f"; done | awk '{ s += $1 } END { print s, (NR > 2) }')" "500 1"

start count --tc -Q in -i v0 --count
"$SEND" v1 -n 500
stop count
same "--count: the kernel counts" "$(cat count.out)" "500 packets"

# Headers in pages, where a program does not reach them directly.
start pages --tc -Q in -i v0 --count 'udp port 9999'
"$SEND" v1 -R -n 1000 -p 9999
stop pages
same "headers in pages: all counted" "$(cat pages.out)" "1000 packets"

start some --xdp -i v0 --sample 10 --count
taskset -c 0 "$SEND" v1 -n 100
stop some
says "--sample: one of ten" some.out "100 packets"

start some --xdp -i v0 --sample 10 -w some.pcap
taskset -c 0 "$SEND" v1 -n 100
stop some
same "--sample: one of ten" "$(count_tcpdump some.pcap)" 10
says "--sample: of how many" some.err "100 packets matched"

start out --tc -i v0 -Q out -w out.pcap
"$SEND" v0 -n 4
"$SEND" v1 -n 5
stop out
same "--tc -Q out" "$(count_tcpdump out.pcap)" 4

# --- tags, live and in the file

for way in "" --xdp "--tc -Q in"; do
	start tag $way -i v0 -w tag.pcap vlan 5
	"$SEND" v1 -n 10 -t 0x8100:5
	"$SEND" v1 -n 10 -t 0x8100:6
	"$SEND" v1 -n 10
	stop tag
	same "vlan 5 ${way:-by a socket}: packets, and tags in the file" \
		"$(counter tag captured) $(tcpdump -nr tag.pcap --count vlan 5 2>/dev/null)" \
		"10 10 packets"
done

# --- a hook that is taken

"$PFC" --xdp -i v0 --count >/dev/null 2>taken.err &
other=$!
wait_for 10 grep -q 'listening on' taken.err
id=$(xdp_of v0)
start second --xdp -i v0 -w second.pcap udp port 9
"$SEND" v1 -n 10
stop second
says "XDP is taken: says by whom" second.err \
	"'v0' has an XDP program already, number $id (pfc_xdp), which stays"
says "and where it captures" second.err "listening on v0 at tc ("
same "it still captures" "$(count_tcpdump second.pcap)" 10
same "the other one is still there" "$(xdp_of v0)" "$id"
kill -INT $other
wait $other

# --- killed

start killed --xdp -i v0 -w killed.pcap
good "the program is there" test -n "$(xdp_of v0)"
stop killed KILL
good "SIGKILL: and is gone" wait_for 10 sh -c \
	'! ip -d link show v0 | grep -q prog/xdp'

# --- mistakes

for words in "--xdp -Q out" "--xdp --tc" "--xdp -i any"; do
	"$PFC" -i v0 $words >wrong.out 2>wrong.err
	same "$words: wrong usage" "$?" 2
done
"$PFC" --xdp -i v0 -Q out 2>wrong.err
says "what to write instead" wrong.err "--tc -Q out"
for caps in bpf,-sys_admin net_admin; do
	name=CAP_$(echo "${caps%%,*}" | tr a-z A-Z)
	setpriv --bounding-set -$caps "$PFC" --xdp -i v0 2>caps.err
	same "without $name: exit status" "$?" 1
	says "without $name: says so" caps.err "$name is missing"
done

setpriv --bounding-set -perfmon,-sys_admin "$PFC" --xdp -i v0 udp port 9 2>caps.err
same "without CAP_PERFMON: exit status" "$?" 1
says "without CAP_PERFMON: says so" caps.err "that takes CAP_PERFMON, and it is missing"
setpriv --bounding-set -perfmon,-sys_admin "$PFC" --xdp -i v0 --duration 50ms \
	-w plain.pcap ip 2>caps.err
same "without CAP_PERFMON: ip needs none" "$?" 0

# --- an interface goes

start gone --xdp -i v0 -w gone.pcap
"$SEND" v1 -n 5
ip link del v0
wait "$gone_pid"
same "interface removed: exit status" "$?" 1
same "interface removed: the file holds all" "$(count_tcpdump gone.pcap)" 5
says "interface removed: says so" gone.err "'v0' is gone"

# --- two hosts that talk

make_cable || skip_all "this machine has no virtual cables"
there ping -c 20 -i 0.02 -W 5 10.9.0.1 >bare.said 2>&1
start ping --xdp -i a0 -w ping.pcap icmp
there ping -c 20 -i 0.02 -W 5 10.9.0.1 >ping.said 2>&1
stop ping
says "a ping beside it loses nothing" ping.said "20 packets transmitted, 20 received"
same "and keeps its TTL" "$(grep -c ttl=64 ping.said)" 20
# rtt_min FILE: the shortest way there and back, in ms
rtt_min()
{
	sed -n 's|^rtt [^=]*= \([0-9.]*\)/.*|\1|p' "$1"
}
good "and takes as long" awk -v bare="$(rtt_min bare.said)" -v with="$(rtt_min ping.said)" \
	'BEGIN { exit !(with > 0 && with < 3 * bare + 0.2) }'
same "and is captured" "$(count_tcpdump ping.pcap)" 20

# From files: where nc waits for nothing, it does not wait for another program to write.
echo x >short
head -c 8900 /dev/zero >long

# Slow traffic is not kept waiting (0.15 s where the machine has nothing else to do).
for way in "" --xdp "--tc -Q in"; do
	start slow $way -i a0 -l udp port 9
	late=0
	for i in 1 2 3; do
		there nc -u -w 0 10.9.0.1 9 <short
		wait_for 1 sh -c "[ \$(wc -l <slow.out) -ge $i ]" || late=$((late + 1))
	done
	stop slow
	same "a packet now and then ${way:-by a socket} comes within a second" "$late" 0
done

# Frames in several pieces, at XDP.
ip link set a0 mtu 9000
there ip link set b0 mtu 9000
for cut in 0 96; do
	start big --xdp -i a0 -s $cut -w big.pcapng udp port 9
	there nc -u -w 0 10.9.0.1 9 <long
	wait_for 10 sh -c "kill -USR2 $big_pid; [ -s big.pcapng ]"
	stop big
	want=8942
	[ $cut = 0 ] || want=$cut
	same "jumbo frame, -s $cut" "$(tshark -nr big.pcapng -T fields \
		-e frame.cap_len -e frame.len 2>/dev/null)" "$want	8942"
done
finish
