#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/network.sh COMMAND-FILE - runs an example that captures.
#
# We are alone in a network namespace. eth0 and its peer are one cable; what is sent on
# the peer arrives at eth0: pings, UDP to port 53, TCP to port 80, several a second.

test "$(readlink /proc/$$/ns/net)" != "$(readlink /proc/1/ns/net)" || {
	echo "network.sh: this is the network of the machine, not one of its own" >&2
	exit 1
}

# Traffic must not depend on a resolver or a route of the machine.
ip link set lo up
echo reno >/proc/sys/net/ipv4/tcp_congestion_control # every kernel has it
ip link add eth0 type veth peer name far0 || exit 1
ip addr add 192.0.2.1/24 dev eth0
ip link set eth0 up
unshare --net sleep 60 &
far=$!
trap 'kill $far $traffic $server $asks 2>/dev/null' EXIT
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

# Examples that name port 8000 have a web server there, which takes 5 ms to answer, and is asked all
# the time.
if grep -q 8000 "$1"; then
	python3 -c '
import http.server, time
class Web(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.005)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * 10000)
http.server.HTTPServer(("192.0.2.1", 8000), Web).serve_forever()' >/dev/null 2>&1 &
	server=$!
	until nc -z 192.0.2.1 8000; do sleep 0.05; done
	nsenter --net=/proc/$far/ns/net sh -c '
		while :; do
			curl -so /dev/null http://192.0.2.1:8000/
			sleep 0.05
		done' >/dev/null 2>&1 </dev/null &
	asks=$!
fi

timeout -k 2 20 sh "$1"
