# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/match.awk WANT GOT - is the output what the document shows?
#
# A line "..." stands for any lines, "..." inside a line for any text. Spaces at the end of
# a line, and empty lines at the end, do not count.
# Where the first line of WANT is "other figures", a number stands for any, whatever its unit, and
# so do bars of stars; and blanks for any number of them.

function pattern(s)
{
	gsub(/[][\\.^$*+?(){}|\/]/, "\\\\&", s)
	gsub(/\\\.\\\.\\\./, ".*", s)
	return "^" s "$"
}

# Columns are as wide as what is in them, so blanks are not compared either.
function without_figures(s)
{
	gsub(/[0-9]+([.:][0-9]+)*(us|ms|s|k|M|G)?/, "0", s)
	gsub(/\*+/, "*", s)
	gsub(/[ \t]+/, " ", s)
	gsub(/\* /, "*", s)
	sub(/^ /, "", s)
	return s
}

{ sub(/[ \t]+$/, "") }
NR == 1 && $0 == "other figures" { figures = 1; next }
figures { $0 = without_figures($0) }
NR == FNR { want[++wants] = $0; next }
{ got[++gots] = $0 }

END {
	while (wants && want[wants] == "")
		wants--
	while (gots && got[gots] == "")
		gots--
	# As a shell matches "*": on a mismatch let the last "..." take one line more.
	w = g = 1
	while (g <= gots) {
		if (w <= wants && want[w] == "...") {
			star = w++
			from = g
		} else if (w <= wants && (got[g] == want[w] || got[g] ~ pattern(want[w]))) {
			w++
			g++
		} else if (star) {
			w = star + 1
			g = ++from
		} else {
			exit 1
		}
	}
	while (w <= wants && want[w] == "...")
		w++
	exit w <= wants
}
