#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Several interfaces in one capture, each with its filter.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump tshark capinfos
quiet_cable || skip_all "this machine has no virtual cables"
ip link add w0 type veth peer name w1
for i in w0 w1; do
	echo 1 >/proc/sys/net/ipv6/conf/$i/disable_ipv6
	ip link set $i up
done
wait_for 5 is_up w0
wait_for 5 is_up w1

# by_iface FILE: how many packets of each interface and port
by_iface()
{
	tshark -nr "$1" -T fields -E separator=' ' -e frame.interface_name \
		-e udp.dstport 2>/dev/null | sort | uniq -c | sed 's/^ *//'
}

start two -i v0 --filter 'udp port 9' -i w0 --filter 'udp port 10' -w two.pcapng
for port in 9 10; do
	"$SEND" v1 -n 3 -p $port
	"$SEND" w1 -n 5 -p $port
done
stop two
same "two filters: exit status" "$status" 0
same "two filters: one file, each packet from the right one" "$(by_iface two.pcapng)" \
"3 v0 9
5 w0 10"
same "two filters: counters" "$(counter two captured) \
$(counter two 'received by filter')" "8 8"
says "two filters: counters of each" two.err \
	"v0: 3 captured, 3 received by filter, 0 dropped by kernel"
same "two filters: the file names both" "$(capinfos two.pcapng |
	grep -c 'Filter string = udp port')" 2
same "tcpdump reads it" "$(count_tcpdump two.pcapng)" 8

start last -i v0 --filter 'udp port 9' -i w0 -w last.pcap udp port 10
for port in 9 10; do
	"$SEND" v1 -n 3 -p $port
	"$SEND" w1 -n 5 -p $port
done
stop last
same "the last filter serves the others, pcap" "$(counter last captured) \
$(count_tcpdump last.pcap)" "8 8"
same "the last filter: which ones" "$("$PFC" -r last.pcap --count 'udp port 10' \
	2>/dev/null)" "5 packets"

start parts -i v0 -i w0 --split nine.pcap='udp port 9' --split big.pcapng='greater 150' \
	--split-rest rest.pcap --skip 1 -c 20 udp
for port in 9 10; do
	"$SEND" v1 -n 3 -p $port
	"$SEND" w1 -n 5 -p $port -l 200
done
stop parts
same "--split on interfaces: what went where" \
	"$(for f in nine.pcap big.pcapng rest.pcap; do count_tcpdump $f; done | xargs)" "7 10 3"
says "--split on interfaces: counters of files" parts.err "nine.pcap: 7 packets"
says "--skip on interfaces: a counter of its own" parts.err \
	"1 of them left out by --skip or --sample"
start some -i v0 --sample 5 -w some.pcap
"$SEND" v1 -n 20
stop some
same "--sample without a hook" "$(count_tcpdump some.pcap) $(counter some captured)" "4 4"

# In order of time, whichever ring handed it over first.
start order -i v0 -i w0 -w order.pcapng udp port 9
n=0
while [ $n -lt 30 ]; do
	"$SEND" v1
	"$SEND" w1
	n=$((n + 1))
done
stop order
same "one after the other: in the order they came" "$(tshark -nr order.pcapng -T fields \
	-e frame.interface_name 2>/dev/null | xargs)" \
	"$(while [ $n -gt 0 ]; do echo v0 w0; n=$((n - 1)); done | xargs)"
for way in '' '--print'; do
	# shellcheck disable=SC2086
	start flood -i v0 -i w0 $way -w flood.pcapng udp port 9
	"$SEND" v1 -n 20000 &
	one=$!
	"$SEND" w1 -n 20000
	wait $one
	stop flood
	same "flood $way: all are there" "$(counter flood captured)" 40000
	# Of one interface, packets may differ by what two processors take.
	same "flood $way: no packet is behind a later one" "$(tshark -nr flood.pcapng \
		-T fields -e frame.time_epoch 2>/dev/null |
		awk '{ if ($1 < last - 0.001) n++; last = $1 } END { print n + 0 }')" 0
	rm -f flood.out
done

# By turns: every packet, and nothing twice; a signal while both are idle.
start turns -i v0 -i w0 -w turns.pcapng -B 1024 udp port 9
"$SEND" v1 -n 20000 &
one=$!
"$SEND" w1 -n 20000
wait $one
stop turns
note turns.err
same "both at once: all that came is in the file" \
	"$(count_tcpdump turns.pcapng) $(($(counter turns captured) +
	$(counter turns 'dropped by kernel')))" "$(counter turns captured) 40000"
same "both at once: numbers of each" "$(tshark -nr turns.pcapng -T fields \
	-e frame.interface_name -e data.data 2>/dev/null | cut -c 1-11 | sort |
	uniq -d | wc -l | tr -d ' ')" 0
good "both at once: both are there" test "$(tshark -nr turns.pcapng -T fields \
	-e frame.interface_name 2>/dev/null | sort -u | wc -l)" = 2

start usr1 -i v0 -i w0 -w usr1.pcap udp port 9
"$SEND" v1 -n 2
"$SEND" w1 -n 3
wait_for 5 sh -c 'kill -USR1 '"$usr1_pid"'; grep -q "^5 packets captured, " usr1.err'
says "SIGUSR1 counts both" usr1.err "5 packets captured, 5 packets received by filter"
stop usr1
same "SIGUSR1: exit status" "$status" 0

for delay in 0 0.02 0.1; do
	start late -i v0 -i w0 -w late.pcap udp port 9
	"$SEND" v1 -n 10
	"$SEND" w1 -n 10
	sleep $delay
	stop late
	same "SIGINT after $delay s: all are in the file" \
		"$status $(counter late captured) $(count_tcpdump late.pcap)" "0 20 20"
done

start count -i v0 -i w0 -c 5 -w count.pcap udp port 9
"$SEND" v1 -n 3
"$SEND" w1 -n 9
wait "$count_pid"
same "-c 5" "$? $(count_tcpdump count.pcap)" "0 5"

start lines -i v0 -i w0 udp port 9
"$SEND" v1
"$SEND" w1
wait_for 5 sh -c '[ $(wc -l <lines.out) = 2 ]'
stop lines
same "lines name the interface" "$(grep -c ' [vw]0 ' lines.out)" 2

# One interface goes away, the other goes on.
start gone -i w0 -i v0 -w gone.pcap udp port 9
"$SEND" w1 -n 4
ip link del w0
wait_for 5 grep -q "'w0' is gone" gone.err
"$SEND" v1 -n 3
stop gone
same "one goes away: exit status" "$status" 0
same "one goes away: all packets" "$(counter gone captured) $(count_tcpdump gone.pcap)" "7 7"
says "one goes away: says so" gone.err "'w0' is gone"

# The last one goes away, too.
start alone -i v0 -i lo -P -w alone.pcapng udp port 9
"$SEND" v1 -n 4
sleep 0.1
ip link set lo down
wait_for 5 grep -q "'lo' went down" alone.err
ip link del v0
wait_for 5 grep -q "'v0' is gone" alone.err
ip link set lo up
wait_for 5 grep -q "'lo' is up again" alone.err
"$SEND" lo -n 2
stop alone
same "down, up and away" "$status $(counter alone captured) \
$(count_tcpdump alone.pcapng)" "0 6 6"

# --- what makes no sense

quiet_cable
while read -r want args; do
	# shellcheck disable=SC2086
	timeout 5 "$PFC" $args >bad.out 2>bad.err
	same "$args: exit status" "$?" 2
	says "$args: says why" bad.err "$want"
done <<'END'
--filter --filter ip -i lo
twice -i lo -i lo
twice -i lo --filter ip --filter ip6
own -i lo --filter ip -i v0 --filter ip6 udp
pcapng -i lo -i any -w x.pcap
END
timeout 5 "$PFC" -i lo -i none0 2>bad.err
same "an interface that is not there: exit status" "$?" 1
says "an interface that is not there: says which" bad.err "'none0'"
timeout 5 "$PFC" -i lo --filter 'ip and' 2>bad.err
same "a filter that does not compile: exit status" "$?" 3
finish
