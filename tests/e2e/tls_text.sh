#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls --plaintext: what is read and written, all of it and in order, or gaps that say
# what is missing.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need python3
ip link set lo up
web || skip_all "nginx does not start"

# bytes_of NAME JQ-FILTER: what was shown of those, put together
bytes_of()
{
	jq -r "select(.ev == \"data\") | select($2) | .hex" "$1.json" | tr -d '\n' | xxd -r -p
}

# --- as text

"$PFC" trace tls --plaintext=text --redact 'port 8443' >text 2>text.err &
text_pid=$!
wait_for 10 grep -q '^pfc: tracing tls' text.err
curl -sk 'https://127.0.0.1:8443/hello' -H 'Cookie: secret-1' \
	-H 'authorization: Basic secret-2' -H 'X-Other: shown' >/dev/null
curl -sk 'https://[::1]:8444/other' >/dev/null
stop text
same "exit status" "$status" 0
same "the request, as both ends have it" "$(grep -c '^GET /hello HTTP/1.1$' text)" 2
same "and the answer" "$(grep -c '^this is /hello$' text)" 2
same "who it was" "$(grep -c ' \(read\|write\) .* \(curl\|nginx\) ' text)" 4
same "of no other port" "$(grep -c /other text)" 0
same "cookies and authorizations are hidden" "$(grep -c secret text) $(
	grep -ci '^\(cookie\|authorization\): \[redacted\]$' text)" "0 4"
same "nothing else is" "$(grep -c '^X-Other: shown$' text)" 2
same "without being asked for it, nothing of it is read" "$(
	tls plain && curl -sk https://127.0.0.1:8443/private >/dev/null && has_closed plain 2
	stop plain
	grep -c private plain.json)" 0

# --- all of it, whatever its size

cat >big.py <<'END'
# One call to write N bytes, read by the other end in as many as it takes.
import hashlib, os, socket, ssl, sys, threading
size = int(sys.argv[1])
data = os.urandom(size)
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server.load_cert_chain("web.crt", "web.key")
listener = socket.create_server(("127.0.0.1", int(sys.argv[2])))

def serve():
    c = server.wrap_socket(listener.accept()[0], server_side=True)
    got = 0
    while got < size:
        got += len(c.recv(65536))
    c.sendall(b"all")
    c.close()

t = threading.Thread(target=serve)
t.start()
c = ssl._create_unverified_context().wrap_socket(socket.create_connection(listener.getsockname()))
c.sendall(data)
c.recv(3)
c.close()
t.join()
print(hashlib.sha256(data).hexdigest())
END
port=9000
tls big --plaintext=hex --ring 65536
sizes='16384 1000000'
test -z "${PFC_LONG:-}" || sizes="$sizes 10000000"
ends=$(($(echo $sizes | wc -w) * 2))
for size in $sizes; do
	port=$((port + 1))
	eval "sum_$port=\$(python3 big.py $size $port)"
done
wait_for 10 sh -c '[ $(grep -c "\"ev\":\"close\"" big.json) -ge '$ends' ]'
stop big
port=9000
for size in $sizes; do
	port=$((port + 1))
	eval "sum=\$sum_$port"
	same "$size bytes in one write" \
		"$(bytes_of big ".dir == \"written\" and .rport == $port" |
			sha256sum | cut -d' ' -f1)" "$sum"
	same "and in many reads" \
		"$(bytes_of big ".dir == \"read\" and .lport == $port" |
			sha256sum | cut -d' ' -f1)" "$sum"
done
same "without gaps" "$(ask_json big '.[-1] | "\(.gap_bytes) \(.lost_bytes)"')" "0 0"

# --- more than there is room for

tls slow --plaintext=hex --ring 1024 'port 9011'
kill -STOP $slow_pid
python3 big.py 4000000 9011 >/dev/null
kill -CONT $slow_pid
has_closed slow 2
stop slow
same "exit status of one that was stopped" "$status" 0
same "bytes are missing" "$(ask_json slow '.[-1].gap_bytes > 1000000')" true
same "what is shown and what is in gaps is all of it" "$(
	ask_json slow '.[-1] | .shown_bytes + .gap_bytes')" 8000006
same "gaps are told with their places" "$(
	ask_json slow '[.[] | select(.ev == "data" or .ev == "gap")] | group_by([.conn, .dir]) |
		map(reduce .[] as $e (0; if . == $e.offset then . + $e.len else -1 end)) |
		sort | join(" ")')" "3 3 4000000 4000000"
says "and said" slow.err " in gaps"

# --- other programs

git=$(git --exec-path 2>/dev/null)/git-remote-https
if [ -x "$git" ] && ldd "$git" | grep -q gnutls; then
	tls git --plaintext=text --keylog git.keys
	sniff git
	GIT_SSL_NO_VERIFY=1 git ls-remote https://127.0.0.1:8443/repo >/dev/null 2>&1
	has_closed git 2
	stop git
	sniffed
	same "GnuTLS: a request, once" "$(ask_json git '[.[] | select(.ev == "data" and
		.dir == "written" and (.comm | test("git-remote")) and
		(.text | test("^GET /repo/info/refs")))] | length')" 1
	same "GnuTLS: read, once" "$(ask_json git '[.[] | select(.ev == "data" and
		.dir == "read" and (.comm | test("git-remote")))] | length > 0')" true
	requests git.pcap -o tls.keylog_file:git.keys | grep -q '/repo/info/refs'
	result $? "GnuTLS: keys"
fi
if command -v node >/dev/null; then
	tls node --lib "$(readlink -f "$(command -v node)")" --plaintext=text 'port 8443'
	NODE_TLS_REJECT_UNAUTHORIZED=0 node -e '
require("https").get("https://127.0.0.1:8443/first", r => r.resume())' 2>/dev/null
	stop node
	same "node: the first request is there" "$(
		ask_json node '[.[] | select(.ev == "data" and (.text | test("^GET /first")))] |
			length')" 1
fi

# --- usage

"$PFC" trace tls --plaintext=hex --redact >out 2>err
same "nothing can be hidden in hex" "$?" 2
"$PFC" trace tls --hold 100 >out 2>err
same "nothing to hold" "$?" 2
"$PFC" trace tls --plaintext=text --ring 100 >out 2>err
same "a ring that is no power of two" "$?" 2

finish
