#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/explain.sh - pfc explain: sentence, full form, listing, packets, JSON, programs.

. "$TOP_SRCDIR/tests/cli/lib.sh"

pfc 0 explain 'tcp dst port 443'
err ''
has()
{
	grep -qF -e "$1" out || {
		fail "it does not say: $1"
		show out
	}
}
has 'Packets that have the destination port 443 (https) of TCP'
has 'In full: ((ip6 and ip6[6] = 6 and (ip6[42 : 2] = 443)) or (ip and ip[9] = 6 and '
has "of 'tcp dst port 443':"
has 'A = Ethernet type (bytes 12-13)'
has 'if TCP destination port is 443 (https): '
has 'What the optimizer did'
has 'IPv4 fragment offset and protocol: asked together now, in one load'
has 'eBPF for xdp: '
name "a filter in words"

# the full form means the same
full=$(sed -n 's/^In full: //p' out)
"$PFC" -d -O "$full" >full.listing 2>err || fail "it does not compile: $(cat err)"
if ! "$PFC" equiv ip ip 2>&1 | grep -q 'without Z3'; then
	pfc 0 equiv -O "$full" 'tcp dst port 443'
fi
name "the full form is a filter, too"

pfc 0 explain 'not (icmp or icmp6)'
has 'Packets that do not carry ICMP in IPv4, and that do not carry ICMPv6 in IPv6.'
pfc 0 explain 'not (vlan and ip)'
has 'Packets that are not among those (that have a VLAN tag, '
pfc 0 explain 'mpls 5 and ip'
has 'if MPLS label is at least 5: '
name "not of several, ranges"

pfc 0 explain --encoding ip
has 'code 0x0028 = BPF_LD | BPF_H | BPF_ABS, jt 0, jf 0, k 0x0000000c'
pfc 0 explain --target=xdp ip
has 'The same as eBPF: '
has 'r9 = end of the packet, behind its last byte'
has 'Ethernet type is 0x0800 (IPv4): '
has 'r0 = 2: match: XDP_PASS'
! grep -q 'code 0x' out || fail "codes without --encoding"
pfc 0 explain --target=xdp --encoding ip
has 'code 0x61 = BPF_LDX | BPF_W | BPF_MEM, dst 8, src 1, off 0, imm 0x00000000'
has 'code 0x95 = BPF_JMP | BPF_EXIT, dst 0, src 0, off 0, imm 0x00000000'
pfc 0 explain --target=tc 'tcp port 80 and not host 192.0.2.1'
sed '1,/The same as eBPF/d' out | grep -qF "of 'host 192.0.2.1':" || fail "no pieces"
pfc 0 explain
has 'All packets.'
has 'classic BPF: 1 instruction; '
has '  -O: 1 instruction: '
name "--encoding, --target"

# what the passes did, in numbers that listings have
written='tcp port 80 and not host 192.0.2.1'
pfc 0 explain "$written"
cp out explained
"$PFC" -d -O "$written" >plain && "$PFC" -d "$written" >best
has "  -O: $(wc -l <plain) instructions: "
has "instructions, now $(wc -l <best): what A or X holds"
has '    Ethernet type: loaded 5 times, now once; 5 compares, now 2 (of '
has '    bytes 28-31: no longer looked at, was loaded twice (of '
has '    order now: Ethernet type, then '
has '  opt_usual: nothing changed'
has ' ways to write the program were compared'
pfc 0 explain -O "$written"
has '  no optimization was asked for'
pfc 0 explain --optimize=speed 'tcp port 80'
has 'headers of the usual length get a way of their own'
name "what the optimizer did"

if command -v python3 >/dev/null; then
	pfc 0 explain --json 'vlan 5 and udp port 53 and not src host 192.0.2.1'
	python3 - out <<'P' || fail "the JSON is not as described"
import json, sys
x = json.load(open(sys.argv[1]))
text = x["filter"]
assert x["sentence"].startswith("Packets that ") and x["sentence"].endswith(".")
assert "vlan 5" in x["normal"] and x["link"] == "EN10MB"
for i, insn in enumerate(x["instructions"]):
    assert insn["index"] == i and insn["words"] and insn["text"] and insn["encoding"]
    assert insn["from"] + insn["len"] <= len(text)
pieces = {text[i["from"]:i["from"] + i["len"]] for i in x["instructions"]}
assert {"vlan 5", "udp port 53", "src host 192.0.2.1"} <= pieces, pieces
assert any(i["field"] == "802.1Q type behind the tag" for i in x["instructions"])
passes = x["optimizer"]
assert [p["pass"] for p in passes] == ["-O", "lower", "opt_facts", "opt_order", "opt_usual", "emit"]
assert all(len(p["listing"]) == p["count"] for p in passes)
assert all(p["same"] or p["changes"] for p in passes[1:])
assert passes[-1]["count"] == len(x["instructions"])
assert "ebpf" not in x
assert x["targets"]["cbpf"] == len(x["instructions"]) and x["targets"]["xdp"]
a, n = x["accepted"], x["nearly"]
if a:
    good, bad = bytes.fromhex(a["bytes"]), bytes.fromhex(n["bytes"])
    assert len(good) == a["caplen"] == len(bad) and good != bad
    assert " instead of " in n["change"]
P
	pfc 0 explain --json --target=socket 'tcp port 80'
	python3 - out <<'P' || fail "the JSON with eBPF is not as described"
import json, sys
x = json.load(open(sys.argv[1]))
assert x["target"] == "socket" and len(x["ebpf"]) == x["targets"]["socket"]
assert all(i["words"] and i["text"] for i in x["ebpf"])
assert any(x["filter"][i["from"]:i["from"] + i["len"]] == "tcp port 80" for i in x["ebpf"])
assert x["ebpf"][-1]["encoding"] == "BPF_JMP | BPF_EXIT" and x["ebpf"][-1]["code"] == 0x95
P
	name "--json"
else
	skip "--json" "python3 is not installed"
fi

# What is said to be accepted is, and what nearly is not.
if command -v python3 >/dev/null && ! "$PFC" equiv ip ip 2>&1 | grep -q 'without Z3'; then
	while read -r filter; do
		"$PFC" explain --json "$filter" >out 2>err || fail "$filter: status $?"
		python3 - out <<'P' || fail "no packets for $filter"
import json, struct, sys
x = json.load(open(sys.argv[1]))
for key in "accepted", "nearly":
    data = bytes.fromhex(x[key]["bytes"])
    with open(key + ".pcap", "wb") as f:
        f.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1))
        f.write(struct.pack("<IIII", 0, 0, len(data), x[key]["len"]) + data)
P
		pfc 0 -r accepted.pcap --count "$filter"
		out '1 packet'
		pfc 0 -r nearly.pcap --count "$filter"
		out '0 packets'
	done <<'F'
tcp port 80
host 192.0.2.1 and not icmp
ip6 and udp portrange 5000-6000
tcp[tcpflags] & (tcp-syn|tcp-ack) = tcp-syn
vlan 7 and arp
ether host 2:0:0:0:0:9
len > 100 and ip[8] < 3
net 10.0.0.0/8
F
	name "one packet that it accepts and one that it nearly does"
else
	skip "one packet that it accepts and one that it nearly does" "needs python3 and Z3"
fi

# programs of others
"$PFC" -ddd 'udp port 53' >dns
pfc 0 explain @dns
has 'The program of dns, on link type EN10MB.'
has 'UDP source port is 53 (domain)'
if ! "$PFC" equiv ip ip 2>&1 | grep -q 'without Z3'; then
	has 'As a filter (proved equal): udp port 53'
	has 'Packets that have the source or destination port 53 (domain) of UDP'
fi
pfc 0 explain -y RAW @dns
has 'on link type RAW'
pfc 1 explain @missing
err missing
pfc 3 explain 'tcp prot 80'
err 'error'
pfc 2 explain --json --html page.html ip
err '--json and --html exclude each other'
test ! -e page.html || fail "a page all the same"
pfc 2 explain --target=xdp @dns
err '--target is for filters and eBPF; dns is a classic program'
pfc 2 explain @
err "'@' stands in front"
printf '1,48 0 0 9' >bad
pfc 3 explain @bad
err 'no program that a kernel takes'
name "programs, and mistakes"

# eBPF of files
"$PFC" compile --target=xdp --to=elf 'udp port 53' >dns.o
pfc 0 explain @dns.o
has 'The eBPF of dns.o, on link type EN10MB.'
has 'Program xdp: '
has ', called as for xdp'
has '; udp port 53'
has 'r9 = end of the packet, behind its last byte'
has 'if UDP source port is 53 (domain): '
"$PFC" compile --target=buffer --to=json 'udp port 53' >dns.json
pfc 0 explain @dns.json
has ', called as for buffer'
"$PFC" compile --target=buffer 'udp port 53' >dns.listing
pfc 0 explain @dns.listing
has 'what it is called with is not known (--target says it)'
pfc 0 explain --target=buffer @dns.listing
has 'r9 = number of bytes that are there'
has 'r0 = IPv6 next header (byte 20)'
pfc 0 explain --encoding @dns.o
has 'code 0x61 = BPF_LDX | BPF_W | BPF_MEM, dst 9, src 1, off 4, imm 0x00000000'
pfc 0 explain --json @dns.o
grep -q '"section": "xdp"' out && grep -q '"words": "r9 = end of the packet' out ||
	{ fail "the JSON"; show out; }
if command -v python3 >/dev/null; then
	python3 - out <<'P' || fail "the JSON of an object is not as described"
import json, sys
x = json.load(open(sys.argv[1]))
assert list(x) == ["link", "programs"] and x["link"] == "EN10MB", list(x)
(p,) = x["programs"]
assert list(p) == ["section", "target", "ebpf"] and p["section"] == p["target"] == "xdp"
always = {"index", "code", "dst", "src", "off", "imm", "text", "words", "encoding"}
assert all(always <= set(i) <= always | {"high", "source", "note"} for i in p["ebpf"])
assert p["ebpf"][1]["words"] == "r9 = end of the packet, behind its last byte"
assert "udp port 53" in [i.get("source") for i in p["ebpf"]]
P
fi
pfc 2 explain --html page.html @dns.o
err '--html is for filters and classic programs'
# A loop, a function, and a jump to nowhere: what is said is what is known.
cat >loop <<'A'
   0: r8 = *(u32 *)(r1 + 0)
   1: r2 = 3
   2: r0 = *(u8 *)(r8 + 12)
   3: r8 += 1
   4: r2 -= 1
   5: if r2 != 0 goto 2
   6: call 8
   7: exit
   8: r0 = *(u8 *)(r1 + 0)
   9: goto 30000
A
pfc 0 explain --target=xdp @loop
has '0: r8 = *(u32 *)(r1 + 0)                r8 = start of the packet'
has '2: r0 = *(u8 *)(r8 + 12)                r0 = 1 byte at r8 + 12'
has '8: r0 = *(u8 *)(r1 + 0)                 r0 = 1 byte at r1 + 0'
name "eBPF of files"

# what never matches
pfc 0 explain --allow-empty 'ip and arp'
err 'warning'
if ! "$PFC" equiv ip ip 2>&1 | grep -q 'without Z3'; then
	has 'there is none'
fi
name "a filter that no packet matches"

finish
