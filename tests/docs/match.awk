# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/match.awk WANT GOT - is the output what the document shows?
#
# A line "..." stands for any lines, "..." inside a line for any text. Spaces at the end of
# a line, and empty lines at the end, do not count.

function pattern(s)
{
	gsub(/[][\\.^$*+?(){}|\/]/, "\\\\&", s)
	gsub(/\\\.\\\.\\\./, ".*", s)
	return "^" s "$"
}

{ sub(/[ \t]+$/, "") }
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
