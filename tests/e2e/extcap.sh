#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc as an interface of Wireshark, with tshark in a home of its own.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tshark capinfos
quiet_cable || skip_all "this machine has no virtual cables"

mkdir -p home
HOME=$NET_DIR/home
export HOME
unset XDG_CONFIG_HOME
cp "$PFC" pfc
PFC=$NET_DIR/pfc

"$PFC" doctor --wireshark >linked.out 2>linked.err
same "doctor --wireshark: exit status" "$?" 0
for folder in .config/wireshark/extcap .local/lib/wireshark/extcap; do
	same "doctor --wireshark: $folder" "$(readlink home/$folder/pfc)" "$NET_DIR/pfc"
	says "doctor --wireshark: says $folder" linked.out "$HOME/$folder/pfc"
done

# --- the calls, one by one

called()
{
	called_name=$1
	shift
	"$PFC" "$@" >"$called_name.out" 2>"$called_name.err"
	called_status=$?
	same "$called_name: exit status, and not a word on stderr" \
		"$called_status $(cat "$called_name.err")" "0 "
}

called interfaces --extcap-interfaces --extcap-version=4.0
for name in v0 v1 lo any; do
	says "interfaces: $name" interfaces.out "interface {value=pfc-$name}{display=pfc: $name}"
done
called config --extcap-config --extcap-interface pfc-v0
# Every option that is announced is one of pfc's.
"$PFC" --help >help
sed -n 's/.*{call=\(--[a-z-]*\)}.*/\1/p' config.out >calls
good "config: there are options" test -s calls
same "config: pfc knows each" "$(while read -r call; do
	grep -q -e "$call" help || echo "$call"
done <calls)" ""
called dlts --extcap-dlts --extcap-interface pfc-v0
same "dlts" "$(cat dlts.out)" "dlt {number=1}{name=EN10MB}{display=Ethernet}"
called right --extcap-capture-filter 'udp port 9' --extcap-interface pfc-v0
same "a filter that is right: no output" "$(cat right.out)" ""
called wrong --extcap-capture-filter 'arp port 9' --extcap-interface pfc-v0
same "a filter that is wrong: one line" "$(cat wrong.out)" \
	"column 5: 'arp' carries no ports; ports exist in tcp, udp and sctp"

# --- a capture of its own

mkfifo fifo
"$PFC" --capture --extcap-interface pfc-any --fifo fifo \
	--extcap-capture-filter 'udp port 9' --direction in --snapshot-length 60 \
	--comment 'seen from the lab' 2>own.err &
own_pid=$!
cat fifo >own.pcapng &
cat_pid=$!
wait_for 10 test -s own.pcapng
good "a comment is there at once" wait_for 5 grep -qa 'seen from the lab' own.pcapng
"$SEND" v1 -n 5 -l 200
"$SEND" lo -n 5 -l 200
own_has()
{
	[ "$(count_pfc own.pcapng)" = "$1" ]
}
wait_for 20 own_has 10
kill -TERM "$own_pid"
wait "$own_pid"
same "SIGTERM: exit status, and not a word" "$? $(cat own.err)" "0 "
wait "$cat_pid"
same "SIGTERM: the stream is whole" "$(capinfos -Mc own.pcapng 2>&1 |
	sed -n 's/^Number of packets: *//p')" 10
same "two interfaces, with their names" "$(tshark -nr own.pcapng -T fields \
	-e frame.interface_name 2>/dev/null | sort | uniq -c | xargs)" "5 lo 5 v0"
"$PFC" --capture --extcap-interface pfc-gone --fifo fifo 2>gone.err
same "an interface that is not there: exit status" "$?" 1
says "an interface that is not there: why" gone.err "gone"

# --- tshark

tshark -D >list.out 2>/dev/null
says "tshark -D lists us" list.out "pfc-v0 (pfc: v0)"

captures()
{
	awk -v v0="$(ip -o link show v0 | cut -d: -f1)" \
		'$5 == v0 && $4 == "0003" { found = 1 } END { exit !found }' /proc/net/packet
}
no_extcap()
{
	! ps ax -o args= | grep -q '[e]xtcap-interface'
}
tshark -q -i pfc-v0 -f 'udp port 9' -c 5 -w five.pcapng 2>five.err &
tshark_pid=$!
wait_for 60 captures
"$SEND" v1 -n 20
wait "$tshark_pid"
same "tshark -c 5: exit status" "$?" 0
same "tshark -c 5: packets and their interface" "$(tshark -nr five.pcapng -T fields \
	-e frame.interface_name 2>/dev/null | uniq -c | xargs)" "5 v0"
good "tshark: pfc ended with it" wait_for 10 no_extcap

tshark -q -i pfc-v0 -f 'arp port 9' -c 5 -w bad.pcapng 2>bad.err
good "tshark with a wrong filter: fails" test "$?" -ne 0
says "tshark with a wrong filter: our message" bad.err "carries no ports"

# --- undone

echo other >home/.local/lib/wireshark/extcap/other
"$PFC" doctor --no-wireshark >undone.out 2>undone.err
same "doctor --no-wireshark: exit status" "$?" 0
same "doctor --no-wireshark: only ours goes" \
	"$(find home -type l; ls home/.local/lib/wireshark/extcap)" other
echo mine >home/.config/wireshark/extcap/pfc
"$PFC" doctor --wireshark >kept.out 2>kept.err
same "a file that is in the way: exit status" "$?" 1
same "a file that is in the way: stays" "$(cat home/.config/wireshark/extcap/pfc)" mine
says "a file that is in the way: says so" kept.err "is not a link of pfc"
finish
