# --ip6-ext: words, ports and accessors look behind IPv6 extension headers.

filter   tcp
link     EN10MB+ip6-ext
accept   chains.pcap:3 fragments.pcap:4 tcp.pcap:1
reject   chains.pcap:1-2,4-5 dns-ipv6.pcap:3

filter   tcp
accept   fragments.pcap:4 tcp.pcap:1
reject   chains.pcap:3
note     the default passes one Fragment header

filter   udp
link     EN10MB+ip6-ext
accept   dns-ipv6.pcap:3 fragments.pcap:5 dns.pcap:1
reject   chains.pcap:2-5
note     a later fragment says what the first one begins with; IPv4 chains are not walked

filter   icmp6
link     EN10MB+ip6-ext
accept   chains.pcap:4 icmp6.pcap:1,9
reject   chains.pcap:3,5 icmp.pcap:1

filter   port 80
link     EN10MB+ip6-ext
accept   chains.pcap:3 fragments.pcap:4 tcp.pcap:1
reject   fragments.pcap:5 chains.pcap:4-5

filter   not port 53
link     EN10MB+ip6-ext
accept   fragments.pcap:5 chains.pcap:3
reject   dns-ipv6.pcap:1-3 dns.pcap:1

filter   udp dst port 53 or tcp dst portrange 80-81
link     EN10MB+ip6-ext
accept   dns-ipv6.pcap:3 chains.pcap:3
reject   dns-ipv6.pcap:4

filter   ip6 and tcp[tcpflags] & (tcp-syn|tcp-ack) = tcp-syn
link     EN10MB+ip6-ext
accept   chains.pcap:3
reject   fragments.pcap:4 tcp.pcap:1
note     without --ip6-ext an error: tcp[...] is about IPv4

filter   tcp[tcpflags] = tcp-syn
link     EN10MB+ip6-ext
accept   chains.pcap:3 tcp.pcap:1
reject   chains.pcap:4

filter   not tcp[tcpflags] = tcp-syn
link     EN10MB+ip6-ext
accept   chains.pcap:1,4-5 arp.pcap:1
reject   chains.pcap:3 tcp.pcap:1

filter   udp[2:2] = 53
link     EN10MB+ip6-ext
same-as  udp dst port 53

filter   udp[0:2] != udp[2:2]
link     EN10MB+ip6-ext
accept   dns-ipv6.pcap:1-3 dns.pcap:1
reject   dns-ipv6.pcap:4 tcp.pcap:1

filter   icmp6[icmp6type] = 143
link     EN10MB+ip6-ext
accept   icmp6.pcap:9
reject   icmp6.pcap:1 chains.pcap:4

filter   icmp6[icmp6type] = icmp6-echo
link     EN10MB+ip6-ext
accept   chains.pcap:4

filter   ip6 proto 51
link     EN10MB+ip6-ext
accept   chains.pcap:4
reject   chains.pcap:1,3

filter   icmp[icmptype] = icmp-echo
link     EN10MB+ip6-ext
same-as  ip and icmp[icmptype] = icmp-echo
note     ICMP is of IPv4 alone

filter   ip6[6] = 0 and tcp[2:2] = 80
link     EN10MB+ip6-ext
accept   chains.pcap:3

filter   vlan and tcp port 80
link     EN10MB+ip6-ext
same-as  vlan and tcp and (tcp[0:2] = 80 or tcp[2:2] = 80)

filter   tcp dst port 80
link     EN10MB+ip6-ext
insns    <= 600
accept   chains.pcap:3 fragments.pcap:4
