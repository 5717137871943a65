#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls -w: a capture that opens decrypted, with its keys in front of what needs them.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need python3
ip link set lo up
web || skip_all "nginx does not start"

blocks()
{
	python3 "$TOP_SRCDIR/tests/net/tls_blocks.py" "$@"
}

# --- both versions, both ends, one end alone

# A client whose number is known before it begins.
client_at()
{
	sh -c "until [ -e go ]; do sleep 0.02; done
		exec curl -sk https://127.0.0.1:8443/three --next -sk --tls-max 1.2 \
			https://127.0.0.1:8443/two" >/dev/null &
	client=$!
}
# Those of its processes that serve.
server=$(ps -o pid= --ppid "$(cat nginx.pid)" | tr -d ' ' | paste -sd,)

for end in both client server; do
	rm -f go
	client_at
	only=
	case $end in
	client) only=$client ;;
	server) only=$server ;;
	esac
	tls $end -w $end.pcapng ${only:+--pid "$only"} 'port 8443'
	: >go
	wait $client
	curl -sk 'https://[::1]:8444/other' >/dev/null
	has_closed $end 2
	stop $end
	same "$end: exit status" "$status" 0
	same "$end: decrypted, without a word to tshark" "$(
		tshark -nr $end.pcapng -Y http -T fields -e http.request.uri \
			-e http.response.code 2>/dev/null | tr -d '\t' | sort | tr '\n' ' ')" \
		"/three /two 200 200 "
	same "$end: keys come in front of what needs them" "$(blocks early $end.pcapng)" "2 0"
done
says "of how many there are all keys" both.err "keys: of 4 connections all, of 0 a part, of 0 none"
same "only its owner can read it" "$(stat -c %a both.pcapng)" 600
same "a key is in it once" "$(
	strings -n 60 both.pcapng | grep -E '^[A-Z_0-9]+ [0-9a-f]{64} ' | sort | uniq -d | wc -l)" 0
says "the report" both.err "keys, 0 of them late"
tshark -nr both.pcapng -Y http.request -T fields -e frame.comment 2>/dev/null |
	grep -q 'pid=[0-9]* comm=curl conn=[0-9]*$'
result $? "packets have the process that sent them"
same "no other connection is in it" "$(
	tshark -nr both.pcapng -Y 'tcp.port != 8443 && tcp.port == 8444' 2>/dev/null | wc -l)" 0

# --- updates: who has the first keys has all of them

tls updated -w updated.pcapng --comm nginx
{
	printf 'K\n'
	wait_for 5 grep -q KEYUPDATE updated.out
	printf 'GET /updated HTTP/1.0\r\n\r\n'
	wait_for 5 grep -q 'this is /updated' updated.out
} | openssl s_client -tls1_3 -connect 127.0.0.1:8443 >updated.out 2>&1
has_closed updated 1
stop updated
same "keys are updated: it is decrypted" "$(requests updated.pcapng)" "/updated 200"
same "and no later ones are in it" "$(strings updated.pcapng | grep -c 'TRAFFIC_SECRET_N')" 0

# --- one behind the other with the same ends: what is written of one is not of the next

cat >again.py <<'END'
import socket, ssl, struct, time
for i in "123":
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    s.bind(("127.0.0.1", 40123))
    s.connect(("127.0.0.1", 8443))
    c = ssl._create_unverified_context().wrap_socket(s)
    c.sendall(b"GET /%s HTTP/1.0\r\n\r\n" % i.encode())
    while c.recv(4096):
        pass
    c.close()
    time.sleep(0.9)
END
tls again -w again.pcapng
python3 again.py
has_closed again 6
stop again
same "with the same ends: each is decrypted" "$(requests again.pcapng)" "/1 /2 /3 200 200 200"
same "each has its keys in front" "$(blocks early again.pcapng)" "3 0"
says "none was late" again.err " 0 of them late"

# --- many, at once

if command -v ab >/dev/null; then
	tls many -w many.pcapng
	ab -q -n 1000 -c 16 https://127.0.0.1:8443/ab >ab.out 2>&1
	wait_for 20 sh -c '[ $(grep -c "\"ev\":\"close\"" many.json) -ge 2000 ]'
	stop many
	same "ab: all of them were answered" "$(sed -n 's/^Complete requests: *//p' ab.out) $(
		sed -n 's/^Failed requests: *//p' ab.out)" "1000 0"
	same "1000 connections, 16 at once, each decrypted" \
		"$(requests many.pcapng | tr ' ' '\n' | grep -c '^/ab$')" 1000
	# It begins some more than it is asked for.
	same "of each all keys come in front of its server's hello" "$(
		blocks early many.pcapng | awk '{ print ($1 >= 1000), $2 }')" "1 0"
	says "none was late" many.err " 0 of them late"
	same "none is missing" "$(
		sed -n 's/.* keys: of \([0-9]*\) connections all, of \([0-9]*\) a part, of \(.*\) none/\1 \2 \3/p' \
			many.err | awk '{ print ($1 >= 2000), ($2 <= 16), $3 }')" "1 1 0"
fi

# --- to a pipe, and late keys

"$PFC" trace tls -w - 'port 8443' 2>pipe.err >pipe.pcapng &
pipe_pid=$!
wait_for 10 grep -q '^pfc: tracing tls' pipe.err
curl -sk https://127.0.0.1:8443/pipe >/dev/null
stop pipe
same "to stdout" "$(requests pipe.pcapng)" "/pipe 200"
cat >slow.py <<'END'
# A client that takes its time to finish a handshake: a server has its keys behind that.
import socket, ssl, time
s = socket.create_connection(("127.0.0.1", 8443))
came, goes = ssl.MemoryBIO(), ssl.MemoryBIO()
c = ssl._create_unverified_context().wrap_bio(came, goes)
while True:
    try:
        c.do_handshake()
        break
    except ssl.SSLWantReadError:
        s.sendall(goes.read())
        came.write(s.recv(65536))
time.sleep(1)
c.write(b"GET /late HTTP/1.0\r\n\r\n")
s.sendall(goes.read())
while True:
    data = s.recv(65536)
    if not data:
        break
    came.write(data)
END
"$PFC" trace tls -w - --comm nginx 'port 8443' 2>slow.err >slow.pcapng &
slow_pid=$!
wait_for 10 grep -q '^pfc: tracing tls' slow.err
python3 slow.py
stop slow
same "what a slow handshake has to wait for comes in front, in a pipe, too" "$(
	blocks early slow.pcapng)" "1 0"
says "it is not late" slow.err " 0 of them late"
same "it is decrypted" "$(requests slow.pcapng)" "/late 200"
tls late -w late.pcapng --hold 100 --comm nginx
python3 slow.py
has_closed late 1
stop late
grep -q ' [1-9][0-9]* of them late' late.err
result $? "keys that come late are counted"
same "and put in front" "$(requests late.pcapng)" "/late 200"
same "in front of all packets" "$(blocks order late.pcapng | tr '\n' ' ')" "keys packet "
same "nothing else is left there" "$(ls late.pcapng* | wc -l)" 1

for form in '' --plaintext=pcap; do
	timeout 10 "$PFC" trace tls $form -w /dev/full --json >out 2>err
	same "a full disk${form:+, $form}: it ends" "$?" 1
	same "and why is said once" "$(grep full err)" \
		"pfc: /dev/full: disk full: 0 of 0 packets saved"
done
mkdir small
mount -t tmpfs -o size=64k none small
tls small -w small/x.pcapng
curl -sk "https://127.0.0.1:8443/big" >/dev/null
wait_for 10 sh -c "! kill -0 $small_pid 2>/dev/null"
stop small 2>/dev/null
same "a disk that gets full: it ends" "$status" 1
same "and how much is in the file is said" "$(
	sed -n 's/^pfc: small\/x.pcapng: disk full: \([0-9]*\) of .*/\1/p' small.err)" \
	"$(tshark -nr small/x.pcapng 2>/dev/null | wc -l)"
"$PFC" trace tls -w /nowhere/x.pcapng >out 2>err
same "a file that cannot be made" "$?" 1
says "is named" err "/nowhere/x.pcapng"

finish
