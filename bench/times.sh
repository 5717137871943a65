# SPDX-License-Identifier: BSD-2-Clause
# bench/times.sh - commands that take turns, and their times; read by the scripts beside it.
#
# The caller sets rounds; the functions leave files *.times in the current folder.

# run FILE COMMAND: runs what the shell makes of COMMAND, adds a line "clock processor"
run()
{
	test -z "$out" || rm -f "$out"
	TIMEFORMAT='%R %U %S'
	{ time eval "$2" >/dev/null 2>&1; } 2>&1 | awk '{ print $1, $2 + $3 }' >>"$1"
}

# median FILE COLUMN
median()
{
	awk -v c="$2" '{ print $c }' "$1" | sort -n | awk '{ v[NR] = $1 }
		END { print v[int((NR + 1) / 2)] }'
}

# race NAME OURS PEER: seconds of both commands and their ratio, by the clock, then of the
# processor (user and system)
race()
{
	local i column a b
	rm -f ours.times peer.times
	for ((i = 0; i < rounds; i++)); do
		if ((i % 2)); then
			run ours.times "$2"
			run peer.times "$3"
		else
			run peer.times "$3"
			run ours.times "$2"
		fi
	done
	for column in 1 2; do
		a=$(median ours.times $column)
		b=$(median peer.times $column)
		awk -v n="$1" -v c="$column" -v a="$a" -v b="$b" 'BEGIN {
			printf "%-28s %-10s %.3f  %.3f  %.2f\n", n,
				c == 1 ? "clock" : "processor", a, b, b ? a / b : 0 }'
	done
}
