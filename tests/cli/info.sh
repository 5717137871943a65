#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/info.sh - pfc info, and capinfos as its judge.

. "$TOP_SRCDIR/tests/cli/lib.sh"
. "$TOP_SRCDIR/tests/cli/make.sh"

"$TOP_BUILDDIR/tests/capture/make_files" || fail "make_files: $?"

# numbers FILE: as capinfos names them, from the JSON of FILE
numbers()
{
	python3 - "$1" <<'P'
import json, sys
f = json.load(open(sys.argv[1]))[0]
s = f.get("duration_ns", 0) / 1e9
print("packets", f["packets"])
print("file", f["file_size"])
print("data", f["data_size"])
if "first_ns" in f:
    print("duration %.6f" % s)
    print("first %.6f" % (f["first_ns"] / 1e9))
    print("last %.6f" % (f["last_ns"] / 1e9))
    print("order", f["in_order"])
if s > 0:
    print("bytes/s %.1f" % (f["bits_per_second"] / 8))
    print("packets/s %.1f" % f["packets_per_second"])
for i in f["interfaces"]:
    print("interface", i["link_type_number"], i["units_per_second"], i["statistics"],
          i["packets"])
P
}

# theirs FILE: the same from capinfos
theirs()
{
	capinfos -M -S "$1" 2>/dev/null | awk '
	/^Number of packets:/ { print "packets", $4 }
	/^File size:/ { print "file", $3 }
	/^Data size:/ { print "data", $3 }
	/^Capture duration:/ { printf "duration %.6f\n", $3 }
	/^First packet time:/ { printf "first %.6f\n", $4 }
	/^Last packet time:/ { printf "last %.6f\n", $4 }
	/^Data byte rate:/ { rate = sprintf("bytes/s %.1f\n", $4) }
	/^Average packet rate:/ { rate = rate sprintf("packets/s %.1f\n", $4) }
	/^Strict time order:/ { print "order", $4; printf "%s", rate }
	/Encapsulation =/ { match($0, /\(/); split(substr($0, RSTART + 1), n, " ")
		type = n[1] }
	/Time ticks per second =/ { ticks = $6 }
	/Number of stat entries =/ { stats = $6 }
	/Number of packets =/ { print "interface", type, ticks, stats, $5 }'
}

if command -v capinfos >/dev/null && command -v python3 >/dev/null; then
	for file in micro_le.pcap micro_be.pcap nano_le.pcap nano_be.pcap modified_le.pcap \
		le.pcapng be.pcapng two.pcapng; do
		pfc 0 info --json $file
		numbers out >ours
		# capinfos numbers link types in its own way, and of several sections it
		# tells the interfaces more than once.
		theirs $file | sed 's/^\(interface\) [0-9]*/\1/' >want
		sed 's/^\(interface\) [0-9]*/\1/' ours >got
		test $file != two.pcapng || sed -i '/^interface/d' want got
		test -s want || fail "capinfos says nothing"
		same want got
		test -z "$why" || { show want; show got; }
		name "$file has the numbers of capinfos"
	done
else
	skip "the numbers of capinfos" "capinfos or python3 is not installed"
fi

# ng FILE: a file with everything
ng_all()
{
	app=$(printf 'writer' | od -An -tx1 | tr -d ' \n')0000
	bytes "$(
		pcapng_block 168627466 "4d3c2b1a 0100 0000 ffffffffffffffff 0100 0200 68690000 0400 0600 $app 0000 0000"
		pcapng_block 1 "$(le16 1) 0000 00000400 0200 0400 65746830 0300 0300 6c616e00 0900 0100 09000000 0b00 0400 00756470 0000 0000"
		pcapng_block 10 "4b534c54 04000000 61626364"
		pcapng_block 4 "0000 0000"
		pcapng_block 6 "00000000 00000000 01000000 04000000 05000000 61626364 0100 0200 68690000 0400 0800 0700000000000000 0000 0000"
		pcapng_block 5 "00000000 00000000 05000000 0400 0800 0900000000000000 0700 0800 0300000000000000 0000 0000"
		pcapng_block 2989 "00000000 01020304"
		pcapng_block 4660 "00000000"
		pcapng_block 168627466 '4d3c2b1a 0100 0000 ffffffffffffffff'
		pcapng_block 1 "$(le16 101) 0000 00000000"
	)"
}

ng_all >all.pcapng
pfc 0 info all.pcapng
cp out all.out
for row in 'form  *pcapng 1\.0, little-endian' 'sections  *2' 'comment  *hi' \
	'written by  *writer' 'link type  *EN10MB (Ethernet)' 'link type  *RAW' \
	'packets  *1$' 'cut  *1 packets, 4 bytes' 'lost  *7 packets' 'packet comments  *1' \
	'interface 0  *EN10MB, 262144 bytes at most, 1 packets' '  name  *eth0' \
	'  description  *lan' '  filter  *udp' '  time unit  *1/1000000000 s' \
	'statistics  *1 blocks, 9 received, 3 dropped by the system' \
	'interface 1  *RAW, 0 packets' '1 decryption secrets' '1 name resolution' '1 custom$' \
	'1 of type 0x00001234' 'other blocks  *2 section header' 'file size  *[0-9]* bytes'; do
	grep -q "^ *$row" all.out || fail "no row '$row'"
done
test -z "$why" || show all.out
pfc 0 info --json all.pcapng
if command -v python3 >/dev/null; then
	python3 -c '
import json, sys
f = json.load(open("out"))[0]
i = f["interfaces"][0]
assert f["form"] == "pcapng" and f["lost"] == 7 and f["packet_comments"] == 1, f
assert f["sections"][0]["comments"] == ["hi"], f
assert i["name"] == "eth0" and i["filter"] == "udp" and i["dropped_by_system"] == 3, i
assert {"type": 4660, "count": 1} in f["other_blocks"], f
assert f["first"] == "1970-01-01T00:00:00.000000001Z", f
assert f["damaged"] is False' 2>python.err || { fail "JSON"; show python.err; }
fi
name "pcapng: sections, comments, interfaces, counters, other blocks"

pcap_file 1 "$udp" "$udp" >a.pcap
pfc 0 info a.pcap all.pcapng
grep -q '^a\.pcap$' out || fail "no a.pcap"
grep -q '^all\.pcapng$' out || fail "no all.pcapng"
"$PFC" info - <a.pcap >out 2>err || fail "stdin"
grep -q 'packets  *2$' out || fail "stdin: not 2"
cat a.pcap | "$PFC" info - >out 2>err || fail "a pipe"
grep -q 'packets  *2$' out || fail "a pipe: not 2"
grep -q "^  size  *$(wc -c <a.pcap) bytes" out || { fail "the size of a pipe"; show out; }
if command -v gzip >/dev/null; then
	gzip -c a.pcap >packed
	pfc 0 info packed
	grep -q 'compressed  *gzip' out || fail "no gzip"
	grep -q "unpacked  *$(wc -c <a.pcap) bytes" out || fail "the size unpacked"
fi
name "several files, pipes, compressed files"

head -c 100 a.pcap >cut.pcap
pfc 0 info cut.pcap
grep -q 'DAMAGED  *cut\.pcap: packet 2 at byte 86' out || { fail "not told"; show out; }
pfc 1 info --strict cut.pcap a.pcap
grep -q '^a\.pcap$' out || fail "the next one is missing"
pfc 0 info --json cut.pcap
grep -q '"damaged": true' out || fail "JSON: not told"
pfc 1 info missing.pcap a.pcap
err 'missing.pcap: No such file or directory'
grep -q '^a\.pcap$' out || fail "the next one is missing"
pfc 2 info
err 'which file?'
pfc 2 -v info a.pcap
err 'the command goes first: pfc info'
pfc 0 info --help
grep -q 'usage: pfc info' out || fail "no usage"
name "damaged and missing files"

finish
