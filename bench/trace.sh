#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# bench/trace.sh - what pfc trace tcp costs the connections it follows, and how much it can tell.
#
# Costs are processor time of client and server together per operation, both ends on this
# machine, in rounds where each tier has its turn: the lower quartile against that of rounds
# without tracing. Wall clock says nothing on a machine that is shared.
cd "$(dirname "$0")/.." || exit 1
. bench/tracing.sh
TALK=tests/net/tcp_talk
ROUNDS=${ROUNDS:-10}
TIERS=${TIERS:-tier1 tier2 tier3 answer other}
OPS=${OPS:-30000}

args_of() # TIER
{
	case $1 in
	tier1) echo --events ;;
	tier2) echo --count ;;
	tier3) echo --hist=response,ack,rtt,readwait,service ;;
	answer) echo --hist=response ;;
	other) echo --hist=response,ack,rtt,readwait,service port 1 ;;
	esac
}

# cost TIER CLIENT-ARGS...: prints ns of both ends per operation
cost()
{
	local tier=$1 before after client
	shift
	[ "$tier" = none ] || trace_begin tcp --json $(args_of "$tier")
	before=$(cpu_of "$server")
	client=$($TALK ask "$@" 127.0.0.1 7000 | sed -n 's/.* cpu_ns \([0-9]*\).*/\1/p')
	after=$(cpu_of "$server")
	[ "$tier" = none ] || trace_end
	echo $(((after - before + client) / OPS))
}

quartile()
{
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 3) / 4)] }'
}

table() # NAME SERVER-ARGS -- CLIENT-ARGS
{
	local name=$1 base
	shift
	local serve=()
	while [ "$1" != -- ]; do serve+=("$1"); shift; done
	shift
	rm -f "$work/ready"
	$TALK serve "${serve[@]}" 127.0.0.1 7000 >"$work/ready" &
	server=$!
	until grep -qs ready "$work/ready"; do sleep 0.02; done
	rm -f "$work"/cost.*
	for ((r = 0; r < ROUNDS; r++)); do
		# In another order each time: what runs behind what is part of the noise.
		for tier in $(shuf -e none $TIERS); do
			cost $tier "$@" >>"$work/cost.$tier"
		done
	done
	kill $server
	wait $server 2>/dev/null
	base=$(quartile "$work/cost.none")
	echo "$name: $base ns without tracing"
	for tier in $TIERS; do
		awk -v t=$tier -v c="$(quartile "$work/cost.$tier")" -v b="$base" \
			'BEGIN { printf "  %-6s %6d ns  x%.3f\n", t, c, c / b }'
	done
}

table "64 B request and answer" -m prefork -w 1 -q 64 -a 64 -- -q 64 -a 64 -n "$OPS"
OPS=$((OPS / 10))
table "connect, request, close" -m prefork -w 1 -q 64 -a 64 -- -q 64 -a 64 -c "$OPS"

# --- events, as JSON into a file

ms()
{
	echo $(($(date +%s%N) / 1000000))
}

# As many as connections on all processors make, which the reader shares with them.
for ((i = 0; i < $(nproc); i++)); do
	$TALK serve -m prefork -w 1 -q 64 -a 64 127.0.0.1 $((7100 + i)) >"$work/ready$i" &
	servers+=($!)
	until grep -qs ready "$work/ready$i"; do sleep 0.02; done
done
trace_begin tcp --json --events=connect,established,accept,close,state,cong,drop
start=$(ms)
for ((i = 0; i < $(nproc); i++)); do
	$TALK ask -q 64 -a 64 -c 12000 127.0.0.1 $((7100 + i)) >/dev/null &
	asks+=($!)
done
wait "${asks[@]}"
took=$(($(ms) - start))
trace_end
kill "${servers[@]}"
tail -1 "$work/lines" | jq -r --argjson ms "$took" '"events of connections: \(.events) in \($ms) ms, " +
	"\(.events * 1000 / $ms | floor) a second, \(.lost) lost"'

# So many as are asked for.
for rate in ${RATES:-500000 1000000}; do
	trace_begin tcp --json --events
	cpu=$(cpu_of $tracer)
	said=$(bench/trace_flood bench/trace_flood.bpf.o $tracer "$rate" 5)
	cpu=$(($(cpu_of $tracer) - cpu))
	sleep 0.3
	trace_end
	echo "$rate events a second: $said, $(grep -c '"ev":"accept"' "$work/lines") lines," \
		"$((cpu / rate / 5)) ns of a processor each to write"
done

# More than it can take, in a small ring: what is lost is counted, and it ends when it is told to.
trace_begin tcp --json --events=state,connect,close --ring 64
$TALK serve -m prefork -w 1 -q 64 -a 64 127.0.0.1 7200 >"$work/ready" &
server=$!
bench/trace_flood bench/trace_flood.bpf.o $tracer 20000000 2 >"$work/said" &
flood=$!
sleep 0.5
$TALK ask -q 64 -a 64 -c 1000 127.0.0.1 7200 >/dev/null
start=$(ms)
trace_end
echo "overload: ends in $(($(ms) - start)) ms," \
	"$(tail -1 "$work/lines" | jq .lost) events of 1000 connections lost"
wait $flood
echo "overload: $(cat "$work/said")"
kill $server

# --- 20 000 open sockets: from the start to the first table

rm -f "$work/lines"
ulimit -n 11000
echo 20000 >/proc/sys/net/core/somaxconn
$TALK serve -m hold -b 20000 127.0.0.1 7300 >"$work/ready" &
server=$!
until grep -qs ready "$work/ready"; do sleep 0.02; done
$TALK ask -s -c 10000 -n 0 -o 60000 127.0.0.1 7300 >/dev/null &
ask=$!
until [ "$(ss -tn state established | wc -l)" -gt 20000 ]; do sleep 0.1; done
for by in "" --by=process; do
	start=$(ms)
	$PFC trace tcp --json --top $by --interval 10ms -c 1 2>/dev/null >"$work/lines"
	first=$(($(jq -r 'select(.ev == "top") | .ts' "$work/lines" | head -1) / 1000000))
	echo "20 000 sockets, --top $by: $(grep -c '"ev":"top"' "$work/lines") lines," \
		"$((first - start)) ms to the first, $(($(ms) - start)) to the end"
done
kill $ask $server
