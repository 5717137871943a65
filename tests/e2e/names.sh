#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# --names: addresses have their names in a pcapng file, as tshark shows them.
. "$TOP_SRCDIR/tests/net/lib.sh"
need python3 ping tcpdump tshark capinfos
make_cable || skip_all "this machine has no virtual cables"
dns=$TOP_SRCDIR/tests/net/dns.py

there python3 "$dns" serve 53 >server.out 2>&1 &
server=$!
wait_for 10 grep -q listening server.out

# Names that only the file can know: no server is asked, and there is no hosts file.
: >hosts
mount --bind hosts /etc/hosts

# hosts_of FILE FILTER: destinations, each once
hosts_of()
{
	tshark -2 -nr "$1" -N n -o nameres.use_external_name_resolver:FALSE -T fields \
		-e ip.dst_host -e ipv6.dst_host "$2" 2>/dev/null | tr -d '\t' | sort -u
}

echoes()
{
	ping -q -c 2 -i 0.05 -W 1 10.9.0.2
	ping -6 -q -c 1 -W 1 fd00:9::2
}

start all --names -i a0 -w all.pcapng
start plain -i a0 -w plain.pcap
echoes >/dev/null
python3 "$dns" ask 10.9.0.2 www.example.org A
python3 "$dns" ask 10.9.0.2 six.example.org AAAA
echoes >/dev/null
python3 "$dns" ask 10.9.0.2 www.example.org A
stop all
same "exit status" "$status" 0
stop plain
good "capinfos reads the file" capinfos all.pcapng
same "the name that was asked for, not the alias" "$(hosts_of all.pcapng 'icmp.type == 8')" \
	www.example.org
same "of IPv6 as well" "$(hosts_of all.pcapng 'icmpv6.type == 128')" six.example.org
# In packets a length stands in place of each dot.
same "each name once" "$(grep -aoF www.example.org all.pcapng | wc -l | tr -d ' ')" 1
good "tcpdump reads the file" tcpdump -nr all.pcapng

good "from a file" "$PFC" -r plain.pcap --names -w from.pcapng
same "from a file: the name" "$(hosts_of from.pcapng 'icmp.type == 8')" www.example.org
good "a copy of pcapng" "$PFC" -r from.pcapng --names -w copy.pcapng icmp
same "a copy has the names that were there" "$(hosts_of copy.pcapng 'icmp.type == 8')" \
	www.example.org

# The answer is in the first file, the echoes behind it are in others.
good "several files" "$PFC" -r plain.pcap --names -P -w part.pcapng -C 900B --name=tcpdump
named=0
for f in part.pcapng*; do
	good "$f: capinfos" capinfos "$f"
	if hosts_of "$f" 'icmp.type == 8' | grep -q www.example.org; then
		named=$((named + 1))
	fi
done
good "files behind that of the answer have the name, too ($named of them)" \
	test "$named" -ge 2

printf '10.9.0.1 near.example.net\n' >hosts
good "with --resolve" "$PFC" -r plain.pcap --names --resolve -w found.pcapng
: >hosts
same "with --resolve: a name that no packet tells" \
	"$(hosts_of found.pcapng 'icmp.type == 0')" near.example.net
same "with --resolve: answers of DNS go first" \
	"$(hosts_of found.pcapng 'icmp.type == 8')" www.example.org

"$PFC" -r plain.pcap --names -w x.pcap 2>refused.err
same "not in pcap: exit status" "$?" 2
says "not in pcap: says what to do" refused.err ".pcapng"
kill $server
finish
