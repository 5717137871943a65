# SPDX-License-Identifier: BSD-2-Clause
# teach/page/embed.awk - a text file as an array of C strings, one a line: page_css and so on.
FNR == 1 {
	name = FILENAME
	sub(/.*\//, "", name)
	gsub(/[^a-z]/, "_", name)
	print "extern const char *const text_" name "[];"
	print "const char *const text_" name "[] = {"
}
{
	gsub(/\\/, "&&")
	gsub(/"/, "\\\"")
	gsub(/\t/, "\\t")
	print "\t\"" $0 "\\n\","
}
END {
	print "\t0,\n};"
}
