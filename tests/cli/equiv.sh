#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/equiv.sh - pfc equiv: operands, answers, packets, mistakes.

. "$TOP_SRCDIR/tests/cli/lib.sh"

pfc 0 equiv ip ip
if grep -q 'without Z3' err; then
	echo "1..0 # SKIP built without Z3"
	exit 0
fi

# says TEXT: the first line of stdout begins like this
says()
{
	case $(head -n 1 out) in
	"$1"*) ;;
	*) fail "the answer is not: $1"
	   show out ;;
	esac
}

answer()
{
	pfc "$1" equiv "$3" "$4"
	says "$2:"
	err ''
}

answer 0 equal 'tcp port 80' 'tcp port http'
answer 0 equal 'len > 60' 'len >= 61'
answer 4 'A implies B' 'tcp port 80' 'port 80'
answer 4 'B implies A' 'host 192.0.2.1' 'src host 192.0.2.1'
answer 4 overlap 'tcp' 'port 80'
answer 4 disjoint 'ip' 'arp'
answer 4 opposite 'len < 60' 'len >= 60'
name "every relation"

pfc 4 equiv 'ip and arp' 'ip' --allow-empty
says 'A implies B'
grep -q '^A accepts no packet' out || fail "nothing of the filter that is empty"
pfc 4 equiv '' 'ip'
says 'B implies A'
grep -q '^A accepts every packet' out || fail "nothing of the filter that is all"
name "nothing and everything"

# operands
pfc 0 equiv 'udp port 53' 'libpcap:udp port 53'
says equal
pfc 4 equiv 'ip multicast' 'libpcap:ip multicast'
says 'A implies B'
pfc 4 equiv 'link[0] & 0xffffffff != 0' 'libpcap:link[0] & 0xffffffff != 0'
says 'A implies B'
name "libpcap's program of a filter"

for to in listing c decimal hex json xt_bpf; do
	pfc 0 compile --to=$to 'tcp port 443 or udp port 443'
	cp out program
	pfc 0 equiv @program 'port 443 and not sctp'
	says equal
done
"$PFC" -ddd 'port 53' >program
pfc 4 equiv @program 'udp port 53'
says 'B implies A'
printf 'jeq #0x800 what' >bad
pfc 3 equiv @bad ip
err 'bad:1:'
pfc 1 equiv @missing ip
err missing
pfc 2 equiv @ ip
err "stands in front of the name of a file"
printf '2\n21 1 0 2048\n6 0 0 0\n' >far
pfc 3 equiv @far ip
err "no program that a kernel takes"
name "programs in files"

# the packet that tells them apart
pfc 4 equiv -w w.pcap 'tcp port 80' 'tcp dst port 80'
test "$(od -An -tx1 -N4 w.pcap | tr -d ' ')" = d4c3b2a1 || fail "no pcap file"
pfc 0 -r w.pcap 'tcp src port 80 and not dst port 80' --count
out '1 packet'
if command -v tcpdump >/dev/null; then
	tcpdump -nr w.pcap 'tcp port 80 and not tcp dst port 80' >td 2>/dev/null
	test "$(wc -l <td)" = 1 || fail "tcpdump does not find the packet"
	tcpdump -nvr w.pcap 2>/dev/null | grep -q 'bad\|incorrect' &&
		fail "tcpdump finds mistakes in it"
fi
pfc 4 equiv -w w.pcap 'src net 10.0.0.0/8' 'dst net 10.0.0.0/8'
pfc 0 -r w.pcap --count
out '2 packets'
pfc 0 equiv -w w.pcap tcp 'tcp'
pfc 0 -r w.pcap --count
out '0 packets'
pfc 1 equiv -w /none/w.pcap tcp udp
err '/none/w.pcap'
name "-w FILE"

pfc 4 equiv --json tcp udp
grep -q '"result": "disjoint"' out || fail "no result in JSON"
if command -v python3 >/dev/null; then
	python3 - out <<'P' || fail "the JSON is not as described"
import json, sys
x = json.load(open(sys.argv[1]))
for side, proto in (("only_a", 6), ("only_b", 17)):
    packet = bytes.fromhex(x[side]["bytes"])
    assert len(packet) == x[side]["caplen"] <= x[side]["len"]
    assert packet[23] == proto or packet[20] == proto
P
fi
name "--json"

# the contract
pfc 0 equiv --contract 'host 192.0.2.1 and tcp port 443'
says 'contract kept'
pfc 4 equiv --contract 'udp port 53' 'port 53'
says 'contract broken'
grep -q '^rule 1' out || fail "not by rule 1"
pfc 4 equiv --contract 'port 53' 'udp port 53'
grep -q '^rule 2' out || fail "not by rule 2"
# Not equal, since one reads further into a packet that is cut off.
pfc 4 equiv -O 'ip src net 10.0.0.0/8' 'ip and ip[12] = 10'
says 'A implies B'
pfc 0 equiv --contract 'ip and ip[12] = 10' 'ip src net 10.0.0.0/8'
says 'contract kept'
name "--contract"

pfc 5 equiv --timeout=0 'ether[0:4] * ether[4:4] = 0x12345678 and ether[8:4] * ether[12:4] = 77' \
	'ether[4:4] * ether[0:4] * 3 = 0x369d0368 and ether[8:4] * ether[12:4] = 77'
says undecided
name "undecided in time"

pfc 3 equiv 'ip and' tcp
err 'A:1:'
pfc 3 equiv ip 'tcp port'
err 'B:1:'
pfc 2 equiv ip
err 'two filters'
pfc 2 equiv ip tcp udp
err 'two filters'
pfc 2 equiv --timeout=-1 ip tcp
pfc 3 equiv 'libpcap:nonsense at all' ip
err 'libpcap'
pfc 2 -c 1 equiv ip arp
err 'the command goes first'
name "mistakes"

finish
