#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# A capture that goes on: files come and go, memory stays, every packet is counted.
#
# PFC_SOAK_SECONDS says how long; without it 10 s of some packets, with PFC_LONG ten
# minutes of 50000 a second.
if [ -n "$PFC_LONG" ]; then
	seconds=${PFC_SOAK_SECONDS:-600} burst=5000 every=5 keep=10
else
	seconds=${PFC_SOAK_SECONDS:-10} burst=500 every=1 keep=3
fi
NET_TIMEOUT=$((seconds * 2 + 120))
export NET_TIMEOUT
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump
quiet_cable || skip_all "this machine has no virtual cables"

cat >sum <<'END'
#!/bin/sh
echo "$PFC_PACKETS $PFC_LOST" >>"$(dirname "$0")/sums"
END
chmod 755 sum
mkdir files

# memory: KiB of the process that are not the ring or files
memory()
{
	sed -n 's/^RssAnon:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$soak_pid/status"
}

start soak -i v0 -Q in -w files/x.pcapng -G $every --keep $keep --on-file ./sum udp port 9
end=$(($(date +%s) + seconds))
middle=$((end - seconds / 2))
sent=0
before=
while [ "$(date +%s)" -lt $end ]; do
	"$SEND" v1 -n $burst
	sent=$((sent + burst))
	[ -n "$before" ] || [ "$(date +%s)" -lt $middle ] || before=$(memory)
	sleep 0.08
done
after=$(memory)
stop soak
note soak.err
echo "# $sent packets, $before KiB, then $after KiB"
captured=$(counter soak captured)
lost=$(counter soak 'dropped by kernel')
same "exit status" "$status" 0
same "captured + lost = sent" $((captured + lost)) $sent
same "the files together hold what was captured, and know what was lost" \
	"$(awk '{ n += $1; l += $2 } END { print n, l }' sums)" "$captured $lost"
same "as many files are kept as asked for" "$(ls files | wc -l | tr -d ' ')" $keep
good "there were more" test "$(wc -l <sums)" -gt $keep
same "those that are kept are whole" "$(for f in files/*; do count_tcpdump "$f"; done | xargs)" \
	"$(tail -n $keep sums | awk '{ print $1 }' | xargs)"
good "memory does not grow" test $((after - before)) -lt 300
finish
