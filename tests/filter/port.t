# Ports. Only first fragments hold them, and behind IPv6 extension headers nobody looks.

filter   port 53
same-as  tcp port 53 or udp port 53 or sctp port 53
accept   dns.pcap:1-3 dns-ipv6.pcap:1-2 fragments.pcap:1
reject   dns.pcap:4 dns-ipv6.pcap:3-4 fragments.pcap:2-6 tcp.pcap:1-10 vlan.pcap:1 cut.pcap:1-6
note     fragments.pcap:2 has Fragment Offset > 0, so it holds no ports (RFC 791 3.1)

filter   udp port 53
accept   dns.pcap:1-2 dns-ipv6.pcap:1-2 fragments.pcap:1
reject   dns.pcap:3

filter   udp dst port 53
same-as  udp and dst port domain
insns    <= 16
accept   dns.pcap:1 dns-ipv6.pcap:1
reject   dns.pcap:2 dns-ipv6.pcap:2

filter   udp src port 53
accept   dns.pcap:2 dns-ipv6.pcap:2
reject   dns.pcap:1 dns-ipv6.pcap:1

filter   tcp port 53
accept   dns.pcap:3
reject   dns.pcap:1-2,4

filter   src and dst port 5353
accept   dns.pcap:4 dns-ipv6.pcap:4 casts.pcap:4-6
reject   dns.pcap:1-3

filter   src or dst port 5353
accept   dns.pcap:4 dns-ipv6.pcap:4
reject   dns.pcap:1-3

filter   tcp port 80
accept   tcp.pcap:1-7,9-10 cut.pcap:1
reject   tcp.pcap:8 fragments.pcap:4,6 chains.pcap:1,3 vlan.pcap:4 cut.pcap:2-6

filter   tcp dst port 443
accept   tcp.pcap:8
reject   tcp.pcap:1-7,9-10
note     the ports of tcp.pcap:8 lie behind IPv4 options

filter   sctp port 3868
accept   sctp.pcap:1-2
reject   tcp.pcap:1 dns.pcap:1

filter   sctp src port 3868
accept   sctp.pcap:2
reject   sctp.pcap:1

filter   port 3868
accept   sctp.pcap:1-2

filter   tcp port 3868
reject   sctp.pcap:1-2

filter   port http
same-as  tcp port 80
accept   tcp.pcap:1

filter   port domain
same-as  port 53
accept   dns.pcap:1,3

filter   port 53 or 80
accept   dns.pcap:1-3 tcp.pcap:1-7,9-10
reject   dns.pcap:4 tcp.pcap:8

filter   port (53 or 80) and not 40000
accept   dns.pcap:1-3
reject   tcp.pcap:1-10 dns.pcap:4 cut.pcap:7

filter   port not 53
same-as  not port 53
accept   dns.pcap:4 tcp.pcap:1 arp.pcap:1 fragments.pcap:2 dns-ipv6.pcap:3
reject   dns.pcap:1-3

filter   tcp port 80 or udp port 53
accept   tcp.pcap:1 dns.pcap:1
reject   dns.pcap:3 tcp.pcap:8

filter   portrange 50-60
accept   dns.pcap:1-3 dns-ipv6.pcap:1-2 fragments.pcap:1
reject   tcp.pcap:1-10 dns.pcap:4

filter   portrange 60-50
same-as  portrange 50-60
accept   dns.pcap:1

filter   portrange 53
same-as  port 53
accept   dns.pcap:1

filter   tcp src portrange 40000-40002
accept   tcp.pcap:1,3-4,6,9 dns.pcap:3
reject   tcp.pcap:2,5,7-8,10 dns.pcap:1

filter   src and dst portrange 50-6000
accept   dns.pcap:4 casts.pcap:1-6
reject   dns.pcap:1-3

filter   udp portrange 67-68
accept   casts.pcap:1-3
reject   casts.pcap:4-6

filter   portrange 0x35-065
same-as  port 53
accept   dns.pcap:1
note     0x35 and 065 are 53

filter   port 0
reject   dns.pcap:1-4 tcp.pcap:1-10 arp.pcap:1

filter   portrange 0-65535
accept   dns.pcap:1-4 tcp.pcap:1-10 sctp.pcap:1-2 fragments.pcap:1 cut.pcap:7
reject   arp.pcap:1 icmp.pcap:1-6 fragments.pcap:2-6 icmp6.pcap:1 dns-ipv6.pcap:3

filter   port 22 or 53 and host 192.0.2.53
same-as  (port 22 or port 53) and host 192.0.2.53
accept   dns.pcap:1-2
reject   dns.pcap:3

filter   tcp or udp port 53 and host 192.0.2.53
same-as  (tcp or udp port 53) and host 192.0.2.53
accept   dns.pcap:1-2
reject   tcp.pcap:1-8 dns.pcap:3-4
note     and does not bind tighter than or
