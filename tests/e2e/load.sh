#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Floods: every packet is either in the file or counted as lost, and the default ring
# holds a burst whole.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump
quiet_cable || skip_all "this machine has no virtual cables"

# flood NAME IFACE COUNT LEN ARG...: a capture of COUNT packets
flood()
{
	flood_name=$1
	flood_iface=$2
	flood_count=$3
	flood_len=$4
	shift 4
	start "$flood_name" -i "$flood_iface" -Q in -w "$flood_name.pcap" "$@" \
		udp port 9
	"$SEND" v1 -n "$flood_count" -l "$flood_len"
	stop "$flood_name"
	note "$flood_name.err"
	captured=$(counter "$flood_name" captured)
	lost=$(counter "$flood_name" 'dropped by kernel')
	same "$flood_name: exit status" "$status" 0
	same "$flood_name: captured + lost = sent" $((captured + lost)) "$flood_count"
	same "$flood_name: received = sent" \
		"$(counter "$flood_name" 'received by filter')" "$flood_count"
	same "$flood_name: the file holds what was captured" \
		"$(count_tcpdump "$flood_name.pcap")" "$captured"
	rm -f "$flood_name.pcap"
}

flood default v0 200000 64
same "default: none lost" "$lost" 0
flood small v0 200000 64 -B 256
flood immediate v0 50000 64 --immediate-mode
flood large v0 50000 1400 -B 2048
flood any any 100000 64 -B 1024

# A filter that is too long for the kernel, so that blocks are read of which little or
# nothing is wanted: 4 of each 4096 packets. Small blocks, all of them used again.
{
	echo 'udp port 9 and udp[8:4] & 0xfff < 4 or host in {'
	awk 'BEGIN { for (i = 0; i < 6000; i++)
		printf "%s203.%d.%d.1", i ? "," : "", 1 + i / 250, i % 250 }'
	echo '}'
} >long.filter
# Without the right to load eBPF it runs here.
with_bpf=$PFC
cat >without_bpf <<END
#!/bin/sh
exec setpriv --bounding-set -bpf,-sys_admin "$PFC" "\$@"
END
chmod +x without_bpf
PFC=$PWD/without_bpf
for form in pcap pcapng; do
	start "long_$form" -i v0 -Q in -B 1024 --as-saved -F long.filter -w "long.$form"
	"$SEND" v1 -n 100000 -l 64
	stop "long_$form"
	same "long filter: runs here, not in the kernel" \
		"$(counter "long_$form" 'received by filter')" 100000
	lost=$(counter "long_$form" 'dropped by kernel')
	# 100000 = 24 * 4096 + 1696
	[ "$lost" -gt 0 ] || same "long filter: what matched" \
		"$(counter "long_$form" captured)" 100
	same "long filter: the file holds what was captured" \
		"$(count_tcpdump "long.$form")" "$(counter "long_$form" captured)"
	same "long filter: and nothing else" "$(tcpdump -nr "long.$form" --count \
		'not (udp port 9 and udp[8:4] & 0xfff < 4)' 2>/dev/null)" "0 packets"
done
PFC=$with_bpf
start in_kernel -i v0 -Q in -B 1024 -F long.filter -w kernel.pcap
"$SEND" v1 -n 100000 -l 64
stop in_kernel
same "long filter in the kernel: only what matches comes" \
	"$(counter in_kernel 'received by filter') $(count_tcpdump kernel.pcap)" "100 100"
finish
