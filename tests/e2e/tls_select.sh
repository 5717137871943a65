#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# pfc trace tls: whose connections are followed. What is not selected leaves no line, no key and no
# plaintext.
. "$TOP_SRCDIR/tests/net/lib.sh"
. "$TOP_SRCDIR/tests/net/tls.sh"
ip link set lo up
web || skip_all "nginx does not start"
server=$(ps -o pid= --ppid "$(cat nginx.pid)" | tr -d ' ' | paste -sd,)
cgroup=$(awk '$9 == "cgroup2" || $8 == "cgroup2" { print $5; exit }' /proc/self/mountinfo)/pfc-tls-$$
mkdir "$cgroup" "$cgroup/below" || echo "# no control groups"
libssl=$(ldconfig -p | sed -n 's/.*libssl\.so\.3 .*x86-64.*=> //p' | head -1)
gnutls=$(ldconfig -p | sed -n 's/.*libgnutls\.so\.30 .*x86-64.*=> //p' | head -1)

i=0
for select in "--pid $server" "--comm curl" "--comm nobody" "--uid 65533" "--cgroup $cgroup" \
	"--lib $libssl" "--lib $gnutls" "--netns pid:$$"; do
	i=$((i + 1))
	# shellcheck disable=SC2086
	tls some$i --plaintext=http --keylog some$i.keys $select 'port 8443'
done
count=$i
curl -sk https://127.0.0.1:8443/mine >/dev/null
setpriv --reuid 65533 --clear-groups curl -sk https://127.0.0.1:8443/nobody >/dev/null
sh -c "echo \$\$ >$cgroup/below/cgroup.procs && exec curl -sk https://127.0.0.1:8443/group" >/dev/null
has_closed some1 3
has_closed some2 3
has_closed some4 1
has_closed some5 1
has_closed some6 6
has_closed some8 6
for i in $(seq $count); do
	stop some$i
	same "exit status, $i" "$status" 0
done
rmdir "$cgroup/below" "$cgroup"

# what NAME: requests with who had them, and of how many connections there are keys
what()
{
	echo "$(ask_json "$1" '[.[] | select(.ev == "http") | "\(.comm)\(.path)"] | sort | join(" ")'): $(
		awk '{ print $2 }' "$1.keys" | sort -u | wc -l)"
}
all="curl/group curl/mine curl/nobody nginx/group nginx/mine nginx/nobody: 3"
of_server="nginx/group nginx/mine nginx/nobody: 3"
same "--pid: of these processes alone" "$(what some1)" "$of_server"
same "--comm" "$(what some2)" "curl/group curl/mine curl/nobody: 3"
same "--comm, of none" "$(what some3)" ": 0"
same "--uid" "$(what some4)" "curl/nobody: 1"
same "--cgroup: of it and those below" "$(what some5)" "curl/group: 1"
same "--lib: of this library" "$(what some6)" "$all"
same "--lib: of another" "$(what some7)" ": 0"
same "--netns" "$(what some8)" "$all"

# --- what it costs where it is looked

"$PFC" trace tls --list --no-cache --lib "$libssl" >list
same "no place of this library is slow to look at" "$(grep -c ' fast$' list) $(grep -c slow list)" \
	"$(grep -c probe: list) 0"

finish
