#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# tests/cli/completion.sh - the completion scripts, asked by their shells.

. "$TOP_SRCDIR/tests/cli/lib.sh"

for shell in bash zsh fish; do
	"$PFC" --completion $shell >pfc.$shell || fail "exit status $?"
done
grep -c . pfc.bash pfc.zsh pfc.fish >/dev/null || fail "a script is empty"
name "there is one for each shell"

# ask WORD...: what bash offers for the last word
ask()
{
	bash -c '
		source ./pfc.bash
		COMP_WORDS=("$@")
		COMP_CWORD=$(($# - 1))
		_pfc
		for word in "${COMPREPLY[@]}"; do echo "$word"; done' bash "$@" >out 2>err
	test -s err && show err
}

has()
{
	grep -qxF -e "$1" out || {
		fail "does not offer $1"
		show out
	}
}

if command -v bash >/dev/null; then
	ask pfc --linkt
	out --linktype
	ask pfc c
	out compile
	ask pfc -
	has -i
	has --netmask
	grep -qxF -e -E out && fail "offers -E"
	grep -qxF -e --to out && fail "offers --to without compile"
	ask pfc compile --to = x
	out xt_bpf
	ask pfc compile --t
	has --to
	ask pfc -y EN10
	out EN10MB
	ask pfc -i l
	has lo
	touch capture.pcap
	ask pfc -r cap
	out capture.pcap
	ask pfc --optimize =
	has speed
	ask pfc t
	out trace
	ask pfc trace tl
	out tls
	ask pfc trace tcp --li
	printf '%s\n' --life --listen --lint >want
	sort want >a && sort out >b && same a b
	ask pfc trace tls --plain
	out --plaintext
	ask pfc trace tcp --plain
	out ''
	ask pfc trace tcp --sort = r
	printf '%s\n' rx rtt retrans >want
	same out want
	ask pfc --no-lint = oct
	out octal
	ask pfc --no-lint oct
	out ''
	name "bash"
else
	skip "bash" "it is not installed"
fi

if command -v fish >/dev/null; then
	fish --no-execute pfc.fish 2>err || show err
	export HOME="$dir" XDG_CONFIG_HOME="$dir"
	fish -c 'source pfc.fish; complete -C "pfc compile --to "' 2>err | cut -f1 >out
	has xt_bpf
	fish -c 'source pfc.fish; complete -C "pfc --linkt"' 2>err | cut -f1 >out
	has --linktype
	fish -c 'source pfc.fish; complete -C "pfc -i "' 2>err | cut -f1 >out
	has any
	fish -c 'source pfc.fish; complete -C "pfc trace "' 2>err | cut -f1 >out
	has tls
	fish -c 'source pfc.fish; complete -C "pfc trace tls --"' 2>err | cut -f1 >out
	has --plaintext
	grep -qxF -e --top out && fail "offers --top for trace tls"
	name "fish"
else
	skip "fish" "it is not installed"
fi

if command -v zsh >/dev/null; then
	zsh -fn pfc.zsh 2>err || fail "syntax"
	test -s err && show err
	# Loaded as compinit does it, the function and its helpers exist.
	mkdir fpath
	cp pfc.zsh fpath/_pfc
	zsh -fc 'fpath=($PWD/fpath $fpath); autoload -Uz compinit; compinit -u -D
		print -r -- $_comps[pfc]' >out 2>err
	out _pfc
	name "zsh"
else
	skip "zsh" "it is not installed"
fi

finish
