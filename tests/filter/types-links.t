# Protocols by EtherType, alone or behind SNAP: the -types.pcap files of make_suites.c.
#
# 1 ARP, 2 RARP, 3 AppleTalk, 4 its ARP, 5-6 DECnet, 7 LAT, 8 SCA, 9-10 MOP, 11 LLDP, 12 slow,
# 13 loopback, 14-16 VLAN, 17-18 MPLS, 19-22 PPPoE, 23-25 others, 26-30 cut off.

links    NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA FDDI IEEE802 IP_OVER_FC ATM_RFC1483 ATM_CLIP SUNATM C_HDLC HDLC APPLE_IP_OVER_IEEE1394 SYMANTEC_FIREWALL

filter   arp
accept   *-types.pcap:1,26
reject   *-types.pcap:2-25,27-30

filter   rarp
accept   *-types.pcap:2
reject   *-types.pcap:1,3-30

filter   ip
reject   *-types.pcap:1-30

filter   ip6
reject   *-types.pcap:1-30

filter   arp or rarp
accept   *-types.pcap:1-2,26
reject   *-types.pcap:3-25,27-30

filter   not arp
accept   *-types.pcap:2-25,27-30
reject   *-types.pcap:1,26

filter   arp host 192.0.2.10
accept   *-types.pcap:1
reject   *-types.pcap:2-30

filter   arp src host 192.0.2.10
accept   *-types.pcap:1
reject   *-types.pcap:2-30

filter   arp dst host 192.0.2.10
reject   *-types.pcap:1-30

filter   arp dst host 192.0.2.1
accept   *-types.pcap:1
reject   *-types.pcap:2-30

filter   rarp dst host 192.0.2.77
accept   *-types.pcap:2
reject   *-types.pcap:1,3-30

filter   rarp src 192.0.2.10
accept   *-types.pcap:2
reject   *-types.pcap:1,3-30

filter   host 192.0.2.10
accept   *-types.pcap:1-2
reject   *-types.pcap:3-30

filter   net 192.0.2.64/26
accept   *-types.pcap:2
reject   *-types.pcap:1,3-30

filter   arp net 192.0.2.0/30
accept   *-types.pcap:1
reject   *-types.pcap:2-30

filter   not arp host 192.0.2.1
accept   *-types.pcap:2-25,27-30
reject   *-types.pcap:1,26

filter   arp[6:2] = 1
accept   *-types.pcap:1,26
reject   *-types.pcap:2-25,27-30

filter   rarp[6:2] = 3
accept   *-types.pcap:2
reject   *-types.pcap:1,3-30

filter   arp[24:4] = 0xc0000201
accept   *-types.pcap:1
reject   *-types.pcap:2-30

filter   arp[0:2] = 1 or rarp
accept   *-types.pcap:1-2,26
reject   *-types.pcap:3-25,27-30

filter   decnet
accept   *-types.pcap:5-6
reject   *-types.pcap:1-4,7-30

filter   decnet src 3.1000
accept   *-types.pcap:5
reject   *-types.pcap:1-4,6-30

filter   decnet dst 3.1000
accept   *-types.pcap:6
reject   *-types.pcap:1-5,7-30

filter   decnet dst 17.44
accept   *-types.pcap:5
reject   *-types.pcap:1-4,6-30

filter   decnet host 17.44
accept   *-types.pcap:5-6
reject   *-types.pcap:1-4,7-30

filter   decnet src and dst 3.1000
reject   *-types.pcap:1-30

filter   decnet[2] = 2
accept   *-types.pcap:5
reject   *-types.pcap:1-4,6-30

filter   decnet[3] & 7 = 6
accept   *-types.pcap:6
reject   *-types.pcap:1-5,7-30

filter   lat
accept   *-types.pcap:7
reject   *-types.pcap:1-6,8-30

filter   sca
accept   *-types.pcap:8
reject   *-types.pcap:1-7,9-30

filter   mopdl
accept   *-types.pcap:9
reject   *-types.pcap:1-8,10-30

filter   moprc
accept   *-types.pcap:10
reject   *-types.pcap:1-9,11-30

filter   lat[0] = 4
accept   *-types.pcap:7
reject   *-types.pcap:1-6,8-30

filter   lat[0] = 5
reject   *-types.pcap:1-30

filter   sca[0] = 7
accept   *-types.pcap:8
reject   *-types.pcap:1-7,9-30

filter   mopdl[0] = 1
accept   *-types.pcap:9
reject   *-types.pcap:1-8,10-30

filter   moprc[0] = 2
accept   *-types.pcap:10
reject   *-types.pcap:1-9,11-30

filter   mopdl or moprc
accept   *-types.pcap:9-10
reject   *-types.pcap:1-8,11-30

filter   not (lat or sca)
accept   *-types.pcap:1-6,9-30
reject   *-types.pcap:7-8

filter   link proto lldp
accept   *-types.pcap:11
reject   *-types.pcap:1-10,12-30

filter   link proto slow or loopback
accept   *-types.pcap:12-13
reject   *-types.pcap:1-11,14-30

filter   link proto 0x88e5
accept   *-types.pcap:25
reject   *-types.pcap:1-24,26-30

filter   link proto 0x0801
accept   *-types.pcap:23
reject   *-types.pcap:1-22,24-30

filter   link proto \arp or \rarp
accept   *-types.pcap:1-2,26
reject   *-types.pcap:3-25,27-30

filter   link proto \decnet
accept   *-types.pcap:5-6
reject   *-types.pcap:1-4,7-30

filter   link proto 0x8847
accept   *-types.pcap:17-18,29
reject   *-types.pcap:1-16,19-28,30

filter   pppoed
accept   *-types.pcap:19
reject   *-types.pcap:1-18,20-30

filter   not pppoed
accept   *-types.pcap:1-18,20-30
reject   *-types.pcap:19

filter   pppoes
accept   *-types.pcap:20-22,30
reject   *-types.pcap:1-19,23-29

filter   pppoes 7
accept   *-types.pcap:21-22
reject   *-types.pcap:1-20,23-30

filter   pppoes 0x1f2
accept   *-types.pcap:20,30
reject   *-types.pcap:1-19,21-29

filter   pppoes 0x1f2 and udp port 53
accept   *-types.pcap:20
reject   *-types.pcap:1-19,21-30

filter   pppoes and ip
accept   *-types.pcap:20
reject   *-types.pcap:1-19,21-30

filter   pppoes and not ip
accept   *-types.pcap:21-22
reject   *-types.pcap:1-20,23-30
note     30 does not say

filter   pppoes and ppp proto 0xc021
accept   *-types.pcap:21
reject   *-types.pcap:1-20,22-30

filter   pppoes and link[0:2] = 0xc021
accept   *-types.pcap:21
reject   *-types.pcap:1-20,22-30

filter   pppoes and mpls
accept   *-types.pcap:22
reject   *-types.pcap:1-21,23-30

filter   pppoes and mpls 99 and icmp
accept   *-types.pcap:22
reject   *-types.pcap:1-21,23-30

filter   pppoes 7 and mpls 98
reject   *-types.pcap:1-30

filter   pppoes and src host 192.0.2.10
accept   *-types.pcap:20
reject   *-types.pcap:1-19,21-30

filter   pppoes and ip[9] = 17
accept   *-types.pcap:20
reject   *-types.pcap:1-19,21-30

filter   pppoes and arp
never
note     D27

links    NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA C_HDLC HDLC

filter   mpls
accept   *-types.pcap:17-18,29
reject   *-types.pcap:1-16,19-28,30

filter   mpls 20
accept   *-types.pcap:17-18
reject   *-types.pcap:1-16,19-30

filter   mpls 30
reject   *-types.pcap:1-30

filter   mpls 20 and mpls 30
accept   *-types.pcap:18
reject   *-types.pcap:1-17,19-30

filter   mpls and mpls
accept   *-types.pcap:18
reject   *-types.pcap:1-17,19-30

filter   mpls and ip
accept   *-types.pcap:17
reject   *-types.pcap:1-16,18-30

filter   mpls and ip6
reject   *-types.pcap:1-30

filter   mpls and mpls and ip6
accept   *-types.pcap:18
reject   *-types.pcap:1-17,19-30

filter   mpls and udp dst port 53
accept   *-types.pcap:17
reject   *-types.pcap:1-16,18-30

filter   mpls 20 and mpls 30 and tcp dst port 80
accept   *-types.pcap:18
reject   *-types.pcap:1-17,19-30

filter   mpls and host 192.0.2.10
accept   *-types.pcap:17
reject   *-types.pcap:1-16,18-30

filter   mpls and mpls 30 and host 2001:db8::10
accept   *-types.pcap:18
reject   *-types.pcap:1-17,19-30

filter   not mpls
accept   *-types.pcap:1-16,19-28,30
reject   *-types.pcap:17-18,29

filter   not mpls 20
accept   *-types.pcap:1-16,19-28,30
reject   *-types.pcap:17-18,29

filter   link proto 0x8848
accept   *-types.pcap:24
reject   *-types.pcap:1-23,25-30
note     D26: no mpls

filter   mpls and ip[9] = 17
accept   *-types.pcap:17
reject   *-types.pcap:1-16,18-30

filter   mpls and arp
error    behind 'mpls' only ip and ip6

filter   mpls and pppoes
error    'pppoes' cannot follow 'mpls'

links    FDDI IEEE802 IP_OVER_FC ATM_RFC1483 ATM_CLIP SUNATM APPLE_IP_OVER_IEEE1394 SYMANTEC_FIREWALL

filter   mpls
error    pfc knows no MPLS on link type

links    FDDI IEEE802 IP_OVER_FC ATM_RFC1483 ATM_CLIP SUNATM APPLE_IP_OVER_IEEE1394 SYMANTEC_FIREWALL C_HDLC HDLC

filter   vlan
error    has no VLAN tags

links    NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA

filter   atalk
accept   *-types.pcap:3
reject   *-types.pcap:1-2,4-30

filter   aarp
accept   *-types.pcap:4
reject   *-types.pcap:1-3,5-30

filter   atalk[0] = 0
accept   *-types.pcap:3
reject   *-types.pcap:1-2,4-30

filter   vlan
accept   *-types.pcap:14-16,27-28
reject   *-types.pcap:1-13,17-26,29-30

filter   vlan 73
accept   *-types.pcap:14,16,28
reject   *-types.pcap:1-13,15,17-27,29-30

filter   vlan 74
accept   *-types.pcap:15
reject   *-types.pcap:1-14,16-30

filter   vlan 74 and vlan 5
accept   *-types.pcap:15
reject   *-types.pcap:1-14,16-30

filter   vlan (73 or 5)
accept   *-types.pcap:14,16,28
reject   *-types.pcap:1-13,15,17-27,29-30

filter   vlan and vlan
accept   *-types.pcap:15
reject   *-types.pcap:1-14,16-30

filter   vlan and ip
accept   *-types.pcap:14
reject   *-types.pcap:1-13,15-30

filter   vlan 73 and arp
accept   *-types.pcap:16
reject   *-types.pcap:1-15,17-30

filter   vlan and vlan 5 and icmp6
accept   *-types.pcap:15
reject   *-types.pcap:1-14,16-30

filter   vlan 73 and udp port 53
accept   *-types.pcap:14
reject   *-types.pcap:1-13,15-30

filter   vlan and host 192.0.2.10
accept   *-types.pcap:14,16
reject   *-types.pcap:1-13,15,17-30

filter   not vlan
accept   *-types.pcap:1-13,17-26,29-30
reject   *-types.pcap:14-16,27-28

filter   not vlan 73
accept   *-types.pcap:1-13,15,17-26,29-30
reject   *-types.pcap:14,16,27-28

filter   link proto 0x8100
accept   *-types.pcap:14,27-28
reject   *-types.pcap:1-13,15-26,29-30

filter   ip or (vlan and ip)
accept   *-types.pcap:14
reject   *-types.pcap:1-13,15-30

filter   icmp6 or (vlan and vlan and icmp6)
accept   *-types.pcap:15
reject   *-types.pcap:1-14,16-30

filter   vlan and arp[6:2] = 1
accept   *-types.pcap:16
reject   *-types.pcap:1-15,17-30

links    FDDI IEEE802 IP_OVER_FC ATM_RFC1483 ATM_CLIP SUNATM

filter   atalk
reject   *-types.pcap:1-30
note     the SNAP header is not that of Apple

filter   aarp
accept   *-types.pcap:4
reject   *-types.pcap:1-3,5-30

filter   link proto 0xaa
accept   *-types.pcap:1-30

filter   link proto 0x80f3
accept   *-types.pcap:4
reject   *-types.pcap:1-3,5-30

links    C_HDLC HDLC

filter   atalk
accept   *-types.pcap:3
reject   *-types.pcap:1-2,4-30

filter   aarp
accept   *-types.pcap:4
reject   *-types.pcap:1-3,5-30

filter   link proto 0x809b
accept   *-types.pcap:3
reject   *-types.pcap:1-2,4-30

filter   atalk[1:4] = 0
accept   *-types.pcap:3
reject   *-types.pcap:1-2,4-30

links    APPLE_IP_OVER_IEEE1394 SYMANTEC_FIREWALL

filter   atalk
accept   *-types.pcap:3
reject   *-types.pcap:1-2,4-30

filter   aarp
accept   *-types.pcap:4
reject   *-types.pcap:1-3,5-30

filter   link proto 0x809b
accept   *-types.pcap:3
reject   *-types.pcap:1-2,4-30

filter   stp
never
note     D18: these link types carry EtherTypes only

filter   iso
never
note     D18: these link types carry EtherTypes only

filter   netbeui
never
note     D18: these link types carry EtherTypes only

filter   ipx
never
note     D18: these link types carry EtherTypes only

filter   clnp
never
note     D18: these link types carry EtherTypes only

filter   isis
never
note     D18: these link types carry EtherTypes only

filter   l1
never
note     D18: these link types carry EtherTypes only

filter   link proto 0x42
never
note     D18: these link types carry EtherTypes only
