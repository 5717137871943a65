# SPDX-License-Identifier: BSD-2-Clause
# tests/net/tls_again.sh - sessions that are taken up again, and their keys: behind tests/net/tls.sh.

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
	bclient | bserv) says "$1: all of them have keys" "$1.err" "of 4 connections all, of 0 a part, of 0 none" ;;
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
	has_lines "$1.keys" 9
	stop "$1"
	sniffed
	same "$1: keys of its server" "$(paths "$1" -d "tcp.port==$2,tls")" \
		"/${1}2/1 /${1}2/2 /${1}3/1 /${1}3/2"
	counted "$1"
}
