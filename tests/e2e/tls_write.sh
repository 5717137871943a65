#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls -w: a capture that opens decrypted, with its keys in front of what needs them.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need python3
ip link set lo up
web || skip_all "nginx does not start"

# blocks FILE: a line for each block: "dsb", or "packet NUMBER", in their order
blocks()
{
	od -An -v -tu4 -w4 "$1" | awk '
		BEGIN { left = 0; n = 0 }
		left == 0 { type = $1; getline; left = $1 / 4 - 2
			if (type == 10) print "dsb"
			if (type == 6) print "packet", ++n
			next }
		{ left-- }'
}

# early FILE: how many server hellos come behind a key, and how many in front of the first one
# that their connection needs
early()
{
	blocks "$1" >order
	tshark -nr "$1" -d tcp.port==8443,tls -Y 'tls.handshake.type == 2' -T fields \
		-e frame.number 2>/dev/null >hellos
	awk 'FNR == NR { hello[$1] = 1; next }
		$1 == "dsb" { keys++ }
		$1 == "packet" && hello[$2] { all++; if (keys < all) missing++ }
		END { print all + 0, missing + 0 }' hellos order
}

# --- both versions, both ends, one end alone

# All in make check-long; the end alone that is the harder one here.
for comm in '' ${PFC_LONG:+curl} nginx; do
	name=all$comm
	tls $name -w $name.pcapng ${comm:+--comm $comm} 'port 8443'
	curl -sk https://127.0.0.1:8443/three >/dev/null
	curl -sk --tls-max 1.2 https://127.0.0.1:8443/two >/dev/null
	curl -sk 'https://[::1]:8444/other' >/dev/null
	has_closed $name 2
	stop $name
	same "exit status" "$status" 0
	same "${comm:-both}: decrypted, without a word to tshark" "$(
		tshark -nr $name.pcapng -Y http -T fields -e http.request.uri \
			-e http.response.code 2>/dev/null | tr -d '\t' | sort | tr '\n' ' ')" \
		"/three /two 200 200 "
done
same "only its owner can read it" "$(stat -c %a all.pcapng)" 600
same "a key is in it once" "$(
	strings -n 60 all.pcapng | grep -E '^[A-Z_0-9]+ [0-9a-f]{64} ' | sort | uniq -d | wc -l)" 0
says "the report" all.err "keys, 0 of them late"
tshark -nr all.pcapng -Y http.request -T fields -e frame.comment 2>/dev/null |
	grep -q 'pid=[0-9]* comm=curl conn=[0-9]*$'
result $? "packets have the process that sent them"
same "no other connection is in it" "$(
	tshark -nr all.pcapng -Y 'tcp.port != 8443 && tcp.port == 8444' 2>/dev/null | wc -l)" 0

# --- many, at once

tls many -w many.pcapng
each=15
test -z "${PFC_LONG:-}" || each=250
for i in 1 2 3 4; do
	curl -sk -H 'Connection: close' "https://127.0.0.1:8443/$i/[1-$each]" >/dev/null &
	curls="${curls:-} $!"
done
wait $curls
has_closed many $((8 * each))
stop many
same "$((4 * each)) connections at once, each decrypted" "$(requests many.pcapng | tr ' ' '\n' | grep -c /)" $((4 * each))
same "keys come before the server's hello of each" "$(early many.pcapng)" "$((4 * each)) 0"
says "none was late" many.err " 0 of them late"

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
time.sleep(0.5)
c.write(b"GET /late HTTP/1.0\r\n\r\n")
s.sendall(goes.read())
while True:
    data = s.recv(65536)
    if not data:
        break
    came.write(data)
END
tls late -w late.pcapng --hold 100 --comm nginx
python3 slow.py
has_closed late 1
stop late
grep -q ' [1-9][0-9]* of them late' late.err
result $? "keys that come late are counted"
same "and put in front" "$(requests late.pcapng)" "/late 200"
same "in front of all packets" "$(blocks late.pcapng | sort -u -k1,1 | wc -l) $(
	blocks late.pcapng | sed -n '/packet/,$p' | grep -c dsb)" "2 0"
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
