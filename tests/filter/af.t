# Address families of all systems, in both byte orders: tests/data/make_af.c.
#
# 1-2 IPv4, 3-4 IPv6 of Linux, 5-6 of NetBSD, 7-8 of FreeBSD, 9-10 of Darwin, 11-12 of Solaris, odd
# numbers little-endian; 13-19 something else; 20 cut off.

links    NULL ENC

filter   ip
accept   *-af.pcap:1-2
reject   *-af.pcap:3-20

filter   ip6
accept   *-af.pcap:3-10
reject   *-af.pcap:1-2,11-20

filter   ip
link     *+savefile
accept   *-af.pcap:1-2
reject   *-af.pcap:3-20

filter   ip6
link     *+savefile
accept   *-af.pcap:3-10
reject   *-af.pcap:1-2,11-20

filter   ip
link     *+live
accept   *-af.pcap:1-2
reject   *-af.pcap:3-20

filter   ip6
link     *+live
accept   *-af.pcap:3-10
reject   *-af.pcap:1-2,11-20

filter   not ip
accept   *-af.pcap:3-19
reject   *-af.pcap:1-2,20

filter   not ip6
accept   *-af.pcap:1-2,11-19
reject   *-af.pcap:3-10,20

filter   ip or ip6
accept   *-af.pcap:1-10
reject   *-af.pcap:11-20

filter   not ip and not ip6
accept   *-af.pcap:11-19
reject   *-af.pcap:1-10,20

filter   udp port 53
accept   *-af.pcap:1-4
reject   *-af.pcap:5-20

filter   tcp dst port 80
accept   *-af.pcap:5-6,9-10
reject   *-af.pcap:1-4,7-8,11-20

filter   icmp6
accept   *-af.pcap:7-8
reject   *-af.pcap:1-6,9-20

filter   host 192.0.2.10
accept   *-af.pcap:1-2
reject   *-af.pcap:3-20

filter   host 2001:db8::10
accept   *-af.pcap:3-10
reject   *-af.pcap:1-2,11-20

filter   not host 192.0.2.10
accept   *-af.pcap:3-19
reject   *-af.pcap:1-2,20

filter   src net 2001:db8::/64 and tcp
accept   *-af.pcap:5-6,9-10
reject   *-af.pcap:1-4,7-8,11-20

filter   not port 53
accept   *-af.pcap:5-19
reject   *-af.pcap:1-4,20

filter   ip[9] = 17
accept   *-af.pcap:1-2
reject   *-af.pcap:3-20

filter   ip6[6] = 6
accept   *-af.pcap:5-6,9-10
reject   *-af.pcap:1-4,7-8,11-20

filter   icmp6[0] = 128
accept   *-af.pcap:7-8
reject   *-af.pcap:1-6,9-20

filter   udp[2:2] = 53
accept   *-af.pcap:1-2
reject   *-af.pcap:3-20

filter   link proto \ip
accept   *-af.pcap:1-2
reject   *-af.pcap:3-20

filter   link proto 0x86dd
accept   *-af.pcap:3-10
reject   *-af.pcap:1-2,11-20

filter   arp or ip
accept   *-af.pcap:1-2
reject   *-af.pcap:3-20

filter   not arp
accept   *-af.pcap:1-20

filter   ip protochain 17
accept   *-af.pcap:1-2
reject   *-af.pcap:3-20

links    LOOP

filter   ip
accept   *-af.pcap:2
reject   *-af.pcap:1,3-20

filter   ip6
accept   *-af.pcap:4,6,8,10
reject   *-af.pcap:1-3,5,7,9,11-20

filter   ip
link     *+savefile
accept   *-af.pcap:2
reject   *-af.pcap:1,3-20

filter   ip6
link     *+savefile
accept   *-af.pcap:4,6,8,10
reject   *-af.pcap:1-3,5,7,9,11-20

filter   ip
link     *+live
accept   *-af.pcap:2
reject   *-af.pcap:1,3-20

filter   ip6
link     *+live
accept   *-af.pcap:4,6,8,10
reject   *-af.pcap:1-3,5,7,9,11-20

filter   not ip
accept   *-af.pcap:1,3-19
reject   *-af.pcap:2,20

filter   not ip6
accept   *-af.pcap:1-3,5,7,9,11-19
reject   *-af.pcap:4,6,8,10,20

filter   ip or ip6
accept   *-af.pcap:2,4,6,8,10
reject   *-af.pcap:1,3,5,7,9,11-20

filter   udp port 53
accept   *-af.pcap:2,4
reject   *-af.pcap:1,3,5-20

filter   tcp dst port 80
accept   *-af.pcap:6,10
reject   *-af.pcap:1-5,7-9,11-20

filter   icmp6
accept   *-af.pcap:8
reject   *-af.pcap:1-7,9-20

filter   host 192.0.2.10
accept   *-af.pcap:2
reject   *-af.pcap:1,3-20

filter   host 2001:db8::10
accept   *-af.pcap:4,6,8,10
reject   *-af.pcap:1-3,5,7,9,11-20

filter   not port 53
accept   *-af.pcap:1,3,5-19
reject   *-af.pcap:2,4,20

filter   ip[9] = 17
accept   *-af.pcap:2
reject   *-af.pcap:1,3-20

filter   ip6[6] = 6
accept   *-af.pcap:6,10
reject   *-af.pcap:1-5,7-9,11-20

filter   icmp6[0] = 128
accept   *-af.pcap:8
reject   *-af.pcap:1-7,9-20

filter   link proto \ip
accept   *-af.pcap:2
reject   *-af.pcap:1,3-20

filter   not arp
accept   *-af.pcap:1-20

links    NULL LOOP ENC

filter   link[0:4] = 2
accept   *-af.pcap:2
reject   *-af.pcap:1,3-20

filter   link[0] = 2
accept   *-af.pcap:1,16,20
reject   *-af.pcap:2-15,17-19

filter   link[3] = 2
accept   *-af.pcap:2,16,18
reject   *-af.pcap:1,3-15,17,19-20

filter   link[0:4] = 0x1e000000
accept   *-af.pcap:9
reject   *-af.pcap:1-8,10-20

filter   byte 0 > 25
accept   *-af.pcap:7,9,11,19
reject   *-af.pcap:1-6,8,10,12-18,20

filter   link[3] & 0x10 != 0
accept   *-af.pcap:6,8,10,12
reject   *-af.pcap:1-5,7,9,11,13-20

filter   arp
never

filter   rarp
never

filter   stp
never

filter   iso
never

filter   netbeui
never

filter   ipx
never

filter   atalk
never

filter   aarp
never

filter   decnet
never

filter   lat
never

filter   clnp
never

filter   isis
never

filter   pppoed
never

filter   pppoes
never

filter   link proto 0x0806
never

filter   link proto 6
never

filter   arp host 192.0.2.1
never

filter   arp[0] = 1
never

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   llc
error    carry no LLC header

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   broadcast
error    needs link addresses

filter   multicast
error    needs link addresses

filter   link host $5
error    one-byte link addresses

filter   inbound
error    does not say in which direction

filter   ifindex 2
error    does not say on which interface

filter   rnr 1
error    only PF log

filter   outbound
link     *+live
meta     pkttype=4
accept   *-af.pcap:1-20

filter   inbound and ip
link     *+live
meta     pkttype=0
accept   *-af.pcap:2
reject   *-af.pcap:3-20
