#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls: other libraries, and programs that move the bytes themselves: each byte once, of
# the connection that it is of.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need python3 tcpdump gnutls-cli gnutls-serv tstclnt selfserv certutil pk12util
ip link set lo up
web || skip_all "nginx does not start"

# wrong NAME: how many exchanges tell another port than that of their connection
wrong()
{
	ask_json "$1" '[.[] | select(.ev == "http") | select(.path !=
		"/\(if .role == "client" then .lport else .rport end)")] | length'
}

# seen NAME COMM: how many exchanges were complete
seen()
{
	ask_json "$1" "[.[] | select(.ev == \"http\" and .status == 200 and (.cut | not) and
		(.comm | test(\"$2\")))] | length"
}

# text NAME COMM DIR: all bytes of one process and direction
text()
{
	jq -r -j "select(.ev == \"data\" and .comm == \"$2\" and .dir == \"$3\") | .text" "$1.json"
}

# --- many connections, each of its own ends

many=60
test -z "${PFC_LONG:-}" || many=200
python3 "$TOP_SRCDIR/tests/net/tls_ports.py" serve 9201 0 2>serve.err &
server=$!
wait_for 5 curl -sk https://127.0.0.1:9201/
tls python --plaintext=http --ring 65536
python3 "$TOP_SRCDIR/tests/net/tls_ports.py" sync 8443 $many
python3 "$TOP_SRCDIR/tests/net/tls_ports.py" async 9201 $many
has_closed python $((4 * many))
stop python
kill $server
wait $server 2>/dev/null
same "python: nothing of another connection" "$(wrong python)" 0
same "python: both ways, client and server" "$(seen python python)" $((3 * many))
same "nginx, at the other end" "$(seen python nginx)" $many
same "connections have numbers of their own" "$(
	ask_json python '[.[] | select(.ev == "close") | .conn] | length == (unique | length)')" true
if command -v node >/dev/null; then
	cat >node.js <<'END'
const https = require("https"), fs = require("fs"), count = +process.argv[2]
const server = https.createServer({ key: fs.readFileSync("web.key"),
	cert: fs.readFileSync("web.crt") }, (q, a) => a.end(q.url))
function one() {
	return new Promise(done => {
		const s = require("tls").connect(9202, "127.0.0.1", { rejectUnauthorized: false }, () =>
			s.write(`GET /${s.localPort} HTTP/1.1\r\nHost: n\r\nConnection: close\r\n\r\n`))
		s.on("close", done).resume()
	})
}
server.listen(9202, "127.0.0.1", async () => {
	for (let i = 0; i < count; i += 20)
		await Promise.all([...Array(20)].map(one))
	server.close()
})
END
	tls node --plaintext=http --ring 65536 --lib "$(readlink -f "$(command -v node)")"
	node node.js $many
	has_closed node $((2 * many))
	stop node
	same "node: nothing of another connection" "$(wrong node)" 0
	same "node: client and server in one thread" "$(seen node node)" $((2 * many))
fi

# --- GnuTLS

gnutls-serv --http --quiet --x509certfile web.crt --x509keyfile web.key -p 9203 >serv.out 2>&1 &
server=$!
tls gnutls --plaintext=text --keylog gnutls.keys
sniff gnutls
{ printf 'GET /gnutls HTTP/1.0\r\n\r\n'; wait_for 5 grep -q 'this is' cli.out; } |
	gnutls-cli --insecure -p 8443 127.0.0.1 >cli.out 2>&1
wait_for 5 curl -sk -o page https://127.0.0.1:9203/
has_closed gnutls 4
sniffed
kill $server
wait $server 2>/dev/null
stop gnutls
same "gnutls-cli: what it writes, once" "$(text gnutls gnutls-cli written | tr -d '\r')" \
	"GET /gnutls HTTP/1.0"
same "gnutls-cli: what it reads, once" "$(text gnutls gnutls-cli read | grep -c 'this is /gnutls')" 1
same "gnutls-serv: what it reads and writes is what curl writes and reads" "$(
	text gnutls gnutls-serv read | sha256sum; text gnutls gnutls-serv written | sha256sum)" "$(
	text gnutls curl written | sha256sum; text gnutls curl read | sha256sum)"
requests gnutls.pcap -d tcp.port==9203,tls -o tls.keylog_file:gnutls.keys >decrypted
same "keys of both ends" "$(grep -c "^/ /gnutls 200" decrypted)" 1

# --- NSS: reads and writes

mkdir db
certutil -N -d db --empty-password
openssl pkcs12 -export -in web.crt -inkey web.key -name web -out web.p12 -passout pass: &&
	pk12util -i web.p12 -d db -W '' >/dev/null
selfserv -n web -p 9204 -d db >selfserv.out 2>&1 &
server=$!
wait_for 5 sh -c 'ss -ltn | grep -q :9204'
tls nss --plaintext=text
printf 'GET /nss HTTP/1.0\r\n\r\n' >question
tstclnt -h 127.0.0.1 -p 8443 -o -d db <question >tstclnt.out 2>&1 &
client=$!
wait_for 5 grep -q '^this is /nss' tstclnt.out
kill $client # it does not notice that there is no more
curl -sk -m 5 https://127.0.0.1:9204/selfserv >/dev/null
has_closed nss 3
kill $server
wait $server 2>/dev/null
stop nss
same "tstclnt: what it writes is there, once, and not what it reads from a pipe" "$(
	text nss tstclnt written | tr -d '\r')" "GET /nss HTTP/1.0"
same "tstclnt: what it reads" "$(text nss tstclnt read | grep -c '^this is /nss')" 1
same "selfserv: the other way around" "$(text nss selfserv read | sha256sum)" \
	"$(text nss curl written | sha256sum)"
same "sockets are those of calls" "$(ask_json nss '[.[] | select(.ev == "open" and
	(.comm == "tstclnt" or .comm == "selfserv")) | .method] | unique | join(" ")')" call
"$PFC" trace tls --list --json | jq -r 'select(.path | test("libssl3")) | .why_no_keys' >why
same "why there are no keys is said" "$(cat why)" \
	"NSS passes its secrets by numbers, not by bytes"

# --- BoringSSL

boring=$(ls -d /usr/lib/*/android 2>/dev/null | head -1)
cat >boring.c <<'END'
#include <openssl/ssl.h>
#include <stdio.h>
#include <arpa/inet.h>
int main(void)
{
	struct sockaddr_in a = { AF_INET, htons(8443), { htonl(INADDR_LOOPBACK) } };
	int s = socket(AF_INET, SOCK_STREAM, 0);
	SSL *c = SSL_new(SSL_CTX_new(TLS_method()));
	char b[4096];

	if (connect(s, (struct sockaddr *)&a, sizeof(a)) || !SSL_set_fd(c, s) ||
	    SSL_connect(c) != 1)
		return 1;
	SSL_write(c, "GET /boring HTTP/1.0\r\n\r\n", 24);
	while (SSL_read(c, b, sizeof(b)) > 0)
		;
	puts(SSL_get_version(c));
	SSL_free(c);
}
END
if [ -e "$boring/libssl.so" ] &&
	cc boring.c -I/usr/include/android -o boring -L"$boring" -lssl -lcrypto -Wl,-rpath,"$boring" 2>cc.err; then
	tls boring --plaintext=http -w boring.pcapng --lib "$boring/libssl.so.0"
	same "BoringSSL" "$(./boring)" TLSv1.3
	has_closed boring 1
	stop boring
	same "BoringSSL: calls" "$(ask_json boring '[.[] | select(.ev == "http") |
		"\(.comm) \(.path) \(.status)"] | join(" ")')" "boring /boring 200"
	same "BoringSSL: keys" "$(requests boring.pcapng)" "/boring 200"
else
	note cc.err
	echo "# there is no BoringSSL"
fi

finish
