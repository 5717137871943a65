#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/filter.sh - the text of a filter, and what is said about it.

. "$TOP_SRCDIR/tests/cli/lib.sh"

pfc 3 -d 'arp port 53'
out ''
cat >want.err <<'END'
filter:1:5: error: 'arp' carries no ports
    arp port 53
    ~~~ ^~~~
    hint: ports exist in tcp, udp and sctp
END
same err want.err
name "an error with carets"

pfc 3 -d 'port 70000 or vlan 5000'
err 'filter:1:6: error: '
err 'filter:1:20: error: '
name "several errors at once"

printf 'ip6 # only\n\t# nothing else: port 99999\n' >f
pfc 0 -d -F f
cp out commented
pfc 0 -d ip6
same out commented
printf 'ip6' | "$PFC" -d -F - >out || fail "exit status $?"
same out commented
name "-F: comments, standard input"

printf 'ip # a port\n and port 70000 # too big\n\n' >f
pfc 3 -d -F f
err 'f:2:11: error: '
err '     and port 70000 # too big'
err '              ^~~~~'
name "-F: places are those in the file"

pfc 1 -d -F missing
err 'pfc: missing: No such file or directory'
pfc 1 -d -F /
err 'pfc: /: Is a directory'
name "-F: files that cannot be read"

: >f
pfc 0 -d -F f
out '(000) ret      #262144'
printf ' \n# nothing\n' >f
pfc 0 -d -F f
out '(000) ret      #262144'
name "an empty filter takes everything"

printf 'ip and \000 port 80\n' >f
pfc 3 -d -F f
err 'f:1:8: error: '
err '    ip and \x00 port 80'
err '           ^'
name "a NUL byte is shown, and does not end the text"

printf 'ip and \303\251 and \033[31mtcp\n' >f
pfc 3 -d -F f
err '    ip and \xc3\xa9 and \x1b[31mtcp'
if LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" err; then
	fail "a byte came through"
fi
name "bytes that are no text are escaped"

awk 'BEGIN { for (i = 0; i < 70000; i++) printf "host 1.2.3.4 or "; print "prot 80" }' >f
pfc 3 -d -F f
err 'f:1:1120001: error: '
awk 'length > 80 { exit 1 }' err || fail "a line is longer than 80 columns"
err 'prot 80'
name "an error at the end of a filter of 1 MB"

awk 'BEGIN { for (i = 0; i < 60000; i++) printf "host 1.2.3.4 or "; print "ip6" }' >f
pfc 0 -d -F f
name "a filter of 1 MB"

awk 'BEGIN { for (i = 0; i < 10000; i++) printf "("; printf "ip6";
	for (i = 0; i < 10000; i++) printf ")" }' >f
"$PFC" -d -F f >out 2>err
status=$?
case $status in
0) same out commented ;;
3) err 'f:1:' ;;
*) fail "exit status $status" ;;
esac
name "10000 parentheses"

head -c 70000000 /dev/zero | "$PFC" -d -F - >out 2>err && fail "it compiled"
err 'pfc: stdin: more than 64 MiB is no filter'
name "a file without end"

pfc 3 -d --diag=json 'arp port 53'
out ''
test "$(wc -l <err)" = 1 || fail "more than one line"
err '"line":1,"column":5,"offset":4,"length":4,"level":"error"'
err '"also":{"line":1,"column":1,"offset":0,"length":3}'
name "messages as JSON"

pfc 3 -d --color=always 'arp port 53'
err "$(printf '\033[1;31merror:')"
pfc 3 -d 'arp port 53'
if grep -q "$(printf '\033')" err; then
	fail "colour in a file"
fi
name "colour"

# ip is decided by the tag behind it: tcpdump's users trip over that.
pfc 0 -d 'ip or vlan 5 and tcp'
err 'warning: '
lint=$(sed -n 's/.*warning: .* \[\(.*\)\]$/\1/p' err | head -n 1)
test -n "$lint" || fail "the warning has no name"
pfc 0 -d --no-lint 'ip or vlan 5 and tcp'
err ''
pfc 0 -d "--no-lint=$lint" 'ip or vlan 5 and tcp'
if grep -qF "[$lint]" err; then
	fail "--no-lint=$lint does not leave it out"
fi
pfc 3 -d --lint=error 'ip or vlan 5 and tcp'
err 'error: '
out ''
name "warnings"

pfc 3 -d 'ip and arp'
err 'error: '
pfc 0 -d --allow-empty 'ip and arp'
out '(000) ret      #0'
err 'warning: '
name "a filter that never matches"

pfc 0 -d 'port domain'
cp out port
pfc 0 -d 'port 53'
same out port
pfc 0 -d --no-lookup 'port domain'
same out port
pfc 3 -d --no-lookup 'host no-such-name.example'
err 'no-such-name.example'
name "names"

finish
