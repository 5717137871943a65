#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/packed.sh - compressed capture files, by content, from files and pipes.

. "$TOP_SRCDIR/tests/cli/lib.sh"

# Larger than what is read at once, both packed and not.
make_big()
{
	python3 - "$1" <<'P'
import random, struct, sys
random.seed(1)
with open(sys.argv[1], "wb") as f:
    f.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1))
    for i in range(3000):
        n = 60 + i % 1400
        f.write(struct.pack("<IIII", 1700000000 + i, i, n, n))
        f.write(bytes(12) + b"\x08\x00" + random.randbytes(n - 14))
P
}

for tool in gzip zstd lz4 python3; do
	command -v $tool >/dev/null || {
		echo "1..0 # SKIP no $tool"
		exit 0
	}
done
make_big plain
pfc 0 -r plain -w want.pcap
pfc 0 -r plain -P -w plain.ng

# pack TOOL: stdin, in blocks of at most 128 KiB
pack()
{
	case $1 in
	lz4) lz4 -B4 -c ;;
	*) $1 -c ;;
	esac
}

for tool in gzip zstd lz4; do
	pack $tool <plain >packed
	pfc 0 -r packed -w got.pcap
	if grep -q 'built without' err; then
		echo "1..0 # SKIP built without the library for $tool"
		exit 0
	fi
	same got.pcap want.pcap
	rm got.pcap
	name "$tool: a file"

	"$PFC" -r - -w got.pcap <packed 2>err || fail "from stdin"
	same got.pcap want.pcap
	cat packed | "$PFC" -r - --count 2>err >out || fail "from a pipe"
	out '3000 packets'
	# Byte by byte at first: what it is is not known before the fourth.
	{ dd bs=1 count=6 2>/dev/null; cat; } <packed | "$PFC" -r - --count 2>err >out
	out '3000 packets'
	name "$tool: stdin and pipes"

	pack $tool <plain.ng >packed.ng
	pfc 0 -r packed.ng -P -w again.ng
	same again.ng plain.ng
	name "$tool: pcapng"

	# One of two halves after the other is how tools append.
	{ head -c 100000 plain | pack $tool; tail -c +100001 plain | pack $tool; } >two
	pfc 0 -r two --count
	out '3000 packets'
	name "$tool: several streams in one file"

	head -c 1500000 packed >cut
	pfc 0 -r cut --count
	err 'cut: after packet '
	pfc 1 --strict -r cut --count
	err 'the compressed data ends early'
	test "$(sed 's/ .*//' out)" -gt 10 || fail "packets in front of the end are lost"
	head -c 5 packed >cut
	pfc 1 -r cut --count
	err 'the compressed data ends early'
	name "$tool: cut off"

	{ head -c 50000 packed; printf 'XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX'; tail -c +50033 packed; } >bad
	pfc 1 -r bad --strict --count
	# Of gzip the sum at its end would tell, after packets that cannot be.
	grep -q 'the compressed data is damaged\|more than the 262144' err ||
		fail "damage is not told"
	printf 'hello, this is text and no capture file' | pack $tool >text
	pfc 1 -r text --count
	err 'text: '
	: | pack $tool >nothing
	pfc 1 -r nothing --count
	err 'is empty, not a capture file'
	name "$tool: damaged, or something else"
done

pfc 1 -r packed -w packed --count 2>/dev/null
test $got = 1 || test $got = 2 || fail "a file is written over while it is read"
name "not over itself"

finish
