# Words that move what stands to their right: vlan, mpls, pppoes, vxlan, geneve.

filter   vlan
accept   vlan.pcap:1-7 qinq.pcap:1-3 mpls.pcap:4 pppoe.pcap:5
reject   dns.pcap:1 mpls.pcap:1

filter   vlan 73
accept   vlan.pcap:1,3,6-7 qinq.pcap:1 mpls.pcap:4
reject   vlan.pcap:2,4-5 qinq.pcap:2-3

filter   vlan 0
accept   vlan.pcap:4
reject   vlan.pcap:1-3,5-7
note     the priority bits are left out

filter   vlan 4095
accept   vlan.pcap:5
reject   vlan.pcap:1-4,6-7

filter   vlan and ip
accept   vlan.pcap:1,4-7
reject   vlan.pcap:2-3 dns.pcap:1 qinq.pcap:2

filter   vlan 73 and ip6
accept   vlan.pcap:3
reject   vlan.pcap:1-2 icmp6.pcap:1

filter   vlan and arp
accept   vlan.pcap:2
reject   arp.pcap:1 qinq.pcap:1

filter   vlan 73 and vlan 74 and arp
accept   qinq.pcap:1
reject   vlan.pcap:1-3 qinq.pcap:2-3

filter   vlan and vlan 6
accept   qinq.pcap:2
reject   qinq.pcap:1,3 vlan.pcap:1-7

filter   vlan 1 and vlan 2 and vlan 3 and icmp
accept   qinq.pcap:3
reject   qinq.pcap:1-2

filter   vlan and host 192.0.2.10
accept   vlan.pcap:1-2,4-7
reject   vlan.pcap:3 dns.pcap:1 qinq.pcap:1-3

filter   vlan and port 53
accept   vlan.pcap:1,6-7
reject   vlan.pcap:2-5 dns.pcap:1

filter   vlan and ether src 00:1b:21:3c:9d:f8
accept   vlan.pcap:1-7
reject   dns.pcap:1
note     addresses stay where they are

filter   vlan and tcp[13] = 2
accept   vlan.pcap:4-5
reject   tcp.pcap:1 vlan.pcap:1

filter   ip or (vlan and ip)
accept   dns.pcap:1 vlan.pcap:1,4-7
reject   dns-ipv6.pcap:1 vlan.pcap:2-3

filter   vlan or ip
accept   vlan.pcap:1-7
reject   dns.pcap:1
note     D38: whatever stands right of vlan is looked for 4 bytes further

filter   not vlan and ip
reject   dns.pcap:1 vlan.pcap:1-7
note     D38

filter   ip and not vlan
same-as  ip
accept   dns.pcap:1
reject   vlan.pcap:1

filter   vlan 5 or vlan 6
accept   qinq.pcap:2
reject   vlan.pcap:1-7 qinq.pcap:3
note     D28: the second one is looked for inside the first

filter   mpls
accept   mpls.pcap:1-3
reject   mpls.pcap:4-5 dns.pcap:1

filter   mpls 3000
accept   mpls.pcap:1,3
reject   mpls.pcap:2

filter   mpls 3000 and ip
accept   mpls.pcap:1
reject   mpls.pcap:2-3
note     ip stands behind the last label

filter   mpls and mpls 16 and ip6
accept   mpls.pcap:2
reject   mpls.pcap:1,3

filter   mpls and mpls and mpls 1048575 and udp port 53
accept   mpls.pcap:3
reject   mpls.pcap:1-2

filter   mpls and tcp dst port 179
accept   mpls.pcap:1
reject   mpls.pcap:2-5

filter   mpls and host 192.0.2.10
accept   mpls.pcap:1
reject   mpls.pcap:2-3 dns.pcap:1

filter   vlan and mpls and tcp src port 179
accept   mpls.pcap:4
reject   mpls.pcap:1

filter   pppoed
accept   pppoe.pcap:1
reject   pppoe.pcap:2-6

filter   pppoes
accept   pppoe.pcap:2-4,6
reject   pppoe.pcap:1,5

filter   pppoes 7
accept   pppoe.pcap:3-4,6
reject   pppoe.pcap:1-2,5

filter   pppoes 0x1f2 and ip
accept   pppoe.pcap:2
reject   pppoe.pcap:3-6 dns.pcap:1

filter   pppoes and udp port 53
accept   pppoe.pcap:2
reject   pppoe.pcap:3-6 dns.pcap:1

filter   pppoes and icmp6
accept   pppoe.pcap:3
reject   pppoe.pcap:2,4-6

filter   pppoes and link proto 0xc021
accept   pppoe.pcap:4
reject   pppoe.pcap:2-3,6

filter   pppoes and mpls 99 and icmp
accept   pppoe.pcap:6
reject   pppoe.pcap:2-5

filter   vlan 7 and pppoes 0x1f2 and ip6
accept   pppoe.pcap:5
reject   pppoe.pcap:1-4,6

filter   vxlan
accept   vxlan.pcap:1-4
reject   vxlan.pcap:5-6 geneve.pcap:1 dns.pcap:1

filter   vxlan 5
accept   vxlan.pcap:2-4
reject   vxlan.pcap:1,5-6

filter   vxlan 8190 and ip
accept   vxlan.pcap:1
reject   vxlan.pcap:2-6 dns.pcap:1

filter   vxlan and arp
accept   vxlan.pcap:2
reject   vxlan.pcap:1,3-6 arp.pcap:1

filter   vxlan and icmp
accept   vxlan.pcap:1
reject   vxlan.pcap:2-6 icmp.pcap:1

filter   vxlan and host 192.0.2.10
accept   vxlan.pcap:1-2
reject   vxlan.pcap:3-6 dns.pcap:1

filter   vxlan and vlan 12 and host 192.0.2.10
accept   vxlan.pcap:4
reject   vxlan.pcap:1-3,5-6

filter   ip6 and vxlan and icmp6
accept   vxlan.pcap:3
reject   vxlan.pcap:1-2,4-6 icmp6.pcap:1

filter   vxlan and ether dst 02:00:5e:10:00:01
accept   vxlan.pcap:1-4
reject   vxlan.pcap:5-6

filter   vxlan or arp
accept   vxlan.pcap:1-4
reject   vxlan.pcap:5-6 arp.pcap:1-4
note     D14: arp is looked for inside, and where there is no inside it is not there

filter   arp or vxlan
accept   vxlan.pcap:1-4 arp.pcap:1
reject   vxlan.pcap:5-6

filter   geneve
accept   geneve.pcap:1-3
reject   geneve.pcap:4 vxlan.pcap:1

filter   geneve 0x1000
accept   geneve.pcap:1
reject   geneve.pcap:2-4

filter   geneve and tcp port 443
accept   geneve.pcap:1-2
reject   geneve.pcap:3-4 tcp.pcap:8

filter   geneve and ip6
accept   geneve.pcap:2
reject   geneve.pcap:1,3-4

filter   geneve and icmp
accept   geneve.pcap:3
reject   geneve.pcap:1-2,4

filter   geneve and ether src 00:1b:21:3c:9d:f8
accept   geneve.pcap:1-2
reject   geneve.pcap:3-4
note     geneve.pcap:3 has no link header inside

filter   geneve 5 and host 192.0.2.10
accept   geneve.pcap:3
reject   geneve.pcap:1-2,4
