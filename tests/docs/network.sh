#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/network.sh COMMAND-FILE - runs an example that captures.
#
# We are alone in a network namespace. eth0 and its peer are one cable; what is sent on
# the peer arrives at eth0: pings, UDP to port 53, TCP to port 80, several a second.

# Traffic must not depend on a resolver or a route of the machine.
ip link set lo up
ip link add eth0 type veth peer name far0 || exit 1
ip addr add 192.0.2.1/24 dev eth0
ip link set eth0 up
unshare --net sleep 60 &
far=$!
trap 'kill $far $traffic 2>/dev/null' EXIT
while test "$(readlink /proc/$far/ns/net)" = "$(readlink /proc/$$/ns/net)"; do
	sleep 0.01
done
ip link set far0 netns $far || exit 1
nsenter --net=/proc/$far/ns/net sh -c '
	ip link set far0 up
	ip addr add 192.0.2.2/24 dev far0
	while :; do
		ping -c 1 -W 0.2 -q 192.0.2.1
		printf query | nc -u -w 0 192.0.2.1 53
		nc -z -w 1 192.0.2.1 80
		sleep 0.1
	done' >/dev/null 2>&1 </dev/null &
traffic=$!

timeout -k 2 20 sh "$1"
