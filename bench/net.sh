# SPDX-License-Identifier: BSD-2-Clause
# bench/net.sh - a network of its own for measuring captures; read by the scripts beside it.
#
# The caller runs in new network and mount namespaces; then there are v0 and v1, two ends of
# a virtual cable that nothing else travels on, and the current folder is one in memory.

# make_net SIZE: of that folder
make_net()
{
	dir=$(mktemp -d) || exit 1
	trap 'cd /; umount "$dir"; rmdir "$dir"' EXIT
	mount -t tmpfs -o size="$1" tmpfs "$dir" || exit 1
	cd "$dir" || exit 1
	ip link set lo up
	ip link add v0 type veth peer name v1 || exit 1
	for i in v0 v1; do
		echo 1 >/proc/sys/net/ipv6/conf/$i/disable_ipv6
		ip link set $i up
	done
	sleep 0.5
}

# cpu_of PID: nanoseconds of the processor that it and those it started have taken, all threads
cpu_of()
{
	cat /proc/"$1"/task/*/schedstat $(pgrep -P "$1" | sed 's|.*|/proc/&/task/*/schedstat|') |
		awk '{ n += $1 } END { printf "%.0f", n }'
}

# median: of the numbers on standard input, a line each
median()
{
	sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
