# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/lib.sh - run pfc and say what it must do; output is TAP. To be sourced.
#
#	pfc STATUS ARG...   run it; its output is in $dir/out and $dir/err
#	out TEXT, err TEXT  stdout is this text; stderr has it somewhere
#	same FILE FILE      the files are equal
#	name TEXT           closes a test: not ok when anything since the last one failed
#	finish              the plan
#
# One test is some calls and the name behind them. They run in a folder of their own, $dir.

: "${PFC:=$PWD/pfc}"
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$dir" || exit 1
tests=0
why=
unset NO_COLOR

fail()
{
	why="$why# $*
"
}

# show FILE: its first lines, as reason
show()
{
	why="$why$(head -c 2000 "$1" | tr -d '\000' | sed 's/^/#   /' | head -n 20)
"
}

pfc()
{
	want=$1
	shift
	"$PFC" "$@" >out 2>err </dev/null
	got=$?
	if test $got != "$want"; then
		fail "pfc $*: exit status $got, not $want"
		show err
	fi
}

out()
{
	printf '%s\n' "$1" >want
	if test -z "$1"; then
		: >want
	fi
	if ! cmp -s want out; then
		fail "stdout is not: $1"
		show out
	fi
}

err()
{
	if test -z "$1" && test -s err; then
		fail "stderr is not empty"
		show err
	elif ! grep -qF -e "$1" err && test -n "$1"; then
		fail "stderr lacks: $1"
		show err
	fi
}

same()
{
	cmp "$1" "$2" >cmp.out 2>&1 || fail "$(cat cmp.out)"
}

name()
{
	tests=$((tests + 1))
	if test -z "$why"; then
		echo "ok $tests - $1"
	else
		printf '%s' "$why"
		echo "not ok $tests - $1"
	fi
	why=
}

skip()
{
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
	why=
}

finish()
{
	echo "1..$tests"
}
