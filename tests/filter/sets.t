# Sets are or-lists; behind words such as vlan they are numbers of one header.

filter   host in {192.0.2.10, 198.51.100.0/24, 2001:db8::/32}
same-as  host 192.0.2.10 or net 198.51.100.0/24 or net 2001:db8::/32
accept   dns.pcap:1 dns-ipv6.pcap:1

filter   not host in {192.0.2.10, 198.51.100.0/24}
same-as  not (host 192.0.2.10 or net 198.51.100.0/24)

filter   src host not in {192.0.2.10, 10.0.0.0 mask 255.0.0.255}
same-as  not (src host 192.0.2.10 or src net 10.0.0.0 mask 255.0.0.255)

filter   src and dst net in {192.0.2.0/24, 198.51.100.0/24}
same-as  src and dst net (192.0.2.0/24 or 198.51.100.0/24)

filter   dst in {192.0.2.1 2001:db8::35}
same-as  dst host (192.0.2.1 or 2001:db8::35)

filter   arp host in {192.0.2.1, 192.0.2.0/24}
same-as  arp net 192.0.2.0/24

filter   ip6 net in {2001:db8::/64, 2001:db8::/32, fe80::/10}
same-as  ip6 net 2001:db8::/32 or ip6 net fe80::/10
note     what another entry covers costs nothing

filter   port in {53, 80, 443, 8000-8100, http}
same-as  port 53 or port 80 or port 443 or portrange 8000-8100 or port http
accept   dns.pcap:1

filter   port in {8100-8000, 0x35}
same-as  portrange 8000-8100 or port 53
accept   dns.pcap:1

filter   port in {ftp-data, ftp}
same-as  port ftp-data or port ftp

filter   tcp dst portrange in {20-25, 80-90, 443}
same-as  tcp dst portrange (20-25 or 80-90 or 443)

filter   src port in {53, 80} or 443
same-as  src port (53 or 80) or src port 443
note     what follows has the qualifiers of the set

filter   udp and (port in {53} or 123)
same-as  udp port 53 or udp port 123

filter   proto in {17, tcp, \icmp}
same-as  proto (17 or \tcp or \icmp)
accept   dns.pcap:1
note     nothing but operands stands in a set, so words need no backslash

filter   ip proto in {tcp, udp} and port in {53}
same-as  ip and port 53 and not ip proto 132

filter   ether proto in {0x800, \arp, lldp}
same-as  ether proto (0x800 or \arp or lldp)
accept   dns.pcap:1 arp.pcap:1

filter   ether src host in {02:00:00:00:00:01, 02-00-00-00-00-02}
same-as  ether src (02:00:00:00:00:01 or 02:00:00:00:00:02)

filter   protochain in {6, 17}
same-as  protochain 6 or protochain 17

filter   host in {192.0.2.1, 192.0.2.1/32, 192.0.2.0/31, 192.0.2.1}
same-as  net 192.0.2.0/31
insns    <= 17

filter   vlan (73 or 74)
accept   vlan.pcap:1-3,6-7 qinq.pcap:1 mpls.pcap:4
reject   vlan.pcap:4-5 qinq.pcap:2-3
note     D28: either number, in one tag

filter   vlan in {73, 74}
same-as  vlan (73 or 74)

filter   vlan (73 or (74 or 75))
same-as  vlan in {73-75}

filter   vlan in {0, 4000-4095}
accept   vlan.pcap:4-5
reject   vlan.pcap:1-3,6-7

filter   vlan in {0-4095}
same-as  vlan
insns    <= 6

filter   vlan (73 or 0) and ip
accept   vlan.pcap:1,4,6-7
reject   vlan.pcap:2-3,5 dns.pcap:1

filter   vlan in {73} and vlan in {74-80} and arp
same-as  vlan 73 and vlan 74 and arp
accept   qinq.pcap:1

filter   not vlan in {1-72, 74-4095} and ip6
accept   vlan.pcap:3
reject   vlan.pcap:1-2

filter   vlan in {73, 80}
link     EN10MB+live
meta     vlan=80
accept   dns.pcap:1 vlan.pcap:1

filter   vlan in {73, 80}
link     EN10MB+live
meta     vlan=81
reject   dns.pcap:1 vlan.pcap:1

filter   mpls in {16, 3000}
accept   mpls.pcap:1,3
reject   mpls.pcap:2,4-5

filter   mpls (17 or 3000)
accept   mpls.pcap:1,3
reject   mpls.pcap:2

filter   mpls and mpls in {10-20} and ip6
accept   mpls.pcap:2
reject   mpls.pcap:1,3

filter   pppoes in {6-8}
same-as  pppoes 7
accept   pppoe.pcap:3-4,6

filter   pppoes (7 or 0x1f2) and udp port 53
accept   pppoe.pcap:2
reject   pppoe.pcap:3-6

filter   vxlan (5 or 6)
same-as  vxlan 5

filter   vxlan in {5, 8190}
accept   vxlan.pcap:1-4
reject   vxlan.pcap:5

filter   geneve in {5-6, 0x1000}
accept   geneve.pcap:1-3

filter   geneve (5 or 6) and ip
same-as  geneve 5 and ip
