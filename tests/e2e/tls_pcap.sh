#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls --plaintext=pcap: a capture that was never on the wire, which tshark takes for
# plain HTTP.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need python3
ip link set lo up
web || skip_all "nginx does not start"

# fields FILE FILTER FIELD...: of packets, sorted, in one line
fields()
{
	fields_file=$1
	fields_filter=$2
	shift 2
	for field; do
		set -- "$@" -e "$field"
		shift
	done
	tshark -nr "$fields_file" -o tcp.check_checksum:TRUE -Y "$fields_filter" -T fields "$@" 2>/dev/null | tr '\t' ' ' |
		sort | tr '\n' ' ' | sed 's/ *$//'
}

# --- both ends, both versions of IP

tls both --plaintext=pcap -w both.pcapng 'port 443 or port 8444'
curl -sk https://127.0.0.1/one https://127.0.0.1/two https://127.0.0.1/big -o out -o out -o big
curl -sk 'https://[::1]:8444/six' >/dev/null
curl -sk https://127.0.0.1:8443/other >/dev/null
has_closed both 4
stop both
same "exit status" "$status" 0
same "requests and answers, once each, by port alone" \
	"$(fields both.pcapng http http.request.uri http.response.code)" \
	" 200  200  200  200 /big  /one  /six  /two"
same "a large body is put together" "$(
	tshark -nr both.pcapng -Y 'http.response_for.uri contains "/big"' -T fields \
		-e http.file_data 2>/dev/null | tr -d '\n' | head -c 200)" "$(head -c 200 big)"
same "of its length" "$(fields both.pcapng 'http.content_length == 100000' \
	http.content_length)" 100000
same "nothing is wrong with it" "$(
	tshark -nr both.pcapng -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE \
		-Y '_ws.expert.severity >= 0x600000 || tcp.analysis.flags' -T fields \
		-e tcp.port -e _ws.expert.message 2>/dev/null |
		grep -v '443.*Unencrypted HTTP protocol detected over encrypted port')" ""
same "checksums are there, and good" "$(
	fields both.pcapng 'tcp.checksum.status != 1' frame.number)" ""
same "connections have a begin and an end" "$(
	fields both.pcapng 'tcp.flags.syn == 1 && tcp.flags.ack == 0' tcp.dstport)/$(
	fields both.pcapng 'tcp.flags.fin == 1' tcp.stream | tr ' ' '\n' | sort | uniq -c |
		awk '{ print $1 }' | tr '\n' ' ')" "443 8444/2 2 "
same "packets have their process" "$(
	fields both.pcapng http.request frame.comment | tr ' ' '\n' | grep -c '^comm=\(curl\|nginx\)$')" 4
same "the file says what it is" "$(
	grep -ac 'synthesized: plaintext of TLS' both.pcapng)" 1
same "only its owner can read it" "$(stat -c %a both.pcapng)" 600
same "lines show no plaintext" "$(grep -c 'GET /one' both.json)" 0
says "and how much went there" both.err "packets written, made of what was read and written"

# --- the server alone, connection after connection with the same ends

tls one --plaintext=pcap -w one.pcapng --comm nginx 'port 8443'
cat >again.py <<'END'
import socket, ssl, struct
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
END
python3 again.py
has_closed one 3
stop one
same "of the server alone" "$(fields one.pcapng http.request http.request.uri)" "/1 /2 /3"
same "who connects is the client" "$(
	fields one.pcapng 'tcp.flags.syn == 1 && tcp.flags.ack == 0' tcp.dstport)" "8443 8443 8443"

# --- bytes that are missing

cat >flood.py <<'END'
import socket, ssl, threading
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server.load_cert_chain("web.crt", "web.key")
listener = socket.create_server(("127.0.0.1", 9001))
def serve():
    c = server.wrap_socket(listener.accept()[0], server_side=True)
    while c.recv(65536):
        pass
    c.close()
t = threading.Thread(target=serve)
t.start()
c = ssl._create_unverified_context().wrap_socket(socket.create_connection(("127.0.0.1", 9001)))
c.sendall(bytes(4000000))
c.unwrap()
c.close()
t.join()
END
tls gap --plaintext=pcap -w gap.pcapng --ring 64 'port 9001'
kill -STOP $gap_pid
python3 flood.py
kill -CONT $gap_pid
has_closed gap 2
stop gap
missing=$(jq -r -s '[.[] | select(.ev == "gap" and .len > 1000000)] | length > 0' gap.json)
same "gaps are said" "$missing" true
same "and are missing in the stream, up to its end" "$(
	tshark -nr gap.pcapng -T fields -e tcp.len -Y 'tcp.dstport == 9001' 2>/dev/null |
		awk '{ n += $1 } END { print (n > 0 && n < 4000000) }') $(
	fields gap.pcapng 'tcp.flags.fin == 1 && tcp.dstport == 9001' tcp.seq)" "1 4000001"

# --- usage

"$PFC" trace tls --plaintext=pcap >out 2>err
same "without a file" "$?" 2
says "that is said" err "--plaintext=pcap takes the file that -w names"
"$PFC" trace tls --plaintext=pcap -w /nowhere/x >out 2>err
same "a file that cannot be made" "$?" 1
"$PFC" trace tls --plaintext=pcap -w x --hold 100 >out 2>err
same "nothing to hold" "$?" 2

finish
