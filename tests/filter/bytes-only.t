# Link types of which only bytes and lengths are known: tests/data/make_juniper.c.

links    EN3MB AX25 PRONET CHAOS HIPPI MTP3 DOCSIS USER0 BLUETOOTH_HCI_H4 USB_LINUX CAN_SOCKETCAN IEEE802_15_4_NOFCS NFLOG PFSYNC

filter   link[0] = 1
accept   *-raw.pcap:2,7
reject   *-raw.pcap:1,3-6,8

filter   link[0:2] = 0x0800
accept   *-raw.pcap:4
reject   *-raw.pcap:1-3,5-8

filter   link[0:4] = 0
accept   *-raw.pcap:1
reject   *-raw.pcap:2-8

filter   link[1:4] = 0x02030405
accept   *-raw.pcap:2-3
reject   *-raw.pcap:1,4-8

filter   ether[0] = 0xff
accept   *-raw.pcap:3
reject   *-raw.pcap:1-2,4-8

filter   link[0] & 0xf0 = 0x40
accept   *-raw.pcap:5
reject   *-raw.pcap:1-4,6-8

filter   link[3] + link[4] = 9
accept   *-raw.pcap:2-3
reject   *-raw.pcap:1,4-8

filter   link[link[0]] = 2
accept   *-raw.pcap:2,7
reject   *-raw.pcap:1,3-6,8

filter   not link[0] = 1
accept   *-raw.pcap:1,3-5,8
reject   *-raw.pcap:2,6-7

filter   byte 0 = 255
accept   *-raw.pcap:3
reject   *-raw.pcap:1-2,4-8

filter   byte 0 > 8
accept   *-raw.pcap:3,5
reject   *-raw.pcap:1-2,4,6-8

filter   byte 1 < 2
accept   *-raw.pcap:1,4-5
reject   *-raw.pcap:2-3,6-8

filter   byte 0 & 1
accept   *-raw.pcap:2-3,5,7
reject   *-raw.pcap:1,4,6,8

filter   byte 1 | 0
accept   *-raw.pcap:2-3,7-8
reject   *-raw.pcap:1,4-6

filter   less 3
accept   *-raw.pcap:4-6
reject   *-raw.pcap:1-3,7-8

filter   greater 9
accept   *-raw.pcap:3,8
reject   *-raw.pcap:1-2,4-7

filter   len = 8
accept   *-raw.pcap:1-2,7
reject   *-raw.pcap:3-6,8

filter   len != 8
accept   *-raw.pcap:3-6,8
reject   *-raw.pcap:1-2,7

filter   length > 8 and link[9] = 10
accept   *-raw.pcap:3
reject   *-raw.pcap:1-2,4-8

filter   less 8 and not less 2
accept   *-raw.pcap:1-2,5,7
reject   *-raw.pcap:3-4,6,8

filter   len - 2 = 0
accept   *-raw.pcap:4
reject   *-raw.pcap:1-3,5-8

filter   len % 2 = 1
accept   *-raw.pcap:5
reject   *-raw.pcap:1-4,6-8

filter   len = 20 or len = 0
accept   *-raw.pcap:6,8
reject   *-raw.pcap:1-5,7

filter   ip
error    cannot tell which protocol a packet carries

filter   ip6
error    cannot tell which protocol a packet carries

filter   arp
error    cannot tell which protocol a packet carries

filter   rarp
error    cannot tell which protocol a packet carries

filter   tcp
error    cannot tell which protocol a packet carries

filter   udp
error    cannot tell which protocol a packet carries

filter   sctp
error    cannot tell which protocol a packet carries

filter   icmp
error    cannot tell which protocol a packet carries

filter   icmp6
error    cannot tell which protocol a packet carries

filter   host 192.0.2.1
error    cannot tell which protocol a packet carries

filter   host 2001:db8::1
error    cannot tell which protocol a packet carries

filter   net 10
error    cannot tell which protocol a packet carries

filter   port 80
error    cannot tell which protocol a packet carries

filter   proto 6
error    cannot tell which protocol a packet carries

filter   protochain 6
error    cannot tell which protocol a packet carries

filter   stp
error    cannot tell which protocol a packet carries

filter   iso
error    cannot tell which protocol a packet carries

filter   ipx
error    cannot tell which protocol a packet carries

filter   netbeui
error    cannot tell which protocol a packet carries

filter   atalk
error    cannot tell which protocol a packet carries

filter   aarp
error    cannot tell which protocol a packet carries

filter   decnet
error    cannot tell which protocol a packet carries

filter   lat
error    cannot tell which protocol a packet carries

filter   isis
error    cannot tell which protocol a packet carries

filter   l1
error    cannot tell which protocol a packet carries

filter   link proto 0x800
error    cannot tell which protocol a packet carries

filter   ip[0] = 0x45
error    cannot tell which protocol a packet carries

filter   tcp[13] = 2
error    cannot tell which protocol a packet carries

filter   arp[0] = 1
error    cannot tell which protocol a packet carries

filter   pppoed
error    cannot tell which protocol a packet carries

filter   pppoes
error    cannot tell which protocol a packet carries

filter   vxlan
error    cannot tell which protocol a packet carries

filter   geneve
error    cannot tell which protocol a packet carries

filter   ip multicast
error    cannot tell which protocol a packet carries

filter   ip6 multicast
error    cannot tell which protocol a packet carries

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   broadcast
error    needs link addresses

filter   multicast
error    needs link addresses

filter   link host $5
error    one-byte link addresses

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   llc
error    carry no LLC header

filter   inbound
error    does not say in which direction

filter   ifindex 1
error    does not say on which interface

filter   vpi 1
error    only ATM

filter   fisu
error    only SS7

filter   type mgt
error    only 802.11

filter   on em0
error    only PF log

filter   radio[0] = 0
error    has no radio header

filter   outbound and ifindex 3 and link[0] = 1
link     *+live
meta     pkttype=4 ifindex=3
accept   *-raw.pcap:2,7
reject   *-raw.pcap:1,3-6,8

filter   inbound
link     *+live
meta     pkttype=4 ifindex=3
reject   *-raw.pcap:1-8
