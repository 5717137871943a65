# Juniper: tests/data/make_juniper.c.
#
# Every protocol is the magic number: 1-4, 6 and 9-11 have it, 5 and 7-8 do not, 12 is cut off.

links    JUNIPER_MLPPP JUNIPER_MLFR JUNIPER_MFR JUNIPER_PPP JUNIPER_FRELAY JUNIPER_CHDLC JUNIPER_ATM1 JUNIPER_ATM2 JUNIPER_ETHER JUNIPER_PPPOE JUNIPER_PPPOE_ATM JUNIPER_GGSN JUNIPER_MONITOR JUNIPER_ES JUNIPER_SERVICES JUNIPER_VP JUNIPER_ISM JUNIPER_ST JUNIPER_VS JUNIPER_SRX_E2E JUNIPER_FIBRECHANNEL JUNIPER_ATM_CEMIC

filter   ip
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12
note     D19

filter   ip6
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   arp
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12
note     D19

filter   rarp
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   stp
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   iso
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12
note     D19

filter   ipx
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   netbeui
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   atalk
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   aarp
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   decnet
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   lat
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   sca
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   mopdl
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   moprc
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   pppoed
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   link proto 0x800
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   link proto 0x86dd
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   link proto 0x42
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   link proto lldp
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   ip or arp
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   ip and ip6
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   not ip
accept   *-mag.pcap:5,7-8
reject   *-mag.pcap:1-4,6,9-12

filter   inbound
accept   *-mag.pcap:1,3,5,7-9,11
reject   *-mag.pcap:2,4,6,10,12

filter   outbound
accept   *-mag.pcap:2,4,6,10
reject   *-mag.pcap:1,3,5,7-9,11-12

filter   not inbound
accept   *-mag.pcap:2,4,6,10
reject   *-mag.pcap:1,3,5,7-9,11-12

filter   not outbound
accept   *-mag.pcap:1,3,5,7-9,11
reject   *-mag.pcap:2,4,6,10,12

filter   inbound and ip
accept   *-mag.pcap:1,3,9,11
reject   *-mag.pcap:2,4-8,10,12

filter   outbound and ip
accept   *-mag.pcap:2,4,6,10
reject   *-mag.pcap:1,3,5,7-9,11-12

filter   inbound or outbound
accept   *-mag.pcap:1-11

filter   link[0:4] & 0xffffff00 = 0x4d474300
accept   *-mag.pcap:1-4,6,9-11
reject   *-mag.pcap:5,7-8,12

filter   link[3] & 1 = 1
accept   *-mag.pcap:1,3,5,7-9,11
reject   *-mag.pcap:2,4,6,10,12

filter   byte 3 = 0x81
accept   *-mag.pcap:3
reject   *-mag.pcap:1-2,4-12

filter   link[0:2] = 0x4d47
accept   *-mag.pcap:1-6,9-12
reject   *-mag.pcap:7-8

filter   ip and link[3] > 3
accept   *-mag.pcap:3-4
reject   *-mag.pcap:1-2,5-12

filter   inbound and ip
link     *+live
meta     pkttype=4
accept   *-mag.pcap:1,3,9,11
reject   *-mag.pcap:2,4-8,10,12
note     the header says it, not the kernel

filter   iso proto 0x83
error    does not know where an ISO header lies

filter   isis
error    does not know where an ISO header lies

filter   clnp
error    does not know where an ISO header lies

filter   l1
error    does not know where an ISO header lies

filter   lsp
error    does not know where an ISO header lies

filter   isis proto 20
error    does not know where an ISO header lies

filter   ether host 1:2:3:4:5:6
error    needs link addresses

filter   broadcast
error    needs link addresses

filter   multicast
error    needs link addresses

filter   vlan
error    has no VLAN tags

filter   mpls
error    pfc knows no MPLS

filter   llc
error    carry no LLC header

filter   link host $5
error    one-byte link addresses

filter   ifindex 1
error    does not say on which interface

filter   vpi 1
error    only ATM

filter   on em0
error    only PF log

filter   link proto 300
error    neither an EtherType nor an LLC SAP

links    JUNIPER_ES JUNIPER_SERVICES JUNIPER_VP JUNIPER_ISM JUNIPER_ST JUNIPER_VS JUNIPER_SRX_E2E JUNIPER_FIBRECHANNEL JUNIPER_ATM_CEMIC

filter   tcp
error    does not know where the network header lies

filter   udp
error    does not know where the network header lies

filter   host 192.0.2.1
error    does not know where the network header lies

filter   net 10
error    does not know where the network header lies

filter   port 53
error    does not know where the network header lies

filter   ip proto 17
error    does not know where the network header lies

filter   ip[0] = 0x45
error    does not know where the network header lies

filter   arp[6:2] = 1
error    does not know where the network header lies

filter   tcp[13] = 2
error    does not know where the network header lies

filter   ip6[6] = 58
error    does not know where the network header lies

filter   icmp6[0] = 128
error    does not know where the network header lies

filter   pppoes
error    does not know where the network header lies

filter   vxlan
error    does not know where the network header lies

filter   geneve
error    does not know where the network header lies

filter   ip multicast
error    does not know where the network header lies

filter   ip6 multicast
error    does not know where the network header lies

filter   decnet host 1.1
error    does not know where the network header lies

filter   protochain 6
error    does not know where the network header lies

filter   icmp
error    does not know where the network header lies

links    JUNIPER_MLPPP JUNIPER_MLFR JUNIPER_MFR JUNIPER_PPP JUNIPER_FRELAY JUNIPER_CHDLC JUNIPER_ATM1 JUNIPER_ATM2 JUNIPER_ETHER JUNIPER_PPPOE JUNIPER_PPPOE_ATM JUNIPER_GGSN JUNIPER_MONITOR

filter   ip proto 17
accept   *-mag.pcap:1,10
reject   *-mag.pcap:2-9,11-12

filter   ip proto 6
accept   *-mag.pcap:2,11
reject   *-mag.pcap:1,3-10,12

filter   ip6 proto 58
accept   *-mag.pcap:3
reject   *-mag.pcap:1-2,4-12

filter   ip6 proto 17
accept   *-mag.pcap:4
reject   *-mag.pcap:1-3,5-12

filter   ip[9] = 17
accept   *-mag.pcap:1,10
reject   *-mag.pcap:2-9,11-12

filter   ip[0] = 0x45
accept   *-mag.pcap:1-2,10-11
reject   *-mag.pcap:3-9,12

filter   ip6[6] = 58
accept   *-mag.pcap:3
reject   *-mag.pcap:1-2,4-12

filter   ip6[0] = 0x60
accept   *-mag.pcap:3-4
reject   *-mag.pcap:1-2,5-12

filter   arp[6:2] = 1
accept   *-mag.pcap:6
reject   *-mag.pcap:1-5,7-12

filter   arp[0:2] = 1
accept   *-mag.pcap:6
reject   *-mag.pcap:1-5,7-12

filter   ip host 192.0.2.10
accept   *-mag.pcap:1-2,11
reject   *-mag.pcap:3-10,12

filter   ip dst host 198.51.100.17
accept   *-mag.pcap:1-2,11
reject   *-mag.pcap:3-10,12

filter   src host 2001:db8::10
accept   *-mag.pcap:3-4
reject   *-mag.pcap:1-2,5-12

filter   dst host 2001:db8:7::42
accept   *-mag.pcap:3-4
reject   *-mag.pcap:1-2,5-12

filter   arp src host 192.0.2.10
accept   *-mag.pcap:6
reject   *-mag.pcap:1-5,7-12

filter   arp dst host 192.0.2.1
accept   *-mag.pcap:6
reject   *-mag.pcap:1-5,7-12

filter   ip src net 203.0.113.0/24
accept   *-mag.pcap:10
reject   *-mag.pcap:1-9,11-12

filter   udp dst port 53
accept   *-mag.pcap:1,4
reject   *-mag.pcap:2-3,5-12

filter   tcp dst port 80
accept   *-mag.pcap:2
reject   *-mag.pcap:1,3-12
note     11 is a later fragment

filter   port 53
accept   *-mag.pcap:1,4
reject   *-mag.pcap:2-3,5-12

filter   tcp[13] = 2
accept   *-mag.pcap:2
reject   *-mag.pcap:1,3-12

filter   icmp6[0] = 128
accept   *-mag.pcap:3
reject   *-mag.pcap:1-2,4-12

filter   udp[2:2] = 53
accept   *-mag.pcap:1
reject   *-mag.pcap:2-12

filter   pppoes 0x1f2
accept   *-mag.pcap:9
reject   *-mag.pcap:1-8,10-12

filter   pppoes 0x1f2 and ip
accept   *-mag.pcap:9
reject   *-mag.pcap:1-8,10-12

filter   pppoes 0x1f2 and udp port 53
accept   *-mag.pcap:9
reject   *-mag.pcap:1-8,10-12

filter   vxlan
accept   *-mag.pcap:10
reject   *-mag.pcap:1-9,11-12

filter   vxlan 5 and icmp
accept   *-mag.pcap:10
reject   *-mag.pcap:1-9,11-12

filter   vxlan 6
reject   *-mag.pcap:1-12

filter   vxlan and ether src 00:1b:21:3c:9d:f8
accept   *-mag.pcap:10
reject   *-mag.pcap:1-9,11-12

filter   inbound and ip host 192.0.2.10
accept   *-mag.pcap:1,11
reject   *-mag.pcap:2-10,12

filter   outbound and tcp dst port 80
accept   *-mag.pcap:2
reject   *-mag.pcap:1,3-12

filter   ip protochain 6
accept   *-mag.pcap:2,11
reject   *-mag.pcap:1,3-10,12

links    JUNIPER_MLPPP JUNIPER_MLFR JUNIPER_MFR JUNIPER_PPP JUNIPER_FRELAY JUNIPER_CHDLC JUNIPER_ATM1

filter   link[4] = 0x45
accept   *-mag.pcap:1-2,5,7,10-11
reject   *-mag.pcap:3-4,6,8-9,12

filter   ip[0] = link[4] and link[4] & 0xf0 = 0x60
accept   *-mag.pcap:3-4
reject   *-mag.pcap:1-2,5-12

links    JUNIPER_PPPOE_ATM

filter   link[6] = 0x45
accept   *-mag.pcap:1-2,5,7,10-11
reject   *-mag.pcap:3-4,6,8-9,12

filter   ip[0] = link[6] and link[6] & 0xf0 = 0x60
accept   *-mag.pcap:3-4
reject   *-mag.pcap:1-2,5-12

links    JUNIPER_ATM2

filter   link[8] = 0x45
accept   *-mag.pcap:1-2,5,7,10-11
reject   *-mag.pcap:3-4,6,8-9,12

filter   ip[0] = link[8] and link[8] & 0xf0 = 0x60
accept   *-mag.pcap:3-4
reject   *-mag.pcap:1-2,5-12

links    JUNIPER_GGSN JUNIPER_MONITOR

filter   link[12] = 0x45
accept   *-mag.pcap:1-2,5,7,10-11
reject   *-mag.pcap:3-4,6,8-9,12

filter   ip[0] = link[12] and link[12] & 0xf0 = 0x60
accept   *-mag.pcap:3-4
reject   *-mag.pcap:1-2,5-12

links    JUNIPER_ETHER JUNIPER_PPPOE

filter   link[32] = 0x45
accept   *-mag.pcap:1-2,5,7,10-11
reject   *-mag.pcap:3-4,6,8-9,12

filter   ip[0] = link[32] and link[32] & 0xf0 = 0x60
accept   *-mag.pcap:3-4
reject   *-mag.pcap:1-2,5-12
