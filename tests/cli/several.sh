#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/several.sh - several files at once: merged, one after another, and damaged ones.

. "$TOP_SRCDIR/tests/cli/lib.sh"
. "$TOP_SRCDIR/tests/cli/make.sh"
export TZ=UTC

# times_file LINKTYPE SECOND:FRAME... >FILE
times_file()
{
	hex="d4c3b2a1 0200 0400 00000000 00000000 00000400 $(le32 "$1")"
	shift
	for packet; do
		frame=$(echo "${packet#*:}" | sed 's/ //g')
		len=$(le32 $((${#frame} / 2)))
		hex="$hex $(le32 $((1700000000 + ${packet%%:*}))) 00000000 $len $len $frame"
	done
	bytes "$hex"
}

times_file 1 "1:$arp" "4:$arp" "4:$arp" "9:$arp" >a.pcap
times_file 1 "2:$udp" "4:$udp" "5:$udp" >b.pcap
times_file 1 "0:$tcp" "4:$tcp" "10:$tcp" >c.pcap

# prints WORDS ARG...: a word for each packet, its second and protocol
prints()
{
	words=$1
	shift
	pfc 0 "$@"
	saw=$(sed 's/^..:..:\(..\)\..* \(arp\|udp\|tcp\) .*/\1\2/' out | tr '\n' ' ')
	test "$saw" = "$words" || { fail "printed '$saw', not '$words'"; show out; }
}

prints '20tcp 21arp 22udp 24arp 24arp 24udp 24tcp 25udp 29arp 30tcp ' \
	-r a.pcap -r b.pcap -r c.pcap
err 'reading from file b.pcap, link-type EN10MB'
prints '20tcp 21arp 22udp 24tcp 24udp 24arp 24arp 25udp 29arp 30tcp ' \
	-r c.pcap -r b.pcap -r a.pcap
prints '22udp 22udp 24udp 24udp 25udp 25udp ' -r b.pcap -r b.pcap udp
pfc 0 -r a.pcap -r b.pcap --count -c 3 not tcp
out '3 packets'
"$PFC" -r a.pcap -r - --count <b.pcap >out 2>err || fail "-r -"
out '7 packets'
pfc 2 -r - -r -
err "standard input is read only once"
name "-r several times merges by time, equal times in the order given"

pfc 0 -r a.pcap -r b.pcap -r c.pcap -w all.pcap
prints '20tcp 21arp 22udp 24arp 24arp 24udp 24tcp 25udp 29arp 30tcp ' -r all.pcap
pfc 0 -r a.pcap -r b.pcap -w all.pcapng
pfc 0 -r all.pcapng --count
out '7 packets'
if command -v mergecap >/dev/null && command -v tshark >/dev/null; then
	fields='-T fields -e frame.time_epoch -e frame.len -e frame.protocols'
	mergecap -F pcap -w theirs.pcap a.pcap b.pcap c.pcap
	tshark -r theirs.pcap $fields >want 2>tshark.err
	tshark -r all.pcap $fields >got 2>tshark.err
	test -s want || fail "tshark: nothing"
	sort want >want.sorted
	sort got >got.sorted
	same want.sorted got.sorted
	tshark -r all.pcapng -T fields -e frame.interface_id >got 2>tshark.err
	printf '%s\n' 0 1 0 0 1 1 0 >want
	same want got
	name "merged files, to mergecap and tshark"
else
	skip "merged files, to mergecap and tshark" "they are not installed"
fi

times_file 101 "3:$ip_udp" >raw.pcap
pfc 1 -r a.pcap -r raw.pcap -w mixed.pcap
err 'a.pcap has packets of link type EN10MB and raw.pcap of RAW'
test -e mixed.pcap && fail "mixed.pcap was begun"
pfc 0 -r a.pcap -r raw.pcap -w mixed.pcapng
prints '21arp 23udp 24arp 24arp 29arp ' -r mixed.pcapng
prints '23udp ' -r a.pcap -r raw.pcap udp
for file in a.pcap raw.pcap; do
	pfc 1 -r a.pcap -r raw.pcap -w $file -P
	err "$file: is the file that is being read"
done
name "several link types"

printf 'c.pcap\n\na.pcap\nb.pcap' >list
prints '20tcp 24tcp 30tcp 21arp 24arp 24arp 29arp 22udp 24udp 25udp ' -V list
"$PFC" -V - --count <list >out 2>err || fail "-V -"
out '10 packets'
pfc 0 -V list -w turn.pcap
prints '20tcp 24tcp 30tcp 21arp 24arp 24arp 29arp 22udp 24udp 25udp ' -r turn.pcap
if command -v tcpdump >/dev/null; then
	rm -f theirs.pcap
	root=
	test "$(id -u)" != 0 || root='-Z root' # another user could not open the second
	grep . list >theirs.list
	tcpdump $root -V theirs.list -w theirs.pcap 2>tcpdump.err
	same theirs.pcap turn.pcap
fi
# Files that are alike have one interface: none is named.
pfc 0 -V list -w turn.pcapng
pfc 0 -r turn.pcapng -c 1
grep -q '^..:..:..\.[0-9]* 10' out || { fail "an interface is named"; show out; }
pfc 0 -V list -d tcp
name "-V reads one after another"

pfc 1 -V missing
err 'missing: No such file or directory'
printf 'a.pcap\nmissing.pcap\n' >list
pfc 1 -V list --count
err 'missing.pcap: No such file or directory'
: >empty
pfc 1 -V empty
err 'empty: names no file'
pfc 2 -V list -r a.pcap
err '-r and -V exclude each other'
pfc 2 -V list -i lo
err '-V and -i exclude each other'
pfc 2 -r ''
err '-r takes a FILE, not an empty word'
name "lists that are wrong"

# What is cut off or damaged is told, and used up to there.
head -c 170 a.pcap >cut.pcap
{ head -c 94 b.pcap; printf '\377\377\377\177'; tail -c +99 b.pcap; } >bad.pcap
pfc 0 -r cut.pcap --count
out '2 packets'
err 'cut.pcap: packet 3 at byte 140: says it has 42 bytes, the file ends after'
pfc 1 --strict -r cut.pcap --count
out '2 packets'
pfc 0 -r bad.pcap --count
out '1 packet'
err 'bad.pcap: packet 2 at byte '
pfc 1 --strict -r bad.pcap --count
out '1 packet'
pfc 0 --strict -r a.pcap --count
out '4 packets'
name "--strict"

pfc 0 -r cut.pcap -r bad.pcap -r c.pcap --count
out '6 packets'
err 'cut.pcap: packet 3 at byte '
err 'bad.pcap: packet 2 at byte '
test "$(grep -c packet err)" = 2 || { fail "not two messages"; show err; }
pfc 1 --strict -r cut.pcap -r c.pcap --count
out '5 packets'
printf 'cut.pcap\nbad.pcap\nc.pcap\n' >list
pfc 1 --strict -V list --count
out '6 packets'
name "of several, a damaged one ends and the others go on"

finish
