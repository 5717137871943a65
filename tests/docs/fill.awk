# SPDX-License-Identifier: BSD-2-Clause
# tests/docs/fill.awk - writes a lesson anew, with the output of its commands as it is now.
#
# In blocks of "console", what stands behind a line "$ command" is replaced by what it prints,
# messages included; where it has "..." it is left as it is. tests/docs/examples.sh compares.
function flush_command(   line, n)
{
	if (command != "" && kept ~ /\.\.\./)
		printf "%s", kept
	else if (command != "") {
		n = 0
		while ((("{ " command "\n} 2>&1") | getline line) > 0) {
			print indent line
			n++
		}
		close("{ " command "\n} 2>&1")
	}
	command = kept = ""
}

/^ *```console$/ { inside = 1; indent = $0; sub(/```.*/, "", indent); print; next }
inside && /^ *```$/ { flush_command(); inside = 0; print; next }
inside && substr($0, length(indent) + 1, 2) == "$ " {
	flush_command()
	print
	command = substr($0, length(indent) + 3)
	next
}
inside { kept = kept $0 "\n"; next }
{ print }
