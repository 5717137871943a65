#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Names of hosts on an interface: numbers until they are known, and no process left behind.
. "$TOP_SRCDIR/tests/net/lib.sh"
need ping pgrep
make_cable || skip_all "this machine has no virtual cables"

printf '10.9.0.1 near.example.net\n10.9.0.2 far.example.net\n' >hosts
mount --bind hosts /etc/hosts
test "$(getent hosts 10.9.0.2 | awk '{ print $2 }')" = far.example.net ||
	skip_all "names are not looked up in /etc/hosts here"

# seen FILE TEXT: one more ping, and the text is there
seen()
{
	ping -q -c 1 -W 1 10.9.0.2
	grep -qF "$2" "$1"
}

gone()
{
	! pgrep -x "$(basename "$PFC")"
}

start full --resolve -l -t -i a0 icmp
wait_for 20 seen full.out 'near.example.net > far.example.net icmp echo request'
result $? "a name stands in place of the address"
says "in both directions" full.out '> near.example.net icmp echo reply'
same "the first packet waited for nobody" "$(head -n 1 full.out | cut -d' ' -f 1-4)" \
	'> 10.9.0.1 > 10.9.0.2'
stop full
same "exit status" "$status" 0
wait_for 10 gone
result $? "the process that asked is gone"

start short --resolve -N -l -t -i a0 icmp
wait_for 20 seen short.out '> near > far icmp'
result $? "-N: without the domain"
stop short KILL
wait_for 10 gone
result $? "and gone after SIGKILL, too"
finish
