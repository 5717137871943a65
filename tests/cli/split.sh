#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/split.sh - several filters to several files in one pass.

. "$TOP_SRCDIR/tests/cli/lib.sh"
. "$TOP_SRCDIR/tests/cli/make.sh"

pcap_file 1 "$arp" "$udp" "$tcp" "$udp" "$arp" "$tcp" "$tcp" >in.pcap
mixed_file >mixed.pcapng

# holds FILE FILTER: the packets of in.pcap that match
holds()
{
	"$PFC" -r in.pcap -w want.pcap $2 2>/dev/null
	same want.pcap "$1"
}

pfc 0 -r in.pcap --split udp.pcap=udp --split ip.pcap='ip and not port 99'
out ''
err '7 packets read, 7 matched'
err 'udp.pcap: 2 packets'
err 'ip.pcap: 5 packets'
holds udp.pcap udp
holds ip.pcap ip
name "a packet goes into every file whose filter matches"

pfc 0 -r in.pcap -w all.pcap --split udp.pcap=udp --split-rest rest.pcap ip
holds all.pcap ip
holds udp.pcap udp
holds rest.pcap tcp
err 'rest.pcap: 3 packets'
pfc 0 -r in.pcap --split 'ttl.pcap=ip[8] = 0x40'
holds ttl.pcap ip
pfc 0 -r in.pcap -t --split u.pcap= --print udp
holds u.pcap udp
test "$(wc -l <out)" = 2 || fail "--print: not 2 lines"
pfc 0 -r in.pcap --split u.pcap=udp --count
out '7 packets'
"$PFC" -r - --split -=udp <in.pcap 2>err >u.pcap || fail "stdout"
holds u.pcap udp
pfc 0 -r in.pcap -c 2 --split u.pcap=udp
pfc 0 -r u.pcap --count
out '1 packet'
name "FILTER chooses what is split, -w takes all of it, --split-rest the rest"

pfc 0 -r mixed.pcapng --split u.pcapng=udp --split a.pcap=arp
pfc 0 -r u.pcapng --count
out '2 packets'
pfc 0 -r a.pcap --count
out '1 packet'
pfc 0 -r in.pcap -s 20 --split u.pcap=udp
pfc 0 -r in.pcap -s 20 -w want.pcap udp
same want.pcap u.pcap
pfc 0 -r in.pcap -C 200B --split c.pcap=tcp
ls c-*.pcap >list
test "$(wc -l <list)" = 2 || { fail "not two files"; show list; }
name "forms, link types, -s, -C"

pfc 2 -r in.pcap --split udp
err "--split takes FILE=FILTER, not 'udp'"
pfc 2 -r in.pcap --split =udp
err "--split takes FILE=FILTER, not '=udp'"
pfc 2 -r in.pcap --split a.pcap=udp --split a.pcap=tcp
err 'a.pcap twice'
pfc 2 -r in.pcap -w a.pcap --split a.pcap=udp
err 'both write to a.pcap'
pfc 2 -r in.pcap --split-rest a.pcap
err 'there is none'
: >one.pcap
ln -f one.pcap two.pcap
pfc 1 -r in.pcap --split one.pcap=udp --split two.pcap=tcp
err 'one.pcap and two.pcap are the same file'
pfc 1 -r in.pcap --split in.pcap=udp
err 'in.pcap: is the file that is being read'
pfc 3 -r in.pcap --split new.pcap=udp --split b.pcap='udp prot 3'
err "b.pcap:1:5: error: 'prot' is not a word of the language"
name "mistakes"

pfc 0 -r in.pcap --skip 1 -c 1 -w one.pcap tcp
test "$("$PFC" -r one.pcap --count 2>/dev/null)" = '1 packet' || fail "not one packet"
pfc 0 -r in.pcap --skip 3 --count
out '4 packets'
pfc 0 -r in.pcap --skip 8 --count
out '0 packets'
pfc 0 -r in.pcap --sample 3 --split s.pcap=
err '7 packets read, 7 matched'
err '4 of them left out by --skip or --sample'
err 's.pcap: 3 packets'
pfc 0 -r in.pcap --skip 2 --sample 2 -w s.pcap
pfc 0 -r in.pcap --skip 2 -c 1 -t
mv out want
pfc 0 -r s.pcap -c 1 -t
cmp -s want out || { fail "not the third one first"; show out; }
pfc 2 -r in.pcap --sample 0
name "--skip and --sample"

if test -e /dev/full; then
	pfc 1 -r in.pcap --split /dev/full=udp --split t.pcap=tcp
	err '/dev/full: disk full: 0 of 2 packets saved'
	name "a full disk"
else
	skip "a full disk" "there is no /dev/full"
fi
(
	"$PFC" -r in.pcap --split -=ip --split u.pcap=udp 2>err
	echo $? >status
) | true
test "$(cat status)" = 0 || fail "exit status $(cat status)"
name "a reader that goes away"

finish
