#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/copy.sh - from pcapng to pcapng: what pfc does not know is kept, in one file and
# in several, and cut packets keep their options.

. "$TOP_SRCDIR/tests/cli/lib.sh"

for tool in python3 tshark capinfos; do
	command -v $tool >/dev/null || {
		echo "1..0 # SKIP no $tool"
		exit 0
	}
done

# Two sections of both byte orders, two link types, units of 2^-20 s, comments, names,
# secrets, custom and unknown blocks, statistics, 60 packets each.
cat >make.py <<'P'
import struct, sys
def block(e, t, body):
    body += bytes(-len(body) % 4)
    n = len(body) + 12
    return struct.pack(e + "II", t, n) + body + struct.pack(e + "I", n)
def option(e, code, value):
    return struct.pack(e + "HH", code, len(value)) + value + bytes(-len(value) % 4)
def frame(i, raw):
    udp = struct.pack(">HHHH", 1000 + i, 53 if i % 2 else 99, 8 + 20, 0) + bytes(20)
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 48, i, 0, 64, 17, 0, b"\x0a\0\0\1",
                     b"\x0a\0\0\2") + udp
    return ip if raw else bytes(12) + b"\x08\0" + ip
out = open(sys.argv[1], "wb")
for e in "<>":
    end = option(e, 0, b"")
    out.write(block(e, 0x0a0d0d0a, struct.pack(e + "IHHq", 0x1a2b3c4d, 1, 0, -1) +
                    option(e, 1, b"section " + e.encode()) + end))
    out.write(block(e, 1, struct.pack(e + "HHI", 1, 0, 65535) +
                    option(e, 2, b"eth0") + option(e, 9, b"\x94") +
                    option(e, 11, b"\0udp") + end))
    out.write(block(e, 1, struct.pack(e + "HHI", 101, 0, 65535) +
                    option(e, 2, b"tun0") + option(e, 3, b"a tunnel") + end))
    out.write(block(e, 10, struct.pack(e + "II", 0x544c534b, 8) + b"SECRET" +
                    e.encode() + b"\n"))
    out.write(block(e, 4, struct.pack(e + "HH", 1, 9) + b"\x0a\0\0\1host\0" + bytes(3) +
                    struct.pack(e + "HH", 0, 0)))
    out.write(block(e, 0xbad, struct.pack(e + "I", 32473) + b"keep me!"))
    out.write(block(e, 0x40000bad, struct.pack(e + "I", 32473) + b"leave me"))
    for i in range(60):
        f = frame(i, i % 3 == 0)
        t = (1700000000 + i << 20) if i % 3 else (1700000000 + i) * 1000000
        out.write(block(e, 6, struct.pack(e + "IIIII", 0 if i % 3 else 1, t >> 32,
                                          t & 0xffffffff, len(f), len(f)) +
                        f + bytes(-len(f) % 4) + option(e, 1, b"packet %d" % i) +
                        option(e, 2, struct.pack(e + "I", 1 + i % 2)) + end))
        if i == 30:
            out.write(block(e, 0x00001234, b"unknown block"))
    out.write(block(e, 5, struct.pack(e + "III", 0, 0, 7) +
                    option(e, 4, struct.pack(e + "Q", 99)) + end))
P
python3 make.py in.pcapng

fields='-T fields -e frame.time_epoch -e frame.len -e frame.comment -e frame.interface_name
	-e frame.packet_flags -e udp.srcport -e udp.dstport'

# tells FILTER FILE...: what tshark says of the packets in them that match
tells()
{
	filter=$1
	shift
	for file; do
		tshark -r "$file" -Y "$filter" $fields 2>>tshark.err || fail "tshark $file: $?"
	done
}

# has FILE WORD...: the bytes are in it
has()
{
	file=$1
	shift
	for word; do
		grep -qaF -e "$word" "$file" || fail "$file lacks '$word'"
	done
}

tells 'udp.port == 53' in.pcapng >want
test "$(wc -l <want)" = 60 || fail "tshark sees $(wc -l <want) packets"
pfc 0 -r in.pcapng -w out.pcapng port 53
tells udp out.pcapng >got
same want got
has out.pcapng 'section <' 'section >' eth0 tun0 'a tunnel' 'SECRET<' 'SECRET>' host \
	'keep me!' 'unknown block'
grep -qa 'leave me' out.pcapng && fail "what is not to be copied was"
capinfos out.pcapng >capinfos.out 2>&1 || { fail "capinfos"; show capinfos.out; }
pfc 0 info out.pcapng
grep -q 'statistics  *1 blocks, 99 received' out || { fail "no statistics"; show out; }
pfc 0 -r out.pcapng -w again.pcapng
same out.pcapng again.pcapng
"$PFC" -r - -w - port 53 <in.pcapng >piped 2>err
cat in.pcapng | "$PFC" -r - -P -w piped port 53 2>err
same out.pcapng piped
name "a filtered copy keeps all but the packets"

pfc 0 -r in.pcapng -C 2k -w part.pcapng port 53
ls part-* >files
test "$(wc -l <files)" -gt 3 || { fail "not some files"; show files; }
tells udp $(cat files) >got
same want got
for file in $(cat files); do
	capinfos "$file" >capinfos.out 2>&1 || { fail "capinfos $file"; show capinfos.out; }
	has "$file" section eth0 'a tunnel' SECRET host
	# What stands between two packets, as a section's start, may come on top.
	test "$(wc -c <"$file")" -le 2600 || fail "$file has $(wc -c <"$file") bytes"
done
cat $(cat files) >all
has all 'keep me!' 'unknown block' 'section <' 'section >'
test "$(grep -ca 'unknown block' all)" = 2 || fail "not two unknown blocks"
name "-C: each file begins with what its packets need"

rm -f part-*
pfc 0 -r in.pcapng -G 10 -w part.pcapng 'udp dst port 53'
ls part-* >files
test "$(wc -l <files)" -gt 3 || { fail "not some files"; show files; }
tells udp $(cat files) >got
sort want >want.sorted
sort got >got.sorted
same want.sorted got.sorted
cat $(cat files) >all
has all 'keep me!' 'unknown block' 'section <' 'section >' 'SECRET<' 'SECRET>'
name "-G: the same"

pfc 0 -r in.pcapng -s 40 -w cut.pcapng
# For tshark custom blocks are packets.
tshark -r cut.pcapng -Y frame.comment -T fields -e frame.cap_len 2>tshark.err | sort -u >got
echo 40 >want.len
same want.len got
tshark -r in.pcapng -Y frame.comment -T fields -e frame.len -e frame.comment -e frame.packet_flags >want 2>>tshark.err
tshark -r cut.pcapng -Y frame.comment -T fields -e frame.len -e frame.comment -e frame.packet_flags >got 2>>tshark.err
same want got
has cut.pcapng 'section <' 'SECRET>' 'keep me!'
capinfos cut.pcapng >capinfos.out 2>&1 || { fail "capinfos"; show capinfos.out; }
pfc 0 info cut.pcapng
grep -q 'interface 0  *EN10MB, 40 bytes at most' out || { fail "the snap length"; show out; }
pfc 0 -r in.pcapng -s 1000 -w whole.pcapng
pfc 0 -r whole.pcapng -s 1000 -w again.pcapng
same whole.pcapng again.pcapng
name "-s cuts packets and keeps their options"

pfc 0 -r in.pcapng --comment 'line 4, building B' -w noted.pcapng
printf '%s\n' 'line 4, building B' 'section <' 'section >' >want
pfc 0 info noted.pcapng
sed -n 's/^ *comment  *//p' out >got
same want got
has noted.pcapng 'SECRET<' 'keep me!'
pfc 0 -r in.pcapng --comment 'line 4, building B' -C 2k -w noted-part.pcapng
for file in noted-part-*; do
	pfc 0 info "$file"
	grep -q '^ *comment  *line 4, building B$' out || fail "$file lacks the comment"
done
"$PFC" -r in.pcapng -w plain.pcap ip 2>err
pfc 0 -r plain.pcap --comment "$(printf 'caf\303\251')" -w noted.pcapng
capinfos -Mk noted.pcapng 2>&1 | grep -q "$(printf 'caf\303\251')" || fail "capinfos: comment"
pfc 2 -r in.pcapng --comment text -w noted.pcap
grep -q 'comment is for pcapng' err || { fail "the message"; show err; }
name "--comment is about the file"

# Others than those of in.pcapng, a second later.
sed 's/1700000000/1700000001/g; s/packet %d/other %d/' make.py >other.py
python3 other.py other.pcapng
pfc 0 -r in.pcapng -r other.pcapng -w merged.pcapng port 53
for file in in other; do
	tells 'udp.port == 53' $file.pcapng
done | sort >want
tells udp merged.pcapng | sort >got
same want got
has merged.pcapng 'a tunnel' 'SECRET<' 'SECRET>' host 'keep me!'
grep -qa 'leave me' merged.pcapng && fail "what is not to be copied was"
capinfos merged.pcapng >capinfos.out 2>&1 || { fail "capinfos"; show capinfos.out; }
pfc 0 info merged.pcapng
grep -q '^ *filter  *udp$' out || { fail "the filter of an interface"; show out; }
pfc 0 -r in.pcapng -r other.pcapng -r plain.pcap -C 3k -w few.pcapng port 53
for file in few-*; do
	has "$file" 'SECRET<' host
	last=$file
	capinfos "$file" >capinfos.out 2>&1 || { fail "capinfos $file"; show capinfos.out; }
done
has "$last" 'SECRET>' # of a section that begins later
pfc 0 -r in.pcapng -r other.pcapng -w whole.pcapng
pfc 0 -r in.pcapng -r other.pcapng -s 40 -w cut.pcapng
for file in whole cut; do
	tshark -r $file.pcapng -Y frame.comment -T fields -e frame.len -e frame.comment \
		-e frame.packet_flags >$file.said 2>>tshark.err
done
test "$(wc -l <whole.said)" = 240 || fail "$(wc -l <whole.said) comments"
same whole.said cut.said
name "several files into one keep comments, names and secrets"

finish
