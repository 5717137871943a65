# SPDX-License-Identifier: BSD-2-Clause
# tests/net/lib.sh - for end-to-end tests: a network of their own, TAP, captures.
#
# A script sources this first. It is then started again inside new network, mount and
# process namespaces: whatever it starts, mounts or creates there ends with it, however
# it ends. Files go into a folder that is removed at the end.
#
#	a0 10.9.0.1, fd00:9::1  ----cable----  b0 10.9.0.2, fd00:9::2
#	(here)                                 (in "there COMMAND")

skip_all()
{
	echo "1..0 # SKIP $*"
	exit 0
}

need()
{
	for tool; do
		command -v "$tool" >/dev/null || skip_all "$tool is not installed"
	done
}

PATH=$PATH:/usr/sbin:/sbin
export PATH

if [ -z "$NET_INSIDE" ]; then
	[ "$(id -u)" = 0 ] || skip_all "network namespaces take root"
	need unshare ip nsenter setpriv timeout
	unshare --net --mount --pid --fork true 2>/dev/null ||
		skip_all "this machine has no network namespaces"
	NET_DIR=$(mktemp -d) || exit 1
	export NET_DIR
	chmod 755 "$NET_DIR"
	NET_INSIDE=1 timeout -k 5 "${NET_TIMEOUT:-280}" \
		unshare --net --mount --pid --fork --kill-child --mount-proc \
		"${SHELL_UNDER_TEST:-/bin/sh}" "$0" "$@"
	status=$?
	[ $status -ne 124 ] || echo "Bail out! no end after ${NET_TIMEOUT:-280} s"
	rm -rf "$NET_DIR"
	exit $status
fi

SEND=$TOP_BUILDDIR/tests/net/send_frames
cd "$NET_DIR" || exit 1

# --- TAP

tap_count=0
tap_failed=0

# result STATUS NAME: one test done
result()
{
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $2"
	fi
}

# note FILE...: files as comments
note()
{
	cat "$@" 2>/dev/null | sed 's/^/# /'
}

# same NAME GOT WANT: equal texts
same()
{
	if [ "$2" = "$3" ]; then
		result 0 "$1"
	else
		printf 'got:  %s\nwant: %s\n' "$2" "$3" | note
		result 1 "$1"
	fi
}

# says NAME FILE WORDS: a file has a line with these words
says()
{
	if grep -qF -e "$3" "$2"; then
		result 0 "$1"
	else
		note "$2"
		echo "# does not say: $3"
		result 1 "$1"
	fi
}

# good NAME COMMAND...: the command succeeds
good()
{
	good_name=$1
	shift
	"$@" >good.out 2>&1
	good_status=$?
	[ $good_status -eq 0 ] || note good.out
	result $good_status "$good_name"
}

finish()
{
	echo "1..$tap_count"
	[ $tap_failed -eq 0 ]
	exit
}

# --- network

# wait_for SECONDS COMMAND...: until it succeeds
wait_for()
{
	wait_left=$(($1 * 50))
	shift
	until "$@" >/dev/null 2>&1; do
		wait_left=$((wait_left - 1))
		[ $wait_left -gt 0 ] || return 1
		sleep 0.02
	done
}

is_up()
{
	ip link show "$1" | grep -q 'state UP'
}

there()
{
	nsenter -t "$there_pid" -n "$@"
}

# make_cable: a0 here, b0 there, with addresses that can be used at once
make_cable()
{
	ip link set lo up
	unshare --net sleep 1000 &
	there_pid=$!
	wait_for 5 sh -c "[ \"\$(readlink /proc/$there_pid/ns/net)\" != \
		\"\$(readlink /proc/self/ns/net)\" ]" || return 1
	ip link add a0 address 02:00:00:00:00:0a type veth \
		peer name b0 address 02:00:00:00:00:0b || return 1
	ip link set b0 netns "$there_pid" || return 1
	there ip link set lo up
	for knob in accept_dad=0 router_solicitations=0 \
		mldv2_unsolicited_report_interval=10; do
		echo ${knob#*=} >/proc/sys/net/ipv6/conf/a0/${knob%=*}
		there sh -c "echo ${knob#*=} >/proc/sys/net/ipv6/conf/b0/${knob%=*}"
	done
	ip addr add 10.9.0.1/24 dev a0
	ip addr add fd00:9::1/64 dev a0 nodad
	there ip addr add 10.9.0.2/24 dev b0
	there ip addr add fd00:9::2/64 dev b0 nodad
	ip link set a0 up
	there ip link set b0 up
	wait_for 5 is_up a0 &&
		wait_for 5 there sh -c 'ip link show b0 | grep -q "state UP"'
}

# quiet_cable: v0 and v1 here, without addresses: only what a test sends travels
quiet_cable()
{
	ip link set lo up
	ip link add v0 type veth peer name v1 || return 1
	echo 1 >/proc/sys/net/ipv6/conf/v0/disable_ipv6
	echo 1 >/proc/sys/net/ipv6/conf/v1/disable_ipv6
	ip link set v0 up
	ip link set v1 up
	wait_for 5 is_up v0 && wait_for 5 is_up v1
}

# --- captures

# start NAME ARG...: pfc in the background, its messages in NAME.err, its output in
# NAME.out; returns when it listens
start()
{
	start_name=$1
	shift
	rm -f "$start_name.err" # of an earlier capture, which listened, too
	"$PFC" "$@" >"$start_name.out" 2>"$start_name.err" &
	eval "${start_name}_pid=\$!"
	wait_for 10 grep -q '^pfc: listening on' "$start_name.err" || {
		echo "# pfc $* does not listen:"
		note "$start_name.err"
		return 1
	}
}

# stop NAME [SIGNAL]: ends it; its exit status is in $status
stop()
{
	eval "stop_pid=\$${1}_pid"
	kill "-${2:-INT}" "$stop_pid"
	wait "$stop_pid"
	status=$?
}

# counter NAME WORDS: a number from the final report, "12" of "12 packets captured"
counter()
{
	sed -n "s/^\([0-9][0-9]*\) packets\{0,1\} $2\$/\1/p" "$1.err"
}

count_pfc()
{
	"$PFC" -r "$1" --count 2>/dev/null | sed -n 's/^\([0-9]*\) packet.*/\1/p'
}

count_tcpdump()
{
	tcpdump -nr "$1" --count 2>/dev/null | sed -n 's/^\([0-9]*\) packet.*/\1/p'
}

count_tshark()
{
	tshark -nr "$1" -T fields -e frame.number 2>/dev/null | wc -l | tr -d ' '
}
