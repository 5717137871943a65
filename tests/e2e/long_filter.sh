#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Filters that are too long for classic BPF: the socket has them as eBPF, whatever the
# interface and the direction; where that is not allowed, pfc filters by itself.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump bpftool setpriv
grep -q '^#define HAVE_EBPF 1' "$TOP_BUILDDIR/config.h" || skip_all "built without eBPF"
quiet_cable || skip_all "this machine has no virtual cables"

awk 'BEGIN { srand(1)
	for (i = 0; i < 20000; i++)
	printf "10.%d.%d.%d\n", 256 * rand(), 256 * rand(), 256 * rand()
	for (i = 0; i < 100; i++)
		printf "2001:db8::%x\n", i }' >others
{ cat others; echo 192.0.2.1; } >hosts
head -n 5000 others >some

other=02000000000202000000000108004500001c0000000040110000
other=${other}c6336401c63364020001000900080000

# send IFACE COUNT [ARG]...: of one of the hosts, and as many of another
send()
{
	send_iface=$1 send_count=$2
	shift 2
	"$SEND" "$send_iface" -n "$send_count" "$@"
	"$SEND" "$send_iface" -n "$send_count" "$@" $other
}

# held NAME CAPTURED RECEIVED: the report, the file, and that nothing was said
held()
{
	same "$1" "$status $(counter long captured) $(counter long 'received by filter') \
$(count_tcpdump long.pcap) $(grep -c -e warning: -e note: long.err)" "0 $2 $3 $2 0"
}

# --- each direction, in the kernel

for words in "14 -Q inout" "10 -Q in" "4 -Q out" "14 -Q inout --as-saved" "14 -s 20"; do
	start long -i v0 -w long.pcap ${words#* } 'host in @hosts'
	good "it is there as eBPF, ${words#* }" \
		sh -c 'bpftool prog show | grep -q "socket_filter  *name pfc"'
	send v1 10
	send v0 4
	stop long
	held "only what matches is received, ${words#* }" "${words%% *}" "${words%% *}"
done

start long -i v0 -w long.pcap 'vlan 5 and host in @hosts'
send v1 3 -t 0x8100:5
send v1 3 -t 0x8100:6
stop long
held "with a tag" 3 3

start long -i lo -w long.pcap 'host in @hosts'
send lo 5
stop long
held "over loopback a packet is one packet" 5 5

start long -i v0 -w long.pcap 'host in @some'
send v1 5
stop long
held "5000 hosts, none of them" 0 0

# --- all interfaces: those of other kinds, and new ones, are filtered by pfc

for words in "-s 0" "-s 24" -P; do
	start long -i any -w long.pcap $words 'host in @hosts'
	send lo 5
	send v1 10
	ip link add n0 type veth peer name n1
	echo 1 >/proc/sys/net/ipv6/conf/n0/disable_ipv6
	echo 1 >/proc/sys/net/ipv6/conf/n1/disable_ipv6
	ip link set n0 up
	ip link set n1 up
	wait_for 5 is_up n0 && wait_for 5 is_up n1
	send n1 2
	stop long
	same "any, $words" "$status $(counter long captured) $(count_tcpdump long.pcap) \
$(counter long 'received by filter')" "0 29 29 33"
	ip link del n0
done

# --- not allowed

# as_nobody CAPABILITIES WORDS...: pfc with no other rights
cp "$PFC" pfc
chmod 755 pfc
mkdir -m 777 out
cat >as_nobody <<END
#!/bin/sh
caps=\$(cat $NET_DIR/caps)
exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all,\$caps \\
	--ambient-caps=-all,\$caps --bounding-set=-all,\$caps --no-new-privs "$NET_DIR/pfc" "\$@"
END
chmod 755 as_nobody
PFC=$NET_DIR/as_nobody
echo +net_raw,+bpf >caps
start long -i v0 -w out/long.pcap 'host in @hosts'
send v1 10
stop long
same "CAP_NET_RAW and CAP_BPF are enough" "$status $(counter long captured) \
$(counter long 'received by filter') $(grep -c warning: long.err)" "0 10 10 0"
echo +net_raw >caps
start long -i v0 -w out/long.pcap 'host in @hosts'
send v1 10
stop long
same "with CAP_NET_RAW pfc filters by itself" "$status $(counter long captured) \
$(counter long 'received by filter') $(count_tcpdump out/long.pcap)" "0 10 20 10"
if [ "$(cat /proc/sys/kernel/unprivileged_bpf_disabled)" != 0 ]; then
	says "says so" long.err "warning: filtering in user space, which is slower"
	says "and what helps" long.err \
		"sudo setcap cap_bpf,cap_net_raw=ep $NET_DIR/pfc"
fi
PFC=$NET_DIR/pfc

# --- what is told

start long -v -i v0 -w long.pcap 'host in @hosts'
stop long
says "-v tells" long.err "more than the kernel takes: filtering by eBPF on v0"
"$PFC" -d -i v0 'host in @hosts' >attached.out 2>attached.err
same "-d -i: exit status" "$?" 0
says "-d -i: says that it is eBPF" attached.err "the eBPF program that a capture attaches"
"$PFC" -d --target=socket 'host in @hosts' >socket.out 2>socket.err
good "-d -i shows it" cmp attached.out socket.out
"$PFC" -d -i v0 --dump=ebpf 'host in @some' >dump.out 2>dump.err
says "--dump=ebpf, too" dump.out exit
head -n 3000 others >fewer
"$PFC" -d -i v0 'dst host in @fewer' >fewer.out 2>fewer.err
same "3000 hosts at one end are classic code" "$? $(cat fewer.err)" "0 "
for hook in xdp tc; do
	"$PFC" -d -i v0 --$hook 'udp port 9' >hook.out 2>hook.err
	same "-d -i --$hook: exit status" "$?" 0
	says "-d -i --$hook: is that of the hook" hook.out "match"
done

# --- room at the socket

if echo 20480 2>/dev/null >/proc/sys/net/core/optmem_max; then
	head -n 2800 others >fewer
	start long -i v0 -w long.pcap 'dst host in @fewer'
	stop long
	says "a classic program without room: which setting" long.err \
		"'sysctl -w net.core.optmem_max="
	start long -i v0 -w long.pcap 'host in @hosts'
	send v1 10
	stop long
	held "eBPF needs less" 10 10
fi
finish
