#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls: connections of curl, nginx, openssl, python and node, and their keys.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need tcpdump
ip link set lo up
web || skip_all "nginx does not start"

# --- who, what, how much

tls all --keylog all.keys
sniff all
curl -sk https://localhost:8443/three >/dev/null
curl -sk --tls-max 1.2 https://127.0.0.1:8443/two >/dev/null
curl -sk 'https://[::1]:8444/six' >/dev/null
curl -sk --tls13-ciphers TLS_AES_128_GCM_SHA256 https://127.0.0.1:8443/short >/dev/null
has_closed all 8
stop all
sniffed
same "exit status" "$status" 0
same "both ends of each connection, with their processes" "$(
	ask_json all '[.[] | select(.ev == "close") | .comm + " " + .role] | group_by(.) |
		.[] | "\(.[0]) \(length)"')" "curl client 4 nginx server 4"
same "versions, by their hellos" "$(
	ask_json all '[.[] | select(.ev == "open" and .comm == "curl") | .version] | join(" ")')" \
	"TLSv1.3 TLSv1.2 TLSv1.3 TLSv1.3"
same "the name that was asked for" "$(
	ask_json all '[.[] | select(.server_name) | .server_name] | unique | join(" ")')" localhost
same "sizes are those of HTTP" "$(
	ask_json all '[.[] | select(.ev == "close" and .role == "client")] |
		"\(.[0].written) \(.[0].read > 100)"')" \
	"$(printf 'GET /three HTTP/1.1\r\nHost: localhost:8443\r\nUser-Agent: curl/%s\r\nAccept: */*\r\n\r\n' \
		"$(curl --version | sed -n '1s/^curl \([^ ]*\).*/\1/p')" | wc -c) true"
same "what one end wrote, the other read" "$(
	ask_json all '[.[] | select(.ev == "close" and .role == "client") | .written] ==
		[.[] | select(.ev == "close" and .role == "server") | .read]')" true
same "their sockets are those of the calls" "$(
	ask_json all '[.[] | select(.ev == "close") | .method] | unique | join(" ")')" call
same "ends of both are the same, turned" "$(
	ask_json all '[.[] | select(.ev == "close")] |
		([.[] | select(.role == "client") | .lport] | sort) ==
		([.[] | select(.role == "server") | .rport] | sort)')" true

# --- keys

same "all of it is decrypted with the keys" "$(requests all.pcap -o tls.keylog_file:all.keys)" \
	"/short /six /three /two 200 200 200 200"
same "without them nothing is" "$(requests all.pcap)" ""
same "no key is there twice" "$(sort all.keys | uniq -d | wc -l)" 0
same "secrets are as long as their hash" "$(
	awk '{ print length($3) }' all.keys | sort | uniq -c | awk '{ print $1, $2 }' |
		tr '\n' ' ')" "5 64 11 96 "
same "and none is empty" "$(grep -c ' 0*$' all.keys)" 0
same "only its owner can read them" "$(stat -c %a all.keys)" 600
same "what is shown has no key in it" "$(
	cut -d' ' -f3 all.keys | grep -cFf - all.json)" 0

# --- one end alone, and what is not selected

# All in make check-long; one of each here.
for end in ${PFC_LONG:+curl} nginx; do
	touch $end.keys
	chmod 644 $end.keys
	tls $end --keylog $end.keys --comm $end 'port 8443'
	sniff $end
	curl -sk https://127.0.0.1:8443/$end >/dev/null
	curl -sk --tls-max 1.2 https://127.0.0.1:8443/$end/2 >/dev/null
	curl -sk 'https://[::1]:8444/other' >/dev/null
	has_closed $end 2
	stop $end
	sniffed
	same "of $end alone: both directions, and no other port" \
		"$(requests $end.pcap -o tls.keylog_file:$end.keys)" \
		"/$end /$end/2 200 200"
	same "of no other process" "$(ask_json $end \
		'[.[] | select(.comm) | .comm] | unique | join(" ")')" $end
	same "a file that others could read is theirs no more" "$(stat -c %a $end.keys)" 600
done
tls none --keylog none.keys 'port 9'
curl -sk https://127.0.0.1:8443/ >/dev/null
stop none
same "a filter that matches nothing" "$(wc -l <none.keys) $(grep -c '"ev":"\(open\|close\)"' none.json)" "0 0"

# --- keys alone

tls only --keys-only --keylog only.keys -w only.pcapng 'port 8443'
sniff only
for version in 2 3; do
	curl -sk --tls-max 1.$version https://127.0.0.1:8443/only$version >/dev/null
done
NODE_TLS_REJECT_UNAUTHORIZED=0 node -e '
require("https").get("https://127.0.0.1:8443/only-node", r => r.resume())' 2>/dev/null
has_lines only.keys $((6 + 5 * $(command -v node | wc -l)))
stop only
sniffed
for file in only.pcap only.pcapng; do
	same "keys alone are enough for $file" "$(
		requests $file -o tls.keylog_file:only.keys | tr ' ' '\n' | grep -c '^/only\(2\|3\|-node\)$')" \
		$((2 + $(command -v node | wc -l)))
done
same "and there are no lines" "$(wc -l <only.json)" 0
"$PFC" trace tls --keys-only >out 2>err
same "keys alone for nothing" "$?" 2
says "is said" err "--keys-only is for --keylog and -w"
"$PFC" trace tls --keys-only --keylog keys --plaintext=text >out 2>err
same "or with reads and writes" "$?" 2

# --- many

many=50
test -z "${PFC_LONG:-}" || many=1000
tls many --keylog many.keys
sniff many
curl -sk -H 'Connection: close' "https://127.0.0.1:8443/[1-$many]" >/dev/null
has_closed many $((2 * many))
stop many
sniffed
same "each has its keys" "$(awk '{ print $2 }' many.keys | sort -u | wc -l) $(wc -l <many.keys)" "$many $((5 * many))"
same "$many connections one behind the other are as many" "$(
	ask_json many '[.[] | select(.ev == "close" and .role == "server") | .conn] |
		unique | length')" $many
same "and all of them are decrypted" "$(
	requests many.pcap -o tls.keylog_file:many.keys | tr ' ' '\n' | grep -c /)" $many
same "nothing was lost" "$(ask_json many '.[-1] | "\(.lost) \(.lost_keys) \(.unknown)"')" "0 0 0"

# --- what is read and written takes no room from them

tls room --plaintext=hex --ring 64 --keylog room.keys
kill -STOP $room_pid
curl -sk -H 'Connection: close' 'https://127.0.0.1:8443/big?[1-20]' >/dev/null
kill -CONT $room_pid
has_lines room.keys 100
has_closed room 40
stop room
same "bytes are lost, keys are not" "$(
	ask_json room '.[-1] | "\(.lost_bytes > 1000000) \(.lost_keys) \(.keys_all)"')" "true 0 40"
same "all of them" "$(wc -l <room.keys)" 100

# --- again, and on

tls again --keylog again.keys
sniff again
for version in 2 3; do
	printf 'GET /first%s HTTP/1.0\r\n\r\n' $version |
		openssl s_client -quiet -tls1_$version -connect 127.0.0.1:8443 \
			-sess_out session$version >out$version 2>&1
	printf 'GET /again%s HTTP/1.0\r\n\r\n' $version |
		openssl s_client -ign_eof -tls1_$version -connect 127.0.0.1:8443 \
			-sess_in session$version >out$version 2>&1
	grep -q '^Reused' out$version
	result $? "TLS 1.$version: a session is taken up again"
done
{
	printf 'K\n'
	wait_for 5 grep -q KEYUPDATE updated.out
	printf 'GET /updated HTTP/1.0\r\n\r\n'
	wait_for 5 grep -q 'this is /updated' updated.out
} | openssl s_client -tls1_3 -connect 127.0.0.1:8443 >updated.out 2>&1
grep -q 'KEYUPDATE' updated.out
result $? "keys are updated"
has_closed again 10
stop again
sniffed
same "all of it is decrypted" "$(requests again.pcap -o tls.keylog_file:again.keys)" \
	"/again2 /again3 /first2 /first3 /updated 200 200 200 200 200"

# --- other programs

tls others --keylog others.keys
sniff others
want=
if command -v python3 >/dev/null; then
	python3 -c '
import ssl, urllib.request
c = ssl._create_unverified_context()
urllib.request.urlopen("https://127.0.0.1:8443/python", context=c).read()' && want=/python
fi
# It is a large file that nobody has seen: it waits until that was looked into.
looked_into()
{
	readlink /proc/"$others_pid"/fd/* | grep -qx "$(readlink -f "$(command -v node)")"
}
if command -v node >/dev/null; then
	{ wait_for 5 looked_into; sleep 0.1; echo; } | NODE_TLS_REJECT_UNAUTHORIZED=0 node -e '
process.stdin.once("data", () => require("https").get("https://127.0.0.1:8443/node",
	r => r.resume().on("end", () => process.exit())))' 2>/dev/null && want="/node $want"
fi
has_lines others.keys $((5 * $(echo $want | wc -w)))
stop others
sniffed
same "decrypted, of other programs" "$(
	requests others.pcap -o tls.keylog_file:others.keys | tr ' ' '\n' | grep / | tr '\n' ' ')" \
	"$(echo $want) "
if [ -n "$(command -v node)" ]; then
	tls node --lib "$(readlink -f "$(command -v node)")" --keylog node.keys
	sniff node
	NODE_TLS_REJECT_UNAUTHORIZED=0 node -e '
require("https").get("https://127.0.0.1:8443/alone", r => r.resume())' 2>/dev/null
	has_closed node 1
	stop node
	sniffed
	same "a program with OpenSSL in it, alone" \
		"$(requests node.pcap -o tls.keylog_file:node.keys)" "/alone 200"
	same "its calls are followed, too" "$(ask_json node \
		'[.[] | select(.ev == "open" or .ev == "close") |
			.comm + " " + .ev + " " + .role + " " + .method] | unique | join(", ")')" \
		"node close client adjacent, node open client adjacent"
fi

# --- a file that takes no more

tls full --keylog /dev/full 'port 8443'
curl -sk https://127.0.0.1:8443/full >/dev/null
wait_for 10 sh -c "! kill -0 $full_pid 2>/dev/null"
stop full 2>/dev/null
same "a full disk: status" "$status" 1
says "and why" full.err "/dev/full: No space left on device"
says "none of the keys counts" full.err "0 keys written"

# --- usage

"$PFC" trace tls --keylog /nowhere/keys >out 2>err
same "a file that cannot be made" "$?" 1
says "is named" err "/nowhere/keys"
"$PFC" trace tls 'tcp[13] & 2 != 0' >out 2>err
same "a filter that no connection can answer" "$?" 3
"$PFC" trace tls --netns 4026531840 >out 2>err
same "a network by its inode" "$?" 2

finish
