# SPDX-License-Identifier: BSD-2-Clause
# tests/net/trace.sh - for tests of pfc trace: behind tests/net/lib.sh.

TALK=$TOP_BUILDDIR/tests/net/tcp_talk
grep -q '^#define HAVE_EBPF 1' "$TOP_BUILDDIR/config.h" || skip_all "built without eBPF"
test -e /sys/kernel/btf/vmlinux || skip_all "this kernel does not tell its types"
need jq

# trace NAME ARG...: in the background, of this network only, its lines in NAME.json; returns
# when it traces
trace()
{
	trace_all "$1" --netns pid:$$ "$@"
}

# trace_all NAME NETNS-OPTIONS... NAME ARG...: the same, of all networks without such options
trace_all()
{
	trace_name=$1
	shift
	trace_args=
	while [ "$1" != "$trace_name" ]; do
		trace_args="$trace_args $1"
		shift
	done
	shift
	rm -f "$trace_name.err"
	"$PFC" trace tcp --json $trace_args "$@" >"$trace_name.json" 2>"$trace_name.err" &
	eval "${trace_name}_pid=\$!"
	wait_for 10 grep -q '^pfc: tracing tcp' "$trace_name.err" || {
		echo "# pfc trace tcp $* does not trace:"
		note "$trace_name.err"
		return 1
	}
}

# served NAME ARG...: a server in the background that is ready
served()
{
	served_name=$1
	shift
	"$TALK" serve "$@" >"$served_name.ready" 2>&1 &
	eval "${served_name}_pid=\$!"
	wait_for 10 grep -q ready "$served_name.ready"
}

# ask_json NAME FILTER: what jq makes of all lines of a trace, in one line
ask_json()
{
	jq -r -s "$2" "$1.json" 2>&1 | tr '\n' ' ' | sed 's/ $//'
}

# has_closed NAME COUNT: so many ends were told
has_closed()
{
	wait_for 3 sh -c "[ \$(grep -c '\"ev\":\"close\"\|\"ev\":\"life\"' $1.json) -ge $2 ]"
}
