#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/files.sh - packets of a file, printed, counted and written.

. "$TOP_SRCDIR/tests/cli/lib.sh"
. "$TOP_SRCDIR/tests/cli/make.sh"
export TZ=UTC

pcap_file 1 "$arp" "$udp" "$tcp" "$udp" "$arp" "$tcp" >in.pcap
pcap_file 1 "$udp" "$udp" >udp.want
mixed_file >mixed.pcapng

# packets FILE COUNT
packets()
{
	pfc 0 -r "$1" --count
	test "$2" = 1 && out '1 packet' || out "$2 packets"
}

pfc 0 -r in.pcap
err 'reading from file in.pcap, link-type EN10MB (Ethernet), snapshot length 262144'
test "$(wc -l <out)" = 6 || fail "not 6 lines"
grep -q '^22:13:21\.000001 .*10\.0\.0\.1:1000 > 10\.0\.0\.2:53 udp' out || fail "no UDP packet"
pfc 0 -r in.pcap udp
test "$(wc -l <out)" = 2 || fail "not 2 lines"
name "a file is printed"

pfc 0 -r in.pcap -c 3
test "$(wc -l <out)" = 3 || fail "not 3 lines"
pfc 0 -r in.pcap -c 1 tcp
test "$(wc -l <out)" = 1 || fail "not 1 line"
grep -q tcp out || fail "no TCP packet"
name "-c counts packets that match"

packets in.pcap 6
pfc 0 -r in.pcap --count tcp port 80
out '2 packets'
pfc 0 -r in.pcap --count host 10.0.0.2 and icmp
out '0 packets'
pfc 0 -r in.pcap --count -c 1
out '1 packet'
name "--count"

pfc 0 -r in.pcap -t -x udp
grep -q "^$(printf '\t')0x0000:  4500 0020" out || fail "-x: no IP header"
pfc 0 -r in.pcap -XX udp
grep -q "0x0000:  0200 0000 0002" out || fail "-XX: no Ethernet header"
pfc 0 -r in.pcap -A udp
grep -q data out || fail "-A: no text"
pfc 0 -r in.pcap -tt -c 1
grep -q '^1700000000\.000001 ' out || fail "-tt"
pfc 0 -r in.pcap -ttttt tcp
grep -q '^ *00:00:00\.000000 ' out || fail "-ttttt"
pfc 0 -r in.pcap --nano -c 1
grep -q '^22:13:20\.000001000 ' out || fail "--nano"
pfc 0 -r in.pcap -# -c 1
grep -q '^ *1 *22:13' out || fail "-#"
pfc 0 -r in.pcap -e -c 1
grep -q '02:00:00:00:00:01' out || fail "-e"
pfc 0 -r in.pcap --time=utc -c 1
grep -q '^2023-11-14T22:13:20\.000001Z ' out || fail "--time=utc"
pfc 0 -r in.pcap --time=epoch -c 1
grep -q '^1700000000\.000001 ' out || fail "--time=epoch"
pfc 0 -r in.pcap --lengths -c 1
grep -q '^caplen 42 len 42 22:13' out || fail "--lengths"
pfc 2 -r in.pcap --time=utc -tt
err '-t and --time exclude each other'
name "how packets are printed"

pfc 0 -r in.pcap --json
test "$(grep -c '^{"number":[1-6],"time":"2023-11-14T22:13:2.*}$' out)" = 6 || fail "not 6 objects"
pfc 0 -r in.pcap --json -tt -c 1 udp
grep -q '"time":1700000001\.000001,.*"src":"10.0.0.1",.*"dst_port":53,' out || fail "members"
pfc 2 -r in.pcap --json -X
err '--json and -x, -X and -A exclude each other'
name "packets as JSON"

# Whatever 127.0.0.1 is called here, or nothing.
local_name=$(getent hosts 127.0.0.1 | awk '{ print $2 }')
loop='7f000001 7f000001 03e8 0035 000c 0000 64617461'
pcap_file 101 "4500 0020 0001 4000 40 11 3cca $loop" >loop.pcap
pfc 0 -r loop.pcap -t --resolve
grep -q "^${local_name:-127.0.0.1}:1000 > ${local_name:-127.0.0.1}:53 udp" out || fail "--resolve"
pfc 0 -r loop.pcap -t --resolve --json
grep -q '"src":"127.0.0.1"' out || fail "the number in JSON"
test -z "$local_name" || grep -q "\"dst_name\":\"$local_name\"" out || fail "dst_name"
pfc 0 -r loop.pcap -t -N -f
out '127.0.0.1:1000 > 127.0.0.1:53 udp len 4 dns ...'
pfc 2 -r loop.pcap -n --resolve
err '-n and --resolve exclude each other'
pfc 2 -r loop.pcap --style=tcpdump --resolve
err 'leave --resolve out'
name "names of hosts"

esc=$(printf '\033')
pfc 0 -r in.pcap -t -c 1 udp
grep -q "$esc" out && fail "colour in a file"
pfc 0 -r in.pcap --color=always -t -c 1 udp
grep -q "$esc\[[0-9]*m10.0.0.1$esc\[0m:1000" out || fail "--color=always"
pfc 0 -r in.pcap --color=always --json -c 1
grep -q "$esc" out && fail "colour in JSON"
if command -v script >/dev/null; then
	script -qec "'$PFC' -r in.pcap -c 1 udp" script.out >/dev/null 2>&1 </dev/null
	grep -q "$esc\[2m" script.out || fail "no colour on a terminal"
	NO_COLOR=1 script -qec "'$PFC' -r in.pcap -c 1 udp" script.out >/dev/null 2>&1 </dev/null
	grep -q "$esc\[" script.out && fail "colour although NO_COLOR"
fi
name "colour"

pfc 0 -r in.pcap --style=tcpdump -c 1 tcp
out '22:13:22.000001 IP 10.0.0.1.1000 > 10.0.0.2.80: Flags [S], seq 1, win 65535, length 0'
pfc 0 -r in.pcap --style=tcpdump -t -e -c 1 arp
out '02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype ARP (0x0806), length 42: Request who-has 10.0.0.2 tell 10.0.0.1, length 28'
pfc 2 -r in.pcap --style=tcpdump -v
err 'pfc -v has its own lines'
pfc 2 -r in.pcap --style=tcpdump --json
err '--json and --style=tcpdump exclude each other'
name "the style of tcpdump"

pfc 0 -r in.pcap -w out.pcap
out ''
same in.pcap out.pcap
pfc 0 -r in.pcap -w udp.pcap udp
pfc 0 -r udp.pcap -t
cp out udp.lines
pfc 0 -r udp.want -t
same out udp.lines
test "$(stat -c %a out.pcap)" = 600 || fail "mode $(stat -c %a out.pcap)"
pfc 0 -r in.pcap -w out.pcap --print -c 2
test "$(wc -l <out)" = 2 || fail "not 2 lines"
packets out.pcap 2
name "-w"

if command -v tcpdump >/dev/null; then
	for filter in '' udp 'tcp port 80' 'not ip'; do
		tcpdump -r in.pcap -w - $filter >want.pcap 2>/dev/null
		pfc 0 -r in.pcap -w out.pcap $filter
		same out.pcap want.pcap
		pfc 0 -r in.pcap -w - $filter
		same out want.pcap
	done
	name "files are those of tcpdump"
else
	skip "files are those of tcpdump" "tcpdump is not installed"
fi

"$PFC" -r - -w - udp <in.pcap 2>err | "$PFC" -r - --count 2>>err >out
out '2 packets'
name "pipes"

pfc 0 -r in.pcap -w out.pcapng
pfc 0 -r out.pcapng
cp out lines
pfc 0 -r in.pcap
same out lines
bytes '0a0d0d0a' >magic
head -c 4 out.pcapng | cmp -s - magic || fail "no pcapng"
pfc 0 -r in.pcap -P -w out.x
head -c 4 out.x | cmp -s - magic || fail "-P: no pcapng"
pfc 0 -r out.pcapng -w again.pcapng
same out.pcapng again.pcapng
pfc 0 -r out.pcapng -w out.pcap
same out.pcap in.pcap
name "pcapng"

packets mixed.pcapng 3
pfc 0 -r mixed.pcapng --count udp port 53
out '2 packets'
pfc 0 -r mixed.pcapng -w out.pcapng udp
packets out.pcapng 2
pfc 0 -r mixed.pcapng --count arp
out '1 packet'
pfc 3 -r mixed.pcapng -w no.pcap ether host 1:2:3:4:5:6
err 'link type RAW'
pfc 1 -r mixed.pcapng -w out.pcap
err 'link type'
packets out.pcap 1
name "several link types in a file"

pfc 0 -r in.pcap -s 20 -w out.pcap
pfc 0 -r out.pcap -xx -c 1
grep -q '0x0010:  0800 0604$' out || fail "not cut to 20 bytes"
test "$(wc -c <out.pcap)" = $((24 + 6 * 36)) || fail "$(wc -c <out.pcap) bytes"
pfc 0 -r in.pcap -s 20 -w out.pcapng
pfc 0 -r out.pcapng -s 10 -w cut.pcapng
pfc 0 -r cut.pcapng -xx -c 1
grep -q '0x0000:  0200 0000 0002 0200 0000$' out || fail "not cut to 10 bytes"
name "-s cuts what is read"

head -c 150 in.pcap >short.pcap
pfc 0 -r short.pcap --count
out '2 packets'
err 'short.pcap: packet 3 at byte 144: '
pfc 1 -r missing.pcap
err 'pfc: missing.pcap: No such file or directory'
pfc 1 -r /
err 'pfc: /: Is a directory'
echo hello >text
pfc 1 -r text
err 'pfc: text: '
: >empty
pfc 1 -r empty
err 'pfc: empty: '
pfc 1 -r in.pcap -w /no/such/place
err '/no/such/place'
pfc 1 -r in.pcap -w in.pcap
err 'in.pcap: '
packets in.pcap 6
pfc 2 -r in.pcap -y RAW
err '-y cannot change the link type of in.pcap'
name "files that cannot be read or written"

if test "$(id -u)" = 0 && command -v setpriv >/dev/null; then
	chmod 755 .
	cp in.pcap closed.pcap
	chmod 0 closed.pcap
	setpriv --reuid 65534 --clear-groups --bounding-set -all --inh-caps -all \
		"$PFC" -r closed.pcap >out 2>err
	test $? = 1 || fail "not 1"
	err 'pfc: closed.pcap: Permission denied'
	name "a file that is not ours"
else
	skip "a file that is not ours" "needs root and setpriv"
fi

pcap_file 147 "$arp" >user.pcap
packets user.pcap 1
pcap_file 999 "$arp" >unknown.pcap
packets unknown.pcap 1
pfc 1 -r unknown.pcap --count arp
err 'link type 999 is not known'
name "link types that pfc does not know"

if test -e /dev/full; then
	pfc 1 -r in.pcap -w /dev/full
	err 'pfc: /dev/full: disk full: 0 of 6 packets saved'
	"$PFC" -r in.pcap >/dev/full 2>err
	test $? = 1 || fail "not 1"
	err 'pfc: standard output: No space left on device'
	name "a full device"
else
	skip "a full device" "there is no /dev/full"
fi

# A limit on the size of files stands in for a disk that fills up in the middle.
i=0
set --
while test $i -lt 40; do
	set -- "$@" "$arp" "$tcp"
	i=$((i + 1))
done
pcap_file 1 "$@" >many.pcap
(
	ulimit -f 4
	"$PFC" -r many.pcap -w full.pcap 2>err
	echo $? >status
)
test "$(cat status)" = 1 || fail "exit status $(cat status)"
saved=$(sed -n 's/.*: \([0-9]*\) of 80 packets saved/\1/p' err)
test -n "$saved" || show err
packets full.pcap "${saved:-none}"
name "a disk that fills up: the file ends on a packet"

# The reader is gone before the first packet is written.
(
	sleep 0.3
	"$PFC" -r in.pcap 2>err
	echo $? >status
) | true
test "$(cat status)" = 0 || fail "lines: exit status $(cat status)"
(
	sleep 0.3
	"$PFC" -r in.pcap -w - 2>>err
	echo $? >status
) | true
test "$(cat status)" = 0 || fail "packets: exit status $(cat status)"
grep -v 'reading from file' err >rest && show rest
name "a reader that went away"

mkfifo slow
"$PFC" -r slow -w stopped.pcap 2>err &
pid=$!
exec 3>slow
head -c 206 in.pcap >&3
sleep 0.3
kill -INT $pid
wait $pid
test $? = 0 || fail "not 0"
exec 3>&-
packets stopped.pcap 2
name "SIGINT ends a file that is being read"

finish
