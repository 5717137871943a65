# Link types with addresses of one byte, and LocalTalk: tests/data/make_lan.c.

links    ARCNET ARCNET_LINUX

filter   link src $1f
accept   *-lan.pcap:1-4,6-9,11-12
reject   *-lan.pcap:5,10

filter   link dst $1f
accept   *-lan.pcap:5,9-10
reject   *-lan.pcap:1-4,6-8,11-12

filter   link host $07
accept   *-lan.pcap:1-5,7-8
reject   *-lan.pcap:6,9-12

filter   link host $7
accept   *-lan.pcap:1-5,7-8
reject   *-lan.pcap:6,9-12

filter   link src and dst $1f
accept   *-lan.pcap:9
reject   *-lan.pcap:1-8,10-12

filter   link host $0
accept   *-lan.pcap:6,10
reject   *-lan.pcap:1-5,7-9,11-12

filter   link dst $f0
accept   *-lan.pcap:12
reject   *-lan.pcap:1-11

filter   link src $0
accept   *-lan.pcap:10
reject   *-lan.pcap:1-9,11-12

filter   link host not $7
accept   *-lan.pcap:6,9-10,12
reject   *-lan.pcap:1-5,7-8,11

filter   link host ($7 or $f0)
accept   *-lan.pcap:1-5,7-8,12
reject   *-lan.pcap:6,9-11

filter   broadcast
accept   *-lan.pcap:6
reject   *-lan.pcap:1-5,7-12

filter   link broadcast
accept   *-lan.pcap:6
reject   *-lan.pcap:1-5,7-12

filter   multicast
accept   *-lan.pcap:6
reject   *-lan.pcap:1-5,7-12
note     ARCnet has no other group

filter   not broadcast
accept   *-lan.pcap:1-5,7-10,12
reject   *-lan.pcap:6,11

filter   ip
accept   *-lan.pcap:4-6,12
reject   *-lan.pcap:1-3,7-11

filter   ip6
accept   *-lan.pcap:9-10
reject   *-lan.pcap:1-8,11-12

filter   arp
accept   *-lan.pcap:1
reject   *-lan.pcap:2-12

filter   rarp
accept   *-lan.pcap:2
reject   *-lan.pcap:1,3-12

filter   atalk
accept   *-lan.pcap:3
reject   *-lan.pcap:1-2,4-12

filter   not ip
accept   *-lan.pcap:1-3,7-10
reject   *-lan.pcap:4-6,11-12

filter   arp or rarp
accept   *-lan.pcap:1-2
reject   *-lan.pcap:3-12

filter   link proto \ip or \atalk
accept   *-lan.pcap:3-6,12
reject   *-lan.pcap:1-2,7-11

filter   link proto 0x0806
accept   *-lan.pcap:1
reject   *-lan.pcap:2-12

filter   arp host 192.0.2.10
accept   *-lan.pcap:1
reject   *-lan.pcap:2-12
note     D23

filter   arp src host 192.0.2.10
accept   *-lan.pcap:1
reject   *-lan.pcap:2-12

filter   arp dst host 192.0.2.1
accept   *-lan.pcap:1
reject   *-lan.pcap:2-12

filter   arp dst net 192.0.2.8/29
reject   *-lan.pcap:1-12

filter   rarp host 192.0.2.77
accept   *-lan.pcap:2
reject   *-lan.pcap:1,3-12

filter   rarp dst 192.0.2.77
accept   *-lan.pcap:2
reject   *-lan.pcap:1,3-12

filter   host 192.0.2.10
accept   *-lan.pcap:1-2,4-6,12
reject   *-lan.pcap:3,7-11

filter   net 192.0.2.64/26
accept   *-lan.pcap:2
reject   *-lan.pcap:1,3-12

filter   arp[6:2] = 1
accept   *-lan.pcap:1
reject   *-lan.pcap:2-12

filter   arp[9:4] = 0xc000020a
accept   *-lan.pcap:1
reject   *-lan.pcap:2-12

filter   rarp[14:4] = 0xc000024d
accept   *-lan.pcap:2
reject   *-lan.pcap:1,3-12

filter   atalk[0] = 1
accept   *-lan.pcap:3
reject   *-lan.pcap:1-2,4-12

filter   ip[9] = 6
accept   *-lan.pcap:12
reject   *-lan.pcap:1-11

filter   icmp6
accept   *-lan.pcap:10
reject   *-lan.pcap:1-9,11-12

filter   port 53
accept   *-lan.pcap:4-5,9
reject   *-lan.pcap:1-3,6-8,10-12

filter   tcp[13] = 2
accept   *-lan.pcap:12
reject   *-lan.pcap:1-11

filter   udp src port 53
accept   *-lan.pcap:5
reject   *-lan.pcap:1-4,6-12

filter   link src $1f and arp
accept   *-lan.pcap:1
reject   *-lan.pcap:2-12

filter   broadcast or link dst $7
accept   *-lan.pcap:1-4,6-8
reject   *-lan.pcap:5,9-12

filter   link[0] = 0x1f
accept   *-lan.pcap:1-4,6-9,11-12
reject   *-lan.pcap:5,10

filter   byte 1 = 0
accept   *-lan.pcap:6
reject   *-lan.pcap:1-5,7-12

filter   byte 0 > 7
accept   *-lan.pcap:1-4,6-9,11-12
reject   *-lan.pcap:5,10

filter   not lat
accept   *-lan.pcap:1-12

filter   decnet
never

filter   stp
never

filter   iso
never

filter   aarp
never

filter   ipx
never

filter   netbeui
never

filter   lat
never

filter   isis
never

filter   pppoed
never

filter   pppoes
never

filter   link proto 0xd4
never

filter   link proto 0x0801
never

filter   ether host 1:2:3:4:5:6
error    link-level address needs link addresses

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   llc
error    carry no LLC header

filter   inbound
error    does not say in which direction

links    ARCNET

filter   link[2] = 0xd4
accept   *-lan.pcap:4-6,12
reject   *-lan.pcap:1-3,7-11

filter   link[6] = 0x45
accept   *-lan.pcap:4-7,12
reject   *-lan.pcap:1-3,8-11

links    ARCNET_LINUX

filter   link[4] = 0xd4
accept   *-lan.pcap:4-6,12
reject   *-lan.pcap:1-3,7-11

filter   link[8] = 0x45
accept   *-lan.pcap:4-7,12
reject   *-lan.pcap:1-3,8-11

links    BACNET_MS_TP

filter   link host $2a
accept   *-lan.pcap:1-4
reject   *-lan.pcap:5-6,8

filter   link src $2a
accept   *-lan.pcap:2-4
reject   *-lan.pcap:1,5-8

filter   link dst $2a
accept   *-lan.pcap:1,4,7
reject   *-lan.pcap:2-3,5-6,8

filter   link src and dst $2a
accept   *-lan.pcap:4
reject   *-lan.pcap:1-3,5-8

filter   link src or dst $5
accept   *-lan.pcap:1-2,5-6
reject   *-lan.pcap:3-4,7-8

filter   not link host $2a
accept   *-lan.pcap:5-6
reject   *-lan.pcap:1-4,7-8

filter   link host ($6 or $ff)
accept   *-lan.pcap:3,5-6
reject   *-lan.pcap:1-2,4,7-8

filter   link host $ff
accept   *-lan.pcap:3,6
reject   *-lan.pcap:1-2,4-5,7-8

filter   broadcast
accept   *-lan.pcap:3
reject   *-lan.pcap:1-2,4-8

filter   link broadcast
accept   *-lan.pcap:3
reject   *-lan.pcap:1-2,4-8

filter   not broadcast
accept   *-lan.pcap:1-2,4-7
reject   *-lan.pcap:3,8

filter   link[3] = 42
accept   *-lan.pcap:1,4,7
reject   *-lan.pcap:2-3,5-6,8

filter   byte 3 = 42
accept   *-lan.pcap:1,4,7
reject   *-lan.pcap:2-3,5-6,8

filter   byte 4 & 1
accept   *-lan.pcap:1,5-6
reject   *-lan.pcap:2-4,7-8

filter   link[2] = 5
accept   *-lan.pcap:4,6
reject   *-lan.pcap:1-3,5,7-8

filter   link[0:2] = 0x55ff
accept   *-lan.pcap:1-4,6-8
reject   *-lan.pcap:5

filter   less 8
accept   *-lan.pcap:1-2,4-8
reject   *-lan.pcap:3

filter   greater 9
accept   *-lan.pcap:3
reject   *-lan.pcap:1-2,4-8

filter   len = 11
accept   *-lan.pcap:3
reject   *-lan.pcap:1-2,4-8

filter   len != 8
accept   *-lan.pcap:3
reject   *-lan.pcap:1-2,4-8

filter   link host $5 or greater 9
accept   *-lan.pcap:1-3,5-6
reject   *-lan.pcap:4,8

filter   multicast
error    has no multicast addresses

filter   link multicast
error    has no multicast addresses

filter   ip
error    cannot tell which protocol a packet carries

filter   arp
error    cannot tell which protocol a packet carries

filter   tcp
error    cannot tell which protocol a packet carries

filter   host 192.0.2.1
error    cannot tell which protocol a packet carries

filter   port 80
error    cannot tell which protocol a packet carries

filter   stp
error    cannot tell which protocol a packet carries

filter   ip[0] = 1
error    cannot tell which protocol a packet carries

filter   tcp[13] = 2
error    cannot tell which protocol a packet carries

filter   link proto 0x800
error    cannot tell which protocol a packet carries

filter   vxlan
error    cannot tell which protocol a packet carries

filter   pppoes
error    cannot tell which protocol a packet carries

filter   ip multicast
error    cannot tell which protocol a packet carries

filter   atalk
error    cannot tell which protocol a packet carries

filter   decnet
error    cannot tell which protocol a packet carries

filter   ether host 1:2:3:4:5:6
error    link-level address needs link addresses

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   llc
error    carry no LLC header

filter   inbound
error    does not say in which direction

filter   fisu
error    only SS7

filter   type mgt
error    only 802.11

links    LTALK

filter   atalk
accept   *-lan.pcap:1-4

filter   link proto \atalk
accept   *-lan.pcap:1-4

filter   link proto 0x809b
accept   *-lan.pcap:1-4

filter   not ip
accept   *-lan.pcap:1-4

filter   ip or atalk
accept   *-lan.pcap:1-4

filter   atalk[0] = 5
accept   *-lan.pcap:2,4
reject   *-lan.pcap:1,3

filter   atalk[2] = 0x84
accept   *-lan.pcap:2
reject   *-lan.pcap:1,3-4

filter   atalk[0] = 0xff or atalk[2] = 2
accept   *-lan.pcap:1,3
reject   *-lan.pcap:2,4

filter   link[1] = 0x0a
accept   *-lan.pcap:1-3
reject   *-lan.pcap:4

filter   byte 0 = 255
accept   *-lan.pcap:1
reject   *-lan.pcap:2-4

filter   link[0] & 1 != 0
accept   *-lan.pcap:1-4

filter   less 3
accept   *-lan.pcap:2,4
reject   *-lan.pcap:1,3

filter   greater 10
accept   *-lan.pcap:1,3
reject   *-lan.pcap:2,4

filter   len = 20
accept   *-lan.pcap:3
reject   *-lan.pcap:1-2,4

filter   not atalk[1] = 10
reject   *-lan.pcap:1-4

filter   atalk[2] != 1
accept   *-lan.pcap:2-3
reject   *-lan.pcap:1,4

filter   not link[0] = 5
accept   *-lan.pcap:1,3
reject   *-lan.pcap:2,4

filter   byte 2 > 1
accept   *-lan.pcap:2-3
reject   *-lan.pcap:1,4

filter   ip
never

filter   ip6
never

filter   arp
never

filter   rarp
never

filter   aarp
never

filter   tcp
never

filter   udp port 53
never

filter   host 192.0.2.1
never

filter   stp
never

filter   decnet
never

filter   ipx
never

filter   not atalk
never

filter   pppoes
never

filter   link proto 0x800
never

filter   ip[0] = 0x45
never

filter   ether host 1:2:3:4:5:6
error    link-level address needs link addresses

filter   link host $5
error    one-byte link addresses

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   llc
error    carry no LLC header

filter   broadcast
error    needs link addresses

filter   inbound
error    does not say in which direction
