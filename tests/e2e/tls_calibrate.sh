#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls --calibrate: keys of sessions that began before; a capture of all of it is decrypted,
# what came before the trace and what came behind.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need tcpdump
ip link set lo up
web || skip_all "nginx does not start"
lib=$(ldconfig -p | sed -n 's/.*libssl\.so\.3 .*x86-64.*=> //p' | head -1)
test -n "$lib" || skip_all "there is no OpenSSL 3"
"$PFC" trace tls --list --calibrate --lib "$lib" >list 2>err
! grep -q 'checking build\|without libseccomp' list || skip_all "$(sed -n 's/.*before: no: //p' list)"

# --- what is found

says "a library of OpenSSL" list "keys of sessions from before: yes, by --calibrate"
same "all places of both versions" "$(grep -c 'place: .* +0x' list)" 11
"$PFC" trace tls --list --calibrate --json --lib "$lib" >json
same "the same as JSON" "$(jq -r '"\(.calibrates) \(.why_not_calibrated) \(.places | length)"' json)" \
	"true  11"
"$PFC" trace tls --list --lib "$lib" >plain
same "without being asked for, none of it is run" "$(grep -c place: plain)" 0

# --- sessions

# session NAME ARG...: a client with a connection of its own, which asks for what its queue is told
session()
{
	session_name=$1
	shift
	mkfifo "$session_name.queue"
	openssl s_client -connect 127.0.0.1:8443 -keylogfile "$session_name.truth" "$@" \
		<"$session_name.queue" >"$session_name.out" 2>&1 &
	eval "${session_name}_client=\$!"
	sleep 1000 >"$session_name.queue" & # or it would end with the first that is told
	eval "${session_name}_holder=\$!"
	ask "$session_name" before
}

# tell NAME TEXT
tell()
{
	# shellcheck disable=SC2059
	printf "$2" >"$1.queue"
}

# ask NAME WORD: asks for /NAME/WORD, and waits for the answer
ask()
{
	tell "$1" "GET /$1/$2 HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"
	wait_for 5 grep -q "this is /$1/$2" "$1.out" || echo "# no answer to /$1/$2"
}

# update NAME: the keys of its client, and of its server
update()
{
	tell "$1" 'K\n'
	wait_for 5 grep -q KEYUPDATE "$1.out" || echo "# $1 is not updated"
}

# end NAME
end()
{
	tell "$1" 'Q\n'
	eval "kill \$${1}_holder; wait \$${1}_client"
}

# truth NAME: its own key log, but for keys behind updates, which follow from the first ones
truth()
{
	grep -v '^#\|^RSA \|_SECRET_N ' "$1.truth" | sort
}

sniff all
session aes128 -ciphersuites TLS_AES_128_GCM_SHA256
session aes256 -ciphersuites TLS_AES_256_GCM_SHA384
session chacha -ciphersuites TLS_CHACHA20_POLY1305_SHA256
session updated
update updated
update updated
ask updated again
session gcm128 -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256
session gcm256 -tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384
session chacha12 -tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305
session cbc -tls1_2 -cipher ECDHE-RSA-AES128-SHA256
session rsa -tls1_2 -cipher AES256-GCM-SHA384
printf 'GET /first HTTP/1.0\r\n\r\n' | openssl s_client -quiet -connect 127.0.0.1:8443 \
	-sess_out kept >first.out 2>&1
session again -sess_in kept
all="aes128 aes256 chacha updated gcm128 gcm256 chacha12 cbc rsa again"
tls both --calibrate --keylog both.keys
ends=server
# All in make check-long; the end alone that is the harder one here.
test -z "${PFC_LONG:-}" || {
	ends='client server'
	tls client --calibrate --keylog client.keys --comm openssl
}
tls server --calibrate --keylog server.keys --comm nginx
tls other --calibrate --keylog other.keys 'port 9'
tls not --keylog not.keys
for name in $all; do
	ask "$name" after
done
update updated
ask updated last
curl -sk https://127.0.0.1:8443/new >/dev/null
has_opened both 22
test -z "${PFC_LONG:-}" || has_opened client 10
has_opened server 11
for name in $all; do
	end "$name"
done
has_closed both 22
test -z "${PFC_LONG:-}" || has_closed client 10
has_closed server 11
for name in both $ends other not; do
	stop $name
	same "$name: exit status" "$status" 0
	sort $name.keys >$name.sorted
done
sniffed
for name in $all; do
	same "$name: all keys of its own log are there" "$(truth $name | comm -23 - both.sorted)" ""
done
cat ./*.truth | sort >truth.all
awk '{ print $2 }' truth.all | sort -u >randoms
same "of these connections there is nothing else" "$(
	grep -F -f randoms both.sorted | comm -23 - truth.all | wc -l)" 0
want=$(for name in $all; do printf '/%s/before /%s/after ' "$name" "$name"; done)
for name in both $ends; do
	same "$name: what came before and behind is decrypted" "$(
		requests all.pcap -o tls.keylog_file:$name.keys | tr ' ' '\n' |
			grep '/\(before\|after\)$' | tr '\n' ' ')" "$(
		echo $want | tr ' ' '\n' | sort | tr '\n' ' ')"
	says "$name: how many they were" $name.err "with keys"
done
same "updates before and behind the begin" "$(
	requests all.pcap -o tls.keylog_file:both.keys | tr ' ' '\n' |
		grep -c '^/updated/\(again\|last\)$')" 2
says "of both ends" both.err "sessions from before: 20, of which 20 with keys"
same "a session that began behind it is as ever" "$(
	requests all.pcap -o tls.keylog_file:both.keys | tr ' ' '\n' | grep -c '^/new$')" 1
same "no key is there twice" "$(uniq -d both.sorted | wc -l)" 0
same "what is not selected stays where it is" "$(wc -l <other.keys)" 0
same "and without the option, there is none of it" \
	"$(grep -F -f randoms not.keys | grep -vc '_SECRET_N ')" 0

# --- into a capture, and of libraries that are gone

sniff joined
mkdir gone
cp -L "$lib" "$(dirname "$lib")/libcrypto.so.3" gone/
LD_LIBRARY_PATH=$PWD/gone
export LD_LIBRARY_PATH
session joined
unset LD_LIBRARY_PATH
rm gone/*
tls joined --calibrate -w joined.pcapng 'port 8443'
says "a library that was deleted" joined.err "gone/libssl.so.3: calibrated"
ask joined after
has_opened joined 2
end joined
has_closed joined 2
stop joined
sniffed
strings -n 60 joined.pcapng | grep -E '^[A-Z_0-9]+ [0-9a-f]{64} ' | sort -u >joined.keys
same "keys are in the file of -w, too" "$(truth joined | comm -23 - joined.keys)" ""
same "with the packets from before" "$(requests joined.pcap -o tls.keylog_file:joined.keys |
	tr ' ' '\n' | grep -c '^/joined/')" 2

# --- usage

for args in '' '--keys-only --keylog k' '--plaintext=pcap -w x.pcapng'; do
	# shellcheck disable=SC2086
	"$PFC" trace tls --calibrate $args >out 2>err
	same "--calibrate $args" "$?" 2
done

finish
