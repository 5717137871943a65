#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Captures real traffic with many filters at once. Each must count what tcpdump and
# tshark find in its file, and hold the packets that tcpdump finds in the capture of
# everything.
. "$TOP_SRCDIR/tests/net/lib.sh"
need tcpdump tshark ping curl nc nginx
make_cable || skip_all "this machine has no virtual cables"

# The captures start and end one after the other, so nothing may travel but what this
# script sends: neighbours are known, and unknown ones are asked for only once.
calm()
{
	ip neigh replace 10.9.0.2 lladdr 02:00:00:00:00:0b dev a0 nud permanent
	ip neigh replace fd00:9::2 lladdr 02:00:00:00:00:0b dev a0 nud permanent
	there ip neigh replace 10.9.0.1 lladdr 02:00:00:00:00:0a dev b0 nud permanent
	there ip neigh replace fd00:9::1 lladdr 02:00:00:00:00:0a dev b0 nud permanent
	echo 1 >/proc/sys/net/ipv4/neigh/a0/mcast_solicit
	echo 1 >/proc/sys/net/ipv6/neigh/a0/mcast_solicit
	sleep 1 # the multicast groups of the addresses are announced twice
}

# One filter a line; behind a ; what it is judged by, where tcpdump cannot say it of a
# file.
cat >filters <<'END'
ip
ip6
arp
icmp
icmp6
tcp
udp
tcp port 80
tcp dst port 80
host 10.9.0.2 and not port 80
src host 10.9.0.1
ip6 host fd00:9::2
net 10.9.0.0/24
ip broadcast;ip dst 10.9.0.255
ether broadcast
ether multicast
udp port 7777
udp portrange 7000-7800
tcp[tcpflags] & (tcp-syn|tcp-fin) != 0
tcp[13] & 2 != 0
icmp[icmptype] = icmp-echo
icmp6[0] = 128
greater 1000
less 80
len > 500 and tcp
ether host 02:00:00:00:00:0b
ether src 02:00:00:00:00:0a and ip
ip[8] = 64
ip proto 17
tcp port 80 or udp port 7777
not tcp
port 9999
END

cat >nginx.conf <<END
daemon off;
master_process off;
pid $NET_DIR/nginx.pid;
error_log $NET_DIR/nginx.err;
events { }
http {
	access_log off;
	client_body_temp_path $NET_DIR/body;
	proxy_temp_path $NET_DIR/proxy;
	fastcgi_temp_path $NET_DIR/fastcgi;
	uwsgi_temp_path $NET_DIR/uwsgi;
	scgi_temp_path $NET_DIR/scgi;
	server {
		listen 10.9.0.2:80;
		listen [fd00:9::2]:80;
		root $NET_DIR/www;
	}
}
END
mkdir www
head -c 300000 /dev/urandom >www/large
echo small >www/small
mkfifo hold

traffic()
{
	ping -q -c 5 -i 0.02 10.9.0.2 && ping -q -c 5 -i 0.02 fd00:9::2 &&
		ping -q -c 2 -i 0.02 -s 4000 10.9.0.2 &&
		ping -q -b -c 2 -i 0.02 10.9.0.255
	ping -q -c 1 -W 1 10.9.0.77 &
	ping -q -c 1 -W 1 fd00:9::77
	wait $!
	curl -sS -o got.large http://10.9.0.2/large && cmp got.large www/large &&
		curl -sS 'http://[fd00:9::2]/small' && curl -sS http://10.9.0.2/none
	printf hello | nc -u -w1 10.9.0.2 7777
	printf hello | nc -N -w1 10.9.0.2 7778
	nc -w1 10.9.0.2 9999 # nobody listens
	printf hello | nc -u -w1 fd00:9::2 7777
}

there nginx -p "$NET_DIR" -c nginx.conf 2>nginx.out &
there nc -u -l -p 7777 >udp.out <hold &
there nc -l -p 7778 >tcp.out <hold &
exec 3>hold
good "the server answers" wait_for 10 curl -sS -o /dev/null http://10.9.0.2/small

calm
start all -i a0 -B 8192 -w all.pcap
i=0
while IFS=';' read -r expr judge; do
	i=$((i + 1))
	start "f$i" -i a0 -B 8192 -w "f$i.pcap" "$expr" ||
		result 1 "pfc -i a0 '$expr' starts"
done <filters
traffic >traffic.out 2>&1
stop all
same "pfc without a filter ends well" "$status" 0
i=0
while IFS=';' read -r expr judge; do
	i=$((i + 1))
	stop "f$i"
	same "exit status: $expr" "$status" 0
done <filters

# three_agree NAME FILE COUNT: our count, tcpdump's and tshark's
three_agree()
{
	same "$1" "$(count_pfc "$2") $(count_tcpdump "$2") $(count_tshark "$2")" \
		"$3 $3 $3"
}

# The packets themselves, each on a line, sorted: time is taken per socket, and two
# packets on two processors may reach two sockets in either order.
bytes_of()
{
	tcpdump -nr "$1" -t -xx "$2" 2>/dev/null | awk '
		/^\t0x/ { sub(/^.*: */, ""); line = line $0; next }
		line { print line; line = "" }
		END { if (line) print line }' | sort
}

total=$(counter all captured)
note all.err
good "there was traffic" test "$total" -gt 60
same "all: received = captured" "$(counter all 'received by filter')" "$total"
same "all: none lost" "$(counter all 'dropped by kernel')" 0
three_agree "all: readers count the same" all.pcap "$total"

i=0
some=0
while IFS=';' read -r expr judge; do
	i=$((i + 1))
	n=$(counter "f$i" captured)
	[ "$n" = 0 ] || some=$((some + 1))
	same "$expr: counters" \
		"$(counter "f$i" 'received by filter') \
$(counter "f$i" 'dropped by kernel')" "$n 0"
	three_agree "$expr: readers count the same" "f$i.pcap" "$n"
	bytes_of all.pcap "${judge:-$expr}" >want
	bytes_of "f$i.pcap" "" >got
	good "$expr: the packets are those that tcpdump finds" cmp got want
	same "$expr: pfc finds as many afterwards" \
		"$("$PFC" -r all.pcap --count --netmask 255.255.255.0 "$expr" \
			2>/dev/null)" \
		"$(tcpdump -nr all.pcap --count "${judge:-$expr}" 2>/dev/null)"
done <filters
same "every filter matched something" "$some" "$i"
finish
