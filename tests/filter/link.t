# Broadcast, multicast, LLC, and what only looks at length or bytes.

filter   broadcast
same-as  ether broadcast
accept   arp.pcap:1,4 casts.pcap:1-2 cut.pcap:6
reject   arp.pcap:2-3 casts.pcap:3-6 dns.pcap:4

filter   multicast
same-as  ether multicast
accept   arp.pcap:1,4 dns.pcap:4 dns-ipv6.pcap:4 casts.pcap:1-2,5-6 llc.pcap:1 cut.pcap:6
reject   dns.pcap:1-3 casts.pcap:3-4
note     the broadcast address is a multicast address

filter   multicast and not broadcast
accept   dns.pcap:4 casts.pcap:5-6
reject   casts.pcap:1-4 cut.pcap:6

filter   ip multicast
accept   dns.pcap:4 casts.pcap:4 ip-protocols.pcap:1-9
reject   dns.pcap:1 casts.pcap:1-3,5-6

filter   ip6 multicast
accept   dns-ipv6.pcap:4 casts.pcap:6 icmp6.pcap:9 ip-protocols.pcap:10
reject   dns-ipv6.pcap:1-3 dns.pcap:4

filter   ip broadcast
link     EN10MB+mask=255.255.255.0
accept   casts.pcap:1-3
reject   casts.pcap:4-6 dns.pcap:1

filter   ip broadcast
link     EN10MB+mask=255.255.254.0
accept   casts.pcap:2-3
reject   casts.pcap:1,4-6
note     192.0.2.255 is the host 0.255 of 192.0.2.0/23; D25: only the host part counts

filter   llc
accept   llc.pcap:1-6,8-9,11,13-14 iso.pcap:1-12 ethertypes.pcap:11
reject   llc.pcap:7,10,12 dns.pcap:1 ethertypes.pcap:10
note     llc.pcap:7 is of Novell's form, without LLC

filter   llc u
accept   llc.pcap:1,3-4,8-9 iso.pcap:1
reject   llc.pcap:2,5-6

filter   llc ui
accept   llc.pcap:1,8-9,11,13-14 iso.pcap:1
reject   llc.pcap:2-6

filter   llc xid
accept   llc.pcap:3
reject   llc.pcap:1-2,4-14
note     with or without the poll/final bit

filter   llc test
accept   llc.pcap:4
reject   llc.pcap:1-3,5-14

filter   llc i
accept   llc.pcap:2
reject   llc.pcap:1,3-14

filter   llc s
same-as  llc and ether[16] & 3 = 1
accept   llc.pcap:5-6
reject   llc.pcap:1-4,7-14

filter   llc rr
accept   llc.pcap:5
reject   llc.pcap:6

filter   llc RNR
accept   llc.pcap:6
reject   llc.pcap:5

filter   less 42
same-as  len <= 42
accept   arp.pcap:1 cut.pcap:6
reject   dns.pcap:1 cut.pcap:1-5

filter   greater 1514
same-as  length >= 1514
accept   cut.pcap:7
reject   dns.pcap:1 cut.pcap:1-6

filter   len = 54
accept   cut.pcap:1-5 tcp.pcap:1
reject   cut.pcap:6-7
note     the length on the wire, however little was captured

filter   byte 12 = 8
same-as  ether[12] = 8
accept   dns.pcap:1 arp.pcap:1
reject   dns-ipv6.pcap:1 cut.pcap:5-6

filter   byte 13 > 5
accept   arp.pcap:1 dns-ipv6.pcap:1
reject   dns.pcap:1 cut.pcap:4-6

filter   byte 13 < 6
accept   dns.pcap:1
reject   arp.pcap:1

filter   byte 0 & 1
same-as  multicast
accept   arp.pcap:1
reject   arp.pcap:2

filter   byte 0 | 0
accept   dns.pcap:1 arp.pcap:1
reject   arp.pcap:2 cut.pcap:5
note     arp.pcap:2 starts with 0
