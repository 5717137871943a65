#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Loss is told where it is: in the file by dropcount of the packet after a gap, in the
# statistics block, on stderr; all three add up, and with the packets themselves.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump tshark capinfos od
quiet_cable || skip_all "this machine has no virtual cables"

# statistics FILE: "iface filteraccept osdrop usrdeliv" of each statistics block, read from
# its words: block type 5, options 6, 7 and 8 of 8 bytes each
statistics()
{
	od -An -v -tu4 -w4 "$1" | awk '
		{ w[NR] = $1 }
		END {
			for (i = 1; i <= NR; i += w[i + 1] / 4) {
				if (w[i] != 5)
					continue
				split("", v)
				for (k = i + 5; w[k] % 65536; k += 3)
					v[w[k] % 65536] = w[k + 1]
				print w[i + 2], v[6], v[7], v[8]
			}
		}'
}

# gaps FILE: "number dropcount" of each packet: its round of sending, from its payload
gaps()
{
	tshark -nr "$1" -T fields -e data.data -e frame.drop_count 2>/dev/null |
		awk '{
			n = 0
			for (i = 1; i <= 8; i++)
				n = n * 16 + index("0123456789abcdef", substr($1, i, 1)) - 1
			print n, $2 + 0
		}'
}

mkfifo slow.pipe

# reader NAME: reads what comes through the pipe into NAME.pcapng, once NAME.go is there
reader()
{
	{
		wait_for 60 test -e "$1.go"
		cat
	} <slow.pipe >"$1.pcapng" &
	reader=$!
}

# counted NAME COUNT: asks the capture until it has seen so many packets, lost or not
counted()
{
	eval "kill -USR1 \$${1}_pid"
	sleep 0.05
	tail -n 1 "$1.err" | awk -v want="$2" -F '[ ,]+' '{ exit !($1 + $9 == want) }'
}

# A burst at a reader who does not read, longer than the ring and the pipe hold. Its packets
# are large: a block of the ring is full before it is handed over for its age, however slowly
# a busy machine sends. Five
# packets come after the gap.
reader slow
"$PFC" -i v0 -Q in -B 256 -P -w - udp port 9 >slow.pipe 2>slow.err &
slow_pid=$!
wait_for 10 grep -q 'listening on' slow.err
"$SEND" v1 -n 4000 -l 1000
: >slow.go
wait_for 20 counted slow 4000
"$SEND" v1 -n 5
wait_for 20 counted slow 4005
kill -INT "$slow_pid"
wait "$slow_pid"
same "exit status" "$?" 0
wait "$reader"
note slow.err
captured=$(counter slow captured)
lost=$(counter slow 'dropped by kernel')
good "there was loss" test "$lost" -gt 1000
same "captured + lost = sent" $((captured + lost)) 4005
same "the file holds what was captured" "$(count_tcpdump slow.pcapng)" "$captured"
gaps slow.pcapng >numbers
same "sum of dropcount = lost" "$(awk '{ s += $2 } END { print s }' numbers)" "$lost"
same "the last statistics block: accepted, lost, delivered" \
	"$(statistics slow.pcapng | tail -n 1)" "0 4005 $lost $captured"
good "capinfos reads it" capinfos -c slow.pcapng

# The numbers start again with the last five: the first of them follows 19999.
awk -v total=4000 '
	{
		n = $1
		if (n < last)
			n += total
		missing = n - last - 1
		if (NR == 1)
			missing = n
		last = n
		if (missing || $2)
			print missing, $2
	}' numbers >places
note places
same "dropcount is where packets are missing, and says how many" \
	"$(awk '$1 != $2' places)" ""
bursts=$(wc -l <places | tr -d ' ')
largest=$(awk '$2 > m { m = $2 } END { print m }' places)
word=bursts
[ "$bursts" != 1 ] || word=burst
says "the report names bursts and the largest" slow.err \
	"lost in $bursts $word, the largest $largest packets, before "
hint=$(sed -n 's/.*; -B \([0-9]*\) would have.*/\1/p' slow.err)
good "the report names a ring" test "${hint:-0}" -gt 256

# With the ring it names, nothing is lost.
reader again
# As a file, or each block would be handed over after 10 ms, however little is in it, and a
# busy machine that sends slowly would need more of them.
start again -i v0 -Q in -B "$hint" -P -w slow.pipe udp port 9
"$SEND" v1 -n 4000 -l 1000
: >again.go
wait_for 20 counted again 4000
kill -INT "$again_pid"
wait "$again_pid"
wait "$reader"
same "that ring holds the burst" "$(counter again captured) \
$(counter again 'dropped by kernel')" "4000 0"
same "no word of loss where there was none" "$(grep -c 'burst' again.err)" 0

# Nobody comes after the last gap.
reader end
"$PFC" -i v0 -Q in -B 256 -P -w - udp port 9 >slow.pipe 2>end.err &
end_pid=$!
wait_for 10 grep -q 'listening on' end.err
"$SEND" v1 -n 4000 -l 1000
kill -INT "$end_pid"
: >end.go
wait "$end_pid"
wait "$reader"
says "loss at the end: says so" end.err ", at the end"
same "loss at the end: captured + lost = sent" \
	$(($(counter end captured) + $(counter end 'dropped by kernel'))) 4000

# Statistics each second while packets come, and for each file.
mkdir each
start each -i v0 -w each/x.pcapng -C 100k udp port 9
"$SEND" v1 -n 2500 -l 100 -g 1000
stop each
same "each file has statistics" "$(for f in each/*; do
	[ -n "$(statistics "$f")" ] || echo "$f has none"; done)" ""
good "statistics each second" test \
	"$(for f in each/*; do statistics "$f"; done | wc -l)" -ge \
	$(($(ls each | wc -l) + 1))
same "the last one counts all" \
	"$(statistics "$(ls each/* | tail -n 1)" | tail -n 1)" "0 2500 0 2500"
finish
