# Both cooked forms of Linux, with the same packets under the same numbers
# (tests/data/make_cooked.c). The first form has the protocol at the end of 16 bytes, the
# second at the start of 20, with an interface; 4 is where an 802.2 header follows. Packets
# 58 to 60 end inside the header, so that what can be read of them differs.

links    LINUX_SLL LINUX_SLL2

filter   not ip
accept   *-data.pcap:2-4,6,9,11-40,43,47-54,61-62
reject   *-data.pcap:1,5,7-8,10,41-42,44-46,55-60,63-64

filter   ip6
accept   *-data.pcap:2,6,9,43
reject   *-data.pcap:1,3-5,7-8,10-42,44-64

filter   arp
accept   *-data.pcap:3
reject   *-data.pcap:1-2,4-64

filter   rarp
accept   *-data.pcap:4
reject   *-data.pcap:1-3,5-64

filter   tcp
accept   *-data.pcap:5-7
reject   *-data.pcap:1-4,8-64

filter   udp
accept   *-data.pcap:1-2,10,41-46,57,63
reject   *-data.pcap:3-9,11-40,47-56,58-62,64

filter   not udp
accept   *-data.pcap:3-9,11-40,47-54,61-62,64
reject   *-data.pcap:1-2,10,41-46,55-60,63
note     55 and 56 end in front of the protocol

filter   icmp
accept   *-data.pcap:8,64
reject   *-data.pcap:1-7,9-63

filter   icmp6
same-as  icmp6[icmp6type] = icmp6-echo
accept   *-data.pcap:9
reject   *-data.pcap:1-8,10-64

filter   port 53
accept   *-data.pcap:1-2,10,44,46,63
reject   *-data.pcap:3-9,11-43,45,47-62,64

filter   udp src port 40000
accept   *-data.pcap:1-2,10,44,46,57,63
reject   *-data.pcap:3-9,11-43,45,47-56,58-62,64

filter   not port 53
accept   *-data.pcap:3-9,11-43,45,47-54,61-62,64
reject   *-data.pcap:1-2,10,44,46,55-60,63

filter   tcp dst port 80
accept   *-data.pcap:5-6
reject   *-data.pcap:1-4,7-64

filter   tcp src port 80
accept   *-data.pcap:7
reject   *-data.pcap:1-6,8-64

filter   portrange 50-60
accept   *-data.pcap:1-2,10,44,46,63
reject   *-data.pcap:3-9,11-43,45,47-62,64

filter   host 192.0.2.10
accept   *-data.pcap:1,3-5,7-8,10,44-46,57,63-64
reject   *-data.pcap:2,6,9,11-43,47-56,58-62

filter   src host 192.0.2.10
accept   *-data.pcap:1,3-5,8,10,44-46,57,63-64
reject   *-data.pcap:2,6-7,9,11-43,47-56,58-62

filter   dst 192.0.2.10
accept   *-data.pcap:7
reject   *-data.pcap:1-6,8-64

filter   net 198.51.100.0/24
accept   *-data.pcap:1,5,7-8,10,44-46,57,63-64
reject   *-data.pcap:2-4,6,9,11-43,47-56,58-62

filter   host 2001:db8::10
accept   *-data.pcap:2,6,9
reject   *-data.pcap:1,3-5,7-8,10-64

filter   dst net 2001:db8:7::/48
accept   *-data.pcap:2,6,9
reject   *-data.pcap:1,3-5,7-8,10-64

filter   arp dst host 192.0.2.1
accept   *-data.pcap:3
reject   *-data.pcap:1-2,4-64

filter   not host 192.0.2.10
accept   *-data.pcap:2,6,9,11-43,47-54,61-62
reject   *-data.pcap:1,3-5,7-8,10,44-46,55-60,63-64

filter   outbound
accept   *-data.pcap:1,6,9,36,41,63
reject   *-data.pcap:2-5,7-8,10-35,37-40,42-62,64

filter   not inbound
accept   *-data.pcap:1,6,9,36,41,63
reject   *-data.pcap:2-5,7-8,10,60

filter   outbound and udp port 53
accept   *-data.pcap:1,63
reject   *-data.pcap:2,10,44,46

filter   inbound and ip6
accept   *-data.pcap:2,43
reject   *-data.pcap:1,3-9

filter   stp
same-as  link proto 0x42
accept   *-data.pcap:11
reject   *-data.pcap:1-10,12-57,61-64
note     D18: 32 has the service access point for a protocol, 53 another protocol

filter   netbeui
accept   *-data.pcap:12
reject   *-data.pcap:1-11,13-57,61-64
note     13 has f0 and f1

filter   ipx
same-as  link proto 0xe0
accept   *-data.pcap:14-17
reject   *-data.pcap:1-13,18-57,61-64

filter   link proto 0x8137
accept   *-data.pcap:17
reject   *-data.pcap:1-16,18-57,61-64

filter   atalk
accept   *-data.pcap:18-19
reject   *-data.pcap:1-17,20-57,61-64
note     behind 802.2 AppleTalk has an organisation of its own

filter   aarp
accept   *-data.pcap:21-22
reject   *-data.pcap:1-20,23-57,61-64

filter   iso
same-as  clnp or esis or isis
accept   *-data.pcap:24-29
reject   *-data.pcap:1-23,30-57,61-64
note     D18

filter   clnp
accept   *-data.pcap:24
reject   *-data.pcap:1-23,25-57,61-64

filter   esis
same-as  iso proto \esis
accept   *-data.pcap:25
reject   *-data.pcap:1-24,26-57,61-64

filter   isis
same-as  iso proto 0x83
accept   *-data.pcap:26-29
reject   *-data.pcap:1-25,30-57,61-64
note     D18

filter   iih
same-as  isis proto 15
accept   *-data.pcap:26
reject   *-data.pcap:1-25,27-57,61-64

filter   lsp
same-as  isis proto 20
accept   *-data.pcap:27
reject   *-data.pcap:1-26,28-57,61-64

filter   snp
accept   *-data.pcap:28-29
reject   *-data.pcap:1-27,30-57,61-64

filter   csnp
accept   *-data.pcap:28
reject   *-data.pcap:1-27,29-57,61-64

filter   psnp
accept   *-data.pcap:29
reject   *-data.pcap:1-28,30-57,61-64

filter   l1
accept   *-data.pcap:26,28
reject   *-data.pcap:1-25,27,29-57,61-64

filter   l2
accept   *-data.pcap:27,29
reject   *-data.pcap:1-26,28,30-57,61-64

filter   link proto 6
accept   *-data.pcap:61
reject   *-data.pcap:1-57,62-64

filter   link proto lldp
accept   *-data.pcap:47
reject   *-data.pcap:1-46,48-57,61-64

filter   link proto 0x8847
accept   *-data.pcap:54
reject   *-data.pcap:1-53,55-57,61-64

filter   decnet
accept   *-data.pcap:48
reject   *-data.pcap:1-47,49-57,61-64

filter   decnet dst 17.44
same-as  decnet src 3.1000
accept   *-data.pcap:48
reject   *-data.pcap:1-47,49-57,61-64

filter   lat
accept   *-data.pcap:49
reject   *-data.pcap:48,50-52

filter   sca
accept   *-data.pcap:50
reject   *-data.pcap:48-49,51-52

filter   mopdl
accept   *-data.pcap:51
reject   *-data.pcap:48-50,52

filter   moprc
accept   *-data.pcap:52
reject   *-data.pcap:48-51

filter   vlan
accept   *-data.pcap:33-38
reject   *-data.pcap:1-32,39-64
note     D31

filter   vlan 73
accept   *-data.pcap:33-36,38
reject   *-data.pcap:1-32,37,39-64

filter   vlan 4095
accept   *-data.pcap:37
reject   *-data.pcap:1-36,38-64

filter   vlan and ip
accept   *-data.pcap:33,37
reject   *-data.pcap:1-32,34-36,38-64

filter   vlan and ip6
accept   *-data.pcap:34
reject   *-data.pcap:1-33,35-64

filter   vlan and arp
accept   *-data.pcap:35
reject   *-data.pcap:1-34,36-64

filter   vlan 73 and vlan 74 and tcp port 80
accept   *-data.pcap:36
reject   *-data.pcap:1-35,37-64

filter   vlan and stp
accept   *-data.pcap:38
reject   *-data.pcap:1-37,39-64
note     inside the tag the frame has its length again

filter   vlan 73 and host 192.0.2.10
accept   *-data.pcap:33,35
reject   *-data.pcap:1-32,34,36-64

filter   ip or (vlan and ip)
accept   *-data.pcap:1,33,37
reject   *-data.pcap:2,34-36,38

filter   vlan or ip
accept   *-data.pcap:33-38
reject   *-data.pcap:1,5,7-8
note     D38: ip is looked for behind a tag

filter   not vlan and ip
reject   *-data.pcap:1,5,7-8,33,37
note     D38

filter   not vlan and ip
link     *+scoped
same-as  ip and not vlan
accept   *-data.pcap:1,5,7-8
reject   *-data.pcap:2,33,37

filter   vlan 73 and ip or arp
link     *+scoped
accept   *-data.pcap:3,33
reject   *-data.pcap:1,4,35,37

filter   vlan in {1-72, 74-4095}
accept   *-data.pcap:37
reject   *-data.pcap:33-36,38

filter   pppoes
same-as  pppoes 0x1f2
accept   *-data.pcap:39
reject   *-data.pcap:1-38,40-57,61-64

filter   pppoes 0x1f2 and udp port 53
accept   *-data.pcap:39
reject   *-data.pcap:1-38,40-64

filter   pppoed
accept   *-data.pcap:40
reject   *-data.pcap:1-39,41-57,61-64

filter   vxlan 5
accept   *-data.pcap:41
reject   *-data.pcap:1-40,42-64

filter   vxlan and icmp
accept   *-data.pcap:41
reject   *-data.pcap:1-40,42-64

filter   geneve and icmp
accept   *-data.pcap:42-43
reject   *-data.pcap:1-41,44-64

filter   geneve and ether dst 02:00:5e:10:00:01
accept   *-data.pcap:42
reject   *-data.pcap:1-41,43-64

filter   ip[9] = 17
accept   *-data.pcap:1,10,41-42,44-46,57,63
reject   *-data.pcap:2-9,11-40,43,47-56,58-62,64

filter   ip[0] & 0x0f > 5
accept   *-data.pcap:44
reject   *-data.pcap:1,5,7-8,45-46

filter   ip[6:2] & 0x1fff != 0
accept   *-data.pcap:45
reject   *-data.pcap:1,44,46

filter   ip[12:4] = 0xc000020a
accept   *-data.pcap:1,5,8,10,44-46,57,63-64
reject   *-data.pcap:2-4,6-7,9,55-56,58-60

filter   ip6[6] = 17
accept   *-data.pcap:2,43
reject   *-data.pcap:1,6,9

filter   udp[2:2] = 53
accept   *-data.pcap:1,10,44,46,63
reject   *-data.pcap:2,41,45,57

filter   tcp[tcpflags] & tcp-ack != 0
accept   *-data.pcap:7
reject   *-data.pcap:5-6

filter   2 & tcp[13] != 0
accept   *-data.pcap:5,7
reject   *-data.pcap:1-4,6,8-10
note     D8

filter   icmp[icmptype] = icmp-echo
accept   *-data.pcap:8,64
reject   *-data.pcap:1,9

filter   arp[6:2] = 1 or rarp[6:2] = 1
accept   *-data.pcap:3-4
reject   *-data.pcap:1-2,5-57

filter   atalk[0] = 0
accept   *-data.pcap:19
reject   *-data.pcap:18,20
note     the network header starts behind the cooked header, also where SNAP is first

filter   ip protochain 17
accept   *-data.pcap:1,10,41-42,44-46,57,63
reject   *-data.pcap:2-9,11-40,43,47-56,58-62,64

filter   outbound
link     *+live
meta     pkttype=4
accept   *-data.pcap:1,6,9,36,41,63
reject   *-data.pcap:2-5,7-8,10
note     the header says it, not the kernel

filter   inbound
link     *+live
meta     pkttype=4
accept   *-data.pcap:2-5,7-8,10
reject   *-data.pcap:1,6,9,36,41,63

filter   not ip6
accept   *-data.pcap:1,3-5,7-8,10-42,44-57,61-64
reject   *-data.pcap:2,6,9,43

filter   not arp
accept   *-data.pcap:1-2,4-57,61-64
reject   *-data.pcap:3

filter   ip or ip6
accept   *-data.pcap:1-2,5-10,41-46,55-57,63-64
reject   *-data.pcap:3-4,11-40,47-54,61-62

filter   ip and not udp
accept   *-data.pcap:5,7-8,64
reject   *-data.pcap:1-4,6,9-63

filter   tcp and not ip6
accept   *-data.pcap:5,7
reject   *-data.pcap:1-4,6,8-64

filter   udp and dst host 192.0.2.1
reject   *-data.pcap:1-64

filter   ip host 192.0.2.10
accept   *-data.pcap:1,5,7-8,10,44-46,57,63-64
reject   *-data.pcap:2-4,6,9,11-43,47-56,58-62

filter   ip6 host 2001:db8::10
accept   *-data.pcap:2,6,9
reject   *-data.pcap:1,3-5,7-8,10-64

filter   ip6 and tcp
accept   *-data.pcap:6
reject   *-data.pcap:1-5,7-64

filter   src net 2001:db8::/32
accept   *-data.pcap:2,6,9,43
reject   *-data.pcap:1,3-5,7-8,10-42,44-64

filter   not net 192.0.2.0/24
accept   *-data.pcap:2,6,9,11-43,47-54,61-62
reject   *-data.pcap:1,3-5,7-8,10,44-46,55-60,63-64

filter   src or dst net 198.51.100.0/24
accept   *-data.pcap:1,5,7-8,10,44-46,57,63-64
reject   *-data.pcap:2-4,6,9,11-43,47-56,58-62

filter   src and dst net 192.0.2.0/24
accept   *-data.pcap:3-4
reject   *-data.pcap:1-2,5-64

filter   host 192.0.2.10 and not udp
accept   *-data.pcap:3-5,7-8,64
reject   *-data.pcap:1-2,6,9-63

filter   dst host 192.0.2.10 or src host 2001:db8::10
accept   *-data.pcap:2,6-7,9
reject   *-data.pcap:1,3-5,8,10-64

filter   net 192.0.2
accept   *-data.pcap:1,3-5,7-8,10,44-46,57,63-64
reject   *-data.pcap:2,6,9,11-43,47-56,58-62

filter   arp src host 192.0.2.10
accept   *-data.pcap:3
reject   *-data.pcap:1-2,4-64

filter   arp host 192.0.2.10 or rarp host 192.0.2.10
accept   *-data.pcap:3-4
reject   *-data.pcap:1-2,5-64

filter   rarp dst host 192.0.2.1
accept   *-data.pcap:4
reject   *-data.pcap:1-3,5-64

filter   src port 53 or dst port 53
accept   *-data.pcap:1-2,10,44,46,63
reject   *-data.pcap:3-9,11-43,45,47-62,64

filter   tcp or udp port 53
accept   *-data.pcap:1-2,5-7,10,44,46,63
reject   *-data.pcap:3-4,8-9,11-43,45,47-62,64

filter   src portrange 39999-40001
accept   *-data.pcap:1-2,5-6,10,44,46,57,63
reject   *-data.pcap:3-4,7-9,11-43,45,47-56,58-62,64

filter   not tcp dst port 80
accept   *-data.pcap:1-4,7-54,57,61-64
reject   *-data.pcap:5-6,55-56,58-60

filter   tcp portrange 80-80
accept   *-data.pcap:5-7
reject   *-data.pcap:1-4,8-64

filter   port 80 and host 192.0.2.10
accept   *-data.pcap:5,7
reject   *-data.pcap:1-4,6,8-64

filter   port 53 or port 80
accept   *-data.pcap:1-2,5-7,10,44,46,63
reject   *-data.pcap:3-4,8-9,11-43,45,47-62,64

filter   ip proto 17
accept   *-data.pcap:1,10,41-42,44-46,57,63
reject   *-data.pcap:2-9,11-40,43,47-56,58-62,64

filter   ip proto 1 or ip6 proto 58
accept   *-data.pcap:8-9,64
reject   *-data.pcap:1-7,10-63

filter   not ip proto 17
accept   *-data.pcap:2-9,11-40,43,47-54,61-62,64
reject   *-data.pcap:1,10,41-42,44-46,55-60,63

filter   ip6 proto 17
accept   *-data.pcap:2,43
reject   *-data.pcap:1,3-42,44-64

filter   proto 17
accept   *-data.pcap:1-2,10,41-46,57,63
reject   *-data.pcap:3-9,11-40,47-56,58-62,64

filter   proto 6 and not ip6
accept   *-data.pcap:5,7
reject   *-data.pcap:1-4,6,8-64

filter   ip multicast
reject   *-data.pcap:1-64

filter   ip6 multicast
reject   *-data.pcap:1-64

filter   ip protochain 6
accept   *-data.pcap:5,7
reject   *-data.pcap:1-4,6,8-64

filter   ip6 protochain 17
accept   *-data.pcap:2,43
reject   *-data.pcap:1,3-42,44-64

filter   ip[2:2] > 30
accept   *-data.pcap:5,7,41-42,44
reject   *-data.pcap:1-4,6,8-40,43,45-64

filter   ip[8] = 64
accept   *-data.pcap:1,5,7-8,10,41-42,44-46,56-57,63-64
reject   *-data.pcap:2-4,6,9,11-40,43,47-55,58-62

filter   ip6[7] >= 64
accept   *-data.pcap:2,6,9,43
reject   *-data.pcap:1,3-5,7-8,10-42,44-64

filter   tcp[2:2] = 80
accept   *-data.pcap:5
reject   *-data.pcap:1-4,6-64

filter   udp[4:2] > 8
accept   *-data.pcap:41-42
reject   *-data.pcap:1-40,43-64

filter   icmp[icmptype] = icmp-echoreply
reject   *-data.pcap:1-64

filter   icmp[0] = 8 or icmp6[0] = 128
accept   *-data.pcap:8-9,64
reject   *-data.pcap:1-7,10-63

filter   icmp6[icmp6type] = icmp6-echo
accept   *-data.pcap:9
reject   *-data.pcap:1-8,10-64

filter   tcp[tcpflags] = tcp-syn
accept   *-data.pcap:5
reject   *-data.pcap:1-4,6-64

filter   arp[7] = 1
accept   *-data.pcap:3
reject   *-data.pcap:1-2,4-64

filter   ip6[40:2] = 40000
accept   *-data.pcap:2,6
reject   *-data.pcap:1,3-5,7-64

filter   ip and len > 60
accept   *-data.pcap:41-42
reject   *-data.pcap:1-40,43-64

filter   greater 64
accept   *-data.pcap:2,6,9,34,36,41-43
reject   *-data.pcap:1,3-5,7-8,10-33,35,38-40,44-64

filter   less 60
accept   *-data.pcap:1,3-5,7-8,10-33,35,38-40,44-64
reject   *-data.pcap:2,6,9,34,36,41-43

filter   not outbound
accept   *-data.pcap:2-5,7-8,10-35,37-40,42-58,61-62,64
reject   *-data.pcap:1,6,9,36,41,60,63

filter   ip and inbound or arp
accept   *-data.pcap:3,5,7-8,10,42,44-46,55-57,64
reject   *-data.pcap:1-2,4,6,9,11-41,43,47-54,59-63

filter   ip or arp or stp
accept   *-data.pcap:1,3,5,7-8,10-11,41-42,44-46,55-57,63-64
reject   *-data.pcap:2,4,6,9,12-40,43,47-54,61-62

filter   (ip or ip6) and not port 53
accept   *-data.pcap:5-9,41-43,45,64
reject   *-data.pcap:1-4,10-40,44,46-63

filter   not (ip or ip6)
accept   *-data.pcap:3-4,11-40,47-54,61-62
reject   *-data.pcap:1-2,5-10,41-46,55-60,63-64

filter   link proto 0x8035 or arp
accept   *-data.pcap:3-4
reject   *-data.pcap:1-2,5-64

filter   link proto 0x0800 and outbound
accept   *-data.pcap:1,41,63
reject   *-data.pcap:2-40,42-62,64

filter   atalk or aarp
accept   *-data.pcap:18-19,21-22
reject   *-data.pcap:1-17,20,23-64

filter   stp or netbeui
accept   *-data.pcap:11-12
reject   *-data.pcap:1-10,13-57,61-64

links    LINUX_SLL

filter   ip
accept   *-data.pcap:1,5,7-8,10,41-42,44-46,55-57,63-64
reject   *-data.pcap:2-4,6,9,11-40,43,47-54,58-62

filter   inbound
accept   *-data.pcap:2-5,7-8,10-35,37-40,42-59,61-62,64
reject   *-data.pcap:1,6,9,36,41,60,63
note     what is not outgoing, whatever number it has

filter   not vlan
accept   *-data.pcap:1-32,39-57,61-64
reject   *-data.pcap:33-38,58-60

filter   len = 44 and ip
same-as  ip and len = 44
accept   *-data.pcap:1,8,10,45-46,55-57,63-64
reject   *-data.pcap:3-5,7,41-42,44
note     the length with the cooked header, on the wire: 57 has it, too

filter   link[2:2] = 772
accept   *-data.pcap:63
reject   *-data.pcap:1-57,61-62,64

filter   link[2:2] = 0xfffe and ip
accept   *-data.pcap:64
reject   *-data.pcap:1,63

filter   link[14:2] = 0x0806
same-as  byte 15 = 6 and link[14] = 8
accept   *-data.pcap:3
reject   *-data.pcap:1-2,4-57,61-64

filter   link[0:2] = 4
accept   *-data.pcap:1,6,9,36,41,63
reject   *-data.pcap:2-5,7-8,10,60

filter   link[0] = 4
accept   *-data.pcap:10
reject   *-data.pcap:1-9,60

filter   byte 15 & 0x80
accept   *-data.pcap:2,19,22,34,47
reject   *-data.pcap:1,60

filter   ifindex 4
link     *+live
meta     ifindex=4
accept   *-data.pcap:1-64
note     the header has no interface: the kernel says it

filter   ifindex 4
link     *+live
meta     ifindex=3
reject   *-data.pcap:1-64

filter   ifindex 4 and udp port 53
link     *+live
meta     ifindex=4
accept   *-data.pcap:1-2,10,44,46,63
reject   *-data.pcap:3-9,55-60

filter   vlan 73 and ip
link     *+live
meta     vlan=73
accept   *-data.pcap:33
reject   *-data.pcap:1-2,34-38
note     the tag is in the packet, where a file has it

filter   ip
link     *+live
meta     protocol=0x86dd
accept   *-data.pcap:1,5,7-8
reject   *-data.pcap:2,6,9,58-60

links    LINUX_SLL2

filter   ip
accept   *-data.pcap:1,5,7-8,10,41-42,44-46,55-60,63-64
reject   *-data.pcap:2-4,6,9,11-40,43,47-54,61-62

filter   inbound
accept   *-data.pcap:2-5,7-8,10-35,37-40,42-58,61-62,64
reject   *-data.pcap:1,6,9,36,41,59-60,63
note     what is not outgoing, whatever number it has

filter   not vlan
accept   *-data.pcap:1-32,39-64
reject   *-data.pcap:33-38

filter   len = 48 and ip
same-as  ip and len = 48
accept   *-data.pcap:1,8,10,45-46,55-60,63-64
reject   *-data.pcap:3-5,7,41-42,44
note     the length with the cooked header, on the wire: 57 has it, too

filter   link[8:2] = 772
accept   *-data.pcap:63
reject   *-data.pcap:1-57,61-62,64

filter   link[8:2] = 0xfffe and ip
accept   *-data.pcap:64
reject   *-data.pcap:1,63

filter   link[0:2] = 0x0806
same-as  byte 1 = 6 and link[0] = 8
accept   *-data.pcap:3
reject   *-data.pcap:1-2,4-57,61-64

filter   link[10] = 4
accept   *-data.pcap:1,6,9,36,41,63
reject   *-data.pcap:2-5,7-8,10,59-60

filter   ifindex 3
same-as  link[4:4] = 3
accept   *-data.pcap:1,3,5,7,9
reject   *-data.pcap:2,4,6,8,10-64
note     all four bytes count

filter   ifindex 260
accept   *-data.pcap:4
reject   *-data.pcap:1-3,5-64

filter   not ifindex 3
accept   *-data.pcap:2,4,6,8,10-59,61-64
reject   *-data.pcap:1,3,5,7,9,60
note     60 ends inside the number

filter   ifindex 0x3000000
accept   *-data.pcap:10
reject   *-data.pcap:1-9,60

filter   ifindex 3 and outbound
accept   *-data.pcap:1,9
reject   *-data.pcap:2-8,10

filter   ifindex 4 or arp
accept   *-data.pcap:2-3,6
reject   *-data.pcap:1,4-5,7-10

filter   byte 1 & 0x80
accept   *-data.pcap:2,19,22,34,47
reject   *-data.pcap:1,3-5

filter   ifindex 3
link     *+live
meta     ifindex=4
accept   *-data.pcap:1,3,5,7,9
reject   *-data.pcap:2,4,6,8,10

filter   ifindex 4
link     *+live
meta     ifindex=4
accept   *-data.pcap:2,6
reject   *-data.pcap:1,3-5,7-10,60

filter   vlan 73 and ip
link     *+live
meta     vlan=73
accept   *-data.pcap:33
reject   *-data.pcap:1-2,34-38

filter   ip
link     *+live
meta     protocol=0x86dd
accept   *-data.pcap:1,5,7-8,58-60
reject   *-data.pcap:2,6,9
