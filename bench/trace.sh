#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# bench/trace.sh - what pfc trace tcp costs the connections it follows, and how much it can tell.
#
# Costs are processor time of client and server together per operation, both ends on this
# machine, in rounds where each tier has its turn: the lower quartile against that of rounds
# without tracing. Wall clock says nothing on a machine that is shared.
cd "$(dirname "$0")/.." || exit 1
PFC=${PFC:-./pfc}
TALK=tests/net/tcp_talk
ROUNDS=${ROUNDS:-10}
TIERS=${TIERS:-tier1 tier2 tier3 answer other}
OPS=${OPS:-30000}

if [ -z "$BENCH_INSIDE" ]; then
	BENCH_INSIDE=1 exec unshare --net --pid --fork --kill-child --mount-proc bash "$0" "$@"
fi
ip link set lo up
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run_ns() # PID: time on a processor, all threads
{
	awk '{ n += $1 } END { printf "%.0f\n", n }' /proc/"$1"/task/*/schedstat
}

begin() # TIER
{
	local args
	case $1 in
	none) return ;;
	tier1) args=--events ;;
	tier2) args=--count ;;
	tier3) args="--hist=response,ack,rtt,readwait,service" ;;
	answer) args=--hist=response ;;
	other) args="--hist=response,ack,rtt,readwait,service port 1" ;;
	esac
	$PFC trace tcp --json $args >"$work/out" 2>"$work/err" &
	tracer=$!
	until grep -qs 'tracing tcp' "$work/err"; do sleep 0.02; done
}

end() # TIER
{
	[ "$1" = none ] && return
	kill -INT $tracer
	wait $tracer
}

# cost TIER CLIENT-ARGS...: prints ns of both ends per operation
cost()
{
	local tier=$1 before after client
	shift
	begin "$tier"
	before=$(run_ns "$server")
	client=$($TALK ask "$@" 127.0.0.1 7000 | sed -n 's/.* cpu_ns \([0-9]*\).*/\1/p')
	after=$(run_ns "$server")
	end "$tier"
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

# As many events as connections on all processors give, to a file.
for ((i = 0; i < $(nproc); i++)); do
	$TALK serve -m prefork -w 1 -q 64 -a 64 127.0.0.1 $((7100 + i)) >"$work/ready$i" &
	until grep -qs ready "$work/ready$i"; do sleep 0.02; done
done
$PFC trace tcp --json --events=connect,established,accept,close,state,cong,drop \
	>"$work/out" 2>"$work/err" &
tracer=$!
until grep -qs 'tracing tcp' "$work/err"; do sleep 0.02; done
start=$(date +%s%N)
for ((i = 0; i < $(nproc); i++)); do
	$TALK ask -q 64 -a 64 -c 12000 127.0.0.1 $((7100 + i)) >/dev/null &
	asks+=($!)
done
wait "${asks[@]}"
took=$(($(date +%s%N) - start))
kill -INT $tracer
wait $tracer
tail -1 "$work/out" | jq -r --argjson ns "$took" \
	'"events: \(.events) in \($ns / 1e9 * 10 | floor / 10) s, \(.events / $ns * 1e9 | floor) a second, \(.lost) lost"'
