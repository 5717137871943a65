# Hosts, networks, link addresses.

filter   host 192.0.2.10
same-as  src host 192.0.2.10 or dst host 192.0.2.10
accept   dns.pcap:1-4 tcp.pcap:1-8 fragments.pcap:1-3,6 arp.pcap:1-2 casts.pcap:1,3-5
reject   dns-ipv6.pcap:1-4 tcp.pcap:9-10 arp.pcap:3-4 vlan.pcap:1-7 mpls.pcap:1 pppoe.pcap:2
reject   vxlan.pcap:1-6 geneve.pcap:1-4 llc.pcap:14 casts.pcap:2 cut.pcap:2-6

filter   src host 192.0.2.10
accept   dns.pcap:1,3-4 tcp.pcap:1,3-4,6,8 arp.pcap:1 fragments.pcap:1-3
reject   dns.pcap:2 tcp.pcap:2,5,7 arp.pcap:2

filter   dst 192.0.2.10
accept   dns.pcap:2 tcp.pcap:2,5,7 arp.pcap:2
reject   dns.pcap:1,3-4 tcp.pcap:1,3 arp.pcap:1

filter   src and dst host 192.0.2.99
accept   arp.pcap:4
reject   arp.pcap:1-3 dns.pcap:1

filter   src or dst 192.0.2.99
accept   arp.pcap:4
reject   arp.pcap:1-3

filter   ip host 192.0.2.10
accept   dns.pcap:1-4 tcp.pcap:1-8
reject   arp.pcap:1-4

filter   arp host 192.0.2.10
accept   arp.pcap:1-2
reject   dns.pcap:1-4 arp.pcap:3-4

filter   arp dst host 192.0.2.1
accept   arp.pcap:1
reject   arp.pcap:2-4

filter   rarp host 192.0.2.77
accept   arp.pcap:3
reject   arp.pcap:1-2,4

filter   host 192.0.2.77
accept   arp.pcap:3
reject   arp.pcap:1-2,4 dns.pcap:1
note     a host without protocol is looked for in IPv4, ARP and RARP

filter   host 3221225994
same-as  host 192.0.2.10
accept   dns.pcap:1

filter   host 0xc000020a
same-as  host 192.0.2.10
accept   dns.pcap:1

filter   host 198.51
same-as  net 198.51.0.0/16
accept   tcp.pcap:1-8
reject   dns.pcap:1-2,4

filter   net 192.0.2.0/24
accept   dns.pcap:1-4 arp.pcap:1-4 casts.pcap:1,3
reject   dns-ipv6.pcap:1 casts.pcap:2 icmp6.pcap:1

filter   net 192.0.2.0 mask 255.255.255.0
same-as  net 192.0.2/24
accept   dns.pcap:1

filter   net 192
same-as  net 192.0.0.0/8
accept   dns.pcap:1

filter   net 192.0.0.10 mask 255.0.0.255
accept   dns.pcap:1 tcp.pcap:1
reject   arp.pcap:3-4
note     a mask need not be a prefix

filter   net 192.0.2.10/32
same-as  host 192.0.2.10
accept   dns.pcap:1

filter   net 0.0.0.0/0
same-as  ip or arp or rarp
accept   dns.pcap:1 arp.pcap:1,3
reject   dns-ipv6.pcap:1 llc.pcap:1

filter   ip net 224.0.0.0/4
accept   dns.pcap:4 casts.pcap:4 ip-protocols.pcap:1-9
reject   casts.pcap:1-3,5-6

filter   dst net 192.0.2.0/31 and arp
accept   arp.pcap:1
reject   arp.pcap:2-4

filter   src net 198.51.100.16/28
accept   tcp.pcap:2,5,7
reject   tcp.pcap:1,3-4,6,8-10

filter   net 192.0.2.48/28 or 203.0.113.0/30
accept   dns.pcap:1-2 vxlan.pcap:1-2,4-6 geneve.pcap:1-2,4
reject   dns.pcap:3-4 vxlan.pcap:3 geneve.pcap:3

filter   host 2001:db8::10
accept   dns-ipv6.pcap:1-3 tcp.pcap:9-10 fragments.pcap:4-5
reject   dns-ipv6.pcap:4 tcp.pcap:1 icmp6.pcap:1 vlan.pcap:3 vxlan.pcap:3

filter   src 2001:db8::10
accept   dns-ipv6.pcap:1,3 tcp.pcap:9
reject   dns-ipv6.pcap:2 tcp.pcap:10

filter   ip6 dst host 2001:db8:7::42
accept   dns-ipv6.pcap:1,3 tcp.pcap:9
reject   dns-ipv6.pcap:2,4 tcp.pcap:10

filter   host 2001:db8:0:0:0:0:0.0.0.16
same-as  host 2001:db8::10
accept   dns-ipv6.pcap:1

filter   net 2001:db8::/32
accept   dns-ipv6.pcap:1-3 vxlan.pcap:3 geneve.pcap:3
reject   dns-ipv6.pcap:4 icmp6.pcap:1-9 dns.pcap:1

filter   net 2001:db8::/42
accept   dns-ipv6.pcap:1-3 tcp.pcap:9
reject   icmp6.pcap:1

filter   src net 2001:db8:7::/48
accept   dns-ipv6.pcap:2 tcp.pcap:10 sctp.pcap:2
reject   dns-ipv6.pcap:1,3-4 tcp.pcap:9

filter   net 2001:db8:7::42/127
accept   dns-ipv6.pcap:1-3
reject   dns-ipv6.pcap:4

filter   ip6 net ::/0
same-as  ip6
accept   dns-ipv6.pcap:1-4
reject   dns.pcap:1

filter   dst net ff00::/8
accept   dns-ipv6.pcap:4 icmp6.pcap:9 casts.pcap:6 ip-protocols.pcap:10
reject   dns-ipv6.pcap:1-3 icmp6.pcap:1-8

filter   host 192.0.2.53 or 2001:db8:7::42
accept   dns.pcap:1-2 dns-ipv6.pcap:1-3
reject   dns.pcap:3-4 dns-ipv6.pcap:4

filter   host (192.0.2.53 or 192.0.2.99 or 203.0.113.1)
accept   dns.pcap:1-2 arp.pcap:4 vxlan.pcap:1
reject   dns.pcap:3-4 arp.pcap:1-3 vxlan.pcap:3

filter   host ((192.0.2.53 or 192.0.2.99) or 203.0.113.1)
same-as  host 192.0.2.53 or 192.0.2.99 or 203.0.113.1
accept   dns.pcap:1

filter   host 192.0.2.10 and not 192.0.2.53
same-as  host 192.0.2.10 and not host 192.0.2.53
accept   dns.pcap:3-4 tcp.pcap:1 arp.pcap:1
reject   dns.pcap:1-2 dns-ipv6.pcap:1

filter   not host 192.0.2.10
accept   dns-ipv6.pcap:1 arp.pcap:3-4 llc.pcap:1
reject   dns.pcap:1-4 arp.pcap:1-2 cut.pcap:2-6
note     where the captured bytes end, the packet is rejected

filter   ether host 02:00:5e:10:00:01
same-as  ether src 02:00:5e:10:00:01 or ether dst 02:00:5e:10:00:01
accept   dns.pcap:1 arp.pcap:2-3 dns-ipv6.pcap:1 llc.pcap:2
reject   dns.pcap:4 arp.pcap:1,4 llc.pcap:1

filter   ether src 02-00-5e-10-00-01
accept   arp.pcap:2
reject   arp.pcap:1,3-4 dns.pcap:1

filter   link dst 0200.5e10.0001
accept   dns.pcap:1 arp.pcap:3
reject   arp.pcap:1-2

filter   ether host 001b213c9df8
accept   dns.pcap:1 arp.pcap:1-4 cut.pcap:1-4
reject   cut.pcap:5-6

filter   ether src and dst 0:1b:21:3c:9d:f8
reject   dns.pcap:1 arp.pcap:1-4

filter   ether dst 01:00:5e:00:00:fb or 33:33:00:00:00:fb
accept   dns.pcap:4 dns-ipv6.pcap:4
reject   dns.pcap:1-3 dns-ipv6.pcap:1-3

filter   decnet host 17.44
accept   decnet.pcap:1-4
reject   dns.pcap:1

filter   decnet src 3.1000
accept   decnet.pcap:1-4

filter   decnet dst 3.1000
reject   decnet.pcap:1-4

filter   decnet src or dst 17.44
same-as  decnet host 17.44
accept   decnet.pcap:1-4

filter   decnet src and dst 17.44
reject   decnet.pcap:1-4
