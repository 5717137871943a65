#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Ends of a capture: whatever ends it, the file holds every packet that was counted.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump
quiet_cable || skip_all "this machine has no virtual cables"

# held NAME COUNT: name.pcap holds as many packets as the report says
held()
{
	same "$1: report and file" \
		"$(counter "$1" captured) $(count_tcpdump "$1.pcap")" "$2 $2"
	same "$1: none lost" "$(counter "$1" 'dropped by kernel')" 0
}

# Ten packets, and the signal while they still lie in the ring.
for signal in INT TERM HUP; do
	for delay in 0 0.02 0.1; do
		start "on$signal" -i v0 -w "on$signal.pcap" udp port 9
		"$SEND" v1 -n 10
		"$SEND" v1 -n 10 -p 10
		sleep $delay
		stop "on$signal" $signal
		same "SIG$signal after $delay s: exit status" "$status" 0
		held "on$signal" 10
	done
done

start few -i v0 -c 5 -w few.pcap udp port 9
"$SEND" v1 -n 10
wait "$few_pid"
same "-c 5: exit status" "$?" 0
held few 5

start usr1 -i v0 -w usr1.pcap
"$SEND" v1 -n 3
wait_for 10 sh -c 'kill -USR1 '"$usr1_pid"'; grep -q "^3 packets captured, " usr1.err'
says "SIGUSR1 reports" usr1.err \
	"3 packets captured, 3 packets received by filter, 0 packets"
"$SEND" v1 -n 4
stop usr1
same "SIGUSR1: the capture goes on to its end" "$status" 0
held usr1 7

# A thousand reports while packets are written: none may tear a record.
start many -i v0 -w many.pcap
"$SEND" v1 -n 20000 -g 1 &
send=$!
n=0
while [ $n -lt 1000 ]; do
	kill -USR1 "$many_pid"
	n=$((n + 1))
done
wait $send
stop many
same "1000 x SIGUSR1: exit status" "$status" 0
held many 20000

# And at a pipe that is read slowly, where signals end writes half way.
mkfifo slow.out
{
	while dd bs=7000 count=1 of=chunk 2>/dev/null && [ -s chunk ]; do
		cat chunk
	done
} <slow.out >slow.pcap &
reader=$!
start slow -i v0 -w - udp port 9
"$SEND" v1 -n 20000
n=0
while [ $n -lt 1000 ]; do
	kill -USR1 "$slow_pid"
	n=$((n + 1))
done
stop slow
wait $reader
same "1000 x SIGUSR1, slow pipe: exit status" "$status" 0
held slow 20000

start usr2 -i v0 -w usr2.pcap
"$SEND" v1 -n 3
sleep 0.2
kill -USR2 "$usr2_pid"
good "SIGUSR2 writes what there is" wait_for 10 sh -c \
	'[ "$(tcpdump -r usr2.pcap --count 2>/dev/null)" = "3 packets" ]'
stop usr2

# Killed: what was written before is whole.
start killed -i v0 -U -w killed.pcap
"$SEND" v1 -n 500
wait_for 10 sh -c '[ "$(tcpdump -r killed.pcap --count 2>/dev/null)" = "500 packets" ]'
"$SEND" v1 -n 100000 &
send=$!
sleep 0.1
stop killed KILL
wait $send
tcpdump -nr killed.pcap --count >killed.out 2>killed.read
got=$(sed 's/ .*//' killed.out)
good "SIGKILL: the file holds what was written before" test "$got" -ge 500
# A record is 116 bytes. The kernel may end the last write at any of them.
rest=$(($(stat -c %s killed.pcap) - 24 - got * 116))
good "SIGKILL: behind the last whole record is less than one" \
	test $rest -ge 0 -a $rest -lt 116

# The interface goes away 200 ms after five packets.
start gone -i v0 -w gone.pcap
"$SEND" v1 -n 5
sleep 0.2
ip link del v0
wait_for 10 sh -c "! kill -0 $gone_pid"
wait "$gone_pid"
same "interface removed: exit status" "$?" 1
held gone 5
says "interface removed: says so" gone.err "'v0' is gone"

# and at once
quiet_cable
start gone2 -i v0 -w gone2.pcap
"$SEND" v1 -n 5
ip link del v0
wait "$gone2_pid"
same "interface removed at once: exit status" "$?" 1
held gone2 5

quiet_cable
start down -i v0 -w down.pcap
"$SEND" v1 -n 5
ip link set v0 down
wait_for 10 grep -q 'went down' down.err
ip link set v0 up
wait_for 10 grep -q 'is up again' down.err
wait_for 10 is_up v0
wait_for 10 is_up v1
"$SEND" v1 -n 7
stop down
same "interface down and up: exit status" "$status" 0
held down 12
says "interface down: says so" down.err "'v0' went down"
says "interface up: says so" down.err "'v0' is up again"
finish
