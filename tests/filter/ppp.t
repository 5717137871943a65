# PPP behind each of its headers: tests/data/make_wan.c.
#
# 1 DNS, 2 IPv6, 3 DECnet, 4 AppleTalk, 5 XNS, 6 IS-IS, 7 bridging, 8 IPX, 9-10 control, 11 MPLS,
# 12-13 compressed TCP, 14-15 EtherTypes, 16 CLNP, 17 ES-IS, 18 IS-IS, 19 MPLS, 20-23 others, 24
# cut off.

links    PPP PPP_SERIAL PPP_PPPD PPP_ETHER PPP_BSDOS

filter   ip6
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-24

filter   icmp6
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-24

filter   icmp6[0] = 128
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-24

filter   not ip6
accept   *-wan.pcap:1,3-23
reject   *-wan.pcap:2,24

filter   host 2001:db8::10
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-24

filter   decnet
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-24

filter   decnet src 3.1000
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-24

filter   decnet dst 3.1000
reject   *-wan.pcap:1-24

filter   decnet dst 17.44
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-24

filter   decnet[2] = 2
accept   *-wan.pcap:3
reject   *-wan.pcap:1-2,4-24

filter   atalk
accept   *-wan.pcap:4
reject   *-wan.pcap:1-3,5-24

filter   atalk[0] = 1
accept   *-wan.pcap:4
reject   *-wan.pcap:1-3,5-24

filter   iso
accept   *-wan.pcap:6,16-18
reject   *-wan.pcap:1-5,7-15,19-24

filter   not iso
accept   *-wan.pcap:1-5,7-15,19-23
reject   *-wan.pcap:6,16-18,24

filter   isis
accept   *-wan.pcap:6,18
reject   *-wan.pcap:1-5,7-17,19-24

filter   clnp
accept   *-wan.pcap:16
reject   *-wan.pcap:1-15,17-24

filter   esis
accept   *-wan.pcap:17
reject   *-wan.pcap:1-16,18-24

filter   lsp
accept   *-wan.pcap:6
reject   *-wan.pcap:1-5,7-24

filter   iih
accept   *-wan.pcap:18
reject   *-wan.pcap:1-17,19-24

filter   l1
accept   *-wan.pcap:6,18
reject   *-wan.pcap:1-5,7-17,19-24

filter   l2
reject   *-wan.pcap:1-24

filter   snp
reject   *-wan.pcap:1-24

filter   iso proto 0x81
accept   *-wan.pcap:16
reject   *-wan.pcap:1-15,17-24

filter   isis proto 18
accept   *-wan.pcap:6
reject   *-wan.pcap:1-5,7-24

filter   isis proto 15
accept   *-wan.pcap:18
reject   *-wan.pcap:1-17,19-24

filter   clnp or esis
accept   *-wan.pcap:16-17
reject   *-wan.pcap:1-15,18-24

filter   stp
accept   *-wan.pcap:7
reject   *-wan.pcap:1-6,8-24

filter   ipx
accept   *-wan.pcap:8
reject   *-wan.pcap:1-7,9-24

filter   ppp proto 0xe0
accept   *-wan.pcap:8
reject   *-wan.pcap:1-7,9-24

filter   ppp proto 0x2b
accept   *-wan.pcap:8
reject   *-wan.pcap:1-7,9-24

filter   ppp proto 0xc021
accept   *-wan.pcap:9
reject   *-wan.pcap:1-8,10-24

filter   ppp proto 0x8021
accept   *-wan.pcap:10
reject   *-wan.pcap:1-9,11-24

filter   ppp proto 0x281
accept   *-wan.pcap:11,19
reject   *-wan.pcap:1-10,12-18,20-24

filter   ppp proto 0x806
accept   *-wan.pcap:14
reject   *-wan.pcap:1-13,15-24

filter   link proto 0x283
accept   *-wan.pcap:20
reject   *-wan.pcap:1-19,21-24

filter   ppp proto 300
accept   *-wan.pcap:21
reject   *-wan.pcap:1-20,22-24

filter   ppp proto 0x8864
accept   *-wan.pcap:22
reject   *-wan.pcap:1-21,23-24

filter   ppp proto 0x2100
accept   *-wan.pcap:23
reject   *-wan.pcap:1-22,24

filter   ppp proto 0x31
accept   *-wan.pcap:7
reject   *-wan.pcap:1-6,8-24

filter   ppp proto 0x42
accept   *-wan.pcap:7
reject   *-wan.pcap:1-6,8-24

filter   ppp proto 0x25
accept   *-wan.pcap:5
reject   *-wan.pcap:1-4,6-24

filter   ppp proto 0x600
accept   *-wan.pcap:5
reject   *-wan.pcap:1-4,6-24

filter   ppp proto 0x21
accept   *-wan.pcap:1
reject   *-wan.pcap:2-24

filter   ppp proto 0x57 or 0x27
accept   *-wan.pcap:2-3
reject   *-wan.pcap:1,4-24

filter   ppp proto \decnet or \atalk
accept   *-wan.pcap:3-4
reject   *-wan.pcap:1-2,5-24

filter   ppp proto 0x86dd
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-24

filter   ppp proto 0x2f
accept   *-wan.pcap:13
reject   *-wan.pcap:1-12,14-24

filter   not ppp proto 0xc021
accept   *-wan.pcap:1-8,10-23
reject   *-wan.pcap:9,24

filter   ip proto 17
accept   *-wan.pcap:1
reject   *-wan.pcap:2-24

filter   udp port 53
accept   *-wan.pcap:1
reject   *-wan.pcap:2-24

filter   udp[2:2] = 53
accept   *-wan.pcap:1
reject   *-wan.pcap:2-24

filter   ip6 or decnet or ppp proto 0xc021
accept   *-wan.pcap:2-3,9
reject   *-wan.pcap:1,4-8,10-24

filter   arp
never
note     D27

filter   rarp
never
note     D27

filter   lat
never
note     D27

filter   sca
never
note     D27

filter   moprc
never
note     D27

filter   mopdl
never
note     D27

filter   aarp
never
note     D27

filter   netbeui
never
note     D27

filter   pppoed
never
note     D27

filter   pppoes
never
note     D27

filter   arp host 192.0.2.1
never
note     D27

filter   vlan
error    has no VLAN tags

filter   llc
error    carry no LLC header

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   broadcast
error    needs link addresses

filter   ppp multicast
error    needs link addresses

filter   ppp proto 65536
error    is out of range 0 to 65535

links    PPP PPP_SERIAL PPP_PPPD PPP_ETHER

filter   ip
accept   *-wan.pcap:1
reject   *-wan.pcap:2-24

filter   host 192.0.2.10
accept   *-wan.pcap:1
reject   *-wan.pcap:2-24

filter   tcp
reject   *-wan.pcap:1-24

filter   not ip
accept   *-wan.pcap:2-23
reject   *-wan.pcap:1,24

filter   ppp proto 0x800
accept   *-wan.pcap:1
reject   *-wan.pcap:2-24

filter   ppp proto \ip
accept   *-wan.pcap:1
reject   *-wan.pcap:2-24

filter   port 80
reject   *-wan.pcap:1-24

links    PPP_BSDOS

filter   ip
accept   *-wan.pcap:1,12-13
reject   *-wan.pcap:2-11,14-24
note     compressed TCP counts

filter   tcp port 80
accept   *-wan.pcap:12-13
reject   *-wan.pcap:1-11,14-24

filter   not ip
accept   *-wan.pcap:2-11,14-23
reject   *-wan.pcap:1,12-13,24

filter   host 192.0.2.10
accept   *-wan.pcap:1,12-13
reject   *-wan.pcap:2-11,14-24

filter   ppp proto 0x800
accept   *-wan.pcap:1,12-13
reject   *-wan.pcap:2-11,14-24

filter   ppp proto 0x2d
accept   *-wan.pcap:12
reject   *-wan.pcap:1-11,13-24

filter   tcp[13] = 2
accept   *-wan.pcap:12-13
reject   *-wan.pcap:1-11,14-24

filter   link[5:2] = 0x57
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-24

links    PPP PPP_SERIAL PPP_PPPD

filter   link[2:2] = 0x57
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-24

filter   ppp[2] = 0xc0
accept   *-wan.pcap:9
reject   *-wan.pcap:1-8,10-24

links    PPP_ETHER

filter   link[6:2] = 0x57
accept   *-wan.pcap:2
reject   *-wan.pcap:1,3-24

filter   link[2:2] = 0x1f2
accept   *-wan.pcap:1-24

links    PPP

filter   mpls
accept   *-wan.pcap:11,19
reject   *-wan.pcap:1-10,12-18,20-24

filter   mpls 20
accept   *-wan.pcap:11,19
reject   *-wan.pcap:1-10,12-18,20-24

filter   mpls 30
reject   *-wan.pcap:1-24

filter   mpls 20 and icmp
accept   *-wan.pcap:11
reject   *-wan.pcap:1-10,12-24

filter   mpls 20 and mpls 30 and tcp dst port 80
accept   *-wan.pcap:19
reject   *-wan.pcap:1-18,20-24

filter   mpls and ip
accept   *-wan.pcap:11
reject   *-wan.pcap:1-10,12-24

filter   mpls and mpls and ip6
accept   *-wan.pcap:19
reject   *-wan.pcap:1-18,20-24

filter   mpls and mpls 20
reject   *-wan.pcap:1-24

filter   not mpls
accept   *-wan.pcap:1-10,12-18,20-23
reject   *-wan.pcap:11,19,24

filter   mpls and icmp[0] = 8
accept   *-wan.pcap:11
reject   *-wan.pcap:1-10,12-24

filter   mpls and host 192.0.2.10
accept   *-wan.pcap:11
reject   *-wan.pcap:1-10,12-24

filter   mpls and arp
error    behind 'mpls' only ip and ip6

links    PPP_SERIAL PPP_PPPD PPP_ETHER PPP_BSDOS

filter   mpls
error    pfc knows no MPLS

links    PPP PPP_SERIAL PPP_ETHER PPP_BSDOS

filter   inbound
error    does not say in which direction

links    PPP_PPPD

filter   inbound
accept   *-dir.pcap:1
reject   *-dir.pcap:2-6

filter   outbound
accept   *-dir.pcap:2,5
reject   *-dir.pcap:1,3-4,6

filter   not inbound
accept   *-dir.pcap:2-5
reject   *-dir.pcap:1,6

filter   not outbound
accept   *-dir.pcap:1,3-4
reject   *-dir.pcap:2,5-6

filter   outbound and ip6
accept   *-dir.pcap:5
reject   *-dir.pcap:1-4,6

filter   inbound and udp port 53
accept   *-dir.pcap:1
reject   *-dir.pcap:2-6

filter   outbound and tcp
accept   *-dir.pcap:2
reject   *-dir.pcap:1,3-6

filter   inbound or outbound
accept   *-dir.pcap:1-2,5
reject   *-dir.pcap:3-4,6

filter   ifindex 1
error    does not say on which interface

filter   outbound
link     PPP_PPPD+live
meta     pkttype=0
accept   ppp-pppd-dir.pcap:2,5
reject   ppp-pppd-dir.pcap:1,3-4,6
note     the header says it, not the kernel
