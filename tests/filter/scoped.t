# --scoped: vlan and its like hold for what `and` joins to their right, up to `or` and `)`.

filter   (vlan 73 and ip) or (vlan 5 and arp)
link     EN10MB+scoped
same-as  (vlan 73 and ip) or (ether proto 0x8100 and ether[14:2] & 0xfff = 5 and ether[16:2] = 0x806)
accept   vlan.pcap:1,6-7
reject   vlan.pcap:2-5 dns.pcap:1

filter   vlan 73 or vlan 0
link     EN10MB+scoped
accept   vlan.pcap:1,3-4,6-7 qinq.pcap:1
reject   vlan.pcap:2,5 qinq.pcap:2-3 dns.pcap:1

filter   not vlan and udp
link     EN10MB+scoped
same-as  udp
accept   dns.pcap:1
reject   vlan.pcap:1-7

filter   vlan or arp
link     EN10MB+scoped
same-as  arp or vlan
accept   vlan.pcap:1-7 arp.pcap:1
reject   dns.pcap:1

filter   vlan and ip or arp
link     EN10MB+scoped
same-as  arp or (vlan and ip)
accept   arp.pcap:1 vlan.pcap:1
reject   vlan.pcap:2 dns.pcap:1
note     arp stands behind `or`: it is looked for in front of the tag

filter   vlan 73 and (arp or ip6)
link     EN10MB+scoped
same-as  vlan 73 and not ip and (ip6 or arp)
accept   vlan.pcap:3
reject   vlan.pcap:1 icmp6.pcap:1
note     a word reaches into parentheses

filter   vlan and (vlan 6 or vlan 74)
link     EN10MB+scoped
accept   qinq.pcap:1-2
reject   vlan.pcap:1-7 qinq.pcap:3

filter   not (vlan and arp) and vlan 73
link     EN10MB+scoped
accept   vlan.pcap:1,3,6-7
reject   vlan.pcap:2,4-5

filter   (vlan 73 and ip) or (vlan and (not ip and not arp) and ip6)
link     EN10MB+scoped
accept   vlan.pcap:1,3
reject   vlan.pcap:2

filter   mpls or arp
link     EN10MB+scoped
same-as  arp or mpls
accept   mpls.pcap:1 arp.pcap:1
reject   dns.pcap:1
note     an error without --scoped: an MPLS label does not say which protocol follows

filter   pppoes or ether src 00:1b:21:3c:9d:f8
link     EN10MB+scoped
accept   pppoe.pcap:1 vlan.pcap:1

filter   vxlan or arp
link     EN10MB+scoped
same-as  arp or vxlan
accept   arp.pcap:1

filter   not geneve and udp
link     EN10MB+scoped
same-as  udp and not geneve
accept   dns.pcap:1

filter   (vxlan and icmp) or (geneve and icmp) or icmp
link     EN10MB+scoped
same-as  icmp or (vxlan and icmp) or (ip and geneve and icmp) or (ip6 and geneve and icmp)

filter   ip and vlan or arp
link     EN10MB+scoped
same-as  arp

filter   vlan 73 and ip or vlan 0 and ip
link     EN10MB+scoped+live
meta     vlan=73
accept   dns.pcap:1
reject   arp.pcap:1
note     the kernel took the tag out

filter   vlan 5 or ip
link     EN10MB+scoped+live
meta     vlan=73
accept   dns.pcap:1
reject   arp.pcap:1

filter   vlan (73 or 0) and ip or arp
link     EN10MB+scoped
same-as  arp or (vlan (73 or 0) and ip)
accept   arp.pcap:1 vlan.pcap:1,4
reject   vlan.pcap:2
note     a list of numbers is one word
