#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls: keys of GnuTLS, BoringSSL and Go, of both versions, as client and as server, with
# sessions that are taken up again and keys that are updated: all of it is decrypted.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need tcpdump
ip link set lo up
web || skip_all "nginx does not start"

# paths NAME ARG...: what is asked for in NAME.pcap, by the keys in NAME.keys
paths()
{
	paths_name=$1
	shift
	requests "$paths_name.pcap" -o "tls.keylog_file:$paths_name.keys" "$@" | tr ' ' '\n' |
		grep / | tr '\n' ' ' | sed 's/ $//'
}

# again NAME PORT: a client of OpenSSL, twice with one session, in each version
again()
{
	for version in 2 3; do
		printf 'GET /%s%s/1 HTTP/1.0\r\n\r\n' "$1" $version | openssl s_client -quiet \
			-tls1_$version -connect "127.0.0.1:$2" -sess_out kept >"$1$version.1" 2>&1
		printf 'GET /%s%s/2 HTTP/1.0\r\n\r\n' "$1" $version | openssl s_client -ign_eof \
			-tls1_$version -connect "127.0.0.1:$2" -sess_in kept >"$1$version.2" 2>&1
		grep -q '^Reused' "$1$version.2"
		result $? "$1: TLS 1.$version, its server takes a session up again"
	done
}

# counted NAME: those with keys; GnuTLS and Go do not tell a secret of TLS 1.2 again
counted()
{
	case $1 in
	b*) says "$1: all of them have keys" "$1.err" "of 4 connections all, of 0 a part, of 0 none" ;;
	*) says "$1: one takes the keys of another" "$1.err" \
		"of 3 connections all, of 0 a part, of 1 none" ;;
	esac
}

# served NAME PORT COMM: the same with its keys alone
served()
{
	tls "$1" --keylog "$1.keys" --comm "$3" "port $2"
	sniff "$1"
	again "$1" "$2"
	has_lines "$1.keys" 10
	stop "$1"
	sniffed
	same "$1: keys of its server" "$(paths "$1" -d "tcp.port==$2,tls")" \
		"/${1}2/1 /${1}2/2 /${1}3/1 /${1}3/2"
	counted "$1"
}

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
	has_lines gnutls.keys 10
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

# --- Go

GOCACHE=$PWD/cache
GOPATH=$PWD/go
HOME=$PWD
GOFLAGS=
export GOCACHE GOPATH HOME GOFLAGS
cp "$TOP_SRCDIR/tests/net/tls_go.go" .
if command -v go >/dev/null && go build -o goer tls_go.go >build.log 2>&1; then
	tls goclient --keylog goclient.keys --lib goer
	sniff goclient
	for version in 2 3; do
		same "goclient: TLS 1.$version, its client takes a session up again" \
			"$(./goer again 127.0.0.1:8443 $version goclient$version)" "true"
	done
	has_lines goclient.keys 10
	stop goclient
	sniffed
	same "goclient: keys of its client" "$(paths goclient)" \
		"/goclient2/1 /goclient2/2 /goclient3/1 /goclient3/2"
	counted goclient
	./goer serve 127.0.0.1:9206 web.crt web.key 2>serve.err &
	server=$!
	wait_for 5 curl -sk https://127.0.0.1:9206/
	served goserv 9206 goer
	kill $server
else
	note build.log
	echo "# there is no Go"
fi

finish
