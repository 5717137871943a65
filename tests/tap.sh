#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/tap.sh PROGRAM - runs a cmocka program and mends its TAP.
#
# cmocka 1.1 writes a skipped test as "not ok N # SKIP name"; tests/test.h prints the
# reason on a line before. A program that failed tests says so in its output already, so
# its exit status counts only when the output does not tell.

CMOCKA_MESSAGE_OUTPUT=TAP
export CMOCKA_MESSAGE_OUTPUT

{
	"$@"
	echo "# exit $?"
} | awk '
	/^# skip: / { reason = substr($0, 9) }
	/^not ok [0-9]+ # SKIP/ {
		name = $0
		sub(/^not ok [0-9]+ # SKIP */, "", name)
		$0 = "ok " $3 " - " name " # SKIP " reason
	}
	/^not ok / { failed = 1 }
	/^(not )?ok / { reason = "" }
	/^# exit / { status = $3; next }
	{ print; fflush() }
	END { exit (failed && status < 128) ? 0 : status }'
