# Ethernet: IPv4, IPv6, chains of headers; packets that differ in one field.

filter   ip
accept   eth-ip4.pcap:1-16,18-36
reject   eth-ip4.pcap:17

filter   ip6
accept   eth-ip4.pcap:17
reject   eth-ip4.pcap:1-16,18-36
note     the type says it, not the version

filter   udp
accept   eth-ip4.pcap:1-11,16,18,20-24
reject   eth-ip4.pcap:12-15,17,19,25-36

filter   not udp
accept   eth-ip4.pcap:12-15,17,19,27-36
reject   eth-ip4.pcap:1-11,16,18,20-26

filter   tcp
accept   eth-ip4.pcap:12,19
reject   eth-ip4.pcap:1-11,13-18,20-36

filter   sctp
accept   eth-ip4.pcap:13
reject   eth-ip4.pcap:1-12,14-36

filter   udp port 53
accept   eth-ip4.pcap:1-2,5,7-9,16,18,20-22
reject   eth-ip4.pcap:3-4,6,10-15,17,19,23-36
note     only fragments with offset 0, behind a header of any length

filter   port 53
accept   eth-ip4.pcap:1-2,5,7-9,13,16,18-22
reject   eth-ip4.pcap:3-4,6,10-12,14-15,17,23-36

filter   not port 53
accept   eth-ip4.pcap:3-4,6,10-12,14-15,17,27-36
reject   eth-ip4.pcap:1-2,5,7-9,13,16,18-26

filter   udp src port 50739 and udp dst port 25617
accept   eth-ip4.pcap:10
reject   eth-ip4.pcap:1-9,11-36
note     a header of 16 bytes ends in front of the destination address

filter   udp dst port 40
accept   eth-ip4.pcap:11
reject   eth-ip4.pcap:1-10,12-36
note     a header of no bytes: the total length is where the port would be

filter   udp src port 16384
accept   eth-ip4.pcap:11
reject   eth-ip4.pcap:1-10,12-36

filter   udp src port 40000
accept   eth-ip4.pcap:1-2,5,7-9,16,21-22,24
reject   eth-ip4.pcap:3-4,6,10-15,17-20,23,25-36

filter   src and dst port 53
same-as  dst and src port 53
accept   eth-ip4.pcap:18
reject   eth-ip4.pcap:1-17,19-36

filter   src or dst port 53
same-as  port 53
accept   eth-ip4.pcap:1,19-20
reject   eth-ip4.pcap:12

filter   tcp dst port 80
accept   eth-ip4.pcap:12
reject   eth-ip4.pcap:1-11,13-36

filter   sctp port 53
accept   eth-ip4.pcap:13
reject   eth-ip4.pcap:1-12,14-36

filter   src portrange 39999-40000
accept   eth-ip4.pcap:1-2,5,7-9,12-13,16,21-22,24
reject   eth-ip4.pcap:3-4,6,10-11,14-15,17-20,23,25-36

filter   udp portrange 54-40000
same-as  udp portrange 40000-54
accept   eth-ip4.pcap:1-2,5,7-11,16,20-22,24
reject   eth-ip4.pcap:3-4,6,12-15,17-19,23

filter   src and dst portrange 53-60
accept   eth-ip4.pcap:18
reject   eth-ip4.pcap:1-17,19-36

filter   dst port 40000
accept   eth-ip4.pcap:19-20
reject   eth-ip4.pcap:1-18,21-36

filter   icmp
accept   eth-ip4.pcap:15
reject   eth-ip4.pcap:1-14,16-36

filter   icmp[1] = 0x35
accept   eth-ip4.pcap:15
reject   eth-ip4.pcap:1-14,16-36

filter   esp
accept   eth-ip4.pcap:27
reject   eth-ip4.pcap:1-26,28-36

filter   ah
accept   eth-ip4.pcap:28
reject   eth-ip4.pcap:1-27,29-36

filter   pim
accept   eth-ip4.pcap:29
reject   eth-ip4.pcap:1-28,30-36

filter   igmp
accept   eth-ip4.pcap:30
reject   eth-ip4.pcap:1-29,31-36

filter   igrp
accept   eth-ip4.pcap:31
reject   eth-ip4.pcap:1-30,32-36

filter   vrrp
same-as  carp
same-as  ip proto 112
accept   eth-ip4.pcap:32,36
reject   eth-ip4.pcap:1-31,33-35

filter   ip proto 88
accept   eth-ip4.pcap:33
reject   eth-ip4.pcap:1-32,34-36

filter   ip proto \gre or ospf
same-as  ip proto (47 or 89)
accept   eth-ip4.pcap:34-35
reject   eth-ip4.pcap:1-33,36

filter   ip proto 136
accept   eth-ip4.pcap:14
reject   eth-ip4.pcap:1-13,15-36

filter   pim[0:2] = 0x1122
accept   eth-ip4.pcap:29
reject   eth-ip4.pcap:1-28,30-36

filter   igmp[0] = 0x11
accept   eth-ip4.pcap:30
reject   eth-ip4.pcap:1-29,31-36

filter   igrp[3] = 0x44
accept   eth-ip4.pcap:31
reject   eth-ip4.pcap:1-30,32-36

filter   vrrp[0:4] = 0x11223344
same-as  carp[0:4] = 0x11223344
accept   eth-ip4.pcap:32
reject   eth-ip4.pcap:1-31,33-36

filter   not vrrp[0] = 0x11
accept   eth-ip4.pcap:1-24,27-31,33-36
reject   eth-ip4.pcap:25-26,32
note     36 is a later fragment; 25 and 26 end in front of the protocol

filter   host 192.0.2.10
accept   eth-ip4.pcap:1-16,18-20,22-24,27-36
reject   eth-ip4.pcap:17,21,25-26

filter   src host 192.0.2.10
same-as  src 192.0.2.10
accept   eth-ip4.pcap:1-16,18-19,22-24,27-36
reject   eth-ip4.pcap:17,20-21,25-26

filter   dst host 198.51.100.17
accept   eth-ip4.pcap:1-16,18-19,21,24,27-36
reject   eth-ip4.pcap:17,20,22-23,25-26

filter   not dst host 198.51.100.17
accept   eth-ip4.pcap:17,20,22
reject   eth-ip4.pcap:1-16,18-19,21,23-26

filter   host 192.0.2.11
accept   eth-ip4.pcap:21
reject   eth-ip4.pcap:1-20,22-36

filter   src net 192.0.2.10/31
accept   eth-ip4.pcap:1-16,18-19,21-24,27-36
reject   eth-ip4.pcap:17,20,25-26

filter   dst net 198.51.100.16/31
accept   eth-ip4.pcap:1-16,18-19,21-22,24,27-36
reject   eth-ip4.pcap:17,20,23,25-26

filter   dst net 198.51.100.16 mask 255.255.255.255
accept   eth-ip4.pcap:22
reject   eth-ip4.pcap:1-21,23-36

filter   net 192.0.0.11 mask 255.0.0.255
accept   eth-ip4.pcap:21
reject   eth-ip4.pcap:1-20,22-36

filter   src net 192.0.2 and dst net 198.51
same-as  src net 192.0.2.0/24 and dst net 198.51.0.0/16
accept   eth-ip4.pcap:1-16,18-19,21-22,24
reject   eth-ip4.pcap:17,20,23,25

filter   ip src host 192.0.2.10 and ip dst host 198.51.100.16
accept   eth-ip4.pcap:22
reject   eth-ip4.pcap:1-21,23-36

filter   src or dst net 192.0.2.11/32
accept   eth-ip4.pcap:21
reject   eth-ip4.pcap:1-20,22-36

filter   less 45
same-as  len <= 45
same-as  length < 46
accept   eth-ip4.pcap:1-7,10-11,14-16,18,20-26
reject   eth-ip4.pcap:8-9,12-13,17,19,27-36

filter   greater 46
same-as  len >= 46
accept   eth-ip4.pcap:8-9,12-13,17,19,27-36
reject   eth-ip4.pcap:1-7,10-11,14-16,18,20-26

filter   ip[6:2] & 0x1fff = 0
accept   eth-ip4.pcap:1-2,5,7-16,18-25,27-35
reject   eth-ip4.pcap:3-4,6,17,26,36

filter   ip[6] & 0x20 != 0
accept   eth-ip4.pcap:2,6
reject   eth-ip4.pcap:1,3-5,7-36

filter   ip[6:2] = 0x4000 or ip[6:2] = 0x8000
accept   eth-ip4.pcap:5,7
reject   eth-ip4.pcap:1-4,6,8-36

filter   ip[0] & 0x0f < 5
accept   eth-ip4.pcap:10-11
reject   eth-ip4.pcap:1-9,12-36

filter   ip[0] >> 4 = 6
accept   eth-ip4.pcap:16
reject   eth-ip4.pcap:1-15,17-36

filter   ip protochain 17
accept   eth-ip4.pcap:1-11,16,18,20-24,28
reject   eth-ip4.pcap:12-15,17,19,25-27,29-36
note     28 is AH, and what is in it says 17

filter   tcp[tcpflags] & tcp-syn != 0
accept   eth-ip4.pcap:12
reject   eth-ip4.pcap:1-11,13-36

filter   not tcp[13] = 2
accept   eth-ip4.pcap:1-11,13-24,27-36
reject   eth-ip4.pcap:12,25-26

filter   tcp[13] != 2
accept   eth-ip4.pcap:19
reject   eth-ip4.pcap:1-18,20-36

filter   udp[0:2] = 40000
accept   eth-ip4.pcap:1-2,5,7-9,16,21-22,24
reject   eth-ip4.pcap:3-4,6,10-15,17-20,23,25-36

# What 2.1 and 2.2 say about words and their order.

filter   not udp and ip
same-as  ip and not udp
accept   eth-ip4.pcap:12-15,19,27-36
reject   eth-ip4.pcap:1-11,16-18,20-26
note     not binds to one term

filter   !!udp
same-as  not not udp
same-as  not (not udp)
same-as  ! ! udp
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:12,17

filter   tcp or udp and port 53
same-as  (tcp or udp) and port 53
accept   eth-ip4.pcap:1,19
reject   eth-ip4.pcap:12-13

filter   udp and port 53 or tcp
same-as  (udp and port 53) or tcp
accept   eth-ip4.pcap:1,12,19
reject   eth-ip4.pcap:13

filter   sctp or tcp and port 80 or icmp
same-as  ((sctp or tcp) and port 80) or icmp
accept   eth-ip4.pcap:12,15
reject   eth-ip4.pcap:1,13,19

filter   udp port 53 or 80
same-as  udp port 53 or udp port 80
accept   eth-ip4.pcap:1,20
reject   eth-ip4.pcap:12-13,19

filter   tcp src port 40000 or dst port 40000
same-as  tcp src port 40000 or (dst port 40000)
accept   eth-ip4.pcap:12,19-20
reject   eth-ip4.pcap:1,13
note     a new head inherits nothing

filter   src port 40000 or dst 40000
same-as  src port 40000 or dst host 0.0.156.64
accept   eth-ip4.pcap:1,12-13
reject   eth-ip4.pcap:19-20
note     D37

filter   host 192.0.2.10 and (port 53) and 198.51.100.17
same-as  host 192.0.2.10 and port 53 and host 198.51.100.17
accept   eth-ip4.pcap:1,18,20
reject   eth-ip4.pcap:12,21-22
note     behind a parenthesis the qualifiers of before it hold

filter   port 53 and not (40000 or 80)
same-as  port 53 and not port 40000 and not port 80
accept   eth-ip4.pcap:18
reject   eth-ip4.pcap:1,12,19-20

filter   port (53 and 40000)
same-as  port 53 and port 40000
accept   eth-ip4.pcap:1,19-20
reject   eth-ip4.pcap:12,18

filter   proto (6 or 17) and not src port 53
same-as  (tcp or udp) and not src port 53
accept   eth-ip4.pcap:1,12
reject   eth-ip4.pcap:13,15,18-20

filter   ether proto 0x86dd or 0x806
accept   eth-ip4.pcap:17
reject   eth-ip4.pcap:1-16,18-36

filter   net 192.0.2 and 198.51
same-as  net 192.0.2.0/24 and net 198.51.0.0/16
accept   eth-ip4.pcap:1,20
reject   eth-ip4.pcap:17

filter   udp port not 53
same-as  not udp port 53
accept   eth-ip4.pcap:12-13,19
reject   eth-ip4.pcap:1,20

filter   ether src 00:1b:21:3c:9d:f8 and ether dst 02:00:5e:10:00:01
same-as  fddi src 00:1b:21:3c:9d:f8 and tr dst 02:00:5e:10:00:01
same-as  slip host 00:1b:21:3c:9d:f8 and wlan dst host 02:00:5e:10:00:01
accept   eth-ip4.pcap:1-36
note     seven names of one qualifier

filter   ppp proto 0x800
same-as  ether proto \ip
same-as  slip[12:2] = 0x800
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17

filter   src net 192.0.2.10/32 and dst host 198.51.100.17 or 198.51.100.16
same-as  src 192.0.2.10 and dst 198.51.100.17 or dst 198.51.100.16
accept   eth-ip4.pcap:1,22
reject   eth-ip4.pcap:20-21

# Arithmetic: 2.4 and 2.5. The total length is 40, the time to live 64.

filter   ip[2:2] + 2 * 4 = 48
same-as  (ip[2:2] + 2) * 4 = 168
same-as  ip[2:2] - 8 - 2 = 30 and ip[8] = 64
accept   eth-ip4.pcap:1-16,18-25,27-36
reject   eth-ip4.pcap:17,26

filter   ip[2:2] = 40 and ip[2:2] / 8 * 8 = 40 and ip[2:2] % 7 = 5
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17,26

filter   ip[2:2] = 40 and 10 - ip[2:2] = 0xffffffe2 and -ip[2:2] = 0xffffffd8
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17,26

filter   ip[8] = 64 and ip[2:2] & 0xf | 1 = 9 and ip[2:2] | 7 & 3 = 43
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17,26

filter   ip[4:2] = 0x1234 and ip[4:2] >> 4 & 0xff = 0x23
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17,26

filter   ip[4:2] = 0x1234 and ip[2:2] ^ 0xff = 0xd7
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17,26

filter   ip[8] = 64 and 1 << ip[8] - 60 = 16
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17,26
note     a shift binds weaker than a minus

filter   ip[2:2] * 0x10000001 = 0x80000028 and ip[2:2] << 28 = 0x80000000
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17,26
note     modulo 2^32

filter   ip[2:2] = 40 and 1 << ip[2:2] = 0 and 0xffffffff >> ip[8] = 0
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17,26
note     D52: shifted by 40 and by 64

filter   1 << (ip[8] - 33) = 0x80000000 and 0xffffffff >> (ip[8] - 33) = 1
accept   eth-ip4.pcap:1
reject   eth-ip4.pcap:17,26

filter   ip[9] / (ip[9] - 17) < 100
accept   eth-ip4.pcap:12-15,19,27-33,35-36
reject   eth-ip4.pcap:1-11,16-18,20-26
note     a division by zero rejects

filter   not ip[9] % (ip[9] - 17) = 50
accept   eth-ip4.pcap:12-15,17,19,27-36
reject   eth-ip4.pcap:1-11,16,18,20-26

filter   udp[2:2] < 53
accept   eth-ip4.pcap:11
reject   eth-ip4.pcap:1-10,12-36

filter   udp[2:2] <= 53
accept   eth-ip4.pcap:1-2,5,7-9,11,16,18,21-22
reject   eth-ip4.pcap:3-4,6,10,12-15,17,19-20,23-36

filter   udp[2:2] > 53
accept   eth-ip4.pcap:10,20
reject   eth-ip4.pcap:1-9,11-19,21-36

filter   udp[2:2] >= 53
accept   eth-ip4.pcap:1-2,5,7-10,16,18,20-22
reject   eth-ip4.pcap:3-4,6,11-15,17,19,23-36

filter   udp[2:2] != 53
accept   eth-ip4.pcap:10-11,20
reject   eth-ip4.pcap:1-9,12-19,21-36

filter   udp[2:2] - 54 > 53
accept   eth-ip4.pcap:1-2,5,7-11,16,18,20-22
reject   eth-ip4.pcap:3-4,6,12-15,17,19,23-36
note     no value is below zero

filter   53 = udp[2:2]
same-as  udp[2:2] == 53
same-as  2 + udp[2:2] = 55
accept   eth-ip4.pcap:1-2,5,7-9,16,18,21-22
reject   eth-ip4.pcap:3-4,6,10-15,17,19-20,23-36
note     D8

filter   ip[udp[3] - 53] = 0x45
accept   eth-ip4.pcap:1-2,5,7,18,21-22
reject   eth-ip4.pcap:3-4,6,8-17,19-20,23-36
note     the offset says that there has to be UDP

filter   udp[0:4] = 0x9c400035
same-as  udp[0] = 0x9c and udp[1:2] = 0x4000 and udp[3] = 0x35
accept   eth-ip4.pcap:1-2,5,7-9,16,21-22
reject   eth-ip4.pcap:3-4,6,10-15,17-20,23-36

filter   ether[ether[14] & 0xf] = 1 and ether[10:4] = 0x9df80800
accept   eth-ip4.pcap:1-7,12-16,18-25,27-29,31,33-36
reject   eth-ip4.pcap:8-11,17,26,30,32

filter   ip[0] = 0x45 or tcp[0:2] = 53
accept   eth-ip4.pcap:1-7,12-15,18-25,27-29,31,33-36
reject   eth-ip4.pcap:8-11,16-17,26,30,32

filter   len - 14 - ip[2:2] = 0xffffffec + 8
same-as  len - 14 = ip[2:2] - 12
accept   eth-ip4.pcap:1-2,5,7
reject   eth-ip4.pcap:12,17,26

filter   tcp[2:2] + udp[2:2] > 0 or ip[9] = 47
accept   eth-ip4.pcap:34
reject   eth-ip4.pcap:1-33,35-36
note     both guards count, and no packet is both

filter   icmp[icmptype] = 0 or icmp6[icmp6type] = 128
accept   eth-ip4.pcap:15 eth-ip6.pcap:4
reject   eth-ip4.pcap:1-14,16-36 eth-ip6.pcap:1-3,5-30

filter   ip6
accept   eth-ip6.pcap:1-30

filter   udp
accept   eth-ip6.pcap:1,5,20-26,29-30
reject   eth-ip6.pcap:2-4,6-19,27-28
note     behind the header itself or one Fragment header

filter   tcp
accept   eth-ip6.pcap:2,6
reject   eth-ip6.pcap:1,3-5,7-30

filter   sctp
accept   eth-ip6.pcap:3
reject   eth-ip6.pcap:1-2,4-30

filter   icmp6
same-as  ip6 proto 58
accept   eth-ip6.pcap:4,7
reject   eth-ip6.pcap:1-3,5-6,8-30

filter   esp
accept   eth-ip6.pcap:13,15
reject   eth-ip6.pcap:1-12,14,16-30

filter   ah
accept   eth-ip6.pcap:12
reject   eth-ip6.pcap:1-11,13-30

filter   pim
accept   eth-ip6.pcap:16
reject   eth-ip6.pcap:1-15,17-30

filter   igmp or icmp
reject   eth-ip6.pcap:1-30
note     these two are of IPv4

filter   proto 2
accept   eth-ip6.pcap:17,19
reject   eth-ip6.pcap:1-16,18,20-30

filter   ip6 proto 1
same-as  ip6 proto \icmp
accept   eth-ip6.pcap:18
reject   eth-ip6.pcap:1-17,19-30

filter   ip6 proto 44
accept   eth-ip6.pcap:5-8,15,19,28
reject   eth-ip6.pcap:1-4,9-14,16-18,20-27,29-30

filter   ip6 proto 0
accept   eth-ip6.pcap:9
reject   eth-ip6.pcap:1-8,10-30

filter   ip6 proto (43 or 59 or 60)
accept   eth-ip6.pcap:10-11,14
reject   eth-ip6.pcap:1-9,12-13,15-30

filter   not udp
accept   eth-ip6.pcap:2-4,6-19
reject   eth-ip6.pcap:1,5,20-30
note     27 and 28 end in front of a next header

filter   port 53
accept   eth-ip6.pcap:1,20-24,29-30
reject   eth-ip6.pcap:2-19,25-28
note     never behind an extension header, and not in fragments

filter   not port 53
accept   eth-ip6.pcap:2-19,28
reject   eth-ip6.pcap:1,20-27,29-30

filter   udp src port 40000
accept   eth-ip6.pcap:1,20-25,29
reject   eth-ip6.pcap:2-19,26-28,30

filter   src and dst port 53
accept   eth-ip6.pcap:30
reject   eth-ip6.pcap:1-29

filter   tcp dst port 80
accept   eth-ip6.pcap:2
reject   eth-ip6.pcap:1,3-30

filter   sctp port 3868
accept   eth-ip6.pcap:3
reject   eth-ip6.pcap:1-2,4-30

filter   src host 2001:db8::10
accept   eth-ip6.pcap:1-19,22-26,28,30
reject   eth-ip6.pcap:20-21,27,29

filter   dst host 2001:db8:7::42
accept   eth-ip6.pcap:1-21,25,28-30
reject   eth-ip6.pcap:22-24,26-27

filter   host 2001:db8::11
accept   eth-ip6.pcap:20
reject   eth-ip6.pcap:1-19,21-30

filter   src net 2001:db8::/32
accept   eth-ip6.pcap:1-20,22-26,28-30
reject   eth-ip6.pcap:21,27

filter   src net 2001:db8::/96
accept   eth-ip6.pcap:1-20,22-26,28,30
reject   eth-ip6.pcap:21,27,29

filter   src net 2001:db8::10/127
accept   eth-ip6.pcap:1-20,22-26,28,30
reject   eth-ip6.pcap:21,27,29

filter   dst net 2001:db8::/32
accept   eth-ip6.pcap:1-22,25-26,28-30
reject   eth-ip6.pcap:23-24,27
note     of 26 the first word was captured

filter   dst net 2001:db8:7::/48
accept   eth-ip6.pcap:1-21,25,28-30
reject   eth-ip6.pcap:22-24,26-27

filter   not dst net 2001:db8:7::/48
accept   eth-ip6.pcap:22-24
reject   eth-ip6.pcap:1-21,25-30

filter   ip6 multicast
same-as  ip6 dst net ff00::/8
accept   eth-ip6.pcap:23
reject   eth-ip6.pcap:1-22,24-30

filter   not ip6 multicast
accept   eth-ip6.pcap:1-22,24-26,28-30
reject   eth-ip6.pcap:23,27

filter   icmp6[icmp6type] = icmp6-echo
accept   eth-ip6.pcap:4
reject   eth-ip6.pcap:1-3,5-30

filter   ip6[6] = 44 and ip6[40] = 17
accept   eth-ip6.pcap:5
reject   eth-ip6.pcap:1-4,6-30

filter   ip6[8:4] = 0x20010db8 and ip6[20:4] = 0x10
accept   eth-ip6.pcap:1-19,22-26,28-30
reject   eth-ip6.pcap:20-21,27

filter   ip6 protochain 17
accept   eth-ip6.pcap:1,5,8-9,11,20-26,29-30
reject   eth-ip6.pcap:2-4,6-7,10,12-19,27-28

filter   ip6 protochain 6
accept   eth-ip6.pcap:2,6,10,12
reject   eth-ip6.pcap:1,3-5,7-9,11,13-30

filter   udp port 53
link     EN10MB+ip6-ext
accept   eth-ip6.pcap:1,5,9,11,20-24,29-30
reject   eth-ip6.pcap:2-4,6-7,10,12-19,25-28

filter   ip protochain 6
same-as  ip protochain \tcp
accept   eth-chain.pcap:1,15,17
reject   eth-chain.pcap:2-14,16,18
note     D15; fragments are not told apart

filter   not ip protochain 6
accept   eth-chain.pcap:2-14,18
reject   eth-chain.pcap:1,15-17

filter   ip protochain 17
accept   eth-chain.pcap:2-3,5
reject   eth-chain.pcap:1,4,6-18
note     D15: the length of AH counts words of 4, less 2

filter   ip protochain 59
accept   eth-chain.pcap:4
reject   eth-chain.pcap:1-3,5-18

filter   ip protochain 51
accept   eth-chain.pcap:1-5,15-17
reject   eth-chain.pcap:6-14,18

filter   ip protochain 60
accept   eth-chain.pcap:6
reject   eth-chain.pcap:1-5,7-18
note     in IPv4 only AH is walked along

filter   ip6 protochain 6
accept   eth-chain.pcap:7,13
reject   eth-chain.pcap:1-6,8-12,14-18

filter   ip6 protochain 17
accept   eth-chain.pcap:8,11
reject   eth-chain.pcap:1-7,9-10,12-19
note     11 has eight headers; behind more of them nobody looks

filter   ip6 protochain 58
accept   eth-chain.pcap:9
reject   eth-chain.pcap:1-8,10-18

filter   ip6 protochain 59
accept   eth-chain.pcap:10
reject   eth-chain.pcap:1-9,11-18

filter   ip6 protochain 60
accept   eth-chain.pcap:7-9,11,13,19
reject   eth-chain.pcap:1-6,10,12,14-18

filter   ip6 protochain 43
accept   eth-chain.pcap:7
reject   eth-chain.pcap:1-6,8-18

filter   ip6 protochain 44
accept   eth-chain.pcap:7,10
reject   eth-chain.pcap:1-6,8-9,11-18

filter   ip6 protochain 51
accept   eth-chain.pcap:8,13
reject   eth-chain.pcap:1-7,9-12,14-18

filter   ip6 protochain 50
accept   eth-chain.pcap:12
reject   eth-chain.pcap:1-11,13-18
note     ESP hides what follows

filter   ip6 protochain 135
accept   eth-chain.pcap:14
reject   eth-chain.pcap:1-13,15-18

filter   protochain 6
same-as  ip protochain 6 or ip6 protochain 6
accept   eth-chain.pcap:1,7,13,15,17
reject   eth-chain.pcap:2-6,8-12,14,16,18

filter   protochain 6 or 17
same-as  protochain (\tcp or \udp)
accept   eth-chain.pcap:1-3,5,7-8,11,13,15,17
reject   eth-chain.pcap:4,6,9-10,12,14,16,18

filter   vlan and ip6 protochain 6
accept   eth-chain.pcap:18
reject   eth-chain.pcap:1-17

filter   tcp or udp
reject   eth-chain.pcap:1-18
note     words look behind one Fragment header at most
