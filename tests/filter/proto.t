# Protocols: of the link layer, of IP, of ISO.

filter   ip
accept   dns.pcap:1-4 icmp.pcap:1-6 fragments.pcap:1-3,6 cut.pcap:1-3
reject   dns-ipv6.pcap:1-4 arp.pcap:1-4 vlan.pcap:1,4 llc.pcap:14 cut.pcap:4-6
note     llc.pcap:14 holds IPv4, but by its SNAP header

filter   ip6
accept   dns-ipv6.pcap:1-4 icmp6.pcap:1-9 fragments.pcap:4-5
reject   dns.pcap:1 vlan.pcap:3 arp.pcap:1

filter   arp
accept   arp.pcap:1-2,4
reject   arp.pcap:3 vlan.pcap:2 dns.pcap:1

filter   rarp
accept   arp.pcap:3
reject   arp.pcap:1-2,4

filter   not ip and not arp
same-as  not (ip or arp)
accept   dns-ipv6.pcap:1 llc.pcap:1-14 arp.pcap:3
reject   dns.pcap:1 arp.pcap:1

filter   tcp
accept   tcp.pcap:1-10 dns.pcap:3 fragments.pcap:4,6 cut.pcap:1-2
reject   dns.pcap:1-2 chains.pcap:1,3 vlan.pcap:4 cut.pcap:3-6
note     later fragments carry the protocol too, and IPv6 a Fragment header

filter   udp
accept   dns.pcap:1-2,4 dns-ipv6.pcap:1-2,4 fragments.pcap:1-2,5 vxlan.pcap:1-6
reject   dns.pcap:3 dns-ipv6.pcap:3 chains.pcap:2

filter   icmp
accept   icmp.pcap:1-6 fragments.pcap:3
reject   icmp6.pcap:1-9 dns.pcap:1

filter   icmp6
accept   icmp6.pcap:1-8
reject   icmp6.pcap:9 icmp.pcap:1-6 chains.pcap:4

filter   sctp
accept   sctp.pcap:1-2
reject   dns.pcap:1

filter   igmp
accept   ip-protocols.pcap:1
reject   ip-protocols.pcap:2-11

filter   igrp
accept   ip-protocols.pcap:3
reject   ip-protocols.pcap:1-2,4-11

filter   pim
accept   ip-protocols.pcap:8,10
reject   ip-protocols.pcap:1-7,9,11

filter   vrrp
same-as  carp
accept   ip-protocols.pcap:9
reject   ip-protocols.pcap:1-8,10-11

filter   ah
accept   chains.pcap:1-2
reject   chains.pcap:3-5 ip-protocols.pcap:1-11

filter   esp
accept   ip-protocols.pcap:6,11
reject   ip-protocols.pcap:1-5,7-10

filter   ip proto 47
same-as  ip proto gre
accept   ip-protocols.pcap:5
reject   ip-protocols.pcap:1-4,6-11

filter   proto ospf or \igmp
accept   ip-protocols.pcap:1,7
reject   ip-protocols.pcap:2-6,8-11

filter   proto 50
same-as  esp
accept   ip-protocols.pcap:6,11

filter   ip6 proto 50
accept   ip-protocols.pcap:11
reject   ip-protocols.pcap:6

filter   ip proto \udp
accept   dns.pcap:1-2 fragments.pcap:1-2
reject   dns-ipv6.pcap:1-4

filter   ip6 proto 0
accept   dns-ipv6.pcap:3 chains.pcap:3 icmp6.pcap:9
reject   dns-ipv6.pcap:1-2

filter   ip6 proto 44
accept   fragments.pcap:4-5
reject   fragments.pcap:1-3,6

filter   proto (1 or 58)
same-as  ip proto 1 or ip6 proto 1 or ip proto 58 or ip6 proto 58
accept   icmp.pcap:1-6 icmp6.pcap:1-8
reject   tcp.pcap:1 icmp6.pcap:9

filter   ip protochain 6
accept   tcp.pcap:1-8 chains.pcap:1
reject   chains.pcap:2-5 tcp.pcap:9-10 dns.pcap:1

filter   ip protochain \udp
accept   dns.pcap:1-2 chains.pcap:2
reject   chains.pcap:1,3-5

filter   protochain 51
accept   chains.pcap:1-2,4
reject   chains.pcap:3,5 tcp.pcap:1

filter   ip6 protochain 6
accept   tcp.pcap:9-10 chains.pcap:3 fragments.pcap:4
reject   chains.pcap:1-2,4-5 tcp.pcap:1

filter   ip6 protochain 58
accept   icmp6.pcap:1-9 chains.pcap:4
reject   chains.pcap:1-3,5

filter   protochain 59
accept   chains.pcap:5
reject   chains.pcap:1-4

filter   ip6 protochain 60
accept   chains.pcap:3,5
reject   chains.pcap:1-2,4

filter   ether proto 0x0800
same-as  ip
accept   dns.pcap:1

filter   ether proto \arp
same-as  arp
accept   arp.pcap:1

filter   ether proto 0x88cc
same-as  ether proto lldp
accept   ethertypes.pcap:1
reject   ethertypes.pcap:2-11

filter   link proto slow or loopback
accept   ethertypes.pcap:2-3
reject   ethertypes.pcap:1,4-11

filter   ether proto 0x888e
accept   ethertypes.pcap:4
reject   ethertypes.pcap:1-3,5-11

filter   lat or sca or mopdl or moprc
accept   ethertypes.pcap:5-8
reject   ethertypes.pcap:1-4,9-11

filter   lat
accept   ethertypes.pcap:5
reject   ethertypes.pcap:6-8

filter   decnet
accept   decnet.pcap:1-4
reject   ethertypes.pcap:1-11

filter   ether proto 1501
accept   ethertypes.pcap:10
reject   ethertypes.pcap:1-9,11

filter   stp
same-as  ether proto 0x42
accept   llc.pcap:1 ethertypes.pcap:11
reject   llc.pcap:2-14 ethertypes.pcap:1-10
note     up to 1500 the type field is a length, and an LLC header follows

filter   netbeui
accept   llc.pcap:2
reject   llc.pcap:1,3-14
note     both service access points count: llc.pcap:5 has 0xf0 and 0xf1

filter   ipx
same-as  ether proto 0xe0
accept   llc.pcap:7-10
reject   llc.pcap:1-6,11-14

filter   ether proto 0x8137
accept   llc.pcap:10
reject   llc.pcap:1-9,11-14

filter   atalk
accept   llc.pcap:11-12
reject   llc.pcap:1-10,13-14

filter   aarp
accept   llc.pcap:13 ethertypes.pcap:9
reject   llc.pcap:1-12,14

filter   iso
accept   iso.pcap:1-12
reject   llc.pcap:1-14

filter   clnp
accept   iso.pcap:10
reject   iso.pcap:1-9,11-12

filter   esis or clnp
same-as  iso proto \esis or \clnp
accept   iso.pcap:10-11
reject   iso.pcap:1-9,12

filter   isis
same-as  iso proto 0x83
accept   iso.pcap:1-9,12
reject   iso.pcap:10-11 llc.pcap:1

filter   iih
accept   iso.pcap:1-3,12
reject   iso.pcap:4-11

filter   lsp
accept   iso.pcap:4-5
reject   iso.pcap:1-3,6-12

filter   snp
same-as  csnp or psnp
accept   iso.pcap:6-9
reject   iso.pcap:1-5,10-12

filter   csnp
accept   iso.pcap:6-7
reject   iso.pcap:8-9

filter   l1
accept   iso.pcap:1,3-4,6,8,12
reject   iso.pcap:2,5,7,9-11

filter   l2 and not iih
accept   iso.pcap:5,7,9
reject   iso.pcap:1-4,6,8,10-12

filter   isis proto 20
accept   iso.pcap:5
reject   iso.pcap:1-4,6-12

filter   tcp or udp or icmp
accept   tcp.pcap:1 dns.pcap:1 icmp.pcap:1
reject   arp.pcap:1 icmp6.pcap:1 sctp.pcap:1

filter   !tcp && !udp
same-as  not (tcp or udp)
accept   arp.pcap:1 icmp.pcap:1
reject   tcp.pcap:1 dns.pcap:1
