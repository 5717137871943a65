#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/usage.sh - the command line: what is right, what is wrong and how that is said.

. "$TOP_SRCDIR/tests/cli/lib.sh"

pfc 0 --help
err ''
grep -q '^usage: pfc ' out || fail "no usage line"
cp out help
pfc 0 -h
same out help
name "help goes to stdout"

pfc 0 compile --help
grep -q '^usage: pfc compile ' out || fail "no usage line"
name "help of a command"

pfc 0 compile -L
grep -q '^  1  EN10MB  *protocols  *Ethernet$' out || fail "no Ethernet"
grep -q '^127  IEEE802_11_RADIO  *802.11  ' out || fail "no 802.11"
grep -q '^189  USB_LINUX  *bytes only  ' out || fail "no USB"
name "all link types"

pfc 0 --version
grep -qE '^pfc [0-9]+\.[0-9]+\.[0-9]+$' out || fail "no version"
name "version"

pfc 2 --linktpye=RAW -d
out ''
err "did you mean '--linktype'?"
pfc 2 -k
err "unknown option '-k'"
pfc 2 -d len -4 = 3
err "write '--' in front"
name "unknown options"

pfc 2 -E 10
err '-E is not offered: '
pfc 2 -E
err '-E is not offered: '
pfc 2 -g
err '-g is not offered: -v prints each header'
name "tcpdump options that are not offered"

pfc 2 -s 300000 -d
err '-s 300000 is out of range: 0 to 262144 bytes'
pfc 2 -c 5x
err "-c takes a number of packets, not '5x'"
pfc 2 -c
err '-c needs an argument: COUNT'
pfc 2 -y ENMB10 -d
err "unknown link type 'ENMB10'"
pfc 2 compile --to=jsno
err "did you mean 'json'?"
name "arguments"

for command in compile equiv doctor info explain step decompile asm disasm "trace tcp" "trace tls"; do
	page=pfc-$(echo "$command" | tr ' ' -)
	case $command in
	compile) page=pfc ;;
	disasm) page=pfc-asm ;;
	esac
	test -e "$TOP_SRCDIR/man/$page.1" || fail "no page $page"
	pfc 2 $command --nonsense
	err "     'pfc $command --help' lists the options, 'man $page' explains them"
	pfc 0 $command --help
	grep -q "^usage: pfc $command " out || fail "no usage of pfc $command"
done
pfc 2 --nonsense
err "     'pfc --help' lists the options, 'man pfc' explains them"
pfc 2 equiv
err "'pfc equiv --help' lists the options, 'man pfc-equiv' explains them"
pfc 2 trace tcp --events=opn
err "'pfc trace tcp --help' lists the options, 'man pfc-trace-tcp' explains them"
name "what is wrong points to the help and the page of its command"

pfc 0 trace --help
err ''
grep -q "^usage: pfc trace tcp " out || fail "no usage of pfc trace tcp"
grep -q "^       pfc trace tls " out || fail "no usage of pfc trace tls"
pfc 2 trace
err "what to trace: 'pfc trace tcp' or 'pfc trace tls'"
err "'pfc trace --help' lists"
pfc 2 trace udp
err "not 'udp'"
name "what can be traced"

pfc 2 -d compile ip
err 'the command goes first: pfc compile'
pfc 2 -v trace tls
err 'the command goes first: pfc trace tcp'
name "a command behind options"

pfc 3 -d -- explain
err 'filter:1:1: error: '
name "after -- even a command is a filter"

pfc 0 -d -- len - 4 '>' 3
test -s out || fail "no program"
pfc 0 -d ip -y EN10MB and -s 100 tcp
cp out apart
pfc 0 -d -s 100 'ip and tcp'
same out apart
name "words of a filter are joined with blanks"

echo ip >f
pfc 2 -d -F f tcp
err 'the filter is given twice'
pfc 2 -r x -i y
err '-r and -i exclude each other'
pfc 2 -d -r x -i y
err '-r and -i exclude each other'
pfc 2 -r x -Q in
err '-Q chooses packets of an interface, not of x'
pfc 2 -r x --live
err '--live is for -d'
pfc 2 -r - -F -
err 'both read standard input'
pfc 2 -r x -w - --print
err 'both write to standard output'
pfc 2 -r x --nano --micro
err 'exclude each other'
pfc 2 -r x -P
err '-P chooses the form of the file of -w'
pfc 2 -r x -tttttt
err '-ttttt is the last form'
name "options that exclude each other"

finish
