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
	trace_begin "$1" --netns pid:$$ "$@" && trace_ready "$1"
}

# trace_all NAME ARG...: the same, of all networks
trace_all()
{
	trace_begin "$1" "$@" && trace_ready "$1"
}

# trace_begin NAME OPTIONS... NAME ARG...: does not wait
trace_begin()
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
}

trace_ready()
{
	wait_for 30 grep -q '^pfc: tracing tcp' "$1.err" || {
		echo "# the trace '$1' does not trace:"
		note "$1.err"
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
	wait_for 30 grep -q ready "$served_name.ready"
}

# ask_json NAME FILTER: what jq makes of all lines of a trace, in one line
ask_json()
{
	jq -r -s "$2" "$1.json" 2>&1 | tr '\n' ' ' | sed 's/ $//'
}

# has_closed NAME COUNT: so many ends were told
has_closed()
{
	wait_for 20 sh -c "[ \$(grep -c '\"ev\":\"close\"\|\"ev\":\"life\"' $1.json) -ge $2 ]"
}

# make_path: a0 here and b0 there as make_cable() makes them, with a third network between, where
# start_path lets packets through
#
#	a0 10.9.0.1 ---- m0   path   m1 ---- b0 10.9.0.2
make_path()
{
	make_cable || return 1
	unshare --net sleep 1000 &
	path_pid=$!
	wait_for 5 sh -c "[ \"\$(readlink /proc/$path_pid/ns/net)\" != \
		\"\$(readlink /proc/self/ns/net)\" ]" || return 1
	ip link del a0
	ip link add a0 address 02:00:00:00:00:0a type veth peer name m0 || return 1
	ip link add b0 address 02:00:00:00:00:0b type veth peer name m1 || return 1
	ip link set b0 netns "$there_pid"
	ip link set m0 netns "$path_pid"
	ip link set m1 netns "$path_pid"
	for side in m0 m1; do
		nsenter -t "$path_pid" -n sh -c \
			"echo 1 >/proc/sys/net/ipv6/conf/$side/disable_ipv6; ip link set $side up"
	done
	ip addr add 10.9.0.1/24 dev a0
	there ip addr add 10.9.0.2/24 dev b0
	ip link set a0 up
	there ip link set b0 up
	ip neigh add 10.9.0.2 lladdr 02:00:00:00:00:0b dev a0
	there ip neigh add 10.9.0.1 lladdr 02:00:00:00:00:0a dev b0
	wait_for 5 is_up a0 &&
		wait_for 5 there sh -c 'ip link show b0 | grep -q "state UP"'
}

# start_path ARG...: with delay and loss, see tests/net/forward.c
start_path()
{
	nsenter -t "$path_pid" -n "$TOP_BUILDDIR/tests/net/forward" "$@" m0 m1 >path.out 2>&1 &
	forward_pid=$!
	wait_for 5 grep -q ready path.out
}

stop_path()
{
	kill "$forward_pid"
	wait "$forward_pid" 2>/dev/null
}

# retrans_segs [there]: what the network counts
retrans_segs()
{
	$1 awk '/^Tcp:/ { if (n++) print $13 }' /proc/net/snmp
}

# netstat_of NAME: a counter of TcpExt
netstat_of()
{
	awk -v name="$1" '/^TcpExt:/ {
		if (!n++) { for (i = 1; i <= NF; i++) if ($i == name) at = i }
		else print $at
	}' /proc/net/netstat
}

# fits VALUE LOW HIGH: numbers with a fraction
fits()
{
	awk -v v="$1" -v l="$2" -v h="$3" 'BEGIN { exit !(v != "" && v >= l && v <= h) }'
}

# measure MEASURE CHECK: until it holds, three times at most: other work may come in between
measure()
{
	for measured in 1 2 3; do
		"$1"
		"$2" && return
		echo "# measured $measured times: $1"
	done
}

# between NAME VALUE LOW HIGH
between()
{
	if fits "$2" "$3" "$4"; then
		result 0 "$1"
	else
		echo "# got $2, which is not between $3 and $4"
		result 1 "$1"
	fi
}
