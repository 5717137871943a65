# Accessors, arithmetic, comparisons.

filter   tcp[13] & 2 != 0
same-as  tcp[tcpflags] & tcp-syn != 0
accept   tcp.pcap:1-2,8 dns.pcap:3
reject   tcp.pcap:3-7,9-10 fragments.pcap:4,6 dns.pcap:1 cut.pcap:1
note     an accessor of TCP looks at IPv4 and first fragments only

filter   tcp[tcpflags] = tcp-syn
accept   tcp.pcap:1 dns.pcap:3
reject   tcp.pcap:2-10

filter   tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn|tcp-ack
accept   tcp.pcap:2
reject   tcp.pcap:1,3-10

filter   tcp[tcpflags] & (tcp-rst | tcp-fin) != 0
accept   tcp.pcap:6-7
reject   tcp.pcap:1-5,8-10

filter   tcp[13] & (tcp-ece|tcp-cwr) = 0xc0
accept   tcp.pcap:8
reject   tcp.pcap:1-7,9-10

filter   not tcp[13] & 2 != 0
accept   arp.pcap:1 dns.pcap:1 tcp.pcap:3-7,9-10 fragments.pcap:6
reject   tcp.pcap:1-2,8 cut.pcap:1,3-5
note     not turns the whole relation around: what is no TCP matches

filter   tcp[13] != 2
accept   tcp.pcap:2-8
reject   tcp.pcap:1,9-10 arp.pcap:1 dns.pcap:1
note     != leaves what is no TCP out

filter   2 & tcp[13] != 0
same-as  tcp[13] & 2 != 0
accept   tcp.pcap:1
note     D8

filter   tcp[20:4] = 0x47455420
accept   tcp.pcap:4
reject   tcp.pcap:1-3,5-10

filter   tcp[(tcp[12] >> 4) * 4 : 4] = 0x48545450
accept   tcp.pcap:5
reject   tcp.pcap:1-4,6-10

filter   tcp[0:2] = 80
same-as  tcp src port 80 and ip
accept   tcp.pcap:2,5,7
reject   tcp.pcap:1,3-4,6,8-10

filter   udp[2:2] = 53
accept   dns.pcap:1 fragments.pcap:1
reject   dns.pcap:2-4 dns-ipv6.pcap:1 fragments.pcap:2

filter   udp[4:2] > 100
accept   cut.pcap:7
reject   dns.pcap:1-4

filter   udp[8:2] = 0xabcd
accept   dns.pcap:1-2
reject   dns.pcap:3-4

filter   icmp[icmptype] = icmp-echo
accept   icmp.pcap:1 fragments.pcap:3
reject   icmp.pcap:2-6 icmp6.pcap:1

filter   icmp[icmptype] = icmp-unreach and icmp[icmpcode] = 4
accept   icmp.pcap:3
reject   icmp.pcap:1-2,4-6

filter   icmp[0] != icmp-echo and icmp[0] != icmp-echoreply
accept   icmp.pcap:3-6
reject   icmp.pcap:1-2 dns.pcap:1

filter   icmp6[icmp6type] = icmp6-echo
accept   icmp6.pcap:1
reject   icmp6.pcap:2-9 icmp.pcap:1

filter   icmp6[icmp6type] >= icmp6-routersolicit and icmp6[0] <= icmp6-redirect
accept   icmp6.pcap:5-8
reject   icmp6.pcap:1-4,9

filter   sctp[2:2] = 3868
accept   sctp.pcap:1
reject   sctp.pcap:2

filter   igmp[0] = 0 or pim[0] = 0
accept   ip-protocols.pcap:1,8
reject   ip-protocols.pcap:2-7,9-11

filter   ip[8] = 64
accept   dns.pcap:1 icmp.pcap:1-6
reject   dns-ipv6.pcap:1 arp.pcap:1

filter   ip[0] & 0xf != 5
accept   tcp.pcap:8 vxlan.pcap:4
reject   tcp.pcap:1-7,9-10 arp.pcap:1

filter   ip[6:2] & 0x1fff = 0
accept   fragments.pcap:1,3 dns.pcap:1
reject   fragments.pcap:2,4-6 arp.pcap:1

filter   ip[6] & 0x20 != 0
accept   fragments.pcap:1,3,6
reject   fragments.pcap:2,4-5 dns.pcap:1

filter   ip[2:2] > 100
accept   cut.pcap:7
reject   tcp.pcap:1

filter   ip[16:4] = 0xc6336411
same-as  ip dst host 198.51.100.17
accept   tcp.pcap:1

filter   ip[2:2] - ((ip[0] & 0xf) << 2) - ((tcp[12] & 0xf0) >> 2) > 0
accept   tcp.pcap:4-5
reject   tcp.pcap:1-3,6-10 dns.pcap:1
note     segments that carry data

filter   ip6[6] = 17
accept   dns-ipv6.pcap:1-2,4
reject   dns-ipv6.pcap:3 dns.pcap:1

filter   ip6[0:4] & 0x0fffffff = 0
accept   dns-ipv6.pcap:1-4
reject   dns.pcap:1

filter   arp[6:2] = 2
accept   arp.pcap:2
reject   arp.pcap:1,3-4

filter   rarp[6:2] = 3
accept   arp.pcap:3
reject   arp.pcap:1-2,4

filter   arp[14:4] = arp[24:4]
accept   arp.pcap:4
reject   arp.pcap:1-3

filter   ether[0] & 1 = 1
same-as  ether multicast
accept   arp.pcap:1
reject   arp.pcap:2

filter   ether[12:2] > 1500
accept   dns.pcap:1 arp.pcap:1 ethertypes.pcap:1-10
reject   llc.pcap:1-9 ethertypes.pcap:11 cut.pcap:4-6

filter   link[0:4] = 0xffffffff
accept   arp.pcap:1,4 cut.pcap:6
reject   dns.pcap:1

filter   len - 14 > 1499
accept   cut.pcap:7
reject   dns.pcap:1
note     len-14 is split in the same way

filter   len-14 > 1499
same-as  len - 14 > 1499
accept   cut.pcap:7

filter   len % 3 = 0
accept   cut.pcap:1-6 arp.pcap:1
reject   dns.pcap:1 cut.pcap:7

filter   len / 10 = 5
accept   cut.pcap:1
reject   arp.pcap:1

filter   10 * 7 % 4 = 2
same-as  1 = 1
accept   dns.pcap:1
note     D33: % binds like * and /

filter   6 ^ 3 + 1 = 2
same-as  1 = 1
accept   dns.pcap:1
note     D33: ^ binds weaker than +

filter   1 << 4 | 1 = 17 and 8 >> 1 + 1 = 2
same-as  1 = 1
accept   dns.pcap:1

filter   - 1 = 0xffffffff and 0 - 1 > 5
same-as  1 = 1
accept   arp.pcap:1
note     32 bits, without sign

filter   len << (len - 20) = 0
accept   dns.pcap:1 cut.pcap:6
reject   arp.pcap:1
note     D52: a shift by 32 and more leaves nothing; arp.pcap:1 is 42 << 22

filter   len / (len - 54) >= 0
accept   dns.pcap:1
reject   cut.pcap:1 tcp.pcap:1
note     a division by zero rejects

filter   ether[60] = 0 or icmp
accept   icmp.pcap:1
reject   arp.pcap:1 tcp.pcap:1 dns.pcap:1
note     what reads beyond the captured bytes rejects

filter   ip or ether[60] = 0
accept   dns.pcap:1 tcp.pcap:1
reject   arp.pcap:1

filter   not ether[60] = 0
accept   dns.pcap:1
reject   arp.pcap:1 tcp.pcap:1

filter   ip[ip[0] & 0xf] = 0x34
accept   dns.pcap:1
reject   tcp.pcap:8
note     ip[5] is the low byte of the identification, ip[8] the time to live

filter   ether[0] + udp[5] > 300
reject   dns.pcap:1-4
note     D8

filter   1 = 1 and tcp
same-as  tcp
accept   tcp.pcap:1

filter   tcp[13] = 2 or tcp[13] = 18 or tcp[13] = 16
accept   tcp.pcap:1-3
reject   tcp.pcap:4-10
