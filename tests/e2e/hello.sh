#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# TLS hellos of a real client and server: pfc and tshark read the same names from them.
. "$TOP_SRCDIR/tests/net/lib.sh"
need openssl tshark
ip link set lo up

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 \
	-subj /CN=test >req.out 2>&1 || skip_all "openssl makes no certificate here"
openssl s_server -accept 4433 -key key.pem -cert cert.pem -alpn h2 -quiet \
	>server.out 2>&1 &

# hello NAME ARG...: one connection
hello()
{
	echo | timeout 20 openssl s_client -connect 127.0.0.1:4433 -servername "$@" \
		>client.out 2>&1
}
wait_for 20 hello ready.example.org || skip_all "openssl s_server does not answer"

start tls -i lo -w tls.pcapng tcp port 4433
hello one.example.org -alpn h2,http/1.1
hello two.example.org -tls1_2
stop tls
same "exit status" "$status" 0

# theirs FIELD FILTER
theirs()
{
	tshark -r tls.pcapng -d tcp.port==4433,tls -Y "$2" -T fields -e "$1" 2>/dev/null |
		tr '\n' ' '
}

"$PFC" -r tls.pcapng --json >tls.json 2>json.err
same "server names" "$(grep -o '"server_name":"[^"]*"' tls.json | cut -d'"' -f 4 |
	tr '\n' ' ')" "$(theirs tls.handshake.extensions_server_name tls.handshake.type==1)"
same "they are what the client asked for" \
	"$(theirs tls.handshake.extensions_server_name tls.handshake.type==1)" \
	"one.example.org two.example.org "
same "ciphers that the server chose" "$(grep -o '"cipher":[0-9]*' tls.json |
	cut -d: -f 2 | tr '\n' ' ')" \
	"$(for c in $(theirs tls.handshake.ciphersuite tls.handshake.type==2); do
		printf '%d ' "$c"
	done)"
"$PFC" -r tls.pcapng -t >tls.lines 2>lines.err
says "a line with name, protocols and version" tls.lines \
	'tls hello one.example.org h2,http/1.1 v1.3'
says "an older version" tls.lines 'tls hello two.example.org v1.2'
finish
