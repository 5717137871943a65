#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls: keys of GnuTLS and BoringSSL, of both versions, as client and as server, with sessions
# that are taken up again and keys that are updated: all of it is decrypted.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
. "$TOP_SRCDIR/tests/net/tls_again.sh"
need tcpdump
ip link set lo up
web || skip_all "nginx does not start"

# --- GnuTLS

if command -v gnutls-cli >/dev/null && command -v gnutls-serv >/dev/null; then
	tls gnutls --keylog gnutls.keys --comm gnutls-cli
	sniff gnutls
	for version in 2 3; do
		{
			printf 'GET /gnutls%s/1 HTTP/1.1\r\nHost: x\r\n\r\n' $version
			wait_for 5 grep -q 'this is /gnutls.*/1' cli$version.out
			test $version = 2 || printf '^rekey^\n'
			printf '^resume^\n'
			wait_for 5 grep -q 'This is a resumed session' cli$version.out
			printf 'GET /gnutls%s/2 HTTP/1.1\r\nHost: x\r\n\r\n' $version
			wait_for 5 grep -q 'this is /gnutls.*/2' cli$version.out
		} | gnutls-cli --insecure --inline-commands -p 8443 127.0.0.1 \
			--priority "NORMAL:-VERS-ALL:+VERS-TLS1.$version" >cli$version.out 2>&1
		grep -q 'This is a resumed session' cli$version.out
		result $? "gnutls: TLS 1.$version, its client takes a session up again"
	done
	has_lines gnutls.keys 9
	stop gnutls
	sniffed
	same "gnutls: keys of its client" "$(paths gnutls)" \
		"/gnutls2/1 /gnutls2/2 /gnutls3/1 /gnutls3/2"
	counted gnutls
	gnutls-serv --http --quiet --x509certfile web.crt --x509keyfile web.key -p 9203 \
		>serv.out 2>&1 &
	server=$!
	wait_for 5 sh -c 'ss -ltn | grep -q :9203'
	served gserv 9203 gnutls-serv
	kill $server
fi

# --- BoringSSL

boring=$(ls -d /usr/lib/*/android 2>/dev/null | head -1)
if [ -e "$boring/libssl.so" ] && cc "$TOP_SRCDIR/tests/net/tls_boring.c" -I/usr/include/android \
	-o boring -L"$boring" -lssl -lcrypto -Wl,-rpath,"$boring" 2>cc.err; then
	tls bclient --keylog bclient.keys --lib "$boring/libssl.so.0" --comm boring
	sniff bclient
	for version in 2 3; do
		same "bclient: TLS 1.$version, its client takes a session up again" \
			"$(./boring ask 8443 $version bclient$version)" "TLSv1.$version resumed"
	done
	has_lines bclient.keys 10
	stop bclient
	sniffed
	same "bclient: keys of its client" "$(paths bclient)" \
		"/bclient2/1 /bclient2/2 /bclient3/1 /bclient3/2"
	counted bclient
	./boring serve 9205 &
	server=$!
	wait_for 5 sh -c 'ss -ltn | grep -q :9205'
	served bserv 9205 boring
	kill $server
else
	note cc.err
	echo "# there is no BoringSSL"
fi

finish
