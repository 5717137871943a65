# Link types beside Ethernet.

filter   ip
link     NULL
accept   null.pcap:1-2
reject   null.pcap:3-8
note     the address family is in the byte order of the machine that wrote it

filter   ip6
link     NULL
accept   null.pcap:3-7
reject   null.pcap:1-2,8
note     its number for IPv6 is that of the system that wrote it

filter   udp port 53
link     NULL
accept   null.pcap:1-7
reject   null.pcap:8

filter   host 192.0.2.10
link     NULL
accept   null.pcap:1-2
reject   null.pcap:3-8

filter   link[0:4] = 2
link     NULL
accept   null.pcap:2
reject   null.pcap:1,3-8

filter   ip
link     LOOP
accept   loop.pcap:1
reject   loop.pcap:2-3

filter   ip6 and port 53
link     LOOP
accept   loop.pcap:2
reject   loop.pcap:1,3

filter   ip
link     RAW
accept   raw.pcap:1,4
reject   raw.pcap:2-3

filter   ip6 and tcp dst port 179
link     RAW
accept   raw.pcap:2
reject   raw.pcap:1,3-4

filter   icmp[0] = 8
link     RAW
accept   raw.pcap:4
reject   raw.pcap:1-3

filter   icmp[0 - 11] = 1
link     RAW
accept   raw.pcap:4
reject   raw.pcap:1-3
note     the protocol, in the IP header in front

filter   not ip and not ip6
link     RAW
accept   raw.pcap:3
reject   raw.pcap:1-2,4

filter   host 192.0.2.10 or 2001:db8::10
link     RAW
accept   raw.pcap:1-2,4
reject   raw.pcap:3

filter   icmp[0] = 3
link     IPV4
accept   ipv4.pcap:2
reject   ipv4.pcap:1

filter   port 53
link     IPV4
same-as  udp port 53 or tcp port 53 or sctp port 53
accept   ipv4.pcap:1
reject   ipv4.pcap:2

filter   ip
link     IPV4
accept   ipv4.pcap:1-2

filter   icmp6
link     IPV6
accept   ipv6.pcap:2
reject   ipv6.pcap:1

filter   src host 2001:db8::10 and udp
link     IPV6
accept   ipv6.pcap:1
reject   ipv6.pcap:2

filter   ip
link     LINUX_SLL
accept   sll.pcap:1
reject   sll.pcap:2-8

filter   tcp port 80
link     LINUX_SLL
accept   sll.pcap:2
reject   sll.pcap:1,3-8

filter   host 192.0.2.1
link     LINUX_SLL
accept   sll.pcap:3
reject   sll.pcap:1-2,4-8

filter   outbound
link     LINUX_SLL
accept   sll.pcap:1,8
reject   sll.pcap:2-7

filter   inbound
link     LINUX_SLL
same-as  not outbound
accept   sll.pcap:2-7
reject   sll.pcap:1,8

filter   outbound and udp port 500
link     LINUX_SLL
accept   sll.pcap:1
reject   sll.pcap:2-8

filter   stp
link     LINUX_SLL
accept   sll.pcap:4
reject   sll.pcap:1-3,5-8

filter   ipx
link     LINUX_SLL
accept   sll.pcap:5
reject   sll.pcap:1-4,6-8

filter   isis
link     LINUX_SLL
accept   sll.pcap:6
reject   sll.pcap:1-5,7-8
note     D18

filter   l1 and iih
link     LINUX_SLL
accept   sll.pcap:6
reject   sll.pcap:1-5,7-8

filter   vlan 73 and udp port 53
link     LINUX_SLL
accept   sll.pcap:7
reject   sll.pcap:1-6,8
note     D31

filter   vlan 73 and vlan 5 and icmp6
link     LINUX_SLL
accept   sll.pcap:8
reject   sll.pcap:1-7

filter   arp
link     LINUX_SLL2
accept   sll2.pcap:3
reject   sll2.pcap:1-2,4-8

filter   ip6 and tcp
link     LINUX_SLL2
accept   sll2.pcap:2
reject   sll2.pcap:1,3-8

filter   ifindex 3
link     LINUX_SLL2
accept   sll2.pcap:1-8

filter   ifindex 4
link     LINUX_SLL2
reject   sll2.pcap:1-8

filter   inbound and ip6
link     LINUX_SLL2
accept   sll2.pcap:2
reject   sll2.pcap:1,3-8

filter   outbound
link     LINUX_SLL2
accept   sll2.pcap:1,8
reject   sll2.pcap:2-7

filter   stp or isis
link     LINUX_SLL2
accept   sll2.pcap:4,6
reject   sll2.pcap:1-3,5,7-8
note     D18

filter   vlan and udp
link     LINUX_SLL2
accept   sll2.pcap:7
reject   sll2.pcap:1-6,8

filter   ip
link     PPP
accept   ppp.pcap:1
reject   ppp.pcap:2-4

filter   icmp6
link     PPP
accept   ppp.pcap:2
reject   ppp.pcap:1,3-4

filter   ppp proto 0x8057
link     PPP
accept   ppp.pcap:3
reject   ppp.pcap:1-2,4

filter   mpls 20 and icmp
link     PPP
accept   ppp.pcap:4
reject   ppp.pcap:1-3
