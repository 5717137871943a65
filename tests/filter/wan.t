# Cisco HDLC, Frame Relay, SLIP, raw IP and IPNET: tests/data/make_wan.c.

links    C_HDLC HDLC

filter   iso
accept   *-wan.pcap:1-4,6,14-16
reject   *-wan.pcap:5,7-13,17

filter   not iso
accept   *-wan.pcap:5,7-13
reject   *-wan.pcap:1-4,6,14-17

filter   isis
accept   *-wan.pcap:1-2,6,14,16
reject   *-wan.pcap:3-5,7-13,15,17

filter   clnp
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-17

filter   esis
accept   *-wan.pcap:4
reject   *-wan.pcap:1-3,5-17

filter   iso proto 0x83
accept   *-wan.pcap:1-2,6,14,16
reject   *-wan.pcap:3-5,7-13,15,17

filter   not clnp
accept   *-wan.pcap:1-2,4-14,16
reject   *-wan.pcap:3,15,17

filter   l1
accept   *-wan.pcap:1,14
reject   *-wan.pcap:2-13,15-17

filter   l2
accept   *-wan.pcap:2,6
reject   *-wan.pcap:1,3-5,7-17

filter   iih
accept   *-wan.pcap:1
reject   *-wan.pcap:2-17

filter   lsp
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-17

filter   snp
accept   *-wan.pcap:6,14
reject   *-wan.pcap:1-5,7-13,15-17

filter   csnp
accept   *-wan.pcap:14
reject   *-wan.pcap:1-13,15-17

filter   psnp
accept   *-wan.pcap:6
reject   *-wan.pcap:1-5,7-17

filter   isis proto 15
accept   *-wan.pcap:1
reject   *-wan.pcap:2-17

filter   isis proto 20 or 24
accept   *-wan.pcap:2,14
reject   *-wan.pcap:1,3-13,15-17

filter   not isis proto 27
accept   *-wan.pcap:1-5,7-14
reject   *-wan.pcap:6,15-17

filter   stp
accept   *-wan.pcap:9
reject   *-wan.pcap:1-8,10-17

filter   ipx
accept   *-wan.pcap:8
reject   *-wan.pcap:1-7,9-17

filter   netbeui
accept   *-wan.pcap:10
reject   *-wan.pcap:1-9,11-17

filter   link proto 0x2000
accept   *-wan.pcap:11
reject   *-wan.pcap:1-10,12-17

filter   link proto 0x8137
accept   *-wan.pcap:13
reject   *-wan.pcap:1-12,14-17

filter   rarp
accept   *-wan.pcap:5
reject   *-wan.pcap:1-4,6-17

filter   link proto 0xfe
accept   *-wan.pcap:1-4,6,14-16
reject   *-wan.pcap:5,7-13,17

filter   link proto \iso
accept   *-wan.pcap:1-4,6,14-16
reject   *-wan.pcap:5,7-13,17

filter   link[0] = 0x8f
accept   *-wan.pcap:4-5
reject   *-wan.pcap:1-3,6-17

filter   link[2:2] = 0xfefe
accept   *-wan.pcap:1-4,6,14-16
reject   *-wan.pcap:5,7-13,17

filter   less 5
accept   *-wan.pcap:15,17
reject   *-wan.pcap:1-14,16

filter   ip
reject   *-wan.pcap:1-17

filter   vlan
error    has no VLAN tags

filter   llc
error    carry no LLC header

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   inbound
error    does not say in which direction

filter   multicast
error    needs link addresses

links    FRELAY

filter   ip
accept   *-wan.pcap:1,11
reject   *-wan.pcap:2-10,12-15

filter   ip6
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-15

filter   not ip
accept   *-wan.pcap:2-10,12-13,15
reject   *-wan.pcap:1,11,14

filter   iso
accept   *-wan.pcap:3-7,13
reject   *-wan.pcap:1-2,8-12,14-15

filter   not iso
accept   *-wan.pcap:1-2,8-12,15
reject   *-wan.pcap:3-7,13-14

filter   isis
accept   *-wan.pcap:5-7,13
reject   *-wan.pcap:1-4,8-12,14-15

filter   clnp
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-15

filter   esis
accept   *-wan.pcap:4
reject   *-wan.pcap:1-3,5-15

filter   iso proto 0x81
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-15

filter   iso proto \esis
accept   *-wan.pcap:4
reject   *-wan.pcap:1-3,5-15

filter   iso proto 0x80
accept   *-wan.pcap:8
reject   *-wan.pcap:1-7,9-15
note     NLPID of SNAP

filter   iso proto 0xcc
accept   *-wan.pcap:1,11
reject   *-wan.pcap:2-10,12-15
note     NLPID of IPv4

filter   iso proto 0x84
accept   *-wan.pcap:12
reject   *-wan.pcap:1-11,13-15

filter   iso proto 8
accept   *-wan.pcap:15
reject   *-wan.pcap:1-14

filter   iso proto 0x82 or 0x8e
accept   *-wan.pcap:2,4
reject   *-wan.pcap:1,3,5-15

filter   not iso proto 0x80
accept   *-wan.pcap:1-7,9-13,15
reject   *-wan.pcap:8,14

filter   l1
accept   *-wan.pcap:5
reject   *-wan.pcap:1-4,6-15
note     D18

filter   l2
accept   *-wan.pcap:6-7
reject   *-wan.pcap:1-5,8-15

filter   iih
accept   *-wan.pcap:5
reject   *-wan.pcap:1-4,6-15

filter   lsp
accept   *-wan.pcap:6
reject   *-wan.pcap:1-5,7-15

filter   psnp
accept   *-wan.pcap:7
reject   *-wan.pcap:1-6,8-15

filter   csnp
reject   *-wan.pcap:1-15

filter   isis proto 20
accept   *-wan.pcap:6
reject   *-wan.pcap:1-5,7-15

filter   isis proto 27
accept   *-wan.pcap:7
reject   *-wan.pcap:1-6,8-15

filter   not isis proto 20
accept   *-wan.pcap:1-5,7-12,15
reject   *-wan.pcap:6,13-14

filter   l1 or l2
accept   *-wan.pcap:5-7
reject   *-wan.pcap:1-4,8-15

filter   port 53
accept   *-wan.pcap:1-2
reject   *-wan.pcap:3-15
note     D18

filter   host 192.0.2.10
accept   *-wan.pcap:1,11
reject   *-wan.pcap:2-10,12-15

filter   src host 2001:db8::10
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-15

filter   tcp
accept   *-wan.pcap:11
reject   *-wan.pcap:1-10,12-15

filter   ip[0] = 0x45
accept   *-wan.pcap:1,11
reject   *-wan.pcap:2-10,12-15

filter   ip6[6] = 17
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-15

filter   tcp[13] = 2
accept   *-wan.pcap:11
reject   *-wan.pcap:1-10,12-15

filter   link[0:2] = 0x1841
accept   *-wan.pcap:1-10,12-15
reject   *-wan.pcap:11

filter   link proto \ip
accept   *-wan.pcap:1,11
reject   *-wan.pcap:2-10,12-15

filter   link proto \iso
accept   *-wan.pcap:3-7,13
reject   *-wan.pcap:1-2,8-12,14-15

filter   ip protochain 6
accept   *-wan.pcap:11
reject   *-wan.pcap:1-10,12-15

filter   arp
never

filter   rarp
never

filter   stp
never

filter   ipx
never

filter   netbeui
never

filter   atalk
never

filter   aarp
never

filter   decnet
never

filter   lat
never

filter   pppoed
never

filter   pppoes
never

filter   link proto 0x0806
never

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   llc
error    carry no LLC header

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   inbound
error    does not say in which direction

links    SLIP

filter   ip
accept   *-wan.pcap:1,3-4,6
reject   *-wan.pcap:2,5,7-8
note     D17

filter   ip6
accept   *-wan.pcap:2,5
reject   *-wan.pcap:1,3-4,6-8
note     D17

filter   not ip
accept   *-wan.pcap:2,5,7
reject   *-wan.pcap:1,3-4,6,8

filter   not ip and not ip6
accept   *-wan.pcap:7
reject   *-wan.pcap:1-6,8

filter   inbound
accept   *-wan.pcap:1,8
reject   *-wan.pcap:2-7

filter   outbound
accept   *-wan.pcap:2,7
reject   *-wan.pcap:1,3-6,8

filter   not inbound
accept   *-wan.pcap:2-7
reject   *-wan.pcap:1,8

filter   not outbound
accept   *-wan.pcap:1,3-6,8
reject   *-wan.pcap:2,7

filter   inbound and ip
accept   *-wan.pcap:1
reject   *-wan.pcap:2-8

filter   outbound and ip6
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-8

filter   port 53
accept   *-wan.pcap:1-3
reject   *-wan.pcap:4-8

filter   icmp
accept   *-wan.pcap:4
reject   *-wan.pcap:1-3,5-8

filter   icmp6
accept   *-wan.pcap:5
reject   *-wan.pcap:1-4,6-8

filter   tcp dst port 80
accept   *-wan.pcap:6
reject   *-wan.pcap:1-5,7-8

filter   host 192.0.2.10
accept   *-wan.pcap:1,3-4,6
reject   *-wan.pcap:2,5,7-8

filter   link[0] = 2
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-8

filter   slip[0] & 1 = 1
accept   *-wan.pcap:2,5,7
reject   *-wan.pcap:1,3-4,6,8

filter   ip[0] = 0x45
accept   *-wan.pcap:1,3-4,6
reject   *-wan.pcap:2,5,7-8

filter   inbound or outbound
accept   *-wan.pcap:1-2,7-8
reject   *-wan.pcap:3-6

links    SLIP_BSDOS

filter   ip
accept   *-wan.pcap:1,4-5
reject   *-wan.pcap:2-3,6-7
note     D17

filter   ip6
accept   *-wan.pcap:2-3
reject   *-wan.pcap:1,4-7
note     D17

filter   not ip
accept   *-wan.pcap:2-3,6
reject   *-wan.pcap:1,4-5,7

filter   not ip and not ip6
accept   *-wan.pcap:6
reject   *-wan.pcap:1-5,7

filter   port 53
accept   *-wan.pcap:1-2,5
reject   *-wan.pcap:3-4,6-7

filter   icmp6
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-7

filter   tcp dst port 80
accept   *-wan.pcap:4
reject   *-wan.pcap:1-3,5-7

filter   host 192.0.2.10
accept   *-wan.pcap:1,4-5
reject   *-wan.pcap:2-3,6-7

filter   link[0] = 0x45
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-7

filter   link[16] = 0x60
accept   *-wan.pcap:5
reject   *-wan.pcap:1-4,6-7

filter   inbound
error    does not say in which direction

filter   outbound
error    does not say in which direction

links    SLIP SLIP_BSDOS RAW IPNET IPV4 IPV6

filter   arp
never

filter   rarp
never

filter   stp
never

filter   iso
never

filter   ipx
never

filter   netbeui
never

filter   atalk
never

filter   decnet
never

filter   lat
never

filter   isis
never

filter   pppoed
never

filter   pppoes
never

filter   link proto 0x0806
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

filter   link host $5
error    one-byte link addresses

filter   ifindex 1
error    does not say on which interface

links    RAW

filter   ip
accept   *-wan.pcap:1-2,8,10
reject   *-wan.pcap:3-7,9

filter   ip6
accept   *-wan.pcap:3,7
reject   *-wan.pcap:1-2,4-6,8-10

filter   not ip
accept   *-wan.pcap:3-7
reject   *-wan.pcap:1-2,8-10
note     9 is empty

filter   not ip and not ip6
accept   *-wan.pcap:4-6
reject   *-wan.pcap:1-3,7-10

filter   ip or ip6
accept   *-wan.pcap:1-3,7-8,10
reject   *-wan.pcap:4-6,9

filter   not arp
accept   *-wan.pcap:1-10

filter   udp
accept   *-wan.pcap:1,3
reject   *-wan.pcap:2,4-10

filter   tcp
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-10

filter   port 443
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-10

filter   host 192.0.2.11
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-10

filter   ip[0] & 0xf = 15
accept   *-wan.pcap:8
reject   *-wan.pcap:1-7,9-10

filter   link[0] >> 4 = 4
accept   *-wan.pcap:1-2,8,10
reject   *-wan.pcap:3-7,9

filter   less 0
accept   *-wan.pcap:9
reject   *-wan.pcap:1-8,10

filter   greater 1
accept   *-wan.pcap:1-8,10
reject   *-wan.pcap:9

filter   ip6[0] = 0x6f
accept   *-wan.pcap:7
reject   *-wan.pcap:1-6,8-10

filter   byte 0 > 0x55
accept   *-wan.pcap:3,7
reject   *-wan.pcap:1-2,4-6,8-10

filter   tcp[tcpflags] = tcp-ack
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-10
note     behind options

filter   host 2001:db8::10
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-10

filter   ip[6:2] = 0 and src net 192.0.2.0/24
accept   *-wan.pcap:1-2
reject   *-wan.pcap:3-10

filter   inbound
error    does not say in which direction

filter   outbound
error    does not say in which direction

filter   inbound
link     RAW+live
meta     pkttype=0
accept   raw-wan.pcap:1-10

filter   outbound and ip6
link     RAW+live
meta     pkttype=4
accept   raw-wan.pcap:3,7
reject   raw-wan.pcap:1-2,4-6,8-10

links    IPNET

filter   ip
accept   *-wan.pcap:1-2,5,9
reject   *-wan.pcap:3-4,6-8,10

filter   ip6
accept   *-wan.pcap:3-4
reject   *-wan.pcap:1-2,5-10

filter   not ip
accept   *-wan.pcap:3-4,6-8
reject   *-wan.pcap:1-2,5,9-10

filter   not ip and not ip6
accept   *-wan.pcap:6-8
reject   *-wan.pcap:1-5,9-10

filter   outbound
accept   *-wan.pcap:1,3,8
reject   *-wan.pcap:2,4-7,9-10

filter   inbound
accept   *-wan.pcap:2,6
reject   *-wan.pcap:1,3-5,7-10

filter   not inbound
accept   *-wan.pcap:1,3-5,7-8
reject   *-wan.pcap:2,6,9-10

filter   not outbound
accept   *-wan.pcap:2,4-7
reject   *-wan.pcap:1,3,8-10

filter   outbound and ip
accept   *-wan.pcap:1
reject   *-wan.pcap:2-10

filter   inbound and ip
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-10

filter   outbound and port 53
accept   *-wan.pcap:1,3
reject   *-wan.pcap:2,4-10

filter   tcp
accept   *-wan.pcap:5
reject   *-wan.pcap:1-4,6-10

filter   host 192.0.2.10
accept   *-wan.pcap:1-2,5
reject   *-wan.pcap:3-4,6-10

filter   host 2001:db8::10
accept   *-wan.pcap:3-4
reject   *-wan.pcap:1-2,5-10

filter   link[1] = 26
accept   *-wan.pcap:3-4
reject   *-wan.pcap:1-2,5-10

filter   link[2:2] = 1
accept   *-wan.pcap:1,3,8
reject   *-wan.pcap:2,4-7,9-10

filter   link[0] = 2
accept   *-wan.pcap:7-8
reject   *-wan.pcap:1-6,9-10

filter   ip[9] = 17
accept   *-wan.pcap:1-2
reject   *-wan.pcap:3-10

filter   ip6[6] = 17
accept   *-wan.pcap:3-4
reject   *-wan.pcap:1-2,5-10

filter   udp[2:2] = 53
accept   *-wan.pcap:1-2
reject   *-wan.pcap:3-10

filter   inbound or outbound
accept   *-wan.pcap:1-3,6,8
reject   *-wan.pcap:4-5,7,9-10

links    IPV4

filter   ip
accept   *-ip.pcap:1-23

filter   not ip6
accept   *-ip.pcap:1-23

filter   not arp
accept   *-ip.pcap:1-23

filter   ip or ip6
accept   *-ip.pcap:1-23

filter   tcp
accept   *-ip.pcap:3-7,23
reject   *-ip.pcap:1-2,8-22

filter   udp
accept   *-ip.pcap:1-2,17-20,22
reject   *-ip.pcap:3-16,21,23

filter   not udp
accept   *-ip.pcap:3-16,23
reject   *-ip.pcap:1-2,17-22

filter   sctp
accept   *-ip.pcap:8
reject   *-ip.pcap:1-7,9-23

filter   icmp
accept   *-ip.pcap:9-10
reject   *-ip.pcap:1-8,11-23

filter   igmp
accept   *-ip.pcap:11
reject   *-ip.pcap:1-10,12-23

filter   igrp
accept   *-ip.pcap:12
reject   *-ip.pcap:1-11,13-23

filter   pim
accept   *-ip.pcap:13
reject   *-ip.pcap:1-12,14-23

filter   vrrp
accept   *-ip.pcap:14
reject   *-ip.pcap:1-13,15-23

filter   ah
accept   *-ip.pcap:15
reject   *-ip.pcap:1-14,16-23

filter   esp
accept   *-ip.pcap:16
reject   *-ip.pcap:1-15,17-23

filter   proto 50 or 51
accept   *-ip.pcap:15-16
reject   *-ip.pcap:1-14,17-23

filter   ip protochain 17
accept   *-ip.pcap:1-2,15,17-20,22
reject   *-ip.pcap:3-14,16,21,23

filter   protochain 17
accept   *-ip.pcap:1-2,15,17-20,22
reject   *-ip.pcap:3-14,16,21,23

filter   host 192.0.2.10
accept   *-ip.pcap:1-6,8-16,19-20,22-23
reject   *-ip.pcap:7,17-18,21

filter   dst host 192.0.2.10
accept   *-ip.pcap:2,4,10
reject   *-ip.pcap:1,3,5-9,11-23

filter   not host 192.0.2.10
accept   *-ip.pcap:7,17-18
reject   *-ip.pcap:1-6,8-16,19-23

filter   net 203.0.113.0/24
accept   *-ip.pcap:7,17-18
reject   *-ip.pcap:1-6,8-16,19-23

filter   ip multicast
accept   *-ip.pcap:11,13-14
reject   *-ip.pcap:1-10,12,15-23

filter   ip broadcast
link     *+mask=255.255.255.0
accept   *-ip.pcap:12,19
reject   *-ip.pcap:1-11,13-18,20-23

filter   port 53
accept   *-ip.pcap:1-2
reject   *-ip.pcap:3-23

filter   tcp port 80
accept   *-ip.pcap:3-4,6
reject   *-ip.pcap:1-2,5,7-23

filter   not port 53
accept   *-ip.pcap:3-20
reject   *-ip.pcap:1-2,21-23

filter   portrange 40000-40010
accept   *-ip.pcap:1-4,6-8,19-20,23
reject   *-ip.pcap:5,9-18,21-22

filter   tcp[13] != 2
accept   *-ip.pcap:4,7
reject   *-ip.pcap:1-3,5-6,8-23

filter   udp[2:2] = 53
accept   *-ip.pcap:1
reject   *-ip.pcap:2-23

filter   ip[2:2] > 1000
accept   *-ip.pcap:20
reject   *-ip.pcap:1-19,21-23

filter   icmp[icmptype] = icmp-unreach
accept   *-ip.pcap:10
reject   *-ip.pcap:1-9,11-23

filter   link[0] & 0xf > 5
accept   *-ip.pcap:7
reject   *-ip.pcap:1-6,8-23

filter   greater 1000
accept   *-ip.pcap:20
reject   *-ip.pcap:1-19,21-23

filter   vxlan and icmp
accept   *-ip.pcap:17
reject   *-ip.pcap:1-16,18-23

filter   geneve 6 and arp
accept   *-ip.pcap:18
reject   *-ip.pcap:1-17,19-23

filter   not vxlan
accept   *-ip.pcap:1-16,18-20,23
reject   *-ip.pcap:17,21-22

filter   host 192.0.2.10 or 2001:db8::10
accept   *-ip.pcap:1-6,8-16,19-20,22-23
reject   *-ip.pcap:7,17-18,21

filter   ip6
never

filter   icmp6
never

filter   ip6 host 2001:db8::10
never

filter   host 2001:db8::10
never

filter   ip6[0] = 0x60
never

filter   ip6 multicast
never

filter   link proto 0x86dd
never

filter   not ip
never

filter   ip6 protochain 6
never

links    IPV6

filter   ip6
accept   *-ip.pcap:1-15

filter   not ip
accept   *-ip.pcap:1-15

filter   not arp
accept   *-ip.pcap:1-15

filter   ip or ip6
accept   *-ip.pcap:1-15

filter   tcp
accept   *-ip.pcap:2-3
reject   *-ip.pcap:1,4-15

filter   udp
accept   *-ip.pcap:1,7,12-13,15
reject   *-ip.pcap:2-6,8-11,14

filter   not udp
accept   *-ip.pcap:2-6,8-11
reject   *-ip.pcap:1,7,12-15

filter   sctp
accept   *-ip.pcap:4
reject   *-ip.pcap:1-3,5-15

filter   icmp6
accept   *-ip.pcap:5-6
reject   *-ip.pcap:1-4,7-15

filter   pim
accept   *-ip.pcap:11
reject   *-ip.pcap:1-10,12-15

filter   ah
accept   *-ip.pcap:9
reject   *-ip.pcap:1-8,10-15

filter   esp
accept   *-ip.pcap:10
reject   *-ip.pcap:1-9,11-15

filter   proto 50 or 51
accept   *-ip.pcap:9-10
reject   *-ip.pcap:1-8,11-15

filter   ip6 proto 44
accept   *-ip.pcap:7
reject   *-ip.pcap:1-6,8-15

filter   ip6 protochain 6
accept   *-ip.pcap:2-3,8-9
reject   *-ip.pcap:1,4-7,10-15

filter   protochain 17
accept   *-ip.pcap:1,7,12-13,15
reject   *-ip.pcap:2-6,8-11,14

filter   host 2001:db8::10
accept   *-ip.pcap:1-11,15
reject   *-ip.pcap:12-14

filter   dst host 2001:db8:7::42
accept   *-ip.pcap:1-2,4-5,7-10
reject   *-ip.pcap:3,6,11-15

filter   ip6 net 2001:db8:f::/48
accept   *-ip.pcap:12-13
reject   *-ip.pcap:1-11,14-15

filter   ip6 multicast
accept   *-ip.pcap:6,11
reject   *-ip.pcap:1-5,7-10,12-15

filter   src net 2001:db8::/64
accept   *-ip.pcap:1-2,4-11,15
reject   *-ip.pcap:3,12-14

filter   port 53
accept   *-ip.pcap:1
reject   *-ip.pcap:2-15

filter   tcp port 80
accept   *-ip.pcap:2-3
reject   *-ip.pcap:1,4-15

filter   not port 53
accept   *-ip.pcap:2-13
reject   *-ip.pcap:1,14-15

filter   tcp src port 80
accept   *-ip.pcap:3
reject   *-ip.pcap:1-2,4-15

filter   ip6[6] = 58
accept   *-ip.pcap:5-6
reject   *-ip.pcap:1-4,7-15

filter   icmp6[0] = 128
accept   *-ip.pcap:5
reject   *-ip.pcap:1-4,6-15

filter   ip6[40] = 17 and ip6[6] = 44
accept   *-ip.pcap:7
reject   *-ip.pcap:1-6,8-15

filter   link[6] = 132
accept   *-ip.pcap:4
reject   *-ip.pcap:1-3,5-15

filter   vxlan 7 and vlan 9 and udp port 53
accept   *-ip.pcap:13
reject   *-ip.pcap:1-12,14-15

filter   geneve and icmp6
accept   *-ip.pcap:12
reject   *-ip.pcap:1-11,13-15

filter   not vxlan
accept   *-ip.pcap:1-12
reject   *-ip.pcap:13-15

filter   ip
never

filter   icmp
never

filter   ip host 192.0.2.1
never

filter   host 192.0.2.1
never

filter   ip[0] = 0x45
never

filter   tcp[13] = 2
never

filter   udp[2:2] = 53
never

filter   link proto 0x800
never

filter   not ip6
never

filter   ip protochain 6
never

filter   igmp
never

filter   ip multicast
never

links    IPV4 IPV6

filter   inbound
error    does not say in which direction
