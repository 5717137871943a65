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

if command -v script >/dev/null; then
	script -qec "'$PFC' -r missing -w -; echo status \$?" script.out >/dev/null 2>&1 </dev/null
	grep -q 'would write packets to the terminal' script.out || fail "not refused"
	grep -q 'status 2' script.out || fail "not 2"
	name "packets do not go to a terminal"

	script -qec "'$PFC' -d 'arp port 53'" script.out >/dev/null 2>&1 </dev/null
	grep -q "$(printf '\033\\[1;31merror:')" script.out || fail "no colour"
	NO_COLOR=1 script -qec "'$PFC' -d 'arp port 53'" script.out >/dev/null 2>&1 </dev/null
	grep -q "$(printf '\033\\[')" script.out && fail "colour although NO_COLOR"
	grep -q 'error:' script.out || fail "no message"
	name "colour on a terminal"
else
	skip "packets do not go to a terminal" "script is not installed"
	skip "colour on a terminal" "script is not installed"
fi

finish
