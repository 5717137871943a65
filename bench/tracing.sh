# SPDX-License-Identifier: BSD-2-Clause
# bench/tracing.sh - what pfc trace costs others; read by the scripts beside it.
#
# The script that reads this is started again in namespaces of its own, with the loopback up
# and a folder $work; whatever it starts ends with it.
. bench/net.sh
PFC=${PFC:-./pfc}

if [ -z "$BENCH_INSIDE" ]; then
	BENCH_INSIDE=1 exec unshare --net --pid --fork --kill-child --mount-proc bash "$0" "$@"
fi
ip link set lo up
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# trace_begin ARG...: pfc trace in the background, its output in $work/lines; sets tracer, and
# returns when it traces
trace_begin()
{
	rm -f "$work/err"
	$PFC trace "$@" >"$work/lines" 2>"$work/err" &
	tracer=$!
	until grep -qs '^pfc: tracing' "$work/err"; do sleep 0.02; done
}

trace_end()
{
	kill -INT "$tracer"
	wait "$tracer"
}
