# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/examples.awk - takes the examples out of a document.
#
# Markdown: blocks fenced as ```console, and the commands of ```sh blocks, whose output
# nobody promised. Manual page: between .EX and .EE. In them "$ command" is a command
# (continued while a line ends in a backslash), "# command" one that root runs, and the
# lines up to the next command are its output. In a manual page, behind a line
# .\" other figures, output has them otherwise each time.
#
# Writes dir/N.cmd, dir/N.want and one line "N line kind" each: user, root or sh.

function close_example()
{
	if (cmd != "") {
		n++
		print cmd >(dir "/" n ".cmd")
		printf "%s%s", figures ? "other figures\n" : "", want >(dir "/" n ".want")
		close(dir "/" n ".cmd")
		close(dir "/" n ".want")
		print n, at, kind
	}
	cmd = want = ""
	more = 0
}

# Manual page source to what a reader sees.
function plain(s)
{
	gsub(/\\f[BIRP]/, "", s)
	gsub(/\\f\(CW/, "", s)
	gsub(/\\-/, "-", s)
	gsub(/\\&/, "", s)
	gsub(/\\\(aq/, "'", s)
	gsub(/\\\(dq/, "\"", s)
	gsub(/\\\(ha/, "^", s)
	gsub(/\\\(ti/, "~", s)
	gsub(/\\\(ga/, "`", s)
	gsub(/\\\(rs|\\e/, "\\", s)
	return s
}

function example_line(s)
{
	if (more) {
		cmd = cmd "\n" s
		more = s ~ /\\$/
	} else if (block == "sh" ? s !~ /^ *(#|$)/ : s ~ /^[$#] /) {
		close_example()
		at = FNR
		kind = block == "sh" ? "sh" : s ~ /^#/ ? "root" : "user"
		cmd = block == "sh" ? s : substr(s, 3)
		more = s ~ /\\$/
	} else if (cmd != "" && block != "sh") {
		want = want s "\n"
	}
}

man && /^\.EX/ { block = "console"; next }
man && /^\.EE/ { close_example(); block = ""; figures = 0; next }
man && /^\.\\" other figures$/ { figures = 1; next }
man && block != "" && /^\.(B|BI|I|R) / {
	sub(/^\.[A-Z]+ /, "")
	sub(/^"/, "")
	sub(/"$/, "")
}
!man && /^ *```/ {
	close_example()
	indent = index($0, "`") - 1
	block = block == "" ? substr($0, indent + 4) : ""
	if (block != "sh" && block != "console" && block != "")
		block = "other"
	next
}
block == "console" || block == "sh" { example_line(man ? plain($0) : substr($0, indent + 1)) }
END { close_example() }
