#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/live.sh - captures on a loopback interface that only we use.

if test "$1" != inside; then
	if test "$(id -u)" != 0 || ! unshare --net true 2>/dev/null; then
		echo "1..0 # SKIP needs root and network namespaces"
		exit 0
	fi
	if ! command -v ping >/dev/null || ! command -v ip >/dev/null; then
		echo "1..0 # SKIP needs ping and ip"
		exit 0
	fi
	exec unshare --net sh "$0" inside
fi

. "$TOP_SRCDIR/tests/cli/lib.sh"
ip link set lo up

# start ARG...: pfc in the background, once it listens; its status will be in $dir/status
start()
{
	: >err
	(
		"$PFC" "$@" >out 2>err &
		echo $! >pid
		wait $!
		echo $? >status
	) &
	runner=$!
	tries=0
	until grep -q 'listening on' err || test $tries = 100; do
		sleep 0.05
		tries=$((tries + 1))
	done
	pid=$(cat pid)
}

# ends STATUS: wait for its end
ends()
{
	wait $runner
	test "$(cat status)" = "$1" || {
		fail "exit status $(cat status), not $1"
		show err
	}
}

# send COUNT: as many requests, so twice as many packets
send()
{
	ping -q -c "$1" -i 0.01 -W 1 127.0.0.1 >/dev/null || fail "ping"
}

start -i lo -c 4 icmp
err 'pfc: listening on lo, link-type EN10MB (Ethernet), snapshot length 262144 bytes'
send 3
ends 0
test "$(grep -c 'icmp echo' out)" = 4 || fail "not 4 lines"
err '4 packets captured'
err '0 packets dropped by kernel'
name "-c stops a capture"

start -i lo -w live.pcap icmp
send 5
kill -INT $pid
ends 0
err '10 packets captured'
err '10 packets received by filter'
pfc 0 -r live.pcap --count icmp
out '10 packets'
name "SIGINT: the packets from just before are in the file"

for signal in TERM HUP; do
	start -i lo -w live.pcap
	send 1
	kill -$signal $pid
	ends 0
	pfc 0 -r live.pcap --count icmp
	out '2 packets'
done
name "SIGTERM and SIGHUP end it as well"

start -i lo -U -w live.pcapng icmp[icmptype] = icmp-echo
send 2
sleep 0.2
pfc 0 -r live.pcapng --count
out '2 packets'
kill -INT $pid
ends 0
if command -v tshark >/dev/null; then
	tshark -r live.pcapng -T fields -e frame.interface_name 2>/dev/null | sort -u >out
	out lo
	capinfos live.pcapng 2>/dev/null >out
	grep -q 'Filter string = icmp\[icmptype\] = icmp-echo' out || fail "no filter text"
	grep -q 'Number of stat entries = 1' out || fail "no statistics"
fi
name "pcapng has interface, filter and counters"

start -i lo -w live.pcap icmp
send 1
sleep 0.3
kill -USR1 $pid
sleep 0.3
grep -q '2 packets captured' err || fail "SIGUSR1 shows no counters"
kill -INT $pid
ends 0
name "SIGUSR1 shows the counters"

start -i lo udp port 9
send 2
kill -INT $pid
ends 0
err '0 packets captured'
out ''
name "the filter is attached"

start -i lo -w - icmp
send 1
kill -INT $pid
ends 0
cp out piped.pcap
pfc 0 -r piped.pcap --count
out '2 packets'
name "-w - writes to a pipe"

mkfifo reader
cat reader >/dev/null &
cat=$!
: >err
("$PFC" -i lo -w - >reader 2>err; echo $? >status) &
runner=$!
until grep -q 'listening on' err; do sleep 0.05; done
kill $cat
wait $cat 2>/dev/null
send 2
ends 0
err 'packets captured'
grep -v -e listening -e ' packets\{0,1\} ' err >rest && show rest
name "a reader that went away ends a capture quietly"

start -i lo -c 2 -w /dev/full
send 3
ends 1
err 'pfc: /dev/full: disk full: '
err 'packets captured'
name "a full device ends a capture"

start -i any -c 2 icmp
err 'listening on any, link-type LINUX_SLL2'
send 1
ends 0
test "$(grep -c 'lo .*icmp echo' out)" = 2 || fail "not 2 packets of lo"
name "any"

start -i 1 -c 1
err 'listening on lo'
send 1
ends 0
start -c 1
err 'listening on lo'
send 1
ends 0
pfc 0 -D
grep -q '^1\.lo ' out || fail "-D does not list lo first"
pfc 0 -L
out 'Data link types for lo (use option -y to set):
  EN10MB (Ethernet)'
pfc 0 -L -i any
grep -q LINUX_SLL2 out || fail "no link type of any"
name "-D, -L and the first interface"

start -i lo -c 1 -s 20 -w live.pcap icmp
send 1
ends 0
pfc 0 -r live.pcap -xx
err 'snapshot length 20'
grep -q '0x0010:  0054 ....$' out || fail "not cut to 20 bytes"
name "-s"

start -i lo --count icmp
send 3
kill -INT $pid
ends 0
out '6 packets'
name "--count"

start -i lo -v -w live.pcap icmp
send 1
sleep 1.2
kill -INT $pid
ends 0
err 'Got 2'
name "-v with -w says how many"

pfc 1 -i no-such-if
err 'no-such-if'
pfc 2 -i lo -y RAW
err '-y: lo gives packets of link type EN10MB only'
pfc 3 -i lo arp port 53
err "filter:1:5: error: 'arp' carries no ports"
pfc 2 -i lo -Q sideways
err "-Q cannot be 'sideways'"
name "what cannot be captured"

if command -v setpriv >/dev/null; then
	setpriv --reuid 65534 --clear-groups --bounding-set -all --inh-caps -all \
		"$PFC" -i lo >out 2>err
	test $? = 1 || fail "not 1"
	err 'CAP_NET_RAW'
	name "no privilege"
else
	skip "no privilege" "setpriv is not installed"
fi

finish
