#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls: programs of Go, whose calls begin on one thread and end on another.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
. "$TOP_SRCDIR/tests/net/tls_again.sh"
need go tcpdump
ip link set lo up
web || skip_all "nginx does not start"

GOCACHE=$PWD/cache
GOPATH=$PWD/go
HOME=$PWD
GOFLAGS=
export GOCACHE GOPATH HOME GOFLAGS
cp "$TOP_SRCDIR/tests/net/tls_go.go" .
go build -o plain tls_go.go >build.log 2>&1 && go build -ldflags '-s -w' -o bare tls_go.go || {
	note build.log
	skip_all "go does not build"
}
kinds='plain bare'
# That takes all of Go's library to be compiled anew.
test -z "${PFC_LONG:-}" || {
	go build -buildmode=pie -ldflags '-s -w' -o pie tls_go.go && kinds="$kinds pie"
}

# --- where to look

"$PFC" trace tls --list --lib plain >plain.list
"$PFC" trace tls --list --lib bare >bare.list
same "without symbols the same is found as with them" "$(sed 1d bare.list | cut -c1-33)" \
	"$(sed 1d plain.list | cut -c1-33)"
same "begins of calls are cheap to look at" \
	"$(grep -c 'probe: [^ ]*  .*fast' plain.list)" 6
if command -v nm >/dev/null; then
	same "functions are where their symbols are" "$(
		"$PFC" trace tls --list --json --lib plain | jq -r '.probes[] |
			select(.name | test("returns") | not) | .name' | sort | tr '\n' ' ')" \
		"Close Read Write clientHandshake serverHandshake writeKeyLog "
	nm -S plain | awk '$4 ~ /^crypto\/tls\.\(\*Conn\)\.(Read|Write)$/ { print $1, $2, $4 }' |
		while read -r at len name; do
			objdump -d --no-show-raw-insn --start-address=0x$at \
				--stop-address=$(printf '0x%x' $((0x$at + 0x$len))) plain |
				sed -n "s/^ *\([0-9a-f]*\):.*	ret.*/${name##*.} returns 0x\1/p"
		done | sort >theirs
	"$PFC" trace tls --list --json --lib plain | jq -r '.probes[] |
		select(.name | test("^(Read|Write) returns")) | "\(.name) \(.address)"' |
		while read -r name word at; do printf '%s %s 0x%x\n' "$name" "$word" "$at"; done |
		sort >ours
	same "places where calls return are those of objdump" "$(cat ours)" "$(cat theirs)"
fi
head -c 100000 bare >cut
"$PFC" trace tls --list --lib cut >out 2>err
same "a program that is cut off" "$?" 1

# --- client and server, each kind, many connections

# wrong NAME: how many lines are of a connection with another port than they tell
wrong()
{
	ask_json "$1" '[.[] | select(.ev == "http") | select(.path !=
		"/\(if .role == "client" then .lport else .rport end)")] | length'
}

for kind in $kinds; do
	port=$((${port:-9100} + 1))
	./$kind serve 127.0.0.1:$port web.crt web.key 2>serve.err &
	server=$!
	wait_for 5 curl -sk https://127.0.0.1:$port/
	tls $kind --plaintext=http --keylog $kind.keys --lib $kind -w $kind.pcapng "port $port"
	same "$kind: all is answered" "$(./$kind ask 127.0.0.1:$port 200)" 200
	has_closed $kind 400
	stop $kind
	same "$kind: exit status" "$status" 0
	same "$kind: questions and answers of both ends" "$(
		ask_json $kind '[.[] | select(.ev == "http" and .status == 200) | .role] | group_by(.) |
			map("\(.[0]) \(length)") | join(" ")')" "client 200 server 200"
	same "$kind: each of its own connection" "$(wrong $kind)" 0
	same "$kind: known by their calls" "$(
		ask_json $kind '[.[] | select(.ev == "close") | .method] | group_by(.) |
			map("\(.[0]) \(length)") | join(" ")')" "call 400"
	same "$kind: a capture opens decrypted" "$(tshark -nr $kind.pcapng \
		-o tcp.reassemble_out_of_order:TRUE -Y http.request \
		-T fields -e http.request.uri -e tcp.srcport 2>/dev/null |
		awk '$1 == "/" $2' | wc -l)" 200
	same "$kind: keys are there once" "$(sort $kind.keys | uniq -d | wc -l) $(
		wc -l <$kind.keys)" "0 800"
	kill $server
	wait $server 2>/dev/null
done

# --- TLS 1.2, HTTP/2, and other libraries at the other end

./bare serve 127.0.0.1:9110 web.crt web.key 2>serve.err &
server=$!
wait_for 5 curl -sk https://127.0.0.1:9110/
tls mixed --plaintext=http --keylog mixed.keys --lib bare
sniff mixed
curl -sk --http1.1 --tls-max 1.2 https://127.0.0.1:9110/two >/dev/null
curl -sk https://127.0.0.1:9110/h2 >/dev/null
has_closed mixed 2
stop mixed
sniffed
same "TLS 1.2 and HTTP/2" "$(ask_json mixed '[.[] | select(.ev == "http") |
	"\(.path) \(.http_version) \(.status)"] | join(", ")')" "/two 1.1 200, /h2 2 200"
same "keys of both versions" "$(
	tshark -nr mixed.pcap -o tls.keylog_file:mixed.keys -Y 'http.request or http2.headers.path' \
		-T fields -e http.request.uri -e http2.headers.path 2>/dev/null | tr -d '\t' |
		tr '\n' ' ')" "/two /h2 "

# --- sessions that are taken up again

tls goclient --keylog goclient.keys --lib bare
sniff goclient
for version in 2 3; do
	same "goclient: TLS 1.$version, its client takes a session up again" \
		"$(./bare again 127.0.0.1:8443 $version goclient$version)" true
done
has_lines goclient.keys 9
stop goclient
sniffed
same "goclient: keys of its client" "$(paths goclient)" \
	"/goclient2/1 /goclient2/2 /goclient3/1 /goclient3/2"
counted goclient
served goserv 9110 bare

# --- under load: nothing may break it

if command -v ab >/dev/null; then
	requests=3000
	test -z "${PFC_LONG:-}" || requests=50000
	tls load --plaintext=http --lib bare --ring 65536
	ab -q -k -n $requests -c 50 https://127.0.0.1:9110/load >ab.out 2>&1
	kill -0 $server
	result $? "the server is alive"
	same "no request failed" "$(sed -n 's/^Failed requests: *//p' ab.out) $(
		sed -n 's/^Complete requests: *//p' ab.out)" "0 $requests"
	has_closed load 50
	stop load
	same "and all of them were seen" "$(
		ask_json load '[.[] | select(.ev == "http" and .path == "/load")] | length')" \
		$requests
fi
kill $server

finish
