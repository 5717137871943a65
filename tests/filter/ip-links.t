# IP behind the header of every link type: the -ip.pcap files of tests/data/make_suites.c.
#
# 1-23 IPv4: DNS, its answer, SYN, SYN ACK, a later and a first fragment, options, SCTP, echo,
# unreachable, IGMP, IGRP, PIM, VRRP, AH, ESP, VXLAN, Geneve, BOOTP, a large one, three cut off;
# 24-38 IPv6: DNS, SYN, SYN ACK, SCTP, echo, solicitation, behind a Fragment header, behind
# hop-by-hop options, AH, ESP, PIM, Geneve, VXLAN, two cut off; 39: neither.

links    NETANALYZER NETANALYZER_TRANSPARENT DSA_TAG_BRCM DSA_TAG_DSA FDDI IEEE802 IP_OVER_FC ATM_RFC1483 ATM_CLIP SUNATM NULL LOOP ENC PFLOG RAW SLIP SLIP_BSDOS PPP PPP_SERIAL PPP_PPPD PPP_ETHER PPP_BSDOS C_HDLC HDLC FRELAY ARCNET ARCNET_LINUX APPLE_IP_OVER_IEEE1394 SYMANTEC_FIREWALL IPNET

filter   ip
accept   *-ip.pcap:1-23
reject   *-ip.pcap:24-39

filter   ip6
accept   *-ip.pcap:24-38
reject   *-ip.pcap:1-23,39

filter   not ip
accept   *-ip.pcap:24-39
reject   *-ip.pcap:1-23

filter   ip or ip6
accept   *-ip.pcap:1-38
reject   *-ip.pcap:39

filter   link proto \ip
accept   *-ip.pcap:1-23
reject   *-ip.pcap:24-39

filter   tcp
accept   *-ip.pcap:3-7,23,25-26
reject   *-ip.pcap:1-2,8-22,24,27-39

filter   udp
accept   *-ip.pcap:1-2,17-20,22,24,30,35-36,38
reject   *-ip.pcap:3-16,21,23,25-29,31-34,37,39

filter   not udp
accept   *-ip.pcap:3-16,23,25-29,31-34,39
reject   *-ip.pcap:1-2,17-22,24,30,35-38
note     21 and 37 are too short to tell

filter   sctp
accept   *-ip.pcap:8,27
reject   *-ip.pcap:1-7,9-26,28-39

filter   ah
accept   *-ip.pcap:15,32
reject   *-ip.pcap:1-14,16-31,33-39

filter   esp
accept   *-ip.pcap:16,33
reject   *-ip.pcap:1-15,17-32,34-39

filter   pim
accept   *-ip.pcap:13,34
reject   *-ip.pcap:1-12,14-33,35-39

filter   icmp
accept   *-ip.pcap:9-10
reject   *-ip.pcap:1-8,11-39

filter   igmp
accept   *-ip.pcap:11
reject   *-ip.pcap:1-10,12-39

filter   igrp
accept   *-ip.pcap:12
reject   *-ip.pcap:1-11,13-39

filter   vrrp
accept   *-ip.pcap:14
reject   *-ip.pcap:1-13,15-39

filter   carp
accept   *-ip.pcap:14
reject   *-ip.pcap:1-13,15-39

filter   icmp6
accept   *-ip.pcap:28-29
reject   *-ip.pcap:1-27,30-39

filter   proto 50 or 51
accept   *-ip.pcap:15-16,32-33
reject   *-ip.pcap:1-14,17-31,34-39

filter   ip proto 17
accept   *-ip.pcap:1-2,17-20,22
reject   *-ip.pcap:3-16,21,23-39

filter   ip6 proto 17
accept   *-ip.pcap:24,30,35-36,38
reject   *-ip.pcap:1-23,25-29,31-34,37,39

filter   ip6 proto 44
accept   *-ip.pcap:30
reject   *-ip.pcap:1-29,31-39

filter   proto \sctp
accept   *-ip.pcap:8,27
reject   *-ip.pcap:1-7,9-26,28-39

filter   ip protochain 17
accept   *-ip.pcap:1-2,15,17-20,22
reject   *-ip.pcap:3-14,16,21,23-39
note     D15

filter   ip6 protochain 6
accept   *-ip.pcap:25-26,31-32
reject   *-ip.pcap:1-24,27-30,33-39
note     D15

filter   protochain 17
accept   *-ip.pcap:1-2,15,17-20,22,24,30,35-36,38
reject   *-ip.pcap:3-14,16,21,23,25-29,31-34,37,39

filter   host 192.0.2.10
accept   *-ip.pcap:1-6,8-16,19-20,22-23
reject   *-ip.pcap:7,17-18,21,24-39
note     22 has no destination and needs none

filter   src host 192.0.2.10
accept   *-ip.pcap:1,3,5-6,8-9,11-16,19-20,22-23
reject   *-ip.pcap:2,4,7,10,17-18,21,24-39

filter   dst host 192.0.2.10
accept   *-ip.pcap:2,4,10
reject   *-ip.pcap:1,3,5-9,11-39

filter   ip host 198.51.100.17
accept   *-ip.pcap:1-6,8-10,15-16,20,23
reject   *-ip.pcap:7,11-14,17-19,21-22,24-39

filter   not host 192.0.2.10
accept   *-ip.pcap:7,17-18,24-39
reject   *-ip.pcap:1-6,8-16,19-23

filter   src and dst net 192.0.2.0/24
accept   *-ip.pcap:19
reject   *-ip.pcap:1-18,20-39

filter   net 203.0.113.0/24
accept   *-ip.pcap:7,17-18
reject   *-ip.pcap:1-6,8-16,19-39

filter   dst net 224.0.0.0/4
accept   *-ip.pcap:11,13-14
reject   *-ip.pcap:1-10,12,15-39

filter   ip multicast
accept   *-ip.pcap:11,13-14
reject   *-ip.pcap:1-10,12,15-39

filter   src net 192.0.2.11 mask 255.0.255.255
accept   *-ip.pcap:7
reject   *-ip.pcap:1-6,8-39

filter   ip broadcast
link     *+mask=255.255.255.0
accept   *-ip.pcap:12,19
reject   *-ip.pcap:1-11,13-18,20-39

filter   host 2001:db8::10
accept   *-ip.pcap:24-34,38
reject   *-ip.pcap:1-23,35-37,39

filter   dst host 2001:db8:7::42
accept   *-ip.pcap:24-25,27-28,30-33
reject   *-ip.pcap:1-23,26,29,34-39

filter   src and dst net 2001:db8::/32
accept   *-ip.pcap:24-28,30-33,35-36,38
reject   *-ip.pcap:1-23,29,34,37,39

filter   ip6 net 2001:db8:f::/48
accept   *-ip.pcap:35-36
reject   *-ip.pcap:1-34,37-39

filter   src net 2001:db8::/64
accept   *-ip.pcap:24-25,27-34,38
reject   *-ip.pcap:1-23,26,35-37,39

filter   ip6 multicast
accept   *-ip.pcap:29,34
reject   *-ip.pcap:1-28,30-33,35-39

filter   host 192.0.2.10 or 2001:db8::10
accept   *-ip.pcap:1-6,8-16,19-20,22-34,38
reject   *-ip.pcap:7,17-18,21,35-37,39

filter   port 53
accept   *-ip.pcap:1-2,24
reject   *-ip.pcap:3-23,25-39

filter   src port 53
accept   *-ip.pcap:2
reject   *-ip.pcap:1,3-39

filter   udp dst port 53
accept   *-ip.pcap:1,24
reject   *-ip.pcap:2-23,25-39

filter   tcp port 80
accept   *-ip.pcap:3-4,6,25-26
reject   *-ip.pcap:1-2,5,7-24,27-39

filter   tcp src port 80
accept   *-ip.pcap:4,26
reject   *-ip.pcap:1-3,5-25,27-39

filter   dst port 443
accept   *-ip.pcap:7
reject   *-ip.pcap:1-6,8-39

filter   udp port 80 or 443
reject   *-ip.pcap:1-39

filter   sctp port 3868
accept   *-ip.pcap:8,27
reject   *-ip.pcap:1-7,9-26,28-39

filter   portrange 40000-40010
accept   *-ip.pcap:1-4,6-8,19-20,23-27
reject   *-ip.pcap:5,9-18,21-22,28-39

filter   src port 40000 and dst portrange 50-100
accept   *-ip.pcap:1,3,6,19,24-25
reject   *-ip.pcap:2,4-5,7-18,20-23,26-39

filter   udp src and dst portrange 4000-60000
accept   *-ip.pcap:17-18,20,35-36
reject   *-ip.pcap:1-16,19,21-34,37-39

filter   not port 53
accept   *-ip.pcap:3-20,25-36,39
reject   *-ip.pcap:1-2,21-24,37-38
note     of 21-23, 37 and 38 nobody can tell

filter   ip[9] = 6
accept   *-ip.pcap:3-7,23
reject   *-ip.pcap:1-2,8-22,24-39

filter   ip[2:2] > 1000
accept   *-ip.pcap:20
reject   *-ip.pcap:1-19,21-39

filter   ip[0] & 0xf > 5
accept   *-ip.pcap:7
reject   *-ip.pcap:1-6,8-39

filter   ip[6:2] & 0x1fff != 0
accept   *-ip.pcap:5
reject   *-ip.pcap:1-4,6-39

filter   ip[16:4] = 0xc6336411
accept   *-ip.pcap:1,3,5-6,8-9,15-16,20,23
reject   *-ip.pcap:2,4,7,10-14,17-19,21-22,24-39

filter   tcp[tcpflags] & tcp-syn != 0
accept   *-ip.pcap:3-4,6
reject   *-ip.pcap:1-2,5,7-39

filter   2 & tcp[13] != 0
accept   *-ip.pcap:3-4,6
reject   *-ip.pcap:1-2,5,7-39
note     D8

filter   tcp[13] != 2
accept   *-ip.pcap:4,7
reject   *-ip.pcap:1-3,5-6,8-39

filter   not tcp[13] = 2
accept   *-ip.pcap:1-2,4-5,7-20,22,24-39
reject   *-ip.pcap:3,6,21,23

filter   udp[2:2] = 53
accept   *-ip.pcap:1
reject   *-ip.pcap:2-39

filter   sctp[2:2] = 3868
accept   *-ip.pcap:8
reject   *-ip.pcap:1-7,9-39

filter   icmp[icmptype] = icmp-unreach and icmp[icmpcode] = 4
accept   *-ip.pcap:10
reject   *-ip.pcap:1-9,11-39

filter   igmp[0] = 0x11
accept   *-ip.pcap:11
reject   *-ip.pcap:1-10,12-39

filter   igrp[0] = 0x15
accept   *-ip.pcap:12
reject   *-ip.pcap:1-11,13-39

filter   pim[0] = 0x20
accept   *-ip.pcap:13
reject   *-ip.pcap:1-12,14-39

filter   vrrp[0] = 0x21
accept   *-ip.pcap:14
reject   *-ip.pcap:1-13,15-39

filter   carp[1] = 1
accept   *-ip.pcap:14
reject   *-ip.pcap:1-13,15-39

filter   ip6[6] = 58
accept   *-ip.pcap:28-29
reject   *-ip.pcap:1-27,30-39

filter   ip6[6] = 44 and ip6[40] = 17
accept   *-ip.pcap:30
reject   *-ip.pcap:1-29,31-39

filter   icmp6[icmp6type] = icmp6-neighborsolicit
accept   *-ip.pcap:29
reject   *-ip.pcap:1-28,30-39

filter   icmp6[0] = 128
accept   *-ip.pcap:28
reject   *-ip.pcap:1-27,29-39

filter   greater 1000
accept   *-ip.pcap:20
reject   *-ip.pcap:1-19,21-39

filter   less 1000
accept   *-ip.pcap:1-19,21-39
reject   *-ip.pcap:20

filter   len > 1000 and ip
accept   *-ip.pcap:20
reject   *-ip.pcap:1-19,21-39
note     D9

filter   ip and len > 1000
accept   *-ip.pcap:20
reject   *-ip.pcap:1-19,21-39

filter   vxlan
accept   *-ip.pcap:17,36
reject   *-ip.pcap:1-16,18-35,37-39

filter   vxlan 5
accept   *-ip.pcap:17
reject   *-ip.pcap:1-16,18-39

filter   vxlan 7 and vlan 9 and udp port 53
accept   *-ip.pcap:36
reject   *-ip.pcap:1-35,37-39

filter   vxlan and icmp
accept   *-ip.pcap:17
reject   *-ip.pcap:1-16,18-39

filter   vxlan and ether dst 02:00:5e:10:00:01
accept   *-ip.pcap:17,36
reject   *-ip.pcap:1-16,18-35,37-39

filter   geneve
accept   *-ip.pcap:18,35
reject   *-ip.pcap:1-17,19-34,36-39

filter   geneve 6 and arp
accept   *-ip.pcap:18
reject   *-ip.pcap:1-17,19-39

filter   geneve and icmp6
accept   *-ip.pcap:35
reject   *-ip.pcap:1-34,36-39

filter   geneve and ether src 00:1b:21:3c:9d:f8
accept   *-ip.pcap:18
reject   *-ip.pcap:1-17,19-39

filter   geneve and arp host 192.0.2.1
accept   *-ip.pcap:18
reject   *-ip.pcap:1-17,19-39

filter   not vxlan
accept   *-ip.pcap:1-16,18-20,23-35,39
reject   *-ip.pcap:17,21-22,36-38

filter   geneve and link[12:2] = 0x0806
accept   *-ip.pcap:18
reject   *-ip.pcap:1-17,19-39
