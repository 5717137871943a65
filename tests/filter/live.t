# What the kernel tells beside the bytes of a packet.

filter   outbound
link     EN10MB+live
meta     pkttype=4
accept   dns.pcap:1 arp.pcap:1

filter   outbound
link     EN10MB+live
meta     pkttype=0
reject   dns.pcap:1 arp.pcap:1

filter   inbound
link     EN10MB+live
meta     pkttype=3
accept   dns.pcap:1

filter   inbound and not port 53
link     EN10MB+live
meta     pkttype=4
reject   dns.pcap:1 tcp.pcap:1

filter   ifindex 4
link     EN10MB+live
meta     ifindex=4
accept   dns.pcap:1 cut.pcap:5

filter   ifindex 4
link     EN10MB+live
meta     ifindex=40
reject   dns.pcap:1

filter   inbound
link     RAW+live
meta     pkttype=0
accept   raw.pcap:1-4

filter   vlan
link     EN10MB+live
meta     vlan=0x6384
accept   dns.pcap:1 arp.pcap:1 cut.pcap:5
note     the kernel took the tag out of the frame

filter   vlan 900 and udp port 53
link     EN10MB+live
meta     vlan=0x6384
accept   dns.pcap:1
reject   dns.pcap:3

filter   vlan 901
link     EN10MB+live
meta     vlan=0x6384
reject   dns.pcap:1

filter   len > 60 and vlan and host 192.0.2.10
link     EN10MB+live
meta     vlan=5
accept   dns.pcap:1-2
reject   arp.pcap:1 icmp6.pcap:1
note     D9

filter   arp or (vlan and arp)
link     EN10MB+live
meta     vlan=5
accept   arp.pcap:1
reject   dns.pcap:1
note     D3

filter   arp or (vlan and arp)
link     EN10MB+live
meta     pkttype=0
accept   arp.pcap:1 vlan.pcap:2
reject   dns.pcap:1 vlan.pcap:1
note     without a tag taken out, those in the frame are found

filter   vlan 73 and vlan 74 and arp
link     EN10MB+live
meta     vlan=73
accept   vlan.pcap:2
reject   vlan.pcap:1 qinq.pcap:1
note     behind the tag taken out, the frame holds the second one

filter   vlan and pppoes and ip
link     EN10MB+live
meta     vlan=73
accept   pppoe.pcap:2
reject   pppoe.pcap:3 dns.pcap:1
note     D10

filter   vlan and vxlan and icmp
link     EN10MB+live
meta     vlan=73
accept   vxlan.pcap:1
reject   vxlan.pcap:2 icmp.pcap:1
note     D10

filter   vlan and pppoes 0x1f2 and ip6
link     EN10MB+live
meta     pkttype=0
accept   pppoe.pcap:5
reject   pppoe.pcap:2-4
