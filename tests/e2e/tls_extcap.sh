#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# TLS as an interface of Wireshark: packets of connections and their keys, by tshark.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need tshark curl
ip link set lo up
web || skip_all "nginx does not start"

mkdir -p home
HOME=$NET_DIR/home
export HOME
unset XDG_CONFIG_HOME
"$PFC" doctor --wireshark >linked.out 2>&1

"$PFC" --extcap-interfaces --extcap-version=4.0 >interfaces.out
says "the interface is listed" interfaces.out "interface {value=pfc-tls}{display=pfc: TLS"
"$PFC" --extcap-config --extcap-interface pfc-tls >config.out
"$PFC" trace tls --help >help
sed -n 's/.*{call=\(--[a-z-]*\)}.*/\1/p' config.out >calls
good "it has options" test -s calls
same "pfc trace tls knows each" "$(while read -r call; do
	grep -q -e "$call" help || echo "$call"
done <calls)" ""
same "its link type" "$("$PFC" --extcap-dlts --extcap-interface pfc-tls | head -n 1 |
	cut -d'{' -f 1-3)" "dlt {number=276}{name=LINUX_SLL2}"
same "a filter that is right: no output" "$("$PFC" --extcap-capture-filter 'tcp port 8443' \
	--extcap-interface=pfc-tls)" ""
"$PFC" --extcap-capture-filter 'tcp[13] = 2' --extcap-interface pfc-tls >wrong.out
same "a filter that no connection can answer: one line" "$(wc -l <wrong.out | tr -d ' ')" 1
says "and where" wrong.out "column 1: "

# --- by hand: what a pipe gets

mkfifo fifo
"$PFC" --capture --extcap-interface pfc-tls --fifo fifo \
	--extcap-capture-filter 'tcp port 8443' >own.out 2>own.err &
own=$!
cat fifo >own.pcapng &
cat=$!
wait_for 20 test -s own.pcapng
decrypted()
{
	tshark -nr "$1" -Y http.request -T fields -e http.request.uri 2>/dev/null | sort -u
}
asked()
{
	curl -sk -o /dev/null https://127.0.0.1:8443/first
	decrypted own.pcapng | grep -q first
}
good "packets and keys come while it runs" wait_for 1 asked
kill -TERM $own
wait $own
same "SIGTERM: exit status, and not a word" "$? $(cat own.err own.out)" "0 "
wait $cat
same "the stream is whole" "$(capinfos -Mc own.pcapng 2>&1 | grep -c 'Number of packets')" 1

# --- tshark

tshark -i pfc-tls -f 'tcp port 8443' -a duration:60 -w seen.pcapng 2>seen.err &
tshark=$!
wait_for 60 test -s seen.pcapng
asked_tshark()
{
	curl -sk -o /dev/null https://127.0.0.1:8443/second
	test -s seen.pcapng && decrypted seen.pcapng | grep -q second
}
good "tshark writes a file that is decrypted" wait_for 1 asked_tshark
kill -INT $tshark
wait $tshark
"$PFC" --capture --extcap-interface pfc-tls --fifo /nowhere/fifo 2>failed.err
same "what cannot be written: exit status" "$?" 1
says "and why" failed.err "/nowhere/fifo"
finish
