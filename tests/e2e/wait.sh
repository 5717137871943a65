#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# --wait: an interface that is not there yet, goes down, is removed and comes back.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump ip
quiet_cable || skip_all "this machine has no virtual cables"

# told COUNT WORDS: so many lines of w.err say that, or more
told()
{
	[ "$(grep -c "$2" w.err)" -ge "$1" ]
}

# more WORDS: one more than now
more()
{
	echo $(($(grep -c "$1" w.err) + 1))
}

cable()
{
	ip link add w0 type veth peer name w1 &&
		ip link set w1 up && ip link set w0 up
	echo 1 >/proc/sys/net/ipv6/conf/w0/disable_ipv6
	echo 1 >/proc/sys/net/ipv6/conf/w1/disable_ipv6
	wait_for 5 is_up w0 && wait_for 5 is_up w1
}

holds()
{
	[ "$(count_tcpdump w.pcap)" = "$1" ]
}

"$PFC" -i w0 --wait -w w.pcap -U udp port 9 2>w.err &
w_pid=$!
good "it is not there: says so" wait_for 10 told 1 "^pfc: waiting for interface 'w0'$"
cable
good "it comes: listens" wait_for 10 told 1 "^pfc: listening on w0"
"$SEND" w1 -n 5
good "captures" wait_for 10 holds 5

# It may have been found before it was up, and that told.
ip link set w0 down
good "down: says so" wait_for 10 told 1 "'w0' went down"
up=$(more "'w0' is up again")
ip link set w0 up
good "up: says so" wait_for 10 told "$up" "'w0' is up again"
wait_for 5 is_up w1
"$SEND" w1 -n 3
good "captures what comes then" wait_for 10 holds 8

"$SEND" w1 -n 2
ip link del w0
good "removed: says so" wait_for 10 told 1 "'w0' is gone: waiting for it to come back"
good "removed: what came before is kept" wait_for 10 holds 10
if ip tuntap add w0 mode tun; then
	good "another kind: says so" wait_for 10 told 1 "'w0' again, of another kind"
	ip link del w0
	sleep 0.2
fi
cable
good "back: says so" wait_for 10 told 1 "'w0' is back"
! grep -q 'and down' w.err || wait_for 10 told "$((up + 1))" "'w0' is up again"
good "back: promiscuous" sh -c "ip -d link show w0 | grep -q 'promiscuity 1'"
"$SEND" w1 -n 4
good "back: captures on it" wait_for 10 holds 14
stop w
same "exit status and counters" "$status $(counter w captured) $(counter w 'received by filter') \
$(counter w 'dropped by kernel')" "0 14 14 0"
holds 14
same "the file" "$?" 0

ip link set w0 down
start down -i w0 --wait -w down.pcap udp port 9
says "down at the start: says so" down.err "'w0' is down: waiting for it to come up"
ip link set w0 up
wait_for 5 is_up w1
good "down at the start: says when it is up" wait_for 10 grep -q "'w0' is up again" down.err
"$SEND" w1 -n 4
stop down
same "down at the start: captures then" "$status $(counter down captured)" "0 4"

# Of two, the other goes on.
start two -i v0 -i w0 --wait -w two.pcap udp port 9
ip link del w0
wait_for 10 grep -q "'w0' is gone" two.err
"$SEND" v1 -n 6
cable
wait_for 10 grep -q "'w0' is back" two.err
"$SEND" w1 -n 7
stop two
same "two of them" "$status $(counter two captured) $(count_tcpdump two.pcap)" "0 13 13"

"$PFC" -i none --wait -w none.pcap 2>none.err &
none_pid=$!
wait_for 10 grep -q "waiting for interface 'none'" none.err
stop none
same "SIGINT while waiting: exit status" "$status" 1
says "SIGINT while waiting: says so" none.err "stopped before there was an interface 'none'"
"$PFC" --wait 2>all.err
same "no name: exit status" "$?" 2
finish
