#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/output.sh - outputs that end, fail or are a terminal.

. "$TOP_SRCDIR/tests/cli/lib.sh"

if test -e /dev/full; then
	for args in '-d ip6' '--help' '--version' '--completion=bash' 'compile --to=json ip6'; do
		"$PFC" $args >/dev/full 2>err
		test $? = 1 || fail "pfc $args: not 1"
		err 'pfc: standard output: No space left on device'
	done
	name "a full device"
else
	skip "a full device" "there is no /dev/full"
fi

for args in '-d ip6' '--help'; do
	# The reader is gone before anything is written.
	(
		sleep 0.3
		"$PFC" $args 2>err
		echo $? >status
	) | true
	test "$(cat status)" = 0 || fail "pfc $args: exit status $(cat status)"
	err ''
done
name "a reader that went away"

"$PFC" -d ip6 >&- 2>err
test $? = 1 || fail "not 1"
err 'pfc: standard output: '
"$PFC" -d ip6 2>&- >out || fail "exit status $? without stderr"
test -s out || fail "no program"
name "closed descriptors"

# on_terminal WORDS COMMAND: script.out is what the command writes to a terminal. script(1)
# leaves a moment after its program, whether all was read or not: so the shell stays on the
# terminal until the WORDS, which come last, were read.
on_terminal()
{
	cat >terminal.sh <<END
$2
n=0
until grep -q '$1' script.out || [ \$n -eq 500 ]; do
	sleep 0.02
	n=\$((n + 1))
done
END
	script -fqc 'sh terminal.sh' script.out >/dev/null 2>&1 </dev/null
}

if command -v script >/dev/null; then
	on_terminal 'status [0-9]' "'$PFC' -r missing -w -; echo status \$?"
	grep -q 'would write packets to the terminal' script.out || fail "not refused"
	grep -q 'status 2' script.out || fail "not 2"
	name "packets do not go to a terminal"

	on_terminal 'hint:' "'$PFC' -d 'arp port 53'"
	grep -q "$(printf '\033\\[1;31merror:')" script.out || fail "no colour"
	on_terminal 'hint:' "NO_COLOR=1 '$PFC' -d 'arp port 53'"
	grep -q "$(printf '\033\\[')" script.out && fail "colour although NO_COLOR"
	grep -q 'error:' script.out || fail "no message"
	name "colour on a terminal"
else
	skip "packets do not go to a terminal" "script is not installed"
	skip "colour on a terminal" "script is not installed"
fi

finish
