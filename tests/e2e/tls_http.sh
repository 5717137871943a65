#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls --plaintext=http: a line for each question and its answer, of both versions.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need python3 setpriv
ip link set lo up
web || skip_all "nginx does not start"

# exchanges NAME COMM: "METHOD HOST PATH VERSION STATUS ASKED ANSWERED", in their order
exchanges()
{
	jq -r "select(.ev == \"http\" and .comm == \"$2\") | \"\\(.method) \\(.host)\\(.path) \\(
		.http_version) \\(.status) \\(.asked_bytes) \\(.answered_bytes)\"" "$1.json"
}

want="GET 127.0.0.1:8443/one 1.1 200 0 13
POST 127.0.0.1:8443/two?key=1 1.1 200 5 13
GET 127.0.0.1:8443/big 1.1 200 0 100000
HEAD 127.0.0.1:8443/big 1.1 200 0 0
GET 127.0.0.1:8443/big/none 1.1 404 0 $(curl -sk https://127.0.0.1:8443/big/none | wc -c)"

asks()
{
	curl -sk "https://127.0.0.1:$1/one" -o out --next -sk -d hello "https://127.0.0.1:$1/two?key=1" \
		-o out --next -sk "https://127.0.0.1:$1/big" -o out --next -skI \
		"https://127.0.0.1:$1/big" -o out --next -sk "https://127.0.0.1:$1/big/none" -o out
}

tls http --plaintext=http
asks 8443
asks 8445
has_closed http 4
stop http
same "exit status" "$status" 0
want2=$(echo "$want" | sed 's/ 1\.1 / 2 /; s/:8443/:8445/')
same "HTTP/1 and HTTP/2, by curl" "$(exchanges http curl)" "$want
$want2"
# It takes no notice of what is posted there, and resets the stream.
same "by nginx" "$(exchanges http nginx | sed 's/\(two?key=1 2 200\) [05]/\1 0-5/')" "$(
	printf '%s\n' "$want" "$want2" | sed 's/\(two?key=1 2 200\) 5/\1 0-5/')"
same "streams have their numbers" "$(
	ask_json http '[.[] | select(.ev == "http" and .comm == "curl" and .stream) | .stream] |
		. == (sort | unique) and length == 5')" true
same "answers take their time" "$(
	ask_json http '[.[] | select(.ev == "http") | .total_us >= .first_us and .first_us > 0] |
		unique | join(" ")')" true
same "nothing was cut" "$(ask_json http '[.[] | select(.cut)] | length')" 0

# --- as text, and what is hidden

"$PFC" trace tls --plaintext=http --redact --comm curl >text 2>text.err &
text_pid=$!
wait_for 10 grep -q '^pfc: tracing tls' text.err
asks 8443
stop text
same "as text" "$(sed -n 's/.* http .* curl .* > 127.0.0.1:8443 \(.*\) [0-9.]*[mu]s$/\1/p' text)" \
	"GET 127.0.0.1:8443/one HTTP/1.1 200 asked=0 answered=13
POST 127.0.0.1:8443/two?[redacted] HTTP/1.1 200 asked=5 answered=13
GET 127.0.0.1:8443/big HTTP/1.1 200 asked=0 answered=100.0k
HEAD 127.0.0.1:8443/big HTTP/1.1 200 asked=0 answered=0
$(echo "$want" | sed -n '$s/\(.*\) 1.1 404 0 \(.*\)/\1 HTTP\/1.1 404 asked=0 answered=\2/p')"
same "what is behind the ? is hidden" "$(grep -c key=1 text)" 0
"$PFC" trace tls --plaintext=http --json -c 4 >count 2>&1 &
count_pid=$!
wait_for 10 grep -q '^pfc: tracing tls' count
asks 8443
wait_for 5 sh -c "! kill -0 $count_pid 2>/dev/null"
same "-c counts lines" "$(grep -c '"ev":"\(open\|close\|http\)"' count)" 4

# --- a program that moves the bytes itself, and one that is no HTTP

if command -v node >/dev/null; then
	tls node --plaintext=http --lib "$(readlink -f "$(command -v node)")"
	NODE_TLS_REJECT_UNAUTHORIZED=0 node -e '
const c = require("http2").connect("https://127.0.0.1:8445")
let left = 5
for (let i = 0; i < 5; i++)
	c.request({ ":path": "/h2/" + i, "cookie": "a=" + i })
		.on("end", () => --left || c.close()).resume().end()' 2>/dev/null
	has_closed node 1
	stop node
	same "node: streams next to each other" "$(
		jq -r 'select(.ev == "http") | "\(.path) \(.status) \(.answered_bytes)"' node.json |
			sort | tr '\n' ' ')" \
		"/h2/0 200 14 /h2/1 200 14 /h2/2 200 14 /h2/3 200 14 /h2/4 200 14 "
fi
"$PFC" trace tls --plaintext=hex --redact >out 2>err
same "nothing can be hidden in hex" "$?" 2

# --- rights

# The program may lie where nobody cannot read: a copy does not.
cp "$PFC" pfc
chmod 755 pfc
nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
all=cap_bpf,cap_perfmon,cap_sys_ptrace,cap_sys_admin,cap_net_raw
some='bpf,+perfmon,+net_raw'
$nobody ./pfc trace tls --keylog keys >out 2>err
same "as nobody" "$? $(wc -l <err)" "1 1"
says "all that it takes is named" err "that takes CAP_BPF, CAP_PERFMON, CAP_SYS_PTRACE, CAP_SYS_ADMIN and CAP_NET_RAW, and all are missing"
says "with the command that gives it" err "'sudo setcap $all=ep $NET_DIR/pfc'"
$nobody --inh-caps=+net_raw --ambient-caps=+net_raw ./pfc trace tls >out 2>err
same "with one of them" "$?" 1
says "the others are named" err \
	"and CAP_BPF, CAP_PERFMON, CAP_SYS_PTRACE and CAP_SYS_ADMIN are missing"
$nobody --inh-caps=+$some --ambient-caps=+$some ./pfc trace tls --duration 1ms >out 2>err
same "with those that it cannot go without" "$?" 0
says "what is not seen then is said" err \
	"that takes root, or CAP_SYS_PTRACE and CAP_SYS_ADMIN"
$nobody ./pfc trace tls --list >out 2>err
same "a list takes none" "$?" 0
says "but has not all" err "that takes root, or CAP_SYS_PTRACE and CAP_SYS_ADMIN"
"$PFC" trace tls --duration 1ms >out 2>err
same "and with all there is nothing that is not seen" "$(grep -c 'looked into' err)" 0

finish
