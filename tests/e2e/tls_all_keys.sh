#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls: whose keys leave. Those of the connections that are selected, and of -w those of the
# packets in the file; with --all-keys, those of all selected processes.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
need python3
ip link set lo up
web || skip_all "nginx does not start"

# randoms FILE: of the connections whose keys are in it, a pcapng or a key log
randoms()
{
	strings -n 60 "$1" | grep -E '^[A-Z_0-9]+ [0-9a-f]{64} ' | awk '{ print $2 }' | sort -u
}

# whose FILE: names of the connections whose keys are in it; one that is nobody's is "?"
whose()
{
	randoms "$1" | while read -r random; do
		grep -l "$random" ./*.truth 2>/dev/null | grep . || echo '?'
	done | sed 's/^\.\///; s/\.truth//' | sort | tr '\n' ' ' | sed 's/ $//'
}

# ask NAME PORT: a connection, whose keys its own end knows
ask()
{
	printf 'GET /%s HTTP/1.0\r\n\r\n' "$1" | openssl s_client -quiet -connect "127.0.0.1:$2" \
		-keylogfile "$1.truth" >"$1.out" 2>&1
}

# A network with nothing but itself.
cat >elsewhere.sh <<'END'
ip link set lo up
openssl s_server -accept 127.0.0.1:8443 -cert web.crt -key web.key -www >/dev/null 2>&1 &
until ss -ltn | grep -q :8443; do sleep 0.02; done
: >there
until [ -e go ]; do sleep 0.02; done
printf 'GET / HTTP/1.0\r\n\r\n' | openssl s_client -quiet -connect 127.0.0.1:8443 \
	-keylogfile elsewhere.truth >elsewhere.out 2>&1
kill $!
END
# Neither end of it has a socket: it is all in memory.
cat >memory.py <<'END'
import ssl, sys
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server.load_cert_chain("web.crt", "web.key")
client = ssl._create_unverified_context()
client.keylog_filename = "memory.truth"
there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
c, s = client.wrap_bio(back, there), server.wrap_bio(there, back, server_side=True)
done = set()
while len(done) < 2:
    for end in c, s:
        try:
            end.do_handshake()
            done.add(end)
        except ssl.SSLWantReadError:
            pass
c.write(b"x")
s.read(1)
END

unshare --net sh elsewhere.sh &
elsewhere=$!
wait_for 10 test -e there
tls few -w few.pcapng --keylog few.keys 'port 8443'
tls any -w any.pcapng --keylog any.keys
tls all -w all.pcapng --keylog all.keys --all-keys 'port 8443'
tls comm -w comm.pcapng --keylog comm.keys --all-keys --comm python3 'port 8443'
tls net -w net.pcapng --keylog net.keys --all-keys --netns pid:$$ 'port 8443'
ask selected 8443
ask filtered 8445
python3 memory.py
: >go
wait $elsewhere
has_lines few.keys 10
has_lines any.keys 20
has_lines all.keys 20
has_lines comm.keys 5
has_lines net.keys 10
for name in few any all comm net; do
	stop $name
	same "$name: exit status" "$status" 0
done
same "a filter: its connections alone" "$(whose few.keys)" "elsewhere selected"
same "and in the file, those of this network" "$(whose few.pcapng)" selected
same "no filter: all" "$(whose any.keys)" "elsewhere filtered memory selected"
same "and in the file, those whose packets are in it" "$(whose any.pcapng)" "filtered selected"
same "all keys: of what the filter leaves out, too" "$(whose all.keys)" \
	"elsewhere filtered memory selected"
same "and all of them are in the file" "$(whose all.pcapng)" "elsewhere filtered memory selected"
same "its packets are those of the filter" "$(
	tshark -nr all.pcapng -Y 'tcp.port == 8445' 2>/dev/null | wc -l) $(
	requests all.pcapng)" "0 /selected 200"
same "nor lines of what it leaves out" "$(grep -c 8445 all.json)" 0
same "of one process: nothing of another" "$(whose comm.keys)" memory
same "of one network: nothing of another, or of unknown ones" "$(whose net.keys)" \
	"filtered selected"
same "each once" "$(sort all.keys | uniq -d | wc -l)" 0
"$PFC" trace tls --all-keys >out 2>err
same "all keys for nothing" "$?" 2
says "is said" err "--all-keys is for --keylog and -w"
"$PFC" trace tls --all-keys --plaintext=pcap -w x.pcapng >out 2>err
same "or for packets without keys" "$?" 2

# --- sessions from before

lib=$(ldconfig -p | sed -n 's/.*libssl\.so\.3 .*x86-64.*=> //p' | head -1)
if "$PFC" trace tls --list --lib "$lib" | grep -q 'before: yes'; then
	mkfifo queue
	openssl s_client -quiet -connect 127.0.0.1:8445 -keylogfile before.truth <queue >before.out 2>&1 &
	client=$!
	sleep 100 >queue &
	holder=$!
	wait_for 5 grep -q verify before.out
	tls some --calibrate --keylog some.keys 'port 8443'
	tls both --calibrate --keylog both.keys --all-keys 'port 8443'
	printf 'GET /before HTTP/1.1\r\nHost: localhost\r\n\r\n' >queue
	has_lines both.keys 4
	kill $holder $client
	wait $client 2>/dev/null
	stop some
	stop both
	same "what a filter leaves out, from before" "$(whose some.keys)" ""
	same "with all keys" "$(whose both.keys)" before
fi

finish
