#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Interfaces of another network namespace, by process, by path and by name.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump ping
make_cable || skip_all "this machine has no virtual cables"

mkdir -p /run/netns
mount -t tmpfs tmpfs /run/netns
: >/run/netns/pfc-test
mount --bind "/proc/$there_pid/ns/net" /run/netns/pfc-test

for name in "pid:$there_pid" "/proc/$there_pid/ns/net" pfc-test; do
	start ns --netns "$name" -i b0 -c 3 -w ns.pcap 'icmp[0] = 8'
	ping -q -c 3 -i 0.05 10.9.0.2 >ping.out 2>&1
	wait "$ns_pid"
	same "--netns $name" "$? $(count_tcpdump ns.pcap)" "0 3"
done

"$PFC" --netns pfc-test -D >list.out
same "-D --netns: its interfaces" "$(grep -c '^[0-9]*\.b0 ' list.out) \
$(grep -c '^[0-9]*\.a0 ' list.out)" "1 0"
"$PFC" -i b0 2>here.err
same "without it: exit status" "$?" 1
says "without it: no such interface" here.err "'b0'"

while IFS=';' read -r want name; do
	"$PFC" --netns "$name" -i b0 -c 1 2>bad.err
	same "--netns $name: exit status" "$?" 1
	says "--netns $name: says why" bad.err "$want"
done <<'END'
there is no process 99999999;pid:99999999
pid: takes a number;pid:x
no network namespace is called 'none';none
it is no network namespace;/proc/self/status
END
finish
