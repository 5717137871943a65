# Link addresses and directions of local networks beside Ethernet: tests/data/make_lan.c.

links    NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA FDDI IEEE802 IP_OVER_FC

filter   ether host 02:00:00:00:00:01
accept   *-mac.pcap:1-3
reject   *-mac.pcap:4-9,11

filter   ether src 02:00:00:00:00:01
accept   *-mac.pcap:2-3
reject   *-mac.pcap:1,4-11

filter   ether dst 02:00:00:00:00:01
accept   *-mac.pcap:1,3,10
reject   *-mac.pcap:2,4-9,11

filter   link src and dst 02:00:00:00:00:01
accept   *-mac.pcap:3
reject   *-mac.pcap:1-2,4-11

filter   ether src or dst 02:00:00:00:00:01
accept   *-mac.pcap:1-3
reject   *-mac.pcap:4-9,11

filter   not ether host 02:00:00:00:00:01
accept   *-mac.pcap:4-9
reject   *-mac.pcap:1-3,10-11

filter   ether src 02:00:00:00:00:02
accept   *-mac.pcap:1,4-7
reject   *-mac.pcap:2-3,8-11

filter   ether host 02:00:00:00:00:02
accept   *-mac.pcap:1-2,4-7
reject   *-mac.pcap:3,8-11

filter   ether host (02:00:00:00:00:01 or 02:00:00:00:00:02)
accept   *-mac.pcap:1-7
reject   *-mac.pcap:8-9,11

filter   ether dst 01:00:5e:00:00:01
accept   *-mac.pcap:5
reject   *-mac.pcap:1-4,6-11

filter   ether dst ff:ff:ff:ff:ff:ff
accept   *-mac.pcap:4
reject   *-mac.pcap:1-3,5-11

filter   fddi src 02:00:00:00:00:01
accept   *-mac.pcap:2-3
reject   *-mac.pcap:1,4-11

filter   tr dst 02:00:00:00:00:01
accept   *-mac.pcap:1,3,10
reject   *-mac.pcap:2,4-9,11

filter   wlan dst host 02:00:00:00:00:01
accept   *-mac.pcap:1,3,10
reject   *-mac.pcap:2,4-9,11

filter   ppp src 02:00:00:00:00:02
accept   *-mac.pcap:1,4-7
reject   *-mac.pcap:2-3,8-11

filter   slip host 02:00:00:00:00:02
accept   *-mac.pcap:1-2,4-7
reject   *-mac.pcap:3,8-11

filter   broadcast
accept   *-mac.pcap:4
reject   *-mac.pcap:1-3,5-11

filter   ether broadcast
accept   *-mac.pcap:4
reject   *-mac.pcap:1-3,5-11

filter   not broadcast
accept   *-mac.pcap:1-3,5-10
reject   *-mac.pcap:4,11

filter   multicast
accept   *-mac.pcap:4-5,7,9,11
reject   *-mac.pcap:1-3,6,8,10

filter   link multicast
accept   *-mac.pcap:4-5,7,9,11
reject   *-mac.pcap:1-3,6,8,10

filter   not multicast
accept   *-mac.pcap:1-3,6,8,10
reject   *-mac.pcap:4-5,7,9,11

filter   tr multicast and not fddi broadcast
accept   *-mac.pcap:5,7,9
reject   *-mac.pcap:1-4,6,8,10-11

filter   ip and multicast
accept   *-mac.pcap:4-5,7,9
reject   *-mac.pcap:1-3,6,8,10-11

filter   broadcast and udp port 53
accept   *-mac.pcap:4
reject   *-mac.pcap:1-3,5-11

filter   ether src 02:00:00:00:00:02 and host 192.0.2.10
accept   *-mac.pcap:1,4-7
reject   *-mac.pcap:2-3,8-11

filter   link host $5
error    one-byte link addresses are for ARCnet and MS/TP

filter   type data
error    only 802.11 packets have this

filter   vpi 3
error    only ATM (SUNATM) packets have this

filter   on em0
error    only PF log (PFLOG) packets have this

filter   fisu
error    only SS7 (MTP2) packets have this

links    NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA

filter   link[0] & 1 = 1
accept   *-mac.pcap:4-5,7,9,11
reject   *-mac.pcap:1-3,6,8,10
note     link[] starts at the Ethernet header

filter   link[0:4] = 0x01005e00
accept   *-mac.pcap:5
reject   *-mac.pcap:1-4,6-11

filter   link[11] = 1
accept   *-mac.pcap:2-3,8-9
reject   *-mac.pcap:1,4-7,10-11

filter   byte 5 = 2
accept   *-mac.pcap:2
reject   *-mac.pcap:1,3-11

filter   link[0:2] + link[2:4] = 0x201
accept   *-mac.pcap:1,3,10
reject   *-mac.pcap:2,4-9,11

links    FDDI

filter   link[1] & 1 = 1
accept   *-mac.pcap:4-5,7,9,11
reject   *-mac.pcap:1-3,6,8,10

filter   link[7:4] = 0x02000000
accept   *-mac.pcap:1-7
reject   *-mac.pcap:8-11

filter   link[0] = 0x51
accept   *-mac.pcap:1-11

links    IEEE802

filter   link[2] & 1 = 1
accept   *-mac.pcap:4-5,7,9,11
reject   *-mac.pcap:1-3,6,8,10

filter   link[8:4] = 0x02000000
accept   *-mac.pcap:1-7
reject   *-mac.pcap:8-11

filter   link[0:2] = 0x1140
accept   *-mac.pcap:1-11

links    IP_OVER_FC

filter   link[2] & 1 = 1
accept   *-mac.pcap:4-5,7,9,11
reject   *-mac.pcap:1-3,6,8,10

filter   link[10:4] = 0x02000000
accept   *-mac.pcap:1-7
reject   *-mac.pcap:8-11

filter   link[8:2] = 0x1100
accept   *-mac.pcap:1-10
reject   *-mac.pcap:11

links    NETANALYZER NETANALYZER_TRANSPARENT FDDI IEEE802 IP_OVER_FC

filter   inbound
error    does not say in which direction

filter   ifindex 3
error    does not say on which interface

filter   outbound
link     *+live
meta     pkttype=4 ifindex=3
accept   *-mac.pcap:1-11

filter   inbound
link     *+live
meta     pkttype=4 ifindex=3
reject   *-mac.pcap:1-11

filter   inbound and ifindex 3 and ip
link     *+live
meta     pkttype=0 ifindex=3
accept   *-mac.pcap:1-9
reject   *-mac.pcap:10-11

links    DSA_TAG_BRCM DSA_TAG_DSA

filter   vlan 40
accept   *-dir.pcap:10
reject   *-dir.pcap:1-9

filter   inbound and vlan 40 and ip
accept   *-dir.pcap:10
reject   *-dir.pcap:1-9

filter   outbound and vlan
reject   *-dir.pcap:1-10

filter   link[12] & 0xe0 = 0x20
accept   *-dir.pcap:2,5
reject   *-dir.pcap:1,3-4,6-10

filter   ip
accept   *-dir.pcap:1-8
reject   *-dir.pcap:9-10

filter   not vlan
accept   *-dir.pcap:1-8
reject   *-dir.pcap:9-10

filter   ether src 02:00:00:00:00:02
accept   *-dir.pcap:1-10

links    DSA_TAG_BRCM

filter   inbound
accept   *-dir.pcap:1,4,10
reject   *-dir.pcap:2-3,5-9

filter   outbound
accept   *-dir.pcap:2,5
reject   *-dir.pcap:1,3-4,6-10

filter   not inbound
accept   *-dir.pcap:2-3,5-8
reject   *-dir.pcap:1,4,9-10

filter   not outbound
accept   *-dir.pcap:1,3-4,6-8,10
reject   *-dir.pcap:2,5,9

filter   outbound and udp
accept   *-dir.pcap:2,5
reject   *-dir.pcap:1,3-4,6-10

filter   inbound or outbound
accept   *-dir.pcap:1-2,4-5,10
reject   *-dir.pcap:3,6-9

filter   inbound
link     *+live
meta     pkttype=4
accept   *-dir.pcap:1,4,10
reject   *-dir.pcap:2-3,5-9
note     the tag says it, not the kernel

links    DSA_TAG_DSA

filter   inbound
accept   *-dir.pcap:1-2,4-5,7,10
reject   *-dir.pcap:3,6,8-9

filter   outbound
accept   *-dir.pcap:3,8
reject   *-dir.pcap:1-2,4-7,9-10

filter   not inbound
accept   *-dir.pcap:3,6,8
reject   *-dir.pcap:1-2,4-5,7,9-10

filter   not outbound
accept   *-dir.pcap:1-2,4-7,10
reject   *-dir.pcap:3,8-9

filter   outbound and udp
accept   *-dir.pcap:3,8
reject   *-dir.pcap:1-2,4-7,9-10

filter   not inbound and not outbound
accept   *-dir.pcap:6
reject   *-dir.pcap:1-5,7-10

filter   outbound
link     *+live
meta     pkttype=0
accept   *-dir.pcap:3,8
reject   *-dir.pcap:1-2,4-7,9-10
note     the tag says it, not the kernel
